package systems.tasker.local.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.check.ClassPath;

/** The machines that are checked in, so that a review shows what changes in production. */
class StatemachinesTest {
    private static final Path MACHINES = Checkout.PROJECT.machines();

    @Test
    void theMachinesAreExactlyWhatTheTemplatesGive() throws IOException {
        Map<String, String> given = new TreeMap<>();
        for (Path template : Checkout.PROJECT.templates()) {
            CompiledWorkflow workflow =
                    Source.read(template)
                            .compiled(ClassPath.TRUSTED, Optional.empty())
                            .workflow()
                            .orElseThrow();
            given.put(workflow.path(), StateMachineWriter.pretty(workflow.machine()));
        }
        assertFalse(given.isEmpty());
        Map<String, String> checkedIn = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MACHINES)) {
            files.filter(Files::isRegularFile)
                    .forEach(
                            file ->
                                    checkedIn.put(
                                            MACHINES.relativize(file).toString().replace('\\', '/'),
                                            Checkout.text(file)));
        }
        assertEquals(
                given.keySet(),
                checkedIn.keySet(),
                "run `./tasker compile`, and remove machines without a template");
        given.forEach(
                (path, machine) ->
                        assertEquals(
                                machine,
                                checkedIn.get(path),
                                path + " is stale: run `./tasker compile`"));
    }
}
