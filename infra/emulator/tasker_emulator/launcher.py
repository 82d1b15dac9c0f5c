"""Starts and ends the two engines, and knows whether they run.

A running emulator holds the lock of its folder and describes itself in `state.json` beside it. The engines end when the
launcher does, however it ends: each reads its standard input, whose other end only the launcher has.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tasker_emulator import installation
from tasker_emulator.engine import when_stdin_ends

ACCOUNT = "000000000000"
REGION = "us-east-1"
HEALTHY_WITHIN = 60.0

State = dict[str, Any]


class LauncherError(Exception):
    """What was asked for failed, for the reason that the message gives."""


class Emulator:
    """The emulator of one folder: none or one runs at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.state_file = self.folder / "state.json"

    def run(self, port: int | None, watch_stdin: bool) -> None:
        """Starts the engines, prints what to export, and returns when they have been ended."""
        with self._lock():
            for name in ("tmp", "ministack.log", "moto.log", "state.json"):  # of a launcher that was killed
                _remove(self.folder / name)
            (self.folder / "tmp").mkdir()
            engines: list[Engine] = []
            try:
                with _ends_on_signals(watch_stdin):
                    state = self._start_engines(port, engines)
                    self._write(state)
                    print_exports(state)
                    while True:
                        for engine in engines:
                            engine.must_run()
                        time.sleep(0.2)
            except KeyboardInterrupt:
                pass
            finally:
                _remove(self.state_file)
                for engine in engines:
                    engine.end()
                _remove(self.folder / "tmp")

    def state(self) -> State | None:
        """What `state.json` says; None unless the emulator runs and is ready."""
        if not self._locked():
            return None
        try:
            return json.loads(self.state_file.read_text())
        except FileNotFoundError:
            return None

    def stop(self) -> None:
        """Ends a running emulator and waits until it has ended."""
        state = self.state()
        if state is None:
            raise LauncherError("it does not run")
        with suppress(ProcessLookupError):
            os.kill(state["launcher"], signal.SIGTERM)
        deadline = time.monotonic() + 30
        while self._locked():
            if time.monotonic() > deadline:
                raise LauncherError(f"process {state['launcher']} does not end")
            time.sleep(0.05)

    def _start_engines(self, port: int | None, engines: list[Engine]) -> State:
        python = installation.engines()
        client = installation.interface_client()
        java_home = installation.java_home()
        ministack_port, moto_port = port or _free_port(), _free_port()
        ministack_url, moto_url = f"http://127.0.0.1:{ministack_port}", f"http://127.0.0.1:{moto_port}"
        environment = {
            # Nothing else of the caller's: ministack hands its environment on to functions.
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder / "tmp"),
            "TMPDIR": str(self.folder / "tmp"),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(installation.HERE),
            "PYTHONUNBUFFERED": "1",
            **exports(ministack_url),
            "MOTO_ACCOUNT_ID": ACCOUNT,
            "GATEWAY_PORT": str(ministack_port),
            "BIND_HOST": "127.0.0.1",
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
        }
        ministack_arguments = [moto_url, str(java_home), str(client)]
        moto = Engine("moto", python, [str(moto_port), ministack_url], environment, self.folder)
        engines.append(moto)
        ministack = Engine("ministack", python, ministack_arguments, environment, self.folder)
        engines.append(ministack)
        ministack.wait_until_healthy(f"{ministack_url}/_ministack/health")
        moto.wait_until_healthy(f"{moto_url}/moto-api/")
        return {
            "launcher": os.getpid(),
            "endpoint": ministack_url,
            "environment": exports(ministack_url),
            "ministack": {"pid": ministack.pid, "port": ministack_port},
            "moto": {"pid": moto.pid, "port": moto_port},
        }

    def _write(self, state: State) -> None:
        new = self.state_file.with_suffix(".new")
        new.write_text(json.dumps(state, indent=2) + "\n")
        new.rename(self.state_file)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                state = self.state()
                where = f" at {state['endpoint']}" if state else ", or is about to start"
                raise LauncherError(f"it runs already{where}") from None
            yield

    def _locked(self) -> bool:
        try:
            with (self.folder / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False


class Engine:
    """A child process, with those that it starts."""

    def __init__(
        self, name: str, python: Path, arguments: list[str], environment: dict[str, str], folder: Path
    ) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [python, "-m", f"tasker_emulator.{name}_engine", *arguments],
                cwd=folder / "tmp",
                env=environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a group of its own, so that its functions end with it
            )
        self.pid = self._process.pid

    def wait_until_healthy(self, url: str) -> None:
        deadline = time.monotonic() + HEALTHY_WITHIN
        while time.monotonic() < deadline:
            self.must_run()
            with suppress(OSError), urllib.request.urlopen(url, timeout=5):
                return
            time.sleep(0.05)
        raise LauncherError(f"{self.name} did not answer within {HEALTHY_WITHIN:.0f} s: see {self.log}")

    def must_run(self) -> None:
        status = self._process.poll()
        if status is not None:
            tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])
            raise LauncherError(f"{self.name} ended with status {status}:\n{tail}")

    def end(self) -> None:
        """Kills the process and its functions: nothing of theirs is to be kept."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()


def exports(endpoint: str) -> dict[str, str]:
    """The environment variables by which SDKs and command lines find the emulator."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
    }


def print_exports(state: State) -> None:
    """Prints lines for a shell to evaluate."""
    for name, value in state["environment"].items():
        print(f"export {name}={value}", flush=True)


@contextmanager
def _ends_on_signals(watch_stdin: bool) -> Iterator[None]:
    """Turns signals, and the end of standard input if that is watched, into a KeyboardInterrupt."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for number in _SIGNALS:
        signal.signal(number, interrupt)
    if watch_stdin:
        when_stdin_ends(lambda: os.kill(os.getpid(), signal.SIGTERM))
    try:
        yield
    finally:
        for number in _SIGNALS:  # once is enough: the end is not to be interrupted
            signal.signal(number, signal.SIG_IGN)


_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
