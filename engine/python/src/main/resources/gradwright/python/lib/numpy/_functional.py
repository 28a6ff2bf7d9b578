"""Functions of elements and lines made of Python functions."""
from ._core import asarray, axis_of, code, find, port, wrap


class vectorize:
    """A function of arrays that calls a Python function for each element, or for arrays by a signature."""

    def __init__(self, pyfunc=None, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        self.pyfunc = pyfunc
        self.signature = signature
        self.cache = cache
        self.excluded = set() if excluded is None else set(excluded)
        self.otypes = None if otypes is None else [find(t) for t in otypes]
        if pyfunc is not None:
            self.__name__ = getattr(pyfunc, "__name__", "vectorize")
            self.__doc__ = doc or getattr(pyfunc, "__doc__", None)

    def __call__(self, *args, **kwargs):
        if self.pyfunc is None:
            self.__init__(args[0], self.otypes, excluded=self.excluded, signature=self.signature)
            return self
        held = {i: v for i, v in enumerate(args) if i in self.excluded}
        free = [i for i in range(len(args)) if i not in held]
        names = [k for k in kwargs if k not in self.excluded]
        constants = {k: v for k, v in kwargs.items() if k in self.excluded}

        def f(*values):
            full = dict(held)
            full.update(zip(free, values))
            words = dict(zip(names, values[len(free):]))
            return self.pyfunc(*[full[i] for i in range(len(args))], **words, **constants)
        arrays = [asarray(args[i]) for i in free] + [asarray(kwargs[k]) for k in names]
        return self._lined(f, arrays) if self.signature else self._each(f, arrays)

    def _each(self, f, arrays):
        if not arrays:
            return f()
        shape = list(port.broadcastShape([a._h for a in arrays]))
        rows = [wrap(port.broadcast(a._h, shape)).ravel() for a in arrays]
        if not rows[0].size:
            if self.otypes is None:
                raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
            out = [wrap(port.zeros(code(t), shape, False)) for t in self.otypes]
            return out[0] if len(out) == 1 else tuple(out)
        results = [f(*v) for v in zip(*rows)]
        if type(results[0]) is tuple:
            return tuple([self._column([r[i] for r in results], shape, i) for i in range(len(results[0]))])
        return self._column(results, shape, 0)

    def _column(self, items, shape, i):
        if self.otypes is None:
            first = asarray(items[0])
            out = asarray(items) if first.dtype.kind in "US" else asarray(items, first.dtype)
        else:
            out = asarray(items, self.otypes[i])
        return out.reshape(shape)

    def _lined(self, f, arrays):
        left, _, right = self.signature.replace(" ", "").partition("->")
        core = [[d for d in t.strip("()").split(",") if d] for t in left.replace("),(", ")|(").split("|")]
        outs = right.replace("),(", ")|(").split("|")
        lead = [a.shape[:a.ndim - len(c)] for a, c in zip(arrays, core)]
        from ._manipulation import broadcast_shapes
        loop = broadcast_shapes(*lead)
        wide = [wrap(port.broadcast(a._h, list(loop) + list(a.shape[a.ndim - len(c):]))) for a, c in zip(arrays, core)]
        from itertools import product
        results = [f(*[w[i] for w in wide]) for i in product(*[range(n) for n in loop])]
        if len(outs) == 1:
            parts = [asarray(r) for r in results]
            return asarray(parts).reshape(loop + parts[0].shape)
        return tuple([asarray([r[k] for r in results]).reshape(loop + asarray(results[0][k]).shape) for k in range(len(outs))])


class _PyUfunc:
    """A Python function applied to each element; results are objects."""

    def __init__(self, func, nin, nout, identity=None):
        self._f = func
        self.nin, self.nout, self.identity = nin, nout, identity
        self.nargs = nin + nout
        self.__name__ = getattr(func, "__name__", "?") + " (vectorized)"

    def __call__(self, *args):
        arrays = [asarray(a) for a in args]
        shape = list(port.broadcastShape([a._h for a in arrays]))
        rows = [wrap(port.broadcast(a._h, shape)).ravel().tolist() for a in arrays]
        results = [self._f(*v) for v in zip(*rows)]
        if self.nout == 1:
            return self._shaped(results, shape)
        return tuple([self._shaped([r[i] for r in results], shape) for i in range(self.nout)])

    def _shaped(self, items, shape):
        return wrap(port.fromList(items, shape, "object")) if shape else items[0]

    def reduce(self, array, axis=0, initial=None):
        """The fold of a sequence."""
        from functools import reduce
        items = asarray(array).tolist()
        return reduce(self._f, items) if initial is None else reduce(self._f, items, initial)

    def accumulate(self, array, axis=0):
        """Running folds of a sequence."""
        from itertools import accumulate
        return asarray(list(accumulate(asarray(array).tolist(), self._f)), object)

    def outer(self, a, b):
        """The function of each pair of elements."""
        a, b = asarray(a), asarray(b)
        return self(a.reshape(a.shape + (1,) * b.ndim), b)

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"


def frompyfunc(func, /, nin, nout, *, identity=None):
    """A Python function applied to each element; results are objects."""
    return _PyUfunc(func, nin, nout, identity)


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """A function of each line along an axis."""
    from itertools import product

    from ._manipulation import moveaxis
    arr = asarray(arr)
    axis = axis_of(axis, arr.ndim)
    m = moveaxis(arr, axis, -1)
    lead = m.shape[:-1]
    results = [asarray(func1d(m[i], *args, **kwargs)) for i in product(*[range(n) for n in lead])]
    if not results:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    inner = results[0].shape
    out = asarray(results).reshape(lead + inner)
    for k in range(len(inner)):
        out = moveaxis(out, len(lead) + k, axis + k)
    return out


def apply_over_axes(func, a, axes):
    """A function applied over one axis after another."""
    val = asarray(a)
    n = val.ndim
    for axis in [axes] if not hasattr(axes, "__iter__") else axes:
        axis = axis + n if axis < 0 else axis
        res = asarray(func(val, axis))
        if res.ndim != val.ndim:
            from ._manipulation import expand_dims
            res = expand_dims(res, axis)
        val = res
    return val


class nditer:
    """The elements of arrays together, in order."""

    def __init__(self, op, flags=None, op_flags=None, order="K", **kwargs):
        arrays = list(op) if isinstance(op, (list, tuple)) else [op]
        self.operands = tuple([asarray(a) for a in arrays])
        shape = list(port.broadcastShape([a._h for a in self.operands]))
        self.shape = tuple(shape)
        self._wide = [a if list(a.shape) == shape else wrap(port.broadcast(a._h, shape)) for a in self.operands]
        from itertools import product
        self._places = list(product(*[range(n) for n in shape]))
        self.itersize = len(self._places)
        self.iterindex = 0
        self.finished = not self._places

    @property
    def multi_index(self):
        return self._places[self.iterindex]

    index = property(lambda self: self.iterindex)
    value = property(lambda self: self[0] if len(self._wide) == 1 else tuple(self[i] for i in range(len(self._wide))))

    def __getitem__(self, k):
        p = self._places[self.iterindex]
        return self._wide[k][tuple([slice(i, i + 1) for i in p])].reshape(())

    def __setitem__(self, k, value):
        self._wide[k][self._places[self.iterindex]] = value

    def __iter__(self):
        for i in range(len(self._places)):
            self.iterindex = i
            yield self.value
        self.finished = True

    def iternext(self):
        """Goes to the next elements; whether there are any."""
        self.iterindex += 1
        self.finished = self.iterindex >= len(self._places)
        return not self.finished

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None
