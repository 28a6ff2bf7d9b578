"""Products of vectors, matrices and tensors."""
from . import _ufunc as u
from ._core import asarray, axes_of, axis_of, code, wrap
from ._door import algorithms
from ._ndarray import ndarray
from ._reductions import _NO_VALUE, foreign
from ._types import result_type

_LARGE = 1 << 21


def _into(r, out):
    if out is None:
        return r
    out[...] = r
    return out


def _common(a, b):
    d = result_type(a, b)
    if d.kind in "OUS":
        raise TypeError(f"matrix products of dtype {d} are not supported")
    return d


def _matrices(a, b):
    """The product of stacks of matrices."""
    d = _common(a, b)
    n, k, m = a.shape[-2], a.shape[-1], b.shape[-1]
    if d.name in ("float32", "float64", "complex64", "complex128") and a.ndim == b.ndim == 2 and n * k * m > _LARGE and \
            k == b.shape[0]:
        from ._bridged import call
        return call("jax.numpy.matmul", a.astype(d), b.astype(d))
    return wrap(algorithms.matmul(a._h, b._h, code(d)))


def matmul(x1, x2, /, out=None, **kwargs):
    """The matrix product."""
    a, b = asarray(x1), asarray(x2)
    if not a.ndim or not b.ndim:
        raise ValueError(f"matmul: Input operand {0 if not a.ndim else 1} does not have enough dimensions (has 0, gufunc core"
                         " with signature (n?,k),(k,m?)->(n?,m?) requires 1)")
    left, right = a.ndim == 1, b.ndim == 1
    r = _matrices(a[None, :] if left else a, b[:, None] if right else b)
    if left and right:
        r = r[0, 0]
    elif left:
        r = r[..., 0, :]
    elif right:
        r = r[..., 0]
    return _into(r, out)


def dot(a, b, out=None):
    """The dot product: over the last axis of the first and the last but one of the second."""
    if not isinstance(a, ndarray):
        r = foreign(a, "dot", (b,), {})
        if r is not _NO_VALUE:
            return r
    a, b = asarray(a), asarray(b)
    if not a.ndim or not b.ndim:
        return _into(u.multiply(a, b), out)
    if a.shape[-1] != b.shape[-2 if b.ndim > 1 else 0]:
        raise ValueError(f"shapes {_text(a.shape)} and {_text(b.shape)} not aligned: {a.shape[-1]} (dim {a.ndim - 1}) !="
                         f" {b.shape[-2 if b.ndim > 1 else 0]} (dim {b.ndim - 2 if b.ndim > 1 else 0})")
    if a.ndim <= 2 and b.ndim <= 2:
        return _into(matmul(a, b), out)
    r = tensordot(a, b, ((a.ndim - 1,), (b.ndim - 2 if b.ndim > 1 else 0,)))
    return _into(r, out)


def _text(shape):
    return "(" + ",".join([str(n) for n in shape]) + (",)" if len(shape) == 1 else ")")


def vdot(a, b, /):
    """The dot product of flattened arrays, the first conjugated."""
    a, b = asarray(a).ravel(), asarray(b).ravel()
    return dot(a.conj(), b)


def vecdot(x1, x2, /, *, axis=-1, **kwargs):
    """Dot products of vectors along an axis, the first conjugated."""
    a, b = asarray(x1), asarray(x2)
    return u.add.reduce(u.multiply(a.conj(), b), axis=axis)


def matvec(x1, x2, /, **kwargs):
    """Products of matrices and vectors."""
    return matmul(x1, asarray(x2)[..., None])[..., 0]


def vecmat(x1, x2, /, **kwargs):
    """Products of vectors, conjugated, and matrices."""
    return matmul(asarray(x1).conj()[..., None, :], x2)[..., 0, :]


def inner(a, b, /):
    """The product over the last axes."""
    a, b = asarray(a), asarray(b)
    if not a.ndim or not b.ndim:
        return u.multiply(a, b)
    if a.shape[-1] != b.shape[-1]:
        raise ValueError(f"shapes {_text(a.shape)} and {_text(b.shape)} not aligned: {a.shape[-1]} (dim {a.ndim - 1}) !="
                         f" {b.shape[-1]} (dim {b.ndim - 1})")
    return tensordot(a, b, ((-1,), (-1,)))[()]


def outer(a, b, out=None):
    """All products of two vectors' elements."""
    r = u.multiply(asarray(a).reshape(-1, 1), asarray(b).reshape(1, -1))
    return _into(r, out)


def tensordot(a, b, axes=2):
    """The product over given axes."""
    a, b = asarray(a), asarray(b)
    try:
        left, right = axes
    except TypeError:
        left, right = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    left = axes_of(tuple(left) if hasattr(left, "__iter__") else left, a.ndim)
    right = axes_of(tuple(right) if hasattr(right, "__iter__") else right, b.ndim)
    if len(left) != len(right) or any([a.shape[i] != b.shape[j] for i, j in zip(left, right)]):
        raise ValueError("shape-mismatch for sum")
    free_a = [i for i in range(a.ndim) if i not in left]
    free_b = [i for i in range(b.ndim) if i not in right]
    k = 1
    for i in left:
        k *= a.shape[i]
    x = a.transpose(free_a + left).reshape(_product([a.shape[i] for i in free_a]), k)
    y = b.transpose(right + free_b).reshape(k, _product([b.shape[i] for i in free_b]))
    r = _matrices(x, y)
    return r.reshape([a.shape[i] for i in free_a] + [b.shape[i] for i in free_b])


def _product(sizes):
    n = 1
    for s in sizes:
        n *= s
    return n


def kron(a, b):
    """The Kronecker product."""
    a, b = asarray(a), asarray(b)
    n = max(a.ndim, b.ndim)
    x = a.reshape((1,) * (n - a.ndim) + a.shape)
    y = b.reshape((1,) * (n - b.ndim) + b.shape)
    p = x.reshape([s for d in x.shape for s in (d, 1)])
    q = y.reshape([s for d in y.shape for s in (1, d)])
    return asarray(u.multiply(p, q)).reshape([i * j for i, j in zip(x.shape, y.shape)])


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The cross product of vectors."""
    from ._manipulation import moveaxis
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = asarray(a), asarray(b)
    a, b = moveaxis(a, axis_of(axisa, a.ndim), -1), moveaxis(b, axis_of(axisb, b.ndim), -1)
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors, but they are"
                         f" {a.shape[-1]} and {b.shape[-1]} dimensional instead.")
    if a.shape[-1] == 2 and b.shape[-1] == 2:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors, but they are 2 and 2 dimensional instead.")

    def part(v, i):
        return v[..., i] if i < v.shape[-1] else v[..., 0] * 0
    x = [part(a, 1) * part(b, 2) - part(a, 2) * part(b, 1), part(a, 2) * part(b, 0) - part(a, 0) * part(b, 2),
         part(a, 0) * part(b, 1) - part(a, 1) * part(b, 0)]
    from ._joining import stack
    r = stack(x, -1)
    return moveaxis(r, -1, axisc)


def einsum(*operands, out=None, dtype=None, order="K", casting="safe", optimize=False):
    """Sums of products, described by subscripts."""
    from ._einsum import einsum as f
    r = f(operands)
    if dtype is not None:
        r = asarray(r).astype(dtype)
    return _into(r, out)


def einsum_path(*operands, optimize="greedy", einsum_call=False):
    """The order of contractions: all at once, which is the order used here."""
    n = len(operands) - 1 if isinstance(operands[0], str) else len(operands) // 2
    return ["einsum_path", tuple(range(n))], ""
