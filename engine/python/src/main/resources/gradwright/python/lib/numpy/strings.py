"""Functions of arrays of texts, element by element."""
from ._core import asarray, port, wrap


def _each(f, *arrays):
    """An array of the function of the elements together."""
    parts = [asarray(a) for a in arrays]
    shape = list(port.broadcastShape([p._h for p in parts]))
    rows = [wrap(port.broadcast(p._h, shape)).ravel().tolist() for p in parts]
    out = asarray([f(*v) for v in zip(*rows)] or [""][:0]).reshape(shape)
    return out if shape or out.dtype.kind in "US" else out[()]


def _method(name, extra=0):
    def f(a, *args, **kwargs):
        arrays = [v for v in args[:extra] if v is not None]
        rest = args[extra:]
        return _each(lambda s, *more: getattr(s, name)(*more, *rest, **kwargs), a, *arrays)
    f.__name__ = f.__qualname__ = name
    f.__doc__ = f"`str.{name}` of each element."
    return f


for _name in ("upper lower capitalize title swapcase isalpha isdigit isalnum isspace islower isupper istitle isdecimal isnumeric"
              " splitlines encode decode").split():
    globals()[_name] = _method(_name)
for _name in "strip lstrip rstrip startswith endswith find rfind index rindex count zfill split rsplit center ljust rjust".split():
    globals()[_name] = _method(_name, 1)
replace = _method("replace", 2)


def add(x1, x2):
    """Texts one after another."""
    return _each(lambda a, b: a + b, x1, x2)


def multiply(a, i):
    """Texts repeated."""
    return _each(lambda s, n: s * n, a, i)


def mod(a, values):
    """Texts formatted with `%`."""
    return _each(lambda s, v: s % v, a, values)


def str_len(a):
    """The lengths of texts."""
    return _each(len, a)


def equal(x1, x2):
    """Whether texts are equal."""
    return _each(lambda a, b: a == b, x1, x2)


def not_equal(x1, x2):
    """Whether texts differ."""
    return _each(lambda a, b: a != b, x1, x2)


def join(sep, seq):
    """The characters of texts with a separator between them."""
    return _each(lambda s, t: s.join(t), sep, seq)
