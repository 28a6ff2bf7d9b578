"""An array's flags and its flat iterator."""
from ._core import asarray, port, wrap


class flagsobj:
    """How an array lies in memory and whether it may be written."""
    __module__ = "numpy._core.multiarray"

    def __init__(self, a):
        self._a = a

    c_contiguous = contiguous = property(lambda self: port.contiguous(self._a._h))
    f_contiguous = property(lambda self: port.columnMajor(self._a._h))
    owndata = property(lambda self: port.base(self._a._h) is None)
    aligned = property(lambda self: True)
    writebackifcopy = property(lambda self: False)
    forc = property(lambda self: self.c_contiguous or self.f_contiguous)
    fnc = property(lambda self: self.f_contiguous and not self.c_contiguous)
    behaved = property(lambda self: self.writeable)
    carray = property(lambda self: self.behaved and self.c_contiguous)

    @property
    def writeable(self):
        return port.writable(self._a._h)

    @writeable.setter
    def writeable(self, value):
        self._a.setflags(write=value)

    def __getitem__(self, name):
        short = {"C": "c_contiguous", "F": "f_contiguous", "W": "writeable", "O": "owndata", "A": "aligned"}
        return getattr(self, short.get(name, name.lower()))

    def __setitem__(self, name, value):
        if name not in ("W", "WRITEABLE"):
            raise KeyError("Unknown flag")
        self.writeable = value

    def __repr__(self):
        return "".join([f"  {n} : {self[n]}\n" for n in ("C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED",
                                                         "WRITEBACKIFCOPY")])


class flatiter:
    """The elements of an array in order, as one axis."""
    __module__ = "numpy"

    def __init__(self, a):
        self.base = a
        self.index = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.index >= self.base.size:
            raise StopIteration
        v = self[self.index]
        self.index += 1
        return v

    def __len__(self):
        return self.base.size

    coords = property(lambda self: tuple(_unravel(self.index, self.base.shape)))

    def __getitem__(self, i):
        out = self.base.ravel()[i]
        return out.copy() if hasattr(out, "_h") and not isinstance(i, tuple) else out

    def __setitem__(self, i, value):
        from ._creation import arange
        places = arange(self.base.size)[i]
        shape = self.base.shape
        value = asarray(value).ravel()
        if value.size > 1 and places.size != value.size:
            from ._manipulation import resize
            value = resize(value, places.size)
        from ._indexing import unravel_index
        self.base[unravel_index(places, shape)] = value if value.size != 1 else value[0]

    def copy(self):
        """The elements as an array."""
        return self.base.flatten()

    def __array__(self, dtype=None, copy=None):
        return self.copy() if dtype is None else self.copy().astype(dtype)


def _unravel(i, shape):
    out = []
    for n in reversed(shape):
        out.append(i % n)
        i //= n
    return reversed(out)


class broadcast:
    """The common shape of several arrays, and an iterator over their elements together."""
    __module__ = "numpy"

    def __init__(self, *args):
        self._arrays = [asarray(a) for a in args]
        from ._manipulation import common_shape
        self.shape = common_shape([a.shape for a in self._arrays])
        self.nd = self.ndim = len(self.shape)
        self.numiter = len(args)
        self.size = 1
        for n in self.shape:
            self.size *= n
        self.index = 0

    @property
    def iters(self):
        return tuple([flatiter(wrap(port.broadcast(a._h, list(self.shape)))) for a in self._arrays])

    def __iter__(self):
        return zip(*self.iters)

    def reset(self):
        """Starts the iterator again."""
        self.index = 0
