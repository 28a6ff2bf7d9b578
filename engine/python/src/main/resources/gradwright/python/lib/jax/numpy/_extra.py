"""Parts of jax.numpy that need Python: functions of functions, shapes of anything, printing options."""
from .._documentation import attach as _attach
from .._array import _aval, operand
from .._core import size_of
from .._flat import value
from .._functions import lookup
from ..dtypes import to_dtype


_pad = lookup("jax.numpy", "pad")
_einsum_path = lookup("jax.numpy", "einsum_path")


class PathInfo:
    """An account of a contraction's order."""
    __slots__ = ("_text",)
    __module__ = "opt_einsum.contract"

    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


def einsum_path(subscripts, /, *operands, optimize="auto"):
    """The order in which :func:`einsum` contracts its operands.

    Returns a list of tuples of positions in the shrinking list of operands, and an account of it that prints as text.
    """
    path, text = _einsum_path(subscripts, *operands, optimize=optimize)
    return path, PathInfo(text)


einsum_path.__module__ = "jax.numpy"


def _type_of(x):
    h = value(x)
    if h is not None:
        return _aval(h)
    from .._core import ShapeDtypeStruct
    if type(x) is ShapeDtypeStruct:
        return x
    from . import asarray
    return asarray(x).aval


def _shape_of(x):
    if isinstance(getattr(x, "shape", None), tuple):
        return x.shape
    return () if x is None else _type_of(x).shape


def shape(a):
    """The shape of an array or of nested sequences."""
    return _shape_of(a)


def ndim(a):
    """The number of axes."""
    return len(_shape_of(a))


def size(a, axis=None):
    """The number of elements, or the size of one axis, or the product of several."""
    s = _shape_of(a)
    if axis is None:
        return size_of(s)
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    for k in axes:
        if not -len(s) <= k < len(s):
            raise ValueError(f"axis {k} is out of bounds for array of dimension {len(s)}")
    return size_of([s[k] for k in axes])


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
    from .._core import KeyTy, dtype_name
    from ..dtypes import canonicalize_dtype
    if not args:
        raise ValueError("at least one array or dtype is required")
    items = []
    for a in args:
        h = value(a)
        if h is not None:
            items.append(h)
        elif a is int or a is float or a is complex:
            items.append({int: 0, float: 0.0, complex: convert(0j)}[a])
        elif type(a) is KeyTy and a.engine is not None:
            items.append(a.engine)
        else:
            items.append(host_dtype(dtype_name(to_dtype(a))))
    found = host.resultTypeOf(items)
    return found if type(found) is KeyTy else canonicalize_dtype(found, True)


_RANKS = {"b": 0, "i": 1, "u": 1, "f": 2, "V": 2, "c": 3}


def promote_types(a, b):
    """The smallest dtype to which both may be promoted."""
    scalars = (int, float, complex)
    kinds = [(_RANKS[to_dtype(v).kind], v) for v in (a, b)]
    (low, p), (high, q) = kinds if kinds[0][0] <= kinds[1][0] else kinds[::-1]
    if q not in scalars:
        return to_dtype(q) if p in scalars else result_type(to_dtype(a), to_dtype(b))
    if low == high and p not in scalars:
        return to_dtype(p)
    if q is complex and low == _RANKS["f"] and p is not float:
        return result_type(to_dtype(p), "complex64")
    return to_dtype(q)


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
    return x is not None and _type_of(x).dtype.kind == "c"


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
    from ._ufunc import check_arrays
    check_arrays("apply_along_axis", arr)
    rank = ndim(arr)
    if not -rank <= axis < rank:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {rank}")
    axis %= rank
    f = lambda a: func1d(a, *args, **kwargs)
    for i in range(1, rank - axis):
        f = vmap(f, in_axes=i, out_axes=-1)
    for i in range(axis):
        f = vmap(f, in_axes=0, out_axes=0)
    return f(arr)


def apply_over_axes(func, a, axes):
    """Applies a function of an array and an axis for each axis in turn; an axis that it removes comes back with size 1."""
    from . import asarray, expand_dims
    from ._ufunc import check_arrays
    check_arrays("apply_over_axes", a)
    a = asarray(a)
    for axis in axes:
        out = func(a, axis)
        if out.ndim not in (a.ndim, a.ndim - 1):
            raise ValueError(f"apply_over_axes: func must give an array of {a.ndim} or {a.ndim - 1} axes, got {out.ndim}")
        a = out if out.ndim == a.ndim else expand_dims(out, axis)
    return a


def mask_indices(n, mask_func, k=0, *, size=None):
    """The indices of the non-zero elements of ``mask_func(ones((n, n)), k)``: one array by axis."""
    from . import nonzero, ones
    i, j = nonzero(mask_func(ones((n, n)), k), size=size)
    return i, j


def pad(array, pad_width, mode="constant", **kwargs):
    if not callable(mode):
        return _pad(array, pad_width, mode, **kwargs)
    out = _pad(array, pad_width, "empty")
    nested = not hasattr(pad_width, "__index__") and not all([hasattr(w, "__index__") for w in pad_width])
    each = list(pad_width) if nested else [pad_width]
    for axis in range(out.ndim):
        w = each[axis if len(each) > 1 else 0]
        w = (w,) if hasattr(w, "__index__") else tuple(w)
        out = apply_along_axis(mode, axis, out, w if len(w) > 1 else w * 2, axis, kwargs)
    return out


pad.__doc__ = _pad.__doc__


def piecewise(x, condlist, funclist, *args, **kw):
    """Functions chosen element by element by conditions: the last one that holds decides, a further function is the default.

    x: an array. condlist: arrays of bools that broadcast to it. funclist: functions of `x`, or values.
    args, kw: further arguments of the functions.
    """
    from ..lax import switch
    from . import argmax, array, asarray, concatenate, cumsum, zeros_like
    from ._ufunc import check_arrays
    from ._vectorize import vectorize as make
    check_arrays("piecewise", x)
    x = asarray(x)
    count, funcs = len(condlist), list(funclist)
    if len(funcs) == count + 1:
        funcs = funcs[-1:] + funcs[:-1]
    elif len(funcs) == count:
        funcs = [0] + funcs
    else:
        raise ValueError(f"with {count} condition(s), either {count} or {count + 1} functions are expected; got"
                         f" {len(funcs)}")
    conditions = asarray(condlist, dtype=bool)
    chosen = argmax(cumsum(concatenate([zeros_like(conditions[:1]), conditions], 0), 0), 0)

    def branch(f):
        if callable(f):
            return lambda v: f(v, *args, **kw).astype(x.dtype)
        return lambda v: array(f, dtype=x.dtype)
    return make(switch, excluded=(1,))(chosen, [branch(f) for f in funcs], x)


def fromfunction(function, shape, *, dtype=float, **kwargs):
    """An array of a function of the indices."""
    from .._vmap import vmap
    from . import arange, zeros
    shape = zeros(shape, bool).shape
    for i in range(len(shape)):
        axes = [0 if i == j else None for j in range(len(shape))]
        function = vmap(function, in_axes=tuple(axes[::-1]))
    return function(*[arange(s, dtype=dtype) for s in shape], **kwargs)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """The text of an array with its type."""
    if max_line_width is precision is suppress_small is None:
        return repr(arr)
    with _printed(max_line_width, precision, suppress_small):
        return repr(arr)


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """The text of an array's elements."""
    if max_line_width is precision is suppress_small is None:
        return str(a)
    with _printed(max_line_width, precision, suppress_small):
        return str(a)


def _printed(width, precision, suppress):
    from ._files import printoptions
    given = {"linewidth": width, "precision": precision, "suppress": suppress}
    return printoptions(**{k: v for k, v in given.items() if v is not None})


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


_attach(globals(), "arrays",
        "apply_along_axis apply_over_axes array_repr array_str can_cast einsum einsum_path fromfunction"
        " iscomplexobj isrealobj isscalar iterable mask_indices ndim piecewise promote_types result_type"
        " shape size vectorize")
