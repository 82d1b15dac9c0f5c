package systems.tasker.compiler.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.Compiler;
import systems.tasker.compiler.Golden;

class SamTemplateTest {
    /** No more than the marks. */
    private static final String EMPTY =
            """
            Parameters:
              # tasker sam: parameters
              # tasker sam: end
            Conditions:
              # tasker sam: conditions
              # tasker sam: end
            Resources:
              # somebody's own
              CloserFunction:
                Variables:
                      # tasker sam: machines
                      # tasker sam: end
              # tasker sam: resources
              # tasker sam: end
            Outputs:
              # tasker sam: outputs
              # tasker sam: end
            """;

    private static final String CHAIN = steps("chain", "first", "second");

    private static final String N =
            """
            name: n
            step_templates:
              - { name: a, handler_class: p.A }
              - { name: b, handler_class: p.B }
              - { name: c, handler_class: p.C, depends_on_step: a }
              - { name: d, handler_class: p.D, depends_on_steps: [a, b] }
            """;

    private static final String ODD =
            """
            name: odd-name
            namespace_name: my.space
            step_templates:
              - name: größer's ${x} {% y %}
                handler_class: p.Bigger
                handler_config:
                  key: <%= ENV.fetch('API_KEY') %>
                  url: <%= ENV['URL'] %>
            """;

    private static String steps(String name, String... steps) {
        return "name: "
                + name
                + "\nstep_templates:\n"
                + List.of(steps).stream()
                        .map(step -> "  - { name: " + step + ", handler_class: p.Handler }\n")
                        .collect(Collectors.joining());
    }

    private static Deployed deployed(String template) {
        Compilation compilation = new Compiler().compile("test.yaml", template, Optional.empty());
        return compilation
                .workflow()
                .map(
                        workflow ->
                                new Deployed(
                                        workflow,
                                        "functions/m/target/m.zip",
                                        "infra/statemachines/" + workflow.path()))
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    private static SamTemplate of(String before, String... templates) {
        return SamTemplate.of(
                before, List.of(templates).stream().map(SamTemplateTest::deployed).toList(), false);
    }

    private static String message(String before, String... templates) {
        return String.valueOf(
                assertThrows(CannotDeploy.class, () -> of(before, templates)).getMessage());
    }

    private static boolean has(SamTemplate template, String line) {
        return template.text().lines().anyMatch(line::equals);
    }

    @Test
    void itHasAFunctionForEachStepAndAMachineForEachWorkflow() {
        Golden.check(
                Golden.RESOURCES.resolve(Path.of("sam", "template.yaml")),
                of(EMPTY, CHAIN, N, ODD).text());
    }

    @Test
    void doneTwiceItChangesNothing() {
        SamTemplate once = of(EMPTY, CHAIN, N, ODD);
        assertEquals(once, of(once.text(), CHAIN, N, ODD));
        assertEquals(List.of(), once.retired());
    }

    @Test
    void theFunctionOfARemovedStepStaysUntilItIsPruned() {
        SamTemplate before = of(EMPTY, CHAIN);
        SamTemplate after = of(before.text(), steps("chain", "first"));
        List<String> kept =
                List.of(
                        "ChainSecondFunction",
                        "ChainSecondFunctionRole",
                        "ChainSecondFunctionLogs");
        assertEquals(kept, after.retired());
        assertEquals(before.resources(), after.resources());
        assertTrue(
                has(after, "                  - !GetAtt ChainSecondFunction.Arn"),
                "the machine may still call it");
        assertEquals(after, of(after.text(), steps("chain", "first")));

        SamTemplate pruned =
                SamTemplate.of(after.text(), List.of(deployed(steps("chain", "first"))), true);
        assertEquals(of(EMPTY, steps("chain", "first")), pruned);
    }

    @Test
    void theMachineOfARemovedWorkflowStaysWithAllThatItNeeds() {
        SamTemplate after = of(of(EMPTY, CHAIN, ODD).text(), CHAIN);
        assertTrue(
                after.text().contains("\"my.space/odd-name\":\"${OddName"),
                "its executions are found");
        assertTrue(after.retired().stream().anyMatch(id -> id.endsWith("Machine")));
        assertTrue(has(after, "  EnvApiKey:"), "its functions still read their variables");
        assertTrue(has(after, "  HasEnvUrl: !Not [!Equals [!Ref EnvUrl, '']]"));
        assertEquals(after, of(after.text(), CHAIN));

        SamTemplate pruned = SamTemplate.of(after.text(), List.of(deployed(CHAIN)), true);
        assertEquals(of(EMPTY, CHAIN), pruned);
    }

    @Test
    void whatIsSomebodysOwnStays() {
        String own = EMPTY.replace("  # somebody's own\n", "  # somebody's own\n  Mine: 1\n");
        String text = of(own, CHAIN).text();
        assertTrue(text.startsWith(own.substring(0, own.indexOf("  # tasker sam: end"))));
        assertTrue(text.contains("  # somebody's own\n  Mine: 1\n"));
    }

    @Test
    void aDamagedMarkIsToldOfByItsLine() {
        assertEquals(
                "there is no region `outputs`: it needs a line `# tasker sam: outputs` and a line"
                        + " `# tasker sam: end`",
                message(
                        EMPTY.replaceFirst(
                                "(?s)  # tasker sam: outputs\n  # tasker sam: end\n", ""),
                        CHAIN));
        assertEquals(
                "line 2 begins a region `parameter`, which is none of: parameters, conditions,"
                        + " machines, resources, outputs",
                message(EMPTY.replace("sam: parameters", "sam: parameter"), CHAIN));
        assertEquals(
                "the region that begins in line 2 has no end: a line `# tasker sam: end`",
                message(EMPTY.replaceFirst("  # tasker sam: end\n", ""), CHAIN));
        assertEquals(
                "line 2 ends a region that does not begin",
                message(EMPTY.replaceFirst("  # tasker sam: parameters\n", ""), CHAIN));
    }

    @Test
    void twoWorkflowsThatWouldBeOneAreRefused() {
        assertEquals(
                "two things have the logical id `ChainFirstFunction`: rename a workflow or a step of"
                        + " it",
                message(EMPTY, CHAIN, "namespace_name: other\n" + CHAIN));
    }

    @Test
    void moreResourcesThanAStackTakesAreRefused() {
        String[] many = IntStream.range(0, 170).mapToObj(i -> "s" + i).toArray(String[]::new);
        assertTrue(message(EMPTY, steps("many", many)).contains("CloudFormation takes 500"));
    }

    @Test
    void withoutATemplateThereIsNothingToDeploy() {
        assertEquals("there is no task template to deploy", message(EMPTY));
        assertFalse(of(EMPTY, CHAIN).text().contains("Tokens"), "no gate, no tokens");
    }
}
