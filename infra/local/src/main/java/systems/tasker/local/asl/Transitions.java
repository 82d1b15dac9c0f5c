package systems.tasker.local.asl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Catcher;
import systems.tasker.asl.State;

/** Where a state may lead. */
final class Transitions {
    private Transitions() {}

    /** The names of the states that may follow. */
    static List<String> from(@Nullable State state) {
        List<String> names = new ArrayList<>();
        switch (state) {
            case State.Task task -> {
                add(names, task.next());
                task.catchers().stream().map(Catcher::next).forEach(names::add);
            }
            case State.Parallel parallel -> {
                add(names, parallel.next());
                parallel.catchers().stream().map(Catcher::next).forEach(names::add);
            }
            case State.Choice choice -> {
                choice.choices().forEach(rule -> names.add(rule.next()));
                add(names, choice.defaultNext());
            }
            case State.Wait wait -> add(names, wait.next());
            case State.Pass pass -> add(names, pass.next());
            case State.Succeed succeed -> {}
            case State.Fail fail -> {}
            case null -> {}
        }
        return names;
    }

    private static void add(List<String> names, @Nullable String next) {
        if (next != null) {
            names.add(next);
        }
    }
}
