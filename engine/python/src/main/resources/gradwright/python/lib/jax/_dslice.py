"""jax.ds: slices of a fixed size whose start may be traced."""
from ._documentation import attach as _attach
from ._array import Tracer
from .tree_util import register_pytree_node


class Slice:
    """A slice with a start and a size."""
    __slots__ = ("start", "size", "stride")
    __module__ = "jax._src.indexing"

    def __init__(self, start, size, stride=1):
        if stride < 0:
            raise ValueError("`stride` must be >= 0.")
        self.start, self.size, self.stride = start, size, stride

    is_dynamic_start = property(lambda self: isinstance(self.start, Tracer))
    is_dynamic_size = property(lambda self: isinstance(self.size, Tracer))

    def __repr__(self):
        return f"Slice(start={self.start!r}, size={self.size!r}, stride={self.stride!r})"

    def __eq__(self, other):
        return type(other) is Slice and (self.start, self.size, self.stride) == (other.start, other.size, other.stride)

    def __hash__(self):
        return hash((self.start, self.size, self.stride))

    @classmethod
    def from_slice(cls, slc, size):
        """The same part of an axis of a size."""
        start, stop, step = slc.indices(size)
        if step < 1:
            raise ValueError(f"slice must have a step >= 1 (found: {step})")
        return cls(start, max(0, -(-(stop - start) // step)), step)

    def tree_flatten(self):
        """What is traced, and what is not."""
        return ((self.start if self.is_dynamic_start else None, self.size if self.is_dynamic_size else None),
                (None if self.is_dynamic_start else self.start, None if self.is_dynamic_size else self.size, self.stride))

    @classmethod
    def tree_unflatten(cls, aux_data, children):
        """The slice of the two."""
        start, size = [b if a is None else a for a, b in zip(children, aux_data)]
        return cls(start, size, aux_data[2])


register_pytree_node(Slice, Slice.tree_flatten, Slice.tree_unflatten)


def ds(start, size=None, stride=None):
    """`ds(i, n, s)` is `i:i+n*s:s`, where `i` may be traced; `ds(n)` is `:n`, `ds(None)` is `:`."""
    if start is None:
        return slice(None)
    if stride is None:
        stride = 1
    if not isinstance(stride, int):
        raise ValueError("Non-static stride in `dslice`")
    if size is None:
        if not isinstance(start, int):
            raise ValueError("Non-static `dslice`")
        return Slice(0, start, stride)
    return Slice(start, size, stride)


class Window:
    """The part of an array that the Slices of an index cut out, and the index of the wanted elements within it."""
    __slots__ = ("_array", "_starts", "part", "index")

    def __init__(self, x, index):
        from . import lax
        index = index if isinstance(index, tuple) else (index,)
        taken = sum([_axes(i) for i in index])
        starts, sizes, rest, axis = [0] * x.ndim, list(x.shape), [], 0
        for i in index:
            if type(i) is Slice:
                if i.is_dynamic_size:
                    raise TypeError(f"the size of a slice must be an int, got {i.size}")
                starts[axis] = i.start
                sizes[axis] = max(0, (i.size - 1) * i.stride + 1)
                rest.append(slice(None, None, i.stride))
            else:
                rest.append(i)
            axis += x.ndim - taken if i is Ellipsis else _axes(i)
        self._array, self._starts = x, starts
        self.part, self.index = lax.dynamic_slice(x, starts, sizes), tuple(rest)

    def put(self, part):
        """The array with a changed part."""
        from . import lax
        return lax.dynamic_update_slice(self._array, part, self._starts)


def _axes(i):
    """How many axes an item of an index takes."""
    if i is None or i is Ellipsis:
        return 0
    dtype = getattr(i, "dtype", None)
    return i.ndim if dtype is not None and dtype.name == "bool" else 1


_attach(globals(), "arrays", "ds")
