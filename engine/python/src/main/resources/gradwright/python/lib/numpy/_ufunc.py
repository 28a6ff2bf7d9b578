"""Elementwise functions as objects."""
from ._core import (_dtype_of, _item, _new, _rank, asarray, axes_of, axis_of, code, dtype_code, element, operand,
    port, settle, wrap)
from ._door import ufuncs
from ._ndarray import ndarray

_binary = ufuncs.binary
_unary = ufuncs.unary
_SIMPLE = (int, float, bool)


def _overridden(args):
    """Whether an argument's class brings its own `__array_ufunc__`."""
    for a in args:
        t = type(a)
        if t is not ndarray and t not in _SIMPLE and hasattr(t, "__array_ufunc__"):
            return a
    return None


class ufunc:
    """An elementwise function with its reductions."""
    __slots__ = ("__name__", "_f", "nin", "nout", "signature")
    __module__ = "numpy"

    def __init__(self, name, engine_name=None, nin=None):
        self.__name__ = name
        self._f = ufuncs.find(engine_name or name)
        self.nin = nin or self._f.inputs()
        self.nout = 1
        self.signature = None

    nargs = property(lambda self: self.nin + self.nout)
    types = property(lambda self: [])
    ntypes = property(lambda self: 0)

    @property
    def identity(self):
        v = ufuncs.identity(self._f)
        return None if v is None else v if type(v) in (bool, float) else int(v)

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __reduce__(self):
        return _named, (self.__name__,)

    def __call__(self, *args, **kwargs):
        if kwargs or len(args) != self.nin:
            return self._called(args, **kwargs)
        try:
            if len(args) == 2:
                x, y = args
                r = _binary(self._f, x._h if type(x) is ndarray else x if type(x) in _SIMPLE else operand(x),
                            y._h if type(y) is ndarray else y if type(y) in _SIMPLE else operand(y))
            else:
                x = args[0]
                r = _unary(self._f, x._h if type(x) is ndarray else x if type(x) in _SIMPLE else operand(x))
        except TypeError:
            return self._fallback(args)
        if _rank(r):
            out = _new(ndarray)
            out._h = r
            return out
        return element(_item(r), _dtype_of(r))

    def _fallback(self, args):
        other = _overridden(args)
        if other is not None:
            return type(other).__array_ufunc__(other, self, "__call__", *args)
        from ._texts import applied, operated
        if any([a is None or asarray(a).dtype.kind in "OUS" for a in args if not hasattr(a, "aval")]):
            return operated(self.__name__, *args) if len(args) == 2 else applied(self.__name__, args[0])
        handles = [operand(a) for a in args]
        return settle(_binary(self._f, *handles) if len(args) == 2 else _unary(self._f, *handles))

    def _called(self, args, out=None, *, where=True, casting="same_kind", order="K", dtype=None, subok=True, signature=None,
                axes=None, axis=None, keepdims=None, sig=None):
        if len(args) == self.nin + 1 and out is None:
            out, args = args[-1], args[:-1]
        if len(args) != self.nin:
            raise TypeError(f"{self.__name__}() takes from {self.nin} to {self.nin + 1} positional arguments but {len(args)}"
                            f" {'was' if len(args) == 1 else 'were'} given")
        other = _overridden(args)
        if other is not None:
            return type(other).__array_ufunc__(other, self, "__call__", *args, **({} if out is None else {"out": (out,)}))
        if type(out) is tuple:
            out = out[0]
        if out is not None and not isinstance(out, ndarray):
            raise TypeError("return arrays must be of ArrayType")
        mask = None if where is True else asarray(where)._h
        handles = [operand(a) for a in args]
        r = ufuncs.call(self._f, handles[0], handles[1] if len(args) == 2 else None, None if out is None else out._h, mask,
                        dtype_code(dtype), casting)
        return settle(r) if out is None else out

    def _two(self, what):
        if self.nin != 2:
            raise ValueError(f"{what} only supported for binary functions")

    def reduce(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True):
        """Folds the elements along axes."""
        self._two("reduce")
        a = asarray(array)
        if a.dtype.kind in "OUS":
            return _folded_objects(self, a, axis, keepdims, initial)
        axes = axes_of(axis, a.ndim)
        start = None if initial is None or initial is _NO_VALUE else operand(initial)
        if hasattr(start, "type"):
            start = port.item(start)
        h = ufuncs.reduce(self._f, a._h, axes, dtype_code(dtype), bool(keepdims), start,
                          None if where is True else asarray(where)._h)
        if out is None:
            return settle(h)
        return _into(h, out)

    def accumulate(self, array, axis=0, dtype=None, out=None):
        """Folds of the first elements along an axis."""
        self._two("accumulate")
        a = asarray(array)
        if not a.ndim:
            raise TypeError("cannot accumulate on a scalar")
        h = ufuncs.accumulate(self._f, a._h, axis_of(axis, a.ndim), dtype_code(dtype))
        return wrap(h) if out is None else _into(h, out)

    def reduceat(self, array, indices, axis=0, dtype=None, out=None):
        """Folds of slices that start at the indices."""
        self._two("reduceat")
        a = asarray(array)
        axis = axis_of(axis, a.ndim)
        n = a.shape[axis]
        starts = asarray(indices).tolist()
        lead = (slice(None),) * axis
        parts = []
        for k, i in enumerate(starts):
            if not 0 <= i < n:
                raise IndexError(f"index {i} out-of-bounds in {self.__name__}.reduceat [0, {n})")
            end = starts[k + 1] if k + 1 < len(starts) else n
            parts.append(self.reduce(a[lead + (slice(i, max(end, i + 1)),)], axis, dtype))
        from ._joining import stack
        r = stack(parts, axis)
        return r if out is None else _into(r._h, out)

    def outer(self, A, B, /, **kwargs):
        """The function of each pair of elements."""
        self._two("outer")
        a, b = asarray(A), asarray(B)
        return self(a.reshape(a.shape + (1,) * b.ndim), b, **kwargs)

    def at(self, a, indices, b=None, /):
        """Updates elements in place, each as often as its index is named."""
        if not port.writable(a._h):
            raise ValueError("output array is read-only")
        from ._creation import arange
        places = arange(a.size).reshape(a.shape)[indices]
        places = asarray(places)
        flat = a if port.contiguous(a._h) else a.copy()
        values = None
        if b is not None:
            values = asarray(b)
            if values.shape != places.shape:
                values = wrap(port.broadcast(values._h, list(places.shape)))
        ufuncs.at(self._f, flat._h, places._h, None if values is None else values._h)
        if flat is not a:
            a[...] = flat

    def resolve_dtypes(self, dtypes, **kwargs):
        """The dtypes of the operands and of the result."""
        from ._creation import zeros
        xs = [zeros((1,), d) for d in dtypes[:self.nin]]
        return (*[x.dtype for x in xs], self(*xs).dtype)


class _NoValue:
    def __repr__(self):
        return "<no value>"


_NO_VALUE = _NoValue()


def _into(h, out):
    if type(out) is tuple:
        out = out[0]
    shape = port.shape(h)
    if out.shape != shape:
        raise ValueError(f"output parameter for reduction operation has the wrong shape: {out.shape}, expected {shape}")
    if not port.canCast(port.typeName(h), code(out.dtype), "same_kind"):
        from .exceptions import UFuncTypeError
        raise UFuncTypeError(f"Cannot cast ufunc output from {_dtype_of(h)!r} to {out.dtype!r} with casting rule 'same_kind'")
    port.assign(h, out._h)
    return out


def _folded_objects(f, a, axis, keepdims, initial):
    from functools import reduce
    if axis is not None and a.ndim > 1:
        axis = axis_of(axis, a.ndim)
        rows = [a[(slice(None),) * axis + (i,)] for i in range(a.shape[axis])]
        return reduce(f, rows)
    flat = a.ravel().tolist()
    name = f.__name__
    if name in ("logical_and", "logical_or"):
        return all(flat) if name == "logical_and" else any(flat)
    out = flat[0] if initial is None else initial
    from ._texts import _OPERATORS
    for v in flat[1 if initial is None else 0:]:
        out = _OPERATORS[name](out, v)
    return element(out, a.dtype) if a.dtype.kind in "US" else out


class _Pair(ufunc):
    """A function with two results, each a function of its own."""
    __slots__ = ("_first", "_second")

    def __init__(self, name, first, second, nin):
        self.__name__ = name
        self._first, self._second = first, second
        self.nin, self.nout = nin, 2
        self.signature = None
        self._f = None

    identity = property(lambda self: None)

    def __call__(self, *args, out=None, where=True, dtype=None, casting="same_kind", **kwargs):
        if len(args) > self.nin:
            out, args = args[self.nin:], args[:self.nin]
        if out is None:
            return self._first(*args), self._second(*args)
        a, b = self._first(*args), self._second(*args)
        for target, value in zip(out, (a, b)):
            if target is not None:
                target[...] = value
        return tuple([v if t is None else t for t, v in zip(out, (a, b))])


def _named(name):
    import numpy
    return getattr(numpy, name)


_ENGINE = ("add subtract multiply divide floor_divide remainder fmod power float_power negative positive absolute fabs"
           " conjugate sign square reciprocal rint floor ceil trunc heaviside copysign nextafter spacing ldexp gcd lcm sqrt"
           " cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh"
           " arctanh deg2rad radians rad2deg degrees arctan2 hypot logaddexp logaddexp2 equal not_equal less less_equal"
           " greater greater_equal maximum minimum fmax fmin logical_and logical_or logical_xor logical_not bitwise_and"
           " bitwise_or bitwise_xor left_shift right_shift bitwise_count isnan isinf isfinite signbit invert").split()
_ALIASES = {"true_divide": "divide", "mod": "remainder", "abs": "absolute", "conj": "conjugate", "bitwise_not": "invert",
            "bitwise_invert": "invert", "acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh",
            "atan": "arctan", "atan2": "arctan2", "atanh": "arctanh", "pow": "power", "bitwise_left_shift": "left_shift",
            "bitwise_right_shift": "right_shift"}
for _name in _ENGINE:
    globals()[_name] = ufunc(_name)
for _name, _target in _ALIASES.items():
    globals()[_name] = globals()[_target]
_whole = globals()["trunc"]


def _fraction(x):
    a = asarray(x)
    if a.dtype.kind in "biu":
        a = a.astype(float)
    whole = _whole(a)
    f = globals()["copysign"](a - whole, a)
    from ._selection import where
    return where(globals()["isinf"](a), globals()["copysign"](0.0, a).astype(a.dtype), f)[()]


def _integral(x):
    a = asarray(x)
    return _whole(a.astype(float) if a.dtype.kind in "biu" else a)


divmod = _Pair("divmod", globals()["floor_divide"], globals()["remainder"], 2)
frexp = _Pair("frexp", ufunc("frexp", "mantissa"), ufunc("frexp", "exponent"), 1)
modf = _Pair("modf", _fraction, _integral, 1)
NAMES = (*_ENGINE, *_ALIASES, "divmod", "frexp", "modf", "ufunc")
