"""Functions of jax.numpy.linalg that jax.numpy has under other signatures."""
from .._documentation import attach as _attach
from .. import numpy as jnp


def cross(x1, x2, /, *, axis=-1):
    """The cross product of vectors of 3 elements."""
    x1, x2 = jnp.asarray(x1), jnp.asarray(x2)
    if x1.shape[axis] != 3 or x2.shape[axis] != 3:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors, but they have"
                         f" x1.shape[axis]={x1.shape[axis]} and x2.shape[axis]={x2.shape[axis]}")
    return jnp.cross(x1, x2, axis=axis)


def diagonal(x, /, *, offset=0):
    """The diagonal of the last two axes."""
    return jnp.diagonal(x, offset=offset, axis1=-2, axis2=-1)


def trace(x, /, *, offset=0, dtype=None):
    """The sum of the diagonal of the last two axes."""
    return jnp.trace(x, offset=offset, axis1=-2, axis2=-1, dtype=dtype)


def matmul(x1, x2, /, *, precision=None, preferred_element_type=None):
    """The matrix product."""
    return jnp.matmul(x1, x2, precision=precision, preferred_element_type=preferred_element_type)


def matrix_transpose(x, /):
    """The last two axes exchanged."""
    x = jnp.asarray(x)
    if x.ndim < 2:
        raise ValueError(f"matrix_transpose requires at least 2 dimensions; got ndim={x.ndim}")
    return jnp.swapaxes(x, -1, -2)


def outer(x1, x2, /):
    """The outer product of two vectors."""
    x1, x2 = jnp.asarray(x1), jnp.asarray(x2)
    if x1.ndim != 1 or x2.ndim != 1:
        raise ValueError(f"Input arrays must be one-dimensional, but they are x1.ndim={x1.ndim} x2.ndim={x2.ndim}")
    return x1[:, None] * x2[None, :]


def tensordot(x1, x2, /, *, axes=2, precision=None, preferred_element_type=None, out_sharding=None):
    """The contraction of the last axes of one array with the first of another, or of the axes given.

    ``out_sharding`` is checked where it is used and changes no value: results are not divided over devices."""
    return jnp.tensordot(x1, x2, axes=axes, precision=precision, preferred_element_type=preferred_element_type)


def vecdot(x1, x2, /, *, axis=-1, precision=None, preferred_element_type=None):
    """The inner products of vectors along an axis, the first conjugated."""
    return jnp.vecdot(x1, x2, axis=axis, precision=precision, preferred_element_type=preferred_element_type)


def matrix_norm(x, /, *, keepdims=False, ord="fro"):
    """The norm of the matrices in the last two axes."""
    return jnp.linalg.norm(x, ord=ord, keepdims=keepdims, axis=(-2, -1))


def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    """The norm of the vectors along axes; of all elements without."""
    x = jnp.asarray(x)
    if ord is None or ord == 2:
        return jnp.sqrt(jnp.sum(jnp.real(x * jnp.conj(x)), axis=axis, keepdims=keepdims))
    if isinstance(ord, str):
        raise ValueError(f"Invalid order '{ord}' for vector norm."
                         + {"inf": "Use 'jax.numpy.inf' instead.", "-inf": "Use '-jax.numpy.inf' instead."}.get(ord, ""))
    size = jnp.abs(x)
    if ord == jnp.inf:
        return jnp.max(size, axis=axis, keepdims=keepdims, initial=0)
    if ord == -jnp.inf:
        return jnp.min(size, axis=axis, keepdims=keepdims)
    if ord == 0:
        return jnp.sum(x != 0, dtype=jnp.finfo(x.dtype).dtype, axis=axis, keepdims=keepdims)
    if ord == 1:
        return jnp.sum(size, axis=axis, keepdims=keepdims)
    return jnp.power(jnp.sum(size ** ord, axis=axis, keepdims=keepdims), 1.0 / ord)


def multi_dot(arrays, *, precision=None):
    """The product of matrices, in the order that needs the fewest operations."""
    arrs = [jnp.asarray(a) for a in arrays]
    if len(arrs) == 1:
        arrs = list(arrs[0])  # as in JAX, whose rows then are the factors
    if len(arrs) < 2:
        raise ValueError(f"multi_dot requires at least two arrays; got len(arrays)={len(arrs)}")
    if not (arrs[0].ndim in (1, 2) and arrs[-1].ndim in (1, 2) and all([a.ndim == 2 for a in arrs[1:-1]])):
        raise ValueError("multi_dot: input arrays must all be two-dimensional, except for the first and last array which"
                         f" may be 1 or 2 dimensional. Got array shapes {[a.shape for a in arrs]}")
    if any([a.shape[-1] != b.shape[0] for a, b in zip(arrs[:-1], arrs[1:])]):
        raise ValueError("multi_dot: last dimension of each array must match first dimension of following array. Got array"
                         f" shapes {[a.shape for a in arrs]}")
    sizes = [a.shape[0] if a.ndim == 2 else 1 for a in arrs] + [arrs[-1].shape[1] if arrs[-1].ndim == 2 else 1]
    n = len(arrs)
    cost = {(i, i): (0, i) for i in range(n)}
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            cost[i, j] = min([(cost[i, k][0] + cost[k + 1, j][0] + sizes[i] * sizes[k + 1] * sizes[j + 1], k)
                              for k in range(i, j)])

    def product(i, j):
        if i == j:
            return arrs[i]
        k = cost[i, j][1]
        return jnp.matmul(product(i, k), product(k + 1, j), precision=precision)
    return product(0, n - 1)


def _size(shape):
    n = 1
    for s in shape:
        n *= s
    return n


def tensorinv(a, ind=2):
    """The inverse of an array as a map from its last axes to its first `ind`."""
    a = jnp.asarray(a)
    if ind <= 0:
        raise ValueError(f"ind must be a positive integer; got ind={ind!r}")
    first, rest = a.shape[:ind], a.shape[ind:]
    if _size(first) != _size(rest):
        raise ValueError("tensorinv is only possible when the product of the first `ind` dimensions equals that of the"
                         f" remaining dimensions. got arr.shape={a.shape!r} with ind={ind!r}.")
    return jnp.linalg.inv(a.reshape((_size(first), _size(rest)))).reshape((*rest, *first))


def tensorsolve(a, b, axes=None):
    """x with ``tensordot(a, x, x.ndim) == b``."""
    a, b = jnp.asarray(a), jnp.asarray(b)
    if axes is not None:
        a = jnp.moveaxis(a, axes, len(axes) * (a.ndim - 1,))
    out = a.shape[b.ndim:]
    if a.shape[:b.ndim] != b.shape:
        raise ValueError("After moving axes to end, leading shape of a must match shape of b. got"
                         f" a.shape={a.shape}, b.shape={b.shape}")
    if b.size != _size(out):
        raise ValueError("Input arrays must have prod(a.shape[:b.ndim]) == prod(a.shape[b.ndim:]); got"
                         f" a.shape={a.shape}, b.ndim={b.ndim}.")
    return jnp.linalg.solve(a.reshape((b.size, _size(out))), b.ravel()).reshape(out)


_attach(globals(), "arrays",
        "cross diagonal matmul matrix_norm matrix_transpose multi_dot outer tensordot tensorinv"
        " tensorsolve trace vecdot vector_norm")
