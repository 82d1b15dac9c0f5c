package blogexamples.post03;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

class ExamplesTest {
    @Test
    void everyExampleIsAJsonObjectAndOneIsTheDefault() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(Path.of("examples"))) {
            files = entries.sorted().toList();
        }
        assertTrue(files.contains(Path.of("examples", "user_registration.json")));
        for (Path file : files) {
            JsonObject context = JsonObject.of(Json.parse(Files.readAllBytes(file)));
            assertFalse(context.object("user_info").isEmpty(), file::toString);
        }
    }

    @Test
    void theTemplateLiesWhereTheBuildLooksForIt() throws IOException {
        try (var template =
                getClass().getResourceAsStream("/tasker/tasks/user_registration.yaml")) {
            assertTrue(template != null);
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("name: user_registration", text.lines().findFirst().orElseThrow());
            for (String step : Registration.STEPS) {
                assertTrue(text.contains("\n  - name: " + step + "\n"), step);
            }
        }
    }
}
