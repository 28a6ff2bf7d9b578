"""The NumPy-like functions of JAX."""
from math import e, inf, nan, pi

from numpy import _dtype as _np

from .._documentation import attach as _attach
from .._array import Array as ndarray
from .._functions import module_getattr as _module_getattr
from ..dtypes import bfloat16 as _bfloat16, finfo, iinfo, isdtype, issubdtype as _below
from ._construct import array, asarray
from ._types import TYPES as _TYPES

globals().update(_TYPES)
bool_ = _TYPES["bool"]
int_ = _TYPES["int64"]
uint = _TYPES["uint64"]
float_ = double = _TYPES["float64"]
single = _TYPES["float32"]
complex_ = cdouble = _TYPES["complex128"]
csingle = _TYPES["complex64"]
dtype = _np.dtype
generic, number, integer, inexact = _np.generic, _np.number, _np.integer, _np.inexact
signedinteger, unsignedinteger = _np.signedinteger, _np.unsignedinteger
floating, complexfloating = _np.floating, _np.complexfloating
character, flexible, object_ = _np.character, _np.flexible, _np.object_
newaxis = None
__array_api_version__ = "2024.12"
euler_gamma = 0.5772156649015329
del _bfloat16

def issubdtype(arg1, arg2):
    """Whether a type is below another in the hierarchy of types: ``jnp.issubdtype("int8", jnp.integer)``."""
    return _below(arg1, arg2)


_LAZY = {n: "jax.numpy._extra" for n in (
    "einsum einsum_path vectorize apply_along_axis apply_over_axes piecewise fromfunction mask_indices pad array_repr array_str iterable shape size"
    " ndim isscalar can_cast result_type promote_types iscomplexobj isrealobj").split()}
_LAZY.update({n: "jax.numpy._index_tricks" for n in ("r_", "c_", "s_", "ogrid", "mgrid", "index_exp")})
_LAZY.update({n: "jax.numpy._files" for n in (
    "frombuffer fromstring fromfile fromiter from_dlpack save savez load printoptions set_printoptions"
    " get_printoptions").split()})
_LAZY.update({n: "jax.numpy._ufuncs" for n in (
    "negative add subtract multiply maximum minimum bitwise_and bitwise_or bitwise_xor logical_and logical_or logical_xor"
    " logaddexp logaddexp2").split()})
_LAZY.update({n: "jax.numpy._narrow" for n in (
    "float4_e2m1fn float6_e2m3fn float6_e3m2fn float8_e3m4 float8_e4m3 float8_e4m3b11fnuz float8_e4m3fn float8_e4m3fnuz"
    " float8_e5m2 float8_e5m2fnuz float8_e8m0fnu int1 int2 int4 uint1 uint2 uint4").split()})
_LAZY.update({"linalg": "jax.numpy.linalg", "fft": "jax.numpy.fft", "ufunc": "jax.numpy._ufunc",
              "frompyfunc": "jax.numpy._ufunc", "ComplexWarning": "numpy.exceptions"})


def __array_namespace_info__():
    """What arrays of this namespace can do: the Python array API's object of that name."""
    from ._metadata import ArrayNamespaceInfo
    return ArrayNamespaceInfo()


__getattr__, __dir__ = _module_getattr("jax.numpy", globals(), _LAZY)


_attach(globals(), "arrays", "issubdtype")
