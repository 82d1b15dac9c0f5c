package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.json.JsonObject;

final class ExplainCommandTest {
    private static final String N =
            """
            name: n
            namespace_name: test
            step_templates:
              - {name: a, handler_class: A}
              - {name: b, handler_class: B}
              - {name: c, handler_class: C, depends_on_steps: [a]}
              - {name: d, handler_class: D, depends_on_steps: [a, b]}
            """;

    private static Path template(Path folder) throws Exception {
        return Files.writeString(folder.resolve("n.yaml"), N);
    }

    @Test
    void aPersonReadsWhatRunsWhenWhichGatesAndWhatItCosts(@TempDir Path folder) throws Exception {
        Typed typed = Typed.done("explain", template(folder));
        String beginning =
                """
                test/n 0.1.0  4 steps in 2 levels

                What runs when
                  in parallel
                  - a
                    c
                  - b
                  - gate for a and b
                    d
                  Finalize

                Levels
                  1  a, b
                  2  c, d

                Gates
                  A gate stands where no nesting of sequences and Parallels lets each step begin as soon as it may.
                  d waits for a and b
                    `d` needs `a` and `b`, but `c` needs `a` and not `b`.

                Figures
                                              no failure       every retry         limit
                  state transitions                    7\
                """;
        assertTrue(typed.out().startsWith(beginning), typed.out());
        assertTrue(typed.out().contains("\n  bytes, deployed "), typed.out());
        assertTrue(typed.out().contains("  a million runs, USD             175.00"), typed.out());
        assertTrue(typed.out().contains("list price, us-east-1, 2026-11."), typed.out());
        assertTrue(typed.out().contains("Time, if each step takes 1 s\n"), typed.out());
    }

    @Test
    void durationsComeFromAFile(@TempDir Path folder) throws Exception {
        Path seconds = folder.resolve("seconds.json");
        Files.writeString(seconds, "{\"a\": 1, \"b\": 4, \"c\": 3.5, \"d\": 0.25}");
        JsonObject json =
                Typed.done(
                                "explain",
                                template(folder),
                                "--durations",
                                seconds,
                                "--price",
                                "30",
                                "--json")
                        .object();
        assertEquals(List.of("a", "c"), json.fields().get("critical_path"));
        assertEquals("4.5", String.valueOf(json.fields().get("critical_path_seconds")));
        assertEquals("7.5", String.valueOf(json.fields().get("level_by_level_seconds")));
        assertEquals("8.75", String.valueOf(json.fields().get("one_by_one_seconds")));
        assertEquals(210.0, json.number("usd_per_million_runs").orElseThrow().doubleValue());
    }

    @Test
    void durationsThatDoNotFitTheWorkflowAreRefused(@TempDir Path folder) throws Exception {
        Path template = template(folder);
        Path seconds = folder.resolve("seconds.json");
        for (String[] wrong :
                new String[][] {
                    {"{\"a\": 1, \"b\": 4}", "has no duration for `c`, `d`"},
                    {"{\"e\": 1}", "the workflow has no step `e`"},
                    {"{\"a\": -1}", "`a` is not a number of seconds"},
                    {"[1]", "is not a JSON object of steps to seconds"},
                    {"{", "is not JSON"}
                }) {
            Files.writeString(seconds, wrong[0]);
            Typed typed = Typed.failed("explain", template, "--durations", seconds);
            assertTrue(typed.err().contains(wrong[1]), typed.err());
        }
        Typed.failed("explain", template, "--price", "-1");
        Typed.wrong("explain", template, "--price", "dear");
    }

    @Test
    void aTaskThatIsNotThereIsSaidSo(@TempDir Path folder) throws Exception {
        Typed typed =
                Typed.failed(
                        "explain",
                        template(folder),
                        "--from-task",
                        "0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21",
                        "--store",
                        folder.resolve("tasker.db"));
        assertTrue(typed.err().contains("0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21"), typed.err());
    }
}
