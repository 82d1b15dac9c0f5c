"""What both engines' processes share."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable


def end_with_launcher() -> None:
    """Ends this process and those it started when standard input ends: the launcher holds the other end."""
    when_stdin_ends(lambda: os.killpg(os.getpgid(0), signal.SIGKILL))


def when_stdin_ends(then: Callable[[], None]) -> None:
    """Calls a function when there is no more standard input."""

    def watch() -> None:
        while os.read(0, 4096):  # not `sys.stdin`, whose lock would be held when the interpreter ends
            pass
        then()

    threading.Thread(target=watch, name="stdin-watch", daemon=True).start()
