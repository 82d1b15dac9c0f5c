package systems.tasker.local.bench;

import java.nio.file.Path;
import java.util.List;
import systems.tasker.ServiceDirectory;
import systems.tasker.compiler.Compiler;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskService.Created;
import systems.tasker.service.TaskService.NewTask;

/** Tasks of five steps, two of them side by side, through service, engine, functions and store. */
final class WholeEngine implements AutoCloseable {
    private static final String TEMPLATE =
            """
            name: five
            namespace_name: bench
            task_handler_class: systems.tasker.local.bench.AnnotatingTask
            step_templates:
              - name: create_user
                handler_class: systems.tasker.local.bench.TrivialStep
              - name: set_up_billing
                handler_class: systems.tasker.local.bench.TrivialStep
                depends_on_step: create_user
              - name: preferences
                handler_class: systems.tasker.local.bench.TrivialStep
                depends_on_step: create_user
              - name: send_welcome
                handler_class: systems.tasker.local.bench.TrivialStep
                depends_on_steps: [set_up_billing, preferences]
              - name: set_status
                handler_class: systems.tasker.local.bench.TrivialStep
                depends_on_step: send_welcome
            """;
    private static final JsonText CONTEXT =
            new JsonText(
                    "{\"user_info\":{\"email\":\"someone@example.com\",\"name\":\"Some One\","
                            + "\"plan\":\"pro\",\"source\":\"web\"},\"correlation_id\":\"reg_1\"}");

    private final LocalStack stack;

    WholeEngine(Path file) {
        stack =
                LocalStack.open(
                        new LocalStack.Surroundings(
                                file, ServiceDirectory.of(null), line -> {}, step -> {}),
                        List.of(
                                new Compiler()
                                        .compile("five.yaml", TEMPLATE)
                                        .workflow()
                                        .orElseThrow()));
    }

    void execution() throws Exception {
        Created created =
                stack.tasks().create(new NewTask("bench", "five", CONTEXT));
        if (stack.end(created.task()).get() != ExecutionStatus.SUCCEEDED) {
            throw new IllegalStateException("A task has not come to its end");
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
