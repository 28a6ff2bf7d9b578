"""Linear algebra by the engine's libraries."""
from . import _ufunc as u
from ._bridged import call
from ._core import asarray, axes_of, find
from ._products import (cross as _cross, dot, inner, matmul, outer as _outer, tensordot, vecdot)  # noqa: F401
from ._reductions import mean  # noqa: F401
from ._types import finfo, result_type
from .exceptions import LinAlgError


def _results():
    from collections import namedtuple
    return (namedtuple("EigResult", "eigenvalues eigenvectors"), namedtuple("EighResult", "eigenvalues eigenvectors"),
            namedtuple("QRResult", "Q R"), namedtuple("SlogdetResult", "sign logabsdet"), namedtuple("SVDResult", "U S Vh"))


EigResult, EighResult, QRResult, SlogdetResult, SVDResult = _results()


def _inexact(a):
    a = asarray(a)
    if a.dtype.kind in "iub":
        return a.astype(float)
    if a.dtype.name == "float16":
        raise TypeError("array type float16 is unsupported in linalg")
    if a.dtype.kind not in "fc":
        raise TypeError(f"array type {a.dtype} is unsupported in linalg")
    return a


def _square(a):
    a = _inexact(a)
    if a.ndim < 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be at least two-dimensional")
    if a.shape[-1] != a.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    return a


def _finite(a):
    if not bool(u.isfinite(a).all()):
        raise LinAlgError("Array must not contain infs or NaNs")


def _singular(a, lu_free=True):
    """Whether a zero stands on a factorisation's diagonal."""
    d = asarray(det(a))
    return bool((d == 0).any())


def inv(a):
    """The inverse."""
    a = _square(a)
    if not a.size:
        return a.copy()
    r = call("jax.numpy.linalg.inv", a)
    if not bool(u.isfinite(r).all()) and bool(u.isfinite(a).all()) or _singular(a):
        raise LinAlgError("Singular matrix")
    return r


def solve(a, b):
    """The solution of linear equations."""
    a, b = _square(a), _inexact(b)
    d = result_type(a, b)
    a, b = a.astype(d), b.astype(d)
    vector = b.ndim == 1
    if a.shape[-1] != b.shape[0 if vector else -2]:
        k = b.shape[0 if vector else -2]
        raise ValueError(f"solve{'1' if vector else ''}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature"
                         f" {'(m,m),(m)->(m)' if vector else '(m,m),(m,n)->(m,n)'} (size {k} is different from {a.shape[-1]})")
    if _singular(a):
        raise LinAlgError("Singular matrix")
    if vector:
        return call("jax.numpy.linalg.solve", a, b[:, None])[..., 0]
    return call("jax.numpy.linalg.solve", a, b)


def det(a):
    """The determinant."""
    r = call("jax.numpy.linalg.det", _square(a))
    return r if r.ndim else r[()]


def slogdet(a):
    """The sign and the logarithm of the absolute value of the determinant."""
    s, d = call("jax.numpy.linalg.slogdet", _square(a))
    return SlogdetResult(s if s.ndim else s[()], d if d.ndim else d[()])


def cholesky(a, /, *, upper=False):
    """The Cholesky factor."""
    a = _square(a)
    r = call("jax.numpy.linalg.cholesky", a)
    if not bool(u.isfinite(r).all()):
        raise LinAlgError("Matrix is not positive definite")
    return r.swapaxes(-1, -2).conj() if upper else r


def qr(a, mode="reduced"):
    """The QR decomposition."""
    a = _inexact(a)
    if mode not in ("reduced", "complete", "r", "raw"):
        raise ValueError(f"Unrecognized mode '{mode}'")
    if mode == "r":
        return call("jax.numpy.linalg.qr", a, mode="reduced")[1]
    if mode == "raw":
        raise NotImplementedError("numpy.linalg.qr: mode 'raw' is not supported")
    return QRResult(*call("jax.numpy.linalg.qr", a, mode=mode))


def eigh(a, UPLO="L"):
    """Eigenvalues and vectors of a Hermitian matrix."""
    a = _triangle(_square(a), UPLO)
    w, v = call("jax.numpy.linalg.eigh", a)
    return EighResult(w, v)


def _triangle(a, uplo):
    """The Hermitian matrix that one triangle describes."""
    if uplo.upper() not in ("L", "U"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    from ._indexing import tril, triu
    half = tril(a, -1) if uplo.upper() == "L" else triu(a, 1)
    from ._creation import eye
    d = a * eye(a.shape[-1], dtype=a.dtype)
    return half + half.swapaxes(-1, -2).conj() + (d.real if a.dtype.kind == "c" else d)


def eigvalsh(a, UPLO="L"):
    """Eigenvalues of a Hermitian matrix."""
    return eigh(a, UPLO)[0]


def _realised(w, a):
    return w.real.copy() if a.dtype.kind != "c" and bool((w.imag == 0).all()) else w


def eig(a):
    """Eigenvalues and vectors."""
    a = _square(a)
    _finite(a)
    w, v = call("jax.numpy.linalg.eig", a)
    real = _realised(w, a)
    return EigResult(real, v.real.copy() if real is not w and a.dtype.kind != "c" else v)


def eigvals(a):
    """Eigenvalues."""
    a = _square(a)
    _finite(a)
    return _realised(call("jax.numpy.linalg.eigvals", a), a)


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    """The singular value decomposition."""
    a = _inexact(a)
    if a.ndim < 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be at least two-dimensional")
    r = call("jax.numpy.linalg.svd", a, full_matrices=full_matrices, compute_uv=compute_uv)
    return SVDResult(*r) if compute_uv else r


def svdvals(x, /):
    """Singular values."""
    return svd(x, compute_uv=False)


def cond(x, p=None):
    """The condition number."""
    x = asarray(x)
    if not x.size:
        raise LinAlgError("cond is not defined on empty arrays")
    if p is None or p == 2 or p == -2:
        s = svd(x, compute_uv=False)
        r = s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
        return r
    return norm(x, p, axis=(-2, -1)) * norm(inv(x), p, axis=(-2, -1))


def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    """The number of singular values that are not small."""
    A = asarray(A)
    if A.ndim < 2:
        return int(not bool((A == 0).all()))
    s = svd(A, compute_uv=False)
    if tol is None:
        rtol = max(A.shape[-2:]) * float(finfo(s.dtype).eps) if rtol is None else rtol
        tol = s.max(axis=-1, keepdims=True) * rtol
    return (s > tol).sum(axis=-1)


def pinv(a, rcond=None, hermitian=False, *, rtol=None):
    """The pseudo-inverse."""
    a = _inexact(a)
    rcond = rtol if rcond is None else rcond
    if not a.size:
        from ._creation import empty
        return empty(a.shape[:-2] + (a.shape[-1], a.shape[-2]), a.dtype)
    rcond = 1e-15 if rcond is None and rtol is None else rcond
    U, s, vt = svd(a.conj(), full_matrices=False)
    cutoff = asarray(rcond)[..., None] * s.max(axis=-1, keepdims=True)
    large = s > cutoff
    from ._selection import where
    s = where(large, u.divide(1, s, where=large, out=asarray(s).copy()), 0.0).astype(s.dtype)
    return matmul(vt.swapaxes(-1, -2), s[..., None] * U.swapaxes(-1, -2))


def lstsq(a, b, rcond=None):
    """The least-squares solution of linear equations."""
    a, b = _inexact(a), _inexact(b)
    if a.ndim != 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
    m, n = a.shape
    vector = b.ndim == 1
    if b.shape[0] != m:
        raise LinAlgError("Incompatible dimensions")
    d = result_type(a, b)
    a, y = a.astype(d), (b[:, None] if vector else b).astype(d)
    rcond = float(finfo(d).eps) * max(m, n) if rcond is None else float(finfo(d).eps) if rcond == -1 else rcond
    U, s, vt = svd(a, full_matrices=False)
    keep = s > rcond * s[0] if s.size else s > 0
    rank = int(keep.sum())
    k = rank
    c = matmul(U[:, :k].conj().T, y) / s[:k, None]
    x = matmul(vt[:k].conj().T, c)
    if rank == n and m > n:
        e = y - matmul(a, x)
        res = (abs(e) ** 2).sum(0)
    else:
        res = asarray([], s.dtype)
    return x[:, 0] if vector else x, res, find("int32").type(rank), s


def matrix_power(a, n):
    """A matrix to a whole power."""
    a = asarray(a)
    if a.ndim < 2 or a.shape[-1] != a.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    try:
        n = n.__index__()
    except AttributeError:
        raise TypeError("exponent must be an integer") from None
    if n == 0:
        from ._creation import eye, zeros_like
        return zeros_like(a) + eye(a.shape[-1], dtype=a.dtype)
    if n < 0:
        a, n = inv(a), -n
    out = None
    while n:
        if n & 1:
            out = a if out is None else matmul(out, a)
        n >>= 1
        if n:
            a = matmul(a, a)
    return out


def multi_dot(arrays, *, out=None):
    """The product of several matrices, in the best order."""
    parts = [asarray(a) for a in arrays]
    if len(parts) < 2:
        raise ValueError("Expecting at least two arrays.")
    first, last = parts[0].ndim == 1, parts[-1].ndim == 1
    if first:
        parts[0] = parts[0][None, :]
    if last:
        parts[-1] = parts[-1][:, None]
    sizes = [p.shape[0] for p in parts] + [parts[-1].shape[1]]
    best = {}

    def order(i, j):
        if i == j:
            return 0, None
        if (i, j) not in best:
            best[i, j] = min([(order(i, k)[0] + order(k + 1, j)[0] + sizes[i] * sizes[k + 1] * sizes[j + 1], k) for k in range(i, j)])
        return best[i, j]

    def product(i, j):
        if i == j:
            return parts[i]
        k = order(i, j)[1]
        return matmul(product(i, k), product(k + 1, j))
    r = product(0, len(parts) - 1)
    r = r[0, 0] if first and last else r[0] if first else r[:, 0] if last else r
    if out is not None:
        out[...] = r
        return out
    return r


def norm(x, ord=None, axis=None, keepdims=False):
    """The norm of vectors or matrices."""
    x = asarray(x)
    if x.dtype.kind in "iub":
        x = x.astype(float)
    if axis is None:
        if ord is None or ord in ("f", "fro") and x.ndim == 2 or ord == 2 and x.ndim == 1:
            flat = x.ravel()
            sq = dot(flat.real, flat.real) + dot(flat.imag, flat.imag) if x.dtype.kind == "c" else dot(flat, flat)
            r = u.sqrt(sq)
            return asarray(r).reshape((1,) * x.ndim) if keepdims else r
        axis = tuple(range(x.ndim))
    axes = axes_of(axis, x.ndim)
    if len(axes) == 1:
        return _vector_norm(x, ord, axes[0], keepdims)
    if len(axes) == 2:
        return _matrix_norm(x, ord, axes, keepdims)
    raise ValueError("Improper number of dimensions to norm.")


def _vector_norm(x, ord, axis, keepdims):
    inf = float("inf")
    if ord == inf:
        return abs(x).max(axis=axis, keepdims=keepdims)
    if ord == -inf:
        return abs(x).min(axis=axis, keepdims=keepdims)
    if ord == 0:
        return (x != 0).astype(x.real.dtype).sum(axis=axis, keepdims=keepdims)
    if ord == 1:
        return u.add.reduce(abs(x), axis=axis, keepdims=keepdims)
    if ord is None or ord == 2:
        s = (x.conj() * x).real
        return u.sqrt(u.add.reduce(s, axis=axis, keepdims=keepdims))
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    r = u.add.reduce(abs(x) ** ord, axis=axis, keepdims=keepdims)
    return r ** (1.0 / ord)


def _matrix_norm(x, ord, axes, keepdims):
    inf = float("inf")
    row, col = axes
    if row == col:
        raise ValueError("Duplicate axes given.")
    if ord in (2, -2, "nuc"):
        from ._manipulation import moveaxis
        s = svd(moveaxis(x, (row, col), (-2, -1)), compute_uv=False)
        r = s.max(-1) if ord == 2 else s.min(-1) if ord == -2 else s.sum(-1)
    elif ord in (1, -1, inf, -inf):
        over, along = (row, col) if abs(ord) == 1 else (col, row)
        s = u.add.reduce(abs(x), axis=over)
        along -= along > over
        r = s.max(axis=along) if ord > 0 else s.min(axis=along)
    elif ord in (None, "fro", "f"):
        r = u.sqrt(u.add.reduce((x.conj() * x).real, axis=tuple(axes)))
    else:
        raise ValueError("Invalid norm order for matrices.")
    if keepdims:
        r = asarray(r).reshape([1 if i in axes else n for i, n in enumerate(x.shape)])
    return r


def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    """The norm of vectors."""
    x = asarray(x)
    if axis is None:
        r = norm(x.ravel(), ord)
        return asarray(r).reshape((1,) * x.ndim) if keepdims else r
    if isinstance(axis, tuple):
        from ._stats import _kept, _moved
        y, axes = _moved(x, axis)
        return _kept(norm(y, ord, -1), x, axes, keepdims)
    return norm(x, ord, axis, keepdims)


def matrix_norm(x, /, *, keepdims=False, ord="fro"):
    """The norm of matrices."""
    return norm(x, ord, (-2, -1), keepdims)


def tensorsolve(a, b, axes=None):
    """The solution of a tensor equation."""
    a, b = asarray(a), asarray(b)
    if axes is not None:
        order = list(range(a.ndim))
        for k in axes:
            order.remove(k)
            order.append(k)
        a = a.transpose(order)
    shape = a.shape[b.ndim:]
    n = 1
    for k in shape:
        n *= k
    return solve(a.reshape(-1, n), b.ravel()).reshape(shape)


def tensorinv(a, ind=2):
    """The inverse of a tensor."""
    a = asarray(a)
    if ind <= 0:
        raise ValueError("Invalid ind argument.")
    n = 1
    for k in a.shape[ind:]:
        n *= k
    return inv(a.reshape(n, -1)).reshape(a.shape[ind:] + a.shape[:ind])


def diagonal(x, /, *, offset=0):
    """The diagonals of matrices."""
    return asarray(x).diagonal(offset, -2, -1)


def trace(x, /, *, offset=0, dtype=None):
    """The traces of matrices."""
    return asarray(x).trace(offset, -2, -1, dtype)


def outer(x1, x2, /):
    """All products of two vectors' elements."""
    return _outer(x1, x2)


def cross(x1, x2, /, *, axis=-1):
    """The cross product of vectors."""
    return _cross(x1, x2, axis=axis)


def matrix_transpose(x, /):
    """The last two axes exchanged."""
    return asarray(x).swapaxes(-1, -2)
