package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.local.project.Checkout;

/** What the launcher says of a build that failed, with a Maven that only says so. */
class LauncherTest {
    @TempDir private Path home = Path.of("");

    @BeforeEach
    void copyTheLauncher() throws IOException {
        home = home.toRealPath();
        Files.copy(Checkout.HOME.resolve("tasker"), home.resolve("tasker"));
        script(".mvn/find-jdk", "echo " + System.getProperty("java.home"));
    }

    private void script(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.resolve(".."));
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private String saidOf(String log) throws Exception {
        Files.writeString(home.resolve("log"), log.replace("HOME", home.toString()));
        script("mvnw", "cat log; exit 1");
        Process launcher =
                new ProcessBuilder("bash", home.resolve("tasker").toString(), "tasks")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, launcher.waitFor(), said);
        return said;
    }

    @Test
    void codeThatDoesNotCompileIsToldAsTheCompilerDoes() throws Exception {
        assertEquals(
                """
                tasker: building (the first time takes a minute or two)
                functions/order/Order.java:3:8: [rawtypes] found raw type: List
                functions/order/Order.java:4:12: cannot find symbol
                  symbol:   variable nothing
                  location: class Order
                functions/order/Order.java:9: illegal start of expression
                tasker: the code does not compile, see above
                """,
                saidOf(
                        """
                        [INFO] Scanning for projects...
                        [WARNING] COMPILATION WARNING :
                        [WARNING] HOME/functions/order/Order.java:[3,8] [rawtypes] found raw type: List
                        [INFO] 1 warning
                        [ERROR] COMPILATION ERROR :
                        [ERROR] HOME/functions/order/Order.java:[4,12] cannot find symbol
                          symbol:   variable nothing
                          location: class Order
                        [ERROR] HOME/functions/order/Order.java:[9] illegal start of expression
                        [INFO] 2 errors
                        [ERROR] Failed to execute goal compile: Compilation failure
                        [ERROR] HOME/functions/order/Order.java:[4,12] cannot find symbol
                        """));
    }

    @Test
    void whateverElseFailsIsToldWhole() throws Exception {
        assertEquals(
                """
                tasker: building (the first time takes a minute or two)
                [INFO] Scanning for projects...
                [ERROR] Could not transfer artifact
                tasker: the build failed
                """,
                saidOf("[INFO] Scanning for projects...\n[ERROR] Could not transfer artifact\n"));
    }
}
