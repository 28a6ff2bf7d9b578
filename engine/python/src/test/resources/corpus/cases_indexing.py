"""Reading and updating parts of arrays: x[...], x.at[...], take, put and their like, indices and masks."""
import jax
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.numpy." + name, function, *args, **options)


def bad(name, *functions, args=(f32(2, 3),)):
    for f in functions:
        on(name, f, *args, raises=True)


def at(function, *args, **options):
    case("jax.Array.at", function, *args, **options)


# ---- x[...] ----

WHERE = [0, -1, 5, -9, slice(None), slice(1, None), slice(None, None, -1), slice(-2, 9, 2), slice(2, 0, -1), slice(3, 1), Ellipsis, None,
         (0, 1), (slice(None), 0), (0, slice(None, None, 2)), (..., 1), (None, 0, ..., None), (slice(0, 2), slice(1, 3)), (), True, False]
for index in WHERE:
    case("jax.numpy.ndarray", lambda x, i=index: x[i], f32(3, 4), grad=True, jit=isinstance(index, (int, tuple)))
A, B = lit([0, 2, -1], "int32"), lit([1, 3, 0], "int32")
case("jax.numpy.ndarray", lambda x, i: x[i], f32(3, 4), A, grad=True, vmap=True, x64=True)
case("jax.numpy.ndarray", lambda x, i, j: x[i, j], f32(3, 4), A, B, grad=True, vmap=True)
case("jax.numpy.ndarray", lambda x, i: x[:, i], i32(3, 4), A)
case("jax.numpy.ndarray", lambda x, i, j: x[i[:, None], j], f32(3, 4), A, B, grad=True)
case("jax.numpy.ndarray", lambda x, i: x[i, 1:3], f32(3, 4), A)
case("jax.numpy.ndarray", lambda x, i, j: x[i, :, j], f32(3, 2, 4), A, B, grad=True)
case("jax.numpy.ndarray", lambda x, i: x[0, :, i], f32(3, 2, 4), A)
case("jax.numpy.ndarray", lambda x, i: x[:, i, None, 0], f32(2, 3, 4), A)
case("jax.numpy.ndarray", lambda x, i: x[i], f32(3), lit([7, -7, 3], "int32"), grad=True)
case("jax.numpy.ndarray", lambda x, i: x[i], f32(3), lit(1, "int32"), grad=True, vmap=True)
case("jax.numpy.ndarray", lambda x, i: x[i], f32(3), lit([1, 200], "uint8"))
case("jax.numpy.ndarray", lambda x, m: x[m], f32(3, 4), bools(3, 4), jit=False, grad=True)
case("jax.numpy.ndarray", lambda x, m: x[m], f32(3, 4), lit([True, False, True], "bool"), jit=False)
case("jax.numpy.ndarray", lambda x, m: x[:, m], f32(2, 3), lit([True, False, True], "bool"), jit=False)
case("jax.numpy.ndarray", lambda x, m: x[m, 0], f32(3, 2), lit([True, False, True], "bool"), jit=False)
case("jax.numpy.ndarray", lambda x, i: x[i], f32(0, 2), lit([], "int32"))
case("jax.numpy.ndarray", lambda x, i: x[jnp.s_[i, ::2]], f32(3, 4), lit(1, "int32"))
for f in (lambda x: x[0, 0, 0], lambda x: x[[0, 1]], lambda x: x["a"], lambda x: x[1.0], lambda x: x[..., ...], lambda x: x[jnp.ones(2)],
          lambda x: x[jnp.array([True, False])], lambda x: x[::0], lambda x: x[1j], lambda x: x[jnp.array([0, 1]), jnp.array([0, 1, 2])],
          lambda x: x[[0, None]], lambda x: x[{}], lambda x: x[0:1.5], lambda x: x[object()]):
    case("jax.numpy.ndarray", f, f32(3, 4), raises=True)
case("jax.numpy.ndarray", lambda x: jax.jit(lambda m: x[m])(x > 0), f32(3), raises=True)
case("jax.numpy.ndarray", lambda x: jax.jit(lambda n: x[:n])(2), f32(3), raises=True)
case("jax.numpy.ndarray", lambda x: x.__setitem__(0, 1.0), f32(3), raises="line")
case("jax.numpy.ndarray", lambda: jnp.ndarray(3), raises=True)
case("jax.numpy.ndarray", lambda x: [isinstance(v, jnp.ndarray) for v in (x, 1.0, [x])], f32(2), jit=False)

# ---- x.at[...] ----

UPDATES = ("set", "add", "subtract", "multiply", "divide", "power", "min", "max")
for op in UPDATES:
    smooth = op != "power"
    def update(x, i, v, op=op, **options):
        return getattr(x.at[i], op)(v, **options)
    at(lambda x, i, v, u=update: u(x, i, v), f32(4, lo=0.5, hi=2), lit([0, 2], "int32"), f32(2, lo=0.5, seed=1), grad=smooth, vmap=True, x64=True)
    at(lambda x, i, v, u=update: u(x, i, v), f32(4, lo=0.5, hi=2), lit([0, 0, 2], "int32"), f32(3, lo=0.5, seed=1),
       grad=op in ("set", "add", "subtract"))
    at(lambda x, u=update: u(x, 1, 2.0), f32(2, 3, lo=0.5), grad=smooth)
    at(lambda x, u=update: u(x, (0, -1), 3), i32(2, 3), raises=None)
    at(lambda x, v, u=update: u(x, jnp.s_[:, 1:], v), f32(2, 3, lo=0.5), f32(2, 1, lo=0.5), grad=smooth, vmap=True)
    at(lambda x, i, u=update: u(x, i, 2.0), f32(3, lo=0.5), lit([5, -9, 1], "int32"))
    for mode in ("clip", "drop", "promise_in_bounds", "wrap", "fill"):
        at(lambda x, i, u=update, m=mode: u(x, i, 2.0, mode=m), f32(3, lo=0.5), lit([1, 0] if "promise" in mode else [4, -5, 1], "int32"), jit=False,
           raises=None)
    at(lambda x, i, u=update: u(x, i, 2.0, indices_are_sorted=True, unique_indices=True), f32(3, lo=0.5), lit([0, 2], "int32"), grad=smooth)
    at(lambda x, u=update: u(x, x > 0, 0.5), f32(2, 3), grad=op in ("set", "add"), jit=False)
    at(lambda x, u=update: u(x, 0, 1.5), i32(3))
    at(lambda x, u=update: u(x, 0, 1), bf16(3))
    at(lambda x, u=update: u(x, 0, True), bools(3), raises=None)
    at(lambda x, u=update: u(x, 0, 1j), c64(3), raises=None)
    for f in (lambda x, u=update: u(x, 0, [1.0]), lambda x, u=update: u(x, 0, "a"), lambda x, u=update: u(x, (0, 0, 0), 1.0),
              lambda x, u=update: u(x, 0, jnp.ones((5,))), lambda x, u=update: u(x, [0], 1.0), lambda x, u=update: u(x, 0, 1.0, mode="no"),
              lambda x, u=update: u(x, 0.5, 1.0), lambda x, u=update: u(x, 0, None)):
        at(f, f32(2, 3), raises=True)
at(lambda x, i: x.at[i].get(), f32(3), lit([1, 7, -8], "int32"), grad=True, vmap=True, x64=True)
for mode in ("fill", "clip", "wrap", "drop", "promise_in_bounds", None):
    for kind in (f32, i32, u8, bools, c64):
        index = [1, 0] if mode == "promise_in_bounds" else [1, 7, -8]
        at(lambda x, i, m=mode: x.at[i].get(mode=m), kind(3), lit(index, "int32"), grad=kind is f32 and mode != "drop", jit=kind is f32)
at(lambda x, i: x.at[i].get(mode="fill", fill_value=-1), f32(2, 2), lit([0, 5], "int32"), grad=True)
at(lambda x, i: x.at[i].get(mode="fill", fill_value=7), i32(3), lit([0, 5], "int32"))
at(lambda x, i: x.at[i].get(mode=jax.lax.GatherScatterMode.CLIP), i32(3), lit([0, 5], "int32"))
at(lambda x, i: x.at[i].get(indices_are_sorted=True, unique_indices=True), f32(3), lit([0, 2], "int32"), grad=True)
at(lambda x: x.at[1:, 0].get(), f32(2, 3), grad=True)
at(lambda x, i: x.at[i].get(wrap_negative_indices=False, mode="fill"), f32(3), lit([-1, 1], "int32"))
at(lambda x, i: x.at[i].set(5.0, wrap_negative_indices=False), f32(3), lit([-1, 1], "int32"))
at(lambda x: x.at[0].get(mode="no"), f32(2), raises=True)
at(lambda x: x.at[0].get(fill_value=[1]), f32(2), raises=None)
at(lambda x: x.at[[0, 1]].get(), f32(2), raises=True)
at(lambda x: x.at[1:].apply(jnp.sin), f32(4), vmap=True)
at(lambda x, i: x.at[i].apply(lambda v: v * 2), f32(4), lit([0, 0, 2], "int32"), x64=True)
at(lambda x, i: x.at[i].apply(jnp.negative, mode="clip"), i32(3), lit([0, 9], "int32"))
at(lambda x: x.at[0].apply(lambda v: [v]), f32(2), raises=True)
at(lambda x: (x.at[0].mul(3.0), x.at[0].sub(3.0)), f32(2), raises=None)
at(lambda x: x.at(0), f32(2), raises=True)
case("jax.numpy.ndarray.at", lambda x: x.at[...].set(1), i32(2, 2), vmap=True, x64=True)
case("jax.numpy.ndarray.at", lambda x: x.at[None, 0].add(1.0), f32(2, 2), grad=True)
case("jax.numpy.ndarray.at", lambda x: x.at[()].multiply(3), f32(2))
case("jax.numpy.ndarray.at", lambda x: x.at[x > 9].set(0.0), f32(3), jit=False)

# ---- take ----

for axis in (None, 0, 1, -1):
    on("take", lambda x, i, a=axis: jnp.take(x, i, axis=a), f32(3, 4), lit([0, 2, -1, 7], "int32"), grad=True, vmap=axis == 0)
    on("take", lambda x, i, a=axis: x.take(i, a, mode="clip"), i32(3, 4), lit([[0, 2], [-1, 7]][0] + [-1, 7], "int32", (2, 2)))
for mode in ("fill", "clip", "wrap"):
    for kind in (f32, i32, u8, bools):
        on("take", lambda x, i, m=mode: jnp.take(x, i, mode=m), kind(4), lit([0, 9, -7], "int32"), jit=kind is f32)
on("take", lambda x: jnp.take(x, 1), f32(2, 3))
on("take", lambda x, i: jnp.take(x, i, fill_value=5.0), f32(3), lit([0, 9], "int32"), x64=True)
on("take", lambda x, i: jnp.take(x, i, unique_indices=True, indices_are_sorted=True), f32(3), lit([0, 2], "int32"), grad=True)
bad("take", lambda x: jnp.take(x, jnp.array([0]), axis=2), lambda x: jnp.take(x, [0]), lambda x: jnp.take(x, jnp.array([0.5])),
    lambda x: jnp.take([1], 0), lambda x: jnp.take(x, jnp.array([0]), mode="no"), lambda x: jnp.take(x, jnp.array([0]), out=x),
    lambda x: jnp.take(x, jnp.array([0]), mode="raise"), lambda x: jnp.take(x[:0], jnp.array([0]), axis=0))
for axis in (0, 1, -1):
    on("take_along_axis", lambda x, i, a=axis: jnp.take_along_axis(x, i, axis=a), f32(2, 3), lit([0, 1, 1, 0, 0, -1], "int32", (2, 3)), grad=True, vmap=True)
on("take_along_axis", lambda x, i: jnp.take_along_axis(x, i, axis=None), f32(2, 3), lit([0, 5, 9], "int32"), x64=True)
for mode in ("fill", "clip", "wrap"):
    on("take_along_axis", lambda x, i, m=mode: jnp.take_along_axis(x, i, 1, mode=m), i32(2, 3), lit([0, 7, -5, 2], "int32", (2, 2)))
on("take_along_axis", lambda x, i: jnp.take_along_axis(x, i, 1, fill_value=3.0), f32(2, 3), lit([0, 7], "int32", (2, 1)))
on("take_along_axis", lambda x, i: jnp.take_along_axis(x, i, 0), f32(1, 3), lit([0, 0], "int32", (2, 1)))
on("take_along_axis", lambda x, i: jnp.take_along_axis(x, i, 1, wrap_negative_indices=False), f32(2, 3), lit([0, -1], "int32", (2, 1)), raises=None)
bad("take_along_axis", lambda x: jnp.take_along_axis(x, x, 0), lambda x: jnp.take_along_axis(x, jnp.array([0]), 0), lambda x: jnp.take_along_axis([1], jnp.array([0]), 0),
    lambda x: jnp.take_along_axis(x, jnp.zeros((2, 2), int), 5), lambda x: jnp.take_along_axis(x, jnp.zeros((3, 2), int), 1), lambda x: jnp.take_along_axis(x, [[0]], 1))

# ---- put ----

for mode in (None, "clip", "wrap"):
    on("put", lambda x, i, v, m=mode: jnp.put(x, i, v, mode=m, inplace=False), f32(2, 3), lit([0, 4, 9], "int32"), f32(3, seed=1), grad=True, vmap=True)
on("put", lambda x: jnp.put(x, 0, 5, inplace=False), i32(3), x64=True)
on("put", lambda x, i, v: jnp.put(x, i, v, inplace=False), i32(3), lit([0, 1, 2], "int32"), i32(2, seed=1))
bad("put", lambda x: jnp.put(x, 0, 1), lambda x: jnp.put(x, 0, 1, mode="no", inplace=False), lambda x: jnp.put(x, 0.5, 1, inplace=False), lambda x: jnp.put([1], 0, 1, inplace=False))
for axis in (0, 1, None):
    on("put_along_axis", lambda x, i, v, a=axis: jnp.put_along_axis(x, i if a is not None else i.ravel(), v if a is not None else v.ravel(), a, inplace=False),
       f32(2, 3), lit([0, 1], "int32", (2, 1) if axis else (1, 2)) if axis != 0 else lit([0, 1, 1], "int32", (1, 3)),
       f32(2, 1, seed=1) if axis else (f32(2, seed=1) if axis is None else f32(1, 3, seed=1)), grad=True, vmap=True)
on("put_along_axis", lambda x, i: jnp.put_along_axis(x, i, 9, 1, inplace=False, mode="clip"), i32(2, 3), lit([7, 1], "int32", (2, 1)), x64=True)
bad("put_along_axis", lambda x: jnp.put_along_axis(x, jnp.zeros((2, 1), int), 1, 1), lambda x: jnp.put_along_axis(x, jnp.zeros((1,), int), 1, 1, inplace=False),
    lambda x: jnp.put_along_axis(x, jnp.zeros((2, 1)), 1, 1, inplace=False))
on("place", lambda x, m, v: jnp.place(x, m, v, inplace=False), f32(2, 3), bools(2, 3), f32(2, seed=1), grad=True, vmap=True, x64=True)
on("place", lambda x: jnp.place(x, x > 0, jnp.array([7]), inplace=False), i32(5))
on("place", lambda x: jnp.place(x, x > 9, jnp.array([7.0]), inplace=False), f32(3))
bad("place", lambda x: jnp.place(x, x > 0, x), lambda x: jnp.place(x, x[0] > 0, x, inplace=False), lambda x: jnp.place(x, x > 0, x[:0], inplace=False), lambda x: jnp.place([1], [True], [2], inplace=False))
on("fill_diagonal", lambda x: jnp.fill_diagonal(x, 5.0, inplace=False), f32(3, 4), grad=True, vmap=True, x64=True)
on("fill_diagonal", lambda x, v: jnp.fill_diagonal(x, v, inplace=False), f32(4, 3), f32(2, seed=1), grad=True)
on("fill_diagonal", lambda x: jnp.fill_diagonal(x, 1, wrap=True, inplace=False), i32(5, 2), raises=None)
on("fill_diagonal", lambda x: jnp.fill_diagonal(x, 1, inplace=False), i32(2, 2, 2))
bad("fill_diagonal", lambda x: jnp.fill_diagonal(x, 1), lambda x: jnp.fill_diagonal(x[0], 1, inplace=False), lambda x: jnp.fill_diagonal(jnp.ones((2, 3, 2)), 1, inplace=False), lambda x: jnp.fill_diagonal([[1]], 1, inplace=False))

# ---- indices ----

on("indices", lambda: jnp.indices((2, 3)), x64=True)
on("indices", lambda: jnp.indices((2, 3), sparse=True))
on("indices", lambda: jnp.indices((2, 3), dtype="float32"))
on("indices", lambda: jnp.indices(()))
bad("indices", lambda x: jnp.indices(3), lambda x: jnp.indices((2.5,)))
on("ix_", lambda a, b: jnp.ix_(a, b), i32(2), i32(3), x64=True)
on("ix_", lambda a: jnp.ix_(a), lit([True, False, True], "bool"), jit=False)
on("ix_", lambda a, b: jnp.zeros((9, 9))[jnp.ix_(a, b)], lit([1, 2], "int32"), lit([0, 3, 4], "int32"))
bad("ix_", lambda x: jnp.ix_(x), lambda x: jnp.ix_([1, 2]), lambda x: jnp.ix_(jnp.ones(2)) and None, lambda x: jnp.ix_(3))
for n, k, m in ((3, 0, None), (3, 1, None), (3, -1, 4), (0, 0, None), (2, 5, None)):
    for name in ("tril_indices", "triu_indices"):
        on(name, lambda n=n, k=k, m=m, f=getattr(jnp, name): f(n, k, m), x64=(n, k) == (3, 0), jit=False)
for name in ("tril_indices", "triu_indices"):
    bad(name, lambda x, f=getattr(jnp, name): f(1.5), lambda x, f=getattr(jnp, name): f("a"))
for name in ("tril_indices_from", "triu_indices_from"):
    f = getattr(jnp, name)
    on(name, f, f32(3, 4), x64=True, jit=False)
    on(name, lambda x, f=f: f(x, k=-1), i32(2, 2), jit=False)
    on(name, f, f32(3), raises=True)
on("diag_indices", lambda: jnp.diag_indices(3), x64=True)
on("diag_indices", lambda: jnp.diag_indices(2, ndim=3))
on("diag_indices", lambda: jnp.diag_indices(0))
bad("diag_indices", lambda x: jnp.diag_indices(-1), lambda x: jnp.diag_indices(2, -1), lambda x: jnp.diag_indices(1.5))
on("diag_indices_from", jnp.diag_indices_from, f32(3, 3), x64=True)
on("diag_indices_from", jnp.diag_indices_from, f32(2, 2, 2))
on("diag_indices_from", jnp.diag_indices_from, f32(2, 3), raises=True)
on("diag_indices_from", jnp.diag_indices_from, f32(3), raises=True)
on("mask_indices", lambda: jnp.mask_indices(3, jnp.triu), x64=True, jit=False)
on("mask_indices", lambda: jnp.mask_indices(3, jnp.tril, -1), jit=False)
on("mask_indices", lambda: jnp.mask_indices(3, jnp.triu, 1, size=4), jit=False)
bad("mask_indices", lambda x: jnp.mask_indices(3.5, jnp.triu), lambda x: jnp.mask_indices(3, None))
for mode in ("clip", "wrap"):
    on("ravel_multi_index", lambda a, b, m=mode: jnp.ravel_multi_index((a, b), (3, 4), mode=m), lit([0, 5, -1], "int32"), lit([1, 9, 0], "int32"), vmap=True)
on("ravel_multi_index", lambda a: jnp.ravel_multi_index((a, a), (3, 4), order="F"), lit([0, 1], "int32"), jit=False, x64=True)
on("ravel_multi_index", lambda a: jnp.ravel_multi_index((a, a), (3, 4), mode="wrap", dtype="int16"), lit([0, 1], "int32"))
on("ravel_multi_index", lambda: jnp.ravel_multi_index((1, 2), (3, 4)))
bad("ravel_multi_index", lambda x: jnp.ravel_multi_index((jnp.array([9]),), (3,)), lambda x: jnp.ravel_multi_index((1, 2), (3,)), lambda x: jnp.ravel_multi_index((0.5, 1), (3, 4)),
    lambda x: jnp.ravel_multi_index((0, 1), (3, 4), mode="no"), lambda x: jnp.ravel_multi_index((0, 1), (3, 4), order="K"))
on("unravel_index", lambda i: jnp.unravel_index(i, (3, 4)), lit([0, 5, 11, 12, -1, -20], "int32"), vmap=True, x64=True)
on("unravel_index", lambda i: jnp.unravel_index(i, 5), i32(2, 2))
on("unravel_index", lambda: jnp.unravel_index(7, (2, 2, 2)))
on("unravel_index", lambda i: jnp.unravel_index(i, (3, 4)), u8(3))
bad("unravel_index", lambda x: jnp.unravel_index(x, (3, 4)), lambda x: jnp.unravel_index(0, (2.5,)), lambda x: jnp.unravel_index([1], (3,)))

# ---- index expressions ----

on("s_", lambda: [repr(v) for v in (jnp.s_[1:2], jnp.s_[0, ..., None], jnp.s_[3])])
on("index_exp", lambda: [repr(v) for v in (jnp.index_exp[1:2], jnp.index_exp[0, ...], jnp.index_exp[3])])
for key in (slice(0, 3), (slice(0, 2), slice(1, 4)), (slice(0, 1, 3j), slice(2)), slice(0, 1, 0.25), (slice(None, 3), slice(5, 2, -1)), (slice(0, 2), slice(0.0, 1.0, 0.5))):
    on("mgrid", lambda k=key: jnp.mgrid[k], x64=key == slice(0, 3))
    on("ogrid", lambda k=key: jnp.ogrid[k], x64=key == slice(0, 3))
bad("mgrid", lambda x: jnp.mgrid[0], lambda x: jnp.mgrid["a"], lambda x: jnp.mgrid[1:])
on("r_", lambda x: jnp.r_[x, 0, 5:8], f32(2), grad=True, x64=True)
on("r_", lambda x: jnp.r_["-1", x, x], f32(2, 2))
on("r_", lambda x: jnp.r_["0,2", x, x], f32(2))
on("r_", lambda x: jnp.r_["0,2,0", x, x], f32(2))
on("r_", lambda x: jnp.r_["1,2,0", x, x], f32(2))
on("r_", lambda: jnp.r_[0:1:3j, 4])
on("r_", lambda: jnp.r_[1, 2.5, True])
on("r_", lambda: jnp.r_[3:0:-1])
on("c_", lambda x: jnp.c_[x, x], f32(3), grad=True, x64=True)
on("c_", lambda x: jnp.c_[x, 2 * x, jnp.ones((2, 1))], f32(2, 2))
on("c_", lambda: jnp.c_[1:4, 4:7])
on("c_", lambda: jnp.c_[0, 1])
bad("r_", lambda x: jnp.r_["no", x], lambda x: jnp.r_["r", x], lambda x: jnp.r_[x, "0"], lambda x: jnp.r_[x, x[0]])
bad("c_", lambda x: jnp.c_["no", x], lambda x: jnp.c_[x, x[0]])
