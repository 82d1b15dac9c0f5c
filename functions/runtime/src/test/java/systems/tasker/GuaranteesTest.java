package systems.tasker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each guarantee of the module's page names tests, and each of these tests is there. */
class GuaranteesTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+Test|\\w+Contract)#(\\w+)`");
    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CHECKOUT)) {
            for (Path file : files.toList()) {
                String path = CHECKOUT.relativize(file).toString();
                if (path.contains("src/test/java") && path.endsWith(".java")) {
                    String name = String.valueOf(file.getFileName());
                    sources.put(name.replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }

    @Test
    void everyGuaranteeIsHeldByTestsThatExist() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        int guarantees = 0;
        String page = Files.readString(Path.of("README.md"));
        String table = page.substring(page.indexOf("| Guarantee | Held by |"));
        for (String line : table.lines().skip(2).toList()) {
            Matcher test = TEST.matcher(line);
            int tests = 0;
            while (test.find()) {
                tests++;
                String source = sources.getOrDefault(test.group(1), "");
                if (!source.contains(" void " + test.group(2) + "(")) {
                    missing.add(test.group());
                }
            }
            if (tests == 0) {
                missing.add("a test of: " + line);
            }
            guarantees++;
        }
        assertEquals(List.of(), missing);
        assertTrue(guarantees >= 25, guarantees + " guarantees");
    }
}
