"""Indexing: Python's index expressions put into the simple form that the engine takes."""
from numpy import _dtype as _np

from ._array import _ARRAY_TYPES, host, operand, wrap

_SEQUENCE = ("Using a non-tuple sequence for multidimensional indexing is not allowed; use `arr[array(seq)]` instead"
             " of `arr[seq]`. See https://github.com/jax-ml/jax/issues/4564 for more information.")
_TUPLE = ("Using a non-tuple sequence for multidimensional indexing is not allowed; use `arr[tuple(seq)]` instead of"
          " `arr[seq]`. See https://github.com/jax-ml/jax/issues/4564 for more information.")
_ellipsis = host.ellipsis()
_slice = host.slice


class Windowed(Exception):
    """An index has a jax.ds, whose start the engine's simple indices do not know."""


def _bound(v, whole, position):
    if v is None:
        return None
    t = type(v)
    if t is int:
        return v
    if t is float or t is complex or t is str:
        raise TypeError(f"slice of an index: '{t.__name__}' object cannot be interpreted as an integer")
    try:
        return v.__index__()
    except Exception:
        shown = f"slice({whole.start!r}, {whole.stop!r}, {whole.step!r})"
        raise IndexError(f"Slice entries must be static integers. Got {shown} at position {position}") from None


def normalize(idx):
    """The list of simple indices of an index expression."""
    if isinstance(idx, list):
        if any(isinstance(i, (list, tuple, slice)) or i is None or i is Ellipsis for i in idx):
            raise TypeError(_TUPLE)
        raise TypeError(_SEQUENCE)
    if not isinstance(idx, tuple):
        idx = (idx,)
    out = []
    for position, i in enumerate(idx):
        t = type(i)
        if t is int or i is None or t is bool:
            out.append(i)
        elif t is slice:
            out.append(_slice(_bound(i.start, i, position), _bound(i.stop, i, position), _bound(i.step, i, position)))
        elif t in _ARRAY_TYPES:
            out.append(i._h)
        elif i is Ellipsis:
            out.append(_ellipsis)
        elif t is str:
            raise TypeError(f"JAX does not support string indexing; got idx={i!r}")
        elif t is float or t is complex:
            raise TypeError(f"Indexer must have integer or boolean type, got indexer with type {_np.dtype(t)}")
        elif isinstance(i, (list, tuple)):
            from .numpy import asarray
            out.append(asarray(i, dtype=None if i else "int32")._h)
        else:
            h = operand(i)
            if h is None:
                if t.__name__ == "Slice":
                    raise Windowed
                raise IndexError("only integers, slices (`:`), ellipsis (`...`), newaxis (`None`) and integer or"
                                 f" boolean arrays are valid indices. Got {i}")
            out.append(h)
    return out


def getitem(x, idx):
    """`x[idx]`."""
    if type(idx) is int:
        return wrap(host.getItem(x._h, idx))
    try:
        simple = normalize(idx)
    except Windowed:
        from ._dslice import Window
        window = Window(x, idx)
        return window.part[window.index]
    return wrap(host.index(x._h, simple, None, None, False, False, True))


def rows(x):
    """The slices of `x` along its first axis."""
    return [wrap(h) for h in host.rows(x._h)]


class _IndexUpdateHelper:
    """`x.at`: indexing it gives access to updated copies."""
    __slots__ = ("array",)

    def __init__(self, array):
        self.array = array

    def __getitem__(self, index):
        if any([type(i).__name__ == "Slice" for i in (index if type(index) is tuple else (index,))]):
            return _WindowUpdateRef(self.array, index)
        return _IndexUpdateRef(self.array, index)

    def __repr__(self):
        return f"_IndexUpdateHelper({self.array!r})"


class _IndexUpdateRef:
    """`x.at[index]`: reads, or copies of `x` with the elements at `index` changed."""
    __slots__ = ("array", "index")

    def __init__(self, array, index):
        self.array = array
        self.index = index

    def __repr__(self):
        return f"_IndexUpdateRef({self.array!r}, {self.index!r})"

    def get(self, *, indices_are_sorted=False, unique_indices=False, mode=None, fill_value=None, out_sharding=None,
            wrap_negative_indices=True):
        """The elements at the index."""
        if out_sharding is not None:
            from ._explicit import divided
            return divided("get", lambda x: x.at[self.index].get(
                indices_are_sorted=indices_are_sorted, unique_indices=unique_indices, mode=mode, fill_value=fill_value,
                wrap_negative_indices=wrap_negative_indices), out_sharding, (self.array,), {})
        fill = None if fill_value is None else operand(fill_value)
        return wrap(host.index(self.array._h, normalize(self.index), _mode(mode), fill, indices_are_sorted,
                               unique_indices, wrap_negative_indices))

    def apply(self, func, *, indices_are_sorted=False, unique_indices=False, mode=None, out_sharding=None,
              wrap_negative_indices=True):
        """A copy with a function of numbers applied to the elements at the index, several times where it repeats."""
        def element(values):
            out = operand(func(wrap(values[0])))
            if out is None:
                raise ValueError("x.at[...].apply: the function must give an array or number")
            return [out]
        index = normalize(self.index)
        options = (_mode(mode), indices_are_sorted, unique_indices, wrap_negative_indices)
        if unique_indices or not any([i is not None and getattr(i, "rank", None) is not None for i in index]):
            return wrap(host.applyAt(self.array._h, index, element, *options))
        return self._applied(func, index, options)

    def _applied(self, func, index, options):
        """Rounds of applications, until each element has had as many as the index names it."""
        from . import numpy as jnp
        from ._vmap import vmap
        from .lax import while_loop
        x = self.array
        each = func
        for _ in range(x.ndim):
            each = vmap(each)
        counts = wrap(host.update(jnp.zeros(x.shape, "int32")._h, index, "add", 1, *options))
        _, out = while_loop(lambda s: (counts > s[0]).any(),
                            lambda s: (s[0] + 1, jnp.where(counts > s[0], each(s[1]).astype(x.dtype), s[1])), (0, x))
        return out


def _mode(mode):
    return mode if mode is None or type(mode) is str else getattr(mode, "name", str(mode)).lower()


def _update(operation, doc):
    def method(self, values, *, indices_are_sorted=False, unique_indices=False, mode=None, out_sharding=None,
               wrap_negative_indices=True):
        if out_sharding is not None:
            from ._explicit import divided
            return divided(operation, lambda x, v: method(x.at[self.index], v, indices_are_sorted=indices_are_sorted,
                                                          unique_indices=unique_indices, mode=mode,
                                                          wrap_negative_indices=wrap_negative_indices),
                           out_sharding, (self.array, values), {})
        h = operand(values) if values is not None and type(values) is not str else None
        if h is None:
            from .numpy import asarray
            h = asarray(values)._h
        return wrap(host.update(self.array._h, normalize(self.index), operation, h, _mode(mode), indices_are_sorted,
                                unique_indices, wrap_negative_indices))
    method.__name__ = operation
    method.__qualname__ = "_IndexUpdateRef." + operation
    method.__doc__ = doc
    return method


for _name, _doc in {
    "set": "A copy with the elements at the index replaced.",
    "add": "A copy with values added to the elements at the index.",
    "subtract": "A copy with values subtracted from the elements at the index.",
    "multiply": "A copy with the elements at the index multiplied by values.",
    "divide": "A copy with the elements at the index divided by values.",
    "power": "A copy with the elements at the index raised to powers.",
    "min": "A copy with the minimum of the elements at the index and values.",
    "max": "A copy with the maximum of the elements at the index and values.",
}.items():
    setattr(_IndexUpdateRef, _name, _update(_name, _doc))
_IndexUpdateRef.mul = _IndexUpdateRef.multiply


class _WindowUpdateRef:
    """`x.at[index]` where a jax.ds is in the index."""
    __slots__ = ("_window",)

    def __init__(self, array, index):
        from ._dslice import Window
        self._window = Window(array, index)

    def get(self, **options):
        """The elements at the index."""
        if out_sharding is not None:
            from ._explicit import divided
            return divided("get", lambda x: x.at[self.index].get(
                indices_are_sorted=indices_are_sorted, unique_indices=unique_indices, mode=mode, fill_value=fill_value,
                wrap_negative_indices=wrap_negative_indices), out_sharding, (self.array,), {})
        return self._window.part.at[self._window.index].get(**options)


def _window_update(name):
    def method(self, *args, **options):
        window = self._window
        return window.put(getattr(window.part.at[window.index], name)(*args, **options))
    method.__name__ = name
    method.__qualname__ = "_WindowUpdateRef." + name
    method.__doc__ = getattr(_IndexUpdateRef, name).__doc__
    return method


for _name in ("set", "add", "subtract", "multiply", "mul", "divide", "power", "min", "max", "apply"):
    setattr(_WindowUpdateRef, _name, _window_update(_name))
