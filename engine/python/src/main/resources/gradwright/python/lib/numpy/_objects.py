"""Arrays of Python objects that are no numbers, as meshes of devices are: shape and order only, no arithmetic."""


class objectarray:
    """An array of any objects."""
    __slots__ = ("_items", "shape")
    __module__ = "numpy"

    def __init__(self, items, shape):
        self._items = tuple(items)
        self.shape = tuple(shape)

    ndim = property(lambda self: len(self.shape))
    size = property(lambda self: len(self._items))
    T = property(lambda self: self.transpose())

    @property
    def dtype(self):
        from ._dtype import object_
        return object_

    @property
    def flat(self):
        return iter(self._items)

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __iter__(self):
        return iter([self[i] for i in range(len(self))])

    def reshape(self, *shape):
        """The same objects in another shape."""
        shape = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
        known = 1
        for d in shape:
            known *= d if d != -1 else 1
        shape = tuple([self.size // known if d == -1 and known else d for d in shape])
        total = 1
        for d in shape:
            total *= d
        if total != self.size:
            raise ValueError(f"cannot reshape array of size {self.size} into shape {shape}")
        return objectarray(self._items, shape)

    def ravel(self, order="C"):
        """The objects in one axis."""
        return objectarray(self._items, (self.size,))

    flatten = ravel

    def _strides(self):
        out, step = [], 1
        for d in reversed(self.shape):
            out.append(step)
            step *= d
        return out[::-1]

    def _picked(self, shape, strides, start):
        from itertools import product
        return objectarray([self._items[start + sum([i * s for i, s in zip(index, strides)])]
                            for index in product(*[range(d) for d in shape])], shape)

    def transpose(self, *axes):
        """The axes in another order."""
        axes = axes[0] if len(axes) == 1 and isinstance(axes[0], (tuple, list)) else axes
        axes = tuple(axes) or tuple(range(self.ndim))[::-1]
        strides = self._strides()
        return self._picked([self.shape[a] for a in axes], [strides[a] for a in axes], 0)

    def __getitem__(self, index):
        index = index if isinstance(index, tuple) else (index,)
        if Ellipsis in index:
            at = index.index(Ellipsis)
            index = index[:at] + (slice(None),) * (self.ndim - len(index) + 1) + index[at + 1:]
        index += (slice(None),) * (self.ndim - len(index))
        if len(index) > self.ndim:
            raise IndexError(f"too many indices for array: array is {self.ndim}-dimensional, but {len(index)} were"
                             " indexed")
        shape, strides, start = [], [], 0
        for axis, (i, d, s) in enumerate(zip(index, self.shape, self._strides())):
            if isinstance(i, slice):
                places = range(*i.indices(d))
                start += places.start * s if len(places) else 0
                shape.append(len(places))
                strides.append(places.step * s)
            else:
                n = i.__index__()
                if not -d <= n < d:
                    raise IndexError(f"index {n} is out of bounds for axis {axis} with size {d}")
                start += (n % d) * s
        if not shape:
            return self._items[start]
        return self._picked(shape, strides, start)

    def tolist(self):
        """The objects in nested lists."""
        if not self.shape:
            return self._items[0]
        return [x.tolist() if isinstance(x, objectarray) else x for x in self]

    def __eq__(self, other):
        return isinstance(other, objectarray) and self.shape == other.shape and self._items == other._items

    def __hash__(self):
        return hash((self._items, self.shape))

    def __repr__(self):
        return f"array({self.tolist()!r}, dtype=object)"

    __str__ = __repr__


def of(data):
    """The array of nested sequences whose leaves are no numbers; None where they are."""
    shape, level = [], data
    while isinstance(level, (list, tuple, objectarray)) and len(level):
        shape.append(len(level))
        level = level[0]
    if isinstance(level, (list, tuple, int, float, complex, str)) or hasattr(level, "dtype"):
        return None
    flat = [data]
    for n in shape:
        flat = [x for part in flat for x in part]
        if n == 0:
            return None
    return objectarray(flat, shape)
