package systems.tasker.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/** Remembers what was started; a test says what became of it. */
final class RecordingEngine implements Engine {
    final List<String> started = new ArrayList<>();
    final Map<String, ExecutionStatus> executions = new LinkedHashMap<>();

    @Override
    public void start(String namespace, String name, String execution, JsonText input) {
        started.add(namespace + "/" + name + " " + execution + " " + input.text());
        executions.putIfAbsent(execution, ExecutionStatus.RUNNING);
    }

    @Override
    public void stop(String execution, String error, String cause) {
        executions.replace(execution, ExecutionStatus.RUNNING, ExecutionStatus.ABORTED);
    }

    @Override
    public Optional<ExecutionStatus> describe(String execution) {
        return Optional.ofNullable(executions.get(execution));
    }
}
