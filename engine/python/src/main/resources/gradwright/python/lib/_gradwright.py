"""What the command line needs inside Python: how a program that ended with an error is reported.

Every script waits for this module, so it imports only what the interpreter has already loaded; `os` and `site` alone
would cost a fifth of the start-up.
"""

import _gradwright_files as _files
import _signal
import builtins
import sys

_LIBRARY = __file__.removesuffix("_gradwright.py")

_FAILED = 1
_UNWRITABLE = 120
_INTERRUPTED = 130


def _without_engine_frames(traceback):
    """The traceback without the frames of files under the library's folder."""
    frames = []
    while traceback is not None:
        frames.append(traceback)
        traceback = traceback.tb_next
    kept = None
    for entry in reversed(frames):
        if entry.tb_frame.f_code.co_filename.startswith(_LIBRARY):
            continue
        same = entry.tb_next is kept
        kept = entry if same else type(entry)(kept, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return kept


def strip_engine_frames(error):
    """Removes the engine's frames from the tracebacks of `error` and of every error that it is chained to."""
    import os

    if os.environ.get("JAX_TRACEBACK_FILTERING") == "off":
        return
    seen = set()
    pending = [error]
    while pending:
        current = pending.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        stripped = _without_engine_frames(current.__traceback__)
        # An error raised by the library itself, with no frame of the user's, keeps its frames: they are all there is.
        if stripped is not None:
            current.__traceback__ = stripped
        pending += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            pending += current.exceptions


def _excepthook(kind, error, traceback):
    strip_engine_frames(error)
    sys.__excepthook__(kind, error, error.__traceback__)


class _Leave:
    """`exit` and `quit`, which the `site` module would bring."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"Use {self._name}() or end of input to leave"

    def __call__(self, code=None):
        raise SystemExit(code)


class _Help:
    """`help`, which the `site` module would bring."""

    def __repr__(self):
        return "Type help() for interactive help, or help(object) for help about object."

    def __call__(self, *subjects, **options):
        import pydoc

        return pydoc.help(*subjects, **options)


def install():
    """Sets what the program may replace: the report of uncaught errors and the names of `site`."""
    sys.excepthook = _excepthook
    builtins.exit = _Leave("exit")
    builtins.quit = _Leave("quit")
    builtins.help = _Help()
    _files.install()


def take_interrupts():
    """Makes the interrupt signal raise KeyboardInterrupt in the main thread."""
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)


def _exit_status(error):
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return _FAILED


def report(error):
    """Reports the error that ended the program and gives the exit status."""
    if isinstance(error, SystemExit):
        return _exit_status(error)
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except SystemExit as exit:
        return _exit_status(exit)
    except BaseException as second:
        print("Error in sys.excepthook:", file=sys.stderr)
        sys.__excepthook__(type(second), second, second.__traceback__)
        print("\nOriginal exception was:", file=sys.stderr)
        sys.__excepthook__(type(error), error, error.__traceback__)
    return _INTERRUPTED if isinstance(error, KeyboardInterrupt) else _FAILED


def flush():
    """Writes out what the output streams hold; the status is Python's where nobody reads them any more."""
    status = 0
    _files.write_out()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except OSError as error:
            status = _UNWRITABLE
            if stream is sys.stdout:
                print(f"Exception ignored in: {stream!r}\n{type(error).__name__}: {error}", file=sys.stderr)
    return status
