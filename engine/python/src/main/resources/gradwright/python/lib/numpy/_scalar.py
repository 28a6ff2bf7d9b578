"""NumPy scalars: one number with a dtype."""
from . import _dtype as _np
from ._core import asarray, from_number, operand, scalar_handle, settle
from ._door import _report, texts, ufuncs

_ABSTRACT = (_np.generic, _np.number, _np.integer, _np.signedinteger, _np.unsignedinteger, _np.inexact, _np.floating,
             _np.complexfloating, _np.flexible, _np.character)
_ndarray = type(asarray([0]))


def make(cls, value=0, *rest):
    """A scalar of a class from a number, a string or an array; arrays stay arrays."""
    if cls in _ABSTRACT:
        raise TypeError(f"cannot create 'numpy.{cls.__name__}' instances")
    d = _np.find(str) if issubclass(cls, str) else _np.find(bytes) if issubclass(cls, bytes) else cls.dtype
    kind = d.kind
    if kind == "O":
        return None if value == 0 and type(value) is int else value
    if kind == "U":
        return str.__new__(cls, "" if value == 0 and type(value) is int else value, *rest)
    if kind == "S":
        return bytes.__new__(cls, b"" if value == 0 and type(value) is int else value, *rest)
    if isinstance(value, _np.generic):
        value = value._v
    elif type(value) not in (int, float, bool, complex, str) and (hasattr(value, "__array__") or isinstance(value, (list, tuple))):
        a = asarray(value).astype(d)
        if a.ndim:
            return a
        value = a.item()
    elif value is None:
        value = float("nan")
    if cls is _np.float64:
        return float.__new__(cls, value)
    if cls is _np.complex128:
        return complex.__new__(cls, value)
    fitted = _fit(d, value)
    if issubclass(cls, float):
        return float.__new__(cls, fitted)
    out = object.__new__(cls)
    out._v = fitted
    return out


def _fit(d, v):
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
    return float(v) if d.name == "float64" else _narrow(d.name, float(v))


def _narrow(name, v):
    from ._core import port
    if name in ("float8_e4m3fn", "float8_e5m2", "int4", "uint4"):
        return v
    out = port.item(port.scalar(v, name))
    if out in (float("inf"), float("-inf")) and v not in (out,):
        _report(2, "cast")
    return out


def _other(self, other):
    t = type(other)
    if t is int or t is float or t is bool:
        return other
    if isinstance(other, _np.generic):
        return scalar_handle(other) if other.dtype.kind not in "USO" else None
    if t is complex or t is _ndarray or isinstance(other, (list, tuple)):
        return operand(other)
    if isinstance(other, (int, float, complex)):
        return operand(_plain(other))
    return None


def _plain(x):
    return bool(x) if isinstance(x, bool) else int(x) if isinstance(x, int) else float(x) if isinstance(x, float) else complex(x)


def _binary(name, reflected=False):
    f = ufuncs.find(name)
    run = ufuncs.scalars
    exact = {"add": int.__add__, "subtract": int.__sub__, "multiply": int.__mul__}.get(name)

    def op(self, other):
        if name == "multiply" and isinstance(other, (list, tuple)):
            if isinstance(self, _np.integer):
                return other * int(self)
            raise TypeError(f"can't multiply sequence by non-int of type 'numpy.{type(self).__name__}'")
        h = _other(self, other)
        if h is None:
            return NotImplemented
        mine = scalar_handle(self)
        if type(other) is _ndarray and other.ndim:
            return settle(ufuncs.binary(f, h, mine) if reflected else ufuncs.binary(f, mine, h))
        out = settle(run(f, h, mine) if reflected else run(f, mine, h))
        if exact is not None and isinstance(out, _np.integer) and isinstance(other, (int, _np.integer)):
            a, b = (int(other), int(self)) if reflected else (int(self), int(other))
            if exact(a, b) != out._v:
                _report(2, f"scalar {name}")
        return out
    return op


def _fast(name, reflected, slow):
    """The operator of float64: Python's own where both are floats and the result is finite."""
    plain = getattr(float, name)

    def op(self, other):
        if type(other) is float or type(other) is _np.float64:
            try:
                v = plain(self, other)
            except (ZeroDivisionError, OverflowError):
                return slow(self, other)
            if v - v == 0:
                return float.__new__(_np.float64, v)
        return slow(self, other)
    return op


_OPERATORS = {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "floordiv": "floor_divide",
              "mod": "remainder", "pow": "power", "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor",
              "lshift": "left_shift", "rshift": "right_shift"}
_COMPARISONS = {"lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal", "eq": "equal", "ne": "not_equal"}


def _compare(symbol, name):
    import operator
    f = getattr(operator, symbol)
    slow = _binary(name)

    def op(self, other):
        if isinstance(other, _np.generic):
            other = other._v
        elif type(other) is float and isinstance(self, _np.floating) and self.dtype.itemsize < 8:
            return slow(self, other)
        if type(other) in (int, float, complex, bool):
            return from_number(f(self._v, other), _np.bool_.dtype)
        if isinstance(other, str) or other is None:
            return NotImplemented if symbol not in ("eq", "ne") else from_number(symbol == "ne", _np.bool_.dtype)
        return slow(self, other)
    return op


def _divmod(self, other):
    return self // other, self % other


def _rdivmod(self, other):
    return other // self, other % self


def _unary(name):
    f = ufuncs.find(name)
    return lambda self: settle(ufuncs.unary(f, scalar_handle(self)))


def _repr(self):
    kind = self.dtype.kind
    if kind == "b":
        return f"np.{self._v}_"
    if kind == "c":
        return f"np.{type(self).__name__}({_text(self).strip('()')})"
    return f"np.{type(self).__name__}({_text(self)})"


def _text(self):
    d = self.dtype
    if d.kind == "c":
        return texts.complexScalar(self._v.real, self._v.imag, d.name)
    if d.kind in "fV" and d.name in ("float16", "float32", "float64", "bfloat16"):
        from ._print import legacy_scalar
        return legacy_scalar(float(self._v), d.name)
    return str(self._v)


def _format(self, spec):
    return format(self._v, spec)


def _round(self, n=None):
    if n is None:
        return round(self._v)
    return asarray(self).round(n)


def _part(v, like):
    name = {"complex64": "float32", "complex128": "float64"}.get(like.dtype.name, like.dtype.name)
    return make(_np.by_name(name).type, v)


def _method(name):
    def method(self, *args, **kwargs):
        return getattr(asarray(self), name)(*args, **kwargs)
    method.__name__ = name
    return method


def _getitem(self, index):
    if index == ():
        return self
    if index is None or index is Ellipsis or type(index) is tuple and all([i is None or i is Ellipsis for i in index]):
        return asarray(self)[index]
    raise IndexError("invalid index to scalar variable.")


def _reduce(self):
    from ._pickling import rebuilt
    return _rebuild, (self.dtype.name, self._v)


def _rebuild(name, v):
    return from_number(v, _np.by_name(name))


def _install(cls):
    for symbol, name in _OPERATORS.items():
        setattr(cls, f"__{symbol}__", _binary(name))
        setattr(cls, f"__r{symbol}__", _binary(name, True))
    for symbol, name in _COMPARISONS.items():
        setattr(cls, f"__{symbol}__", _compare(symbol, name))
    for symbol, name in {"neg": "negative", "pos": "positive", "abs": "absolute", "invert": "invert"}.items():
        setattr(cls, f"__{symbol}__", _unary(name))
    cls.__divmod__, cls.__rdivmod__ = _divmod, _rdivmod
    cls.__matmul__ = cls.__rmatmul__ = lambda self, other: NotImplemented
    cls.__bool__ = lambda self: bool(self._v)
    cls.__int__ = lambda self: int(self._v.real if type(self._v) is complex else self._v)
    cls.__float__ = lambda self: float(self._v.real if type(self._v) is complex else self._v)
    cls.__complex__ = lambda self: complex(self._v)
    cls.__hash__ = lambda self: hash(self._v)
    cls.__repr__, cls.__str__, cls.__format__, cls.__round__ = _repr, _text, _format, _round
    cls.__reduce__ = _reduce


def _install_all():
    g = _np.generic
    for cls in (_np.number, _np.bool_):
        _install(cls)
    for name in ("bfloat16", "float8_e4m3fn", "float8_e5m2", "int4", "uint4"):
        _install(getattr(_np, name))
    _np.integer.__index__ = lambda self: self._v
    f = _np.float64
    f.__float__ = float.__float__
    f.__int__, f.__hash__, f.__bool__ = float.__int__, float.__hash__, float.__bool__
    for symbol in ("add", "sub", "mul", "truediv"):
        for r in ("", "r"):
            setattr(f, f"__{r}{symbol}__", _fast(f"__{r}{symbol}__", r == "r", _binary(_OPERATORS[symbol], r == "r")))
    c = _np.complex128
    c.__complex__, c.__hash__, c.__bool__ = complex.__complex__, complex.__hash__, complex.__bool__
    g.item = lambda self, *a: self._v
    g.tolist = lambda self: self._v
    g.shape = property(lambda self: ())
    g.strides = property(lambda self: ())
    g.ndim = property(lambda self: 0)
    g.size = property(lambda self: 1)
    g.base = property(lambda self: None)
    g.itemsize = property(lambda self: self.dtype.itemsize)
    g.nbytes = property(lambda self: self.dtype.itemsize)
    g.T = property(lambda self: self)
    g.flat = property(lambda self: asarray(self).flat)
    _np.number.real = _np.bool_.real = property(lambda self: self if self.dtype.kind != "c" else _part(self._v.real, self))
    _np.number.imag = _np.bool_.imag = property(lambda self: _part(self._v.imag if self.dtype.kind == "c" else 0, self))
    g.copy = lambda self, order="C": self
    g.__copy__ = lambda self: self
    g.__deepcopy__ = lambda self, memo: self
    g.__array__ = lambda self, dtype=None, copy=None: asarray(self, dtype)
    g.__array_priority__ = -1000000.0
    g.__getitem__ = _getitem
    g.astype = lambda self, dtype, *a, **k: asarray(self).astype(dtype)[()]
    g.view = lambda self, dtype=None, *a: self if dtype is None else asarray(self).view(dtype)[()]
    for name in ("sum mean max min all any reshape ravel flatten squeeze std var prod round argmax argmin"
                 " clip cumsum cumprod nonzero transpose tobytes repeat take dot searchsorted swapaxes diagonal trace"
                 " ptp sort argsort compress choose fill").split():
        setattr(_np.number, name, _method(name))
        setattr(_np.bool_, name, _method(name))
    for name in ("conj", "conjugate"):
        setattr(_np.number, name, _method(name))
        setattr(_np.bool_, name, _method(name))
    _np.floating.is_integer = lambda self: float(self._v).is_integer()
    _np.integer.is_integer = lambda self: True
    _np.integer.bit_count = lambda self: abs(self._v).bit_count()
    _np.integer.numerator = property(lambda self: self)
    _np.integer.denominator = property(lambda self: type(self)(1))
    _np.floating.as_integer_ratio = lambda self: float(self._v).as_integer_ratio()
    for cls, python in ((_np.str_, str), (_np.bytes_, bytes)):
        cls.__getitem__ = python.__getitem__
        cls.__repr__ = lambda self, r=python.__repr__, n=cls.__name__: f"np.{n}({r(self)})"
        cls.__str__ = python.__str__
        cls.__hash__ = python.__hash__
        cls.__eq__, cls.__ne__ = python.__eq__, python.__ne__
        cls.dtype = property(lambda self: _np.find(f"{'U' if isinstance(self, str) else 'S'}{len(self)}"))
    _np.str_.item = _np.str_.tolist = lambda self: str.__str__(self)
    _np.bytes_.item = _np.bytes_.tolist = lambda self: bytes(self)


_install_all()
