"""Names for annotations."""
from typing import Any

from ._core import ndarray

ArrayLike = Any
DTypeLike = Any


class NDArray:
    """An array of a dtype: `NDArray[np.float64]`."""

    def __class_getitem__(cls, item):
        return ndarray[Any, item]


NBitBase = object
