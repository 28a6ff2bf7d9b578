"""Types for annotations."""
from typing import Union

import numpy as _np

from ._array import Array
from .lax import Precision as _Precision

ArrayLike = Union[Array, _np.ndarray, _np.generic, bool, int, float, complex]
DTypeLike = Union[str, type, _np.dtype]
PrecisionLike = Union[None, str, _Precision, tuple]
__all__ = ["Array", "ArrayLike", "DTypeLike"]
