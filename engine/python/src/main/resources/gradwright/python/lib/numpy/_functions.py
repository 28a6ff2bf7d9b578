"""NumPy's functions: those of jax.numpy on host data, and the few that differ."""
from jax._array import Array, host
from jax.dtypes import finfo, iinfo, issubdtype

from . import _dtype as _np
from ._ndarray import array, asarray, call, ndarray


_REDUCTIONS = frozenset("sum prod max min mean std var any all argmax argmin cumsum cumprod ptp round".split())


def _function(name):
    reduces = name in _REDUCTIONS

    def f(*args, **kwargs):
        if reduces and args and isinstance(args[0], Array):
            # As NumPy does for classes of their own with such a method.
            return getattr(args[0], name)(*args[1:], **kwargs)
        out = kwargs.pop("out", None)
        result = call(name, args, kwargs)
        if out is not None:
            out[...] = result
            return out
        return result
    f.__name__ = f.__qualname__ = name
    f.__module__ = "numpy"
    return f


def __getattr__(name):
    if not name.startswith("_") and host.lookup("jax.numpy." + name) is not None:
        f = _function(name)
        globals()[name] = f
        return f
    raise AttributeError(f"module 'numpy' has no attribute '{name}'")


def zeros(shape, dtype=float, order="C"):
    """An array of zeros."""
    return call("zeros", (shape,), {"dtype": dtype})


def ones(shape, dtype=float, order="C"):
    """An array of ones."""
    return call("ones", (shape,), {"dtype": dtype})


empty = zeros


def full(shape, fill_value, dtype=None, order="C"):
    """An array of one value."""
    out = call("full", (shape, fill_value))
    return out if dtype is None else out.astype(dtype)


def arange(*args, dtype=None):
    """Numbers at equal distances."""
    out = call("arange", args)
    return out if dtype is None else out.astype(dtype)


def linspace(start, stop, num=50, endpoint=True, dtype=None, **kwargs):
    """A given number of numbers from start to stop."""
    out = call("linspace", (start, stop, num), {"endpoint": endpoint})
    return out if dtype is None else out.astype(dtype)


def eye(N, M=None, k=0, dtype=float):
    """Ones on a diagonal."""
    return call("eye", (N, M, k), {"dtype": dtype})


def identity(n, dtype=float):
    """The identity matrix."""
    return eye(n, dtype=dtype)


def copy(a):
    """A copy of an array."""
    return array(a)


ascontiguousarray = asarray
asanyarray = asarray


def shape(a):
    """The shape of the data."""
    return asarray(a).shape if not hasattr(a, "shape") else a.shape


def ndim(a):
    """The number of axes."""
    return len(shape(a))


def size(a, axis=None):
    """The number of elements."""
    s = shape(a)
    if axis is not None:
        return s[axis]
    n = 1
    for d in s:
        n *= d
    return n


def isscalar(x):
    """Whether a value is a number or a text."""
    return isinstance(x, (int, float, complex, str, _np.generic))


def array_equal(a, b):
    """Whether two arrays have the same shape and elements."""
    a, b = asarray(a), asarray(b)
    return a.shape == b.shape and bool(call("all", (call("equal", (a, b)),)))


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements are equal within tolerances."""
    return bool(call("allclose", (asarray(a), asarray(b)), {"rtol": rtol, "atol": atol, "equal_nan": equal_nan}))


def iscomplexobj(x):
    """Whether the dtype is complex."""
    return asarray(x).dtype.kind == "c"


def nonzero(a):
    """The indices of the elements that are not zero."""
    return asarray(a).nonzero()


def seterr(**kwargs):
    """Accepted for compatibility: floating-point errors are never raised."""
    return {"divide": "ignore", "over": "ignore", "under": "ignore", "invalid": "ignore"}


class errstate:
    """Accepted for compatibility: floating-point errors are never raised."""

    def __init__(self, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


_printing = {"edgeitems": 3, "threshold": 1000, "precision": 8, "linewidth": 75, "suppress": False}


def get_printoptions():
    """How arrays are printed."""
    return dict(_printing)


def array2string(a, **kwargs):
    """The text of an array."""
    return str(a)


array_str = array2string


def array_repr(a, **kwargs):
    """The text of an array with its type."""
    return repr(a)


def result_type(*args):
    """The dtype that values of these types are promoted to."""
    from jax.numpy._extra import result_type as f
    before = host.enterHost()
    try:
        return f(*args)
    finally:
        host.leaveHost(before)


promote_types = result_type


def loadtxt(fname, dtype=float, comments="#", delimiter=None, skiprows=0, usecols=None, unpack=False, **kwargs):
    """An array from a text file of numbers."""
    lines = open(fname) if isinstance(fname, str) or hasattr(fname, "__fspath__") else fname
    rows = []
    for i, line in enumerate(lines):
        if i < skiprows:
            continue
        line = line.split(comments)[0].strip() if comments else line.strip()
        if not line:
            continue
        cells = line.split(delimiter)
        if usecols is not None:
            cells = [cells[c] for c in usecols]
        rows.append([float(c) for c in cells])
    out = array(rows)
    if out.ndim == 2 and out.shape[1] == 1:
        out = out.reshape(-1)
    out = out if dtype is float else out.astype(dtype)
    return out.T if unpack else out


def nextafter(a, b):
    """The next number towards another."""
    return call("nextafter", (asarray(a), asarray(b)))


def format_float_positional(x, precision=None, unique=True, fractional=True, trim="k", sign=False, **kwargs):
    """A number as text without an exponent."""
    d = getattr(x, "dtype", _np.by_name("float64"))
    return host.positional(float(x), d.name)


def frombuffer(buffer, dtype=float, count=-1, offset=0):
    """An array over the bytes of a buffer."""
    d = _np.find(dtype)
    data = bytes(memoryview(buffer)[offset:])
    n = len(data) // d.itemsize if count < 0 else count
    from ._ndarray import from_handle
    return from_handle(host.fromBuffer(data[:n * d.itemsize], [n], d.name, False))


def ndindex(*shape):
    """All indices of a shape."""
    from itertools import product
    if len(shape) == 1 and isinstance(shape[0], tuple):
        shape = shape[0]
    return product(*[range(n) for n in shape])


