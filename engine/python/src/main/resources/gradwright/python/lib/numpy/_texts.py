"""Arrays of texts and objects: conversions and operators, element by element."""
import operator

from . import _dtype as _np
from ._core import asarray, code, find, port, wrap
from ._ndarray import ndarray

_OPERATORS = {"add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "divide": operator.truediv,
              "floor_divide": operator.floordiv, "remainder": operator.mod, "power": operator.pow, "equal": operator.eq,
              "not_equal": operator.ne, "less": operator.lt, "less_equal": operator.le, "greater": operator.gt,
              "greater_equal": operator.ge, "bitwise_and": operator.and_, "bitwise_or": operator.or_,
              "bitwise_xor": operator.xor, "negative": operator.neg, "absolute": operator.abs,
              "maximum": lambda a, b: a if a >= b else b, "minimum": lambda a, b: a if a <= b else b,
              "logical_and": lambda a, b: a and b, "logical_or": lambda a, b: a or b, "logical_not": operator.not_}
_COMPARES = frozenset(["equal", "not_equal", "less", "less_equal", "greater", "greater_equal", "logical_not"])


def converted(a, d):
    """The elements of an array as another dtype, where texts or objects are on either side."""
    old = a.dtype
    if d.kind == "O":
        flat = a.ravel().tolist()
        return wrap(port.fromList(flat, list(a.shape), "object"))
    if d.kind in "US":
        if old.kind in "US" and d.itemsize:
            flat = [v.decode("latin-1") if isinstance(v, bytes) else v for v in a.ravel().tolist()]
            width = d.itemsize // (4 if d.kind == "U" else 1)
            return wrap(port.fromList([v[:width] for v in flat], list(a.shape), code(d)))
        flat = [str(v) for v in a.ravel()]
        width = d.itemsize // (4 if d.kind == "U" else 1)
        if not width:
            width = max([len(v) for v in flat], default=1)
            if old.kind != "O":
                width = max(width, {"b": 5, "i": 21, "u": 20, "f": 32, "c": 64}.get(old.kind, 1)) if old.kind not in "US" else width
            d = find(f"<U{max(width, 1)}" if d.kind == "U" else f"|S{max(width, 1)}")
        return wrap(port.fromList([v[:width] for v in flat], list(a.shape), code(d)))
    read = {"b": bool, "i": int, "u": int, "f": float, "c": complex}[d.kind]
    from ._discovery import values
    return values([read(v) for v in a.ravel()], list(a.shape), d)


def operated(name, x, y):
    """An operator on texts or objects; raises again what numbers raise."""
    a, b = asarray(x), asarray(y)
    kinds = a.dtype.kind + b.dtype.kind
    f = _OPERATORS.get(name)
    if not ("O" in kinds or "U" in kinds or "S" in kinds) or f is None:
        from ._door import ufuncs
        ufuncs.binary(ufuncs.find(name), a._h, b._h)
        raise TypeError(f"ufunc '{name}' not supported for the input types")
    texts = "O" not in kinds
    if texts and kinds not in ("UU", "SS") and name != "multiply":
        if name in ("equal", "not_equal"):
            from ._creation import full
            return full(tuple(port.broadcastShape([a._h, b._h])), name == "not_equal")
        raise _no_loop(name, a.dtype, b.dtype)
    if texts and name not in _COMPARES and name not in ("add", "maximum", "minimum"):
        raise _no_loop(name, a.dtype, b.dtype)
    shape = list(port.broadcastShape([a._h, b._h]))
    p = wrap(port.broadcast(a._h, shape)).ravel().tolist()
    q = wrap(port.broadcast(b._h, shape)).ravel().tolist()
    flat = [f(i, j) for i, j in zip(p, q)]
    return _result(flat, shape, name, texts)


def _result(flat, shape, name, texts):
    if name in _COMPARES:
        out = wrap(port.fromList([bool(v) for v in flat], shape, "bool"))
        return out if shape else out[()]
    if texts:
        width = max([len(v) for v in flat], default=1)
        out = wrap(port.fromList(flat, shape, f"<U{max(width, 1)}"))
    else:
        out = wrap(port.fromList(flat, shape, "object"))
    return out if shape else out[()]


def applied(name, x):
    """A function of one argument on objects: the operator, or the elements' own method."""
    a = asarray(x)
    f = _OPERATORS.get(name) or (lambda v: getattr(v, name)())
    if a.dtype.kind != "O":
        from .exceptions import UFuncTypeError
        raise UFuncTypeError(f"ufunc '{name}' did not contain a loop with signature matching types"
                             f" <class 'numpy.dtypes.StrDType'> -> None")
    flat = [f(v) for v in a.ravel().tolist()]
    return _result(flat, list(a.shape), name, False)


def _no_loop(name, a, b):
    from .exceptions import UFuncTypeError
    return UFuncTypeError(f"ufunc '{name}' did not contain a loop with signature matching types ({a!r}, {b!r}) -> None")


def is_reference(x):
    """Whether a value holds texts or objects."""
    return isinstance(x, ndarray) and x.dtype.kind in "OUS" or isinstance(x, _np.character)
