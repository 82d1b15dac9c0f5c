package systems.tasker.local.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import systems.tasker.local.cli.Typed;

/** Types a command line: one of the three statuses comes of it, and a reason where it failed. */
final class CommandSubject implements Watch.Subject<List<String>> {
    private static final Pattern THROWN = Pattern.compile("\\tat |\\w+Exception");

    private final Function<List<String>, Typed> tasker;

    CommandSubject(Function<List<String>, Typed> tasker) {
        this.tasker = tasker;
    }

    @Override
    public void take(List<String> line) {
        Typed typed = tasker.apply(line);
        String said = typed.out() + typed.err();
        assertFalse(THROWN.matcher(typed.err()).find(), said);
        assertFalse(typed.out().contains("\tat "), said);
        assertTrue(typed.status() >= 0 && typed.status() <= 2, () -> "status " + typed.status());
        assertFalse(typed.status() != 0 && said.isBlank(), "fails without a word");
        if (typed.status() == 2) {
            assertEquals("", typed.out(), "wrong usage is told on standard error");
        }
    }
}
