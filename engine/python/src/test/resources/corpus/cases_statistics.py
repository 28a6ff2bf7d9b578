"""jax.numpy: sums and other reductions with their options, running sums, means, quantiles, covariance."""
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.numpy." + name, function, *args, **options)


def bad(name, *functions, args=(f32(2, 3),)):
    for f in functions:
        on(name, f, *args, raises=True)


HOLES = lit([1.0, nan, 3.0, nan, -5.0, 6.0], shape=(2, 3))
MASK = lit([True, False, True, True, True, False], "bool", (2, 3))

# ---- reductions: axes, dtypes, masks, initial values ----

FULL = "sum prod max min amax amin nansum nanprod nanmax nanmin"
MEANS = "mean var std nanmean nanvar nanstd"
for name in (FULL + " " + MEANS + " all any ptp").split():
    f = getattr(jnp, name)
    for axis in ((0, 1), (), [0], -2):
        on(name, lambda x, f=f, a=axis: f(x, axis=a), f32(2, 3, 2), jit=False, raises=None)
    on(name, f, HOLES)
    for x in (bools(2, 3), u8(4), f16(5), c64(3), i8(4)):
        on(name, f, x, jit=False, raises=None)
    on(name, lambda x, f=f: f(x, keepdims=True), i32(2, 3))
    on(name, lambda f=f: f(3), jit=False)
    on(name, f, f32(2, 0), raises=None, jit=False)
    on(name, lambda x, f=f: f(x, axis=0), f32(2, 0), raises=None, jit=False)
    bad(name, lambda x, f=f: f(x, axis=(0, 0)), lambda x, f=f: f(x, axis=(0, 5)), lambda x, f=f: f(x, out=x), lambda x, f=f: f("a"), lambda x, f=f: f(x, axis=1.0),
        lambda x, f=f: f(x, bad=1), lambda x, f=f: f(), lambda x, f=f: f(None))
for name in FULL.split():
    f = getattr(jnp, name)
    on(name, lambda x, f=f: f(x, initial=2.0), f32(2, 3), grad=True, vmap=True)
    on(name, lambda x, f=f: f(x, axis=1, initial=1), i32(2, 3))
    on(name, lambda x, m, f=f: f(x, where=m, initial=0.5), f32(2, 3), MASK, grad="prod" not in name, vmap=True)
    on(name, lambda x, m, f=f: f(x, axis=0, where=m, initial=1), i32(2, 3), MASK)
    on(name, lambda x, m, f=f: f(x, where=m), f32(2, 3), MASK, raises=None)
    on(name, lambda x, f=f: f(x, initial=-1.0), f32(0), jit=False)
    bad(name, lambda x, f=f: f(x, where=x, initial=0), lambda x, f=f: f(x, initial=x), lambda x, f=f: f(x, where=[True], initial=0), lambda x, f=f: f(x, initial="a"))
for name in "sum prod nansum nanprod cumsum cumprod mean var std nanmean nanvar nanstd".split():
    f = getattr(jnp, name)
    for dtype in ("float16", "float32", "int32", "complex64", int, float):
        on(name, lambda x, f=f, d=dtype: f(x, dtype=d), i32(2, 3), raises=None, jit=False)
        on(name, lambda x, f=f, d=dtype: f(x, dtype=d), f32(2, 3), raises=None, jit=False)
    bad(name, lambda x, f=f: f(x, dtype="object"))
for name in ("sum", "prod"):
    f = getattr(jnp, name)
    on(name, lambda x, f=f: f(x, promote_integers=False), i8(5))
    on(name, lambda x, f=f: f(x, promote_integers=False), bools(5))
    on(name, f, i8(5), x64=True)
    on(name, f, lit([1e30, 1e30, -1e30]))
for name in MEANS.split() + ["all", "any"]:
    f = getattr(jnp, name)
    on(name, lambda x, m, f=f: f(x, where=m), f32(2, 3), MASK, grad=name in MEANS, vmap=True)
    on(name, lambda x, m, f=f: f(x, axis=0, where=m), f32(2, 3), MASK)
    bad(name, lambda x, f=f: f(x, where=x))
for name in ("var", "std", "nanvar", "nanstd"):
    f = getattr(jnp, name)
    for ddof in (1, 2, 6):
        on(name, lambda x, f=f, d=ddof: f(x, ddof=d), f32(2, 3))
    on(name, f, c64(4), raises=None)
    on(name, lambda x, f=f: f(x, axis=1, mean=x.mean(1, keepdims=True)), f32(2, 3), grad=True)
    on(name, lambda x, f=f: f(x, mean=0.0), f32(2, 3))
    on(name, f, f32(1))
for name in ("var", "std"):
    f = getattr(jnp, name)
    on(name, lambda x, f=f: f(x, correction=1), f32(2, 3))
    on(name, lambda x, f=f: f(x, correction=0.5), f32(2, 3))
    bad(name, lambda x, f=f: f(x, ddof=1, correction=1))
for name in "nansum nanprod nanmean nanvar nanstd nanmax nanmin nanmedian".split():
    f = getattr(jnp, name)
    on(name, lambda x, f=f: f(x, axis=0), HOLES, grad=True)
    on(name, f, lit([nan, nan]))
    on(name, lambda x, f=f: f(x, axis=1, keepdims=True), HOLES, vmap=True)
    on(name, f, i32(3))
for name in "cumsum cumprod nancumsum nancumprod".split():
    f = getattr(jnp, name)
    on(name, f, HOLES)
    on(name, lambda x, f=f: f(x, axis=-1), i32(2, 3), x64=True)
    on(name, f, f32())
    on(name, f, i8(4))
    on(name, f, f16(4))
    on(name, f, c64(3), grad=name in ("cumsum",))
    on(name, f, f32(0))
    bad(name, lambda x, f=f: f(x, axis=2), lambda x, f=f: f([1, 2]), lambda x, f=f: f(x, out=x), lambda x, f=f: f(x, axis=(0, 1)))
for name in ("cumulative_sum", "cumulative_prod"):
    f = getattr(jnp, name)
    on(name, f, f32(4), grad=True, vmap=True, x64=True)
    on(name, lambda x, f=f: f(x, axis=1, include_initial=True), f32(2, 3), grad=True)
    on(name, lambda x, f=f: f(x, axis=0, dtype="float16"), i32(2, 3))
    on(name, f, bools(4))
    on(name, f, i8(4))
    on(name, f, f32(), raises=True)
    bad(name, lambda x, f=f: f(x), lambda x, f=f: f([1, 2]), lambda x, f=f: f(x, 0), lambda x, f=f: f(x, axis=5))

# ---- averages and quantiles ----

on("average", jnp.average, f32(2, 3), grad=True, vmap=True, x64=True)
on("average", lambda x: jnp.average(x, axis=1, keepdims=True), i32(2, 3))
on("average", lambda x, w: jnp.average(x, weights=w), f32(2, 3), f32(2, 3, lo=0.5, seed=1), grad=True)
on("average", lambda x, w: jnp.average(x, axis=1, weights=w, returned=True), f32(2, 3), f32(3, lo=0.5, seed=1))
on("average", lambda x: jnp.average(x, returned=True), f32(2, 3))
on("average", lambda x, w: jnp.average(x, axis=(0, 1), weights=w), f32(2, 3), f32(2, 3, lo=0.5), raises=None)
on("average", lambda x, w: jnp.average(x, weights=w), i32(3), i32(3, lo=1))
on("average", jnp.average, f32(0))
bad("average", lambda x: jnp.average([1, 2]), lambda x: jnp.average(x, axis=2), lambda x: jnp.average(x, weights=x[0]), lambda x: jnp.average(x, axis=1, weights=x[0, :2]), lambda x: jnp.average(x, axis=1, weights=x.T))
METHODS = ("linear", "lower", "higher", "midpoint", "nearest", "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
           "median_unbiased", "normal_unbiased")
for name, q in (("quantile", 0.3), ("nanquantile", 0.3), ("percentile", 30), ("nanpercentile", 30)):
    f = getattr(jnp, name)
    on(name, lambda x, f=f, q=q: f(x, q), f32(2, 3), grad=True, vmap=True, x64=True)
    on(name, lambda x, f=f, q=q: f(x, jnp.array([0.0, q, 2 * q])), f32(2, 3), grad=True)
    on(name, lambda x, f=f, q=q: f(x, q, axis=1, keepdims=True), f32(2, 3))
    on(name, lambda x, f=f, q=q: f(x, q, axis=(0, 1)), f32(2, 3))
    on(name, lambda x, f=f, q=q: f(x, jnp.array([[q, 2 * q]]), axis=0), f32(2, 3))
    on(name, lambda x, f=f, q=q: f(x, q), i32(5), x64=True)
    on(name, lambda x, f=f, q=q: f(x, q), bf16(5), jit=False)
    on(name, lambda x, f=f, q=q: f(x, q), HOLES)
    on(name, lambda x, f=f, q=q: f(x, q, axis=0), HOLES)
    on(name, lambda x, f=f, q=q: f(x, q), f32())
    on(name, lambda x, f=f, q=q: f(x, q), f32(0), raises=None)
    on(name, lambda x, w, f=f, q=q: f(x, q, weights=w, method="inverted_cdf"), f32(4), f32(4, lo=0.5, seed=1), raises=None)
    for method in METHODS:
        on(name, lambda x, f=f, q=q, m=method: f(x, q, method=m), f32(6), raises=None, jit=False)
    bad(name, lambda x, f=f, q=q: f(x, q, method="no"), lambda x, f=f, q=q: f([1, 2], q), lambda x, f=f, q=q: f(x, q, axis=2), lambda x, f=f, q=q: f(x, q, out=x), lambda x, f=f, q=q: f(x * 1j, q),
        lambda x, f=f, q=q: f(x, [q]), lambda x, f=f, q=q: f(x, q, overwrite_input=True))
for name in ("median", "nanmedian"):
    f = getattr(jnp, name)
    on(name, lambda x, f=f: f(x, axis=(0, 1)), f32(2, 3))
    on(name, lambda x, f=f: f(x, axis=1, keepdims=True), i32(2, 4))
    on(name, f, HOLES)
    bad(name, lambda x, f=f: f(x, out=x), lambda x, f=f: f(x * 1j), lambda x, f=f: f(x, overwrite_input=True))

# ---- covariance ----

for words in ({}, {"rowvar": False}, {"bias": True}, {"ddof": 0}, {"ddof": 2}, {"dtype": "float16"}):
    on("cov", lambda x, w=words: jnp.cov(x, **w), f32(3, 4), grad="dtype" not in words, vmap=not words, x64=not words)
on("cov", lambda x, y: jnp.cov(x, y), f32(4), f32(4, seed=1), grad=True)
on("cov", lambda x, w: jnp.cov(x, fweights=w), f32(2, 4), lit([1, 2, 1, 3], "int32"))
on("cov", lambda x, w: jnp.cov(x, aweights=w), f32(2, 4), f32(4, lo=0.5))
on("cov", lambda x, w, v: jnp.cov(x, fweights=w, aweights=v, ddof=1), f32(2, 4), lit([1, 2, 1, 3], "int32"), f32(4, lo=0.5))
on("cov", jnp.cov, i32(2, 4))
on("cov", jnp.cov, c64(2, 3))
on("cov", jnp.cov, f32(3))
on("cov", jnp.cov, f32(1, 1))
bad("cov", lambda x: jnp.cov([1, 2]), lambda x: jnp.cov(jnp.ones((2, 2, 2))), lambda x: jnp.cov(x, ddof=1.5), lambda x: jnp.cov(x, fweights=jnp.ones(3)), lambda x: jnp.cov(x, aweights=jnp.ones((3, 3))),
    lambda x: jnp.cov(x, fweights=jnp.ones(2, int)), lambda x: jnp.cov(x, y=jnp.ones((2, 2, 2))))
for words in ({}, {"rowvar": False}):
    on("corrcoef", lambda x, w=words: jnp.corrcoef(x, **w), f32(3, 4), grad=True, vmap=not words, x64=not words)
on("corrcoef", lambda x, y: jnp.corrcoef(x, y), f32(4), f32(4, seed=1))
on("corrcoef", jnp.corrcoef, f32(3))
on("corrcoef", jnp.corrcoef, c64(2, 3))
on("corrcoef", lambda x: jnp.corrcoef(x, dtype="float16"), i32(2, 3))
bad("corrcoef", lambda x: jnp.corrcoef([1, 2]), lambda x: jnp.corrcoef(jnp.ones((2, 2, 2))))
for words in ({}, {"offset": 1}, {"offset": -1, "axis1": 1, "axis2": 2}, {"dtype": "float16"}):
    on("trace", lambda x, w=words: jnp.trace(x, **w), f32(2, 3, 2), grad=True, vmap=not words)
on("trace", jnp.trace, i8(3, 3), x64=True)
on("trace", jnp.trace, bools(2, 2))
bad("trace", lambda x: jnp.trace(x[0]), lambda x: jnp.trace(x, out=x), lambda x: jnp.trace([[1]]), lambda x: jnp.trace(x, axis1=0, axis2=0))
