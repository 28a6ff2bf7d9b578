"""jax.scipy.linalg and jax.lax.linalg."""
import jax
import jax.lax.linalg as ll
import jax.numpy as jnp
import jax.scipy.linalg as sl

from corpus import *

S, P = "jax.scipy.linalg.", "jax.lax.linalg."


def h(x):
    return (x + x.conj().T) / 2


# Structured matrices.
case(S + "block_diag", sl.block_diag, f32(2, 3), f32(2), f32(), i32(1, 2), grad=True)
case(S + "block_diag", lambda: sl.block_diag())
case(S + "block_diag", sl.block_diag, f32(2, 2, 2), raises=True)
case(S + "toeplitz", sl.toeplitz, f32(3), grad=True, vmap=True, x64=True)
case(S + "toeplitz", sl.toeplitz, f32(3), f32(4, seed=1), grad=True)
case(S + "toeplitz", sl.toeplitz, c64(3))
case(S + "toeplitz", sl.toeplitz, f32(2, 3), f32(2, 4))
case(S + "toeplitz", sl.toeplitz, i32(3), f32(0))
case(S + "toeplitz", sl.toeplitz, f32())
case(S + "toeplitz", lambda: sl.toeplitz([1, 2]), raises=True)
case(S + "hankel", sl.hankel, f32(3), grad=True, x64=True)
case(S + "hankel", sl.hankel, f32(3), f32(4, seed=1))
case(S + "hankel", sl.hankel, f32(2, 3), f32(4))
case(S + "hankel", sl.hankel, f32(), raises="line")
case(S + "circulant", sl.circulant, f32(4), grad=True, vmap=True)
case(S + "circulant", sl.circulant, i32(2, 3))
for mode in ("full", "same", "valid"):
    case(S + "convolution_matrix", lambda a, m=mode: sl.convolution_matrix(a, 5, m), f32(3), grad=True)
    case(S + "convolution_matrix", lambda a, m=mode: sl.convolution_matrix(a, 2, m), f32(2, 4))
case(S + "convolution_matrix", lambda a: sl.convolution_matrix(a, 0), f32(3), raises="line")
case(S + "convolution_matrix", lambda a: sl.convolution_matrix(a, 2, "no"), f32(3), raises="line")
case(S + "leslie", sl.leslie, f32(4), f32(3), grad=True)
case(S + "leslie", sl.leslie, f32(2, 4), i32(2, 3))
case(S + "leslie", sl.leslie, f32(4), f32(4), raises="line")
case(S + "companion", sl.companion, f32(4, lo=1, hi=2), grad=True, x64=True)
case(S + "companion", sl.companion, i32(2, 3, lo=1, hi=4))
case(S + "companion", sl.companion, f32(1), raises="line")
case(S + "fiedler", sl.fiedler, f32(4), grad=True)
case(S + "fiedler", sl.fiedler, i32(2, 3))
for n in (1, 2, 3, 6):
    case(S + "fiedler_companion", sl.fiedler_companion, f32(n, lo=1, hi=3), grad=n == 6)
case(S + "fiedler_companion", sl.fiedler_companion, f32(0), raises="line")
for n in (1, 2, 5):
    for name in ("hilbert", "invhilbert", "pascal", "invpascal", "helmert", "dft"):
        case(S + name, lambda n=n, f=getattr(sl, name): f(n), x64=True)
    case(S + "hadamard", lambda n=n: sl.hadamard(2 ** n), x64=True)
for kind in ("lower", "upper", "symmetric"):
    case(S + "pascal", lambda k=kind: sl.pascal(4, k))
    case(S + "invpascal", lambda k=kind: sl.invpascal(4, k))
case(S + "pascal", lambda: sl.pascal(3, "no"), raises="line")
case(S + "invpascal", lambda: sl.invpascal(3, "no"), raises="line")
case(S + "helmert", lambda: sl.helmert(4, full=True), x64=True)
case(S + "helmert", lambda: sl.helmert(0), raises="line")
case(S + "hadamard", lambda: sl.hadamard(4, dtype=jnp.float32))
case(S + "hadamard", lambda: sl.hadamard(3), raises="line")
for scale in ("sqrtn", "n"):
    case(S + "dft", lambda s=scale: sl.dft(4, s))
case(S + "dft", lambda: sl.dft(4, "no"), raises="line")
case(S + "dft", lambda: sl.dft(4, dtype=jnp.float32), raises="line")

# Forms.
for a in (f32(4, 4), c64(4, 4), spd(3), f32(1, 1)):
    case(S + "schur", sl.schur, a)
    case(S + "schur", lambda a: sl.schur(a, output="complex"), a)
    case(S + "schur", lambda a: (lambda T, Z: Z @ T @ Z.conj().T)(*sl.schur(a)), a, x64=True)
    case(S + "hessenberg", lambda a: sl.hessenberg(a, calc_q=True), a, x64=True)
    case(S + "rsf2csf", lambda a: (lambda T, Z: (jnp.tril(T, -1), Z @ T @ Z.conj().T))(*sl.rsf2csf(*sl.schur(a))), a)
    case(P + "schur", lambda a: tuple(ll.schur(a)), a)
    case(P + "hessenberg", lambda a: tuple(ll.hessenberg(a)), a)
    case(P + "tridiagonal", lambda a: tuple(ll.tridiagonal(h(a))), a)
    case(P + "tridiagonal", lambda a: tuple(ll.tridiagonal(h(a), lower=False)), a, x64=True)
case(P + "schur", lambda a: ll.schur(a, compute_schur_vectors=False), f32(2, 3, 3))
case(P + "schur", lambda a: ll.schur(a, sort_eig_vals=True), f32(3, 3), raises=True)
case(P + "schur", ll.schur, f32(2, 3), raises="line")
case(P + "schur", lambda a: jax.grad(lambda x: ll.schur(x)[0].sum())(a), f32(3, 3), raises=True)
case(P + "hessenberg", ll.hessenberg, f32(2, 3), raises="line")
case(P + "hessenberg", lambda a: tuple(ll.hessenberg(a)), f32(2, 3, 3), vmap=True)
case(P + "tridiagonal", ll.tridiagonal, f32(2, 3), raises="line")
case(P + "tridiagonal", lambda a: jax.grad(lambda x: ll.tridiagonal(x)[1].sum())(a), f32(3, 3), raises=True)
case(S + "schur", lambda a: sl.schur(a, "no"), f32(3, 3), raises="line")
case(S + "hessenberg", sl.hessenberg, f32(0, 0))
case(S + "hessenberg", sl.hessenberg, f32(2, 3, 3))
case(S + "rsf2csf", sl.rsf2csf, f32(2, 3), f32(3, 3), raises="line")
case(S + "rsf2csf", sl.rsf2csf, f32(3, 3), f32(2, 2), raises="line")

# QR.
for shape in ((4, 4), (5, 3), (3, 5)):
    for pivoting in (False, True):
        for mode in ("full", "economic", "r"):
            case(S + "qr", lambda a, m=mode, p=pivoting: sl.qr(a, mode=m, pivoting=p), f32(*shape), grad=not (pivoting and shape[0] < shape[1])
                 and mode == "economic")
        case(P + "qr", lambda a, p=pivoting: ll.qr(a, pivoting=p, full_matrices=False), c64(*shape), x64=True)
        for left in ("left", "right"):
            for conjugate in (False, True):
                case(S + "qr_multiply", lambda a, c, p=pivoting, m=left, j=conjugate: sl.qr_multiply(a, c, m, p, j), f32(*shape),
                     f32(min(shape), 2) if left == "left" else f32(2, shape[0]))
case(S + "qr_multiply", lambda a, c: sl.qr_multiply(a, c, "left"), c64(4, 3), c64(3), x64=True)
case(S + "qr_multiply", lambda a, c: sl.qr_multiply(a, c), f32(2, 4, 3), f32(4))
case(S + "qr_multiply", lambda a, c: sl.qr_multiply(a, c, "no"), f32(4, 3), f32(4), raises="line")
case(S + "qr_multiply", lambda a, c: sl.qr_multiply(a, c), f32(4, 3), f32(3), raises="line")
case(S + "qr", lambda a: sl.qr(a, mode="no"), f32(3, 3), raises="line")
case(P + "qr", lambda a: ll.qr(a, pivoting=True), f32(0, 3))
case(P + "ormqr", lambda a, c: ll.ormqr(*jax.lax.linalg.hessenberg(a), c) if False else ll.ormqr(a, a[0, :3], c), f32(4, 3), f32(4, 2),
     x64=True)
for left in (True, False):
    for transpose in (True, False):
        case(P + "ormqr", lambda a, c, k=left, t=transpose: ll.ormqr(a, a[0, :2], c, left=k, transpose=t), c64(3, 2), c64(3, 3, seed=2),
             vmap=True)
case(P + "ormqr", lambda a, c: ll.ormqr(a, a[0, :2], c), f32(3, 2), f32(2, 3), raises="line")

# Updates and tridiagonal systems.
case(P + "cholesky_update", lambda r, w: ll.cholesky_update(jnp.triu(r), w), spd(4), f32(4), x64=True)
case(P + "cholesky_update", lambda r: ll.cholesky_update(jnp.triu(r), jnp.array([0.0, 1.0, 0.0])), spd(3))
case(P + "cholesky_update", ll.cholesky_update, f32(3, 3), f32(2), raises="line")
case(P + "cholesky_update", lambda r, w: jax.vmap(ll.cholesky_update)(r, w), f32(2, 3, 3), f32(2, 3), raises=True)
case(P + "symmetric_product", ll.symmetric_product, f32(4, 3), f32(4, 4), vmap=True, x64=True)
case(P + "symmetric_product", lambda a, c: ll.symmetric_product(a, c, alpha=2.0, beta=0.5, symmetrize_output=True), f32(4, 3), f32(4, 4))
case(P + "symmetric_product", ll.symmetric_product, f32(4, 3), f32(3, 3), raises="line")
D = (f32(5), f32(5, lo=3, hi=5, seed=1), f32(5, seed=2))
case(P + "tridiagonal_solve", ll.tridiagonal_solve, *D, f32(5, 2, seed=3), grad=True, vmap=True, x64=True)
case(P + "tridiagonal_solve", ll.tridiagonal_solve, *D, f32(5, 2, seed=3), vmap=(None, None, None, 0))
case(P + "tridiagonal_solve", ll.tridiagonal_solve, c64(4), c64(4, lo=3, hi=5), c64(4, seed=2), c64(4, 1, seed=3), grad=True)
case(P + "tridiagonal_solve", ll.tridiagonal_solve, f32(2, 4), f32(2, 4, lo=3, hi=4), f32(2, 4), f32(2, 4, 3))
case(P + "tridiagonal_solve", ll.tridiagonal_solve, lit([0.0, 1.0]), lit([0.0, 0.0]), lit([1.0, 0.0]), f32(2, 1))
case(P + "tridiagonal_solve", ll.tridiagonal_solve, f32(1), f32(1, lo=1, hi=2), f32(1), f32(1, 2))
case(P + "tridiagonal_solve", ll.tridiagonal_solve, f32(3), f32(4), f32(4), f32(4, 1), raises="line")
case(P + "tridiagonal_solve", ll.tridiagonal_solve, f32(4), f32(4), f32(4), f32(3, 1), raises="line")
case(S + "eigh_tridiagonal", lambda d, e: sl.eigh_tridiagonal(d, e, eigvals_only=True), f32(6), f32(5, seed=1), vmap=True, x64=True)
case(S + "eigh_tridiagonal", lambda d, e: sl.eigh_tridiagonal(d, e, eigvals_only=True), c64(5), c64(4, seed=1))
case(S + "eigh_tridiagonal", lambda d, e: (lambda w, v: (w, jnp.abs(v), (v * w) @ v.T))(*sl.eigh_tridiagonal(d, e)), f32(6), f32(5, seed=1))
case(S + "eigh_tridiagonal", lambda d, e: sl.eigh_tridiagonal(d, e, eigvals_only=True, select="i", select_range=(1, 3)), f32(6), f32(5))
case(S + "eigh_tridiagonal", sl.eigh_tridiagonal, f32(1), f32(0))
case(S + "eigh_tridiagonal", lambda d, e: sl.eigh_tridiagonal(d, e, select="v"), f32(4), f32(3), raises=True)
case(S + "eigh_tridiagonal", lambda d, e: sl.eigh_tridiagonal(d, e, select="x"), f32(4), f32(3), raises="line")
case(S + "eigh_tridiagonal", lambda d, e: sl.eigh_tridiagonal(d, e, select="i"), f32(4), f32(3), raises="line")
case(S + "eigh_tridiagonal", sl.eigh_tridiagonal, i32(4), i32(3), raises=True)

# Functions of matrices.
for a in (f32(3, 3), c64(3, 3), f32(3, 3, lo=-0.05, hi=0.05), f32(3, 3, lo=-40, hi=40)):
    case(S + "expm", sl.expm, a, x64=True)
case(S + "expm", sl.expm, f32(3, 3, lo=-0.5, hi=0.5), grad=True, vmap=True)
case(S + "expm", lambda a: sl.expm(jnp.triu(a), upper_triangular=True), f32(3, 3))
case(S + "expm", lambda a: sl.expm(a, max_squarings=2), f32(3, 3, lo=-40, hi=40))
case(S + "expm", sl.expm, i32(2, 2))
case(S + "expm", sl.expm, f32(2, 3), raises="line")
case(S + "expm_frechet", sl.expm_frechet, f32(3, 3), f32(3, 3, seed=1), x64=True)
case(S + "expm_frechet", lambda a, e: sl.expm_frechet(a, e, compute_expm=False), f32(3, 3), f32(3, 3, seed=1))
case(S + "expm_frechet", sl.expm_frechet, f32(3, 3), f32(2, 2), raises="line")
for a in (spd(4), f32(3, 3), c64(3, 3), lit([0.0, 1.0, 0.0, 0.0], shape=(2, 2))):
    case(S + "sqrtm", sl.sqrtm, a, x64=True)
case(S + "sqrtm", lambda a: sl.sqrtm(a, 2), f32(2, 2), raises="line")
for f in (jnp.exp, jnp.sin):
    case(S + "funm", lambda a, f=f: sl.funm(a, f), f32(3, 3))
case(S + "funm", lambda a: sl.funm(a, jnp.exp, disp=False), c64(3, 3))
case(S + "funm", lambda a: sl.funm(a, jnp.exp), f32(3, 2), raises="line")
case(S + "polar", sl.polar, f32(4, 3), x64=True, vmap=True)
case(S + "polar", lambda a: sl.polar(a, side="left"), f32(3, 4))
case(S + "polar", sl.polar, c64(3, 3))
for side in ("left", "right"):
    case(S + "polar", lambda a, s=side: sl.polar(a, side=s, method="svd"), f32(3, 3), x64=True)
case(S + "polar", lambda a: sl.polar(a, side="left"), f32(4, 3), raises=True)
case(S + "polar", lambda a: sl.polar(a, method="no"), f32(4, 3), raises="line")
case(S + "polar", lambda a: sl.polar(a, side="no"), f32(4, 3), raises="line")
case(P + "qdwh", ll.qdwh, f32(4, 3), x64=True)
case(P + "qdwh", ll.qdwh, c64(3, 3))
case(P + "qdwh", ll.qdwh, f32(2, 3), raises="line")
for method in ("schur", "eigen"):
    case(S + "solve_sylvester", lambda a, b, c, m=method: sl.solve_sylvester(a, b, c, method=m), f32(3, 3), f32(2, 2, seed=1), f32(3, 2), x64=True)
case(S + "solve_sylvester", sl.solve_sylvester, c64(2, 2), c64(2, 2, seed=4), c64(2, 2))
case(S + "solve_sylvester", lambda a: sl.solve_sylvester(a, -a, a), spd(2))
case(S + "solve_sylvester", sl.solve_sylvester, f32(2, 2), f32(2, 2), f32(3, 2), raises="line")
case(S + "solve_sylvester", lambda a: sl.solve_sylvester(a, a, a, method="no"), f32(2, 2), raises=True)

# What was there.
case(S + "cholesky", sl.cholesky, spd(3), grad=True)
case(S + "cholesky", lambda a: sl.cholesky(a, lower=True), f32(3, 3))
case(S + "cho_factor", sl.cho_factor, spd(3))
case(S + "cho_solve", lambda a, b: sl.cho_solve((jnp.linalg.cholesky(a), True), b), spd(3), f32(3), grad=True, vmap=True)
case(S + "cho_solve", lambda a, b: sl.cho_solve(sl.cho_factor(a), b), spd(3), f32(3, 2), grad=True)
for assume in ("gen", "sym", "her", "pos"):
    case(S + "solve", lambda a, b, k=assume: sl.solve(a, b, assume_a=k), spd(3), f32(3, 2), grad=True)
case(S + "solve", lambda a, b: sl.solve(a, b, assume_a="no"), spd(3), f32(3), raises="line")
for trans in (0, 1, 2, "N", "T", "C"):
    for lower in (True, False):
        case(S + "solve_triangular", lambda a, b, t=trans, k=lower: sl.solve_triangular(a, b, t, k), spd(3), f32(3, 2), grad=lower)
case(S + "solve_triangular", lambda a, b: sl.solve_triangular(a, b, unit_diagonal=True), c64(3, 3), c64(3))
case(S + "solve_triangular", lambda a, b: sl.solve_triangular(a, b, 3), f32(3, 3), f32(3), raises="line")
for shape in ((3, 3), (4, 3), (3, 4)):
    case(S + "lu", sl.lu, f32(*shape), grad=True, vmap=shape == (3, 3))
    case(S + "lu", lambda a: sl.lu(a, permute_l=True), f32(*shape), x64=True)
    case(S + "lu_factor", sl.lu_factor, f32(*shape))
    case(P + "lu", ll.lu, c64(*shape))
for trans in (0, 1, 2):
    case(S + "lu_solve", lambda a, b, t=trans: sl.lu_solve(sl.lu_factor(a), b, t), c64(3, 3), c64(3, 2), grad=trans == 0)
case(S + "eigh", lambda a: sl.eigh(a, eigvals_only=True), spd(3), grad=True)
case(S + "eigh", sl.eigh, spd(3))
case(S + "eigh", lambda a: sl.eigh(a, a), spd(3), raises=True)
case(S + "eigh", lambda a: sl.eigh(a, type=2), spd(3), raises=True)
case(S + "svd", lambda a: sl.svd(a, full_matrices=False), f32(4, 3))
case(S + "svd", lambda a: sl.svd(a, compute_uv=False), f32(4, 3), grad=True)
case(S + "inv", sl.inv, spd(3), grad=True)
case(S + "det", sl.det, f32(3, 3), grad=True)
case(P + "cholesky", ll.cholesky, spd(3), grad=True)
case(P + "eig", lambda a: tuple(ll.eig(a)), f32(3, 3))
case(P + "eig", lambda a: ll.eig(a, implementation=ll.EigImplementation.MAGMA), f32(3, 3), raises=True)
case(P + "eigh", lambda a: ll.eigh(a, implementation=ll.EighImplementation.QR), spd(3))
case(P + "eigh", lambda a: ll.eigh(a, implementation=ll.EighImplementation.JACOBI), spd(3), raises=True)
case(P + "eigh", lambda a: ll.eigh(a, subset_by_index=(0, 2)), spd(3), raises=True)
case(P + "svd", lambda a: ll.svd(a, algorithm=ll.SvdAlgorithm.DEFAULT), f32(3, 3))
case(P + "svd", lambda a: ll.svd(a, algorithm=ll.SvdAlgorithm.JACOBI), f32(3, 3), raises=True)
case(P + "svd", lambda a: ll.svd(a, subset_by_index=(0, 2), full_matrices=False), f32(3, 3), raises=True)
case(P + "householder_product", lambda a: ll.householder_product(a, a[0, :2]), f32(3, 2))
case(P + "triangular_solve", lambda a, b: ll.triangular_solve(a, b, left_side=True, lower=True), spd(3), f32(3, 2), grad=True)
case(P + "lu_pivots_to_permutation", lambda p: ll.lu_pivots_to_permutation(p, 4), lit([1, 3, 2], "int32"))
