"""A limit to the time of one article, in whatever thread it is worked on.

In the main thread a signal stops even a call that waits in C. In other threads, as Dask has, Python can
raise an error only between two steps of Python code: a call that never comes back from C ends with its whole
process, at twice the limit, and the scheduler finds out which article that was.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

HUNG_EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h."""


class _OverdueError(Exception):
    """Raised inside a thread from outside; made without arguments."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError inside the block when it takes longer."""
    if threading.current_thread() is threading.main_thread():
        with _by_signal(seconds):
            yield
        return
    watch = _Watch(seconds)
    try:
        yield
    except _OverdueError:
        raise _too_long(seconds) from None
    finally:
        watch.end()


def _too_long(seconds: float) -> TimeoutError:
    return TimeoutError(f"took longer than {seconds:g} seconds")


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _too_long(seconds)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _Watch:
    """Watches the thread that made it from two others: one stops it, one ends the process."""

    def __init__(self, seconds: float) -> None:
        self._thread = threading.get_ident()
        self._lock = threading.Lock()
        self._over = False
        self._stopped = False
        self._seconds = seconds
        self._timers = (threading.Timer(seconds, self._stop), threading.Timer(2 * seconds, self._kill))
        for timer in self._timers:
            timer.daemon = True
            timer.start()

    def end(self) -> None:
        """End the watch; what was raised but did not arrive yet is taken back."""
        try:
            self._ended()
        except _OverdueError:  # it arrived just here
            self._ended()

    def _ended(self) -> None:
        with self._lock:
            self._over = True
            if self._stopped:
                self._raise(None)
        for timer in self._timers:
            timer.cancel()

    def _stop(self) -> None:
        with self._lock:
            if not self._over:
                self._stopped = True
                self._raise(_OverdueError)

    def _kill(self) -> None:
        with self._lock:
            if not self._over:
                sys.stderr.write(f"an article hangs for {2 * self._seconds:g} seconds: the worker ends\n")
                sys.stderr.flush()
                os._exit(HUNG_EXIT_CODE)

    def _raise(self, error: type[BaseException] | None) -> None:
        raised = None if error is None else ctypes.py_object(error)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), raised)
