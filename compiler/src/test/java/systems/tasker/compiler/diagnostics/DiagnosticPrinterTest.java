package systems.tasker.compiler.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {
    private static String printed(Diagnostics diagnostics) {
        return new DiagnosticPrinter(false).print(diagnostics.sorted());
    }

    @Test
    void countsWhatIsMoreThanAPersonReads() {
        Diagnostics diagnostics = new Diagnostics("a.yaml", "x\n".repeat(300));
        IntStream.rangeClosed(1, 250)
                .forEach(i -> diagnostics.add(Rule.NO_EFFECT, new Place(i, 1, 1), "no"));
        IntStream.rangeClosed(251, 260)
                .forEach(i -> diagnostics.add(Rule.UNKNOWN_KEY, new Place(i, 1, 1), "what"));

        String printed = printed(diagnostics);

        assertEquals(100, printed.lines().filter(line -> line.contains(": warning: no")).count());
        assertEquals(10, printed.lines().filter(line -> line.contains(": error: what")).count());
        assertEquals("and 150 more warnings like these", printed.lines().toList().getLast());
    }

    @Test
    void cutsALongLineAroundThePlace() {
        String line = "a".repeat(300) + "\u00e4\ud83d\ude00wrong" + "b".repeat(300);
        Diagnostics diagnostics = new Diagnostics("a.yaml", line);
        diagnostics.add(Rule.UNKNOWN_KEY, new Place(1, 303, 5), "what");

        String[] printed = printed(diagnostics).split("\n", -1);

        assertEquals("   1 | …" + "a".repeat(38) + "ä😀wrong" + "b".repeat(115) + "…", printed[1]);
        assertEquals(" ".repeat(4) + " |  " + " ".repeat(41) + "^^^^^", printed[2]);
    }

    @Test
    void pointsBehindALine() {
        Diagnostics diagnostics = new Diagnostics("a.yaml", "name:");
        diagnostics.add(Rule.UNKNOWN_KEY, new Place(1, 9, 4), "what");

        assertEquals("     |      ^", printed(diagnostics).split("\n", -1)[2]);
    }
}
