"""The error of symbolic dimensions."""
from .errors import InconclusiveDimensionOperation

_MORE = ("\nThis error arises for comparison operations with shapes that\nare non-constant, and the result of the operation"
         " cannot be represented as\na boolean value for all values of the symbolic dimensions involved.\n\nPlease see"
         " https://docs.jax.dev/en/latest/export/shape_poly.html#comparison-of-symbolic-dimensions-is-partially-supported"
         "\nfor more details.\n")


def inconclusive(message):
    """The error for what holds for some sizes only."""
    return InconclusiveDimensionOperation(message + _MORE)
