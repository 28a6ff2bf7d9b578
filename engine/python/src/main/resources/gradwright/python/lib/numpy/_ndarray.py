"""NumPy's array class: mutable, strided, in the host's memory."""
from ._core import (_dtype_of, _item, _new, _rank, axis_of, code, element, find, from_number, generic, operand, plain, port,
    settle, shape_of, wrap)
from ._door import ufuncs

_shape_of = port.shape
_NUMBERS = (int, float, bool)


class ndarray:
    """An array of elements of one dtype in the host's memory."""
    __slots__ = ("_h", "__weakref__")
    __module__ = "numpy"
    __array_priority__ = 0.0

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)

    def __new__(cls, shape, dtype=float, buffer=None, offset=0, strides=None, order=None):
        out = _new(cls)
        if buffer is not None:
            from ._io import frombuffer
            n = 1
            for d in shape_of(shape):
                n *= d
            out._h = frombuffer(buffer, dtype, n, offset).reshape(shape)._h
        else:
            out._h = port.zeros(code(find(dtype)), shape_of(shape), order == "F")
        return out

    # ---- what it is ----

    @property
    def shape(self):
        return _shape_of(self._h)

    @shape.setter
    def shape(self, shape):
        h = port.reshape(self._h, shape_of(shape), False)
        if port.address(h) != port.address(self._h):
            raise AttributeError("Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the"
                                 " desired shape.")
        self._h = h

    @property
    def dtype(self):
        return _dtype_of(self._h)

    @dtype.setter
    def dtype(self, dtype):
        self._h = port.viewAs(self._h, code(find(dtype)))

    ndim = property(lambda self: _rank(self._h))
    size = property(lambda self: port.size(self._h))
    itemsize = property(lambda self: _dtype_of(self._h).itemsize)
    nbytes = property(lambda self: port.size(self._h) * _dtype_of(self._h).itemsize)
    strides = property(lambda self: tuple(port.strides(self._h)))
    data = property(lambda self: memoryview(port.buffer(self._h)).cast("B").cast(_FORMATS[self.dtype.name], list(self.shape)))
    device = property(lambda self: "cpu")

    @property
    def base(self):
        h = port.base(self._h)
        return None if h is None else wrap(h)

    @property
    def flags(self):
        from ._flags import flagsobj
        return flagsobj(self)

    @property
    def T(self):
        return wrap(port.transpose(self._h, list(range(_rank(self._h) - 1, -1, -1))))

    @property
    def mT(self):
        if _rank(self._h) < 2:
            raise ValueError("matrix transpose with ndim < 2 is undefined")
        return self.swapaxes(-1, -2)

    @property
    def real(self):
        return wrap(port.part(self._h, 0)) if _dtype_of(self._h).kind == "c" else self

    @real.setter
    def real(self, value):
        self.real[...] = value

    @property
    def imag(self):
        if _dtype_of(self._h).kind == "c":
            return wrap(port.part(self._h, 1))
        return wrap(port.readOnly(port.zeros(code(self.dtype), list(self.shape), False)))

    @imag.setter
    def imag(self, value):
        if _dtype_of(self._h).kind != "c":
            raise TypeError("array does not have imaginary part to set")
        wrap(port.part(self._h, 1))[...] = value

    @property
    def flat(self):
        from ._flags import flatiter
        return flatiter(self)

    @flat.setter
    def flat(self, value):
        self.flat[:] = value

    # ---- Python's protocols ----

    def __len__(self):
        shape = _shape_of(self._h)
        if not shape:
            raise TypeError("len() of unsized object")
        return shape[0]

    def __iter__(self):
        shape = _shape_of(self._h)
        if not shape:
            raise TypeError("iteration over a 0-d array")
        h = self._h
        if len(shape) == 1:
            d = _dtype_of(h)
            return iter([from_number(v, d) for v in self._list()])
        return iter([wrap(port.row(h, i)) for i in range(shape[0])])

    def _list(self):
        h = self._h if port.contiguous(self._h) else port.copy(self._h, code(self.dtype), "C")
        return _flat(h, _dtype_of(h))

    def __bool__(self):
        n = port.size(self._h)
        if n != 1:
            if n == 0:
                raise ValueError("The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an"
                                 " array is not empty.")
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or"
                             " a.all()")
        return bool(self.item())

    def _single(self):
        if port.size(self._h) != 1:
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars" if port.size(self._h) else
                            "only 0-dimensional arrays can be converted to Python scalars")
        if _rank(self._h):
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return plain(_item(self._h), _dtype_of(self._h))

    def __float__(self):
        return float(self._real_single("float"))

    def __int__(self):
        return int(self._real_single("int"))

    def _real_single(self, name):
        v = self._single()
        if type(v) is complex:
            from ._door import warn
            from .exceptions import ComplexWarning
            warn("Casting complex values to real discards the imaginary part", ComplexWarning)
            return v.real
        return v

    def __complex__(self):
        return complex(self._single())

    def __index__(self):
        if _rank(self._h) or _dtype_of(self._h).kind not in "iu":
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return int(_item(self._h))

    def __hash__(self):
        raise TypeError("unhashable type: 'numpy.ndarray'")

    def __bytes__(self):
        return self.tobytes()

    def __contains__(self, x):
        return bool((self == x).any())

    def __dlpack__(self, *, stream=None, max_version=None, dl_device=None, copy=None):
        """The array itself: only libraries of this process can read it."""
        return self

    def __dlpack_device__(self):
        return 1, 0

    def __array__(self, dtype=None, copy=None):
        out = self if dtype is None else self.astype(dtype)
        return out.copy() if copy and out is self else out

    def __buffer__(self, flags):
        return memoryview(port.buffer(self._h))

    def __reduce__(self):
        from ._pickling import rebuilt
        d = _dtype_of(self._h)
        return rebuilt, (self.tolist() if d.kind in "OUS" else self.tobytes(), d.str if d.kind in "US" else d.name, self.shape)

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.ndarray' object has no attribute '{name}'")

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        if self.dtype.kind == "O":
            from copy import deepcopy
            return array_of([deepcopy(v, memo) for v in self.ravel().tolist()], "object").reshape(self.shape)
        return self.copy()

    def __getitem__(self, index):
        h = self._h
        if type(index) is int:
            n = _rank(h)
            if n == 1:
                size = _shape_of(h)[0]
                if not -size <= index < size:
                    raise IndexError(f"index {index} is out of bounds for axis 0 with size {size}")
                return element(port.at(h, index + size if index < 0 else index), _dtype_of(h))
            if n > 1:
                return wrap(port.row(h, index))
        from ._indexes import codes
        c, whole = codes(index)
        out = port.get(h, c)
        if _rank(out) or not whole:
            return wrap(out)
        return element(_item(out), _dtype_of(out))

    def __setitem__(self, index, value):
        from ._indexes import codes, value_for
        port.set(self._h, codes(index)[0], value_for(self, value))

    def __repr__(self):
        from ._print import array_repr
        return array_repr(self)

    def __str__(self):
        from ._print import array_str
        return array_str(self)

    def __format__(self, spec):
        if not _rank(self._h):
            return format(self.item(), spec)
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self)

    # ---- elements and copies ----

    def item(self, *args):
        """An element as a Python number."""
        h = self._h
        if not args:
            if port.size(h) != 1:
                raise ValueError("can only convert an array of size 1 to a Python scalar")
            return plain(_item(h), _dtype_of(h))
        if len(args) == 1 and isinstance(args[0], tuple):
            args = args[0]
        at = self.flat[args[0]] if len(args) == 1 and _rank(h) != 1 else self[tuple(args)]
        return at.item() if isinstance(at, generic) else at

    def tolist(self):
        """The elements as nested lists of Python numbers."""
        shape = _shape_of(self._h)
        flat = self._list()
        d = _dtype_of(self._h)
        if d.kind == "S":
            flat = [v.encode("latin-1") for v in flat]
        if not shape:
            return flat[0]
        for i in range(len(shape) - 1, 0, -1):
            n = shape[i]
            if n:
                flat = [flat[k:k + n] for k in range(0, len(flat), n)]
            else:
                count = 1
                for m in shape[:i]:
                    count *= m
                flat = [[] for _ in range(count)]
        return flat

    def tobytes(self, order="C"):
        """The elements' bytes."""
        d = _dtype_of(self._h)
        if d.kind in "US":
            from ._pickling import text_bytes
            return text_bytes(self)
        if not port.size(self._h):
            return b""
        h = self._h if order != "F" else self.T._h
        return bytes(memoryview(port.buffer(h if port.contiguous(h) else port.copy(h, code(d), "C"))))

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The elements in another dtype."""
        d, old = find(dtype), self.dtype
        if d is old and not copy:
            return self
        if casting != "unsafe" and not port.canCast(code(old), code(d), casting):
            raise TypeError(f"Cannot cast array data from {old!r} to {d!r} according to the rule '{casting}'")
        if d.kind in "OUS" or old.kind in "OUS":
            from ._texts import converted
            return converted(self, d)
        if old.kind == "c" and d.kind in "iuf":
            from ._door import warn
            from .exceptions import ComplexWarning
            warn("Casting complex values to real discards the imaginary part", ComplexWarning)
        return wrap(port.copy(self._h, code(d), order if order in "CF" else "K"))

    def copy(self, order="C"):
        """A copy of the array."""
        return wrap(port.copy(self._h, code(self.dtype), order if order in "CFK" else "C"))

    def view(self, dtype=None, type=None):
        """The same memory, seen as another dtype."""
        if isinstance(dtype, _TYPE) and issubclass(dtype, ndarray):
            type, dtype = dtype, None
        h = port.alias(self._h) if dtype is None else port.viewAs(self._h, code(find(dtype)))
        if type is None or type is ndarray:
            return wrap(h)
        out = _new(type)
        out._h = h
        return out

    def fill(self, value):
        """Sets all elements."""
        self[...] = value

    def reshape(self, *shape, order="C", copy=None):
        """The same elements in another shape; a view where possible."""
        if len(shape) == 1:
            shape = shape[0]
        return wrap(port.reshape(self._h, shape_of(shape), order == "F"))

    def transpose(self, *axes):
        """The array with its axes permuted: a view."""
        n = _rank(self._h)
        if len(axes) == 1 and (axes[0] is None or isinstance(axes[0], (tuple, list))):
            axes = axes[0]
        if not axes:
            return self.T
        if len(axes) != n:
            raise ValueError("axes don't match array")
        order = [axis_of(i, n) for i in axes]
        if len(set(order)) != n:
            raise ValueError("repeated axis in transpose")
        return wrap(port.transpose(self._h, order))

    def flatten(self, order="C"):
        """A copy as one axis."""
        return wrap(port.owned(port.reshape(port.copy(self._h, code(self.dtype), "F" if order == "F" else "C"),
                                            [port.size(self._h)], order == "F")))

    def ravel(self, order="C"):
        """The array as one axis; a view where possible."""
        return wrap(port.reshape(self._h, [port.size(self._h)], order == "F"))

    def swapaxes(self, axis1, axis2):
        """Two axes exchanged: a view."""
        n = _rank(self._h)
        order = list(range(n))
        a, b = axis_of(axis1, n), axis_of(axis2, n)
        order[a], order[b] = b, a
        return wrap(port.transpose(self._h, order))

    def setflags(self, write=None, align=None, uic=None):
        """Sets whether the array may be written."""
        if write is not None:
            if write and not port.maySetWritable(self._h):
                raise ValueError("cannot set WRITEABLE flag to True of this array")
            port.setWritable(self._h, bool(write))

    def __array_namespace__(self, api_version=None):
        import numpy
        return numpy


_TYPE = type
_FORMATS = {"bool": "?", "int8": "b", "uint8": "B", "int16": "h", "uint16": "H", "int32": "i", "uint32": "I", "int64": "q",
            "uint64": "Q", "float32": "f", "float64": "d"}


def _flat(h, d):
    """The elements of a contiguous array as a list of Python values."""
    n = port.size(h)
    if d.kind in "OUS":
        return list(port.references(h))
    if not n:
        return []
    name = d.name
    if d.kind == "c":
        flat = memoryview(port.buffer(h)).cast("B").cast("f" if name == "complex64" else "d").tolist()
        return [complex(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)]
    c = _FORMATS.get(name)
    if c is None:
        h, c = port.copy(h, "float64", "C"), "d"
    return memoryview(port.buffer(h)).cast("B").cast(c).tolist()


def array_of(items, name):
    """A one-dimensional array of a list."""
    return wrap(port.fromList(items, [len(items)], name))


def foreign(x):
    """Whether another class's own operator comes first."""
    if getattr(x, "__array_ufunc__", 0) is None:
        return True
    return not isinstance(x, generic) and getattr(type(x), "__array_priority__", 0) > 0 and not isinstance(x, ndarray)


def _binary(name, symbol, reflected=False):
    f = ufuncs.find(name)
    run = ufuncs.binary

    def op(self, other):
        t = type(other)
        if t is ndarray:
            h = other._h
        elif t in _NUMBERS:
            h = other
        elif other is None and symbol in ("eq", "ne"):
            from ._creation import full
            return full(self.shape, symbol == "ne")
        elif foreign(other):
            return NotImplemented
        else:
            h = operand(other)
        try:
            r = run(f, h, self._h) if reflected else run(f, self._h, h)
        except TypeError:
            from ._texts import operated
            return operated(name, other if reflected else self, self if reflected else other)
        if _rank(r):
            out = _new(ndarray)
            out._h = r
            return out
        return element(_item(r), _dtype_of(r))
    op.__name__ = f"__{'r' if reflected else ''}{symbol}__"
    return op


for _symbol, _name in {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "floordiv": "floor_divide",
                       "mod": "remainder", "pow": "power", "and": "bitwise_and", "or": "bitwise_or",
                       "xor": "bitwise_xor", "lshift": "left_shift", "rshift": "right_shift"}.items():
    setattr(ndarray, f"__{_symbol}__", _binary(_name, _symbol))
    setattr(ndarray, f"__r{_symbol}__", _binary(_name, _symbol, True))
_power = ndarray.__pow__
_SHORT = {2: "square", 0.5: "sqrt", -1: "reciprocal"}


def _pow(self, other, modulo=None):
    if type(other) in _NUMBERS and other in _SHORT:
        kind = _dtype_of(self._h).kind
        if kind in "fc" or kind in "iub" and type(other) is int and other == 2:
            return settle(ufuncs.unary(ufuncs.find(_SHORT[other]), self._h))
    return _power(self, other)


ndarray.__pow__ = _pow
for _symbol, _name in {"lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal", "eq": "equal",
                       "ne": "not_equal"}.items():
    setattr(ndarray, f"__{_symbol}__", _binary(_name, _symbol))


def _unary(name):
    f = ufuncs.find(name)
    return lambda self: settle(ufuncs.unary(f, self._h))


for _symbol, _name in {"neg": "negative", "pos": "positive", "abs": "absolute", "invert": "invert"}.items():
    setattr(ndarray, f"__{_symbol}__", _unary(_name))


def _inplace(name):
    f = ufuncs.find(name)

    def op(self, other):
        if self.dtype.kind in "OUS":
            from ._texts import operated
            self[...] = operated(name, self, other)
            return self
        ufuncs.call(f, self._h, operand(other), self._h, None, None, "same_kind")
        return self
    return op


for _symbol, _name in {"iadd": "add", "isub": "subtract", "imul": "multiply", "itruediv": "divide",
                       "ifloordiv": "floor_divide", "imod": "remainder", "ipow": "power", "iand": "bitwise_and",
                       "ior": "bitwise_or", "ixor": "bitwise_xor", "ilshift": "left_shift", "irshift": "right_shift"}.items():
    setattr(ndarray, f"__{_symbol}__", _inplace(_name))


def _function_operator(name, reflected=False):
    def op(self, other):
        if foreign(other):
            return NotImplemented
        import numpy
        f = getattr(numpy, name)
        return f(other, self) if reflected else f(self, other)
    return op


for _symbol in ("matmul", "divmod"):
    setattr(ndarray, f"__{_symbol}__", _function_operator(_symbol))
    setattr(ndarray, f"__r{_symbol}__", _function_operator(_symbol, True))


def _method(name):
    def method(self, *args, **kwargs):
        from . import _methods
        return getattr(_methods, name)(self, *args, **kwargs)
    method.__name__ = name
    method.__qualname__ = "ndarray." + name
    return method


for _name in ("all any argmax argmin argpartition argsort byteswap choose clip compress conj conjugate cumprod cumsum"
              " diagonal dot dump dumps max mean min nonzero partition prod put repeat resize round searchsorted sort"
              " squeeze std sum take to_device tofile trace var").split():
    setattr(ndarray, _name, _method(_name))
ndarray.__imatmul__ = lambda self, other: self.__setitem__(Ellipsis, self @ other) or self
