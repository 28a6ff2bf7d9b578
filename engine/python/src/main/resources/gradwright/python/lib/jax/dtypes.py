"""Data types: names, tests and conversions."""
from numpy import _dtype as _np

from ._documentation import attach as _attach
from ._core import KEY_FRY, KeyTy, VoidDType, dtype_by_name, dtype_name, float0

bfloat16 = _np.bfloat16


class extended(_np.generic):
    """Base of the types that only JAX has."""
    __slots__ = ()
    __module__ = "jax.dtypes"


class prng_key(extended):
    """The type of typed random keys."""
    __slots__ = ()
    __module__ = "jax.dtypes"


class TypePromotionError(ValueError):
    """Two types have no common one under the current promotion rules."""
    __module__ = "jax.dtypes"


_NARROW = {"int64": "int32", "uint64": "uint32", "float64": "float32", "complex128": "complex64"}
_FLOATS = ("bfloat16", "float8_e4m3fn", "float8_e5m2")


def to_dtype(x):
    """The dtype object of a dtype, type, name, or array."""
    return x if type(x) is KeyTy else dtype_by_name(dtype_name(x))


def canonicalize_dtype(dtype, allow_extended_dtype=False):
    """The dtype that arrays have where 64-bit types are not enabled."""
    from ._config import values
    name = dtype_name(dtype)
    if name.startswith("key<") and not allow_extended_dtype:
        raise ValueError(f"Internal: canonicalize_dtype called on extended dtype {name} with allow_extended_dtype=False")
    return dtype if type(dtype) is KeyTy else dtype_by_name(name if values["jax_enable_x64"] else _NARROW.get(name, name))


def _type_of(x):
    if isinstance(x, type) and issubclass(x, _np.generic):
        return x
    if x in (bool, int, float, complex):
        return {bool: _np.bool_, int: _np.integer, float: _np.floating, complex: _np.complexfloating}[x]
    d = to_dtype(x)
    return d.type


def issubdtype(a, b):
    """Whether a type is below another in the hierarchy of types."""
    low, high = _abstract(a), _UPPER.get(b) if isinstance(b, type) and b in _UPPER else _abstract(b)
    if issubclass(low, high):
        return True
    if low.__name__ in _FLOATS:
        return high in (_np.floating, _np.inexact, _np.number, _np.generic)
    if low.__name__ in ("int4", "uint4"):
        return high in (_np.integer, _np.number, _np.signedinteger if low.__name__ == "int4" else _np.unsignedinteger)
    return False


_UPPER = {float: _np.floating, int: _np.signedinteger, complex: _np.complexfloating}


def _abstract(x):
    return x if isinstance(x, type) and issubclass(x, _np.generic) else to_dtype(x).type


def isdtype(dtype, kind):
    """Whether a dtype is of a kind: 'bool', 'integral', 'real floating', ..., a dtype, or a tuple of these."""
    d = to_dtype(dtype)
    groups = {
        "bool": "b", "signed integer": "i", "unsigned integer": "u", "integral": "iu", "real floating": "f",
        "complex floating": "c", "numeric": "iufc",
    }
    for k in kind if isinstance(kind, tuple) else (kind,):
        if isinstance(k, str) and k in groups:
            letter = "f" if d.name in _FLOATS else d.kind
            if letter in groups[k]:
                return True
        elif isinstance(k, (str, int, float)):
            try:
                same = to_dtype(k) is d
            except TypeError:
                raise (ValueError if isinstance(k, str) else TypeError)(
                    f"isdtype: {k!r} is no dtype and none of the kinds {', '.join(groups)}") from None
            if same:
                return True
        elif to_dtype(k) is d:
            return True
    return False


def result_type(*args, return_weak_type_flag=False):
    """The dtype that values of these types are promoted to."""
    from .numpy import result_type as f
    found = f(*args)
    if not return_weak_type_flag:
        return found

    from . import numpy as jnp
    total = None
    for x in args:
        v = x if hasattr(x, "weak_type") or type(x) in (bool, int, float, complex) else jnp.zeros((), f(x))
        total = jnp.asarray(v) if total is None else total + v
    return found, bool(total.weak_type)


def scalar_type_of(x):
    """The Python scalar type of a value's dtype."""
    d = getattr(x, "dtype", None)
    if d is None:
        if type(x) not in (bool, int, float, complex):
            raise TypeError(f"scalar_type_of: {x!r} of type {type(x)} is not a valid JAX array type. Only arrays of numeric"
                            " types are supported by JAX.")
        return type(x)
    kind = "f" if d.name in _FLOATS else d.kind
    return {"b": bool, "i": int, "u": int, "f": float, "c": complex}[kind]


def itemsize_bits(dtype):
    """The size of an element in bits."""
    d = to_dtype(dtype)
    if d.name in ("int4", "uint4"):
        return 4
    return d.itemsize * 8


# type: bits, mantissa bits, exponent bits
_FORMATS = {
    "float16": (16, 10, 5), "bfloat16": (16, 7, 8), "float32": (32, 23, 8), "float64": (64, 52, 11),
}


class finfo:
    """The limits of a floating-point type."""

    def __init__(self, dtype):
        d = to_dtype(dtype)
        if d.kind == "c":
            d = to_dtype("float32" if d.name == "complex64" else "float64")
        if d.name not in _FORMATS:
            raise ValueError(f"data type {d.type!r} not inexact")
        self.dtype = d
        bits, mantissa, exponent = _FORMATS[d.name]
        bias = (1 << (exponent - 1)) - 1
        scalar = self._scalar
        self.bits = bits
        self.nmant = mantissa
        self.nexp = exponent
        self.machep = -mantissa
        self.negep = -mantissa - 1
        self.iexp = exponent
        self.maxexp = bias + 1
        self.minexp = 1 - bias
        self.precision = int(mantissa * 0.30103)
        self.eps = scalar(2.0 ** -mantissa)
        self.epsneg = scalar(2.0 ** -(mantissa + 1))
        self.max = scalar((2.0 - 2.0 ** -mantissa) * 2.0 ** bias)
        self.min = scalar(-(2.0 - 2.0 ** -mantissa) * 2.0 ** bias)
        self.tiny = self.smallest_normal = scalar(2.0 ** (1 - bias))
        self.smallest_subnormal = scalar(2.0 ** (1 - bias - mantissa))
        self.resolution = scalar(10.0 ** -self.precision)

    def _scalar(self, v):
        return self.dtype.type(v)

    def __repr__(self):
        return (f"finfo(resolution={self.resolution}, min={self.min}, max={self.max}, dtype={self.dtype})")


class iinfo:
    """The limits of an integer type."""

    def __init__(self, dtype):
        d = to_dtype(dtype)
        if d.kind not in "iu":
            raise ValueError(f"Invalid integer data type {d.kind!r}.")
        self.dtype = d
        self.bits = d.itemsize * 8
        self.kind = d.kind
        self.min = 0 if d.kind == "u" else -(1 << (self.bits - 1))
        self.max = (1 << self.bits) - 1 if d.kind == "u" else (1 << (self.bits - 1)) - 1

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


_attach(globals(), "arrays", "canonicalize_dtype issubdtype itemsize_bits result_type scalar_type_of isdtype")
