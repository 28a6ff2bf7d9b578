"""A NumPy for scripts: mutable arrays in the host's memory, computed by the engine's own loops."""
from ._dtype import (bool_, bytes_, character, complex64, complex128, complexfloating, dtype, flexible, float16, float32,
                     float64, floating, generic, inexact, int8, int16, int32, int64, integer, number, object_, signedinteger,
                     str_, uint8, uint16, uint32, uint64, unsignedinteger, void)

__version__ = "2.4.0"
bool = bool_
int_ = intp = longlong = long = int64
uint = uintp = ulonglong = ulong = uint64
float_ = double = longdouble = float64
single = float32
half = float16
complex_ = cdouble = clongdouble = complex128
csingle = complex64
intc, short, byte = int32, int16, int8
uintc, ushort, ubyte = uint32, uint16, uint8
newaxis = None
pi = 3.141592653589793
e = 2.718281828459045
inf = float("inf")
nan = float("nan")
euler_gamma = 0.5772156649015329
little_endian = True
_SUBMODULES = ("random", "linalg", "testing", "fft", "lib", "exceptions", "polynomial", "typing", "dtypes", "char", "strings",
               "ma", "ctypeslib", "core", "rec", "emath", "f2py")


def __getattr__(name):
    if name in _SUBMODULES:
        from importlib import import_module
        try:
            return import_module("numpy." + name)
        except ModuleNotFoundError:
            raise AttributeError(f"module 'numpy' has no attribute '{name}'") from None
    from ._names import find
    value = find(name)
    globals()[name] = value
    return value


def __dir__():
    from ._names import names
    return sorted(set(names()) | {n for n in globals() if not n.startswith("_")} | set(_SUBMODULES))
