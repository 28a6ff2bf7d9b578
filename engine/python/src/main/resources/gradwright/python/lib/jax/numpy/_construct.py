"""Arrays from Python data: array, asarray and scalars."""
from numpy import _dtype as _np

from .._documentation import attach as _attach
from .._array import _ARRAY_TYPES, _aval, Array, Tracer, host, operand, wrap
from .._config import values
from .._functions import checked_dtype

_RANGES = {"int8": (-128, 127), "int16": (-32768, 32767), "int32": (-2147483648, 2147483647), "uint8": (0, 255),
           "uint16": (0, 65535), "uint32": (0, 4294967295), "int64": (-(1 << 63), (1 << 63) - 1),
           "uint64": (0, (1 << 64) - 1)}


def _default(kind):
    wide = values["jax_enable_x64"]
    return {"b": "bool", "i": "int64" if wide else "int32", "f": "float64" if wide else "float32",
            "c": "complex128" if wide else "complex64"}[kind]


def _kind_of(x):
    t = type(x)
    if t is bool:
        return "b"
    if t is int:
        return "i"
    if t is float:
        return "f"
    if t is complex:
        return "c"
    return None


def _not_real():
    return TypeError("float() argument must be a string or a real number, not 'complex'")


def _invalid(x, dtype):
    shown = f"'{x}'"
    return TypeError(f"Value {shown} with dtype {dtype} is not a valid JAX array type. Only arrays of numeric types are"
                     " supported by JAX.")


class _Flattened:
    """A nested sequence laid out in a row: its leaves, shape, kinds, and whether arrays are among the leaves."""
    __slots__ = ("leaves", "shape", "kinds", "arrays")

    def __init__(self):
        self.leaves = []
        self.shape = None
        self.kinds = set()
        self.arrays = False

    def add(self, x, depth, shape):
        if isinstance(x, (list, tuple)) or type(x) is range:
            n = len(x)
            if depth == len(shape):
                if self.leaves:
                    raise _ragged(shape)
                shape.append(n)
            elif shape[depth] != n or (shape[depth] is None):
                raise _ragged(shape[:depth])
            if n and not isinstance(x[0], (list, tuple)):
                leaves, kinds = self.leaves, self.kinds
                for item in x:
                    k = _kind_of(item)
                    if k is None:
                        if isinstance(item, (list, tuple)):
                            raise _ragged(shape[:depth + 1])
                        self.other(item)
                    else:
                        kinds.add(k)
                        leaves.append(item)
                if self.shape is None:
                    self.shape = depth + 1
                elif self.shape != depth + 1:
                    raise _ragged(shape[:depth + 1])
                return
            for item in x:
                self.add(item, depth + 1, shape)
        else:
            if self.shape is None:
                self.shape = depth
            elif self.shape != depth:
                raise _ragged(shape[:depth])
            k = _kind_of(x)
            if k is None:
                self.other(x)
            else:
                self.kinds.add(k)
                self.leaves.append(x)

    def other(self, x):
        if x is None:
            raise ValueError("None is not a valid value for jnp.array")
        if type(x) in _ARRAY_TYPES or hasattr(x, "_h") or isinstance(x, _np.generic) or hasattr(x, "__jax_array__"):
            self.arrays = True
            self.leaves.append(x)
        elif isinstance(x, str):
            raise _invalid(x, f"<U{len(x)}")
        elif isinstance(x, (bool, int, float)):
            self.kinds.add("b" if isinstance(x, bool) else "i" if isinstance(x, int) else "f")
            self.leaves.append(x)
        elif hasattr(x, "__float__"):
            self.kinds.add("f")
            self.leaves.append(float(x))
        else:
            raise _invalid(x, "object")


def _ragged(shape):
    text = "(" + ", ".join([str(s) for s in shape]) + (",)" if len(shape) == 1 else ")")
    return ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape after"
                      f" {len(shape)} dimensions. The detected shape was {text} + inhomogeneous part.")


def _check_range(x, name, default):
    low, high = _RANGES[name]
    if not low <= x <= high:
        if default:
            raise OverflowError(f"Python int {x} too large to convert to {name}")
        raise OverflowError(f"Python integer {x} out of bounds for {name}")


def scalar(x, dtype):
    """A scalar array of the dtype: what `jnp.float32(x)` makes."""
    name = checked_dtype(dtype, "array")
    if type(x) is int and name in _RANGES:
        _check_range(x, name, False)
    if type(x) is complex and not name.startswith("complex"):
        raise _not_real()
    if type(x) is str:
        x = _parsed(x, name)
    return array(x, dtype=name)


def _parsed(text, name):
    """The number that a string names, as `float('nan')` reads it."""
    if name == "bfloat16":
        raise TypeError("expected number, got str")
    for prefix, read in (("complex", complex), ("float", float), ("bool", bool)):
        if name.startswith(prefix):
            return read(text)
    return int(text)


def _positional(args, copy, order, ndmin):
    """`copy`, `order` and `ndmin` given by position, which is on its way out."""
    if len(args) > 3:
        raise TypeError(f"array() takes at most 5 positional arguments but {len(args) + 2} were given")
    for name, value, default in list(zip(("copy", "order", "ndmin"), (copy, order, ndmin), (True, "K", 0)))[:len(args)]:
        if value != default:
            raise TypeError(f"array() got multiple values for argument {name!r}")
    from .._warnings import warn_user
    warn_user("jnp.array: copy, order and ndmin are to be given by keyword.", DeprecationWarning)
    return (*args, *(copy, order, ndmin)[len(args):])


def array(object, dtype=None, *args, copy=True, order="K", ndmin=0, device=None, out_sharding=None):
    """An array from numbers, nested sequences or arrays.

    ``dtype`` is taken from the data where it is not given; Python numbers alone give weakly typed scalars.
    """
    if args:
        copy, order, ndmin = _positional(args, copy, order, ndmin)
    if order not in (None, "K"):
        raise NotImplementedError("jnp.array: only implemented for order='K'")
    name = checked_dtype(dtype, "array")
    if copy and isinstance(object, Array):
        from . import copy as copied
        object = copied(object)  # noqa: A001
    out = _array(object, name)
    if ndmin > out.ndim:
        from . import reshape
        out = reshape(out, (1,) * (ndmin - out.ndim) + out.shape)
    device = out_sharding if device is None else device
    if device is not None:
        from .._devices import device_put
        out = device_put(out, device)
    return out


def _array(x, name):
    t = type(x)
    if t in _ARRAY_TYPES or isinstance(x, Array):
        if name is None:
            a = _aval(x._h)
            return wrap(host.withWeakType(x._h, False)) if a.weak_type and a.shape else x
        from . import astype
        out = astype(x, name)
        return wrap(host.withWeakType(out._h, False))
    k = _kind_of(x)
    if k is not None:
        if name is None:
            target = _default(k)
            if k == "i":
                _check_range(x, target, True)
            return _scalar(x, k, target, k != "b")
        if k == "i" and name in _RANGES:
            _check_range(x, name, False)
        return _scalar(x, k, name, False)
    if x is None:
        raise ValueError("None is not a valid value for jnp.array")
    if isinstance(x, (list, tuple)) or t is range:
        return _sequence(x, name)
    if isinstance(x, str):
        raise _invalid(x, f"<U{len(x)}")
    convert = getattr(x, "__jax_array__", None)
    if convert is not None:
        return _array(convert(), name)
    h = operand(x)
    if h is not None:
        out = wrap(host.array(h))
        if name is not None and out.dtype.name != name:
            from . import astype
            out = astype(out, name)
        return out
    as_array = getattr(x, "__array__", None)
    if as_array is not None:
        return _array(as_array(), name)
    if t is bytes:
        raise _invalid(x, f"|S{len(x)}")
    try:
        view = memoryview(x)
    except TypeError:
        raise _invalid(x, "object") from None
    return _sequence(view.tolist(), _FORMATS.get(view.format) if name is None else name)


def _scalar(x, k, name, weak):
    if k == "c":
        if not name.startswith("complex"):
            raise _not_real()
        return wrap(host.fromList([x.real, x.imag], [], name, weak))
    if name.startswith("complex"):
        return wrap(host.fromList([float(x), 0.0], [], name, weak))
    if k == "f" and name in _RANGES:
        x = int(x)
    return wrap(host.fromList([x], [], name, weak))


# The dtypes of buffers by their struct format; those wider than arrays may be are left to the default.
_FORMATS = {"?": "bool", "b": "int8", "B": "uint8", "h": "int16", "H": "uint16", "i": "int32", "I": "uint32"}
_BUFFERS = {"bool": "B", "int8": "b", "uint8": "B", "int16": "h", "uint16": "H", "int32": "i", "uint32": "I",
            "int64": "q", "uint64": "Q", "float32": "f", "float64": "d"}


def _sequence(x, name):
    flat = _Flattened()
    shape = []
    flat.add(x, 0, shape)
    leaves = flat.leaves
    if flat.arrays:
        return _stacked(leaves, shape, name)
    kinds = flat.kinds
    k = "c" if "c" in kinds else "f" if "f" in kinds or not kinds else "i" if "i" in kinds else "b"
    target = _default(k) if name is None else name
    if k == "i" and target in _RANGES:
        _check_range(min(leaves), target, name is None)
        _check_range(max(leaves), target, name is None)
    if target.startswith("complex"):
        out = []
        for v in leaves:
            out += [v.real, v.imag] if type(v) is complex else [float(v), 0.0]
        return wrap(host.fromList(out, shape, target, False))
    if k == "c":
        raise _not_real()
    if k == "f" and target in _RANGES:
        leaves = [int(v) for v in leaves]
    code = _BUFFERS.get(target)
    if len(leaves) < 200 or code is None:
        return wrap(host.fromList(leaves, shape, target, False))
    from array import array as packed
    if target == "bool":
        leaves = [1 if v else 0 for v in leaves]
    return wrap(host.fromBuffer(packed(code, leaves), shape, target, False))


def _stacked(leaves, shape, name):
    from . import astype, reshape, result_type, stack
    if name is None:
        target = result_type(*leaves)
    else:
        target = name
    if any([isinstance(v, Tracer) for v in leaves]):
        return _joined(leaves, shape, target)
    parts = [astype(_array(v, None), target) for v in leaves]
    inner = parts[0].shape
    out = stack(parts)
    return reshape(out, tuple(shape) + inner) if len(shape) != 1 else out


def _joined(leaves, shape, target):
    """Nested sequences with traced elements: each level is a concatenation, as JAX stages it."""
    from . import astype, concatenate, expand_dims
    from ..lax import full
    size = shape[0]
    n = len(leaves) // size
    parts = []
    for i in range(size):
        some = leaves[i * n:(i + 1) * n]
        if len(shape) > 1:
            parts.append(expand_dims(_joined(some, shape[1:], target), 0))
        elif type(some[0]) in (bool, int, float, complex):
            parts.append(full((1,), some[0], target))
        else:
            parts.append(expand_dims(astype(_array(some[0], None), target), 0))
    return concatenate(parts, 0)


def asarray(a, dtype=None, order=None, *, copy=None, device=None, out_sharding=None):
    """An array from numbers, nested sequences or arrays, without a copy where the data is an array already."""
    name = checked_dtype(dtype, "asarray")
    out = _array(a, name)
    device = out_sharding if device is None else device
    if device is not None:
        from .._devices import device_put
        out = device_put(out, device)
    return out


_attach(globals(), "arrays", "array asarray")
