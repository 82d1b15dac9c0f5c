package systems.tasker.compiler.explain;

import java.nio.file.Path;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.Compiler;
import systems.tasker.compiler.Golden;

/** Workflows to be explained. */
final class Compiled {
    private Compiled() {}

    static CompiledWorkflow of(String template) {
        Compilation compilation = new Compiler().compile("test.yaml", template);
        return compilation
                .workflow()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    /** A workflow from lines like {@code c: a, b}. */
    static CompiledWorkflow ofSteps(String name, String... steps) {
        StringBuilder yaml =
                new StringBuilder(
                        "name: %s\nnamespace_name: test\nstep_templates:\n".formatted(name));
        for (String step : steps) {
            int colon = step.indexOf(':');
            yaml.append(
                    "  - {name: %s, handler_class: Handlers::Do, depends_on_steps: [%s]}\n"
                            .formatted(step.substring(0, colon), step.substring(colon + 1)));
        }
        return of(yaml.toString());
    }

    static CompiledWorkflow userRegistration() {
        return of(Golden.read(Path.of("src/test/resources/cases/user-registration/template.yaml")));
    }

    static CompiledWorkflow n() {
        return ofSteps("n", "a:", "b:", "c: a", "d: a, b");
    }

    static CompiledWorkflow customerAnalytics() {
        return ofSteps(
                "customer_analytics",
                "extract_users:",
                "extract_orders:",
                "extract_products:",
                "transform_customer_metrics: extract_users, extract_orders",
                "transform_product_metrics: extract_orders, extract_products",
                "join: transform_customer_metrics, transform_product_metrics");
    }
}
