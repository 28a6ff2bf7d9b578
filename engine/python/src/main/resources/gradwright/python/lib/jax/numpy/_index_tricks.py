"""Objects of jax.numpy that are used by indexing them: index expressions, grids, joiners."""


class _Indexer:
    """Gives back what it is indexed with."""

    def __init__(self, as_tuple):
        self._as_tuple = as_tuple

    def __getitem__(self, item):
        return (item,) if self._as_tuple and not isinstance(item, tuple) else item


s_ = _Indexer(False)
index_exp = _Indexer(True)


def _range(s):
    """The numbers of a slice: by its step, or, where that is imaginary, so many from end to end."""
    from . import arange, linspace
    step = s.step or 1
    if isinstance(step, complex):
        return linspace(s.start or 0, s.stop, int(abs(step)))
    return arange(s.start or 0, s.stop, step)


class _Grid:
    """Dense or open grids by index expressions: `mgrid[0:3, 0:2]`."""

    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        from . import arange, meshgrid, promote_types, stack
        if isinstance(key, slice):
            return _range(key)
        parts = [_range(k) for k in key]
        if not parts and not self._sparse:
            return arange(0)
        dtype = parts[0].dtype if parts else None
        for p in parts[1:]:
            dtype = promote_types(dtype, p.dtype)
        grids = meshgrid(*[p.astype(dtype) for p in parts], indexing="ij", sparse=self._sparse)
        return grids if self._sparse else stack(grids)


mgrid = _Grid(False)
ogrid = _Grid(True)


class _Joiner:
    """Joins arrays and ranges by index expressions: `r_[1:4, 0]`.

    A text in front names the axis to join along, the least number of axes, and where those of the parts go among them:
    `r_["0,2,0", x, y]`; `"r"` and `"c"` make a matrix of one row or column."""

    def __init__(self, axis, ndmin, trans1d):
        self._defaults = (axis, ndmin, trans1d)

    def __len__(self):
        return 0

    def _directive(self, text):
        if text in ("r", "c"):
            return (*self._defaults, 0 if text == "r" else 1)
        given = text.split(",")[:3]
        try:
            return (*[int(v) for v in given], *self._defaults[len(given):], -1)
        except ValueError:
            raise ValueError(f"could not understand directive {text!r}") from None

    def __getitem__(self, key):
        from . import array, concatenate, expand_dims, transpose
        parts = key if isinstance(key, tuple) else (key,)
        axis, ndmin, trans1d, matrix = (*self._defaults, -1)
        if isinstance(parts[0], str):
            axis, ndmin, trans1d, matrix = self._directive(parts[0])
            parts = parts[1:]
        out = []
        for p in parts:
            if isinstance(p, str):
                raise ValueError("string directive must be placed at the beginning")
            made = _range(p) if isinstance(p, slice) else array(p, copy=False)
            rank = 0 if isinstance(p, slice) else made.ndim
            made = array(made, copy=False, ndmin=ndmin)
            if trans1d != -1 and ndmin > rank:
                axes = tuple(range(ndmin))
                shift = ndmin - abs(ndmin + trans1d + 1) % ndmin
                made = transpose(made, axes[shift:] + axes[:shift])
            out.append(made)
        joined = concatenate(out, axis=axis)
        return expand_dims(joined, matrix) if matrix != -1 and joined.ndim == 1 else joined


r_ = _Joiner(0, 1, -1)
c_ = _Joiner(-1, 2, 0)
