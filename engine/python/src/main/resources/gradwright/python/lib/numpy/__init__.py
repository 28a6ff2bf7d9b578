"""A NumPy for scripts: arrays in the host's memory, computed by the engine."""
from ._dtype import (bool_, complex64, complex128, complexfloating, dtype, flexible, character, floating, float16,
                     float32, float64, generic, inexact, int8, int16, int32, int64, integer, number, object_,
                     signedinteger, str_, bytes_, uint8, uint16, uint32, uint64, unsignedinteger, void)

__version__ = "2.3.0"
bool = bool_
int_ = intp = longlong = int64
uint = uintp = uint64
float_ = double = float64
single = float32
half = float16
complex_ = cdouble = complex128
csingle = complex64
intc, short, byte = int32, int16, int8
uintc, ushort, ubyte = uint32, uint16, uint8
newaxis = None
pi = 3.141592653589793
e = 2.718281828459045
inf = float("inf")
nan = float("nan")
euler_gamma = 0.5772156649015329


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module 'numpy' has no attribute '{name}'")
    if name in ("random", "linalg", "testing", "fft", "lib"):
        from importlib import import_module
        return import_module("numpy." + name)
    from . import _functions
    if name in ("ndarray", "array", "asarray"):
        from . import _ndarray
        value = getattr(_ndarray, name)
    else:
        value = getattr(_functions, name)
    globals()[name] = value
    return value
