"""The Python class of arrays and tracers: operators, properties and methods, each handed to the engine."""
from numpy import _dtype as _np

from . import errors
from ._bridge import host
from ._core import make_aval, size_of

_new = object.__new__
_kind = host.kind
_aval = host.aval
_invoke1 = host.invoke1
_invoke2 = host.invoke2
host.setAvalMaker(make_aval)

_IMMUTABLE = ("JAX arrays are immutable and do not support in-place item assignment. Instead of x[idx] = y, use x ="
              " x.at[idx].set(y) or another .at[] method:"
              " https://docs.jax.dev/en/latest/_autosummary/jax.numpy.ndarray.at.html")


def function(name):
    """The engine's function of this qualified name."""
    found = host.lookup(name)
    if found is None:
        raise NotImplementedError(f"{name} is not implemented")
    return found


def wrap(h):
    """The Python object for a value of the engine."""
    out = _new(_CLASSES[_kind(h)])
    out._h = h
    return out


def wrap_result(r):
    """The Python object for a result of the engine: a value, a sequence of values, or a plain Python value."""
    k = _kind(r)
    if k >= 0:
        out = _new(_CLASSES[k])
        out._h = r
        return out
    if k == -2:
        return [wrap_result(x) for x in r]
    if k == -3:
        return tuple([wrap_result(x) for x in r])
    if k == -4:
        return _np.by_name(r.jaxName()) if r.jaxName() in _np._by_name else r.jaxName()
    return r


def operand(x):
    """What stands for a Python value on the engine's side of the door."""
    t = type(x)
    if t in _ARRAY_TYPES:
        return x._h
    if t in _PLAIN:
        return x
    if isinstance(x, Array):
        return x._h
    if isinstance(x, _np.generic):
        return host.scalarOf(_number(x._v), x.dtype.name)
    h = getattr(x, "_h", None)
    if h is not None:
        return host.importArray(h)
    if t is complex:
        return host.complexScalar(x.real, x.imag)
    convert = getattr(x, "__jax_array__", None)
    if convert is not None:
        return operand(convert())
    if isinstance(x, (bool, int, float)):
        return bool(x) if isinstance(x, bool) else int(x) if isinstance(x, int) else float(x)
    return None


def _number(v):
    return host.complexScalar(v.real, v.imag) if type(v) is complex else v


def _other(self, other, symbol, reflected=False):
    h = operand(other) if other is not None and type(other) is not str else None
    if h is not None:
        return h
    if type(other) in (list, tuple, set, dict):
        a, b = type(self).__name__, type(other).__name__
        if reflected:
            a, b = b, a
        raise TypeError(f"unsupported operand type(s) for {symbol}: {a!r} and {b!r}")
    return NotImplemented


def _binary(qualified, symbol):
    f = [None]

    def op(self, other):
        t = type(other)
        if t in _ARRAY_TYPES:
            h = other._h
        elif t in _NUMBERS:
            h = other
        else:
            h = _other(self, other, symbol)
            if h is NotImplemented:
                return h
        g = f[0]
        if g is None:
            g = f[0] = function(qualified)
        r = _invoke2(g, self._h, h)
        out = _new(_CLASSES[_kind(r)])
        out._h = r
        return out

    def reflected(self, other):
        t = type(other)
        if t in _ARRAY_TYPES:
            h = other._h
        elif t in _NUMBERS:
            h = other
        else:
            h = _other(self, other, symbol, True)
            if h is NotImplemented:
                return h
        g = f[0]
        if g is None:
            g = f[0] = function(qualified)
        r = _invoke2(g, h, self._h)
        out = _new(_CLASSES[_kind(r)])
        out._h = r
        return out
    return op, reflected


def _unary(qualified):
    f = [None]

    def op(self):
        g = f[0]
        if g is None:
            g = f[0] = function(qualified)
        return wrap(_invoke1(g, self._h))
    return op


def _jnp(name):
    """A method that calls the function of the same name in jax.numpy."""
    f = [None]

    def method(self, *args, **kwargs):
        g = f[0]
        if g is None:
            from . import numpy
            g = f[0] = getattr(numpy, name)
        return g(self, *args, **kwargs)
    method.__name__ = name
    method.__qualname__ = "Array." + name
    return method


class Array:
    """An immutable array, or a tracer that stands for one while a function is transformed."""
    __slots__ = ("_h", "__weakref__", "__dict__")
    __module__ = "jax"
    __array_priority__ = 100

    def __new__(cls, *args, **kwargs):
        raise TypeError(f"Can't instantiate abstract class {cls.__name__}")

    # ---- what it is ----

    @property
    def aval(self):
        return _aval(self._h)

    @property
    def shape(self):
        return _aval(self._h).shape

    @property
    def dtype(self):
        return _aval(self._h).dtype

    @property
    def ndim(self):
        return len(_aval(self._h).shape)

    @property
    def size(self):
        return size_of(_aval(self._h).shape)

    @property
    def weak_type(self):
        return _aval(self._h).weak_type

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def nbytes(self):
        return self.size * self.dtype.itemsize

    # ---- operators ----

    __add__, __radd__ = _binary("jax.numpy.add", "+")
    __sub__, __rsub__ = _binary("jax.numpy.subtract", "-")
    __mul__, __rmul__ = _binary("jax.numpy.multiply", "*")
    __truediv__, __rtruediv__ = _binary("jax.numpy.true_divide", "/")
    __floordiv__, __rfloordiv__ = _binary("jax.numpy.floor_divide", "//")
    __mod__, __rmod__ = _binary("jax.numpy.remainder", "%")
    __pow__, __rpow__ = _binary("jax.numpy.power", "** or pow()")
    __matmul__, __rmatmul__ = _binary("jax.numpy.matmul", "@")
    __and__, __rand__ = _binary("jax.numpy.bitwise_and", "&")
    __or__, __ror__ = _binary("jax.numpy.bitwise_or", "|")
    __xor__, __rxor__ = _binary("jax.numpy.bitwise_xor", "^")
    __lshift__, __rlshift__ = _binary("jax.numpy.left_shift", "<<")
    __rshift__, __rrshift__ = _binary("jax.numpy.right_shift", ">>")
    __lt__, _ = _binary("jax.numpy.less", "<")
    __le__, _ = _binary("jax.numpy.less_equal", "<=")
    __gt__, _ = _binary("jax.numpy.greater", ">")
    __ge__, _ = _binary("jax.numpy.greater_equal", ">=")
    __eq__, _ = _binary("jax.numpy.equal", "==")
    __ne__, _ = _binary("jax.numpy.not_equal", "==")
    __neg__ = _unary("jax.numpy.negative")
    __pos__ = _unary("jax.numpy.positive")
    __abs__ = _unary("jax.numpy.abs")
    __invert__ = _unary("jax.numpy.bitwise_not")
    del _

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __round__(self, ndigits=None):
        return self.round(0 if ndigits is None else ndigits)

    def __hash__(self):
        raise TypeError(f"unhashable type: '{type(self).__module__}.{type(self).__name__}'")

    # ---- elements ----

    def __getitem__(self, idx):
        from ._indexing import getitem
        return getitem(self, idx)

    def __setitem__(self, idx, value):
        raise TypeError(_IMMUTABLE)

    def __delitem__(self, idx):
        raise AttributeError("__delitem__")

    @property
    def at(self):
        from ._indexing import _IndexUpdateHelper
        return _IndexUpdateHelper(self)

    def __len__(self):
        shape = _aval(self._h).shape
        if not shape:
            raise TypeError("len() of unsized object")
        return shape[0]

    def __iter__(self):
        shape = _aval(self._h).shape
        if not shape:
            raise TypeError("iteration over a 0-d array")
        from ._indexing import rows
        return iter(rows(self))

    def __reversed__(self):
        return iter(list(self)[::-1])

    def __contains__(self, x):
        return bool((self == x).any())

    # ---- to Python ----

    def _concrete(self):
        """The array behind this value where Python may look at it, or None."""
        return host.concrete(self._h)

    def _error_repr(self):
        return f"traced array with shape {_aval(self._h).str_short()}"

    def _origin_msg(self):
        return host.origin(self._h)

    def __bool__(self):
        n = size_of(_aval(self._h).shape)
        if n > 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous."
                             " Use a.any() or a.all()")
        if n == 0:
            raise ValueError("The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an"
                             " array is not empty.")
        h = host.concrete(self._h)
        if h is None:
            raise errors.TracerBoolConversionError(self)
        return bool(host.item(h, 0))

    def _scalar(self, name):
        h = self._h
        if _kind(h) != 0:
            raise errors.ConcretizationTypeError(
                self, f"The problem arose with the `{name}` function. If trying to convert the data type of a value,"
                      f" try using `x.astype({name})` or `jnp.array(x, {name})` instead.")
        aval = _aval(h)
        if aval.shape:
            raise TypeError("Only scalar arrays can be converted to Python scalars; got arr.ndim="
                            f"{len(aval.shape)}" + ("" if size_of(aval.shape) == 1 else ""))
        return host_item(h, aval.dtype, 0)

    def __float__(self):
        v = self._scalar("float")
        if type(v) is complex:
            raise TypeError("float() argument must be a string or a real number, not 'complex'")
        return float(v)

    def __int__(self):
        v = self._scalar("int")
        if type(v) is complex:
            raise TypeError("int() argument must be a string, a bytes-like object or a real number, not 'complex'")
        return int(v)

    def __complex__(self):
        return complex(self._scalar("complex"))

    def __index__(self):
        h = host.concrete(self._h) if _kind(self._h) in (0, 2, 3) else None
        if h is None:
            raise errors.TracerIntegerConversionError(self)
        aval = _aval(h)
        if aval.shape or aval.dtype.kind not in "iu":
            raise TypeError("Only integer scalar arrays can be converted to a scalar index.")
        return host_item(h, aval.dtype, 0)

    def item(self, *args):
        """The element of an array of size one, or at an index, as a Python number."""
        if _kind(self._h) != 0:
            raise errors.ConcretizationTypeError(self, "This occurred in the item() method of jax.Array")
        return host_array(self).item(*args)

    def tolist(self):
        """The elements as nested lists of Python numbers."""
        if _kind(self._h) != 0:
            raise errors.ConcretizationTypeError(self, "This occurred in the tolist() method of jax.Array")
        return to_list(self)

    def __array__(self, dtype=None, copy=None, **_):
        if _kind(self._h) != 0:
            raise errors.TracerArrayConversionError(self)
        out = host_array(self)
        return out if dtype is None else out.astype(dtype)

    def __format__(self, spec):
        if _kind(self._h) != 0:
            if spec:
                raise TypeError(f"unsupported format string passed to {type(self).__name__}.__format__")
            return repr(self)
        aval = _aval(self._h)
        if not aval.shape and spec:
            return format(host_item(self._h, aval.dtype, 0), spec)
        if spec:
            raise TypeError(f"unsupported format string passed to {type(self).__name__}.__format__")
        return str(self)

    def __repr__(self):
        return host.repr(self._h)

    def __str__(self):
        return host.str(self._h)

    def _repr_pretty_(self, p, cycle):
        p.text(repr(self))

    def __getattr__(self, name):
        raise AttributeError(f"'{type(self).__module__}.{type(self).__name__}' object has no attribute '{name}'"
                             if type(self) is ArrayImpl else
                             f"{type(self).__name__} has no attribute {name}")

    # ---- methods of the same name as functions ----

    for _name in ("all any argmax argmin argpartition argsort choose clip conj conjugate cumprod cumsum diagonal dot "
                  "max mean min nonzero prod ptp ravel repeat round searchsorted sort squeeze std sum swapaxes take "
                  "trace var").split():
        locals()[_name] = _jnp(_name)
    del _name

    def astype(self, dtype, copy=False, device=None):
        """The array with its elements converted to another dtype."""
        from . import numpy
        return numpy.astype(self, dtype)

    def reshape(self, *args, order="C", **_):
        """The array with the same elements in another shape."""
        from . import numpy
        shape = args[0] if len(args) == 1 else args
        return numpy.reshape(self, shape, order)

    def transpose(self, *axes):
        """The array with its axes permuted."""
        from . import numpy
        if not axes or (len(axes) == 1 and axes[0] is None):
            return numpy.transpose(self)
        return numpy.transpose(self, axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes)

    def flatten(self, order="C", **_):
        """The array as one axis."""
        from . import numpy
        return numpy.ravel(self, order)

    def compress(self, condition, axis=None, *, out=None, size=None, fill_value=0):
        """The slices of an axis that a condition selects."""
        from . import numpy
        return numpy.compress(condition, self, axis=axis, out=out, size=size, fill_value=fill_value)

    def copy(self):
        """A copy of the array."""
        from . import numpy
        return numpy.array(self, copy=True)

    def view(self, dtype=None, type=None):
        """The array's bytes as another dtype."""
        from ._views import view
        return view(self, dtype)

    def byteswap(self):
        """The array with the bytes of each element in reverse."""
        from ._views import byteswap
        return byteswap(self)

    def to_device(self, device, *, stream=None):
        """The array on another device."""
        from ._devices import device_put
        return device_put(self, device)

    @property
    def T(self):
        return self.transpose()

    @property
    def mT(self):
        from . import numpy
        return numpy.matrix_transpose(self)

    @property
    def real(self):
        from . import numpy
        return numpy.real(self)

    @property
    def imag(self):
        from . import numpy
        return numpy.imag(self)

    @property
    def flat(self):
        raise NotImplementedError("JAX Arrays do not implement the arr.flat property: consider arr.flatten() instead.")

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return self.copy()

    def __reduce__(self):
        from .numpy import asarray
        return asarray, (self.tolist(), self.dtype.name)

    def block_until_ready(self):
        """Waits until the array is computed."""
        host.await_(self._h)
        return self

    def copy_to_host_async(self):
        """Does nothing: arrays of this device are in the host's memory."""

    def addressable_data(self, index):
        """The part on one of the devices."""
        return self.addressable_shards[index].data

    @property
    def addressable_shards(self):
        from ._placement import shards
        return shards(self)

    global_shards = addressable_shards

    def unsafe_buffer_pointer(self):
        return host.address(self._h)

    def delete(self):
        """Frees the array's memory."""
        host.delete(self._h)

    def is_deleted(self):
        return host.isDeleted(self._h)

    def is_ready(self):
        return host.isReady(self._h)

    @property
    def committed(self):
        return self.__dict__.get("_sharding") is not None

    _committed = committed

    @property
    def device(self):
        found = self.sharding
        return found._device if hasattr(found, "_device") else found

    def devices(self):
        """The set of devices that hold the array."""
        return self.sharding.device_set

    @property
    def sharding(self):
        found = self.__dict__.get("_sharding")
        if found is None:
            from ._devices import SingleDeviceSharding, device_of
            found = SingleDeviceSharding(device_of(self))
        return found

    is_fully_addressable = property(lambda self: True)
    is_fully_replicated = property(lambda self: self.sharding.is_fully_replicated)


class ArrayImpl(Array):
    __slots__ = ()
    __module__ = "jaxlib._jax"


class Tracer(Array):
    __slots__ = ()
    __module__ = "jax._src.core"


class DynamicJaxprTracer(Tracer):
    __slots__ = ()
    __module__ = "jax._src.interpreters.partial_eval"


class JVPTracer(Tracer):
    __slots__ = ()
    __module__ = "jax._src.interpreters.ad"

    @property
    def primal(self):
        return wrap(host.primal(self._h))


class LinearizeTracer(JVPTracer):
    __slots__ = ()
    __module__ = "jax._src.interpreters.ad"


class BatchTracer(Tracer):
    __slots__ = ()
    __module__ = "jax._src.interpreters.batching"


# Names of mapped axes and the trace around, for each `shard_map` that is being traced with its checks on: see `_manual`.
mapped_axes = []
_CLASSES = [ArrayImpl, DynamicJaxprTracer, JVPTracer, LinearizeTracer, BatchTracer]
_ARRAY_TYPES = frozenset(_CLASSES)
_NUMBERS = frozenset([int, float, bool])
_PLAIN = frozenset([int, float, bool, str, type(None)])


def host_item(h, dtype, i):
    """Element `i` of a concrete array as a Python number."""
    v = host.item(h, i)
    kind = dtype.kind
    if kind == "c":
        return complex(v[0], v[1])
    if kind == "u" and v < 0:
        return v + (1 << 64)
    return v


_CODES = {
    "bool": "?", "int8": "b", "uint8": "B", "int16": "h", "uint16": "H", "int32": "i", "uint32": "I", "int64": "q",
    "uint64": "Q", "float32": "f", "float64": "d",
}


def elements(h, aval):
    """All elements of a concrete array as a flat list of Python numbers."""
    name = aval.dtype.name
    if size_of(aval.shape) == 0:
        return []
    if name.startswith("complex"):
        flat = memoryview(host.buffer(h)).cast("B").cast("f" if name == "complex64" else "d").tolist()
        return [complex(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)]
    code = _CODES.get(name)
    if code is None:
        return [host.item(h, i) for i in range(size_of(aval.shape))]
    return memoryview(host.buffer(h)).cast("B").cast(code).tolist()


def nest(flat, shape):
    """A flat list as nested lists of the given shape."""
    if not shape:
        return flat[0]
    for d in reversed(shape[1:]):
        flat = [flat[i:i + d] for i in range(0, len(flat), d)] if d else [[] for _ in range(size_of(shape[:-1]))]
    return flat


def to_list(x):
    aval = _aval(x._h)
    return nest(elements(x._h, aval), aval.shape)


def host_array(x):
    """The NumPy array of a concrete array."""
    if x.dtype.name.startswith("key<"):
        raise TypeError("JAX array with PRNGKey dtype cannot be converted to a NumPy array. Use"
                        " jax.random.key_data(arr) if you wish to extract the underlying integer array.")
    from numpy._ndarray import from_handle
    return from_handle(host.exportArray(x._h))
