"""Files that a program writes and drops without closing them, as in `json.dump(x, open(path, "w"))`.

CPython closes a file as soon as nothing refers to it. Here nobody counts references, and what such a file still holds in its
buffer would be lost. So files opened for writing are remembered; what they hold is written out before any file is opened,
since it may be the same one, and when the program ends.

The files that Linux makes up when they are read, as /proc/cpuinfo, say that they are empty, and the interpreter reads no more
than a file says it has. Java reads them to their end instead.
"""

import _io
import builtins
import sys

_MOST = 512
_MADE_UP = ("/proc/", "/sys/")

_open = _io.open
_written = []


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if _written:
        write_out()
    if _is_made_up(file) and isinstance(mode, str) and not set(mode) & set("wax+"):
        return _made_up(file, mode, encoding, errors, newline)
    opened = _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    if isinstance(mode, str) and ("w" in mode or "a" in mode or "+" in mode or "x" in mode) and buffering != 0:
        _written.append(opened)
    return opened


def _is_made_up(file):
    if isinstance(file, str):
        return file.startswith(_MADE_UP)
    return hasattr(file, "__fspath__") and str(file).startswith(_MADE_UP)


def _made_up(file, mode, encoding, errors, newline):
    import java

    path = str(file)
    opened = _open(path, mode, encoding=encoding, errors=errors, newline=newline)  # raises where CPython does
    if not opened.seekable() or opened.seek(0, 2) > 0:
        opened.seek(0)
        return opened
    opened.close()
    Files, Path = java.type("java.nio.file.Files"), java.type("java.nio.file.Path")
    latin = java.type("java.nio.charset.StandardCharsets").ISO_8859_1
    content = _io.BytesIO(Files.readString(Path.of(path), latin).encode("latin-1"))
    content.name = path
    return content if "b" in mode else _io.TextIOWrapper(content, encoding, errors, newline)


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
