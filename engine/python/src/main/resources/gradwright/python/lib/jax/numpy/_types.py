"""The scalar types of jax.numpy: callables that make arrays of one dtype."""
from numpy import _dtype as _np


class _ScalarMeta(type):
    __module__ = "jax._src.numpy.scalar_types"

    def __hash__(cls):
        return hash(cls.dtype.type)

    def __eq__(cls, other):
        return cls is other or cls.dtype == other

    def __ne__(cls, other):
        return not cls == other

    def __call__(cls, x):
        from ._construct import scalar
        return scalar(x, cls.dtype)

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls.dtype.type)

    def __repr__(cls):
        return f"<class 'jax.numpy.{cls.__name__}'>"

    def __reduce__(cls):
        return f"jax.numpy.{cls.__name__}"


def _make(name):
    return _ScalarMeta(name, (), {"dtype": _np.by_name(name), "__module__": "jax.numpy",
                                  "__doc__": f"Makes a scalar array of dtype {name}."})


NAMES = ("bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 bfloat16 complex64"
         " complex128").split()
TYPES = {n: _make(n) for n in NAMES}
