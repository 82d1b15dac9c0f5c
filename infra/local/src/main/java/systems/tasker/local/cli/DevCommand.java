package systems.tasker.local.cli;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.local.stack.LocalApiGateway;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.TaskSearch;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;

@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the HTTP API on this machine, until Ctrl-C: the function that is deployed, with",
            "the workflows of this project, and all that their tasks need."
        },
        footer = {
            "",
            "Examples:",
            "  tasker dev",
            "  tasker dev --port 9000 --fault billing:503x2",
            "  curl http://127.0.0.1:8080/handlers"
        })
final class DevCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;
    private static final long END_SECONDS = 10;

    @Option(
            names = "--port",
            paramLabel = "0..65535",
            description = "Where; 0 is any that is free. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8080")
    private int port;

    @Mixin private TemplateOptions templates = new TemplateOptions();

    @Mixin private Run run;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Console console;

    DevCommand(Console console) {
        this.console = console;
        this.run = new Run(console);
    }

    @Override
    public Integer call() {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port must be from 0 to " + MAX_PORT + ", not " + port);
        }
        List<CompiledWorkflow> workflows = templates.workflows(console);
        if (workflows.isEmpty()) {
            throw new Console.Failure(
                    "There is no workflow to serve; `tasker check` says what is wrong");
        }
        CountDownLatch ended = new CountDownLatch(1);
        try {
            return run.open(workflows, Progress.SILENT, (opened, progress) -> serve(opened, ended));
        } finally {
            ended.countDown();
        }
    }

    private int serve(LocalStack opened, CountDownLatch ended) {
        CountDownLatch asked = new CountDownLatch(1);
        try (LocalApiGateway gateway = gateway(opened)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> letEnd(asked, ended), "end of serving"));
            tell(gateway.url());
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        opened.abandon();
        tellOfStuck(opened);
        return 0;
    }

    /** The process ends when this does. */
    private static void letEnd(CountDownLatch asked, CountDownLatch ended) {
        asked.countDown();
        try {
            ended.await(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LocalApiGateway gateway(LocalStack opened) {
        try {
            return opened.serve(port);
        } catch (BindException e) {
            throw new Console.Failure(
                    "Port "
                            + port
                            + " cannot be had: "
                            + e.getMessage()
                            + "; give another by --port, or 0 for any that is free");
        } catch (IOException e) {
            throw new Console.Failure("Port " + port + " cannot be had: " + FileTrouble.reason(e));
        }
    }

    private void tell(String url) {
        if (run.json()) {
            console.json(Map.of("url", url));
        } else {
            console.line(url + " serves " + url + "/openapi.json, until Ctrl-C.");
        }
    }

    private void tellOfStuck(LocalStack opened) {
        List<TaskItem> stuck =
                opened.operations().search().stuck(TaskQuery.newest(100), TaskSearch.GRACE);
        if (!stuck.isEmpty() && !run.json()) {
            console.line("");
            console.line(
                    "Not at their end: "
                            + TemplateCommand.count(stuck.size(), "task")
                            + ". `tasker retry --failed` goes on with them.");
        }
    }
}
