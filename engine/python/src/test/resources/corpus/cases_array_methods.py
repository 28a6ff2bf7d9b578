"""jax.Array: methods and properties, operators and conversions to Python."""
import jax
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.Array." + name, function, *args, **options)


def bad(name, *functions, args=(f32(2, 3),)):
    for f in functions:
        on(name, f, *args, raises=True)


def method(name, *argument_lists, x=f32(2, 3), **options):
    """The method with each (positional, keyword) arguments."""
    for positional, words in argument_lists:
        on(name, lambda a, p=positional, w=words: getattr(a, name)(*p, **w), x, **options)


NONE = ((), {})

# ---- methods that are functions of jax.numpy too ----

for name in "all any max min sum prod mean std var ptp".split():
    method(name, NONE, ((0,), {}), ((), {"axis": (0, 1), "keepdims": True}), vmap=True)
    method(name, NONE, x=i32(3))
    bad(name, lambda a, n=name: getattr(a, n)(out=a), lambda a, n=name: getattr(a, n)(axis=5), lambda a, n=name: getattr(a, n)(bad=1))
for name in "max min sum prod".split():
    method(name, ((), {"initial": 2.0}), ((), {"initial": 0.0, "where": True}), grad=True)
for name in "mean std var".split():
    method(name, ((), {"dtype": "float16"}), ((1, "float32"), {}), jit=False)
for name in "all any mean std var".split():
    on(name, lambda a, m, n=name: getattr(a, n)(where=m), f32(2, 3), lit([True, True, False, True, True, True], "bool", (2, 3)))
for name in ("std", "var"):
    method(name, ((), {"ddof": 1}), ((), {"correction": 1}))
for name in ("sum", "prod"):
    method(name, ((), {"promote_integers": False}), x=i8(3))
for name in ("argmax", "argmin"):
    method(name, NONE, ((1,), {}), ((), {"axis": 0, "keepdims": True}), vmap=True)
    bad(name, lambda a, n=name: getattr(a, n)(out=a), lambda a, n=name: getattr(a, n)(3))
for name in ("cumsum", "cumprod"):
    method(name, NONE, ((1,), {}), ((), {"axis": 0, "dtype": "float16"}), vmap=True, grad=name == "cumsum")
    bad(name, lambda a, n=name: getattr(a, n)(out=a), lambda a, n=name: getattr(a, n)(3))
method("argsort", NONE, ((0,), {}), ((), {"descending": True}), ((), {"stable": False, "axis": None}), vmap=True)
method("sort", NONE, ((0,), {}), ((), {"descending": True}), ((), {"stable": False, "axis": None}), vmap=True, grad=True)
bad("sort", lambda a: a.sort(kind="quicksort"), lambda a: a.sort(0, True), lambda a: a.sort(axis=3))
bad("argsort", lambda a: a.argsort(order="x"), lambda a: a.argsort(0, True))
method("argpartition", ((1,), {}), ((0, 0), {}), vmap=True)
bad("argpartition", lambda a: a.argpartition(7), lambda a: a.argpartition())
on("astype", lambda a: a.astype("int32"), f32(3), vmap=True)
on("astype", lambda a: a.astype(jnp.bfloat16), f32(3), grad=True)
on("astype", lambda a: a.astype(float, copy=True), i32(3), x64=True)
on("astype", lambda a: a.astype(None), i32(3))
on("astype", lambda a: a.astype(bool, device=jax.devices()[0]), f32(3), jit=False)
bad("astype", lambda a: a.astype("nope"), lambda a: a.astype(), lambda a: a.astype("object"))
for kind in (i32, f32, bools, u8, f16, bf16, c64, i16):
    on("byteswap", lambda a: a.byteswap(), kind(3), vmap=kind is i32, x64=kind is f32)
bad("byteswap", lambda a: a.byteswap(True))
on("choose", lambda i, a: i.choose([a, 2 * a], mode="clip"), lit([0, 1, 5], "int32"), f32(3), grad=True)
on("choose", lambda i, a: i.choose([a, 2 * a]), lit([0, 1, 5], "int32"), f32(3), raises=True)
for words in ({"min": -1.0}, {"max": 1.0}, {"min": -1, "max": 1}, {}):
    on("clip", lambda a, w=words: a.clip(**w), f32(2, 3), grad=True)
on("clip", lambda a: a.clip(-1, 1), i32(4), vmap=True)
bad("clip", lambda a: a.clip(0, 1, None), lambda a: a.clip(a_min=0))
on("compress", lambda a, c: a.compress(c, axis=1, size=2), f32(2, 3), bools(3))
on("compress", lambda a, c: a.compress(c), f32(2, 3), bools(6), jit=False)
bad("compress", lambda a: a.compress(jnp.array([True]), out=a), lambda a: a.compress(jnp.array([True]), axis=4))
for name in ("conj", "conjugate"):
    method(name, NONE, x=c64(3), grad=True, vmap=True)
    method(name, NONE, x=f32(3))
    bad(name, lambda a, n=name: getattr(a, n)(1))
method("copy", NONE, grad=True, vmap=True)
method("copy", NONE, x=i32())
method("diagonal", NONE, ((1,), {}), ((), {"axis1": 1, "axis2": 0}), vmap=True, grad=True)
bad("diagonal", lambda a: a[0].diagonal(), lambda a: a.diagonal(axis1=0, axis2=0))
on("dot", lambda a, b: a.dot(b), f32(2, 3), f32(3), grad=True, vmap=True)
on("dot", lambda a, b: a.dot(b, preferred_element_type="float32"), bf16(2, 3), bf16(3))
on("dot", lambda a: a.dot(2), i32(3))
bad("dot", lambda a: a.dot(a), lambda a: a.dot([1, 2, 3]))
method("flatten", NONE, (("F",), {}), ((), {"order": "C"}), vmap=True, grad=True)
bad("flatten", lambda a: a.flatten("A"), lambda a: a.flatten(out_sharding=1, bad=2))
method("ravel", NONE, (("F",), {}), vmap=True, grad=True)
bad("ravel", lambda a: a.ravel("K"))
on("nonzero", lambda a: a.nonzero(), f32(2, 3), jit=False)
on("nonzero", lambda a: a.nonzero(size=3, fill_value=-1), lit([0.0, 1.0, 2.0, 0.0]), vmap=True)
bad("nonzero", lambda a: a.nonzero(3))
on("repeat", lambda a: a.repeat(2), f32(2, 3), grad=True, vmap=True)
on("repeat", lambda a: a.repeat(2, axis=1), i32(2, 3))
on("repeat", lambda a, r: a.repeat(r, total_repeat_length=4), f32(3), lit([1, 2, 1], "int32"))
bad("repeat", lambda a: a.repeat(2, axis=5), lambda a: a.repeat())
for args in (((3, 2),), (3, 2), (-1,), (6,), ([2, 3],), (1, -1, 2)):
    on("reshape", lambda a, s=args: a.reshape(*s), f32(2, 3), grad=True)
on("reshape", lambda a: a.reshape(3, 2, order="F"), i32(2, 3), vmap=True)
on("reshape", lambda a: a.reshape(), f32(1))
on("reshape", lambda a: a.reshape(()), f32(1))
bad("reshape", lambda a: a.reshape(4), lambda a: a.reshape("a"), lambda a: a.reshape(3, 2, order="Z"), lambda a: a.reshape(-1, -1), lambda a: a.reshape(2.0, 3), lambda a: a.reshape(3, 2, bad=1))
method("round", NONE, ((1,), {}), ((), {"decimals": -1}), grad=True)
bad("round", lambda a: a.round(out=a))
on("searchsorted", lambda a, v: a.searchsorted(v), lit([0.0, 1.0, 2.0]), f32(4))
on("searchsorted", lambda a, v: a.searchsorted(v, side="right", method="sort"), lit([0.0, 1.0, 2.0]), f32(4))
on("searchsorted", lambda a, s: a.searchsorted(1, sorter=s), lit([2, 0, 1], "int32"), lit([1, 2, 0], "int32"))
bad("searchsorted", lambda a: a.searchsorted(1))
method("squeeze", NONE, ((0,), {}), ((), {"axis": (0, -1)}), x=f32(1, 2, 1), grad=True)
bad("squeeze", lambda a: a.squeeze(0))
method("swapaxes", ((0, 1), {}), ((), {"axis1": -1, "axis2": 0}), vmap=True, grad=True)
bad("swapaxes", lambda a: a.swapaxes(0, 2), lambda a: a.swapaxes(0))
on("take", lambda a, i: a.take(i), f32(2, 3), lit([0, 5, 9], "int32"), grad=True)
on("take", lambda a, i: a.take(i, axis=1, mode="clip", indices_are_sorted=True), i32(2, 3), lit([0, 5], "int32"))
on("take", lambda a, i: a.take(i, 0, fill_value=7.0), f32(2, 3), lit([0, 5], "int32"))
bad("take", lambda a: a.take([0]), lambda a: a.take(jnp.array([0]), out=a), lambda a: a.take(jnp.array([0.5])))
method("trace", NONE, ((1,), {}), ((), {"dtype": "float16"}), grad=True, vmap=True)
bad("trace", lambda a: a.trace(out=a), lambda a: a[0].trace())
for args in ((), (None,), (1, 0), ((1, 0),), ([0, 1],), (-1, 0)):
    on("transpose", lambda a, p=args: a.transpose(*p), f32(2, 3), grad=True)
bad("transpose", lambda a: a.transpose(0), lambda a: a.transpose(0, 0), lambda a: a.transpose(0, 2), lambda a: a.transpose("a"))

# ---- views, copies, devices ----

for source, targets in ((f32(2, 4), ("int32", "uint8", "float32", "bfloat16", "complex64", None)), (i32(4), ("float32", "int8")), (u8(8), ("uint32", "float16", "bool")),
                        (c64(2), ("float32",)), (bools(4), ("uint8", "int8"))):
    for target in targets:
        on("view", lambda a, t=target: a.view(t), source, vmap=target == "int32", jit=target != "bfloat16")
on("view", lambda a: a.view("int32"), f32())
on("view", lambda a: a.view(), f32(2))
bad("view", lambda a: a.view("float64").view("complex128") and a.view("object"), lambda a: a.view("complex64"), lambda a: a[0, 0].view("uint8"), lambda a: a.view(type=int), lambda a: a.view("nope"))
on("view", lambda a: a.view("int64"), f32(2, 4), x64="only")
for name in "copy_to_host_async".split():
    on(name, lambda a: a.copy_to_host_async(), f32(2), jit=False)
on("to_device", lambda a: a.to_device(jax.devices()[0]), f32(2), jit=False)
on("to_device", lambda a: a.to_device(a.device), f32(2), jit=False)
on("device", lambda a: [a.device == jax.devices()[0], a.device.platform, a.devices() == {jax.devices()[0]}], f32(2), jit=False)
on("sharding", lambda a: [type(a.sharding).__name__, len(a.sharding.device_set), a.sharding.is_fully_replicated], f32(2), jit=False)
on("committed", lambda a: [a.committed, jax.device_put(a, jax.devices()[0]).committed], f32(2), jit=False)
on("is_fully_addressable", lambda a: a.is_fully_addressable, f32(2), jit=False)
on("is_fully_replicated", lambda a: a.is_fully_replicated, f32(2), jit=False)
for name in ("addressable_shards", "global_shards"):
    on(name, lambda a, n=name: [(s.data, s.index, s.replica_id, s.device == a.device) for s in getattr(a, n)], f32(2, 3), jit=False)
on("item", lambda a: a.item(), f32(), jit=False)
on("item", lambda a: [a.item(0), a.item(4), a.item(-1), a.item(1, 2), a.item((0, 1))], i32(2, 3), jit=False)
on("item", lambda a: a.item(1), c64(3), jit=False)
on("item", lambda a: [a[0].item(), a.item(1)], bools(3), jit=False)
bad("item", lambda a: a.item(), lambda a: a.item(9), lambda a: a.item(0, 0, 0), lambda a: jax.jit(lambda v: v.item())(a))

# ---- properties ----

for x in (f32(2, 3), i32(), bools(0, 4), c64(1), bf16(5)):
    for name in "shape ndim size itemsize nbytes".split():
        on(name, lambda a, n=name: getattr(a, n), x, jit=False)
    on("dtype", lambda a: str(a.dtype), x, jit=False)
    for name in "T real imag".split():
        on(name, lambda a, n=name: getattr(a, n), x, jit=False)
on("T", lambda a: a.T, f32(2, 3, 4), grad=True, vmap=True)
on("mT", lambda a: a.mT, f32(2, 3, 4), grad=True, vmap=True)
on("mT", lambda a: a.mT, f32(2), raises=True)
on("real", lambda a: a.real, c64(3), grad=True, vmap=True)
on("imag", lambda a: a.imag, c64(3), grad=True, vmap=True)
on("flat", lambda a: a.flat, f32(2), raises="line")
for name in "shape dtype ndim size T real nbytes".split():
    on(name, lambda a, n=name: setattr(a, n, 1), f32(2), raises=True)

# ---- the class: operators, iteration, conversions ----


def cls(function, *args, **options):
    case("jax.Array", function, *args, **options)


import operator  # noqa: E402

OPERATORS = "add sub mul truediv floordiv mod pow and_ or_ xor lshift rshift lt le gt ge eq ne".split()
for name in OPERATORS:
    f = getattr(operator, name)
    bits = name in ("and_", "or_", "xor", "lshift", "rshift")
    x, y = (i32(3, lo=1, hi=9), i32(3, lo=1, hi=4, seed=1)) if bits else (f32(3, lo=0.5), f32(3, lo=0.5, seed=1))
    cls(f, x, y, grad=not bits, vmap=True)
    cls(lambda a, f=f: f(a, 2), x, jit=False)
    cls(lambda a, f=f: f(2, a), i32(3, lo=1, hi=5), jit=False)
    cls(lambda a, f=f: f(a, True), i32(3), jit=False)
    cls(lambda a, f=f: f(a, a), c64(2), raises=None, jit=False)
    cls(lambda a, f=f: f(a, [1, 2, 3]), x, raises=name not in ("eq", "ne") or None)
    cls(lambda a, f=f: f((1, 2, 3), a), x, raises=name not in ("eq", "ne") or None)
    cls(lambda a, f=f: f(a, "a"), x, raises=name not in ("eq", "ne") or None, jit=False)
    cls(lambda a, f=f: f(a, None), x, raises=name not in ("eq", "ne") or None, jit=False)
cls(operator.matmul, f32(2, 3), f32(3, 2), grad=True, vmap=True)
cls(lambda a: a @ 2, f32(2), raises=True)
cls(lambda a: divmod(a, 2), f32(3), vmap=True)
cls(lambda a: divmod(7, a), i32(3, lo=1))
for f in (operator.neg, operator.pos, operator.abs):
    cls(f, f32(3), grad=True)
    cls(f, i32(3))
    cls(f, bools(3), raises=None)
cls(operator.invert, i32(3))
cls(operator.invert, bools(3))
cls(operator.invert, f32(3), raises=True)
cls(lambda a: [round(a), round(a, 1)], f32(3))
cls(lambda a: pow(a, 2, 3), i32(2), raises=True)
for f in (bool, int, float, complex, operator.index):
    for x in (f32(), i32(), bools(), f32(1), f32(2), f32(0), c64()):
        cls(f, x, raises=None, jit=False)
    cls(lambda a, f=f: jax.jit(f)(a), f32(), raises=True)
cls(lambda a: len(a), f32(3, 2), jit=False)
cls(len, f32(), raises=True)
cls(lambda a: list(a), f32(2, 2), grad=True, vmap=True)
cls(lambda a: list(reversed(a)), f32(3))
cls(lambda a: iter(a), f32(), raises=True)
cls(lambda a: [2.0 in a, 9.0 in a], lit([1.0, 2.0]), jit=False)
cls(hash, f32(2), raises=True)
cls(lambda a: a.tolist(), f32(2, 3), jit=False)
cls(lambda a: a.tolist(), c64(2), jit=False)
cls(lambda a: a.tolist(), i32(), jit=False)
cls(repr, f32(2, 2), jit=False)
cls(str, i32(2, 2), jit=False)
cls(lambda a: [f"{a}", f"{a[0]:.2f}", format(a[0], "8.3f"), f"{a.dtype}"], f32(2), jit=False)
cls(lambda a: f"{a:.2f}", f32(2), raises=True)
cls(lambda a: f"{a:d}", f32(), raises=True)
cls(lambda a: [isinstance(a, jax.Array), isinstance(1.0, jax.Array), issubclass(type(a), jax.Array)], f32(2), jit=False)
cls(lambda: jax.Array(1), raises=True)
cls(lambda a: a.weak_type, f32(), jit=False)
cls(lambda a: [a.is_deleted(), a.delete(), a.is_deleted()], f32(2), jit=False)
cls(lambda a: [a.delete(), a + 1], f32(2), raises=True)
cls(lambda a: a.block_until_ready(), f32(2), jit=False)
cls(lambda a: a.nope, f32(2), raises=True)
cls(lambda a: __import__("copy").deepcopy(a), f32(2), jit=False)
cls(lambda a: __import__("copy").copy(a), f32(2), jit=False)
cls(lambda a: __import__("pickle").loads(__import__("pickle").dumps(a)), f32(2, 2), jit=False)
cls(lambda a: a.__array__().tolist(), i32(2, 2), jit=False)
cls(lambda a: [bool(a)], f32(2), raises="line")
