package systems.tasker.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that hold what is expected. With {@code -Dgolden.update=true} they are written anew, and
 * the test fails all the same: a person looks at the difference first.
 */
public final class Golden {
    /** Where such files lie. */
    public static final Path RESOURCES = Path.of("src", "test", "resources");

    private static final Pattern REPEAT = Pattern.compile("# repeat (\\d+)\n");
    private static final Pattern ENVIRONMENT = Pattern.compile("# --environment (\\S+)\n");

    private Golden() {}

    /** Compares a text with that of a file. */
    public static void check(Path expected, String actual) {
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
    public static List<Path> templates(String folder) {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text of a template. Where its first line says {@code # repeat N}, its last line stands
     * for N lines, in which {@code {n}} is their number.
     */
    static String source(Path file) {
        String text = read(file);
        Matcher repeat = REPEAT.matcher(text);
        if (!repeat.lookingAt()) {
            return text;
        }
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        StringBuilder source = new StringBuilder(text.substring(0, last));
        for (int n = 1; n <= Integer.parseInt(repeat.group(1)); n++) {
            source.append(text.substring(last).replace("{n}", String.valueOf(n)));
        }
        return source.toString();
    }

    /** What the first line of a template says in {@code # --environment NAME}. */
    static Optional<String> environment(String text) {
        Matcher environment = ENVIRONMENT.matcher(text);
        return environment.lookingAt() ? Optional.of(environment.group(1)) : Optional.empty();
    }

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
