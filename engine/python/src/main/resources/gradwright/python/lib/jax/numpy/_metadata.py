"""What the Python array API asks of a namespace: https://data-apis.org/array-api/"""
VERSION = "2024.12"


def namespace(api_version):
    """`jax.numpy`, where it has the version that is asked for."""
    if api_version is not None and api_version != VERSION:
        raise ValueError(f"{api_version=} is not available; available versions are: {[VERSION]}")
    from .. import numpy
    return numpy


class ArrayNamespaceInfo:
    """What arrays can do, and on which devices."""
    __module__ = "jax._src.numpy.array_api_metadata"

    def default_device(self):
        """None: where an array is made is open until a device is named."""
        return None

    def devices(self):
        """The devices, with None for one that is not named."""
        from .._devices import devices
        return [None, *devices()]

    def capabilities(self):
        """What functions of shapes that depend on values can do within transformations."""
        return {"boolean indexing": False, "data-dependent shapes": False, "max dimensions": 64}

    def default_dtypes(self, *, device=None):
        """The types of arrays of Python's numbers."""
        from ..dtypes import canonicalize_dtype
        kinds = {"real floating": float, "complex floating": complex, "integral": int, "indexing": int}
        return {kind: canonicalize_dtype(t) for kind, t in kinds.items()}

    def dtypes(self, *, device=None, kind=None):
        """The types by name; those of one kind or of several where it is said."""
        from .._config import values
        from ..dtypes import isdtype
        from ._types import TYPES
        names = ["bool", "int8", "int16", "int32", "uint8", "uint16", "uint32", "float32", "complex64"]
        if values["jax_enable_x64"]:
            names += ["int64", "uint64", "float64", "complex128"]
        found = {n: TYPES[n].dtype for n in names}
        return found if kind is None else {n: t for n, t in found.items() if isdtype(t, kind)}
