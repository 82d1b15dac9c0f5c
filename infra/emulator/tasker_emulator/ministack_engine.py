"""ministack with its hooks: everything except Step Functions' interpreter, and the one endpoint of all.

    python -m tasker_emulator.ministack_engine MOTO_URL JAVA_HOME INTERFACE_CLIENT

The port and the rest are in the environment, see `launcher.py`.
"""

from __future__ import annotations

import os
import shlex
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from ministack import app
from ministack.core import lambda_runtime
from ministack.core.responses import get_account_id, get_region, json_response, new_uuid
from ministack.services import lambda_svc, stepfunctions

from tasker_emulator import installation
from tasker_emulator.engine import end_with_launcher
from tasker_emulator.hooks import existing, replace

Data = dict[str, Any]
Response = tuple[int, dict[str, str], bytes]

# The action by which the engine of Step Functions tells of an execution's new status.
STATUS_CHANGED = "TaskerExecutionStatusChanged"


def run_java(java_home: Path, client: Path) -> None:
    """Java functions run for real, in the warm pool of custom runtimes; ministack answers for them with a canned body."""
    bootstrap = _bootstrap(java_home, client)
    code_dir = existing(lambda_svc, "_provided_runtime_code_dir")
    code_lock = existing(lambda_svc, "_provided_code_lock")
    provided_worker = existing(lambda_runtime, "ProvidedWorker")
    provided_warm = existing(lambda_svc, "_execute_function_provided_warm")
    existing(provided_worker, "_spawn")

    class JavaWorker(provided_worker):
        def _spawn(self, *arguments: Any, **named: Any) -> None:
            file = Path(code_dir(self.code_zip), "bootstrap")
            with code_lock:  # a process started elsewhere meanwhile would keep the file open for writing
                if not file.exists():
                    file.write_text(bootstrap)
                    file.chmod(0o755)
            super()._spawn(*arguments, **named)

    # The pool asks here which kind of process a runtime needs.
    def worker_class_for(config: Data) -> type:
        return JavaWorker if _is_java(config) else original_class_for(config)

    # Runtimes without an executor of their own end here, where the canned body is made.
    def execute_function_docker(function: Data, event: Any, request_id: str) -> Data:
        execute = provided_warm if _is_java(function.get("config") or function) else original_docker
        return execute(function, event, request_id)

    original_class_for = replace(lambda_runtime, "_worker_class_for", worker_class_for)
    original_docker = replace(lambda_svc, "_execute_function_docker", execute_function_docker)


def _is_java(config: Data) -> bool:
    return str(config.get("Runtime", "")).startswith("java")


def _bootstrap(java_home: Path, client: Path) -> str:
    """The script that starts a function. The client finds the function's classes in its working directory and `lib/`."""
    native = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
    command = [
        f"{java_home}/bin/java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        # Unpacked beforehand: the client unpacks to one fixed file, and JVMs that start together crash on it.
        f"-D{native}={client / installation.NATIVE_LIBRARY}",
        "-cp",
        ":".join(str(jar) for jar in sorted(client.glob("*.jar"))),
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
    ]
    # The heap is bounded by the function's memory, so that what is too large for Lambda fails here too.
    return (
        "#!/bin/sh\n"
        "export AWS_LAMBDA_INITIALIZATION_TYPE=on-demand\n"
        "heap=$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE * 85 / 100))\n"
        f'exec {shlex.join(command[:1])} "-Xmx${{heap}}m" {shlex.join(command[1:])} "$_HANDLER"\n'
    )


def forward_executions(moto_url: str) -> None:
    """Executions run on moto: ministack's own interpreter is silently wrong on Parallel, time-outs and Assign."""
    machines = existing(stepfunctions, "_state_machines")
    versions = existing(stepfunctions, "_state_machine_versions")
    base_arn = existing(stepfunctions, "_resolve_state_machine_arn")
    version_arn = existing(stepfunctions, "_execution_version_arn")
    pushed: dict[str, str] = {}
    lock = threading.Lock()

    def call(action: str, data: Data) -> Response:
        return _call_moto(moto_url, action, data)

    # moto gets the definition before the first call that needs it, and whenever another one is wanted.
    def push(arn: str, definition: str) -> Response | None:
        if pushed.get(arn) == definition:
            return None
        machine = machines[arn]
        if arn in pushed:
            response = call("UpdateStateMachine", {"stateMachineArn": arn, "definition": definition})
        else:
            response = call(
                "CreateStateMachine",
                {"name": machine["name"], "definition": definition, "roleArn": machine["roleArn"]},
            )
        if response[0] != 200:
            return response
        pushed[arn] = definition
        return None

    # moto knows neither aliases nor versions: the ARN is cut, and the version's definition pushed.
    def with_machine(action: str, data: Data) -> Response:
        requested = data.get("stateMachineArn", "")
        arn = base_arn(requested)
        if arn is None:
            return _no_machine(requested)
        version = versions.get(version_arn(requested)) or machines[arn]
        with lock:  # an update between push and start would start another definition
            refused = push(arn, version["definition"])
            return refused or call(action, {**data, "stateMachineArn": arn})

    def start_execution(data: Data) -> Response:
        # moto does not name an execution by itself.
        return with_machine("StartExecution", {**data, "name": data.get("name") or new_uuid()})

    def list_executions(data: Data) -> Response:
        return with_machine("ListExecutions", data)

    def forwarded(action: str) -> Any:
        return lambda data: call(action, data)

    def reset() -> None:
        original_reset()
        pushed.clear()
        urllib.request.urlopen(urllib.request.Request(f"{moto_url}/moto-api/reset", method="POST")).close()

    replace(stepfunctions, "_start_execution", start_execution)
    replace(stepfunctions, "_list_executions", list_executions)
    replace(stepfunctions, "_stop_execution", forwarded("StopExecution"))
    replace(stepfunctions, "_describe_execution", forwarded("DescribeExecution"))
    replace(stepfunctions, "_get_execution_history", forwarded("GetExecutionHistory"))
    replace(stepfunctions, "_send_task_success", forwarded("SendTaskSuccess"))
    replace(stepfunctions, "_send_task_failure", forwarded("SendTaskFailure"))
    replace(stepfunctions, "_send_task_heartbeat", forwarded("SendTaskHeartbeat"))
    original_reset = replace(stepfunctions, "reset", reset)
    # These wait for moto, which may be calling back: not on the thread that serves everything.
    off_loop = existing(stepfunctions, "_OFF_LOOP_ACTIONS")
    replace(
        stepfunctions,
        "_OFF_LOOP_ACTIONS",
        off_loop
        | {"StartExecution", "ListExecutions", "StopExecution", "DescribeExecution", "GetExecutionHistory"}
        | {"SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"},
    )


def _no_machine(arn: str) -> Response:
    return json_response(
        {"__type": "StateMachineDoesNotExist", "message": f"State Machine Does Not Exist: '{arn}'"}, 400
    )


def _call_moto(moto_url: str, action: str, data: Data) -> Response:
    credential = f"{get_account_id()}/20260101/{get_region()}/states/aws4_request"
    request = urllib.request.Request(
        moto_url,
        json_response(data)[2],
        {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"AWSStepFunctions.{action}",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=none",
        },
    )
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, {"Content-Type": "application/x-amz-json-1.0"}, response.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, {"Content-Type": "application/x-amz-json-1.0"}, refused.read()


def publish_status_changes() -> None:
    """Each new status of an execution comes onto the default event bus: moto tells, ministack's own emitter puts it there."""
    emit = existing(stepfunctions, "_emit_execution_status_event")

    async def handle_request(method: str, path: str, headers: Data, body: bytes, query: Data) -> Any:
        if headers.get("x-amz-target", "").endswith(f".{STATUS_CHANGED}"):
            await existing(stepfunctions, "run_reentrant")(emit, stepfunctions.json.loads(body))
            return json_response({})
        return await original(method, path, headers, body, query)

    original = replace(stepfunctions, "handle_request", handle_request)


def install(moto_url: str, java_home: Path, client: Path) -> None:
    """Installs every hook, or raises `MissingName`."""
    run_java(java_home, client)
    forward_executions(moto_url)
    publish_status_changes()


def main() -> None:
    moto_url, java_home, client = sys.argv[1:]
    end_with_launcher()
    install(moto_url, Path(java_home), Path(client))
    sys.argv = sys.argv[:1]
    os.environ.pop("PYTHONPATH", None)  # functions get this environment
    app.main()


if __name__ == "__main__":
    main()
