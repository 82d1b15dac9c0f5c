"""What both engines' processes share."""

from __future__ import annotations

import os
import signal
import sys
import threading


def end_with_launcher() -> None:
    """Ends this process and those it started when standard input ends: the launcher holds the other end."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os.killpg(os.getpgid(0), signal.SIGKILL)

    threading.Thread(target=watch, name="launcher-watch", daemon=True).start()
