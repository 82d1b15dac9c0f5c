package systems.tasker.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that hold what is expected. With {@code -Dgolden.update=true} they are written anew, and
 * the test fails all the same: a person looks at the difference first.
 */
final class Golden {
    static final Path RESOURCES = Path.of("src", "test", "resources");

    private Golden() {}

    static void check(Path expected, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")
                    && !(Files.exists(expected) && Files.readString(expected).equals(actual))) {
                Files.writeString(expected, actual);
                fail("Written: " + expected);
            }
            assertEquals(Files.readString(expected), actual, expected.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The templates in the folders of a folder, in order. */
    static List<Path> templates(String folder) {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
