"""jax.numpy.linalg."""
import jax
import jax.numpy as jnp

from corpus import *

L = "jax.numpy.linalg."
la = jnp.linalg


def again(name, f, *args, **options):
    """Cases of a decomposition by what does not depend on signs and phases."""
    case(L + name, f, *args, **options)


SINGULAR = lit([1.0, 2.0, 3.0, 2.0, 4.0, 6.0, 1.0, 0.0, 1.0], shape=(3, 3))
ILL = lit([1.0, 1.0, 1.0, 1.0, 1.0001, 1.0, 1.0, 1.0, 1.0003], shape=(3, 3))
ZERO = lit([0.0] * 9, shape=(3, 3))
for name in ("det", "slogdet"):
    f = getattr(la, name)
    for n in (1, 2, 3, 4, 5):
        case(L + name, f, f32(n, n), grad=True, vmap=n == 4, x64=n in (3, 4))
    case(L + name, f, c64(4, 4), grad=True)
    case(L + name, f, f32(2, 3, 4, 4))
    for m in (SINGULAR, ILL, ZERO):
        case(L + name, f, m, grad=m is not ZERO or name == "det")
    case(L + name, f, lit([1.0, 2.0, 3.0, 4.0, 2.0, 4.0, 6.0, 8.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 2.0], shape=(4, 4)), grad=True)
    case(L + name, f, f32(0, 0))
    case(L + name, f, i32(3, 3), x64=True)
    case(L + name, f, f32(2, 3), raises=True)
    case(L + name, f, f32(3), raises=True)
case(L + "slogdet", lambda x: la.slogdet(x, method="qr"), f32(4, 4), grad=True)
case(L + "slogdet", lambda x: la.slogdet(x, method="no"), f32(4, 4), raises="line")

for name in ("inv", "pinv"):
    f = getattr(la, name)
    case(L + name, f, spd(4), grad=True, vmap=True, x64=True)
    case(L + name, f, c64(3, 3), grad=True)
    case(L + name, f, f32(2, 3, 3, seed=3))
    case(L + name, f, f32(0, 0))
    case(L + name, f, i32(2, 2))
    case(L + name, f, f32(3), raises=True)
case(L + "inv", la.inv, SINGULAR)
case(L + "inv", la.inv, f32(2, 3), raises="line")
case(L + "pinv", la.pinv, SINGULAR)
case(L + "pinv", la.pinv, f32(4, 3), grad=True, vmap=True, x64=True)
case(L + "pinv", la.pinv, f32(3, 5), grad=True)
case(L + "pinv", lambda x: la.pinv(x, rtol=0.3), f32(4, 3))
case(L + "pinv", lambda x: la.pinv(x, rcond=0.3), f32(4, 3))
case(L + "pinv", lambda x: la.pinv(x, hermitian=True), spd(3))
case(L + "pinv", la.pinv, f32(0, 3))
case(L + "pinv", la.pinv, f32(3, 0))
case(L + "pinv", la.pinv, f32(2, 0, 3))

case(L + "solve", la.solve, spd(4), f32(4), grad=True, vmap=True, x64=True)
case(L + "solve", la.solve, spd(4), f32(4, 2), grad=True, vmap=(0, None))
case(L + "solve", la.solve, c64(3, 3), c64(3, 2, seed=5), grad=True)
case(L + "solve", la.solve, f32(2, 3, 3, seed=3), f32(3, 2))
case(L + "solve", la.solve, f32(3, 3), f32(2, 3, 2, seed=4))
case(L + "solve", la.solve, f32(2, 3, 3, seed=3), f32(3))
case(L + "solve", la.solve, SINGULAR, f32(3))
case(L + "solve", la.solve, ILL, f32(3), x64="only")
case(L + "solve", la.solve, f32(0, 0), f32(0))
case(L + "solve", la.solve, i32(2, 2, seed=3), i32(2))
case(L + "solve", la.solve, f32(2, 2, 2), f32(2, 2), raises=False)
case(L + "solve", la.solve, f32(3), f32(3), raises="line")
case(L + "solve", la.solve, f32(3, 3), f32(), raises=True)
case(L + "solve", la.solve, f32(3, 3), f32(4), raises=True)
case(L + "solve", la.solve, f32(2, 3, 3), f32(2, 3), raises="line")

case(L + "lstsq", la.lstsq, f32(5, 3), f32(5), x64=True)
case(L + "lstsq", lambda a, b: la.lstsq(a, b)[0], f32(5, 3), f32(5), grad=True)
case(L + "lstsq", la.lstsq, f32(5, 3), f32(5, 2))
case(L + "lstsq", la.lstsq, f32(3, 5), f32(3, 2))
case(L + "lstsq", lambda a, b: la.lstsq(a, b, numpy_resid=True), f32(5, 3), f32(5, 2))
case(L + "lstsq", lambda a, b: la.lstsq(a, b, numpy_resid=True), f32(3, 5), f32(3, 2))
case(L + "lstsq", lambda a, b: la.lstsq(a, b, rcond=0.4), f32(5, 3), f32(5))
case(L + "lstsq", lambda a, b: la.lstsq(a, b, rcond=-1), f32(5, 3), f32(5))
case(L + "lstsq", la.lstsq, SINGULAR, f32(3))
case(L + "lstsq", la.lstsq, c64(4, 2), c64(4))
case(L + "lstsq", la.lstsq, f32(3), f32(3), raises="line")
case(L + "lstsq", la.lstsq, f32(3, 2), f32(4), raises="line")
case(L + "lstsq", la.lstsq, f32(2, 3, 2), f32(3), raises=True)

case(L + "matrix_rank", la.matrix_rank, f32(4, 3), vmap=True, x64=True)
for m in (SINGULAR, ILL, ZERO):
    case(L + "matrix_rank", la.matrix_rank, m)
    case(L + "cond", la.cond, m) if m is ILL else None
case(L + "matrix_rank", lambda x: la.matrix_rank(x, rtol=0.5), f32(4, 4))
case(L + "matrix_rank", lambda x: la.matrix_rank(x, hermitian=True), spd(3))
case(L + "matrix_rank", la.matrix_rank, f32(4))
case(L + "matrix_rank", la.matrix_rank, f32(2, 0, 3), raises=True)
for p in (None, 2, -2, 1, -1, inf, -inf, "fro", "nuc"):
    case(L + "cond", lambda x, p=p: la.cond(x, p), f32(4, 4, seed=1), vmap=True, x64=p is None)
case(L + "cond", la.cond, f32(4, 3), grad=True)
case(L + "cond", la.cond, f32(3), raises=True)

case(L + "cholesky", la.cholesky, spd(4), grad=True, vmap=True, x64=True)
case(L + "cholesky", lambda x: la.cholesky(x, upper=True), spd(3), grad=True)
case(L + "cholesky", lambda x: la.cholesky(x + 1j * (jnp.triu(x) - jnp.tril(x)) / 4), spd(3), grad=True)
case(L + "cholesky", lambda x: la.cholesky(x, symmetrize_input=False), spd(3), grad=True)
case(L + "cholesky", la.cholesky, lit([1.0, 2.0, 2.0, 1.0], shape=(2, 2)))
case(L + "cholesky", la.cholesky, f32(0, 0))
case(L + "cholesky", la.cholesky, f32(2, 3), raises=True)
case(L + "cholesky", la.cholesky, f32(3), raises=True)

again("eigh", lambda x: la.eigh(x).eigenvalues, spd(4), grad=True, vmap=True, x64=True)
again("eigh", lambda x: (lambda w, v: (v * w) @ v.T)(*la.eigh(x)), spd(4), grad=True)
again("eigh", lambda x: jnp.abs(la.eigh(x)[1]), spd(4), grad=True)
again("eigh", la.eigh, spd(4))
again("eigh", lambda x: la.eigh(x, UPLO="U", symmetrize_input=False), f32(3, 3), x64=True)
again("eigh", lambda x: la.eigh(x, UPLO="X"), spd(2), raises=True)
again("eigh", lambda x: jnp.abs(la.eigh(x)[1]), c64(3, 3), grad=True)
again("eigh", la.eigh, f32(2, 3), raises=True)
again("eigh", la.eigh, f32(0, 0))
again("eigvalsh", la.eigvalsh, spd(4), grad=True, vmap=True, x64=True)
again("eigvalsh", lambda x: la.eigvalsh(x, UPLO="U"), c64(3, 3))
again("eigvalsh", la.eigvalsh, f32(3), raises=True)
again("eig", la.eig, f32(4, 4), x64=True)
again("eig", la.eig, c64(3, 3), vmap=True)
again("eig", lambda x: (lambda w, v: jnp.abs(x @ v - v * w))(*la.eig(x)) < 1e-4, f32(5, 5))
again("eig", lambda x: la.eig(x)[0], f32(3, 3), raises=False)
again("eig", lambda x: jax.grad(lambda y: jnp.abs(la.eig(y)[1]).sum())(x), f32(3, 3), raises=True)
again("eigvals", la.eigvals, f32(4, 4), grad=True, vmap=True, x64=True)
again("eigvals", la.eigvals, c64(3, 3), grad=True)
again("eigvals", la.eigvals, f32(0, 0))
again("eigvals", la.eigvals, f32(2, 3), raises=True)

for shape in ((4, 4), (5, 3), (3, 5)):
    again("svd", lambda x: la.svd(x, compute_uv=False), f32(*shape), grad=True, vmap=True, x64=shape == (5, 3))
    again("svd", lambda x: la.svd(x, full_matrices=False), f32(*shape))
    again("svd", lambda x: tuple(map(jnp.abs, la.svd(x, full_matrices=False))), f32(*shape), grad=True)
    again("svd", la.svd, f32(*shape), grad=shape == (4, 4))
again("svd", lambda x: jax.grad(lambda y: la.svd(y)[0].sum())(x), f32(5, 3), raises=True)
again("svd", lambda x: la.svd(x, full_matrices=False), c64(4, 3))
again("svd", lambda x: la.svd(x, hermitian=True), spd(3))
again("svd", lambda x: la.svd(x, hermitian=True, compute_uv=False), spd(3), grad=True)
again("svd", lambda x: la.svd(x, subset_by_index=(0, 3), full_matrices=False), f32(4, 3))
again("svd", lambda x: la.svd(x, subset_by_index=(0, 2), full_matrices=False), f32(4, 3), raises=True)
for shape in ((0, 3), (3, 0), (2, 0, 3)):
    again("svd", la.svd, f32(*shape))
    again("svd", lambda x: la.svd(x, full_matrices=False), f32(*shape))
again("svd", la.svd, f32(3), raises=True)
again("svd", la.svd, lit([nan, 1.0, 1.0, 2.0], shape=(2, 2)))
again("svdvals", la.svdvals, f32(4, 3), grad=True, x64=True)

for shape in ((4, 4), (5, 3), (3, 5)):
    for mode in ("reduced", "complete", "r", "raw"):
        again("qr", lambda x, m=mode: la.qr(x, m), f32(*shape), grad=mode in ("reduced", "r") or shape == (5, 3) and mode == "complete",
              x64=mode == "reduced")
again("qr", la.qr, c64(4, 3), grad=True, vmap=True)
again("qr", la.qr, f32(0, 3))
again("qr", la.qr, f32(3, 0))
again("qr", lambda x: la.qr(x, "complete"), f32(3, 0))
again("qr", lambda x: la.qr(x, "no"), f32(3, 3), raises="line")
again("qr", la.qr, f32(3), raises=True)

for p in (None, 0, 1, 2, 3, 2.5, -1, inf, -inf):
    case(L + "norm", lambda x, p=p: la.norm(x, p), f32(6), grad=p not in (0,), vmap=True, x64=p == 3)
    if p is not None:
        case(L + "vector_norm", lambda x, p=p: la.vector_norm(x, axis=1, ord=p), f32(3, 4), grad=p not in (0,))
for p in ("fro", "nuc", 1, -1, 2, -2, inf, -inf):
    case(L + "norm", lambda x, p=p: la.norm(x, p), f32(3, 4), grad=True)
    case(L + "matrix_norm", lambda x, p=p: la.matrix_norm(x, ord=p, keepdims=True), f32(2, 3, 4))
case(L + "norm", la.norm, f32(2, 3, 4), grad=True)
case(L + "norm", la.norm, c64(5), grad=True)
case(L + "norm", la.norm, i32(5))
case(L + "norm", la.norm, lit([0.0, 0.0]), grad=True)
case(L + "norm", lambda x: la.norm(x, axis=(0, 2)), f32(2, 3, 4))
case(L + "norm", lambda x: la.norm(x, axis=-1, keepdims=True), f32(2, 3, 4))
case(L + "norm", lambda x: la.norm(x, "no"), f32(3, 3), raises=True)
case(L + "norm", lambda x: la.norm(x, 3), f32(3, 3), raises=True)
case(L + "norm", lambda x: la.norm(x, "fro"), f32(3), raises=True)
case(L + "norm", la.norm, f32(0))
case(L + "norm", lambda x: la.norm(x, inf), f32(0, 3), raises=False)
case(L + "vector_norm", la.vector_norm, f32(2, 3), grad=True)
for n in (0, 1, 2, 3, 7, -1, -2):
    case(L + "matrix_power", lambda x, n=n: la.matrix_power(x, n), spd(3), grad=True, x64=n == 3)
case(L + "matrix_power", lambda x: la.matrix_power(x, 2), i32(3, 3))
case(L + "matrix_power", lambda x: la.matrix_power(x, 2), f32(3), raises="line")
case(L + "matrix_power", lambda x: la.matrix_power(x, 2), f32(3, 2), raises="line")
case(L + "matrix_power", lambda x: la.matrix_power(x, 1.5), f32(2, 2), raises=True)
case(L + "multi_dot", lambda a, b, c: la.multi_dot([a, b, c]), f32(2, 5), f32(5, 3), f32(3, 4), grad=True)
case(L + "multi_dot", lambda a, b, c: la.multi_dot([a, b, c]), f32(5), f32(5, 3), f32(3))
case(L + "multi_dot", lambda a: la.multi_dot([a]), f32(2, 5))
case(L + "tensorinv", la.tensorinv, f32(4, 2, 2), raises=True)
case(L + "tensorinv", lambda x: la.tensorinv(x.reshape(4, 2, 2), ind=1), spd(4), grad=True)
case(L + "tensorsolve", lambda a, b: la.tensorsolve(a.reshape(2, 2, 2, 2), b), spd(4), f32(2, 2), grad=True)
case(L + "cross", la.cross, f32(4, 3), f32(3), grad=True)
case(L + "cross", la.cross, f32(2), f32(2), raises="line")
case(L + "outer", la.outer, f32(3), f32(2), grad=True)
case(L + "outer", la.outer, f32(3, 1), f32(2), raises="line")
case(L + "diagonal", lambda x: la.diagonal(x, offset=1), f32(2, 3, 4))
case(L + "trace", lambda x: la.trace(x, offset=-1), f32(2, 3, 4), grad=True)
case(L + "matmul", la.matmul, f32(2, 3, 4), f32(4, 2), grad=True)
case(L + "matrix_transpose", la.matrix_transpose, f32(2, 3, 4))
case(L + "matrix_transpose", la.matrix_transpose, f32(3), raises="line")
case(L + "tensordot", lambda a, b: la.tensordot(a, b, axes=1), f32(2, 3), f32(3, 2), grad=True)
case(L + "vecdot", la.vecdot, c64(2, 3), c64(2, 3, seed=3))
