"""Sparse arrays."""
import jax
import jax.numpy as jnp
from jax import lax
from jax.experimental import sparse

from corpus import *
from corpus import case as add

S = "jax.experimental.sparse."
M = lit([0, 2, 0, 0, 1, 0, 4, 0, 0, 0, 0, 0], shape=(3, 4))
B, V, W = f32(4, 2, seed=2), f32(4, seed=3), f32(3, seed=4)


def case(name, function, *args, **options):
    options.setdefault("jit", False)
    add(S + name, function, *args, **options)


def shown(x):
    """A sparse array with all that it stores."""
    if isinstance(x, sparse.JAXSparse):
        return (repr(x), *jax.tree.leaves(x))
    return [shown(i) for i in x] if isinstance(x, (list, tuple)) else x


def three(m):
    """Three matrices that are not all the same."""
    return jnp.stack([m, m * 2, m.at[2, 3].set(5)])


layouts = {
    "flat": lambda m: sparse.BCOO.fromdense(m), "three": lambda m: sparse.BCOO.fromdense(three(m)),
    "batch": lambda m: sparse.BCOO.fromdense(three(m), n_batch=1),
    "dense": lambda m: sparse.BCOO.fromdense(three(m), n_dense=1),
    "both": lambda m: sparse.BCOO.fromdense(three(m), n_batch=1, n_dense=1),
}


def each(name, f, *args, skip=(), **options):
    """A case for each layout."""
    for key, make in layouts.items():
        if key not in skip:
            case(name, lambda m, *a, make=make: shown(f(make(m), *a)), M, *args, **options)


each("bcoo_fromdense", lambda x: x)
each("bcoo_todense", lambda x: sparse.bcoo_todense(x))
each("bcoo_extract", lambda x: sparse.bcoo_extract(x, x.todense() * 3))
each("bcoo_reduce_sum", lambda x: [sparse.bcoo_reduce_sum(x, axes=(a,)) for a in range(x.ndim)])
each("bcoo_reduce_sum", lambda x: x.sum())
each("bcoo_sum_duplicates", lambda x: [(x + x).sum_duplicates(), sparse.bcoo_sum_duplicates(x + x, nse=7)])
each("bcoo_sort_indices", lambda x: sparse.bcoo_sort_indices(x + x))
each("bcoo_multiply_sparse", lambda x: sparse.bcoo_multiply_sparse(x, x), skip=("three",))
each("bcoo_multiply_dense", lambda x, v: [sparse.bcoo_multiply_dense(x, x.todense()), sparse.bcoo_multiply_dense(x, v)], V)
each("bcoo_concatenate", lambda x: [sparse.bcoo_concatenate([x, x], dimension=d) for d in range(x.ndim - 1)],
     skip=("dense", "both"))
each("bcoo_reshape", lambda x: x.reshape(*x.shape[:-1], 2, 2), skip=("both",))
each("bcoo_broadcast_in_dim", lambda x: sparse.bcoo_broadcast_in_dim(
    x, shape=(2, *x.shape), broadcast_dimensions=tuple(range(1, x.ndim + 1))))
each("bcoo_slice", lambda x: [x[1:], x[..., 1:3], x[1]])
each("bcoo_dynamic_slice", lambda x, i: sparse.bcoo_dynamic_slice(x, [0] * (x.ndim - 1) + [i], [*x.shape[:-1], 2]),
     lit(1, "int32"))
each("bcoo_gather", lambda x: x[jnp.array([0, 2])], skip=("dense", "both"))
each("bcoo_update_layout", lambda x: [x.update_layout(n_batch=a, n_dense=b, on_inefficient=None)
                                      for a, b in ((0, 0), (1, 0), (0, 1), (1, 1))])
each("sparsify", lambda x: [-x, x * 2.0, x**2, x / 2, abs(x), x.astype(int), sparse.sparsify(jnp.sin)(x)])
each("sparsify", lambda x: [x + x, x - x, x * x, x + x.todense()], skip=("three",))
each("sparsify", lambda x: sparse.sparsify(lambda y: y + y)(x))
each("sparsify", lambda x: sparse.sparsify(lambda a, b: jnp.stack([a, b]))(x, x))
each("sparsify", lambda x: sparse.sparsify(jnp.exp)(x), raises="line")
each("bcoo_dot_general", lambda x, v, b: [x @ v, x @ b], V, B, skip=("dense", "both"))
each("grad", lambda x: sparse.grad(lambda a: jnp.sum(a.todense()**3))(x))
each("value_and_grad", lambda x: sparse.value_and_grad(lambda a: jnp.sum(a.todense() * 2))(x))
each("BCOO", lambda x: [jax.jit(lambda a: a.todense())(x), len(x), x.nse, x.n_batch, x.n_sparse, x.n_dense, x.size])
F = layouts["flat"]
case("bcoo_transpose", lambda m: shown([F(m).T, sparse.bcoo_transpose(layouts["batch"](m), permutation=(0, 2, 1))]), M)
case("bcoo_transpose", lambda m: sparse.bcoo_transpose(layouts["batch"](m), permutation=(1, 0, 2)), M, raises=True)
case("bcoo_squeeze", lambda m: shown(sparse.bcoo_squeeze(sparse.BCOO.fromdense(m[None, :, None]), dimensions=(0, 2))), M)
case("bcoo_squeeze", lambda m: sparse.bcoo_squeeze(F(m), dimensions=(0,)), M, raises="line")
case("bcoo_update_layout", lambda m: F(m).update_layout(n_batch=1), M, raises="line")
case("bcoo_reshape", lambda m: F(m).reshape(5, 2), M, raises=True)
case("bcoo_dot_general", lambda m, b, v, w: [F(m) @ b, F(m) @ v, w @ F(m), F(m).T @ w, b.T @ F(m).T], M, B, V, W, x64=True)
case("bcoo_dot_general", lambda m: shown(F(m) @ F(m).T), M)
case("bcoo_dot_general", lambda m, b: sparse.bcoo_dot_general(layouts["batch"](m), jnp.stack([b, b, b + 1]),
                                                             dimension_numbers=(([2], [1]), ([0], [0]))), M, B)
case("bcoo_dot_general", lambda m, b: sparse.bcoo_dot_general(layouts["batch"](m), b,
                                                             dimension_numbers=(([2], [0]), ([], []))), M, B)
case("bcoo_dot_general", lambda m: sparse.bcoo_dot_general(layouts["batch"](m), jnp.ones((3, 2)),
                                                          dimension_numbers=(([0], [0]), ([], []))), M)
case("bcoo_dot_general", lambda m: shown(sparse.bcoo_dot_general(layouts["batch"](m), layouts["batch"](m),
                                                                dimension_numbers=(([2], [2]), ([0], [0])))), M)
case("bcoo_dot_general", lambda m, b: layouts["dense"](m) @ b, M, B, raises="line")
case("bcoo_dot_general", lambda d, b: sparse.BCOO((d, jnp.array([[0, 1], [2, 0], [0, 1]])), shape=(3, 4)) @ b, f32(3), B,
     grad=True, vmap=True, jit=True)
case("bcoo_dot_general", lambda d, b: b.T @ sparse.BCOO((d, jnp.array([[0, 1], [2, 0], [9, 1]])), shape=(4, 3)), f32(3), B,
     grad=True, vmap=True, jit=True)
case("bcoo_dot_general_sampled", lambda b, m: sparse.bcoo_dot_general_sampled(
    b.T, b, F(m).indices, dimension_numbers=(([0], [1]), ([], []))), B, M)
case("bcoo_dot_general_sampled", lambda v, w: sparse.bcoo_dot_general_sampled(
    w, v, jnp.array([[0, 1], [2, 3]]), dimension_numbers=(([], []), ([], []))), V, W, grad=True, jit=True)
case("bcoo_sum_duplicates", lambda d: shown(sparse.BCOO((d, jnp.array([[0], [5], [0]])), shape=(3,)).sum_duplicates()), W)
case("bcoo_sum_duplicates", lambda d: sparse.sparsify(jnp.sin)(
    sparse.BCOO((d, jnp.array([[0], [2], [0]])), shape=(3,))).todense(), W, grad=True, jit=True)
case("bcoo_fromdense", lambda m: (sparse.BCOO.fromdense(m, nse=3) @ jnp.arange(4.0)).sum(), M, grad=True)
case("bcoo_fromdense", lambda m: jax.jit(sparse.BCOO.fromdense)(m), M, raises=True)
case("bcoo_fromdense", lambda m: shown(jax.jit(lambda m: sparse.BCOO.fromdense(m, nse=5))(m)), M)
case("bcoo_extract", lambda m: sparse.bcoo_extract(m, m), M, raises=True)
case("bcoo_extract", lambda m: sparse.bcoo_extract(F(m), m[:2]), M, raises="line")
case("BCOO", lambda d: sparse.BCOO((d, jnp.zeros((2, 1), int)), shape=(3,)), W, raises=True)
case("JAXSparse", lambda m: [isinstance(F(m), sparse.JAXSparse), F(m).T.shape, F(m).dtype == m.dtype], M)
case("eye", lambda: shown([sparse.eye(3), sparse.eye(3, 4, 1), sparse.eye(3, k=-1), sparse.eye(2, n_batch=1),
                           sparse.eye(2, n_dense=1), sparse.eye(3, k=5)]))
case("eye", lambda: [sparse.eye(3, 4, 1, sparse_format=f).todense() for f in ("bcoo", "coo", "csr", "csc")])
case("empty", lambda: shown([sparse.empty((2, 3)), sparse.empty((2, 3), nse=2, n_batch=1)]))
case("empty", lambda: [sparse.empty((2, 3), sparse_format=f).todense() for f in ("bcoo", "bcsr", "coo", "csr", "csc")])
case("empty", lambda: sparse.empty((2, 3), sparse_format="x"), raises="line")
case("random_bcoo", lambda: shown(sparse.random_bcoo(jax.random.key(0), (4, 5), dtype=jnp.float32, nse=0.3)))
case("random_bcoo", lambda: shown(sparse.random_bcoo(jax.random.key(1), (2, 4, 5), dtype=jnp.float32, nse=3, n_batch=1,
                                                     sorted_indices=True, generator=jax.random.normal)))
case("random_bcoo", lambda: sparse.random_bcoo(jax.random.key(0), (4, 5), nse=30), raises="line")
C = sparse.BCSR.fromdense
case("BCSR", lambda m: shown([C(m), C(three(m), n_batch=1), C(m).to_bcoo(), sparse.BCSR.from_bcoo(F(m))]), M)
case("BCSR", lambda m: C(m).T, M, raises="line")
case("bcsr_fromdense", lambda m: shown(sparse.bcsr_fromdense(m, nse=3)), M)
case("bcsr_todense", lambda m: [sparse.bcsr_todense(C(m)), C(three(m), n_batch=1).todense()], M)
case("bcsr_extract", lambda m: sparse.bcsr_extract(C(m).indices, C(m).indptr, m * 2), M)
case("bcsr_dot_general", lambda m, b, v: [C(m) @ b, C(m) @ v], M, B, V)
case("bcsr_dot_general", lambda m, w: w @ C(m), M, W, raises="line")
case("grad", lambda m, v: shown(sparse.grad(lambda c: (c @ v).sum())(C(m))), M, V)
case("sparsify", lambda m: shown(sparse.sparsify(jnp.sin)(C(m))), M)
for name, cls in (("coo", sparse.COO), ("csr", sparse.CSR), ("csr", sparse.CSC)):
    case(cls.__name__, lambda m, b, v, c=cls: shown([c.fromdense(m), c.fromdense(m) @ v, c.fromdense(m) @ b,
                                                     c.fromdense(m).T, c.fromdense(m).T.todense()]), M, B, V, x64=True)
for name in ("coo", "csr"):
    make = getattr(sparse, name + "_fromdense")
    case(name + "_fromdense", lambda m, f=make: shown([f(m), f(m, nse=3)]), M)
    case(name + "_todense", lambda m, f=make, g=getattr(sparse, name + "_todense"): g(f(m)), M)
    case(name + "_matvec", lambda m, v, w, f=make, g=getattr(sparse, name + "_matvec"): [g(f(m), v), g(f(m), w, True)],
         M, V, W)
    case(name + "_matmat", lambda m, b, f=make, g=getattr(sparse, name + "_matmat"): [
        g(f(m), b), g(f(m), b[:3], transpose=True)], M, B)
case("csr_matvec", lambda d, v: sparse.CSR((d, jnp.array([1, 0, 2]), jnp.array([0, 1, 3, 3])), shape=(3, 4)) @ v, W, V,
     grad=True, jit=True)
case("coo_matvec", lambda d, v: sparse.COO((d, jnp.array([0, 1, 1]), jnp.array([1, 0, 2])), shape=(3, 4)) @ v, W, V,
     grad=True, jit=True)
case("todense", lambda m: [sparse.todense(F(m)), sparse.todense(m)], M)
case("todense", lambda m: sparse.sparsify(lambda x: jnp.exp(sparse.todense(x)))(F(m)), M)
case("sparsify", lambda m, w: sparse.sparsify(lambda a, v: 2 * a.T @ v)(F(m), w), M, W)
case("sparsify", lambda m, v: jax.jit(sparse.sparsify(lambda a, v: jax.jit(jnp.dot)(a, v)))(F(m), v), M, V)
case("sparsify", lambda m: shown(sparse.sparsify(lambda x: lax.fori_loop(0, 3, lambda i, c: c * 2, x))(F(m))), M)
case("sparsify", lambda m: shown(sparse.sparsify(lambda x: lax.cond(True, lambda c: c * 2, lambda c: -c, x))(F(m))), M)
case("linalg.lobpcg_standard", lambda: [jnp.round(jnp.abs(x), 3) for x in _eigen()])
case("linalg.lobpcg_standard", lambda: _eigen(7), raises="line")


def _eigen(k=2):
    from jax.experimental.sparse import linalg
    a = jnp.diag(jnp.arange(1.0, 31.0)) + 0.1
    return linalg.lobpcg_standard(a, jnp.eye(30, k) + jnp.arange(30.0 * k).reshape(30, k) * 0.37 % 1)[:2]
