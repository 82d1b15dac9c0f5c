package systems.tasker.local.fuzz;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.local.project.Checkout;
import systems.tasker.local.stack.LocalStack;
import systems.tasker.service.Identity;
import systems.tasker.service.Refusal;
import systems.tasker.service.TaskService;
import systems.tasker.service.Workflow;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.TaskStore;

/** The service layer, asked as the HTTP API asks it. No execution ever ends. */
final class Service implements Request.Answering {
    private static final String EVERY_FORMAT =
            """
            {"type": "object", "properties": {
              "date": {"type": "string", "format": "date"},
              "time": {"type": "string", "format": "time"},
              "at": {"type": "string", "format": "date-time"},
              "for": {"type": "string", "format": "duration"},
              "mail": {"type": "string", "format": "email"},
              "mail_abroad": {"type": "string", "format": "idn-email"},
              "host": {"type": "string", "format": "hostname"},
              "host_abroad": {"type": "string", "format": "idn-hostname"},
              "four": {"type": "string", "format": "ipv4"},
              "six": {"type": "string", "format": "ipv6"},
              "uri": {"type": "string", "format": "uri"},
              "link": {"type": "string", "format": "uri-reference"},
              "iri": {"type": "string", "format": "iri"},
              "template": {"type": "string", "format": "uri-template"},
              "pointer": {"type": "string", "format": "json-pointer"},
              "near": {"type": "string", "format": "relative-json-pointer"},
              "regex": {"type": "string", "format": "regex"},
              "uuid": {"type": "string", "format": "uuid"},
              "word": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 20},
              "count": {"type": "integer", "minimum": 0, "maximum": 100},
              "amount": {"type": "number", "multipleOf": 0.01, "exclusiveMinimum": 0},
              "any": {"oneOf": [{"type": "null"}, {"type": "array", "uniqueItems": true}]},
              "tree": {"type": "object", "propertyNames": {"maxLength": 5},
                       "additionalProperties": {"type": "object"}},
              "list": {"type": "array", "items": {"type": "string"}, "maxItems": 3,
                       "contains": {"const": "Ada"}}}}
            """;

    private final TaskService tasks;

    Service(TaskStore store, List<Workflow> workflows) {
        tasks = new TaskService(store, new Endless(), workflows, InstantSource.system());
    }

    /** The example's, and one whose schema uses what schemas can. */
    static List<Workflow> workflows() {
        CompiledWorkflow example = Checkout.userRegistration();
        return List.of(
                LocalStack.described(example),
                new Workflow(
                        example.namespace(),
                        "every_format",
                        "1.0.0",
                        new JsonText(EVERY_FORMAT),
                        List.of(new Workflow.WorkflowStep("step", List.of(), true))));
    }

    @Override
    public Optional<String> answer(Request request) throws Request.Refused {
        try {
            return switch (request) {
                case Request.Create create -> Optional.of(create(create));
                case Request.Show show -> {
                    tasks.show(show.id());
                    yield Optional.empty();
                }
                case Request.Retry retry -> {
                    tasks.operations().retry(retry.id());
                    yield Optional.empty();
                }
                case Request.StartOver over -> {
                    tasks.operations().startOver(over.id(), over.step(), over.reason());
                    yield Optional.empty();
                }
                case Request.Cancel cancel -> {
                    tasks.operations().cancel(cancel.id(), cancel.reason());
                    yield Optional.empty();
                }
                case Request.Resolve resolve -> {
                    JsonText results = JsonText.of(Json.parse(resolve.results()));
                    tasks.operations()
                            .byHand()
                            .resolve(resolve.id(), resolve.step(), results, resolve.reason());
                    yield Optional.empty();
                }
                case Request.Skip skip -> {
                    tasks.operations().byHand().skip(skip.id(), skip.step(), skip.reason());
                    yield Optional.empty();
                }
                case Request.Search search -> {
                    tasks.list(query(search));
                    yield Optional.empty();
                }
            };
        } catch (Refusal | InvalidJson refused) {
            throw new Request.Refused(refused);
        }
    }

    private String create(Request.Create create) {
        JsonText context = JsonText.of(Json.parse(create.context()));
        return tasks.create(
                        new TaskService.NewTask(
                                create.namespace(),
                                create.name(),
                                context,
                                create.identity().map(Identity::key).orElse(Identity.NONE),
                                create.bypassed()))
                .task()
                .id();
    }

    private static TaskQuery query(Request.Search search) throws Request.Refused {
        try {
            return new TaskQuery(
                    search.namespace(),
                    search.name(),
                    search.status().map(TaskStatus::of),
                    search.limit());
        } catch (IllegalArgumentException e) {
            throw new Request.Refused(e);
        }
    }

    private static final class Endless implements Engine {
        private final Map<ExecutionName, ExecutionStatus> executions = new LinkedHashMap<>();

        @Override
        public void start(ExecutionName execution, JsonText input) {
            executions.putIfAbsent(execution, ExecutionStatus.RUNNING);
        }

        @Override
        public void stop(ExecutionName execution, String error, String cause) {
            executions.put(execution, ExecutionStatus.ABORTED);
        }

        @Override
        public Optional<ExecutionStatus> describe(ExecutionName execution) {
            return Optional.ofNullable(executions.get(execution));
        }
    }
}
