"""Files that a program writes and drops without closing them, as in `json.dump(x, open(path, "w"))`.

CPython closes a file as soon as nothing refers to it. Here nobody counts references, and what such a file still holds in its
buffer would be lost. So files opened for writing are remembered; what they hold is written out before any file is opened,
since it may be the same one, and when the program ends.
"""

import _io
import builtins
import sys

_MOST = 512

_open = _io.open
_written = []


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if _written:
        write_out()
    opened = _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    if isinstance(mode, str) and ("w" in mode or "a" in mode or "+" in mode or "x" in mode) and buffering != 0:
        _written.append(opened)
    return opened


def write_out():
    """Writes out what files still hold, and forgets those that were closed."""
    _written[:] = [f for f in _written if not f.closed]
    for f in _written:
        try:
            f.flush()
        except (OSError, ValueError):
            pass  # told to whoever writes or closes it
    if len(_written) > _MOST:
        del _written[:_MOST // 2]


def install():
    """Replaces `open`, here and where it was imported from."""
    open.__module__ = "_io"
    open.__doc__ = _open.__doc__
    builtins.open = open
    _io.open = open  # which `io` has, if it is imported later
    io = sys.modules.get("io")
    if io is not None:
        io.open = open
