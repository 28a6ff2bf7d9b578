"""jax.numpy: ufunc objects and their methods; functions of functions."""
import jax
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.numpy." + name, function, *args, **options)


def bad(name, *functions, args=(f32(2, 3),)):
    for f in functions:
        on(name, f, *args, raises=True)


ARITHMETIC = ("add", "subtract", "multiply", "maximum", "minimum", "logaddexp", "logaddexp2")
BITS = ("bitwise_and", "bitwise_or", "bitwise_xor")
LOGICAL = ("logical_and", "logical_or", "logical_xor")
I = lit([0, 2], "int32")
for name in ARITHMETIC + BITS + LOGICAL + ("negative",):
    u = getattr(jnp, name)
    on(name, lambda u=u: [repr(u), u.nin, u.nout, u.nargs, str(u.identity), u.__name__, isinstance(u, jnp.ufunc)])
for name in ARITHMETIC + BITS + LOGICAL:
    u = getattr(jnp, name)
    kind = i32 if name in BITS else f32
    smooth = name in ARITHMETIC
    x = kind(2, 3)
    on(name, lambda a, u=u: u.reduce(a), x, grad=smooth, vmap=True, x64=True)
    on(name, lambda a, u=u: u.reduce(a, axis=1, keepdims=True), x, jit=False)
    on(name, lambda a, u=u: u.reduce(a, axis=None), x, raises=None, jit=False)
    on(name, lambda a, u=u: u.reduce(a, axis=(0, 1)), x, raises=None, jit=False)
    on(name, lambda a, u=u: u.reduce(a, initial=1), kind(4), jit=False)
    on(name, lambda a, m, u=u: u.reduce(a, where=m, initial=0), kind(4), bools(4))
    on(name, lambda a, m, u=u: u.reduce(a, where=m), kind(4), bools(4), raises=None, jit=False)
    on(name, lambda a, u=u: u.reduce(a), kind(0), raises=None, jit=False)
    on(name, lambda a, u=u: u.accumulate(a), x, grad=smooth, vmap=True)
    on(name, lambda a, u=u: u.accumulate(a, axis=1), x, jit=False)
    on(name, lambda a, b, u=u: u.outer(a, b), kind(2), kind(1, 3, seed=1), grad=smooth, vmap=True)
    on(name, lambda a, i, b, u=u: u.at(a, i, b, inplace=False), kind(3), I, kind(2, seed=1), raises=None)
    on(name, lambda a, i, u=u: u.at(a, i, 1, inplace=False), kind(3), lit([1, 1], "int32"), raises=None, jit=False)
    on(name, lambda a, i, u=u: u.reduceat(a, i), kind(5), lit([0, 2, 3], "int32"), raises=None)
    on(name, lambda a, i, u=u: u.reduceat(a, i, axis=1), kind(2, 3), I, raises=None, jit=False)
    for f in (lambda a, u=u: u(a, a, out=a), lambda a, u=u: u(a, a, where=True), lambda a, u=u: u.reduce(a, axis=5), lambda a, u=u: u.accumulate(a, axis=5), lambda a, u=u: u.reduce(a, out=a),
              lambda a, u=u: u.at(a, 0, 1), lambda a, u=u: u.accumulate(a, out=a), lambda a, u=u: u.reduceat(a, jnp.array([0]), out=a), lambda a, u=u: u.outer([1], a), lambda a, u=u: u([1], a), lambda a, u=u: u(a),
              lambda a, u=u: u(a, a, a), lambda a, u=u: u.reduce([1, 2])):
        on(name, f, x, raises=True)
for dtype in ("float16", "int32"):
    on("add", lambda a, d=dtype: jnp.add.reduce(a, dtype=d), f32(4))
    on("add", lambda a, d=dtype: jnp.add.accumulate(a, dtype=d), f32(4))
    on("maximum", lambda a, d=dtype: jnp.maximum.reduce(a, dtype=d), f32(4), raises=None)
on("negative", jnp.negative, f32(2, 3), grad=True, vmap=True, x64=True)
for x in (i32(3), u8(3), c64(2), bf16(2), f16(2), special(), f32(0)):
    on("negative", jnp.negative, x)
on("negative", jnp.negative, bools(2), raises=True)
on("negative", lambda: jnp.negative(2))
on("negative", lambda a, i: jnp.negative.at(a, i, inplace=False), f32(3), I, grad=True)
bad("negative", lambda x: jnp.negative([1]), lambda x: jnp.negative(x, out=x), lambda x: jnp.negative.reduce(x), lambda x: jnp.negative.accumulate(x), lambda x: jnp.negative.outer(x, x), lambda x: jnp.negative(x, x),
    lambda x: jnp.negative.reduceat(x, jnp.array([0])))

# ---- one's own ----

def plus():
    return jnp.frompyfunc(lambda a, b: a + 2 * b, 2, 1, identity=0)


on("frompyfunc", lambda a, b: plus()(a, b), f32(2, 3), f32(3), grad=True, vmap=True, x64=True)
on("frompyfunc", lambda a: plus()(a, 1), i32(3))
on("frompyfunc", lambda a: plus().reduce(a), f32(4), vmap=True)
on("frompyfunc", lambda a: plus().reduce(a, axis=1, keepdims=True), i32(2, 3))
on("frompyfunc", lambda a: plus().accumulate(a), f32(4))
on("frompyfunc", lambda a: plus().accumulate(a, axis=1), f32(2, 3))
on("frompyfunc", lambda a: plus().outer(a, a), i32(3))
on("frompyfunc", lambda a, i: plus().at(a, i, 5, inplace=False), i32(4), lit([1, 1, 2], "int32"))
on("frompyfunc", lambda a, i: plus().at(a, i, a[:2], inplace=False), f32(4), lit([1, 3], "int32"))
on("frompyfunc", lambda a, i: plus().reduceat(a, i), f32(5), lit([0, 2, 4], "int32"))
on("frompyfunc", lambda a, m: plus().reduce(a, where=m), f32(4), bools(4))
on("frompyfunc", lambda a: jnp.frompyfunc(lambda v: (v, 2 * v), 1, 2)(a), f32(3))
on("frompyfunc", lambda a: jnp.frompyfunc(jnp.sin, 1, 1)(a), f32(2, 2))
bad("frompyfunc", lambda x: jnp.frompyfunc(3, 1, 1), lambda x: jnp.frompyfunc(jnp.sin, 1.5, 1), lambda x: jnp.frompyfunc(jnp.sin, 1, 1).reduce(x), lambda x: jnp.frompyfunc(jnp.sin, 1, 1).outer(x, x),
    lambda x: jnp.frompyfunc(lambda a, b: a, 2, 1).reduce(x[:0]), lambda x: jnp.frompyfunc(lambda a, b: (a, b), 2, 2).reduce(x), lambda x: jnp.frompyfunc(lambda a, b: a, 2, 1)(x))
on("ufunc", lambda a: jnp.ufunc(lambda x, y: x * y, 2, 1, name="times", identity=1).reduce(a), f32(4))
on("ufunc", lambda: [repr(jnp.ufunc(lambda x: x, 1, 1, name="same")), jnp.add == jnp.add, jnp.add == jnp.multiply, hash(jnp.add) == hash(jnp.add)])
on("ufunc", lambda a: jax.jit(lambda f, v: f.reduce(v), static_argnums=0)(jnp.multiply, a), f32(4))
bad("ufunc", lambda x: jnp.ufunc(), lambda x: jnp.ufunc(jnp.sin), lambda x: setattr(jnp.add, "nin", 3))

# ---- vectorize and apply ----

on("vectorize", lambda a, b: jnp.vectorize(lambda x, y: x * y + 1)(a, b), f32(2, 1), f32(3), grad=True, vmap=True, x64=True)
on("vectorize", lambda a, b: jnp.vectorize(jnp.dot, signature="(n),(n)->()")(a, b), f32(2, 3), f32(3), grad=True)
on("vectorize", lambda a, b: jnp.vectorize(jnp.matmul, signature="(m,n),(n)->(m)")(a, b), f32(2, 3), f32(4, 3))
on("vectorize", lambda a: jnp.vectorize(lambda x: (x.min(), x.max()), signature="(n)->(),()")(a), f32(2, 3))
on("vectorize", lambda a: jnp.vectorize(lambda x, n: x * n, excluded={1})(a, 3), f32(2))
on("vectorize", lambda a: jnp.vectorize(lambda x, n: x * n, excluded={"n"})(a, n=3), f32(2))
on("vectorize", lambda a: jnp.vectorize(lambda x, k: x[k], signature="(n)->()", excluded={1})(a, 1), f32(2, 3))
on("vectorize", lambda a: jnp.vectorize(lambda x: x)(a), f32())
bad("vectorize", lambda x: jnp.vectorize(jnp.dot, signature="nope")(x), lambda x: jnp.vectorize(jnp.dot, signature="(n),(n)->()")(x, x[:, :2]), lambda x: jnp.vectorize(jnp.dot, signature="(n),(n)->()")(x),
    lambda x: jnp.vectorize(jnp.sin, excluded={1.5})(x), lambda x: jnp.vectorize(lambda a: a, signature="(n)->()")(x), lambda x: jnp.vectorize(lambda a: a, signature="(n)->(n),(n)")(x),
    lambda x: jnp.vectorize(lambda a, b: a)(x, jnp.ones(2)))
for axis in (0, 1, -1):
    on("apply_along_axis", lambda a, x=axis: jnp.apply_along_axis(jnp.sum, x, a), f32(2, 3, 4), grad=True, vmap=axis == 0)
on("apply_along_axis", lambda a: jnp.apply_along_axis(jnp.cumsum, 0, a), i32(3, 2))
on("apply_along_axis", lambda a: jnp.apply_along_axis(lambda v, k, s=1: v[:k] * s, 1, a, 2, s=3), f32(2, 3))
on("apply_along_axis", lambda a: jnp.apply_along_axis(lambda v: jnp.outer(v, v), 1, a), f32(2, 2))
on("apply_along_axis", lambda a: jnp.apply_along_axis(jnp.sum, 0, [1, 2]), f32(2), raises=None)
bad("apply_along_axis", lambda x: jnp.apply_along_axis(jnp.sum, 2, x), lambda x: jnp.apply_along_axis(None, 0, x), lambda x: jnp.apply_along_axis(jnp.sum, 0, x[0, 0]))
for axes in ((0,), (0, 2), 1, (-1, 0)):
    on("apply_over_axes", lambda a, x=axes: jnp.apply_over_axes(jnp.sum, a, x), f32(2, 3, 4), grad=True, vmap=False, raises=axes == 1)
on("apply_over_axes", lambda a: jnp.apply_over_axes(jnp.max, a, [0, 1]), i32(2, 3), vmap=True)
bad("apply_over_axes", lambda x: jnp.apply_over_axes(jnp.sum, x, (2,)), lambda x: jnp.apply_over_axes(lambda v, a: v.sum(), x, (0,)), lambda x: jnp.apply_over_axes(jnp.sum, [1], (0,)))
