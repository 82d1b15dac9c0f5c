"""The command line: `python -m tasker_emulator --help`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tasker_emulator import installation
from tasker_emulator.launcher import Emulator, LauncherError, print_exports


def main() -> int:
    arguments = _parser().parse_args()
    emulator = Emulator(arguments.dir)
    try:
        match arguments.command:
            case "start" if arguments.detach:
                _start_detached(emulator, arguments.port)
            case "start":
                emulator.run(arguments.port, arguments.watch_stdin)
            case "stop":
                emulator.stop()
            case "status":
                _status(emulator, arguments.json)
            case "sam":
                _sam(emulator, arguments.arguments)
            case "selftest":
                return _selftest()
    except (LauncherError, subprocess.CalledProcessError) as error:
        print(f"emulator: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tasker_emulator", description="AWS on this machine, for Tasker.")
    parser.add_argument(
        "--dir",
        type=Path,
        default=installation.TARGET / "run",
        help="folder for state, logs and temporary files; one emulator for each (default: %(default)s)",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start", help="start it and print what to export; runs until it is interrupted")
    start.add_argument("--port", type=int, help="port of the endpoint (default: a free one)")
    start.add_argument("--detach", action="store_true", help="leave it running and return when it is ready")
    start.add_argument("--watch-stdin", action="store_true", help="end also when standard input ends")
    commands.add_parser("stop", help="end it, and wait until it has ended")
    status = commands.add_parser("status", help="print what to export; exit status 1 if it does not run")
    status.add_argument("--json", action="store_true", help="print the whole state as JSON")
    # No argument begins with this character: all of them, options too, are SAM CLI's.
    sam = commands.add_parser("sam", help="run SAM CLI against it", prefix_chars="\0", add_help=False)
    sam.add_argument("arguments", nargs="*")
    commands.add_parser("selftest", help="test hooks, start and end, and real functions and executions")
    return parser


def _start_detached(emulator: Emulator, port: int | None) -> None:
    running = emulator.state()
    if running:
        raise LauncherError(f"it runs already at {running['endpoint']}")
    command = [sys.executable, "-m", "tasker_emulator", "--dir", str(emulator.folder), "start"]
    if port:
        command += ["--port", str(port)]
    emulator.folder.mkdir(parents=True, exist_ok=True)
    log = emulator.folder / "launcher.log"
    with log.open("w") as output:
        launcher = subprocess.Popen(
            command,
            cwd=installation.HERE,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while (state := emulator.state()) is None:
            if launcher.poll() is not None:
                raise LauncherError(log.read_text().strip().removeprefix("emulator: "))
            time.sleep(0.05)
    except KeyboardInterrupt:
        launcher.terminate()
        launcher.wait()
        raise
    print_exports(state)


def _status(emulator: Emulator, as_json: bool) -> None:
    state = emulator.state()
    if state is None:
        raise LauncherError("it does not run")
    if as_json:
        print(json.dumps(state, indent=2))
    else:
        print_exports(state)


def _sam(emulator: Emulator, arguments: list[str]) -> None:
    """Becomes SAM CLI; where no emulator runs, with the caller's own environment, as `sam validate` needs none."""
    state = emulator.state()
    program = installation.sam().parent / "sam"
    environment = {**os.environ, "SAM_CLI_TELEMETRY": "0", **(state["environment"] if state else {})}
    os.execve(program, [str(program), *arguments], environment)


def _selftest() -> int:
    command = [installation.engines(), "-m", "unittest", "discover", "-v", "-s", "tests", "-t", "."]
    return subprocess.run(command, cwd=installation.HERE).returncode


if __name__ == "__main__":
    sys.exit(main())
