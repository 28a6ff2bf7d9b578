"""The methods of ufuncs that have no faster way: loops that apply the function element after element."""
from ._ufunc import check_arrays


def _axis(axis, rank):
    if not -rank <= axis < rank:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {rank}")
    return axis % rank


def _result_dtype(f, *arrays):
    """The dtype of the function of ones of the arrays' dtypes."""
    from .._jit import eval_shape
    from . import ones
    return eval_shape(f._func, *[ones((), a.dtype) for a in arrays]).dtype


def reduce(f, a, axis, dtype, keepdims, initial, where):
    """A loop over the axis, one slice a step."""
    from ..lax import fori_loop, full
    from . import asarray, broadcast_to, moveaxis, where as choose
    a = asarray(a)
    if initial is None:
        initial = f.identity
    if dtype is None:
        dtype = _result_dtype(f, a, a)
    if where is not None:
        where = broadcast_to(where, a.shape)
    if isinstance(axis, tuple):
        raise NotImplementedError(f"{f.__name__}.reduce: a tuple of axes")
    if axis is None:
        shape = (1,) * a.ndim if keepdims else ()
        a = a.ravel()
        where = None if where is None else where.ravel()
        axis = 0
    else:
        axis = _axis(axis, a.ndim)
        shape = (*a.shape[:axis], *((1,) if keepdims else ()), *a.shape[axis + 1:])
    if axis != 0:
        a = moveaxis(a, axis, 0)
        where = None if where is None else moveaxis(where, axis, 0)
    if a.shape[0] == 0:
        if initial is None:
            raise ValueError(f"zero-size array to reduction operation {f.__name__} which has no identity")
        return full(shape, initial, dtype)

    def step(i, value):
        combined = f(value, a[i].astype(dtype))
        return combined if where is None else choose(where[i], combined, value)
    first = a[0] if initial is None else initial
    start = broadcast_to(asarray(first).astype(dtype), a.shape[1:])
    out = fori_loop(1 if initial is None else 0, a.shape[0], step, start)
    return out.reshape(shape) if keepdims else out


def accumulate(f, a, axis, dtype):
    """A scan over the axis."""
    from ..lax import full, scan
    from . import asarray, moveaxis, where
    check_arrays(f"{f.__name__}.accumulate", a)
    a = asarray(a)
    if dtype is None:
        dtype = _result_dtype(f, a, a)
    if axis is None or isinstance(axis, tuple):
        raise ValueError("accumulate does not allow multiple axes")
    axis = _axis(axis, a.ndim)
    if a.size == 0:
        return full(a.shape, 0, dtype)
    a = moveaxis(a, axis, 0)

    def step(carry, _):
        i, x = carry
        y = where(i == 0, a[0].astype(dtype), f(x.astype(dtype), a[i].astype(dtype)))
        return (i + 1, y), y
    _, out = scan(step, (0, a[0].astype(dtype)), None, length=a.shape[0])
    return moveaxis(out, 0, axis)


def at(f, a, indices, args):
    """A scan over the indices, which may repeat."""
    from math import prod

    from ..lax import scan
    from . import asarray, broadcast_shapes, broadcast_to, shape as shape_of
    check_arrays(f"{f.__name__}.at", a, *args)
    a = asarray(a)
    args = [asarray(b) for b in args]
    dtype = _result_dtype(f, a, *args)
    a = a.astype(dtype)
    args = [b.astype(dtype) for b in args]
    if isinstance(indices, list):
        raise TypeError("Using a non-tuple sequence for multidimensional indexing is not allowed; use `arr[array(seq)]`"
                        " instead of `arr[seq]`.")
    indices = indices if isinstance(indices, tuple) else (indices,)
    if not indices:
        return a
    shapes = [shape_of(i) for i in indices if not isinstance(i, slice)]
    shape = shapes and broadcast_shapes(*shapes)
    if not shape:
        return a.at[indices].set(f(a.at[indices].get(), *args))
    args = [broadcast_to(b, (*shape, *b.shape[len(shape):])).reshape(prod(shape), *b.shape[len(shape):]) for b in args]
    indices = [i if isinstance(i, slice) else broadcast_to(i, shape).ravel() for i in indices]

    def step(carry, x):
        i, out = carry
        here = tuple([v if isinstance(v, slice) else v[i] for v in indices])
        return (i + 1, out.at[here].set(f(out.at[here].get(), *[b[i] for b in args]))), x
    (_, out), _ = scan(step, (0, a), None, len(indices[0]))
    return out


def reduceat(f, a, indices, axis, dtype):
    """A loop over the axis in which every segment that covers the position takes its element."""
    from ..lax import expand_dims, fori_loop, slice_in_dim
    from . import append, asarray, take, where
    check_arrays(f"{f.__name__}.reduceat", a, indices)
    a, indices = asarray(a), asarray(indices)
    if a.ndim == 0:
        raise ValueError(f"reduceat: a must have 1 or more dimension, got a.shape={a.shape}")
    if indices.ndim != 1:
        raise ValueError(f"reduceat: indices must be one-dimensional, got indices.shape={indices.shape}")
    if axis is None or isinstance(axis, (tuple, list)):
        raise ValueError("reduceat requires a single integer axis.")
    axis = _axis(axis, a.ndim)
    out = take(a, indices, axis=axis)
    bounds = expand_dims(append(indices, a.shape[axis]), [i for i in range(out.ndim) if i != axis])
    start = slice_in_dim(bounds, 0, bounds.shape[axis] - 1, axis=axis)
    end = slice_in_dim(bounds, 1, bounds.shape[axis], axis=axis)

    def step(i, out):
        return where((i > start) & (i < end), f(out, take(a, expand_dims(i, (0,)), axis=axis)), out)
    return fori_loop(0, a.shape[axis], step, out)
