"""A launcher started by a test."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tasker_emulator import installation


class RunningEmulator:
    """An emulator with a folder of its own, which ends with the test."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tasker-emulator-"))
        self.launcher = subprocess.Popen(
            self.command("start", "--watch-stdin"),
            cwd=installation.HERE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.launcher.stdout
        line = self.launcher.stdout.readline().strip()
        assert line.startswith("export AWS_ENDPOINT_URL="), line
        self.endpoint = line.partition("=")[2]
        while not (self.folder / "state.json").exists():
            time.sleep(0.01)
        self.state = json.loads((self.folder / "state.json").read_text())

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "tasker_emulator", "--dir", str(self.folder), *arguments]

    def tell(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(*arguments), cwd=installation.HERE, capture_output=True, text=True)

    def processes_left(self) -> list[int]:
        """Which of the engines' process groups still have a process."""
        return [pid for name in ("ministack", "moto") if _group_lives(pid := self.state[name]["pid"])]

    def wait_until_gone(self) -> None:
        deadline = time.monotonic() + 10
        while self.processes_left():
            assert time.monotonic() < deadline, f"left behind: {self.processes_left()}"
            time.sleep(0.05)

    def close(self) -> None:
        if self.launcher.poll() is None:
            self.launcher.send_signal(signal.SIGTERM)
        self.launcher.wait(20)
        for pipe in (self.launcher.stdin, self.launcher.stdout):
            assert pipe
            pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
