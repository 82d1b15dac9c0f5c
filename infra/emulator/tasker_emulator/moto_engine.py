"""moto's server with its hooks: the interpreter of Step Functions, whose tasks call ministack.

    python -m tasker_emulator.moto_engine PORT MINISTACK_URL
"""

from __future__ import annotations

import functools
import hashlib
import json
import logging
import sys
import threading
import time
import urllib.request
import uuid
from typing import Any

import boto3
import jsonata
import moto.server
import moto.stepfunctions.parser.models  # brings in every module of the parser
from botocore.config import Config
from moto.core.config import default_user_config
from moto.stepfunctions.parser.asl.component.intrinsic import jsonata as intrinsics
from moto.stepfunctions.parser.asl.jsonata import jsonata as expressions
from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor
from moto.stepfunctions.parser.asl.utils import boto_client
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str
from moto.stepfunctions.parser.backend import execution as executions

from tasker_emulator.engine import end_with_launcher
from tasker_emulator.hooks import existing, replace, replace_everywhere

log = logging.getLogger("tasker_emulator")

PARSER = "moto.stepfunctions.parser"
# As in ministack_engine.py, which this process cannot import.
STATUS_CHANGED = "TaskerExecutionStatusChanged"


def evaluate_expressions() -> None:
    """JSONata expressions are evaluated: moto has no evaluator of its own."""
    failure = existing(expressions, "JSONataException")

    def evaluate(expression: str) -> Any:
        try:
            compiled = jsonata.Jsonata.jsonata(expression)
            for name, function in _FUNCTIONS.items():
                compiled.register_lambda(name, function)
            return json.loads(json.dumps(compiled.evaluate(None)))
        except Exception as error:
            raise failure(getattr(error, "error", None) or "UNKNOWN", str(error)) from error

    replace(expressions, "_eval_jsonata", evaluate)
    # The stubs of what is real above would come first.
    stubs = existing(intrinsics, "_DECLARATION_BY_VARIABLE_REFERENCE")
    for name in _FUNCTIONS:
        del stubs[f"${name}"]


_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}

_FUNCTIONS: dict[str, Any] = {
    "uuid": lambda: str(uuid.uuid4()),
    "hash": lambda text, algorithm: hashlib.new(_DIGESTS[algorithm], text.encode()).hexdigest(),
    "parse": lambda text: json.loads(text),
}


def accept_bare_dollar() -> None:
    """`$` is accepted, as AWS does inside filters and paths; moto refuses it wherever it stands."""
    replace(expressions, "_ILLEGAL_VARIABLE_REFERENCES", {"$$"})


def escape_variables() -> None:
    """Variables become JSON in an expression: moto puts a string between quotes as it is."""

    def encode(bindings: dict[str, Any]) -> str:
        return "".join(f"{name}:={to_json_str(value)};" for name, value in bindings.items())

    replace_everywhere(PARSER, expressions, "encode_jsonata_variable_declarations", encode)


def separate_parsers() -> None:
    """Each parser has its own stack of query languages: moto's is of the class, and shared by threads."""
    existing(Preprocessor, "_query_language_per_scope")

    def initialize(self: Any) -> None:
        self._query_language_per_scope = []

    replace(Preprocessor, "__init__", initialize)


def call_ministack(ministack_url: str) -> None:
    """Tasks call ministack, where the functions are; moto's clients would call moto."""
    lock = threading.Lock()

    # Kept, because making one takes longer than a call.
    @functools.cache
    def client(region: str, service: str) -> Any:
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=ministack_url,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            # A try is one call, and a function may take its time: as in moto's own.
            config=Config(
                parameter_validation=False,
                retries={"total_max_attempts": 1},
                read_timeout=None,
                max_pool_connections=100,
            ),
        )

    def boto_client_for(region: str, service: str, state_credentials: Any = None) -> Any:
        with lock:
            return client(region, service)

    replace_everywhere(PARSER, boto_client, "boto_client_for", boto_client_for)


def stop_at_once() -> None:
    """A stopped execution is ABORTED at once; moto waits for the task in flight, and calls it FAILED if that fails."""
    execution_class = existing(executions, "Execution")
    communication = existing(executions, "BaseExecutionWorkerCommunication")

    def stop(self: Any, stop_date: Any, error: str | None, cause: str | None) -> None:
        # The worker has no environment until it has read the definition: moto would fail on that.
        deadline = time.monotonic() + 10
        while self.exec_worker.env is None and time.monotonic() < deadline:
            time.sleep(0.01)
        running = self.exec_status == executions.ExecutionStatus.RUNNING
        original_stop(self, stop_date, error, cause)
        if running:
            self.stop_date = stop_date
            self.exec_status = executions.ExecutionStatus.ABORTED

    def reflect_execution_status(self: Any) -> None:
        if self.execution.exec_status == executions.ExecutionStatus.RUNNING:
            original_reflect(self)

    original_stop = replace(execution_class, "stop", stop)
    original_reflect = replace(communication, "_reflect_execution_status", reflect_execution_status)


def tell_status(ministack_url: str) -> None:
    """ministack hears of each new status of an execution, for its event bus."""
    execution_class = existing(executions, "Execution")
    communication = existing(executions, "BaseExecutionWorkerCommunication")

    # On a thread: ministack may be waiting for the answer to the request that started or stopped it.
    def tell(execution: Any) -> None:
        status = execution.exec_status.value
        threading.Thread(target=_tell, args=(ministack_url, execution, status), daemon=True).start()

    def telling(original: Any, execution_of: Any) -> Any:
        def change(self: Any, *arguments: Any, **named: Any) -> None:
            before = execution_of(self).exec_status
            original(self, *arguments, **named)
            if execution_of(self).exec_status != before:
                tell(execution_of(self))

        return change

    for name in ("start", "stop"):
        replace(execution_class, name, telling(existing(execution_class, name), lambda execution: execution))
    name = "_reflect_execution_status"
    replace(communication, name, telling(existing(communication, name), lambda worker: worker.execution))


def _tell(ministack_url: str, execution: Any, status: str) -> None:
    ended = execution.stop_date if status != "RUNNING" else None
    body = {
        "executionArn": execution.exec_arn,
        "stateMachineArn": execution.state_machine.arn,
        "name": execution.name,
        "status": status,
        "startDate": execution.start_date.isoformat(),
        "stopDate": ended and ended.isoformat(),
        "input": execution.execution_input,
        "output": to_json_str(execution.output) if status == "SUCCEEDED" else None,
        "error": execution.error,
        "cause": execution.cause,
    }
    credential = f"{execution.account_id}/20260101/{execution.region_name}/states/aws4_request"
    request = urllib.request.Request(
        ministack_url,
        json.dumps(body).encode(),
        {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"AWSStepFunctions.{STATUS_CHANGED}",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=none",
        },
    )
    try:
        urllib.request.urlopen(request, timeout=10).close()
    except OSError:  # best effort, as at AWS
        log.exception("No event was published for %s", execution.exec_arn)


def install(ministack_url: str) -> None:
    """Installs every hook, or raises `MissingName`."""
    evaluate_expressions()
    accept_bare_dollar()
    escape_variables()
    separate_parsers()
    call_ministack(ministack_url)
    stop_at_once()
    tell_status(ministack_url)


def main() -> None:
    port, ministack_url = sys.argv[1:]
    end_with_launcher()
    install(ministack_url)
    existing(moto.server, "main")
    default_user_config["stepfunctions"]["execute_state_machine"] = True
    moto.server.main(["--host", "127.0.0.1", "--port", port])


if __name__ == "__main__":
    main()
