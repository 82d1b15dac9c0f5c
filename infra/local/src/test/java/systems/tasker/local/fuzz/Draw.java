package systems.tasker.local.fuzz;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The chance of one input: the same for the same seed and ordinal, whatever was drawn before. */
final class Draw {
    private static final long SPREAD = 0xD134_2543_DE82_EF95L;

    private final SplittableRandom random;

    Draw(long seed, long ordinal) {
        random = new SplittableRandom(seed ^ (ordinal * SPREAD));
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** From 0 to one less. */
    int below(int bound) {
        return random.nextInt(Math.max(1, bound));
    }

    /** Both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    /** The usual, and once in many times something else. */
    <T> T usually(int many, Supplier<T> usual, Supplier<T> seldom) {
        return oneIn(many) ? seldom.get() : usual.get();
    }

    /** For what is drawn by the platform's class. */
    Random random() {
        return new Random(random.nextLong());
    }
}
