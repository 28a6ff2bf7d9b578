"""What happens at floating-point conditions."""
from ._door import callback, modes

_ALLOWED = ("ignore", "warn", "raise", "call", "print", "log")


def geterr():
    """What happens at each condition."""
    return dict(modes)


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Sets what happens at each condition; gives what happened before."""
    old = dict(modes)
    for key, value in (("divide", divide), ("over", over), ("under", under), ("invalid", invalid)):
        value = all if value is None else value
        if value is not None:
            if value not in _ALLOWED:
                raise ValueError(f"{value!r} is not a valid error mode")
            modes[key] = value
    return old


def seterrcall(func):
    """Sets the function called at conditions."""
    old, callback[0] = callback[0], func
    return old


def geterrcall():
    """The function called at conditions."""
    return callback[0]


class errstate:
    """What happens at floating-point conditions for the time of a `with` block or of a function."""

    def __init__(self, *, call=None, all=None, divide=None, over=None, under=None, invalid=None):
        self._given = (all, divide, over, under, invalid)
        self._call = call

    def __enter__(self):
        self._before = seterr(*self._given)
        self._old = seterrcall(self._call) if self._call is not None else None
        return None

    def __exit__(self, *exc):
        modes.update(self._before)
        if self._call is not None:
            callback[0] = self._old

    def __call__(self, f):
        from functools import wraps

        @wraps(f)
        def inner(*args, **kwargs):
            with errstate(call=self._call, **dict(zip(("all", "divide", "over", "under", "invalid"), self._given))):
                return f(*args, **kwargs)
        return inner


def getbufsize():
    """The size of buffers, which this implementation does not have."""
    return 8192


def setbufsize(size):
    """Accepted for compatibility; gives the size before."""
    return 8192
