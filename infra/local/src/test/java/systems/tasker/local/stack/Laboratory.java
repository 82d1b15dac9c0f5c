package systems.tasker.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import systems.tasker.ServiceDirectory;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.local.project.Checkout;
import systems.tasker.service.Identity;
import systems.tasker.service.TaskOperations;
import systems.tasker.service.TaskService;
import systems.tasker.service.TaskView;
import systems.tasker.services.Fault;
import systems.tasker.services.Services;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/** The user registration on the stack, with the real services beside it, on files of a folder. */
final class Laboratory implements AutoCloseable {
    private static final CompiledWorkflow WORKFLOW = Checkout.userRegistration();

    final RecordingScheduler scheduler = new RecordingScheduler();
    private final Path folder;
    private final Services services;
    private final LocalStack stack;
    private final Queue<String> functionLog = new ConcurrentLinkedQueue<>();

    /** Random numbers from here decide how long retries wait. */
    Laboratory(Path folder, DoubleSupplier random) {
        this.folder = folder;
        this.services = Services.start(state(folder), log(folder), List.of());
        this.stack =
                LocalStack.open(
                        new LocalStack.Surroundings(
                                store(folder),
                                ServiceDirectory.of(Json.write(services.directory())),
                                functionLog::add,
                                step -> {},
                                scheduler,
                                random),
                        List.of(WORKFLOW));
    }

    /** Where a folder's tasks are kept. */
    static Path store(Path folder) {
        return folder.resolve("tasker.db");
    }

    /** Where its services keep their state. */
    static Path state(Path folder) {
        return folder.resolve("services.db");
    }

    /** Where its services log. */
    static Path log(Path folder) {
        return folder.resolve("services.log");
    }

    void fault(String specification) {
        services.switchOn(Fault.parse(specification));
    }

    void heal(String service) {
        services.switchOff(service);
    }

    TaskItem start(Map<String, ?> context) {
        return stack.tasks()
                .create(
                        new TaskService.NewTask(
                                WORKFLOW.namespace(), WORKFLOW.name(), JsonText.of(context)))
                .task();
    }

    /** Asks for a task under a key that others may be using. */
    TaskService.Created create(Map<String, ?> context, String idempotencyKey) {
        return stack.tasks()
                .create(
                        new TaskService.NewTask(
                                WORKFLOW.namespace(),
                                WORKFLOW.name(),
                                JsonText.of(context),
                                Identity.key(idempotencyKey),
                                List.of()));
    }

    TaskView run(Map<String, ?> context) throws Exception {
        return ended(start(context));
    }

    TaskView retry(TaskView task) throws Exception {
        return ended(stack.operations().retry(task.task().id()).task());
    }

    TaskView ended(TaskItem task) throws Exception {
        stack.end(task).get(60, TimeUnit.SECONDS);
        return stack.tasks().show(task.id());
    }

    TaskService tasks() {
        return stack.tasks();
    }

    TaskOperations operations() {
        return stack.operations();
    }

    /** Waits for what was in flight when its execution was stopped. */
    void awaitFunctions() throws InterruptedException {
        stack.awaitFunctions();
    }

    /** What the functions logged. */
    List<JsonObject> functionLog() {
        return functionLog.stream().map(line -> JsonObject.of(Json.parse(line))).toList();
    }

    /** What the services logged of the calls that they got. */
    List<JsonObject> calls() throws IOException {
        return Files.readAllLines(log(folder)).stream()
                .map(line -> JsonObject.of(Json.parse(line)))
                .toList();
    }

    /** The calls of a service, as methods with the statuses that they were answered with. */
    List<String> callsOf(String service) throws IOException {
        return calls().stream()
                .filter(call -> call.text("service").orElseThrow().equals(service))
                .map(call -> call.value("method") + " " + call.value("status"))
                .toList();
    }

    List<String> state(String query) throws SQLException {
        return state(folder, query);
    }

    /** What a query of the services' state gives: the columns of a row joined by spaces. */
    static List<String> state(Path folder, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state(folder));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join(" ", columns));
            }
            return found;
        }
    }

    static StepItem step(TaskView view, String name) {
        return view.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static JsonObject results(TaskView view, String name) {
        JsonText results = step(view, name).results();
        return results == null ? JsonObject.EMPTY : results.object();
    }

    static @Nullable Object annotation(TaskView view, String name) {
        return view.annotations().stream()
                .filter(annotation -> annotation.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .value();
    }

    @Override
    public void close() {
        stack.close();
        services.close();
    }
}
