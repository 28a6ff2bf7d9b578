"""jax.lax: slices at computed places, gather and scatter."""
import jax
from jax import lax
import jax.numpy as jnp

from corpus import *

L = "jax.lax."

for start in ((1, 0), (0, 2), (9, 9), (-1, -2)):
    case(L + "dynamic_slice", lambda x, s=start: lax.dynamic_slice(x, s, (2, 2)), f32(3, 4), grad=True)
case(L + "dynamic_slice", lambda x, i: lax.dynamic_slice(x, (i, 0), (1, 2)), f32(3, 4), i32(lo=1, hi=2), grad=True, vmap=True, x64=True)
case(L + "dynamic_slice", lambda x, i: lax.dynamic_slice(x, i, (2, 2)), f32(3, 4), i32(2, lo=-4, hi=5), grad=True, vmap=True)
case(L + "dynamic_slice", lambda x, i: lax.dynamic_slice(x, i, slice_sizes=(2, 2)), f32(3, 4), i32(2), vmap=(None, 0))
case(L + "dynamic_slice", lambda x, i: lax.dynamic_slice(x, [i, i], (2, 2), allow_negative_indices=False), f32(3, 4), i32(lo=-2, hi=-1))
case(L + "dynamic_slice", lambda x, i: lax.dynamic_slice(x, [i], (2,), allow_negative_indices=[True]), f32(4), i32(lo=-2, hi=-1))
case(L + "dynamic_slice", lambda x, i: lax.dynamic_slice(x, [i], (2,)), i32(4), u8(lo=1, hi=2))
case(L + "dynamic_slice", lambda x: lax.dynamic_slice(x, (1,), (0,)), f32(4))
case(L + "dynamic_slice", lambda x: lax.dynamic_slice(x, (), ()), f32())
case(L + "dynamic_slice", lambda x: lax.dynamic_slice(x, (1,), (5,)), f32(4), raises="line")
case(L + "dynamic_slice", lambda x: lax.dynamic_slice(x, (1, 0), (2,)), f32(4), raises="line")
case(L + "dynamic_slice", lambda x: lax.dynamic_slice(x, (1.0,), (2,)), f32(4), raises=True)
case(L + "dynamic_slice", lambda x: lax.dynamic_slice(x, (0,), (-1,)), f32(4), raises=True)
case(L + "dynamic_slice", lambda x, i: lax.dynamic_slice(x, i, (2,)), f32(4), i32(1, 1), raises=True)
case(L + "dynamic_slice", lambda x, i: lax.dynamic_slice(x, (i,), (2,)), f32(4), i32(1), raises=True)
case(L + "dynamic_slice_in_dim", lambda x, i: lax.dynamic_slice_in_dim(x, i, 2), f32(4, 2), i32(lo=1, hi=2), grad=True, vmap=True)
case(L + "dynamic_slice_in_dim", lambda x: lax.dynamic_slice_in_dim(x, 1, 2, axis=1), f32(2, 4), grad=True)
case(L + "dynamic_slice_in_dim", lambda x: lax.dynamic_slice_in_dim(x, -1, 2, axis=-1), f32(2, 4), grad=True)
case(L + "dynamic_slice_in_dim", lambda x, i: lax.dynamic_slice_in_dim(x, i, 1, allow_negative_indices=False), i32(4), i32(lo=-3, hi=-2))
case(L + "dynamic_slice_in_dim", lambda x: lax.dynamic_slice_in_dim(x, 0, 5), f32(4), raises=True)
case(L + "dynamic_slice_in_dim", lambda x: lax.dynamic_slice_in_dim(x, 0, 1, axis=1), f32(4), raises=True)
case(L + "dynamic_index_in_dim", lambda x, i: lax.dynamic_index_in_dim(x, i), f32(4, 2), i32(lo=1, hi=2), grad=True, vmap=True)
case(L + "dynamic_index_in_dim", lambda x: lax.dynamic_index_in_dim(x, 2, axis=1, keepdims=False), f32(2, 4), grad=True, vmap=True)
case(L + "dynamic_index_in_dim", lambda x: lax.dynamic_index_in_dim(x, -1, 0, False), i32(3))
case(L + "dynamic_index_in_dim", lambda x: lax.dynamic_index_in_dim(x, 9, keepdims=False), f32(3))
case(L + "dynamic_index_in_dim", lambda x, i: lax.dynamic_index_in_dim(x, i, allow_negative_indices=False), f32(3), i32(lo=-2, hi=-1))
case(L + "dynamic_index_in_dim", lambda x: lax.dynamic_index_in_dim(x, 0, axis=3), f32(3), raises=True)
case(L + "dynamic_index_in_dim", lambda x: lax.dynamic_index_in_dim(x, 0.5), f32(3), raises=True)
for start in ((1, 0), (0, 3), (9, 9), (-1, -2)):
    case(L + "dynamic_update_slice", lambda x, u, s=start: lax.dynamic_update_slice(x, u, s), f32(3, 4), f32(2, 2, seed=1), grad=True)
case(L + "dynamic_update_slice", lambda x, u, i: lax.dynamic_update_slice(x, u, (i, 1)), f32(3, 4), f32(1, 2), i32(lo=1, hi=2), grad=True, vmap=True, x64=True)
case(L + "dynamic_update_slice", lambda x, u, i: lax.dynamic_update_slice(x, u, i), i32(5), i32(2, seed=3), i32(1), vmap=(None, 0, 0))
case(L + "dynamic_update_slice", lambda x, u, i: lax.dynamic_update_slice(x, u, [i], allow_negative_indices=False), f32(5), f32(2), i32(lo=-2, hi=-1))
case(L + "dynamic_update_slice", lambda x, u: lax.dynamic_update_slice(x, u, (1,)), f32(4), f32(0))
case(L + "dynamic_update_slice", lambda x, u: lax.dynamic_update_slice(x, u, ()), f32(), f32(seed=2))
case(L + "dynamic_update_slice", lambda x, u: lax.dynamic_update_slice(x, u, (1,)), f32(2), f32(3), raises="line")
case(L + "dynamic_update_slice", lambda x, u: lax.dynamic_update_slice(x, u, (1,)), f32(2), f32(1, 1), raises="line")
case(L + "dynamic_update_slice", lambda x, u: lax.dynamic_update_slice(x, u, (1,)), f32(2), i32(1), raises="line")
case(L + "dynamic_update_slice", lambda x, u: lax.dynamic_update_slice(x, u, (1, 1)), f32(2), f32(1), raises="line")
case(L + "dynamic_update_slice", lambda x, u: lax.dynamic_update_slice(x, u, (1.5,)), f32(2), f32(1), raises=True)
case(L + "dynamic_update_slice_in_dim", lambda x, u, i: lax.dynamic_update_slice_in_dim(x, u, i, 0), f32(4, 2), f32(2, 2), i32(lo=1, hi=2), grad=True, vmap=True)
case(L + "dynamic_update_slice_in_dim", lambda x, u: lax.dynamic_update_slice_in_dim(x, u, -1, axis=1), f32(2, 4), f32(2, 1), grad=True)
case(L + "dynamic_update_slice_in_dim", lambda x, u: lax.dynamic_update_slice_in_dim(x, u, 7, -1), i32(2, 4), i32(2, 2))
case(L + "dynamic_update_slice_in_dim", lambda x, u: lax.dynamic_update_slice_in_dim(x, u, 0, 2), f32(2, 4), f32(2, 1), raises=True)
case(L + "dynamic_update_slice_in_dim", lambda x, u: lax.dynamic_update_slice_in_dim(x, 1.0, 0, 0), f32(2), f32(1), raises=True)
case(L + "dynamic_update_index_in_dim", lambda x, u, i: lax.dynamic_update_index_in_dim(x, u, i, 0), f32(4, 2), f32(2), i32(lo=1, hi=2), grad=True, vmap=True)
case(L + "dynamic_update_index_in_dim", lambda x, u: lax.dynamic_update_index_in_dim(x, u, 3, axis=1), f32(2, 4), f32(2, 1), grad=True)
case(L + "dynamic_update_index_in_dim", lambda x: lax.dynamic_update_index_in_dim(x, 7, -1, 0), i32(3))
case(L + "dynamic_update_index_in_dim", lambda x: lax.dynamic_update_index_in_dim(x, 7.0, 1, 0), f32(3), grad=True)
case(L + "dynamic_update_index_in_dim", lambda x, u: lax.dynamic_update_index_in_dim(x, u, 3, axis=1), f32(2, 4), f32(3), raises=True)
case(L + "dynamic_update_index_in_dim", lambda x, u: lax.dynamic_update_index_in_dim(x, u, 3, axis=2), f32(2, 4), f32(2), raises=True)
case(L + "index_take", lambda x, i: lax.index_take(x, (i,), (0,)), f32(4, 2), i32(3, lo=0, hi=4), grad=True, vmap=(0, None))
case(L + "index_take", lambda x, i, j: lax.index_take(x, (i, j), (0, 2)), f32(3, 2, 3), i32(2, lo=0, hi=3), i32(2, lo=0, hi=3, seed=1), grad=True)
case(L + "index_take", lambda x, i: lax.index_take(x, (i,), (1,)), i32(2, 3), i32(2, lo=0, hi=3))
case(L + "index_take", lambda x, i: lax.index_take(x, (i,), (0,)), f32(3), i32(0))
case(L + "index_take", lambda x, i: lax.index_take(x, (i,), (0,)), f32(3), lit([-1, 7, 1], "int32"))
case(L + "index_take", lambda x, i: lax.index_take(x, (i,), (0,)), f32(3), f32(2), raises=True)
case(L + "index_take", lambda x, i: lax.index_take(x, (i,), (0, 1)), f32(3, 3), i32(2))

# gather: rows, elements, windows, batches.
GD = lax.GatherDimensionNumbers
ROWS = GD(offset_dims=(1,), collapsed_slice_dims=(0,), start_index_map=(0,))
ELEMENTS = GD(offset_dims=(), collapsed_slice_dims=(0, 1), start_index_map=(0, 1))
WINDOWS = GD(offset_dims=(1, 2), collapsed_slice_dims=(), start_index_map=(0, 1))
BATCHED = GD(offset_dims=(), collapsed_slice_dims=(1,), start_index_map=(1,), operand_batching_dims=(0,), start_indices_batching_dims=(0,))
OUT = [0, 2, -1, 3, 7]
MODES = (None, "clip", "fill", "promise_in_bounds", "drop", "wrap", lax.GatherScatterMode.CLIP, lax.GatherScatterMode.FILL_OR_DROP,
         lax.GatherScatterMode.PROMISE_IN_BOUNDS)
for n, mode in enumerate(MODES):
    inside = mode in ("promise_in_bounds", lax.GatherScatterMode.PROMISE_IN_BOUNDS)
    indices = lit([0, 2, 1], "int32", (3, 1)) if inside else lit(OUT, "int32", (5, 1))
    case(L + "gather", lambda x, i, m=mode: lax.gather(x, i, ROWS, (1, 2), mode=m), f32(3, 2), indices, grad=mode != "wrap",
         vmap=mode != "wrap", x64=n == 0, raises=mode == "wrap")
    case(L + "gather", lambda x, i, m=mode: lax.gather(x, i, ROWS, (1, 2), mode=m), i32(3, 2), indices, raises=mode == "wrap")
case(L + "gather", lambda x, i: lax.gather(x, i, ELEMENTS, (1, 1)), f32(3, 4), lit([0, 1, 2, 3, 1, 1], "int32", (3, 2)), grad=True, vmap=True)
case(L + "gather", lambda x, i: lax.gather(x, i, WINDOWS, (2, 2)), f32(3, 4), lit([0, 1, 1, 2], "int32", (2, 2)), grad=True, vmap=(None, 0))
case(L + "gather", lambda x, i: lax.gather(x, i, WINDOWS, (2, 2), mode="fill"), f32(3, 4), lit([0, 3, 1, 2], "int32", (2, 2)), grad=True)
case(L + "gather", lambda x, i: lax.gather(x, i, WINDOWS, (2, 2), mode="clip"), f32(3, 4), lit([0, 3, 9, 2], "int32", (2, 2)), grad=True)
case(L + "gather", lambda x, i: lax.gather(x, i, BATCHED, (1, 1)), f32(2, 4), lit([1, 3], "int32", (2, 1)), grad=True, vmap=True)
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2), mode="fill", fill_value=-7), f32(3, 2), lit(OUT, "int32", (5, 1)), grad=True)
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2), unique_indices=True, indices_are_sorted=True), f32(3, 2), lit([0, 2], "int32", (2, 1)), grad=True)
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2), mode="fill"), bools(3, 2), lit(OUT, "int32", (5, 1)))
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2), mode="fill"), u8(3, 2), lit(OUT, "int32", (5, 1)))
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2), mode="fill"), c64(3, 2), lit(OUT, "int32", (5, 1)), grad=True)
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2)), f32(3, 2), u8(2, 1, lo=0, hi=3))
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2)), f32(3, 2), i32(0, 1))
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2)), f32(3, 2), f32(2, 1), raises="line")
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 3)), f32(3, 2), i32(2, 1), raises="line")
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (2, 2)), f32(3, 2), i32(2, 1), raises="line")
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1,)), f32(3, 2), i32(2, 1), raises="line")
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2)), f32(3, 2), i32(2, 2), raises="line")
case(L + "gather", lambda x, i: lax.gather(x, i, GD((1,), (0,), (5,)), (1, 2)), f32(3, 2), i32(2, 1), raises="line")
case(L + "gather", lambda x, i: lax.gather(x, i, GD((1, 0), (), (0,)), (1, 2)), f32(3, 2), i32(2, 1), raises="line")
case(L + "gather", lambda x, i: lax.gather(x, i, ROWS, (1, 2), mode="nonsense"), f32(3, 2), i32(2, 1), raises=True)
case(L + "GatherDimensionNumbers", lambda: ROWS, jit=False)
case(L + "GatherDimensionNumbers", lambda: repr(ROWS), jit=False)
case(L + "GatherDimensionNumbers", lambda: ROWS == GD((1,), (0,), (0,)), jit=False)
case(L + "GatherScatterMode", lambda: [repr(m) for m in lax.GatherScatterMode], jit=False)
case(L + "GatherScatterMode", lambda: (lax.GatherScatterMode.from_any("clip").name, lax.GatherScatterMode.from_any(None).name,
                                       lax.GatherScatterMode.from_any("drop").name, lax.GatherScatterMode(2).name), jit=False)
case(L + "GatherScatterMode", lambda: lax.GatherScatterMode.from_any("nonsense"), raises="line")

SD = lax.ScatterDimensionNumbers
SROWS = SD(update_window_dims=(1,), inserted_window_dims=(0,), scatter_dims_to_operand_dims=(0,))
SELEMENTS = SD((), (0, 1), (0, 1))
SWINDOWS = SD((1, 2), (), (0, 1))
SBATCHED = SD((), (1,), (1,), (0,), (0,))
for name in ("scatter", "scatter_add", "scatter_sub", "scatter_mul", "scatter_min", "scatter_max"):
    f = getattr(lax, name)
    same = name != "scatter"  # which of several updates of one place wins is not said
    rows = lit([1, 0, 1], "int32", (3, 1)) if same else lit([2, 0], "int32", (2, 1))
    updates = f32(3 if same else 2, 2, seed=1)
    unique = name == "scatter_mul"
    grad = name in ("scatter", "scatter_add", "scatter_sub")
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), f32(3, 2), rows, updates, grad=grad, vmap=True, x64=True)
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), i32(3, 2), rows, i32(*updates.shape, seed=1), x64=True)
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), bf16(3, 2), rows, bf16(*updates.shape, seed=1))
    if name not in ("scatter_min", "scatter_max"):
        case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), c64(3, 2), rows, c64(*updates.shape, seed=1))
    if name not in ("scatter_sub",):
        case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), bools(3, 2), rows, bools(*updates.shape, seed=1),
             raises=name in ("scatter_add", "scatter_mul"))
    for mode in ("clip", "fill", "drop", lax.GatherScatterMode.FILL_OR_DROP, lax.GatherScatterMode.CLIP):
        case(L + name, lambda x, i, u, f=f, m=mode: f(x, i, u, SROWS, mode=m), f32(3, 2), lit([-1, 1, 9], "int32", (3, 1)),
             f32(3, 2, seed=1), grad=grad, vmap=mode == "clip")
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS, mode="promise_in_bounds", unique_indices=True, indices_are_sorted=True), f32(3, 2),
         lit([0, 2], "int32", (2, 1)), f32(2, 2, seed=1), grad=True, vmap=(0, None, 0))
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SELEMENTS, unique_indices=True), f32(3, 4), lit([0, 1, 2, 3, 1, 1], "int32", (3, 2)),
         f32(3, seed=3), grad=True, vmap=True)
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SWINDOWS, unique_indices=True), f32(3, 4), lit([1, 2], "int32", (1, 2)),
         f32(1, 2, 2, seed=3), grad=True)
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SWINDOWS), f32(3, 4), lit([2, 3], "int32", (1, 2)), f32(1, 2, 2, seed=3))
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SBATCHED, unique_indices=True), f32(2, 4), lit([1, 3], "int32", (2, 1)), f32(2, seed=1),
         grad=True, vmap=True)
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), f32(3, 2), i32(0, 1), f32(0, 2))
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), f32(3, 2), f32(2, 1), f32(2, 2), raises=True)
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), f32(3, 2), i32(2, 1), f32(2, 3), raises="line")
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), f32(3, 2), i32(2, 1), i32(2, 2), raises=True)
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), f32(3, 2), i32(2, 1), f32(3, 2), raises="line")
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SD((1,), (0,), (4,))), f32(3, 2), i32(2, 1), f32(2, 2), raises="line")
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS, mode="nonsense"), f32(3, 2), i32(2, 1), f32(2, 2), raises=True)
for name in ("scatter_min", "scatter_max"):
    f = getattr(lax, name)
    case(L + name, lambda x, i, u, f=f: f(x, i, u, SROWS), special(), lit([0], "int32", (1, 1)), f32(1, 2), raises=True)
    case(L + name, lambda x, u, f=f: f(x, jnp.arange(13)[:, None], u, SD((), (0,), (0,))), special(), lit([1.0] * 13))
case(L + "scatter_mul", jax.grad(lambda x, i, u: lax.scatter_mul(x, i, u, SROWS).sum()), f32(3, 2), i32(2, 1), f32(2, 2))
case(L + "ScatterDimensionNumbers", lambda: SROWS, jit=False)
case(L + "ScatterDimensionNumbers", lambda: repr(SBATCHED), jit=False)
