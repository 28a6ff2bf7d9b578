"""NumPy's array class: mutable, in the host's memory. Slices are copies, not views."""
from jax._array import _aval, elements, host, host_item, nest
from jax._core import dtype_name, size_of

from . import _dtype as _np
from . import _scalar


class ndarray:
    """An array of numbers of one dtype in the host's memory."""
    __slots__ = ("_h", "__weakref__")
    __module__ = "numpy"
    __array_priority__ = 0.0

    def __new__(cls, shape, dtype=None):
        from ._functions import zeros
        return zeros(shape, dtype or float)

    # ---- what it is ----

    shape = property(lambda self: _aval(self._h).shape)
    dtype = property(lambda self: _aval(self._h).dtype)
    ndim = property(lambda self: len(_aval(self._h).shape))
    size = property(lambda self: size_of(_aval(self._h).shape))
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self.size * self.dtype.itemsize)
    T = property(lambda self: self.transpose())

    @property
    def real(self):
        return call("real", (self,))

    @property
    def imag(self):
        return call("imag", (self,))

    @property
    def flat(self):
        return iter(self.ravel())

    def __len__(self):
        shape = self.shape
        if not shape:
            raise TypeError("len() of unsized object")
        return shape[0]

    def __iter__(self):
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        return iter([settle(h) for h in host.rows(self._h)])

    def __bool__(self):
        if self.size != 1:
            if self.size == 0:
                raise ValueError("The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an"
                                 " array is not empty.")
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or"
                             " a.all()")
        return bool(self.item())

    def _single(self):
        if self.size != 1:
            raise TypeError("only length-1 arrays can be converted to Python scalars")
        return self.item()

    def __float__(self):
        return float(self._single())

    def __int__(self):
        return int(self._single())

    def __complex__(self):
        return complex(self._single())

    def __index__(self):
        if self.ndim or self.dtype.kind not in "iu":
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return self.item()

    def __hash__(self):
        raise TypeError("unhashable type: 'numpy.ndarray'")

    def item(self, *args):
        """An element as a Python number."""
        shape = self.shape
        if not args:
            if self.size != 1:
                raise ValueError("can only convert an array of size 1 to a Python scalar")
            return host_item(self._h, self.dtype, 0)
        if len(args) == 1 and isinstance(args[0], tuple):
            args = args[0]
        if len(args) == 1 and len(shape) != 1:
            at = args[0] % self.size
        else:
            at = 0
            for i, n in zip(args, shape):
                if not -n <= i < n:
                    raise IndexError(f"index {i} is out of bounds for axis 0 with size {n}")
                at = at * n + i % n
        return host_item(self._h, self.dtype, at)

    def tolist(self):
        """The elements as nested lists of Python numbers."""
        a = _aval(self._h)
        return nest(elements(self._h, a), a.shape)

    def tobytes(self):
        """The elements' bytes."""
        return bytes(memoryview(host.buffer(self._h)))

    def __array__(self, dtype=None, copy=None):
        return self if dtype is None else self.astype(dtype)

    # ---- elements ----

    def __getitem__(self, index):
        if isinstance(index, ndarray) and index.dtype.kind == "b":
            return self._take(_true_positions(index))
        _check_bounds(self.shape, index)
        return call_raw(lambda: host.index(self._h, _items(index), None, None, False, False, True))

    def _take(self, indices):
        return call_raw(lambda: host.index(self._h, _items(indices), None, None, False, False, True))

    def __setitem__(self, index, value):
        if isinstance(index, ndarray) and index.dtype.kind == "b":
            index = _true_positions(index)
        _check_bounds(self.shape, index)
        flat, shape = host.positions(list(self.shape), _items(index))
        shape = tuple(shape)
        value = asarray(value)
        if value.shape != shape and value.size != 1:
            value = call("broadcast_to", (value, shape))
        host.put(self._h, flat, value._h)

    # ---- text ----

    def __repr__(self):
        return host.numpyRepr(self._h)

    def __str__(self):
        return host.str(self._h)

    def __format__(self, spec):
        if not self.ndim and spec:
            return format(self.item(), spec)
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self)

    # ---- methods ----

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The elements in another dtype."""
        name = dtype_name(dtype)
        return from_handle(host.converted(self._h, name))

    def copy(self, order="C"):
        """A copy of the array."""
        return from_handle(host.hostCopy(self._h))

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()

    def reshape(self, *shape, order="C"):
        """The same elements in another shape."""
        return call("reshape", (self, shape[0] if len(shape) == 1 else shape))

    def transpose(self, *axes):
        """The array with its axes permuted."""
        if not axes or axes[0] is None:
            return call("transpose", (self,))
        return call("transpose", (self, axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes))

    def flatten(self, order="C"):
        """The array as one axis."""
        return call("ravel", (self,))

    def fill(self, value):
        """Sets all elements."""
        self[...] = value

    def nonzero(self):
        """The indices of the elements that are not zero."""
        return _true_positions(self if self.dtype.kind == "b" else self != 0)

    def sort(self, axis=-1):
        """Sorts in place."""
        self[...] = call("sort", (self,), {"axis": axis})

    def view(self, dtype=None, type=None):
        """The elements' bytes as another dtype."""
        if dtype is None:
            return self
        name = dtype_name(dtype)
        shape = list(self.shape)
        size = _np.by_name(name).itemsize
        if size != self.itemsize and shape:
            shape[-1] = shape[-1] * self.itemsize // size
        return from_handle(host.fromBuffer(self.tobytes(), shape, name, False))


def _true_positions(mask):
    """The indices, one array an axis, of a mask's trues."""
    shape = mask.shape
    flat = [i for i, v in enumerate(elements(mask._h, _aval(mask._h))) if v]
    out = []
    step = size_of(shape)
    for n in shape:
        step //= max(n, 1)
        out.append(array([i // step % n for i in flat], dtype="int64"))
    return tuple(out)


def _binary(name, reflected=False):
    def op(self, other):
        if not _mine(other):
            return NotImplemented
        return call(name, (other, self) if reflected else (self, other))
    return op


def _mine(x):
    return isinstance(x, (int, float, complex, ndarray, _np.generic, list, tuple))


for _symbol, _name in {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "true_divide",
                       "floordiv": "floor_divide", "mod": "remainder", "pow": "power", "matmul": "matmul",
                       "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor", "lshift": "left_shift",
                       "rshift": "right_shift"}.items():
    setattr(ndarray, f"__{_symbol}__", _binary(_name))
    setattr(ndarray, f"__r{_symbol}__", _binary(_name, True))
for _symbol, _name in {"lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal", "eq": "equal",
                       "ne": "not_equal"}.items():
    setattr(ndarray, f"__{_symbol}__", _binary(_name))


def _unary(name):
    return lambda self: call(name, (self,))


for _symbol, _name in {"neg": "negative", "pos": "positive", "abs": "absolute", "invert": "invert"}.items():
    setattr(ndarray, f"__{_symbol}__", _unary(_name))


def _inplace(symbol, name):
    def op(self, other):
        self[...] = call(name, (self, other))
        return self
    return op


for _symbol, _name in {"iadd": "add", "isub": "subtract", "imul": "multiply", "itruediv": "true_divide",
                       "ifloordiv": "floor_divide", "imod": "remainder", "ipow": "power"}.items():
    setattr(ndarray, f"__{_symbol}__", _inplace(_symbol, _name))


def _method(name):
    def method(self, *args, **kwargs):
        return call(name, (self, *args), kwargs)
    method.__name__ = name
    return method


for _name in ("all any argmax argmin argsort clip conj conjugate cumprod cumsum diagonal dot max mean min prod"
              " ptp ravel repeat round searchsorted squeeze std sum swapaxes take trace var").split():
    setattr(ndarray, _name, _method(_name))


def _check_bounds(shape, index):
    items = index if isinstance(index, tuple) else (index,)
    axis = 0
    for i in items:
        if i is None:
            continue
        if i is Ellipsis:
            axis = len(shape) - (len(items) - items.index(Ellipsis) - 1)
            continue
        if isinstance(i, (int, _np.integer)) and not isinstance(i, bool) and axis < len(shape):
            n = shape[axis]
            if not -n <= int(i) < n:
                raise IndexError(f"index {int(i)} is out of bounds for axis {axis} with size {n}")
        axis += 1


def _items(index):
    from jax._indexing import normalize
    if isinstance(index, list):
        index = asarray(index)
    if isinstance(index, tuple):
        index = tuple([_plain(i) for i in index])
    else:
        index = _plain(index)
    return normalize(index)


def _plain(i):
    if isinstance(i, _np.integer):
        return int(i)
    if isinstance(i, _np.bool_):
        return bool(i)
    convert = getattr(i, "__array__", None)
    return i if convert is None or isinstance(i, ndarray) else convert()


def from_handle(h):
    """An array over memory that nothing else holds."""
    out = object.__new__(ndarray)
    out._h = h
    return out


def settle(h):
    """A result of the engine: a scalar where it has no axes, else an array of its own."""
    a = _aval(h)
    if not a.shape:
        return _scalar.from_number(host_item(h, a.dtype, 0), a.dtype)
    return from_handle(host.hostCopy(h))


def call_raw(compute):
    """Runs something of the engine with 64-bit types, outside of any trace."""
    before = host.enterHost()
    try:
        return settle(compute())
    finally:
        host.leaveHost(before)


def convert(x):
    """What stands for an argument on the engine's side."""
    t = type(x)
    if t is ndarray:
        return x._h
    if isinstance(x, _np.generic):
        v = x._v
        return host.fromList([v.real, v.imag] if type(v) is complex else [v], [], x.dtype.name, False)
    if t in (int, float, bool, str, type(None)):
        return x
    if t is tuple:
        if x and isinstance(x[0], (ndarray, tuple, list)):
            return host.tuple([convert(asarray(i)) for i in x])
        return host.tuple([convert(i) for i in x])
    if t is list:
        return convert(asarray(x)) if not x or not isinstance(x[0], ndarray) else [convert(i) for i in x]
    if t is complex:
        return host.complex(x.real, x.imag)
    from jax._array import Array
    if isinstance(x, Array):
        return x.__array__()._h
    from jax import _functions
    if isinstance(x, type) and x in (int, float, complex):
        return _functions.host_dtype(_np.find(x).name)
    return _functions.convert(x)


def finish(r):
    """The NumPy form of a function's result."""
    k = host.kind(r)
    if k == 0:
        return settle(r)
    if k in (-2, -3):
        items = [finish(x) for x in host.items(r)]
        return tuple(items) if k == -3 else items
    if k == -5:
        return tuple([finish(x) for x in host.items(r)])
    if k == -4:
        return _np.by_name(host.dtypeName(r))
    return r


_entries = {}


def call(name, args, kwargs=None):
    """Calls a function of jax.numpy on host data, with 64-bit types, outside of any trace."""
    f = _entries.get(name)
    if f is None:
        f = host.lookup(name if "." in name else "jax.numpy." + name)
        if f is None:
            raise NotImplementedError(f"numpy.{name} is not implemented")
        _entries[name] = f
    before = host.enterHost()
    try:
        words = None
        if kwargs:
            words = []
            for k, v in kwargs.items():
                words += [k, _dtype_argument(v) if k == "dtype" else convert(v)]
        return finish(host.invoke(f, [convert(a) for a in args], words))
    finally:
        host.leaveHost(before)


def _dtype_argument(v):
    from jax._functions import host_dtype
    return None if v is None else host_dtype(dtype_name(v))


def asarray(a, dtype=None, order=None):
    """An array of the data; the same object where it is an array already."""
    if type(a) is ndarray and (dtype is None or a.dtype == dtype):
        return a
    return array(a, dtype)


def array(object, dtype=None, copy=True, order="K", ndmin=0):
    """An array from numbers, nested sequences or arrays."""
    from jax._array import Array
    if type(object) is ndarray:
        out = object.copy()
    elif isinstance(object, Array) or not isinstance(object, (list, tuple, int, float, complex, _np.generic, range)) and \
            hasattr(object, "__array__"):
        out = object.__array__()
        out = out if type(out) is ndarray else asarray(out)
    elif isinstance(object, _np.generic):
        out = from_handle(convert(object))
    else:
        if not isinstance(object, (list, tuple, int, float, complex, range)) and hasattr(object, "__iter__"):
            object = list(object) if not isinstance(object, str) else object
        out = _of_objects(object) or _from_data(object, dtype)
        dtype = None
    if dtype is not None and out.dtype != dtype:
        out = out.astype(dtype)
    while out.ndim < ndmin:
        out = out.reshape((1,) + out.shape)
    return out


def _of_objects(x):
    """The array of objects such as devices, whose class says so; None for data."""
    first = x
    while isinstance(first, (list, tuple)) and first:
        first = first[0]
    if not getattr(type(first), "_array_of_objects", False):
        return None
    from ._objects import of
    return of(x)


def _from_data(x, dtype):
    from jax.numpy import _construct
    before = host.enterHost()
    values = _construct.values
    x64 = values["jax_enable_x64"]
    values["jax_enable_x64"] = True
    try:
        name = None if dtype is None else dtype_name(dtype)
        if _has_arrays(x):
            x = _deep(x)
        return from_handle(host.hostCopy(_construct._array(x, name)._h))
    finally:
        values["jax_enable_x64"] = x64
        host.leaveHost(before)


def _has_arrays(x):
    return isinstance(x, (list, tuple)) and any([not isinstance(i, (int, float, complex)) for i in x])


def _deep(x):
    if isinstance(x, (list, tuple)):
        return [_deep(i) for i in x]
    if isinstance(x, _np.generic):
        return x._v
    if type(x) is ndarray:
        return x.tolist()
    if hasattr(x, "tolist"):
        return x.tolist()
    return x
