"""Types of literals: numbers and arrays of NumPy here."""
from numpy import ndarray as TypedNdArray

TypedInt = int
TypedFloat = float
TypedComplex = complex
LiteralArray = TypedNdArray
