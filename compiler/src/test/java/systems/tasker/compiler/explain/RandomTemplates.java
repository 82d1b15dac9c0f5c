package systems.tasker.compiler.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Task templates with random dependencies, as those of Tasker look: layers, mostly near ones. */
public final class RandomTemplates {
    private static final String[] VERBS = {
        "extract", "transform", "validate", "load", "notify", "merge", "score", "export"
    };
    private static final String[] NOUNS = {
        "users", "orders", "products", "customer_metrics", "invoices", "stock", "events"
    };

    private RandomTemplates() {}

    /** A template of so many steps; each depends on up to three of the steps not long before it. */
    public static String yaml(int steps, long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>();
        StringBuilder yaml =
                new StringBuilder("name: random_%d\n".formatted(steps))
                        .append("namespace_name: examples\nstep_templates:\n");
        int width = (int) Math.max(2, Math.sqrt(steps));
        for (int step = 0; step < steps; step++) {
            String name =
                    "%s_%s_%d"
                            .formatted(
                                    VERBS[random.nextInt(VERBS.length)],
                                    NOUNS[random.nextInt(NOUNS.length)],
                                    step + 1);
            TreeSet<String> dependencies = new TreeSet<>();
            for (int i = random.nextInt(4); i > 0 && step >= width / 2; i--) {
                int back = 1 + random.nextInt(Math.min(step, 2 * width));
                dependencies.add(names.get(step - back));
            }
            names.add(name);
            yaml.append("  - name: ").append(name).append("\n    handler_class: SleepHandler\n");
            if (!dependencies.isEmpty()) {
                yaml.append("    depends_on_steps: [")
                        .append(String.join(", ", dependencies))
                        .append("]\n");
            }
        }
        return yaml.toString();
    }
}
