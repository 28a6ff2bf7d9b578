"""Types of arguments for annotations."""
from typing import Any, Union

from . import dtype as _dtype
from . import generic as _generic
from . import ndarray

ArrayLike = Any
DTypeLike = Union[_dtype, type, str, None]
NDArray = ndarray
NBitBase = object
