package systems.tasker.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs through the commands once, in a folder of its own, while the launcher has the Java machine
 * note which classes they need: a later start finds them ready.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Takes no arguments; what the commands say is dropped. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("tasker-rehearsal");
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        String store = folder.resolve("tasker.db").toString();
        try {
            for (List<String> command :
                    List.of(
                            List.of("--help"),
                            List.of("rehearse"),
                            List.of("check"),
                            List.of("compile", "-o", folder.toString()),
                            List.of("run", "user_registration", "--store", store),
                            List.of("run", "user_registration", "--store", store, "--json"),
                            List.of("tasks", "--store", store),
                            List.of("explain", "user_registration"),
                            List.of("graph", "user_registration"))) {
                Tasker.execute(new Console(nowhere, nowhere, true), command.toArray(String[]::new));
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        System.exit(0);
    }
}
