"""Processes that do not outlive whoever waits for them.

Who is killed cannot tell its helpers, and they would go on writing beside the next build. On Linux
the system signals the writer of a pipe whose last reader is gone, which ends C code, too;
elsewhere `guard` asks between two units of work.
"""

from __future__ import annotations

import contextlib
import os
import sys

_SIGNALS = sys.platform == "linux"


def tie(pipe: int, whose: int) -> None:
    """End this process when nobody reads `pipe` any more, or `whose` is not its parent by now.
    Nothing may be read from it meanwhile: that is a signal, too."""
    if _SIGNALS:
        import fcntl
        import signal

        signal.signal(signal.SIGIO, signal.SIG_DFL)
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
            fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    if os.getppid() != whose:
        os._exit(0)


def untie(pipe: int) -> None:
    """Let `pipe` be written to and read from."""
    if _SIGNALS:
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) & ~os.O_ASYNC)
