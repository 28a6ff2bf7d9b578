"""Types of dtypes."""
from numpy import dtype as DType


class ExtendedDType:
    """Base of dtypes that libraries define themselves. Arrays of such dtypes are not in this engine."""

    @property
    def type(self):
        from ..dtypes import extended
        return extended


def supports_inf(dtype):
    """Whether a floating-point type has infinities."""
    from ..dtypes import to_dtype
    return not to_dtype(dtype).name.endswith(("fn", "fnuz"))
