"""What the worker needs inside Python: a program's surroundings, the account of how it ended, and its names."""

import __main__
import builtins
import collections
import linecache
import os
import signal
import sys
import traceback

import jax
import jax.numpy

import _gradwright

_CONSOLE = "<console>"

# Frames of a report at most; endless recursion has a hundred times as many.
_FRAMES = 1000

# Names that every module has before its first line.
_initial = frozenset(__main__.__dict__) | {"__file__", "__builtins__", "__annotations__"}


def _excepthook(kind, error, trace):
    """Python's own report, with source lines from `linecache`, which knows texts that are in no file."""
    _gradwright.strip_engine_frames(error)
    traceback.print_exception(kind, error, error.__traceback__, limit=-_FRAMES)


def install():
    # The console shows each line as it is written.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)
    sys.excepthook = _excepthook


install()


def take_interrupts(full):
    """Makes the interrupt signal raise KeyboardInterrupt in the main thread, or MemoryError where `full` gives a reason."""

    def handle(number, frame):
        reason = full()
        if reason:
            raise MemoryError(str(reason))
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, handle)


def devices():
    """The names of the engine's devices."""
    return [f"{device.platform}:{device.id}" for device in jax.devices()]


def prepare(file, argv, folder, environment, packages):
    """Gives a program that is about to start what `python FILE` would; `packages` are folders of its virtual environment."""
    sys.argv[:] = [str(word) for word in argv]
    sys.path[0] = os.path.dirname(file)
    os.chdir(folder)
    for name, value in environment:
        os.environ[str(name)] = str(value)
    own = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    for entry in [*own, *[str(entry) for entry in packages]]:
        if entry and entry not in sys.path:
            sys.path.insert(_library_end(), entry)
    __main__.__dict__["__file__"] = file


def _library_end():
    """The place of the standard library on the path: packages are found before it, after the engine's own."""
    for position, entry in enumerate(sys.path):
        if os.path.exists(os.path.join(entry, "os.py")):
            return position
    return len(sys.path)


def show(file, text):
    """Lets reports about `file` show the lines of a text that is not saved."""
    lines = [line + "\n" for line in text.split("\n")]
    linecache.cache[file] = (len(text), None, lines, file)


def evaluate(text):
    """Runs lines of the console: the value of each expression is printed."""
    import ast

    show(_CONSOLE, text)
    tree = compile(text, _CONSOLE, "exec", ast.PyCF_ONLY_AST)
    exec(compile(ast.Interactive(tree.body), _CONSOLE, "single"), __main__.__dict__)


def finish():
    """Does what Python does at its end, but keeps the program's names."""
    import atexit

    threading = sys.modules.get("threading")
    if threading is not None:
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
    atexit._run_exitfuncs()


def _class_name(kind):
    return kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"


def describe(error):
    """An error's class, message and the user's frames, the innermost first: file, line, column, end line and column, function."""
    frames = []
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        frames.append([error.filename, error.lineno, error.offset or 0, error.end_lineno or 0, error.end_offset or 0, ""])
    last = collections.deque(traceback.walk_tb(error.__traceback__), _FRAMES)
    steps = traceback.StackSummary.extract(iter(last), lookup_lines=False)
    for step in reversed(steps):
        columns = [0 if step.colno is None else step.colno + 1, 0 if step.end_colno is None else step.end_colno + 1]
        frames.append([step.filename, step.lineno or 0, columns[0], step.end_lineno or 0, columns[1], step.name])
    try:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:
        message = "<no message>"
    return [_class_name(type(error)), str(message), frames]
