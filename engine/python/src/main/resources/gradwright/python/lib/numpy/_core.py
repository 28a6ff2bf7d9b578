"""From Python's values to arrays and back."""
from . import _dtype as _np
from ._door import arrays as port

_new = object.__new__
_rank = port.rank
_dtype_of = port.dtype
_item = port.item
find = _np.find
generic = _np.generic
_NUMBERS = (int, float, bool)


def code(d):
    """The name by which the engine knows a dtype."""
    return d.str if d.kind in "US" else d.name


def dtype_code(spec):
    """The engine's name of anything that names a dtype, or None."""
    return None if spec is None else code(find(spec))


def from_number(v, d):
    """A scalar of a dtype from a Python number that fits."""
    cls = d.type
    kind = d.kind
    if cls is _np.float64:
        return float.__new__(cls, v)
    if cls is _np.complex128:
        return complex.__new__(cls, v)
    if kind == "O":
        return v
    if kind == "U":
        return str.__new__(cls, v)
    if kind == "S":
        return bytes.__new__(cls, v.encode("latin-1") if type(v) is str else v)
    out = _new(cls)
    out._v = v
    return out


def element(v, d):
    """A scalar from an element as the engine gives it."""
    kind = d.kind
    if kind == "c":
        v = complex(v[0], v[1])
    elif kind == "u":
        v = int(v)
    return from_number(v, d)


def plain(v, d):
    """A Python number from an element as the engine gives it."""
    kind = d.kind
    if kind == "c":
        return complex(v[0], v[1])
    if kind == "S":
        return v.encode("latin-1")
    return int(v) if kind == "u" else v


def wrap(h):
    """The Python array for one of the engine's."""
    out = _new(ndarray)
    out._h = h
    return out


def settle(h):
    """A result: a scalar where it has no axes, else an array."""
    if _rank(h):
        out = _new(ndarray)
        out._h = h
        return out
    return element(_item(h), _dtype_of(h))


def handle(x):
    """The engine's array for a value that is not an array yet."""
    return asarray(x)._h


def operand(x):
    """What stands for an operand on the engine's side: an array, or a number of Python's."""
    t = type(x)
    if t is ndarray:
        return x._h
    if t in _NUMBERS:
        return x
    if t is complex:
        return port.complex(x.real, x.imag)
    return asarray(x)._h


def scalar_handle(x):
    """The engine's array without axes for a scalar."""
    d = x.dtype
    if d.kind in "US":
        return port.reference(x._v if d.kind == "U" else x._v.decode("latin-1"), f"<U{len(x)}" if d.kind == "U" else f"|S{len(x)}")
    v = x._v
    return port.scalar(port.complex(v.real, v.imag) if type(v) is complex else v, d.name)


_VALUES = {bool: "bool", int: "int64", float: "float64", complex: "complex128"}


def sliceable(a):
    """An array as it is, one of another library too: functions that only slice and turn arrays answer with its own kind."""
    return a if hasattr(a, "ndim") else asarray(a)


def asarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    """An array of the data; the same object where it is an array of that dtype already."""
    if copy:
        return array(a, dtype, order=order or "K")
    t = type(a)
    if t is ndarray or isinstance(a, ndarray):
        if t is not ndarray:
            a = wrap(a._h)
        if dtype is not None and a.dtype != dtype:
            if copy is False:
                raise ValueError("Unable to avoid copy while creating an array as requested.")
            return a.astype(dtype, order or "K")
        if order == "F" and not port.columnMajor(a._h) or order == "C" and not port.contiguous(a._h):
            return wrap(port.copy(a._h, code(a.dtype), order))
        return a
    out = _convert(a, dtype)
    if dtype is not None and out.dtype != dtype and (dtype := find(dtype)).itemsize:
        out = out.astype(dtype)
    return wrap(port.copy(out._h, code(out.dtype), "F")) if order == "F" else out


def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0, like=None):
    """An array from numbers, nested sequences or arrays: a copy."""
    if copy is None or copy is False:
        out = asarray(object, dtype, copy=copy)
    elif isinstance(object, ndarray):
        d = object.dtype if dtype is None else find(dtype)
        out = object.astype(d, order=order) if d.kind in "OUS" or object.dtype.kind in "OUS" else wrap(
            port.copy(object._h, code(d), order))
    else:
        out = asarray(object, dtype)
        if hasattr(object, "__array__"):
            out = out.copy() if not port.writable(out._h) or getattr(object, "base", None) is None else out
        if order == "F":
            out = wrap(port.copy(out._h, code(out.dtype), "F"))
    if out.ndim < ndmin:
        out = out.reshape((1,) * (ndmin - out.ndim) + out.shape)
    return out


def _convert(x, dtype):
    t = type(x)
    name = _VALUES.get(t)
    if name is not None:
        return _sequence([x], (), dtype)
    if isinstance(x, generic):
        return wrap(scalar_handle(x))
    if isinstance(x, (list, tuple)) or t is range:
        from ._discovery import discover
        return discover(x, dtype)
    if isinstance(x, (str, bytes)):
        return _sequence([x], (), dtype)
    as_array = getattr(x, "__array__", None)
    if as_array is not None and not isinstance(x, type):
        out = as_array()
        return out if type(out) is ndarray else asarray(out)
    if isinstance(x, (bool, int, float, complex)):
        return _sequence([x], (), dtype)
    from ._discovery import other
    return other(x, dtype)


def _sequence(items, shape, dtype):
    from ._discovery import values
    return values(items, shape, dtype)


def axis_of(axis, ndim, prefix=None):
    """An axis counted from the front."""
    try:
        i = axis if type(axis) is int else axis.__index__()
    except AttributeError:
        raise TypeError(f"'{type(axis).__name__}' object cannot be interpreted as an integer") from None
    if not -ndim <= i < ndim:
        from .exceptions import AxisError
        raise AxisError(i, ndim, prefix)
    return i + ndim if i < 0 else i


def axes_of(axis, ndim, prefix=None):
    """A list of axes counted from the front; None stays."""
    if axis is None:
        return None
    if not isinstance(axis, (tuple, list)):
        return [axis_of(axis, ndim, prefix)]
    out = [axis_of(i, ndim, prefix) for i in axis]
    if len(set(out)) != len(out):
        raise ValueError("duplicate value in 'axis'")
    return out


def shape_of(shape):
    """A list of sizes from a number or a sequence."""
    if type(shape) is int:
        return [shape]
    try:
        return [shape.__index__()]
    except (AttributeError, TypeError):
        pass
    try:
        return [d if type(d) is int else d.__index__() for d in shape]
    except (AttributeError, TypeError):
        raise TypeError(f"'{type(shape).__name__}' object cannot be interpreted as an integer" if not hasattr(shape, "__iter__")
                        else f"'{type(next(iter(shape))).__name__}' object cannot be interpreted as an integer") from None


from . import _ndarray as _arrays  # noqa: E402  the class needs the functions above

ndarray = _arrays.ndarray

from . import _scalar  # noqa: E402  gives the scalar types their operators


def made(cls, value, *rest):
    """A scalar of a class from a number, a string or an array; arrays stay arrays."""
    return _scalar.make(cls, value, *rest)
