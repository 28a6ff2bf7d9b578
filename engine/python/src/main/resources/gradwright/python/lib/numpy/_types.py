"""Questions about dtypes."""
from . import _dtype as _np
from ._core import asarray, code, find, generic, port
from ._ndarray import ndarray


def result_type(*arrays_and_dtypes):
    """The dtype that values of these types are promoted to."""
    if not arrays_and_dtypes:
        raise ValueError("at least one array or dtype is required")
    out = []
    for x in arrays_and_dtypes:
        t = type(x)
        if t in (int, float):
            out.append(x)
        elif t is bool:
            out.append("bool")
        elif t is complex:
            out.append(port.complex(x.real, x.imag))
        elif isinstance(x, (ndarray, generic)):
            out.append(code(x.dtype))
        elif isinstance(x, (str, type, _np.dtype)) or x is None:
            out.append(code(find(x)))
        else:
            out.append(code(find(x.dtype) if hasattr(x, "dtype") else asarray(x).dtype))
    return find(port.common(out))


def promote_types(type1, type2):
    """The smallest dtype that both convert to safely."""
    return find(port.common([code(find(type1)), code(find(type2))]))


def can_cast(from_, to, casting="safe"):
    """Whether a conversion is allowed under a rule."""
    if type(from_) in (int, float, complex):
        raise TypeError("can_cast() does not support Python ints, floats, and complex because the result used to depend on"
                        " the value.\nThis change was part of adopting NEP 50, we may explicitly allow them again in the future.")
    d = from_.dtype if isinstance(from_, (ndarray, generic)) else find(from_)
    to = find(to)
    if not to.itemsize:
        return casting == "unsafe" or d.kind != "O"
    return port.canCast(code(d), code(to), casting)


def issubdtype(arg1, arg2):
    """Whether a type is below another in the hierarchy of types."""
    a = arg1 if isinstance(arg1, type) and issubclass(arg1, generic) else find(arg1).type
    b = arg2 if isinstance(arg2, type) and issubclass(arg2, generic) else find(arg2).type
    return issubclass(a, b)


def isdtype(dtype, kind):
    """Whether a dtype is of a kind, by the array API's names."""
    from jax.dtypes import isdtype as f
    return f(dtype, kind)


def min_scalar_type(a):
    """The smallest dtype that holds a scalar."""
    a = asarray(a)
    if a.ndim:
        return a.dtype
    v = a.item()
    if a.dtype.kind in "iu":
        names = ("uint8", "uint16", "uint32", "uint64") if v >= 0 else ("int8", "int16", "int32", "int64")
        return next(find(n) for n in names if iinfo(n).min <= v <= iinfo(n).max)
    if a.dtype.kind == "f":
        return next(find(n) for n in ("float16", "float32", "float64") if v != v or abs(v) == float("inf")
                    or abs(v) <= float(finfo(n).max))
    return a.dtype


def common_type(*arrays):
    """The inexact dtype that arrays share."""
    d = result_type(*[find("float64") if asarray(a).dtype.kind in "iub" else asarray(a).dtype for a in arrays])
    return d.type


def iscomplexobj(x):
    """Whether the dtype is complex."""
    return _kind(x) == "c"


def isrealobj(x):
    """Whether the dtype is not complex."""
    return _kind(x) != "c"


def _kind(x):
    d = getattr(x, "dtype", None)
    return d.kind if d is not None else asarray(x).dtype.kind


def isscalar(element):
    """Whether a value is a number or a text."""
    return isinstance(element, (int, float, complex, str, bytes, generic))


def iterable(y):
    """Whether a value can be iterated over."""
    try:
        iter(y)
    except TypeError:
        return False
    return True


def typename(char):
    """The description of a type character."""
    names = {"?": "bool", "b": "signed char", "B": "unsigned char", "h": "short", "H": "unsigned short", "i": "integer",
             "I": "unsigned integer", "l": "long integer", "L": "unsigned long integer", "f": "single precision",
             "d": "double precision", "F": "complex single precision", "D": "complex double precision", "S": "string",
             "U": "unicode", "O": "object", "V": "void"}
    return names[char]


def mintypecode(typechars, typeset="GDFgdf", default="d"):
    """The smallest type character that all convert to."""
    chars = [t if isinstance(t, str) else asarray(t).dtype.char for t in typechars]
    found = [t for t in chars if t in typeset]
    if not found:
        return default
    if "F" in found and "d" in found:
        return "D"
    return min(found, key=typeset.index)


_FORMATS = {"float16": (16, 10, 5), "float32": (32, 23, 8), "float64": (64, 52, 11)}
_limits = {}


class finfo:
    """The limits of a float type."""
    __module__ = "numpy"

    def __new__(cls, dtype):
        d = dtype if isinstance(dtype, _np.dtype) else find(dtype) if isinstance(dtype, (str, type)) else find(
            getattr(dtype, "dtype", type(dtype)))
        d = find({"complex64": "float32", "complex128": "float64"}.get(d.name, d.name))
        if d.name not in _FORMATS:
            raise ValueError(f"data type {d.type!r} not inexact")
        out = _limits.get(d.name)
        if out is None:
            out = _limits[d.name] = object.__new__(cls)
            out._fill(d)
        return out

    def _fill(self, d):
        bits, mantissa, exponent = _FORMATS[d.name]
        bias = (1 << (exponent - 1)) - 1
        t = d.type
        self.dtype, self.bits, self.nmant, self.nexp = d, bits, mantissa, exponent
        self.machep, self.negep, self.iexp = -mantissa, -mantissa - 1, exponent
        self.maxexp, self.minexp = bias + 1, 1 - bias
        self.precision = int(mantissa * 0.30103)
        self.eps, self.epsneg = t(2.0 ** -mantissa), t(2.0 ** -(mantissa + 1))
        self.max = t((2.0 - 2.0 ** -mantissa) * 2.0 ** bias)
        self.min = t(-(2.0 - 2.0 ** -mantissa) * 2.0 ** bias)
        self.tiny = self.smallest_normal = t(2.0 ** (1 - bias))
        self.smallest_subnormal = t(2.0 ** (1 - bias - mantissa))
        self.resolution = t(10.0 ** -self.precision)

    def __repr__(self):
        return f"finfo(resolution={self.resolution}, min={self.min}, max={self.max}, dtype={self.dtype})"


class iinfo:
    """The limits of an integer type."""
    __module__ = "numpy"

    def __init__(self, int_type):
        d = find(int_type) if isinstance(int_type, (str, type, _np.dtype)) else asarray(int_type).dtype
        if d.kind not in "iu":
            raise ValueError(f"Invalid integer data type {d.kind!r}.")
        self.dtype, self.kind, self.bits = d, d.kind, d.itemsize * 8
        self.key = f"{d.kind}{self.bits}"
        self.min = 0 if d.kind == "u" else -(1 << (self.bits - 1))
        self.max = (1 << self.bits) - 1 if d.kind == "u" else (1 << (self.bits - 1)) - 1

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"
