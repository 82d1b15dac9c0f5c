package systems.tasker.local.fuzz;

import java.util.function.Predicate;

/** A kind of input: how it is drawn, shown, and made smaller. */
interface Inputs<I> {
    I drawn(Draw draw);

    /** In bytes. */
    int size(I input);

    /** So that it can be typed into a test. */
    String shown(I input);

    /** What is left of an input once nothing can be removed of it and still causes the same. */
    I smallest(I input, Predicate<I> same);
}
