"""A limit to the time of one article, in whatever thread it is worked on.

In the main thread a signal stops even a call that waits in C. A thread, as Dask works in, cannot be stopped
from outside without leaving locks behind: there the process ends, and the scheduler finds out for which one.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

HUNG_EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError inside the block when it takes longer; outside the main thread end the process."""
    in_main = threading.current_thread() is threading.main_thread()
    with _by_signal(seconds) if in_main else _by_watchdog(seconds):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_watchdog(seconds: float) -> Iterator[None]:
    def end_process() -> None:
        sys.stderr.write(f"an article takes longer than {seconds:g} seconds: the worker ends\n")
        sys.stderr.flush()
        os._exit(HUNG_EXIT_CODE)

    watchdog = threading.Timer(seconds, end_process)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()
