"""Indices as the engine reads them."""
from . import _dtype as _np
from ._core import asarray, code, operand, port, scalar_handle
from ._ndarray import ndarray

_BAD = ("only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid"
        " indices")


def _bound(x):
    if x is None or type(x) is int:
        return x
    try:
        return x.__index__()
    except AttributeError:
        raise TypeError("slice indices must be integers or None or have an __index__ method") from None


def codes(index):
    """The index as a row of codes, and whether no ellipsis keeps a result an array."""
    out = []
    whole = True
    for i in index if type(index) is tuple else (index,):
        t = type(i)
        if t is int:
            out += (0, i)
        elif t is slice:
            out += (1, _bound(i.start), _bound(i.stop), 1 if i.step is None else _bound(i.step))
        elif i is None:
            out.append(2)
        elif i is Ellipsis:
            out.append(3)
            whole = False
        elif t is ndarray:
            if not port.rank(i._h) and i.dtype.kind in "iu":
                out += (0, int(i))
            else:
                out += (4, i._h)
        elif t is bool or isinstance(i, _np.bool_):
            out += (4, asarray(i)._h)
        elif t is list or isinstance(i, tuple):
            a = asarray(i)
            if not a.size and a.dtype.kind == "f":
                a = a.astype("int64")
            if a.dtype.kind not in "biu":
                raise IndexError(_BAD)
            out += (4, a._h)
        elif isinstance(i, (str, bytes, float)) and not hasattr(i, "__index__"):
            raise IndexError(_BAD)
        elif hasattr(i, "__array__") and getattr(i, "ndim", 0):
            out += (4, asarray(i)._h)
        elif hasattr(i, "__index__"):
            # An array of rank 0 is asked for its number as an array, as NumPy does; what is traced has none.
            number = i.__array__() if hasattr(i, "__array__") and not isinstance(i, _np.generic) else i
            out += (0, number.__index__())
        elif hasattr(i, "__array__"):
            out += (4, asarray(i)._h)
        else:
            raise IndexError(_BAD)
    return out, whole


def value_for(a, value):
    """A value as an array of the engine that `a` can take elements of."""
    d = a.dtype
    kind = d.kind
    if kind in "OUS":
        if isinstance(value, ndarray):
            return value.astype(d)._h
        if kind == "O":
            return asarray(value, object)._h if isinstance(value, (list, tuple)) else port.reference(value, "object")
        return asarray(value).astype(d)._h
    t = type(value)
    if t is ndarray:
        return value._h if value.dtype.kind not in "OUS" else value.astype(d)._h
    if t in (int, bool, float):
        if t is float and kind in "iu":
            value = int(value)
        return port.scalar(value, d.name)
    if t is complex:
        if kind != "c":
            raise TypeError(("float" if kind == "f" else "int") + "() argument must be a string" + (
                "" if kind == "f" else ", a bytes-like object") + " or a real number, not 'complex'")
        return operand_scalar(value, d)
    if isinstance(value, _np.generic) and value.dtype.kind not in "US":
        return scalar_handle(value)
    out = asarray(value)
    if out.dtype.kind in "OUS":
        if not out.ndim and out.dtype.kind != "O":
            return asarray({"f": float, "i": int, "u": int, "b": bool, "c": complex}[kind](value))._h
        out = out.astype(d)
    elif kind in "iu" and isinstance(value, (list, tuple)) and out.dtype.kind in "iu":
        out = asarray(value, d)
    return out._h


def operand_scalar(value, d):
    """An array without axes of a complex number."""
    return port.scalar(operand(value), code(d))
