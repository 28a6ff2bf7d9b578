"""The class above all sparse formats."""
from ..._array import Tracer
from ._batched import product


def _missing(name):
    def method(self, *args, **kwargs):
        raise NotImplementedError(f"{self.__class__}.{name}")
    return method


class JAXSparse:
    """An array of which only some elements are stored; the others are zero."""
    __module__ = "jax.experimental.sparse"
    __hash__ = None
    # Arrays on the left of an operator leave it to this class.
    __array_priority__ = 100
    __jax_sparse__ = True

    def __init__(self, args, *, shape):
        self.shape = tuple([d.__index__() for d in shape])

    def __len__(self):
        return self.shape[0]

    size = property(lambda self: product(self.shape))
    ndim = property(lambda self: len(self.shape))
    T = property(lambda self: self.transpose())
    dtype = property(lambda self: self.data.dtype)

    def _more(self):
        return ""

    def __repr__(self):
        name = type(self).__name__
        try:
            text = f"{name}({self.dtype}{list(self.shape)}, nse={self.nse}{self._more()})"
        except Exception:
            text = f"{name}(<invalid>)"
        return f"{type(self.data).__name__}[{text}]" if isinstance(self.data, Tracer) else text

    def block_until_ready(self):
        """Waits until the stored elements are computed."""
        for x in self.tree_flatten()[0]:
            x.block_until_ready()
        return self

    for _n in ("sum", "__neg__", "__pos__", "__matmul__", "__rmatmul__", "__mul__", "__rmul__", "__add__", "__radd__",
               "__sub__", "__rsub__", "__getitem__"):
        locals()[_n] = _missing(_n)
    del _n
