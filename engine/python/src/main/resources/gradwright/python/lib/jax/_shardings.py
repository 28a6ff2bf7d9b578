"""Marks for shardings that nobody has chosen."""


class UnspecifiedValue:
    """Stands for a sharding that is left to the engine."""
    __slots__ = ()
    __module__ = "jax._src.sharding_impls"

    def __repr__(self):
        return "UnspecifiedValue"


UNSPECIFIED = UnspecifiedValue()


def whole(ndim):
    """The sharding of values that are not divided over any mesh."""
    return UNSPECIFIED
