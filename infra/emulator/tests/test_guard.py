"""A real function and a real execution: should an engine answer with something canned, these tests fail."""

import io
import json
import re
import subprocess
import tempfile
import time
import unittest
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from tasker_emulator import installation
from tests.running import RunningEmulator

ROLE = "arn:aws:iam::000000000000:role/guard"
HANDLER = Path(__file__).with_name("GuardHandler.java")


class GuardTest(unittest.TestCase):
    emulator: RunningEmulator

    @classmethod
    def setUpClass(cls) -> None:
        cls.emulator = RunningEmulator()
        cls.addClassCleanup(cls.emulator.close)
        cls.functions = cls._client("lambda")
        cls.executions = cls._client("stepfunctions")
        cls._client("dynamodb").create_table(
            TableName="guard",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        cls.functions.create_function(
            FunctionName="guard",
            Runtime="java25",
            Handler="GuardHandler",
            Role=ROLE,
            Code={"ZipFile": compiled_handler()},
            MemorySize=256,
            Timeout=20,
        )

    @classmethod
    def _client(cls, service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=cls.emulator.endpoint,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}),
        )

    def test_a_java_function_runs_on_its_own_jvm_and_reads_what_it_wrote(self) -> None:
        times = []
        for _ in range(3):
            start = time.monotonic()
            answer = self._invoke({"do": "store", "id": "a"})
            times.append(round(time.monotonic() - start, 3))
            self.assertEqual(answer["java"], java_version())
            self.assertEqual(answer["item"]["Item"]["text"]["S"], "written")
        print(f"\ninvocations took {times} s", flush=True)

    def test_functions_that_start_together_all_start(self) -> None:
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda n: self._invoke({"do": "store", "id": f"t{n}"}), range(6)))
        self.assertEqual({answer["java"] for answer in answers}, {java_version()})

    def test_an_error_bears_the_name_of_its_java_class(self) -> None:
        response = self.functions.invoke(FunctionName="guard", Payload=b'{"do": "nothing"}')
        self.assertEqual(response["FunctionError"], "Unhandled")
        self.assertEqual(json.load(response["Payload"])["errorType"], "java.lang.IllegalArgumentException")

    def test_a_machine_runs_with_parallel_retry_on_a_class_name_and_task_token(self) -> None:
        arn = self._create_machine("guard", MACHINE)
        execution = self._run(arn, {"id": 'quote " and \\ and {% no %}', "list": [1, 5]})
        self.assertEqual(execution["status"], "SUCCEEDED", execution)
        output = json.loads(execution["output"])
        self.assertEqual(output["java"], java_version())
        self.assertEqual(output["calls"], 2)
        self.assertEqual(output["by"], "token")
        self.assertEqual(output["text"], 'quote " and \\ and {% no %}')
        self.assertEqual(output["large"], 5)
        self.assertEqual(output["parsed"], {"a": 1})
        self.assertEqual(output["hash"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        self.assertEqual(str(uuid.UUID(output["uuid"])), output["uuid"])
        types = [event["type"] for event in self._history(execution["executionArn"])]
        for wanted in ("ParallelStateEntered", "TaskFailed", "TaskSubmitted", "ExecutionSucceeded"):
            self.assertIn(wanted, types)

    def test_an_alias_runs_its_version(self) -> None:
        arn = self._create_machine("versions", returns("first"))
        version = self.executions.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]
        alias = self.executions.create_state_machine_alias(
            name="live", routingConfiguration=[{"stateMachineVersionArn": version, "weight": 100}]
        )["stateMachineAliasArn"]
        self.executions.update_state_machine(stateMachineArn=arn, definition=json.dumps(returns("second")))
        self.assertEqual(json.loads(self._run(alias, {})["output"]), {"is": "first"})
        self.assertEqual(json.loads(self._run(arn, {})["output"]), {"is": "second"})
        self.assertEqual(json.loads(self._run(version, {})["output"]), {"is": "first"})
        self.assertEqual(len(self.executions.list_executions(stateMachineArn=arn)["executions"]), 3)

    def test_a_name_is_taken_once(self) -> None:
        arn = self._create_machine("names", returns("it"))
        self._run(arn, {}, name="one")
        with self.assertRaises(self.executions.exceptions.ExecutionAlreadyExists):
            self.executions.start_execution(stateMachineArn=arn, name="one", input='{"other": 1}')

    def test_a_new_status_comes_onto_the_event_bus(self) -> None:
        arn = self._create_machine("events", returns("it"))
        queues, events = self._client("sqs"), self._client("events")
        queue = queues.create_queue(QueueName="events")["QueueUrl"]
        pattern = {
            "source": ["aws.states"],
            "detail-type": ["Step Functions Execution Status Change"],
            "detail": {"stateMachineArn": [arn], "status": ["SUCCEEDED", "FAILED", "ABORTED", "TIMED_OUT"]},
        }
        events.put_rule(Name="events", EventPattern=json.dumps(pattern))
        target = "arn:aws:sqs:us-east-1:000000000000:events"
        events.put_targets(Rule="events", Targets=[{"Id": "queue", "Arn": target}])
        execution = self._run(arn, {})["executionArn"]
        received = queues.receive_message(QueueUrl=queue, WaitTimeSeconds=5).get("Messages", [])
        self.assertEqual(len(received), 1)
        detail = json.loads(received[0]["Body"])["detail"]
        self.assertEqual((detail["executionArn"], detail["status"]), (execution, "SUCCEEDED"))

    def test_a_stopped_execution_is_aborted_at_once_whatever_its_function_does(self) -> None:
        sleep = {"StartAt": "sleep", "States": {"sleep": {**task({"do": "sleep and fail"}), "End": True}}}
        arn = self._create_machine("stopped", sleep)
        execution = self.executions.start_execution(stateMachineArn=arn)["executionArn"]
        self._wait_for(lambda: "TaskStarted" in [event["type"] for event in self._history(execution)])
        self.executions.stop_execution(executionArn=execution)
        self.assertEqual(self._describe(execution)["status"], "ABORTED")
        time.sleep(4)  # until the function has failed
        self.assertEqual(self._describe(execution)["status"], "ABORTED")

    def _invoke(self, payload: dict[str, Any]) -> dict[str, Any]:
        response = self.functions.invoke(FunctionName="guard", Payload=json.dumps(payload).encode())
        answer = json.load(response["Payload"])
        self.assertNotIn("FunctionError", response, answer)
        return answer

    def _create_machine(self, name: str, definition: dict[str, Any]) -> str:
        definition = {"QueryLanguage": "JSONata", **definition}
        created = self.executions.create_state_machine(name=name, roleArn=ROLE, definition=json.dumps(definition))
        return created["stateMachineArn"]

    def _run(self, arn: str, data: dict[str, Any], **named: str) -> dict[str, Any]:
        started = self.executions.start_execution(stateMachineArn=arn, input=json.dumps(data), **named)
        self._wait_for(lambda: self._describe(started["executionArn"])["status"] != "RUNNING")
        return self._describe(started["executionArn"])

    def _describe(self, arn: str) -> dict[str, Any]:
        return self.executions.describe_execution(executionArn=arn)

    def _history(self, arn: str) -> list[dict[str, Any]]:
        return self.executions.get_execution_history(executionArn=arn)["events"]

    def _wait_for(self, condition: Any, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, "waited too long")
            time.sleep(0.1)


def compiled_handler() -> bytes:
    """A deployment package as the build makes them: classes at the top."""
    client = installation.interface_client()
    with tempfile.TemporaryDirectory() as folder:
        javac = [installation.java_home() / "bin" / "javac", "-d", folder, "-cp", f"{client}/*", HANDLER]
        subprocess.run(javac, check=True)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as package:
            for file in sorted(Path(folder).rglob("*.class")):
                package.write(file, file.relative_to(folder))
        return content.getvalue()


def java_version() -> str:
    release = (installation.java_home() / "release").read_text()
    found = re.search(r'^JAVA_VERSION="(.*)"', release, re.MULTILINE)
    assert found
    return found.group(1)


def task(payload: dict[str, Any], resource: str = "lambda:invoke") -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::{resource}",
        "Arguments": {"FunctionName": "guard", "Payload": payload},
        "TimeoutSeconds": 30,
    }


def returns(word: str) -> dict[str, Any]:
    state = {"Type": "Pass", "Output": {"is": word}, "End": True}
    return {"QueryLanguage": "JSONata", "StartAt": "it", "States": {"it": state}}


def branch(name: str, state: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": name, "States": {name: {**state, "End": True}}}


MACHINE: dict[str, Any] = {
    "StartAt": "remember",
    "States": {
        "remember": {"Type": "Pass", "Assign": {"text": "{% $states.input.id %}"}, "Next": "parallel"},
        "parallel": {
            "Type": "Parallel",
            "Branches": [
                branch("store", {**task({"do": "store", "id": "machine"}), "Output": "{% $states.result.Payload %}"}),
                branch(
                    "fail first",
                    {
                        **task({"do": "fail first", "id": "{% $states.context.Execution.Name %}"}),
                        "Retry": [
                            {
                                "ErrorEquals": ["GuardHandler$GuardFailure"],
                                "IntervalSeconds": 1,
                                "MaxAttempts": 1,
                            }
                        ],
                        "Output": "{% $states.result.Payload %}",
                    },
                ),
                branch(
                    "token",
                    task({"do": "send token", "token": "{% $states.context.Task.Token %}"}, "lambda:invoke.waitForTaskToken"),
                ),
            ],
            "Output": {
                "java": "{% $states.result[0].java %}",
                "calls": "{% $states.result[1].calls %}",
                "by": "{% $states.result[2].by %}",
                "text": "{% $text %}",
                "large": "{% $states.context.Execution.Input.list[$ > 3] %}",
                "parsed": "{% $parse('{\"a\": 1}') %}",
                "hash": "{% $hash('abc', 'SHA-256') %}",
                "uuid": "{% $uuid() %}",
            },
            "End": True,
        },
    },
}
