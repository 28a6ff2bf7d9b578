"""NumPy scalars: one number with a dtype."""
from . import _dtype as _np

_ABSTRACT = (_np.generic, _np.number, _np.integer, _np.signedinteger, _np.unsignedinteger, _np.inexact, _np.floating,
             _np.complexfloating, _np.flexible, _np.character)


def make(cls, value=0):
    """A scalar of a class from a number, a string or an array of one element."""
    if cls in _ABSTRACT:
        raise TypeError(f"cannot create 'numpy.{cls.__name__}' instances")
    out = object.__new__(cls)
    if hasattr(value, "_h") or hasattr(value, "__array__") and not isinstance(value, _np.generic):
        from ._ndarray import asarray
        a = asarray(value).astype(cls.dtype)
        if a.ndim:
            return a
        value = a.item()
    if isinstance(value, _np.generic):
        value = value._v
    elif isinstance(value, (list, tuple)):
        from ._ndarray import array
        return array(value, cls.dtype)
    out._v = _fit(cls, value)
    return out


def _fit(cls, v):
    d = cls.dtype
    kind = d.kind
    if kind == "b":
        return bool(v)
    if kind in "iu":
        n = int(v)
        bits = d.itemsize * 8
        low, high = (0, (1 << bits) - 1) if kind == "u" else (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
        if not low <= n <= high:
            if type(v) is int:
                raise OverflowError(f"Python integer {n} out of bounds for {d.name}")
            n = (n - low) % (1 << bits) + low
        return n
    if kind == "c":
        v = complex(v)
        return v if d.itemsize == 16 else complex(_narrow("float32", v.real), _narrow("float32", v.imag))
    if kind in "fV":
        return float(v) if d.name == "float64" else _narrow(d.name, float(v))
    return v


def _narrow(name, v):
    from jax._bridge import host
    return host.item(host.fromList([v], [], name, False), 0)


def from_number(v, dtype):
    """A scalar of a dtype from a Python number that fits."""
    out = object.__new__(dtype.type)
    out._v = v
    return out


def _binary(name, reflected=False):
    def op(self, other):
        from . import _functions
        if not isinstance(other, (int, float, complex, _np.generic)) and not hasattr(other, "_h"):
            return NotImplemented
        if hasattr(other, "_h") and not _is_ndarray(other):
            return NotImplemented
        f = getattr(_functions, name)
        return f(other, self) if reflected else f(self, other)
    return op


def _is_ndarray(x):
    from ._ndarray import ndarray
    return isinstance(x, ndarray)


def _unary(name):
    def op(self):
        from . import _functions
        return getattr(_functions, name)(self)
    return op


_g = _np.generic
for _symbol, _name in {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "true_divide",
                       "floordiv": "floor_divide", "mod": "remainder", "pow": "power", "and": "bitwise_and",
                       "or": "bitwise_or", "xor": "bitwise_xor", "lshift": "left_shift",
                       "rshift": "right_shift"}.items():
    setattr(_g, f"__{_symbol}__", _binary(_name))
    setattr(_g, f"__r{_symbol}__", _binary(_name, True))


def _compare(symbol):
    import operator
    f = getattr(operator, symbol)

    def op(self, other):
        if isinstance(other, _np.generic):
            other = other._v
        if isinstance(other, (int, float, complex)):
            return from_number(f(self._v, other), _np.bool_.dtype)
        return NotImplemented
    return op


for _symbol in ("lt", "le", "gt", "ge", "eq", "ne"):
    setattr(_g, f"__{_symbol}__", _compare(_symbol))
for _symbol, _name in {"neg": "negative", "pos": "positive", "abs": "absolute", "invert": "invert"}.items():
    setattr(_g, f"__{_symbol}__", _unary(_name))


def _index(self):
    if self.dtype.kind not in "iu":
        raise TypeError(f"'numpy.{type(self).__name__}' object cannot be interpreted as an integer")
    return self._v


def _repr(self):
    v = self._v
    if self.dtype.kind == "b":
        return f"np.{v}"
    return f"np.{type(self).__name__}({_text(self)})" if self.dtype.kind != "c" else \
        f"np.{type(self).__name__}({str(_text(self)).strip('()')})"


def _text(self):
    if self.dtype.kind in "fcV":
        from jax._bridge import host
        v = self._v
        flat = [v.real, v.imag] if type(v) is complex else [v]
        return host.str(host.fromList(flat, [], self.dtype.name, False))
    return str(self._v)


_g.__bool__ = lambda self: bool(self._v)
_g.__int__ = lambda self: int(self._v)
_g.__float__ = lambda self: float(self._v)
_g.__complex__ = lambda self: complex(self._v)
_g.__hash__ = lambda self: hash(self._v)
_g.__index__ = _index
_g.__repr__ = _repr
_g.__str__ = _text
_g.__format__ = lambda self, spec: format(self._v, spec) if spec else _text(self)
_g.__round__ = lambda self, n=None: round(self._v, n) if n is None else type(self)(round(self._v, n))
_g.item = lambda self, *a: self._v
_g.tolist = lambda self: self._v
_g.shape = property(lambda self: ())
_g.ndim = property(lambda self: 0)
_g.size = property(lambda self: 1)
_g.itemsize = property(lambda self: self.dtype.itemsize)
_g.nbytes = property(lambda self: self.dtype.itemsize)
_g.real = property(lambda self: self if self.dtype.kind != "c" else _part(self._v.real, self))
_g.imag = property(lambda self: _part(self._v.imag if self.dtype.kind == "c" else 0, self))
_g.astype = lambda self, dtype, *a, **k: make(_np.find(dtype).type, self._v)
_g.copy = lambda self: self
_g.__array_priority__ = -1000000.0


def _part(v, like):
    name = {"complex64": "float32", "complex128": "float64"}.get(like.dtype.name, like.dtype.name)
    return make(_np.by_name(name).type, v)


def _method(name):
    def method(self, *args, **kwargs):
        from ._ndarray import asarray
        return getattr(asarray(self), name)(*args, **kwargs)
    return method


for _name in "sum mean max min all any reshape ravel flatten squeeze std var prod conj conjugate round".split():
    setattr(_g, _name, _method(_name))
