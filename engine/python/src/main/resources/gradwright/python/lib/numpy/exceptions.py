"""Exceptions of NumPy's own."""


class AxisError(ValueError, IndexError):
    """An axis that the array does not have."""
    __module__ = "numpy.exceptions"

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is None and msg_prefix is None:
            self._text = axis
            self.axis = self.ndim = None
        else:
            self.axis, self.ndim = axis, ndim
            self._text = f"axis {axis} is out of bounds for array of dimension {ndim}"
            if msg_prefix is not None:
                self._text = f"{msg_prefix}: {self._text}"
        super().__init__(self._text)

    def __str__(self):
        return self._text


class UFuncTypeError(TypeError):
    """Types that a ufunc does not compute with."""
    __module__ = "numpy.exceptions"


class DTypePromotionError(TypeError):
    """Types without a common one."""
    __module__ = "numpy.exceptions"


class ComplexWarning(RuntimeWarning):
    """An imaginary part is discarded."""
    __module__ = "numpy.exceptions"


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that users see."""
    __module__ = "numpy.exceptions"


class RankWarning(RuntimeWarning):
    """A polynomial fit is poorly conditioned."""
    __module__ = "numpy.exceptions"


class TooHardError(RuntimeError):
    """A search that was given up."""
    __module__ = "numpy.exceptions"


class LinAlgError(ValueError):
    """A matrix that an algorithm cannot use."""
    __module__ = "numpy.linalg"
