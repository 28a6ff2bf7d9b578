"""The Python class of arrays and tracers: operators, properties and methods, each handed to the engine."""
from sys import modules as _modules

from numpy import _dtype as _np

from ._documentation import attach as _attach
from . import errors
from ._bridge import door, host
from ._core import make_aval, size_of

# NumPy's usual options of printing, for which the engine prints itself.
_PRINTING = {"edgeitems": 3, "threshold": 1000, "floatmode": "maxprec", "precision": 8, "suppress": False, "linewidth": 75,
             "nanstr": "nan", "infstr": "inf", "sign": "-", "formatter": None, "legacy": False, "override_repr": None}
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
    """The Python object for a value of the engine; a Python number that no operation has seen comes back as one."""
    k = _kind(h)
    if k < 0:
        if k == -7:
            return host.customObject(h)
        number = host.number(h)
        return wrap(host.array(h)) if number is None else number
    out = _new(_CLASSES[k])
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
    if hasattr(t, "_h"):  # asked of the type: a library's proxy has all attributes of what it stands for
        return host.importArray(x._h)
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
    name = _METHOD_NAMES.get(qualified, qualified[len("jax.numpy."):])
    return (door("binary", qualified, f"__{name}__", op, False),
            door("binary", qualified, f"__r{name}__", reflected, True))


def _unary(qualified, name):
    f = [None]

    def op(self):
        g = f[0]
        if g is None:
            g = f[0] = function(qualified)
        return wrap(_invoke1(g, self._h))
    return door("unary", qualified, f"__{name}__", op)


# Methods that are not called as the functions are.
_METHOD_NAMES = {
    "jax.numpy.subtract": "sub", "jax.numpy.multiply": "mul", "jax.numpy.true_divide": "truediv",
    "jax.numpy.floor_divide": "floordiv", "jax.numpy.remainder": "mod", "jax.numpy.power": "pow",
    "jax.numpy.bitwise_and": "and", "jax.numpy.bitwise_or": "or", "jax.numpy.bitwise_xor": "xor",
    "jax.numpy.left_shift": "lshift", "jax.numpy.right_shift": "rshift", "jax.numpy.less": "lt",
    "jax.numpy.less_equal": "le", "jax.numpy.greater": "gt", "jax.numpy.greater_equal": "ge", "jax.numpy.equal": "eq",
    "jax.numpy.not_equal": "ne",
}


def _jnp():
    from . import numpy
    return numpy


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
        if mapped_axes:
            from ._manual import typed
            return typed(_aval(self._h), self._h)
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
    __neg__ = _unary("jax.numpy.negative", "neg")
    __pos__ = _unary("jax.numpy.positive", "pos")
    __abs__ = _unary("jax.numpy.abs", "abs")
    __invert__ = _unary("jax.numpy.bitwise_not", "invert")
    del _

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __round__(self, ndigits=None):
        return self.round(0).astype(int) if ndigits is None else self.round(ndigits)

    def __hash__(self):
        name, array = type(self).__name__, type(self) is ArrayImpl
        if array and self.dtype.__class__.__name__ == "KeyTy":
            array, name = False, "PRNGKeyArray"
        raise TypeError(f"unhashable type: '{type(self).__module__}.{name}'" if array else f"unhashable type: {name!r}")

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
        aval = _aval(self._h)
        if aval.shape or aval.dtype.kind not in "iu":
            raise TypeError("Only integer scalar arrays can be converted to a scalar index.")
        h = host.concrete(self._h) if _kind(self._h) in (0, 2, 3) else None
        if h is None:
            raise errors.TracerIntegerConversionError(self)
        return host_item(h, aval.dtype, 0)

    def item(self, *args):
        """The element of an array of size one, or at an index, as a Python number."""
        if _kind(self._h) != 0:
            raise errors.ConcretizationTypeError(self, "This occurred in the item() method of jax.Array")
        shape = self.shape
        if not args:
            if size_of(shape) != 1:
                raise ValueError("can only convert an array of size 1 to a Python scalar")
            return host_item(self._h, self.dtype, 0)
        where = args[0] if len(args) == 1 and isinstance(args[0], tuple) else args
        if len(where) == 1 and len(shape) != 1:
            size, flat = size_of(shape), where[0].__index__()
            if not -size <= flat < size:
                raise IndexError(f"index {flat} is out of bounds for size {size}")
            return host_item(self._h, self.dtype, flat % size)
        if len(where) != len(shape):
            raise ValueError("incorrect number of indices for array")
        flat = 0
        for axis, (i, n) in enumerate(zip(where, shape)):
            if not -n <= i < n:
                raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
            flat = flat * n + i % n
        return host_item(self._h, self.dtype, flat)

    def tolist(self):
        """The elements as nested lists of Python numbers."""
        if _kind(self._h) != 0:
            raise errors.ConcretizationTypeError(
                self, f"The tolist() method was called on {self._error_repr()}.{self._origin_msg()}")
        return to_list(self)

    def __dlpack__(self, **options):
        """The array itself: only libraries of this process can read it."""
        return self

    def __dlpack_device__(self):
        from .dlpack import DLDeviceType
        return DLDeviceType.kDLCPU, 0

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
        if not aval.shape and aval.dtype.kind in "biufcV" and not aval.dtype.name.startswith(("key<", "void")):
            return format(host_item(self._h, aval.dtype, 0), spec)
        if spec:
            raise TypeError(f"unsupported format string passed to {type(self).__name__}.__format__")
        return str(self)

    def __repr__(self):
        if self._printed_otherwise():
            from ._printing import array_repr
            return array_repr(self)
        if mapped_axes:
            return _in_shards(self) or host.repr(self._h)
        return host.repr(self._h)

    def __str__(self):
        if mapped_axes:
            found = _in_shards(self)
            if found is not None:
                return found
        if self._printed_otherwise():
            from ._printing import array_str
            return array_str(self)
        return host.str(self._h)

    def _printed_otherwise(self):
        """Whether NumPy's options of printing are not the usual ones; a key prints without them."""
        printing = _modules.get("numpy._print")
        return (printing is not None and _kind(self._h) == 0 and printing.get_printoptions() != _PRINTING
                and self.dtype.kind in "biufcV")

    def _repr_pretty_(self, p, cycle):
        p.text(repr(self))

    def __array_namespace__(self, *, api_version=None):
        """The module of functions for this array: `jax.numpy`."""
        from .numpy import _metadata
        return _metadata.namespace(api_version)

    def __getattr__(self, name):
        if type(self) is not ArrayImpl and _modules.get("jax._hitypes") is not None:
            found = _modules["jax._hitypes"].attribute(self, name)
            if found is not None:
                return found[0]
        raise AttributeError(f"'{type(self).__module__}.{type(self).__name__}' object has no attribute '{name}'"
                             if type(self) is ArrayImpl else
                             f"{type(self).__name__} has no attribute {name}")

    # ---- methods of the same name as functions ----

    def all(self, axis=None, out=None, keepdims=False, *, where=None):
        """Whether all elements over axes are non-zero: see `jax.numpy.all`."""
        return _jnp().all(self, axis=axis, out=out, keepdims=keepdims, where=where)

    def any(self, axis=None, out=None, keepdims=False, *, where=None):
        """Whether some element over axes is non-zero: see `jax.numpy.any`."""
        return _jnp().any(self, axis=axis, out=out, keepdims=keepdims, where=where)

    def argmax(self, axis=None, out=None, keepdims=None):
        """The index of the first largest element: see `jax.numpy.argmax`."""
        return _jnp().argmax(self, axis=axis, out=out, keepdims=keepdims)

    def argmin(self, axis=None, out=None, keepdims=None):
        """The index of the first smallest element: see `jax.numpy.argmin`."""
        return _jnp().argmin(self, axis=axis, out=out, keepdims=keepdims)

    def argpartition(self, kth, axis=-1):
        """The indices that put the kth element in its place: see `jax.numpy.argpartition`."""
        return _jnp().argpartition(self, kth, axis)

    def argsort(self, axis=-1, *, kind=None, order=None, stable=True, descending=False):
        """The indices that sort an axis: see `jax.numpy.argsort`."""
        return _jnp().argsort(self, axis=axis, kind=kind, order=order, stable=stable, descending=descending)

    def astype(self, dtype, copy=False, device=None):
        """The array with its elements converted to another dtype: see `jax.numpy.astype`."""
        return _jnp().astype(self, dtype, copy=copy, device=device)

    def byteswap(self):
        """The array with the bytes of each element in reverse order; the dtype stays."""
        from ._views import byteswap
        return byteswap(self)

    def choose(self, choices, out=None, mode="raise"):
        """Elements of the choices that the array numbers: see `jax.numpy.choose`."""
        return _jnp().choose(self, choices, out=out, mode=mode)

    def clip(self, min=None, max=None):
        """The array held within bounds: see `jax.numpy.clip`."""
        return _jnp().clip(self, min=min, max=max)

    def compress(self, condition, axis=None, *, out=None, size=None, fill_value=0):
        """The slices of an axis that a condition selects: see `jax.numpy.compress`."""
        return _jnp().compress(condition, self, axis=axis, out=out, size=size, fill_value=fill_value)

    def conj(self):
        """The complex conjugate."""
        return _jnp().conj(self)

    def conjugate(self):
        """The complex conjugate."""
        return _jnp().conjugate(self)

    def copy(self):
        """A copy of the array."""
        return _jnp().array(self, copy=True)

    def cumprod(self, axis=None, dtype=None, out=None):
        """Running products along an axis: see `jax.numpy.cumprod`."""
        return _jnp().cumprod(self, axis=axis, dtype=dtype, out=out)

    def cumsum(self, axis=None, dtype=None, out=None):
        """Running sums along an axis: see `jax.numpy.cumsum`."""
        return _jnp().cumsum(self, axis=axis, dtype=dtype, out=out)

    def diagonal(self, offset=0, axis1=0, axis2=1):
        """The diagonal over two axes: see `jax.numpy.diagonal`."""
        return _jnp().diagonal(self, offset=offset, axis1=axis1, axis2=axis2)

    def dot(self, b, *, precision=None, preferred_element_type=None):
        """The product with another array: see `jax.numpy.dot`."""
        return _jnp().dot(self, b, precision=precision, preferred_element_type=preferred_element_type)

    def flatten(self, order="C", *, out_sharding=None):
        """The array as one axis: see `jax.numpy.ravel`."""
        return _jnp().ravel(self, order=order, out_sharding=out_sharding)

    def max(self, axis=None, out=None, keepdims=False, initial=None, where=None):
        """The largest element over axes: see `jax.numpy.max`."""
        return _jnp().max(self, axis=axis, out=out, keepdims=keepdims, initial=initial, where=where)

    def mean(self, axis=None, dtype=None, out=None, keepdims=False, *, where=None):
        """The mean over axes: see `jax.numpy.mean`."""
        return _jnp().mean(self, axis=axis, dtype=dtype, out=out, keepdims=keepdims, where=where)

    def min(self, axis=None, out=None, keepdims=False, initial=None, where=None):
        """The smallest element over axes: see `jax.numpy.min`."""
        return _jnp().min(self, axis=axis, out=out, keepdims=keepdims, initial=initial, where=where)

    def nonzero(self, *, fill_value=None, size=None):
        """The indices of the non-zero elements: see `jax.numpy.nonzero`."""
        return _jnp().nonzero(self, fill_value=fill_value, size=size)

    def prod(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None, promote_integers=True):
        """The product over axes: see `jax.numpy.prod`."""
        return _jnp().prod(self, axis=axis, dtype=dtype, out=out, keepdims=keepdims, initial=initial, where=where,
                           promote_integers=promote_integers)

    def ptp(self, axis=None, out=None, keepdims=False):
        """The largest less the smallest element over axes: see `jax.numpy.ptp`."""
        return _jnp().ptp(self, axis=axis, out=out, keepdims=keepdims)

    def ravel(self, order="C", *, out_sharding=None):
        """The array as one axis: see `jax.numpy.ravel`."""
        return _jnp().ravel(self, order=order, out_sharding=out_sharding)

    def repeat(self, repeats, axis=None, *, total_repeat_length=None, out_sharding=None):
        """The array with its elements repeated: see `jax.numpy.repeat`."""
        return _jnp().repeat(self, repeats, axis, total_repeat_length=total_repeat_length, out_sharding=out_sharding)

    def reshape(self, *args, order="C", out_sharding=None):
        """The array with the same elements in another shape: see `jax.numpy.reshape`."""
        return _jnp().reshape(self, args[0] if len(args) == 1 else args, order, out_sharding=out_sharding)

    def round(self, decimals=0, out=None):
        """The array rounded to decimals: see `jax.numpy.round`."""
        return _jnp().round(self, decimals=decimals, out=out)

    def searchsorted(self, v, side="left", sorter=None, *, method="scan"):
        """Where values belong in the sorted array: see `jax.numpy.searchsorted`."""
        return _jnp().searchsorted(self, v, side=side, sorter=sorter, method=method)

    def sort(self, axis=-1, *, kind=None, order=None, stable=True, descending=False):
        """The array sorted along an axis: see `jax.numpy.sort`."""
        return _jnp().sort(self, axis=axis, kind=kind, order=order, stable=stable, descending=descending)

    def squeeze(self, axis=None):
        """The array without axes of size 1: see `jax.numpy.squeeze`."""
        return _jnp().squeeze(self, axis=axis)

    def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, correction=None):
        """The standard deviation over axes: see `jax.numpy.std`."""
        return _jnp().std(self, axis=axis, dtype=dtype, out=out, ddof=ddof, keepdims=keepdims, where=where,
                          correction=correction)

    def sum(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None, promote_integers=True):
        """The sum over axes: see `jax.numpy.sum`."""
        return _jnp().sum(self, axis=axis, dtype=dtype, out=out, keepdims=keepdims, initial=initial, where=where,
                          promote_integers=promote_integers)

    def swapaxes(self, axis1, axis2):
        """The array with two axes exchanged: see `jax.numpy.swapaxes`."""
        return _jnp().swapaxes(self, axis1, axis2)

    def take(self, indices, axis=None, out=None, mode=None, unique_indices=False, indices_are_sorted=False,
             fill_value=None):
        """The slices of an axis at indices: see `jax.numpy.take`."""
        return _jnp().take(self, indices, axis=axis, out=out, mode=mode, unique_indices=unique_indices,
                           indices_are_sorted=indices_are_sorted, fill_value=fill_value)

    def byteswap(self):
        """The array with the bytes of each element in reverse."""
        from ._views import byteswap
        return byteswap(self)

    def to_device(self, device, *, stream=None):
        """The array on another device."""
        from ._devices import device_put
        return device_put(self, device)

    def trace(self, offset=0, axis1=0, axis2=1, dtype=None, out=None):
        """The sum of a diagonal: see `jax.numpy.trace`."""
        return _jnp().trace(self, offset=offset, axis1=axis1, axis2=axis2, dtype=dtype, out=out)

    def transpose(self, *args):
        """The array with its axes permuted: see `jax.numpy.transpose`."""
        if not args or args[0] is None:
            return _jnp().transpose(self)
        return _jnp().transpose(self, args if len(args) > 1 or not isinstance(args[0], (tuple, list)) else args[0])

    def var(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, correction=None):
        """The variance over axes: see `jax.numpy.var`."""
        return _jnp().var(self, axis=axis, dtype=dtype, out=out, ddof=ddof, keepdims=keepdims, where=where,
                          correction=correction)

    def view(self, dtype=None, type=None):
        """The array's bytes as another dtype; `type` must be None."""
        from ._views import view
        if type is not None:
            raise NotImplementedError("`type` argument of array.view() is not supported.")
        return view(self, dtype)

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
        return (self.__dict__.get("_sharding") is not None or host.isCommitted(self._h)
                or _typed_sharding(self._h) is not None)

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
            found = _typed_sharding(self._h)
        if found is None:
            from ._devices import SingleDeviceSharding, device_of
            found = SingleDeviceSharding(device_of(self))
        return found

    @property
    def format(self):
        from .experimental.layout import row_major
        return row_major(self.ndim, self.sharding)

    is_fully_addressable = property(lambda self: True)
    is_fully_replicated = property(lambda self: self.sharding.is_fully_replicated)


def _in_shards(x):
    """What a value prints inside a function over shards: each device's part, or its type."""
    from ._manual import blocks
    found = blocks(x._h)
    if found is None and _kind(x._h) != 0:
        found = f"JitTracer({x.aval.str_short()})"
    return found


def _typed_sharding(h):
    """The sharding of an array whose type shows it, or None."""
    handle = host.shardingOf(h)
    if handle is not None:
        from ._explicit import concrete
        return concrete(handle)
    handle = host.placementOf(h)
    if handle is not None:
        from ._explicit import placed
        return placed(handle)
    mesh = _modules.get("jax._mesh")
    if mesh is not None and mesh._entered[0]:
        from ._explicit import in_context
        return in_context()
    return None


class ArrayImpl(Array):
    __slots__ = ()
    __module__ = "jaxlib._jax"


class Tracer(Array):
    __slots__ = ()
    __module__ = "jax._src.core"

    @property
    def _trace(self):
        from ._traces import of
        return of(host.traceOf(self._h))


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

    @property
    def batch_dim(self):
        return host.peeled(self._h)[0]

    @property
    def val(self):
        return wrap(host.peeled(self._h)[2])


def _assemble(spec, leaves):
    """The tree of a structure that has nodes of Python's own."""
    from ._tree import build
    return build(spec, iter(leaves))


# Names of mapped axes and the trace around, for each `shard_map` that is being traced with its checks on: see `_manual`.
mapped_axes = []
_CLASSES = [ArrayImpl, DynamicJaxprTracer, JVPTracer, LinearizeTracer, BatchTracer]
_ARRAY_TYPES = frozenset(_CLASSES)
_NUMBERS = frozenset([int, float, bool])
door("connect", Array.__dict__["_h"], host.fail, _assemble, *_CLASSES)
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
    from numpy._core import wrap
    return wrap(host.exportArray(x._h))


_attach(globals(), "methods",
        "Array.all Array.any Array.argmax Array.argmin Array.argpartition Array.argsort Array.astype"
        " Array.byteswap Array.choose Array.clip Array.compress Array.conj Array.conjugate Array.copy"
        " Array.copy_to_host_async Array.cumprod Array.cumsum Array.diagonal Array.dot Array.flatten"
        " Array.item Array.max Array.mean Array.min Array.nonzero Array.prod Array.ptp Array.ravel"
        " Array.repeat Array.reshape Array.round Array.searchsorted Array.sort Array.squeeze Array.std"
        " Array.sum Array.swapaxes Array.take Array.to_device Array.trace Array.transpose Array.var"
        " Array.view")
