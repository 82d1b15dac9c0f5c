package systems.tasker.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systems.tasker.engine.Engine;
import systems.tasker.engine.ExecutionName;
import systems.tasker.engine.ExecutionStatus;
import systems.tasker.json.JsonText;

/** Remembers what was started; a test says what became of it. */
public final class RecordingEngine implements Engine {
    public final List<String> started = new ArrayList<>();
    public final Map<String, ExecutionStatus> executions = new LinkedHashMap<>();

    @Override
    public void start(ExecutionName execution, JsonText input) {
        started.add(
                "%s/%s %s %s"
                        .formatted(
                                execution.namespace(),
                                execution.workflow(),
                                execution.name(),
                                input.text()));
        executions.putIfAbsent(execution.name(), ExecutionStatus.RUNNING);
    }

    @Override
    public void stop(ExecutionName execution, String error, String cause) {
        executions.replace(execution.name(), ExecutionStatus.RUNNING, ExecutionStatus.ABORTED);
    }

    @Override
    public Optional<ExecutionStatus> describe(ExecutionName execution) {
        return Optional.ofNullable(executions.get(execution.name()));
    }
}
