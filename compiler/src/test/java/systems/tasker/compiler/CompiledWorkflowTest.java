package systems.tasker.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.check.QuotaCheck;
import systems.tasker.compiler.diagnostics.Diagnostic;
import systems.tasker.compiler.template.EnvironmentVariable;

final class CompiledWorkflowTest {
    private static CompiledWorkflow compile(String template, Optional<String> environment) {
        Compilation compilation = new Compiler().compile("test.yaml", template, environment);
        return compilation
                .workflow()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    private static SequencedMap<String, List<EnvironmentVariable>> environment(
            CompiledWorkflow workflow) {
        SequencedMap<String, List<EnvironmentVariable>> byId = new LinkedHashMap<>();
        workflow.environment()
                .forEach((function, variables) -> byId.put(function.logicalId(), variables));
        return byId;
    }

    @Test
    void itListsWhatEachFunctionReadsOfItsEnvironment() {
        String template =
                """
                name: ruby
                handler_config:
                  channel: <%= ENV['CHANNEL'] %>
                step_templates:
                  - name: first
                    handler_class: p.First
                    handler_config:
                      url: "<%= ENV['HOST'] %>:<%= ENV.fetch('PORT', '443') %>"
                      token: [ "<%= ENV.fetch('TOKEN') %>", { again: "<%= ENV['TOKEN'] %>" } ]
                      "HOST": "ENV['NOT_A_TAG']"
                  - name: second
                    handler_class: p.Second
                environments:
                  production:
                    step_templates:
                      - name: second
                        handler_config: { key: "<%= ENV.fetch('KEY') %>" }
                """;
        SequencedMap<String, List<EnvironmentVariable>> expected = new LinkedHashMap<>();
        expected.put(
                "RubyFirstFunction",
                List.of(
                        new EnvironmentVariable("HOST", false),
                        new EnvironmentVariable("PORT", false),
                        new EnvironmentVariable("TOKEN", true)));
        expected.put("RubyFinalizeFunction", List.of(new EnvironmentVariable("CHANNEL", false)));
        assertEquals(expected, environment(compile(template, Optional.empty())));
        assertEquals(
                List.of(new EnvironmentVariable("KEY", true)),
                environment(compile(template, Optional.of("production")))
                        .get("RubySecondFunction"));
    }

    @Test
    void aTemplateWithoutOverlaysIsTheSameInEveryEnvironment() {
        String template = "name: x\nstep_templates: [{ name: a, handler_class: p.A }]\n";
        assertEquals(
                compile(template, Optional.empty()).definition(),
                compile(template, Optional.of("production")).definition());
    }

    @Test
    void theDefinitionIsIndentedUnlessThatMakesItTooLarge() {
        CompiledWorkflow small =
                compile(
                        "name: x\nstep_templates: [{ name: a, handler_class: p.A }]\n",
                        Optional.empty());
        assertEquals(StateMachineWriter.pretty(small.machine()), small.definition());

        CompiledWorkflow large = compile(steps(300), Optional.empty());
        assertTrue(
                QuotaCheck.deployedBytes(StateMachineWriter.pretty(large.machine()))
                        > QuotaCheck.MAX_DEFINITION);
        assertEquals(StateMachineWriter.compact(large.machine()) + "\n", large.definition());
        assertTrue(
                large.definition().getBytes(StandardCharsets.UTF_8).length
                        < QuotaCheck.MAX_DEFINITION);
    }

    @Test
    void whatRetriesAloneMakeTooMuchIsAWarning() {
        List<Diagnostic> told = new Compiler().compile("test.yaml", steps(200)).diagnostics();
        assertEquals(1, told.size(), told::toString);
        assertTrue(!told.getFirst().isError());
        assertTrue(told.getFirst().message().contains("25,000"), told.getFirst().message());
        assertEquals(List.of(), new Compiler().compile("test.yaml", steps(50)).diagnostics());
    }

    private static String steps(int count) {
        StringBuilder template = new StringBuilder("name: large\nstep_templates:\n");
        for (int i = 0; i < count; i++) {
            template.append("  - { name: s").append(i).append(", handler_class: p.A }\n");
        }
        return template.toString();
    }
}
