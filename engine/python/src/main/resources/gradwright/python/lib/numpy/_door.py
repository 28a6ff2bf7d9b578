"""The door to the engine's arrays for NumPy: its ports, errors on the way through, and floating-point reports."""
import builtins as _builtins

import polyglot as _polyglot

from . import _dtype as _np

_ports = _polyglot.import_value("gradwright").numpy()
arrays = _ports.arrays()
ufuncs = _ports.ufuncs()
algorithms = _ports.algorithms()
texts = _ports.text()


def _raise(kind, message, trace, jits=0):
    if trace is not None:
        import sys
        sys.stderr.write(trace)
    cls = getattr(_builtins, kind, None)
    if cls is None:
        from . import exceptions
        cls = getattr(exceptions, kind, None)
    if cls is None:
        raise RuntimeError(f"{kind}: {message}")
    raise cls(message)


_MODES = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
modes = dict(_MODES)
callback = [None]
_CONDITIONS = ((1, "divide", "divide by zero"), (2, "over", "overflow"), (4, "under", "underflow"),
               (8, "invalid", "invalid value"))


def _report(flags, name):
    """Warns of, or raises, what an operation met, as `numpy.errstate` says."""
    for bit, key, words in _CONDITIONS:
        if flags & bit:
            mode = modes[key]
            if mode == "ignore":
                continue
            message = f"{words} encountered in {name}"
            if mode == "warn":
                warn(message, RuntimeWarning)
            elif mode == "raise":
                raise FloatingPointError(message)
            elif mode == "call":
                callback[0](words, flags)
            else:
                print(f"Warning: {message}")


def warn(message, category):
    """Issues a warning for the innermost frame outside of this package."""
    import sys
    import warnings
    level, frame = 1, sys._getframe(0)
    while frame is not None and frame.f_code.co_filename.startswith(_LIBRARY):
        frame = frame.f_back
        level += 1
    warnings.warn(message, category, stacklevel=level)


_LIBRARY = __file__[:-len("_door.py")]


def _dtype(name):
    return _np.find(name)


def _tuple(sizes):
    return tuple([int(n) for n in sizes])


_ports.connect(_raise)
arrays.connect(_tuple, _dtype)
ufuncs.connect(_report)
