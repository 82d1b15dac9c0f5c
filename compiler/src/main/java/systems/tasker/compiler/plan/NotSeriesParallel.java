package systems.tasker.compiler.plan;

/**
 * No composition of sequences and parallels runs the graph without a step waiting for one that it
 * does not depend on. Every such graph holds an N: {@code third} needs {@code first} and {@code
 * second}, {@code fourth} needs {@code second} but not {@code first}, and otherwise these four are
 * independent.
 */
public final class NotSeriesParallel extends Exception {
    private static final long serialVersionUID = 1;

    private final String first;
    private final String second;
    private final String third;
    private final String fourth;

    NotSeriesParallel(String first, String second, String third, String fourth) {
        super(first + " -> " + third + " <- " + second + " -> " + fourth, null, false, false);
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    /** A step that only the third needs. */
    public String first() {
        return first;
    }

    /** A step that both the third and the fourth need. */
    public String second() {
        return second;
    }

    /** The step that waits for both. */
    public String third() {
        return third;
    }

    /** The step that must not wait for the first. */
    public String fourth() {
        return fourth;
    }
}
