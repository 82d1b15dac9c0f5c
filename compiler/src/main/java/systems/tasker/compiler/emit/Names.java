package systems.tasker.compiler.emit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import systems.tasker.compiler.plan.Plan;

/**
 * The names of a machine's states. A step's state has the step's name, untouched; the others are
 * named after it, shortened and numbered where they have to be. Nothing finds a state by taking a
 * name apart.
 */
final class Names {
    /** What Step Functions gives a state's name, in code points. */
    private static final int LIMIT = 80;

    /** Room for a number behind a name that is taken. */
    private static final int NUMBER = 5;

    private final Set<String> taken;
    private final IdentityHashMap<Plan.Parallel, String> parallels = new IdentityHashMap<>();
    private final Map<String, String> gates = new HashMap<>();

    Names(Collection<String> steps, Plan plan) {
        taken = new HashSet<>(steps);
        nameAll(plan);
    }

    private void nameAll(Plan plan) {
        switch (plan) {
            case Plan.Step step -> {}
            case Plan.Gate gate -> gates.put(gate.name(), derived("gate: ", gate.name()));
            case Plan.Sequence sequence -> sequence.parts().forEach(this::nameAll);
            case Plan.Parallel parallel -> {
                parallels.put(parallel, free("parallel " + (parallels.size() + 1)));
                parallel.branches().forEach(this::nameAll);
            }
        }
    }

    /** The state at which a plan begins. */
    String entry(Plan plan) {
        return switch (plan) {
            case Plan.Step step -> step.name();
            case Plan.Gate gate -> gate(gate);
            case Plan.Sequence sequence -> entry(sequence.parts().getFirst());
            case Plan.Parallel parallel -> parallel(parallel);
        };
    }

    String parallel(Plan.Parallel parallel) {
        String name = parallels.get(parallel);
        if (name == null) {
            throw new IllegalStateException("A parallel of another plan");
        }
        return name;
    }

    String gate(Plan.Gate gate) {
        String name = gates.get(gate.name());
        if (name == null) {
            throw new IllegalStateException("A gate of another plan");
        }
        return name;
    }

    /** A new name: a prefix and the name of a step. */
    String derived(String prefix, String step) {
        return free(shortened(prefix + step));
    }

    /** A new name: this one, or numbered where it is taken. */
    String free(String name) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + " (" + number + ")";
        }
        return free;
    }

    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= LIMIT - NUMBER) {
            return name;
        }
        String hash = "~" + hash(name);
        int kept = name.offsetByCodePoints(0, LIMIT - NUMBER - hash.length());
        return name.substring(0, kept) + hash;
    }

    /** Eight hexadecimal digits that stand for a text. */
    static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
