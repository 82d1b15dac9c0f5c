package systems.tasker.local.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systems.tasker.ServiceDirectory;
import systems.tasker.asl.StateMachineWriter;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.Compiler;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskService.NewTask;
import systems.tasker.service.TaskView;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStatus;

/**
 * What Step Functions would evaluate and a deployment would fill in arrives at the handler as the
 * template has it: the emitted machine is run, after a deployment's substitutions.
 */
final class TextArrivesAsWrittenTest {
    private static final String HANDLER = EchoHandler.class.getName();

    /** Texts that something on the way from a template to a handler could take for its own. */
    private static final List<String> TEXTS =
            List.of(
                    "{% 1 + 1 %}",
                    "{%",
                    "%}",
                    "a %}",
                    "{% unfinished",
                    "${Stage}",
                    "$${x}$",
                    "${WrittenAFunctionArn}",
                    "$ {x}",
                    "$states.input",
                    "$.path",
                    "'single' \"double\" `tick`",
                    "back\\slash \\${x} \\u0024{x} \\\"${y}\\\"",
                    "{% \"$\" & \"{x}\" %}",
                    "line\nbreak\ttab ${x}\r",
                    "\u0001\u007f\u0085 ${x}",
                    "emoji 😀 e\u0301 語 שלום ${x}",
                    "\u2028\u2029 %}",
                    "States.Format('{}')",
                    "{{x}} #{x} <% <%= x",
                    "null",
                    "");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final List<String> logLines = new ArrayList<>();

    /** JSON as YAML: the one character that JSON may leave as it is, and YAML may not. */
    private static String quoted(Object json) {
        return Json.write(json).replace("\u007f", "\\x7F");
    }

    private static CompiledWorkflow compile(String template) {
        Compilation compilation = new Compiler().compile("test.yaml", template);
        return compilation
                .workflow()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    private TaskView run(CompiledWorkflow workflow) throws Exception {
        LocalStack.Surroundings surroundings =
                new LocalStack.Surroundings(
                        folder.resolve("tasker.db"),
                        ServiceDirectory.of(null),
                        line -> {
                            synchronized (logLines) {
                                logLines.add(line);
                            }
                        },
                        step -> {});
        try (LocalStack stack = LocalStack.open(surroundings, List.of(workflow))) {
            TaskItem task =
                    stack.tasks()
                            .create(
                                    new NewTask(
                                            workflow.namespace(),
                                            workflow.name(),
                                            JsonText.EMPTY_OBJECT))
                            .task();
            stack.end(task).get(60, TimeUnit.SECONDS);
            return stack.tasks().show(task.id());
        }
    }

    /** What the handler of a step gave back, of a task that is complete. */
    private static JsonObject results(TaskView view, String name) {
        assertEquals(
                TaskStatus.COMPLETE, view.task().status(), String.valueOf(view.task().failure()));
        return view.steps().stream()
                .filter(step -> step.name().equals(name))
                .map(StepItem::results)
                .map(java.util.Objects::requireNonNull)
                .map(JsonText::object)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void configurationArrivesAsWrittenInValuesListsAndKeys() throws Exception {
        SequencedMap<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("list", TEXTS.stream().filter(text -> !text.contains("<%")).toList());
        for (String text : TEXTS) {
            if (!text.contains("<%")) {
                config.put("value of " + text, text);
                config.put(text, Map.of(text, List.of(text)));
            }
        }
        TaskView view =
                run(
                        compile(
                                """
                                name: written
                                step_templates:
                                  - name: a
                                    handler_class: %s
                                    description: %s
                                    handler_config: %s
                                """
                                        .formatted(
                                                HANDLER,
                                                quoted("${Stage} {% 1 %} \"quoted\" \\ 😀"),
                                                quoted(config))));
        assertEquals(Json.write(config), Json.write(results(view, "a").value("config")));
    }

    @Test
    void namesOfStepsArriveAsWrittenAndAreFoundByTheirDependents() throws Exception {
        List<String> names =
                TEXTS.stream()
                        .filter(text -> !text.isBlank() && !text.contains("<%"))
                        .filter(text -> text.chars().noneMatch(Character::isISOControl))
                        .toList();
        StringBuilder template = new StringBuilder("name: names\nstep_templates:\n");
        List<String> before = new ArrayList<>();
        for (String name : names) {
            template.append("  - name: ").append(quoted(name));
            template.append("\n    handler_class: ").append(HANDLER);
            template.append("\n    depends_on_steps: ").append(Json.write(before)).append('\n');
            if (before.size() < 3) {
                before.add(name); // these in a row, the others beside each other
            }
        }
        TaskView view = run(compile(template.toString()));
        assertEquals(names.size(), view.steps().size());
        for (String name : names) {
            assertEquals(name, results(view, name).text("name").orElseThrow());
        }
    }

    @Test
    void noTextOfATemplateIsThereForADeploymentToFillIn() {
        StringBuilder config = new StringBuilder("{ ");
        for (String text : TEXTS) {
            if (!text.contains("<%")) {
                config.append(quoted(text)).append(": ").append(quoted(text)).append(", ");
            }
        }
        CompiledWorkflow workflow =
                compile(
                        """
                        name: written
                        step_templates:
                          - name: "${RecorderFunctionArn}"
                            handler_class: %s
                            description: "${WrittenFinalizeFunctionArn}"
                            handler_config: %s }
                        """
                                .formatted(HANDLER, config));
        String definition = StateMachineWriter.compact(workflow.machine());
        long placeholders =
                java.util.regex.Pattern.compile("\\$\\{").matcher(definition).results().count();
        assertEquals(3, placeholders, definition); // of the step, the recorder and Finalize
    }

    @Test
    void theEnvironmentIsFilledInWhenTheStepRunsAndNowhereElse() throws Exception {
        String path = System.getenv("PATH");
        CompiledWorkflow workflow =
                compile(
                        """
                        name: ruby
                        step_templates:
                          - name: a
                            handler_class: %s
                            handler_config:
                              path: <%%= ENV['PATH'] %%>
                              text: "<%%= ENV.fetch('TASKER_TEST_NOWHERE', '${x} 7') %%>"
                              number: <%%= ENV.fetch('TASKER_TEST_NOWHERE', '7') %%>
                              nothing: <%%= ENV['TASKER_TEST_NOWHERE'] %%>
                        """
                                .formatted(HANDLER));
        assertFalse(StateMachineWriter.compact(workflow.machine()).contains(path));
        SequencedMap<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("path", path);
        expected.put("text", "${x} 7");
        expected.put("number", 7);
        expected.put("nothing", null);
        TaskView view = run(workflow);
        assertEquals(Json.write(expected), Json.write(results(view, "a").value("config")));
        assertTrue(logLines.stream().noneMatch(line -> line.contains(path)), logLines::toString);
    }

    @Test
    void aVariableThatMustBeThereAndIsNotEndsTheStepWithItsName() throws Exception {
        TaskView view =
                run(
                        compile(
                                """
                                name: ruby
                                step_templates:
                                  - name: a
                                    handler_class: %s
                                    handler_config:
                                      token: <%%= ENV.fetch('TASKER_TEST_NOWHERE') %%>
                                """
                                        .formatted(HANDLER)));
        assertEquals(TaskStatus.ERROR, view.task().status());
        StepItem step = view.steps().getFirst();
        assertEquals(StepStatus.ERROR, step.status());
        assertEquals(1, step.attempts());
        assertEquals(
                "Step `a` needs the environment variable `TASKER_TEST_NOWHERE`, which is not set",
                java.util.Objects.requireNonNull(step.failure()).message());
    }
}
