"""Primitives run by the compiler."""
Backend = object


def apply_primitive(prim, *args, **params):
    """Applies a primitive to concrete arguments through its lowering."""
    from .._jit import jit
    return jit(lambda *xs: prim.bind(*xs, **params))(*args)


class _ValueHandlers:
    """Conversions to NumPy's arrays of JAX's dtypes, by a value's class; libraries add those of classes of their own."""

    def __init__(self):
        self._given = {}

    def __getitem__(self, kind):
        return _canonical

    def __setitem__(self, kind, convert):
        self._given[kind] = convert

    def given(self, kind):
        """What a library gave for exactly this class, or None."""
        return self._given.get(kind)


def _canonical(x):
    import numpy as np
    from ..dtypes import canonicalize_dtype
    x = np.asarray(x)
    return x.astype(canonicalize_dtype(x.dtype), copy=False)


canonicalize_dtype_handlers = _ValueHandlers()
