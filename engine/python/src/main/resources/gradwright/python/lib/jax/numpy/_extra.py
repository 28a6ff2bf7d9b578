"""Parts of jax.numpy that need Python: functions of functions, shapes of anything, printing options."""
from .._array import _aval, operand
from .._flat import value
from ..dtypes import to_dtype


def _type_of(x):
    h = value(x)
    if h is not None:
        return _aval(h)
    from . import asarray
    return asarray(x).aval


def shape(a):
    """The shape of an array or of nested sequences."""
    return _type_of(a).shape


def ndim(a):
    """The number of axes."""
    return len(_type_of(a).shape)


def size(a, axis=None):
    """The number of elements, or the size of one axis."""
    t = _type_of(a)
    return t.size if axis is None else t.shape[axis]


def isscalar(element):
    """Whether a value is a number or an array without axes."""
    return isinstance(element, (int, float, complex, str)) or (operand(element) is not None and ndim(element) == 0)


def iterable(y):
    """Whether a value can be looped over."""
    try:
        iter(y)
    except TypeError:
        return False
    return True


def result_type(*args):
    """The dtype that values of these types are promoted to."""
    from .._array import host
    from .._functions import convert, host_dtype
    from .._core import dtype_by_name, dtype_name
    if not args:
        raise ValueError("at least one array or dtype is required")
    items = []
    for a in args:
        h = value(a)
        if h is not None:
            items.append(h)
        elif a in (int, float, complex):
            items.append({int: 0, float: 0.0, complex: convert(0j)}[a])
        else:
            items.append(host_dtype(dtype_name(to_dtype(a))))
    return dtype_by_name(host.resultTypeOf(items))


def promote_types(a, b):
    """The smallest dtype to which both may be promoted."""
    return result_type(to_dtype(a), to_dtype(b)) if not (a in (int, float) or b in (int, float)) else result_type(a, b)


def can_cast(from_, to, casting="safe"):
    """Whether NumPy's casting rule allows a conversion."""
    a, b = to_dtype(from_), to_dtype(to)
    if casting not in ("no", "equiv", "safe", "same_kind", "unsafe"):
        raise ValueError(
            "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got %r)" % (casting,))
    if a is b or casting == "unsafe":
        return True
    if casting in ("no", "equiv"):
        return False
    order = "buifc"
    if a.kind not in order or b.kind not in order:
        return False
    if casting == "same_kind" and order.index(a.kind) <= order.index(b.kind):
        return True
    return _holds_all(a, b)


def _holds_all(a, b):
    size = b.itemsize // 2 if b.kind == "c" else b.itemsize
    if a.kind == "b":
        return True
    if a.kind in "iu":
        if b.kind == a.kind:
            return a.itemsize <= size
        if b.kind == "i":
            return a.itemsize < size
        return b.kind in "fc" and (a.itemsize < size or size == 8)
    if a.kind == "f":
        return b.kind in "fc" and a.itemsize <= size
    return b.kind == "c" and a.itemsize <= b.itemsize


def iscomplexobj(x):
    """Whether the dtype is complex."""
    return _type_of(x).dtype.kind == "c"


def isrealobj(x):
    """Whether the dtype is not complex."""
    return not iscomplexobj(x)


def vectorize(pyfunc, *, excluded=frozenset(), signature=None):
    """A function of scalars as one of arrays, with broadcasting."""
    from ._vectorize import vectorize as make
    return make(pyfunc, excluded=excluded, signature=signature)


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """Applies a function to every slice along an axis."""
    from .._vmap import vmap
    from . import asarray
    arr = asarray(arr)
    axis %= arr.ndim
    f = lambda a: func1d(a, *args, **kwargs)
    for i in range(arr.ndim - axis - 1):
        f = vmap(f, in_axes=1, out_axes=-1)
    for i in range(axis):
        f = vmap(f, in_axes=0, out_axes=0)
    return f(arr)


def piecewise(x, condlist, funclist, *args, **kw):
    """Functions chosen element by element by conditions."""
    from . import asarray, where
    x = asarray(x)
    funcs = list(funclist)
    conditions = list(condlist) if isinstance(condlist, (list, tuple)) else [c for c in condlist]
    if len(funcs) == len(conditions) + 1:
        default = funcs.pop()
    elif len(funcs) == len(conditions):
        default = 0
    else:
        raise ValueError(f"with {len(conditions)} condition(s), either {len(conditions)} or {len(conditions) + 1}"
                         f" functions are expected; got {len(funcs)}")
    value_of = lambda f: f(x, *args, **kw) if callable(f) else f
    out = value_of(default)
    for c, f in reversed(list(zip(conditions, funcs))):
        out = where(c, value_of(f), out)
    return asarray(out).astype(x.dtype)


def fromfunction(function, shape, *, dtype=float, **kwargs):
    """An array of a function of the indices."""
    from .._vmap import vmap
    from . import arange
    for i in range(len(shape)):
        axes = [0 if i == j else None for j in range(len(shape))]
        function = vmap(function, in_axes=tuple(axes[::-1]))
    return function(*[arange(s, dtype=dtype) for s in shape], **kwargs)


def array_repr(arr, *args, **kwargs):
    """The text of an array with its type."""
    return repr(arr)


def array_str(a, *args, **kwargs):
    """The text of an array's elements."""
    return str(a)


class _Indexer:
    """Gives back what it is indexed with."""

    def __init__(self, as_tuple):
        self._as_tuple = as_tuple

    def __getitem__(self, item):
        return (item,) if self._as_tuple and not isinstance(item, tuple) else item


s_ = _Indexer(False)
index_exp = _Indexer(True)


class _Grid:
    """Dense or open grids by index expressions: `mgrid[0:3, 0:2]`."""

    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        from . import arange, linspace, meshgrid, stack
        single = not isinstance(key, tuple)
        parts = []
        for k in (key,) if single else key:
            step = 1 if k.step is None else k.step
            start = 0 if k.start is None else k.start
            parts.append(linspace(start, k.stop, int(abs(step))) if isinstance(step, complex)
                         else arange(start, k.stop, step))
        if single:
            return parts[0]
        grids = meshgrid(*parts, indexing="ij", sparse=self._sparse)
        return grids if self._sparse else stack(grids)


mgrid = _Grid(False)
ogrid = _Grid(True)


class _Joiner:
    """Joins arrays and ranges by index expressions: `r_[1:4, 0]`."""

    def __init__(self, axis):
        self._axis = axis

    def __getitem__(self, key):
        from . import arange, atleast_1d, concatenate, linspace
        parts = []
        for k in key if isinstance(key, tuple) else (key,):
            if isinstance(k, slice):
                step = 1 if k.step is None else k.step
                start = 0 if k.start is None else k.start
                parts.append(linspace(start, k.stop, int(abs(step))) if isinstance(step, complex)
                             else arange(start, k.stop, step))
            else:
                parts.append(atleast_1d(k))
        if self._axis:
            parts = [p[:, None] if p.ndim == 1 else p for p in parts]
        return concatenate(parts, axis=self._axis)


r_ = _Joiner(0)
c_ = _Joiner(1)


def einsum(subscripts, /, *operands, out=None, optimize="auto", precision=None, preferred_element_type=None,
           _dot_general=None, out_sharding=None):
    """Sums of products by Einstein's convention."""
    if _dot_general is not None:
        from .. import lax
        if _dot_general is not lax.dot_general:
            raise NotImplementedError(f"einsum: a product of the caller's own, got _dot_general={_dot_general}")
    from .._functions import lookup
    return lookup("jax.numpy", "einsum")(subscripts, *operands, out=out, optimize=optimize, precision=precision,
                                         preferred_element_type=preferred_element_type, out_sharding=out_sharding)
