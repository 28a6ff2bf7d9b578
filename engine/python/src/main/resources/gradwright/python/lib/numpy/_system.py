"""Facts about the package, and questions about memory."""
from ._core import asarray, find, port
from ._dtype import _FACTS, _by_name, bool_
from ._ndarray import ndarray

True_, False_ = bool_(True), bool_(False)
sctypeDict = {name: d.type for name, d in _by_name.items()}
ScalarType = (int, float, complex, bool, bytes, str, memoryview, *[t for t in _FACTS if t.__module__ == "numpy"])
typecodes = {"Character": "c", "Integer": "bhilqnp", "UnsignedInteger": "BHILQNP", "Float": "efdg", "Complex": "FDG",
             "AllInteger": "bBhHiIlLqQnNpP", "AllFloat": "efdgFDG", "Datetime": "Mm", "All": "?bhilqnpBHILQNPefdgFDGSUVOMm"}


def show_config(mode="stdout"):
    """Prints what the package computes with."""
    print("Gradwright's own NumPy: loops in Java, linear algebra by the engine's libraries")


def show_runtime():
    """Prints what the package runs on."""
    import sys
    print([{"python": sys.version, "numpy_version": "2.4.0"}])


def get_include():
    """C headers do not exist here."""
    raise NotImplementedError("numpy.get_include: this NumPy has no C interface")


def test(*args, **kwargs):
    """The package's own tests are not part of it."""
    raise NotImplementedError("numpy.test: the package's tests are not part of it")


def info(object=None, maxwidth=76, output=None, toplevel="numpy"):
    """Prints the documentation of an object."""
    print(getattr(object, "__doc__", None) or "", file=output)


def may_share_memory(a, b, /, max_work=None):
    """Whether two arrays may share memory, by their bounds."""
    return isinstance(a, ndarray) and isinstance(b, ndarray) and port.overlap(a._h, b._h)


def _addresses(a):
    from . import _creation
    at = 0
    for n, s in zip(a.shape, a.strides):
        at = asarray(at)[..., None] + _creation.arange(n) * s
    at = asarray(at).ravel()
    return {x + k for x in at.tolist() for k in range(a.itemsize)}, port.address(a._h)


def shares_memory(a, b, /, max_work=None):
    """Whether two arrays share memory."""
    if not may_share_memory(a, b):
        return False
    if a.size * a.itemsize > 100000 or b.size * b.itemsize > 100000:
        return True
    (x, p), (y, q) = _addresses(a), _addresses(b)
    return any([i + p - q in y for i in x])


def isfortran(a):
    """Whether the first axis is fastest and the last is not."""
    return a.flags.fnc


class __array_namespace_info__:
    """The array API's questions about the package."""

    def capabilities(self):
        """What the package can do."""
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self):
        """The device of new arrays."""
        return "cpu"

    def devices(self):
        """All devices."""
        return ["cpu"]

    def default_dtypes(self, *, device=None):
        """The dtypes of new arrays."""
        return {"real floating": find("float64"), "complex floating": find("complex128"), "integral": find("int64"),
                "indexing": find("int64")}


def _all():
    from ._names import names
    import numpy
    return sorted({n for n in names() if not n.startswith("_")} | {n for n in vars(numpy) if not n.startswith("_")})


__all__ = _all()
