"""jax.numpy: shapes, joining, splitting, repeating, padding."""
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.numpy." + name, function, *args, **options)


def calls(name, keywords, *args, **options):
    """The same arrays with each set of keywords."""
    f = getattr(jnp, name)
    for words in keywords:
        on(name, lambda *a, words=words: f(*a, **words), *args, **options)


def bad(name, *functions, args=(f32(2, 3),)):
    for f in functions:
        on(name, f, *args, raises=True)


# ---- one array in another shape ----

for shape in ((6,), (3, 2), (-1, 2), 6, -1, (1, 6, 1)):
    on("reshape", lambda x, s=shape: jnp.reshape(x, s), f32(2, 3), grad=True)
calls("reshape", [{"shape": (3, 2), "order": "F"}, {"shape": (3, -1), "copy": True}, {"shape": [2, 3]}, {"shape": (3, 2), "copy": False}],
      i32(2, 3), vmap=True)
on("reshape", lambda x: jnp.reshape(x, (2, 0)), f32(0, 3))
on("reshape", lambda x: jnp.reshape(x, ()), f32(1, 1))
on("reshape", lambda: jnp.reshape(3.0, (1, 1)))
bad("reshape", lambda x: jnp.reshape(x, (4, 2)), lambda x: jnp.reshape(x, (-1, 4)), lambda x: jnp.reshape(x, (-1, -1)),
    lambda x: jnp.reshape(x, (2.0, 3.0)), lambda x: jnp.reshape(x, (3, 2), order="K"), lambda x: jnp.reshape([1, 2], (2, 1)),
    lambda x: jnp.reshape(x), lambda x: jnp.reshape(x, (-2, -3)))
for order in "CF":
    on("ravel", lambda x, o=order: jnp.ravel(x, o), f32(2, 3), grad=True, vmap=True, x64=True)
on("ravel", jnp.ravel, i32())
on("ravel", jnp.ravel, bools(0, 3))
bad("ravel", lambda x: jnp.ravel(x, "A"), lambda x: jnp.ravel(x, order="K"), lambda x: jnp.ravel([1, 2]))
for axis in (None, 0, -1, (0, 2)):
    on("squeeze", lambda x, a=axis: jnp.squeeze(x, a), f32(1, 3, 1), grad=True)
on("squeeze", jnp.squeeze, i32(3))
on("squeeze", lambda: jnp.squeeze(2))
bad("squeeze", lambda x: jnp.squeeze(x, 0), lambda x: jnp.squeeze(x, 5), lambda x: jnp.squeeze([1]))
for axis in (0, 1, -1, (0, -1), [0, 1]):
    on("expand_dims", lambda x, a=axis: jnp.expand_dims(x, a), f32(3), grad=True, vmap=True)
on("expand_dims", lambda: jnp.expand_dims(2, 0))
bad("expand_dims", lambda x: jnp.expand_dims(x, 5), lambda x: jnp.expand_dims(x, (0, 0)), lambda x: jnp.expand_dims([1], 0),
    lambda x: jnp.expand_dims(x, 1.0))
for axes in (None, (1, 0, 2), (2, 0, 1), (-1, -2, -3)):
    on("transpose", lambda x, a=axes: jnp.transpose(x, a), f32(2, 3, 4), grad=True, vmap=True)
on("transpose", jnp.transpose, i32(3))
on("transpose", jnp.transpose, c64())
bad("transpose", lambda x: jnp.transpose(x, (0,)), lambda x: jnp.transpose(x, (0, 0)), lambda x: jnp.transpose(x, (0, 2)),
    lambda x: jnp.transpose([1, 2]))
on("permute_dims", lambda x: jnp.permute_dims(x, (1, 0)), f32(2, 3), grad=True, vmap=True, x64=True)
on("permute_dims", lambda x: jnp.permute_dims(x, axes=(0, 2, 1)), i32(2, 1, 3))
bad("permute_dims", lambda x: jnp.permute_dims(x), lambda x: jnp.permute_dims(x, (0,)), lambda x: jnp.permute_dims(a=x, axes=(0, 1)))
on("matrix_transpose", jnp.matrix_transpose, f32(2, 3, 4), grad=True, vmap=True, x64=True)
on("matrix_transpose", jnp.matrix_transpose, i32(2, 3))
on("matrix_transpose", jnp.matrix_transpose, c64(2, 2))
on("matrix_transpose", jnp.matrix_transpose, f32(3), raises=True)
for a, b in ((0, 1), (0, -1), (1, 1)):
    on("swapaxes", lambda x, a=a, b=b: jnp.swapaxes(x, a, b), f32(2, 3, 4), grad=True)
bad("swapaxes", lambda x: jnp.swapaxes(x, 0, 2), lambda x: jnp.swapaxes(x, -3, 0), lambda x: jnp.swapaxes([[1]], 0, 1))
for a, b in ((0, -1), (2, 0), ((0, 1), (1, 0)), ([0, 1, 2], [2, 1, 0])):
    on("moveaxis", lambda x, a=a, b=b: jnp.moveaxis(x, a, b), f32(2, 3, 4), grad=True)
bad("moveaxis", lambda x: jnp.moveaxis(x, 0, 2), lambda x: jnp.moveaxis(x, (0, 1), (0,)), lambda x: jnp.moveaxis(x, (0, 0), (0, 1)))
for axis, start in ((2, 0), (0, 3), (1, 0), (-1, 1)):
    on("rollaxis", lambda x, a=axis, s=start: jnp.rollaxis(x, a, s), f32(2, 3, 4))
on("rollaxis", lambda x: jnp.rollaxis(x, 1), i32(2, 3), vmap=True)
bad("rollaxis", lambda x: jnp.rollaxis(x, 2), lambda x: jnp.rollaxis(x, 0, 4))
for axis in (None, 0, -1, (0, 1)):
    on("flip", lambda x, a=axis: jnp.flip(x, a), f32(2, 3), grad=True, vmap=True)
on("flip", jnp.flip, i32())
bad("flip", lambda x: jnp.flip(x, 2), lambda x: jnp.flip([1, 2]))
for name in ("flipud", "fliplr"):
    f = getattr(jnp, name)
    on(name, f, f32(2, 3), grad=True, vmap=True, x64=True)
    on(name, f, bools(2, 2, 2))
    on(name, f, i32(3), raises=name == "fliplr")
    on(name, f, f32(), raises=True)
for k in (0, 1, 2, 3, -1, 5):
    on("rot90", lambda x, k=k: jnp.rot90(x, k), f32(2, 3), grad=True)
on("rot90", lambda x: jnp.rot90(x, 1, (0, 2)), i32(2, 1, 3), vmap=True)
bad("rot90", lambda x: jnp.rot90(x, axes=(0, 0)), lambda x: jnp.rot90(x, axes=(0, 5)), lambda x: jnp.rot90(x[0]))
for shift, axis in ((1, None), (-2, 1), ((1, 2), (0, 1)), (1, (0, 1)), ((1, 1), 0), (7, -1)):
    on("roll", lambda x, s=shift, a=axis: jnp.roll(x, s, a), f32(2, 3), grad=True, vmap=True)
on("roll", jnp.roll, f32(5), lit(2, "int32"))
on("roll", lambda x, s: jnp.roll(x, s, axis=(0, 1)), f32(2, 3), lit([1, 1], "int32"))
on("roll", lambda x: jnp.roll(x, 1), f32(0))
bad("roll", lambda x: jnp.roll(x, 1, 2), lambda x: jnp.roll(x, (1, 2), (0,)), lambda x: jnp.roll([1, 2], 1))
for k in (1, 2, 3):
    name = f"atleast_{k}d"
    f = getattr(jnp, name)
    on(name, f, f32(), grad=True)
    on(name, f, i32(3), vmap=True)
    on(name, f, f32(2, 3), x64=True)
    on(name, f, f32(2, 1, 3, 1))
    on(name, lambda f=f: f(1.5))
    on(name, f, f32(2), i32())
    on(name, lambda f=f: f())
    on(name, lambda f=f: f([1, 2]), raises=True)
for shape in ((2, 3), (4, 2, 3), (2, 2, 3)):
    on("broadcast_to", lambda x, s=shape: jnp.broadcast_to(x, s), f32(3) if shape[-2:] == (2, 3) else f32(1, 3), grad=True, vmap=True)
on("broadcast_to", lambda x: jnp.broadcast_to(x, 3), i32())
on("broadcast_to", lambda: jnp.broadcast_to(2, (2, 2)))
on("broadcast_to", lambda x: jnp.broadcast_to(x, (0, 3)), f32(3))
bad("broadcast_to", lambda x: jnp.broadcast_to(x, (3, 2)), lambda x: jnp.broadcast_to(x, (3,)), lambda x: jnp.broadcast_to(x, (2, -3)),
    lambda x: jnp.broadcast_to([1], (2,)))
on("broadcast_arrays", lambda *a: jnp.broadcast_arrays(*a), f32(2, 1), i32(3), bools(), grad=True, vmap=True)
on("broadcast_arrays", lambda x: jnp.broadcast_arrays(x, 1.0), f32(2))
on("broadcast_arrays", lambda: jnp.broadcast_arrays())
bad("broadcast_arrays", lambda x: jnp.broadcast_arrays(x, x.T), lambda x: jnp.broadcast_arrays(x, [1, 2, 3]))
on("broadcast_shapes", lambda: jnp.broadcast_shapes((2, 1), (3,), (), 1))
on("broadcast_shapes", lambda: jnp.broadcast_shapes())
on("broadcast_shapes", lambda: jnp.broadcast_shapes((0, 1), (1, 3)))
on("broadcast_shapes", lambda: jnp.broadcast_shapes((2,), (3,)), raises=True)
for name in ("shape", "ndim", "size"):
    f = getattr(jnp, name)
    for x in (f32(2, 3), i32(), f32(0, 4)):
        on(name, f, x, jit=False)
    on(name, lambda f=f: f(3.0))
    on(name, lambda f=f: f(None), raises=True)
    on(name, lambda f=f: f([[1, 2, 3]]), raises=None)
on("size", lambda x: (jnp.size(x, 1), jnp.size(x, -2), jnp.size(x, (0, 1))), f32(2, 3), jit=False)
on("size", lambda x: jnp.size(x, 2), f32(2, 3), raises=True)
on("isscalar", lambda x, y: [jnp.isscalar(v) for v in (1, 1.0, 1j, True, x, y, None, [1], "a")], f32(), f32(1), jit=False)
on("iterable", lambda x, y: [jnp.iterable(v) for v in (1, [1], "a", x)], f32(2), f32(), jit=False)

# ---- joining ----

for name in ("concatenate", "concat"):
    f = getattr(jnp, name)
    on(name, lambda x, y, f=f: f([x, y]), f32(2, 3), f32(1, 3, seed=1), grad=True, vmap=True, x64=True)
    on(name, lambda x, y, f=f: f((x, y), axis=1), f32(2, 3), i32(2, 1))
    on(name, lambda x, y, f=f: f([x, y], axis=None), f32(2, 2), bools(3))
    on(name, lambda x, f=f: f([x]), bf16(3))
    on(name, lambda x, f=f: f(x, axis=-1), f32(2, 3, 4))
    on(name, lambda x, y, f=f: f([x, y]), f32(0), i8(2))
    bad(name, lambda x, f=f: f([]), lambda x, f=f: f([x, x[0]]), lambda x, f=f: f([x, x[:, :2]]), lambda x, f=f: f([x], axis=2),
        lambda x, f=f: f(x[0, 0]), lambda x, f=f: f([1, 2]), lambda x, f=f: f([x, [[1, 2, 3]]]), lambda x, f=f: f(3))
on("concatenate", lambda x, y: jnp.concatenate([x, y], dtype="float16"), f32(2), i32(2))
on("concatenate", lambda x, y: jnp.concatenate([x, y], 0, "complex64"), f32(2), i32(2))
for name in ("vstack", "hstack", "dstack", "column_stack", "stack"):
    f = getattr(jnp, name)
    on(name, lambda x, y, f=f: f([x, y]), f32(3), f32(3, seed=1), grad=True, vmap=True, x64=True)
    on(name, lambda x, y, f=f: f((x, y)), f32(2, 3), i32(2, 3))
    on(name, lambda x, f=f: f(x), f32(2, 3), grad=True)
    on(name, lambda f=f: f([1, 2.5]), raises=None)
    on(name, lambda x, f=f: f([x, x, x]), i32())
    bad(name, lambda x, f=f: f([]), lambda x, f=f: f([x, x[:1, :2]]), lambda x, f=f: f(3), lambda x, f=f: f([x, "a"]))
    if name != "column_stack":
        on(name, lambda x, f=f: f([x, x], dtype="float16"), i32(2, 2))
for axis in (1, -1, 2):
    on("stack", lambda x, y, a=axis: jnp.stack([x, y], axis=a), f32(2, 3), f32(2, 3, seed=1), grad=True)
bad("stack", lambda x: jnp.stack([x, x], axis=3), lambda x: jnp.stack([x], out=x), lambda x: jnp.stack([x, x[0]]))
on("append", lambda x, y: jnp.append(x, y), f32(2, 2), f32(3), grad=True, vmap=True, x64=True)
on("append", lambda x, y: jnp.append(x, y, axis=1), f32(2, 2), i32(2, 1))
on("append", lambda x: jnp.append(x, 1), i32(2))
on("append", lambda x: jnp.append(x, 1.5), i32(2))
bad("append", lambda x: jnp.append(x, x[0], axis=0), lambda x: jnp.append([1], 2), lambda x: jnp.append(x, x, axis=2))
on("block", lambda x, y: jnp.block([[x, y], [y, x]]), f32(2, 2), f32(2, 2, seed=1), grad=True, vmap=True, x64=True)
on("block", lambda x: jnp.block([x, 1, x]), f32(2))
on("block", lambda x: jnp.block(x), f32(2))
on("block", lambda: jnp.block([[1, 2], [3, 4.5]]))
on("block", lambda x, y: jnp.block([[x], [y]]), f32(3), i32(1, 3))
bad("block", lambda x: jnp.block([[x], x]), lambda x: jnp.block([]), lambda x: jnp.block((x, x)), lambda x: jnp.block([[x, x[0]]]))

# ---- splitting ----

for name, x in (("split", f32(6)), ("array_split", f32(7)), ("vsplit", f32(4, 3)), ("hsplit", f32(3, 4)), ("dsplit", f32(2, 1, 4))):
    f = getattr(jnp, name)
    on(name, lambda a, f=f: f(a, 2), x, grad=True, vmap=name in ("split", "array_split"), x64=True)
    on(name, lambda a, f=f: f(a, [1, 3]), x)
    on(name, lambda a, f=f: f(a, (2,)), x)
    on(name, lambda a, f=f: f(a, [3, 1, 9]), x)
    bad(name, lambda a, f=f: f(a, 5 if f is not jnp.array_split else 0), lambda a, f=f: f([1, 2, 3, 4], 2), args=(x,))
on("split", lambda x: jnp.split(x, 3, axis=1), i32(2, 6))
on("split", lambda x: jnp.split(x, [2], axis=-1), i32(2, 6))
on("array_split", lambda x: jnp.array_split(x, 4, axis=1), i32(2, 6))
on("hsplit", lambda x: jnp.hsplit(x, 2), i32(4))
on("array_split", lambda x: jnp.array_split(x, 5), f32(3))
bad("split", lambda x: jnp.split(x, 2, axis=2), lambda x: jnp.split(x, 0), lambda x: jnp.split(x[0, 0], 1))
bad("dsplit", lambda x: jnp.dsplit(x, 1))
bad("vsplit", lambda x: jnp.vsplit(x[0], 1))
on("unstack", jnp.unstack, f32(2, 3), grad=True, vmap=True, x64=True)
on("unstack", lambda x: jnp.unstack(x, axis=-1), i32(2, 3))
on("unstack", jnp.unstack, f32(0, 2))
bad("unstack", lambda x: jnp.unstack(x, axis=2), lambda x: jnp.unstack(x[0, 0]), lambda x: jnp.unstack([1, 2]), lambda x: jnp.unstack(x, 0))

# ---- repeating and padding ----

for repeats, axis in ((2, None), (2, 0), (3, -1), (0, 0)):
    on("repeat", lambda x, r=repeats, a=axis: jnp.repeat(x, r, a), f32(2, 3), grad=True, vmap=True)
on("repeat", lambda x: jnp.repeat(x, jnp.array([1, 0, 2])), f32(3), grad=True)
on("repeat", lambda x: jnp.repeat(x, jnp.array([1, 2]), axis=0), i32(2, 3), x64=True)
on("repeat", lambda x: jnp.repeat(x, 2), i32())
on("repeat", lambda x, r: jnp.repeat(x, r, total_repeat_length=4), f32(3), lit([1, 0, 2], "int32"), grad=True)
on("repeat", lambda x, r: jnp.repeat(x, r, axis=1, total_repeat_length=2), f32(2, 3), lit([1, 1, 2], "int32"))
bad("repeat", lambda x: jnp.repeat(x, 2, axis=2), lambda x: jnp.repeat(x, jnp.array([1, 2, 3]), axis=0), lambda x: jnp.repeat([1], 2),
    lambda x: jnp.repeat(x, jnp.array([[1, 2]]), axis=0), lambda x: jnp.repeat(x, -1))
for reps in (2, (2,), (2, 1), (1, 2, 2), (0, 1), ()):
    on("tile", lambda x, r=reps: jnp.tile(x, r), f32(2, 2), grad=True, vmap=True)
on("tile", lambda x: jnp.tile(x, 3), i32())
on("tile", lambda: jnp.tile(1.5, (2, 2)))
bad("tile", lambda x: jnp.tile([1, 2], 2), lambda x: jnp.tile(x, 1.5))
for shape in ((3, 3), 7, (2,), (0,), (4, 1)):
    on("resize", lambda x, s=shape: jnp.resize(x, s), f32(2, 3))
on("resize", lambda x: jnp.resize(x, (2, 2)), i32(5), vmap=True, x64=True)
on("resize", lambda x: jnp.resize(x, (2, 2)), f32(0))
bad("resize", lambda x: jnp.resize(x, (-1, 2)), lambda x: jnp.resize([1], (2,)))
for mode in ("constant", "edge", "linear_ramp", "maximum", "mean", "median", "minimum", "reflect", "symmetric", "wrap"):
    on("pad", lambda x, m=mode: jnp.pad(x, ((1, 2), (0, 1)), mode=m), f32(3, 2), grad=mode not in ("median",), vmap=mode == "edge")
    on("pad", lambda x, m=mode: jnp.pad(x, 2, mode=m), i32(3), jit=False)
    on("pad", lambda x, m=mode: jnp.pad(x, (0, 5), mode=m), bf16(4), jit=False)
on("pad", lambda x: jnp.pad(x, 1), f32(2, 2), vmap=True, x64=True)
on("pad", lambda x: jnp.pad(x, 1, constant_values=5), i32(2, 2))
on("pad", lambda x: jnp.pad(x, ((1, 2), (3, 0)), constant_values=((1, 2), (3, 4))), f32(2, 2))
on("pad", lambda x: jnp.pad(x, (1, 2), constant_values=(7, 8)), f32(2))
on("pad", lambda x: jnp.pad(x, (1, 2), mode="linear_ramp", end_values=(7, 8)), f32(2), grad=True)
on("pad", lambda x: jnp.pad(x, (1, 2), mode="maximum", stat_length=2), f32(4))
on("pad", lambda x: jnp.pad(x, (1, 2), mode="mean", stat_length=(1, 3)), i32(4))
on("pad", lambda x: jnp.pad(x, (2, 2), mode="reflect", reflect_type="odd"), f32(4), grad=True)
on("pad", lambda x: jnp.pad(x, (2, 2), mode="symmetric", reflect_type="odd"), i32(4))
on("pad", lambda x: jnp.pad(x, (9, 7), mode="wrap"), i32(4))
on("pad", lambda x: jnp.pad(x, (9, 7), mode="reflect"), i32(4))
on("pad", lambda x: jnp.pad(x, {0: (1, 1), -1: 2}), f32(2, 2), raises=None)
on("pad", lambda x: jnp.pad(x, (1, 2), mode="empty"), f32(2))
on("pad", lambda x: jnp.pad(x, 2, mode=lambda v, w, i, k: v.at[:w[0]].set(k["fill"]).at[-w[1]:].set(k["fill"]), fill=9), f32(2, 2))
on("pad", lambda x: jnp.pad(x, 1), bools(2))
on("pad", lambda x: jnp.pad(x, 1), f32())
on("pad", lambda x: jnp.pad(x, (1, 1)), f32(0))
bad("pad", lambda x: jnp.pad(x, -1), lambda x: jnp.pad(x, 1, mode="bad"), lambda x: jnp.pad(x, 1, end_values=2),
    lambda x: jnp.pad(x, ((1, 2), (3, 4), (5, 6))), lambda x: jnp.pad([1, 2], 1), lambda x: jnp.pad(x, 1.5),
    lambda x: jnp.pad(x[:0], 1, mode="edge"), lambda x: jnp.pad(x, (1, 2, 3)), lambda x: jnp.pad(x, 1, mode="reflect", reflect_type="no"))
for trim in ("fb", "f", "b", "FB"):
    on("trim_zeros", lambda x, t=trim: jnp.trim_zeros(x, t), lit([0.0, 0.0, 1.0, 0.0, 2.0, 0.0]), jit=False)
on("trim_zeros", jnp.trim_zeros, lit([0, 0, 0], "int32"), jit=False)
on("trim_zeros", jnp.trim_zeros, lit([0, 0, 0, 0, 1, 0, 0, 2, 0], "int32", (3, 3)), jit=False)
on("trim_zeros", lambda x: jnp.trim_zeros(x, axis=1), lit([0, 0, 0, 0, 1, 0, 0, 2, 0], "int32", (3, 3)), jit=False)
on("trim_zeros", lambda x: jnp.trim_zeros(x, "f", axis=(0,)), lit([0, 0, 0, 0, 1, 0, 0, 2, 0], "int32", (3, 3)), jit=False)
on("trim_zeros", lambda: jnp.trim_zeros([0, 1, 0]), raises=None)
bad("trim_zeros", lambda x: jnp.trim_zeros(x, axis=3))

# ---- inserting and deleting ----

for obj, axis in ((1, None), (1, 0), (-1, 1), (slice(0, 2), 1), ([0, 2], 1)):
    on("delete", lambda x, o=obj, a=axis: jnp.delete(x, jnp.array(o) if isinstance(o, list) else o, a), f32(2, 3), grad=True,
       vmap=not isinstance(obj, list), jit=not isinstance(obj, list))
on("delete", lambda x: jnp.delete(x, jnp.array([True, False, True])), i32(3), jit=False)
on("delete", lambda x: jnp.delete(x, jnp.array([], dtype="int32")), i32(3), jit=False)
on("delete", lambda x, i: jnp.delete(x, i, assume_unique_indices=True), f32(4), lit([0, 2], "int32"))
bad("delete", lambda x: jnp.delete(x, 5, 1), lambda x: jnp.delete(x, 0, 2), lambda x: jnp.delete(x, 0.5), lambda x: jnp.delete([1, 2], 0),
    lambda x: jnp.delete(x, [0, 1], 1))
on("insert", lambda x: jnp.insert(x, 1, 9), f32(2, 2), grad=True, vmap=True)
on("insert", lambda x: jnp.insert(x, 1, 9, axis=1), f32(2, 2), x64=True)
on("insert", lambda x, v: jnp.insert(x, 0, v, axis=0), f32(2, 2), f32(2, seed=1), grad=True)
on("insert", lambda x: jnp.insert(x, jnp.array([0, 2]), jnp.array([7, 8])), i32(3))
on("insert", lambda x: jnp.insert(x, slice(0, 2), jnp.array([7, 8])), i32(3))
on("insert", lambda x: jnp.insert(x, -1, 5), i32(3))
on("insert", lambda x: jnp.insert(x, jnp.array([1, 1]), 5.5), i32(3))
bad("insert", lambda x: jnp.insert(x, 9, 1), lambda x: jnp.insert(x, 0, 1, axis=2), lambda x: jnp.insert([1], 0, 1), lambda x: jnp.insert(x, 0.5, 1))
