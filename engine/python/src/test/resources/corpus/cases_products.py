"""jax.numpy: products of arrays, polynomials, differences, integrals, interpolation, bits."""
import jax
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.numpy." + name, function, *args, **options)


def bad(name, *functions, args=(f32(2, 3),)):
    for f in functions:
        on(name, f, *args, raises=True)


# ---- products ----

SHAPES = {
    "dot": [((3,), (3,)), ((2, 3), (3,)), ((2, 3), (3, 2)), ((), (2, 3)), ((2, 2, 3), (3,)), ((2, 3), (2, 3, 2)), ((0,), (0,))],
    "matmul": [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 2)), ((2, 2, 3), (3, 2)), ((2, 1, 2, 3), (3, 3, 1)), ((0, 3), (3, 2)), ((2, 0), (0, 2))],
    "inner": [((3,), (3,)), ((2, 3), (3,)), ((2, 3), (4, 3)), ((), (2, 3))],
    "outer": [((3,), (2,)), ((2, 2), (3,)), ((), (2,))],
    "vdot": [((3,), (3,)), ((2, 3), (2, 3)), ((2, 3), (6,)), ((), ())],
    "vecdot": [((3,), (3,)), ((2, 3), (3,)), ((2, 1, 3), (4, 3))],
    "matvec": [((2, 3), (3,)), ((4, 2, 3), (3,)), ((2, 3), (4, 3))],
    "vecmat": [((2,), (2, 3)), ((4, 2), (2, 3)), ((2,), (4, 2, 3))],
    "kron": [((2,), (3,)), ((2, 2), (1, 3)), ((), (2,)), ((2,), (2, 2))],
    "tensordot": [((2, 3, 4), (3, 4, 2)), ((2, 2), (2, 2))],
    "cross": [((3,), (3,)), ((2, 3), (3,)), ((2,), (2,)), ((3,), (2,)), ((4, 3), (4, 3))],
    "convolve": [((5,), (3,)), ((3,), (5,)), ((1,), (4,))],
    "correlate": [((5,), (3,)), ((3,), (5,)), ((1,), (4,))],
}
for name, shapes in SHAPES.items():
    f = getattr(jnp, name)
    a, b = shapes[0]
    for n, (s, t) in enumerate(shapes):
        on(name, f, f32(*s), f32(*t, seed=1), grad=True, vmap=n < 2, x64=n == 0)
    on(name, f, i32(*a), i32(*b, seed=1), x64=True)
    on(name, f, c64(*a), c64(*b, seed=2), grad=True)
    on(name, f, f32(*a), i32(*b), jit=False)
    on(name, f, bf16(*a), bf16(*b, seed=1), jit=False)
    on(name, f, f16(*a), bf16(*b, seed=1), jit=False)
    on(name, f, bools(*a), bools(*b, seed=1), jit=False, raises=name in ("cross",))
    on(name, f, u8(*a), u8(*b, seed=1), jit=False)
    bad(name, lambda x, f=f: f([1.0, 2.0], [1.0, 2.0]), lambda x, f=f: f(x, "a"), lambda x, f=f: f(x))
for name in ("dot", "matmul", "inner", "vecdot", "cross", "matvec", "vecmat"):
    f = getattr(jnp, name)
    on(name, f, f32(2, 3), f32(2, 4), raises=True)
    on(name, f, f32(3), f32(4), raises=True)
for name in ("dot", "matmul", "inner", "vdot", "tensordot", "vecdot", "convolve", "correlate"):
    f = getattr(jnp, name)
    s, t = SHAPES[name][0]
    on(name, lambda a, b, f=f: f(a, b, preferred_element_type="float32"), bf16(*s), bf16(*t, seed=1))
    on(name, lambda a, b, f=f: f(a, b, precision="highest"), f32(*s), f32(*t))
    on(name, lambda a, b, f=f: f(a, b, precision="nope"), f32(*s), f32(*t), raises=True)
bad("matmul", lambda x: jnp.matmul(x, 2.0), lambda x: jnp.matmul(2.0, x), lambda x: jnp.matmul(x, jnp.ones((2, 3, 3, 1))) + jnp.matmul(jnp.ones((4, 2, 3)), jnp.ones((3, 3, 1))))
bad("outer", lambda x: jnp.outer(x, x, out=x))
bad("vdot", lambda x: jnp.vdot(x, x[0]))
on("vecdot", lambda a, b: jnp.vecdot(a, b, axis=0), f32(3, 2), f32(3, 2, seed=1))
bad("vecdot", lambda x: jnp.vecdot(x, x, axis=2), lambda x: jnp.vecdot(x1=x, x2=x))
for axes in (0, 1, ((1, 2), (0, 1)), (2, 1), ([0], [2])):
    on("tensordot", lambda a, b, x=axes: jnp.tensordot(a, b, axes=x), f32(2, 3, 4), f32(4, 4, 2, seed=1) if axes == 1 else f32(3, 4, 2, seed=1), grad=True)
bad("tensordot", lambda x: jnp.tensordot(x, x), lambda x: jnp.tensordot(x, x, axes=3), lambda x: jnp.tensordot(x, x, axes=((0,), (0, 1))), lambda x: jnp.tensordot(x, x, axes="a"))
for words in ({"axis": 0}, {"axisa": 0, "axisb": 0}, {"axisa": 0, "axisb": 0, "axisc": 0}):
    on("cross", lambda a, b, w=words: jnp.cross(a, b, **w), f32(3, 2), f32(3, 2, seed=1), grad=True, vmap=True)
on("cross", lambda a, b: jnp.cross(a, b), f32(4, 2), f32(4, 2, seed=1))
bad("cross", lambda x: jnp.cross(jnp.ones(4), jnp.ones(4)), lambda x: jnp.cross(x, x, axis=5))
for mode in ("full", "same", "valid"):
    for name in ("convolve", "correlate"):
        f = getattr(jnp, name)
        on(name, lambda a, b, f=f, m=mode: f(a, b, mode=m), f32(5), f32(3, seed=1), grad=True, vmap=True, x64=True)
        on(name, lambda a, b, f=f, m=mode: f(a, b, m), c64(3), c64(4, seed=1))
        on(name, lambda a, b, f=f, m=mode: f(a, b, m), f32(4), f32(2))
for name in ("convolve", "correlate"):
    bad(name, lambda x, f=getattr(jnp, name): f(x, x[0]), lambda x, f=getattr(jnp, name): f(x[0], x[0, :0]), lambda x, f=getattr(jnp, name): f(x[0], x[0], mode="no"))

# ---- einsum ----

A, B, C = f32(2, 3), f32(3, 4, seed=1), f32(4, 2, seed=2)
for text in ("ij,jk->ik", "ij,jk", "ij,jk->ki", "ij,jk->", "ij,jk->ijk"):
    on("einsum", lambda a, b, t=text: jnp.einsum(t, a, b), A, B, grad=True, vmap=True, x64=text == "ij,jk")
for text, x in (("ii", f32(3, 3)), ("ii->i", f32(3, 3)), ("ij->ji", A), ("ij->", A), ("ij->j", A), ("...i->...", f32(2, 2, 3)), ("i...->...i", f32(2, 3)), ("iij->ij", f32(2, 2, 3)), ("", f32())):
    on("einsum", lambda a, t=text: jnp.einsum(t, a), x, grad=True)
for text, x, y in (("...ij,...jk->...ik", f32(2, 2, 3), f32(3, 2, seed=1)), ("i,i", f32(3), f32(3, seed=1)), ("i,j->ij", f32(2), f32(3)), ("ij,ij->i", A, f32(2, 3, seed=3)),
                   ("ij,j->ij", A, f32(3)), (" i j , j k -> i k ", A, B), ("ii,i->i", f32(2, 2), f32(2)), ("ij,jk->ik", f32(1, 3), B), ("i...,i...->...", A, f32(2, 3, seed=4))):
    on("einsum", lambda a, b, t=text: jnp.einsum(t, a, b), x, y, grad=True)
on("einsum", lambda a, b, c: jnp.einsum("ij,jk,kl->il", a, b, c), A, B, C, grad=True, x64=True)
for optimize in (False, True, "optimal", "greedy", "auto"):
    on("einsum", lambda a, b, c, o=optimize: jnp.einsum("ij,jk,ki", a, b, c, optimize=o), A, B, C)
on("einsum", lambda a, b: jnp.einsum(a, [0, 1], b, [1, 2], [2, 0]), A, B, grad=True)
on("einsum", lambda a, b: jnp.einsum(a, [0, 1], b, [1, 2]), A, B)
on("einsum", lambda a, b: jnp.einsum(a, [..., 1], b, [1, ...]), A, B)
on("einsum", lambda a, b: jnp.einsum("ij,jk", a, b), i32(2, 3), i32(3, 2))
on("einsum", lambda a, b: jnp.einsum("ij,jk", a, b), bools(2, 3), bools(3, 2))
on("einsum", lambda a, b: jnp.einsum("ij,jk", a, b), c64(2, 3), f32(3, 2), grad=True)
on("einsum", lambda a, b: jnp.einsum("ij,jk", a, b, preferred_element_type="float32"), bf16(2, 3), bf16(3, 2))
on("einsum", lambda a, b: jnp.einsum("ij,jk", a, b, precision="highest"), A, B)
on("einsum", lambda a: jnp.einsum("i,->i", a, 2.0), f32(3))
bad("einsum", lambda x: jnp.einsum("ij,jk", x, x), lambda x: jnp.einsum("ij", x, x), lambda x: jnp.einsum("ijk", x), lambda x: jnp.einsum("ij->ik", x), lambda x: jnp.einsum("i-j", x),
    lambda x: jnp.einsum("i1->i", x), lambda x: jnp.einsum(), lambda x: jnp.einsum("ij->ii", x), lambda x: jnp.einsum("ij", [[1]]), lambda x: jnp.einsum("ij", x, out=x), lambda x: jnp.einsum(3, x))
on("einsum_path", lambda a, b, c: jnp.einsum_path("ij,jk,kl->il", a, b, c)[0], A, B, C, jit=False)
on("einsum_path", lambda a, b, c: jnp.einsum_path("ij,jk,kl->il", a, b, c, optimize="optimal")[0], A, B, C, jit=False)
on("einsum_path", lambda a, b, c: jnp.einsum_path("ij,jk,kl->il", a, b, c, optimize="greedy")[0], A, B, C, jit=False)
on("einsum_path", lambda a, b, c: jnp.einsum_path("ij,jk,kl->il", a, b, c, optimize=False)[0], A, B, C, jit=False)
on("einsum_path", lambda a, b: jnp.einsum_path("ij,jk->ik", a, b)[0], A, B, jit=False)
on("einsum_path", lambda a, b, c: jnp.einsum("ij,jk,kl->il", a, b, c, optimize=jnp.einsum_path("ij,jk,kl->il", a, b, c)[0]), A, B, C)
bad("einsum_path", lambda x: jnp.einsum_path("ij,jk", x), lambda x: jnp.einsum_path("ij,jk", x, x), lambda x: jnp.einsum_path(3, x))

# ---- polynomials ----

P, Q = f32(4), f32(3, seed=1)
on("poly", jnp.poly, f32(3), grad=True, x64=True, vmap=True)
on("poly", jnp.poly, f32(3, 3), x64=True)
on("poly", jnp.poly, i32(3))
on("poly", jnp.poly, c64(3))
on("poly", jnp.poly, lit([1j, -1j, 2 + 0j], "complex64"))
on("poly", jnp.poly, f32(0))
on("poly", jnp.poly, f32())
bad("poly", lambda x: jnp.poly(x), lambda x: jnp.poly([1, 2]), lambda x: jnp.poly(jnp.ones((2, 2, 2))))
for name in ("polyadd", "polysub", "polymul"):
    f = getattr(jnp, name)
    on(name, f, P, Q, grad=True, vmap=True, x64=True)
    on(name, f, i32(2), i32(4, seed=1))
    on(name, f, c64(2), f32(3))
    on(name, f, f32(), f32(3), raises=True)
    on(name, f, bf16(2), i32(2))
    bad(name, lambda x, f=f: f([1, 2], [1]), lambda x, f=f: f(x, "a"))
on("polymul", lambda a, b: jnp.polymul(a, b, trim_leading_zeros=True), lit([0.0, 1.0, 2.0]), Q, jit=False)
on("polydiv", jnp.polydiv, P, f32(3, lo=0.5, seed=1), grad=True, x64=True)
on("polydiv", lambda a, b: jnp.polydiv(a, b, trim_leading_zeros=True), lit([1.0, 2.0, 1.0]), lit([1.0, 1.0]), jit=False)
on("polydiv", jnp.polydiv, f32(2), f32(3, lo=0.5))
on("polydiv", jnp.polydiv, i32(3), lit([2, 1], "int32"))
bad("polydiv", lambda x: jnp.polydiv([1, 2], [1]), lambda x: jnp.polydiv(x, x))
for m in (1, 2, 0, 5):
    on("polyder", lambda p, m=m: jnp.polyder(p, m), P, grad=m < 5, vmap=m == 1, x64=m == 1)
    on("polyint", lambda p, m=m: jnp.polyint(p, m), P, grad=True, vmap=m == 1, x64=m == 1)
on("polyder", jnp.polyder, i32(3))
on("polyint", jnp.polyint, i32(3))
on("polyint", lambda p: jnp.polyint(p, k=3), P)
on("polyint", lambda p, k: jnp.polyint(p, 2, k), P, f32(2), grad=True)
bad("polyder", lambda x: jnp.polyder([1, 2]), lambda x: jnp.polyder(x[0], -1), lambda x: jnp.polyder(x[0], 1.5))
bad("polyint", lambda x: jnp.polyint([1, 2]), lambda x: jnp.polyint(x[0], -1), lambda x: jnp.polyint(x[0], 2, k=jnp.ones(3)))
on("polyval", jnp.polyval, P, f32(2, 3, seed=1), grad=True, vmap=True, x64=True)
on("polyval", jnp.polyval, i32(3), i32(2))
on("polyval", jnp.polyval, P, c64(3), grad=True)
on("polyval", lambda p: jnp.polyval(p, 2.0), P)
on("polyval", lambda p, x: jnp.polyval(p, x, unroll=1), P, f32(2))
on("polyval", jnp.polyval, f32(0), f32(2))
bad("polyval", lambda x: jnp.polyval([1, 2], 3), lambda x: jnp.polyval(x[0], "a"))
on("polyfit", lambda x, y: jnp.polyfit(x, y, 2), f32(6), f32(6, seed=1), x64=True, grad=True)
on("polyfit", lambda x, y: jnp.polyfit(x, y, 1), f32(5), f32(5, 2, seed=1))
on("polyfit", lambda x, y, w: jnp.polyfit(x, y, 1, w=w), f32(5), f32(5, seed=1), f32(5, lo=0.5))
on("polyfit", lambda x, y: jnp.polyfit(x, y, 1, full=True), f32(5), f32(5, seed=1))
on("polyfit", lambda x, y: jnp.polyfit(x, y, 1, cov=True), f32(6), f32(6, seed=1))
on("polyfit", lambda x, y: jnp.polyfit(x, y, 1, cov="unscaled"), f32(6), f32(6, seed=1))
on("polyfit", lambda x, y: jnp.polyfit(x, y, 1), i32(4), i32(4, seed=1), raises=True)
bad("polyfit", lambda x: jnp.polyfit(x[0], x[1], -1), lambda x: jnp.polyfit(x, x, 1), lambda x: jnp.polyfit(x[0], x[0, :2], 1), lambda x: jnp.polyfit([1], [2], 1),
    lambda x: jnp.polyfit(x[0, :0], x[0, :0], 1), lambda x: jnp.polyfit(x[0], x[0], 1.5), lambda x: jnp.polyfit(x[0], x[1], 1, w=x), lambda x: jnp.polyfit(x[0], x[1], 1, w=x[0, :2]))
on("roots", lambda p: jnp.sort(jnp.roots(p)), lit([1.0, -6.0, 11.0, -6.0]), x64=True, jit=False)
on("roots", lambda p: jnp.sort(jnp.roots(p, strip_zeros=False)), lit([2.0, -3.0, 1.0]), vmap=True)
on("roots", jnp.roots, lit([0.0, 1.0, -2.0, 0.0]), jit=False)
on("roots", jnp.roots, lit([1, 1], "int32"), jit=False)
on("roots", jnp.roots, lit([3.0]), jit=False)
on("roots", jnp.roots, f32(0), jit=False)
on("roots", lambda p: jnp.roots(p, strip_zeros=False), lit([0.0, 0.0, 0.0]))
bad("roots", lambda x: jnp.roots(x), lambda x: jnp.roots([1, 2]))

# ---- differences, integrals, interpolation ----

for words in ({}, {"n": 2}, {"n": 0}, {"axis": 0}, {"prepend": 0.5}, {"append": 0.5}, {"n": 5}):
    on("diff", lambda x, w=words: jnp.diff(x, **w), f32(3, 4), grad=words != {"n": 5}, vmap=not words, x64=not words)
on("diff", jnp.diff, bools(5))
on("diff", jnp.diff, i32(4))
on("diff", jnp.diff, u8(4))
on("diff", lambda x, y: jnp.diff(x, prepend=y, append=y), f32(2, 3), f32(2, 1), grad=True)
bad("diff", lambda x: jnp.diff(x, -1), lambda x: jnp.diff(x[0, 0]), lambda x: jnp.diff(x, axis=2), lambda x: jnp.diff([1, 2]), lambda x: jnp.diff(x, prepend=jnp.ones((3, 1))))
on("ediff1d", jnp.ediff1d, f32(2, 3), grad=True, vmap=True, x64=True)
on("ediff1d", lambda x: jnp.ediff1d(x, to_end=jnp.array([9, 8]), to_begin=jnp.array(7)), i32(4))
on("ediff1d", lambda x: jnp.ediff1d(x, 1.0, 2.0), f32(3))
on("ediff1d", jnp.ediff1d, f32(0))
on("ediff1d", lambda x: jnp.ediff1d(x, to_end=2.5), i32(3), raises=None)
bad("ediff1d", lambda x: jnp.ediff1d([1, 2]))
on("gradient", jnp.gradient, f32(5), grad=True, vmap=True, x64=True)
on("gradient", jnp.gradient, f32(3, 4), grad=True)
on("gradient", lambda x: jnp.gradient(x, axis=1), f32(3, 4), vmap=True)
on("gradient", lambda x: jnp.gradient(x, 2.0), f32(3, 4))
on("gradient", lambda x: jnp.gradient(x, 2.0, 0.5), f32(3, 4))
on("gradient", lambda x, h: jnp.gradient(x, h), f32(5), lit([0.0, 1.0, 1.5, 3.0, 4.0]), grad=True)
on("gradient", lambda x, h: jnp.gradient(x, 1.0, h), f32(2, 3), lit([0.0, 1.0, 1.5]))
on("gradient", lambda x: jnp.gradient(x, axis=(0, 1)), f32(3, 4))
on("gradient", jnp.gradient, i32(4))
on("gradient", jnp.gradient, c64(4))
bad("gradient", lambda x: jnp.gradient(x, edge_order=2), lambda x: jnp.gradient(x, 1, 2, 3), lambda x: jnp.gradient(x[:, :1]), lambda x: jnp.gradient([1, 2, 3]), lambda x: jnp.gradient(x, axis=2),
    lambda x: jnp.gradient(x, x), lambda x: jnp.gradient(x[0], jnp.ones(7)))
for words in ({}, {"dx": 0.5}, {"axis": 0}):
    on("trapezoid", lambda y, w=words: jnp.trapezoid(y, **w), f32(3, 4), grad=True, vmap=True, x64=not words)
on("trapezoid", lambda y, x: jnp.trapezoid(y, x), f32(2, 4), f32(4, seed=1), grad=True)
on("trapezoid", jnp.trapezoid, i32(4))
on("trapezoid", jnp.trapezoid, f32(1))
bad("trapezoid", lambda x: jnp.trapezoid([1, 2]), lambda x: jnp.trapezoid(x, axis=2), lambda x: jnp.trapezoid(x, x[0, :2]))
X, XP, FP = lit([-1.0, 0.0, 0.3, 1.0, 1.7, 5.0]), lit([0.0, 1.0, 2.0]), lit([3.0, -1.0, 4.0])
for words in ({}, {"left": -9.0}, {"right": 9.0}, {"period": 1.5}, {"left": "extrapolate", "right": "extrapolate"}):
    # JAX's cache of jitted functions confuses left, right and period of calls that follow each other, so each starts anew.
    on("interp", lambda x, a, b, w=words: [jax.clear_caches(), jnp.interp(x, a, b, **w)][1], X, XP, FP, grad="period" not in words, vmap=(0, None, None), x64=not words, jit=False)
on("interp", jnp.interp, f32(2, 3), XP, c64(3), raises=None)
on("interp", jnp.interp, i32(3), lit([0, 2], "int32"), lit([5, 9], "int32"))
on("interp", lambda a, b: jnp.interp(0.5, a, b), XP, FP)
on("interp", jnp.interp, lit([nan, 1.0]), XP, FP)
bad("interp", lambda x: jnp.interp(x, x, x), lambda x: jnp.interp(1, [0], [1]), lambda x: jnp.interp(x, x[0], x[0, :2]), lambda x: jnp.interp(x, x[0], x[0], period=0), lambda x: jnp.interp(x, x[0], x[0], left="no"))
for words in ({}, {"discont": 4.0}, {"axis": 0}, {"period": 2.0}):
    on("unwrap", lambda x, w=words: jnp.unwrap(x, **w), f32(2, 5, lo=-9.0, hi=9.0), grad=not words, vmap=not words, x64=not words)
on("unwrap", lambda x: jnp.unwrap(x, period=4), i32(5))
bad("unwrap", lambda x: jnp.unwrap([1, 2]), lambda x: jnp.unwrap(x * 1j), lambda x: jnp.unwrap(x, axis=2))

# ---- bits ----

for words in ({}, {"axis": 0}, {"axis": -1, "bitorder": "little"}):
    on("packbits", lambda x, w=words: jnp.packbits(x, **w), bools(3, 9), vmap=True)
    on("unpackbits", lambda x, w=words: jnp.unpackbits(x, **w), u8(2, 2, hi=250), vmap=True)
on("packbits", jnp.packbits, i32(10))
on("packbits", jnp.packbits, bools(0))
for count in (3, 20, -3):
    on("unpackbits", lambda x, c=count: jnp.unpackbits(x, count=c), u8(2, hi=250))
bad("packbits", lambda x: jnp.packbits(x), lambda x: jnp.packbits([1, 0]), lambda x: jnp.packbits(x > 0, bitorder="no"), lambda x: jnp.packbits(x > 0, axis=2))
bad("unpackbits", lambda x: jnp.unpackbits(x), lambda x: jnp.unpackbits([1]), lambda x: jnp.unpackbits(x.astype("uint8"), bitorder="no"), lambda x: jnp.unpackbits(x.astype("uint8"), axis=2))
