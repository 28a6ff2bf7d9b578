"""Types for annotations."""
from ._array import Array

ArrayLike = object
DTypeLike = object
__all__ = ["Array", "ArrayLike", "DTypeLike"]
