"""jax.numpy: sorting, searching, counting, and sets."""
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.numpy." + name, function, *args, **options)


def bad(name, *functions, args=(f32(2, 3),)):
    for f in functions:
        on(name, f, *args, raises=True)


TIES = lit([3.0, 1.0, 2.0, 1.0, 3.0, -0.0, 0.0])

for name in ("sort", "argsort"):
    f = getattr(jnp, name)
    smooth = name == "sort"
    on(name, f, f32(3, 4), grad=smooth, vmap=True, x64=True)
    for words in ({"axis": 0}, {"axis": None}, {"descending": True}, {"stable": False}, {"axis": 1, "descending": True}):
        on(name, lambda x, f=f, w=words: f(x, **w), f32(3, 4), grad=smooth)
    for x in (TIES, special(), i32(5), u8(5), bools(4), bf16(4), f16(4), c64(4), f32(0), lit([1 + 1j, 1 - 1j, 0j, complex(nan, 0)], "complex64")):
        on(name, f, x, jit=False)
    on(name, lambda x, f=f: f(x, descending=True), special(), jit=False)
    on(name, lambda x, f=f: f(x, descending=True), TIES)
    bad(name, lambda x, f=f: f(x, axis=2), lambda x, f=f: f(x, kind="quicksort"), lambda x, f=f: f(x, order="a"), lambda x, f=f: f([2, 1]),
        lambda x, f=f: f(x[0, 0]), lambda x, f=f: f(x, 0, True))
on("sort_complex", jnp.sort_complex, c64(5), x64=True)
on("sort_complex", jnp.sort_complex, f32(2, 3), vmap=True)
on("sort_complex", jnp.sort_complex, i32(3))
bad("sort_complex", lambda x: jnp.sort_complex([1]))
on("lexsort", lambda a, b: jnp.lexsort((a, b)), i32(6, hi=-6), i32(6, seed=1), vmap=True, x64=True)
on("lexsort", jnp.lexsort, f32(2, 4))
on("lexsort", lambda a, b: jnp.lexsort([a, b], axis=0), i32(3, 2), i32(3, 2, seed=1))
on("lexsort", lambda a: jnp.lexsort([a]), special())
bad("lexsort", lambda x: jnp.lexsort(()), lambda x: jnp.lexsort((x, x[0])), lambda x: jnp.lexsort((x,), axis=2), lambda x: jnp.lexsort(x[0, 0]))
for name in ("partition", "argpartition"):
    f = getattr(jnp, name)
    on(name, lambda x, f=f: f(x, 2), f32(3, 5), grad=name == "partition", vmap=True, x64=True)
    on(name, lambda x, f=f: f(x, -1), f32(5))
    on(name, lambda x, f=f: f(x, 1, axis=0), i32(3, 2))
    on(name, lambda x, f=f: f(x, kth=3), special())
    on(name, lambda x, f=f: f(x, 1), u8(4))
    bad(name, lambda x, f=f: f(x, 5), lambda x, f=f: f(x, 0, axis=2), lambda x, f=f: f([2, 1], 0), lambda x, f=f: f(x * 1j, 0))
for side in ("left", "right"):
    for method in ("scan", "scan_unrolled", "sort", "compare_all"):
        on("searchsorted", lambda a, v, s=side, m=method: jnp.searchsorted(a, v, side=s, method=m), lit([0.0, 1.0, 1.0, 2.0]),
           lit([-1.0, 0.0, 1.0, 1.5, 9.0, nan]), jit=side == "left")
on("searchsorted", jnp.searchsorted, f32(4), f32(2, 3), x64=True)
on("searchsorted", lambda a, v, s: jnp.searchsorted(a, v, sorter=s), lit([2.0, 0.0, 1.0]), f32(3), lit([1, 2, 0], "int32"))
on("searchsorted", lambda a: jnp.searchsorted(a, 3), i32(4))
on("searchsorted", jnp.searchsorted, f32(0), f32(2))
on("searchsorted", jnp.searchsorted, lit([1, 2, 3], "int32"), f32(2, 2))
bad("searchsorted", lambda x: jnp.searchsorted(x[0], x, side="middle"), lambda x: jnp.searchsorted(x[0], x, method="no"),
    lambda x: jnp.searchsorted(x, x), lambda x: jnp.searchsorted([1], x))
on("digitize", jnp.digitize, f32(2, 3), lit([-1.0, 0.0, 1.0]), vmap=(0, None), x64=True)
on("digitize", lambda x, b: jnp.digitize(x, b, right=True), lit([-1.0, 0.0, 0.5, 9.0]), lit([-1.0, 0.0, 1.0]))
on("digitize", jnp.digitize, lit([-1.0, 0.0, 0.5, 9.0]), lit([1.0, 0.0, -1.0]))
on("digitize", lambda x, b: jnp.digitize(x, b, right=True), lit([-1.0, 0.0, 0.5, 9.0]), lit([1.0, 0.0, -1.0]))
on("digitize", jnp.digitize, i32(3), lit([0, 2], "int32"))
on("digitize", jnp.digitize, f32(3), f32(0))
on("digitize", lambda x, b: jnp.digitize(x, b, method="sort"), f32(3), lit([0.0, 1.0]))
bad("digitize", lambda x: jnp.digitize(x, x), lambda x: jnp.digitize([1], x[0]))

# ---- non-zero elements ----

SPARSE = lit([0.0, 1.0, 0.0, nan, 2.0, -0.0], shape=(2, 3))
for name in ("nonzero", "flatnonzero", "argwhere"):
    f = getattr(jnp, name)
    on(name, f, SPARSE, jit=False, x64=True)
    on(name, lambda x, f=f: f(x, size=4), SPARSE, vmap=True)
    on(name, lambda x, f=f: f(x, size=2), SPARSE)
    on(name, lambda x, f=f: f(x, size=4, fill_value=-1), SPARSE)
    on(name, f, bools(5), jit=False)
    on(name, f, i32(0), jit=False)
    on(name, f, f32(), raises=name == "nonzero", jit=False)
    bad(name, lambda x, f=f: f([0, 1]), lambda x, f=f: f(x, size=1.5))
on("nonzero", lambda x: jnp.nonzero(x, size=5, fill_value=(7, 8)), SPARSE)
bad("nonzero", lambda x: jnp.nonzero(x, size=5, fill_value=(7, 8, 9)), lambda x: jnp.nonzero(x, 5))
for axis in (None, 0, (0, 1)):
    on("count_nonzero", lambda x, a=axis: jnp.count_nonzero(x, axis=a, keepdims=a == 0), SPARSE, vmap=True, x64=True)
bad("count_nonzero", lambda x: jnp.count_nonzero(x, axis=2), lambda x: jnp.count_nonzero([1]))
for name in ("argmax", "argmin", "nanargmax", "nanargmin"):
    f = getattr(jnp, name)
    for words in ({"axis": 0}, {"axis": -1, "keepdims": True}, {"keepdims": True}):
        on(name, lambda x, f=f, w=words: f(x, **w), f32(3, 4), vmap=True)
    for x in (TIES, lit([nan, 1.0, nan, 3.0, -1.0]), u8(4), bools(3), bf16(3), f32(), lit([nan, nan])):
        on(name, f, x, jit=False)
    on(name, f, c64(3), raises=None)
    bad(name, lambda x, f=f: f(x, axis=2), lambda x, f=f: f(x[:0]), lambda x, f=f: f([1, 2]), lambda x, f=f: f(x, out=x), lambda x, f=f: f(x, axis=(0, 1)))
on("bincount", jnp.bincount, lit([0, 2, 2, 5], "int32"), x64=True, jit=False)
on("bincount", lambda x: jnp.bincount(x, length=4), lit([0, 2, 2, 5, -1], "int32"), vmap=True)
on("bincount", lambda x, w: jnp.bincount(x, w, length=3), lit([0, 2, 2], "int32"), f32(3))
on("bincount", lambda x: jnp.bincount(x, minlength=7), lit([0, 2, 2], "int32"), jit=False)
on("bincount", jnp.bincount, u8(4), jit=False)
on("bincount", jnp.bincount, i32(0), jit=False)
bad("bincount", lambda x: jnp.bincount(x), lambda x: jnp.bincount(x[0]), lambda x: jnp.bincount([1, 2]), lambda x: jnp.bincount(jnp.array([1, 2]), minlength=-1))
on("extract", lambda c, x: jnp.extract(c, x), bools(2, 3), f32(2, 3), jit=False, x64=True)
on("extract", lambda c, x: jnp.extract(c, x, size=4, fill_value=9), bools(6), f32(6), grad=True, vmap=True)
on("extract", lambda c, x: jnp.extract(c, x), i32(4), i32(4), jit=False)
bad("extract", lambda x: jnp.extract([True], x))
for axis in (None, 0, 1):
    on("compress", lambda c, x, a=axis: jnp.compress(c, x, axis=a), bools(2), f32(2, 3), jit=False)
on("compress", lambda c, x: jnp.compress(c, x, axis=1, size=3, fill_value=7), bools(3), f32(2, 3), grad=True, vmap=True)
on("compress", lambda x: jnp.compress(jnp.array([1, 0]), x, axis=0), i32(3, 2), jit=False)
bad("compress", lambda x: jnp.compress(jnp.array([True]), x, axis=2), lambda x: jnp.compress(jnp.array([[True]]), x),
    lambda x: jnp.compress(jnp.array([True]), x, out=x), lambda x: jnp.compress(jnp.array([True] * 4), x, axis=0))

# ---- sets ----

A, B = lit([3, 1, 2, 3, 1], "int32"), lit([1, 5, 3], "int32")
FA, FB = lit([3.0, 1.0, nan, 3.0, nan, -0.0, 0.0]), lit([0.0, nan, 5.0])
for name in ("union1d", "intersect1d", "setdiff1d", "setxor1d"):
    f = getattr(jnp, name)
    on(name, f, A, B, jit=False, x64=True)
    on(name, f, FA, FB, jit=False)
    on(name, lambda a, b, f=f: f(a, b, size=3), A, B, vmap=True)
    on(name, lambda a, b, f=f: f(a, b, size=6, fill_value=-1), A, B)
    on(name, f, i32(0), B, jit=False)
    on(name, f, lit([1, 3], "int32", (1, 2)), B, jit=False)
    on(name, f, A, lit([1.0, 2.5]), jit=False)
    on(name, f, lit([True, True], "bool"), lit([False], "bool"), jit=False)
    bad(name, lambda x, f=f: f([1], [2]), lambda x, f=f: f(x, [1]))
on("intersect1d", lambda a, b: jnp.intersect1d(a, b, return_indices=True), A, B, jit=False)
on("intersect1d", lambda a, b: jnp.intersect1d(a, b, assume_unique=True, return_indices=True), lit([3, 1, 2], "int32"), B, jit=False)
on("intersect1d", lambda a, b: jnp.intersect1d(a, b, return_indices=True, size=3, fill_value=0), A, B)
on("setdiff1d", lambda a, b: jnp.setdiff1d(a, b, assume_unique=True), A, B, jit=False)
on("setxor1d", lambda a, b: jnp.setxor1d(a, b, assume_unique=True), lit([3, 1, 2], "int32"), B, jit=False)
for words in ({}, {"invert": True}, {"assume_unique": True}, {"method": "compare_all"}, {"method": "binary_search"}, {"method": "sort"}):
    on("isin", lambda a, b, w=words: jnp.isin(a, b, **w), A, B, vmap=not words, x64=not words)
on("isin", jnp.isin, FA, FB)
on("isin", jnp.isin, f32(2, 3), f32(0))
on("isin", lambda a: jnp.isin(a, 3), A)
bad("isin", lambda x: jnp.isin(x, x, method="no"), lambda x: jnp.isin([1], x))
for words in ({"return_index": True}, {"return_inverse": True}, {"return_counts": True}, {"axis": 0}, {"axis": 0, "return_inverse": True},
              {"equal_nan": False}, {"return_index": True, "return_inverse": True, "return_counts": True}, {"sorted": False}):
    on("unique", lambda x, w=words: jnp.unique(x, **w), lit([3.0, 1.0, 3.0, 1.0, 3.0, 1.0], shape=(3, 2)), jit=False)
    on("unique", lambda x, w=words: jnp.unique(x, **w), lit([nan, 1.0, nan, 0.0]), jit=False)
    on("unique", lambda x, w=words: jnp.unique(x, size=3, fill_value=0, **w), i32(5, hi=-5), jit=bool(words))
on("unique", jnp.unique, i32(6, hi=-3), x64=True, jit=False)
on("unique", lambda x: jnp.unique(x, size=4), i32(6, hi=-3), vmap=True)
for x in (bools(4), c64(3), f32(0), u8(4, hi=3), bf16(3), f32()):
    on("unique", jnp.unique, x, jit=False)
bad("unique", lambda x: jnp.unique([1, 2]), lambda x: jnp.unique(x, axis=2), lambda x: jnp.unique(x, size=-1))
for name in ("unique_all", "unique_counts", "unique_inverse", "unique_values"):
    f = getattr(jnp, name)
    on(name, f, lit([3.0, 1.0, 3.0, 1.0], shape=(2, 2)), jit=False, x64=True)
    on(name, f, lit([nan, 1.0, nan]), jit=False)
    on(name, f, f32(0), jit=False)
    on(name, lambda x, f=f: f(x, size=3, fill_value=9), i32(5, hi=-5), vmap=True)
    bad(name, lambda x, f=f: f([1, 2]), lambda x, f=f: f(x=x))

# ---- histograms ----

on("histogram", lambda x: jnp.histogram(x, bins=4), f32(9), x64=True, vmap=True)
on("histogram", lambda x: jnp.histogram(x, bins=3, range=(-1, 1), density=True), f32(9))
on("histogram", lambda x, w: jnp.histogram(x, bins=3, weights=w), f32(9), f32(9, seed=1, lo=0.5), grad=True)
on("histogram", lambda x, b: jnp.histogram(x, b), f32(9), lit([-2.0, -1.0, 0.5, 1.0]))
on("histogram", jnp.histogram, i32(5))
on("histogram", lambda x: jnp.histogram(x, bins=2), f32(0))
on("histogram", lambda x: jnp.histogram(x, bins=2), lit([1.0, 1.0]))
bad("histogram", lambda x: jnp.histogram([1, 2]), lambda x: jnp.histogram(x, weights=x[0]), lambda x: jnp.histogram(x, bins="auto"),
    lambda x: jnp.histogram(x, bins=2, range=(0, 1, 2)))
on("histogram_bin_edges", lambda x: jnp.histogram_bin_edges(x, 3), f32(9), x64=True)
on("histogram_bin_edges", lambda x: jnp.histogram_bin_edges(x, 3, range=(0, 1)), f32(9))
on("histogram_bin_edges", lambda x, b: jnp.histogram_bin_edges(x, b), f32(9), f32(3))
on("histogram_bin_edges", jnp.histogram_bin_edges, i32(4))
on("histogram_bin_edges", lambda x: jnp.histogram_bin_edges(x, 2), lit([1.0, 1.0]))
bad("histogram_bin_edges", lambda x: jnp.histogram_bin_edges(x, "auto"), lambda x: jnp.histogram_bin_edges([1, 2]))
on("histogram2d", lambda x, y: jnp.histogram2d(x, y, bins=2), f32(6), f32(6, seed=1), x64=True)
on("histogram2d", lambda x, y: jnp.histogram2d(x, y, bins=[2, 3], range=[[-1, 1], [-2, 2]], density=True), f32(6), f32(6, seed=1))
on("histogram2d", lambda x, y, e: jnp.histogram2d(x, y, bins=e, weights=x), f32(6), f32(6, seed=1), lit([-2.0, 0.0, 2.0]))
bad("histogram2d", lambda x: jnp.histogram2d([1], [2]), lambda x: jnp.histogram2d(x[0], x[1, :2]))
on("histogramdd", lambda x: jnp.histogramdd(x, bins=2), f32(5, 3), x64=True)
on("histogramdd", lambda x: jnp.histogramdd(x, bins=[2, 3], density=True), f32(5, 2))
on("histogramdd", lambda x, w: jnp.histogramdd(x, bins=2, weights=w), f32(5, 2), f32(5, lo=0))
on("histogramdd", lambda x: jnp.histogramdd(x, bins=2, range=[(-1, 1), None]), f32(5, 2))
bad("histogramdd", lambda x: jnp.histogramdd(x, bins=[1, 2, 3, 4]), lambda x: jnp.histogramdd(x, range=[(0, 1)]), lambda x: jnp.histogramdd([1]))
