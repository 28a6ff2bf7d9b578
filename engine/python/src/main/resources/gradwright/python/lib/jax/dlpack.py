"""Arrays shared with other libraries through DLPack."""
from enum import IntEnum as _IntEnum
from ._documentation import attach as _attach

_SUPPORTED = frozenset("bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 bfloat16 float32 float64 complex64"
                       " complex128".split())


class DLDeviceType(_IntEnum):
    """The kind of a device, as DLPack counts them."""
    kDLCPU = 1
    kDLCUDA = 2
    kDLCUDAHost = 3
    kDLROCM = 10


def is_supported_dtype(dtype):
    """Whether arrays of a dtype can be shared."""
    from .dtypes import to_dtype
    return to_dtype(dtype).name in _SUPPORTED


def from_dlpack(external_array, device=None, copy=None):
    """An array with the elements of another library's array. Elements of host arrays are copied unless they are JAX's own."""
    from ._array import Array
    from .numpy import array, asarray
    if not (hasattr(external_array, "__dlpack__") and hasattr(external_array, "__dlpack_device__")):
        raise TypeError("The array passed to from_dlpack must have __dlpack__ and __dlpack_device__ methods.")
    if device is not None:
        from ._devices import device_put
        return device_put(from_dlpack(external_array, copy=copy), device)
    if isinstance(external_array, Array):
        return array(external_array, copy=True) if copy else external_array
    if copy is False:
        raise ValueError("from_dlpack: this engine copies the elements of other libraries' arrays, but copy=False")
    convert = getattr(external_array, "__array__", None)
    if convert is None:
        raise NotImplementedError("from_dlpack: this engine takes arrays of NumPy and its own, got"
                                  f" {type(external_array)}")
    return asarray(convert())


_attach(globals(), "arrays", "from_dlpack is_supported_dtype")
