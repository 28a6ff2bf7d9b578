"""jax.numpy: arrays from numbers, sequences, ranges, bytes and files; dtypes; printing."""
import jax
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.numpy." + name, function, *args, **options)


def bad(name, *functions):
    for f in functions:
        on(name, f, raises=True)


# ---- array and asarray ----

DATA = [1, 2.5, True, 1 + 2j, [1, 2], [1, 2.0], [True, 2], [1, 2j], [[1, 2], [3, 4]], (1, (2)), [], [[]], [[], []], range(3), [1.5, True], ((1.0,), (2.0,)),
        [[[1]]], nan, [inf, nan], [2**31 - 1], -(2**31)]
for name in ("array", "asarray"):
    f = getattr(jnp, name)
    for value in DATA:
        on(name, lambda f=f, v=value: f(v), x64=value in (1, 2.5, [1, 2]), jit=False)
    for dtype in ("float32", "int32", "bool", "complex64", "float16", "bfloat16", "int8", "uint8"):
        on(name, lambda f=f, d=dtype: f([1, 0, 2.0] if d != "x" else 0, dtype=d), jit=False)
        on(name, lambda x, f=f, d=dtype: f(x, dtype=d), f32(3, lo=0), jit=False)
        on(name, lambda f=f, d=dtype: f(1, dtype=d), jit=False)
    on(name, lambda f=f: f([1, 2], dtype=float), x64=True)
    on(name, lambda f=f: f([1.7, -1.7], dtype=int), x64=True)
    on(name, lambda f=f: f([1.5, 2.5], jnp.bfloat16))
    on(name, lambda f=f: f([0, 3], bool))
    on(name, lambda x, f=f: f([x, x]), f32(2), grad=True, vmap=True)
    on(name, lambda x, y, f=f: f([[x, 1.0], [2, y]]), f32(), i32(), grad=True)
    on(name, lambda x, f=f: f((x, 2)), i32())
    on(name, f, f32(2, 3), grad=True)
    on(name, f, i32())
    on(name, lambda f=f: f(b"abc"), raises=True)
    on(name, lambda f=f: f(bytearray(b"abc")), raises=None, jit=False)
    on(name, lambda f=f: f(memoryview(b"abc")), raises=None, jit=False)
    bad(name, lambda f=f: f("abc"), lambda f=f: f(["a"]), lambda f=f: f(None), lambda f=f: f([None]), lambda f=f: f(object()), lambda f=f: f([[1, 2], [3]]),
        lambda f=f: f([1, [2]]), lambda f=f: f([[1], 2]), lambda f=f: f({1: 2}), lambda f=f: f({1, 2}), lambda f=f: f(2**40), lambda f=f: f([2**31]),
        lambda f=f: f(1, dtype="object"), lambda f=f: f(1, dtype=str), lambda f=f: f(1, dtype="nope"), lambda f=f: f(300, dtype="uint8"),
        lambda f=f: f(1j, dtype="float32"), lambda f=f: f([1j], dtype="int32"), lambda f=f: f(), lambda f=f: f(1, bad=2), lambda f=f: f(lambda: 1))
on("array", lambda x: jnp.array(x, ndmin=3), f32(2))
on("array", lambda: jnp.array(1, ndmin=2))
on("array", lambda: jnp.array([[1]], ndmin=1, order="C"))
on("array", lambda x: jnp.array(x, copy=False), f32(2))
on("array", lambda: jnp.array([1, 2], order="F"), raises=None)
on("array", lambda: jnp.array([1, 2], "float32", False), raises=None)
on("asarray", lambda: jnp.asarray([1, 2], "float32", "K"))
on("asarray", lambda x: jnp.asarray(x, copy=True), f32(2))
on("asarray", lambda: jnp.asarray([1, 2], copy=False), raises=None)
on("asarray", lambda x: jnp.asarray(x, device=jax.devices()[0]), f32(2), jit=False)
on("copy", jnp.copy, f32(2, 3), grad=True, vmap=True, x64=True)
on("copy", lambda: jnp.copy(1))
on("copy", lambda x: jnp.copy(x, order="C"), i32(2))
on("copy", lambda: jnp.copy([1, 2]), raises=True)

# ---- of one number, or like another ----

for name in ("zeros", "ones", "empty"):
    f = getattr(jnp, name)
    for shape in ((2, 3), 3, (), (0, 2), [2, 1]):
        on(name, lambda f=f, s=shape: f(s), x64=shape == 3, jit=False)
    for dtype in ("int32", "bool", "complex64", "bfloat16", int, float, bool, complex, jnp.uint8):
        on(name, lambda f=f, d=dtype: f((2,), d), x64=dtype in (int, float), jit=False)
    on(name, lambda f=f: f((2,), device=jax.devices()[0]), jit=False)
    bad(name, lambda f=f: f((-1,)), lambda f=f: f((1.5,)), lambda f=f: f("a"), lambda f=f: f((2,), "object"), lambda f=f: f(), lambda f=f: f(jnp.ones(2)), lambda f=f: f((2,), dtype="U3"))
    name += "_like"
    f = getattr(jnp, name)
    for x in (f32(2, 3), i32(), bools(2), bf16(0)):
        on(name, f, x, jit=False)
    on(name, lambda x, f=f: f(x, dtype="int8", shape=(3,)), f32(2), vmap=True, x64=True)
    on(name, lambda x, f=f: f(x, shape=2), c64(2))
    on(name, lambda f=f: f(1))
    on(name, lambda f=f: f(1.5))
    on(name, lambda f=f: f(jax.ShapeDtypeStruct((2,), "int16")), jit=False)
    bad(name, lambda f=f: f([1, 2]), lambda f=f: f("a"), lambda f=f: f(jnp.ones(2), shape=(-1,)))
for value in (1, 2.5, True, 1j, -0.0):
    on("full", lambda v=value: jnp.full((2,), v), x64=value in (1, 2.5))
on("full", lambda x: jnp.full((2, 3), x), f32(3), grad=True, vmap=True)
on("full", lambda: jnp.full(3, 2, dtype="float16"))
on("full", lambda: jnp.full((), 2.7, dtype=int))
on("full", lambda: jnp.full((2, 2), jnp.array([1, 2])))
on("full", lambda: jnp.full((0,), 1))
bad("full", lambda: jnp.full((2,), "a"), lambda: jnp.full((2,), [1, 2]), lambda: jnp.full((-2,), 1), lambda: jnp.full((2,), jnp.ones(3)), lambda: jnp.full((2,)), lambda: jnp.full((2,), None))
on("full_like", lambda x: jnp.full_like(x, 2), f32(2, 3), vmap=True, x64=True)
on("full_like", lambda x: jnp.full_like(x, 2.7), i32(2))
on("full_like", lambda x, v: jnp.full_like(x, v), f32(2, 3), f32(3), grad=True)
on("full_like", lambda x: jnp.full_like(x, 1, dtype="int8", shape=(1, 2)), f32(2, 3))
on("full_like", lambda: jnp.full_like(1, 2.5))
bad("full_like", lambda: jnp.full_like([1], 2), lambda: jnp.full_like(jnp.ones(2), "a"), lambda: jnp.full_like(jnp.ones(2), [1, 2]))
for args in ((3,), (2, 3), (3, None, 1), (3, 4, -1), (0,), (2, 2, 5)):
    on("eye", lambda a=args: jnp.eye(*a), x64=args == (3,))
on("eye", lambda: jnp.eye(2, dtype=int))
on("eye", lambda: jnp.eye(2, dtype="bool"))
on("eye", lambda k: jnp.eye(3, k=k), lit(1, "int32"))
bad("eye", lambda: jnp.eye(-1), lambda: jnp.eye(1.5), lambda: jnp.eye("a"), lambda: jnp.eye(2, k=1.5), lambda: jnp.eye(2, dtype="object"))
on("identity", lambda: jnp.identity(3), x64=True)
on("identity", lambda: jnp.identity(2, "int32"))
bad("identity", lambda: jnp.identity(-1), lambda: jnp.identity(1.5))
for args in ((3,), (2, 3), (3, 3, 1), (3, 4, -2), (0,)):
    on("tri", lambda a=args: jnp.tri(*a), x64=args == (3,))
on("tri", lambda: jnp.tri(2, dtype=bool))
bad("tri", lambda: jnp.tri(1.5), lambda: jnp.tri(-1))
for name in ("tril", "triu"):
    f = getattr(jnp, name)
    on(name, f, f32(3, 3), grad=True, vmap=True, x64=True)
    on(name, lambda x, f=f: f(x, k=-1), i32(2, 3))
    on(name, lambda x, f=f: f(x, 1), c64(2, 3, 2))
    on(name, f, bools(2, 2))
    on(name, f, f32(0, 2))
    on(name, f, f32(3), raises=True)
    bad(name, lambda f=f: f([[1]]), lambda f=f: f(jnp.ones((2, 2)), 0.5))
for name in ("diag", "diagflat"):
    f = getattr(jnp, name)
    on(name, f, f32(3), grad=True, vmap=True, x64=True)
    on(name, lambda x, f=f: f(x, 1), i32(2))
    on(name, lambda x, f=f: f(x, k=-2), f32(2))
    on(name, f, f32(2, 3), grad=True)
    on(name, f, f32(0))
    on(name, f, f32(), raises=name == "diag")
    bad(name, lambda f=f: f([1, 2]), lambda f=f: f(jnp.ones(2), 0.5))
on("diag", jnp.diag, f32(2, 2, 2), raises=True)
on("diag", lambda x: jnp.diag(x, -1), f32(3, 4), grad=True)
for words in ({}, {"offset": 1}, {"offset": -1, "axis1": 1, "axis2": 2}, {"axis1": -1, "axis2": 0}, {"offset": 9}):
    on("diagonal", lambda x, w=words: jnp.diagonal(x, **w), f32(2, 3, 4), grad=True, vmap=not words)
bad("diagonal", lambda: jnp.diagonal(jnp.ones(3)), lambda: jnp.diagonal(jnp.ones((2, 2)), axis1=0, axis2=0), lambda: jnp.diagonal(jnp.ones((2, 2)), axis1=5), lambda: jnp.diagonal([[1]]))

# ---- ranges and grids ----

for args in ((5,), (2, 6), (2, 9, 3), (6, 0, -2), (0,), (3, 1), (0.0, 1.0, 0.25), (2.5,), (1, 2.5), (0, 5, 1.5), (-3,)):
    on("arange", lambda a=args: jnp.arange(*a), x64=args in ((5,), (0.0, 1.0, 0.25)), jit=False)
on("arange", lambda: jnp.arange(3, dtype="float32"))
on("arange", lambda: jnp.arange(0, 1, 0.5, dtype="bfloat16"))
on("arange", lambda: jnp.arange(start=1, stop=4))
on("arange", lambda: jnp.arange(4, step=2), raises=None)
on("arange", lambda: jnp.arange(jnp.array(3)))
bad("arange", lambda: jnp.arange(0, 5, 0), lambda: jnp.arange("a"), lambda: jnp.arange(None), lambda: jnp.arange(3, dtype="object"), lambda: jnp.arange(1j),
    lambda: jnp.arange(jnp.ones(2)), lambda: jnp.arange(2, dtype=bool) and jnp.arange(3, dtype=bool), lambda: jax.jit(jnp.arange)(3), lambda: jnp.arange())
for words in ({}, {"num": 5}, {"num": 5, "endpoint": False}, {"num": 1}, {"num": 0}, {"num": 5, "retstep": True}, {"num": 4, "dtype": "int32"}):
    on("linspace", lambda w=words: jnp.linspace(0, 1, **w), x64=words == {"num": 5})
on("linspace", lambda a, b: jnp.linspace(a, b, 3), f32(2), f32(2, seed=1), grad=True, vmap=True)
on("linspace", lambda a, b: jnp.linspace(a, b, 3, axis=-1), f32(2), f32(2, seed=1))
on("linspace", lambda: jnp.linspace(1j, 2, 3))
on("linspace", lambda: jnp.linspace(-5, 5, 4, dtype="float16"))
bad("linspace", lambda: jnp.linspace(0, 1, -1), lambda: jnp.linspace(0, 1, 2.5), lambda: jnp.linspace([0], [1], 2), lambda: jnp.linspace(0, 1, 2, axis=3), lambda: jnp.linspace("a", 1))
for words in ({"num": 4}, {"num": 4, "endpoint": False}, {"num": 4, "dtype": "int32"}):
    on("logspace", lambda w=words: jnp.logspace(0, 2, **w), x64=len(words) == 1)
    on("geomspace", lambda w=words: jnp.geomspace(1, 1000, **w), x64=len(words) == 1)
on("logspace", lambda: jnp.logspace(0, 3, 4, base=2.0))
on("logspace", lambda a: jnp.logspace(a, a + 1, 3), f32(2), grad=True, vmap=True)
on("logspace", lambda: jnp.logspace(0, 1, 3, axis=0))
on("geomspace", lambda a: jnp.geomspace(a, 4 * a, 3), f32(2, lo=0.5), grad=True)
on("geomspace", lambda: jnp.geomspace(-1, -8, 4))
on("geomspace", lambda: jnp.geomspace(1j, 8j, 4))
bad("logspace", lambda: jnp.logspace(0, 1, -1), lambda: jnp.logspace([0], 1))
bad("geomspace", lambda: jnp.geomspace(1, 2, -1), lambda: jnp.geomspace([1], 2))
for words in ({}, {"indexing": "ij"}, {"sparse": True}, {"indexing": "ij", "sparse": True}):
    on("meshgrid", lambda a, b, w=words: jnp.meshgrid(a, b, **w), f32(2), i32(3), grad=not words, vmap=not words)
on("meshgrid", lambda a: jnp.meshgrid(a), f32(2))
on("meshgrid", lambda a: jnp.meshgrid(a, 3.0), f32(2))
on("meshgrid", lambda a: jnp.meshgrid(a, a, a), f32(2))
on("meshgrid", lambda: jnp.meshgrid())
bad("meshgrid", lambda: jnp.meshgrid(jnp.ones(2), indexing="no"), lambda: jnp.meshgrid(jnp.ones(2), copy=False), lambda: jnp.meshgrid([1, 2]), lambda: jnp.meshgrid(jnp.ones((2, 2))))
for name in ("bartlett", "blackman", "hamming", "hanning"):
    f = getattr(jnp, name)
    for n in (0, 1, 2, 5, 8):
        on(name, lambda f=f, n=n: f(n), x64=n == 5)
    bad(name, lambda f=f: f(1.5), lambda f=f: f("a"))
for n in (0, 1, 5):
    on("kaiser", lambda n=n: jnp.kaiser(n, 3.0), x64=n == 5)
on("kaiser", lambda b: jnp.kaiser(4, b), f32(), grad=True, vmap=True)
on("kaiser", lambda: jnp.kaiser(4, 8))
bad("kaiser", lambda: jnp.kaiser(1.5, 1.0), lambda: jnp.kaiser(3))
on("vander", jnp.vander, f32(3), grad=True, vmap=True, x64=True)
on("vander", lambda x: jnp.vander(x, 2, increasing=True), i32(3))
on("vander", lambda x: jnp.vander(x, N=0), f32(2))
bad("vander", lambda: jnp.vander(jnp.ones((2, 2))), lambda: jnp.vander([1, 2]), lambda: jnp.vander(jnp.ones(2), -1))
on("fromfunction", lambda: jnp.fromfunction(lambda i, j: i + 2 * j, (2, 3)), x64=True)
on("fromfunction", lambda: jnp.fromfunction(lambda i, j: i * j, (2, 3), dtype=int))
on("fromfunction", lambda: jnp.fromfunction(lambda i: jnp.array([i, 2 * i]), (3,)))
on("fromfunction", lambda: jnp.fromfunction(lambda i, k=0: i + k, (3,), k=2))
on("fromfunction", lambda: jnp.fromfunction(jnp.add, shape=(2, 3)), raises=None)
bad("fromfunction", lambda: jnp.fromfunction(lambda i: i, 3), lambda: jnp.fromfunction(lambda i: i, (2, 2)))

# ---- bytes, text and files ----

on("frombuffer", lambda: jnp.frombuffer(b"\x01\x02\x03\x04", dtype="uint8"))
on("frombuffer", lambda: jnp.frombuffer(b"\x01\x00\x02\x00\x03\x00", dtype=jnp.int16, count=2, offset=2))
on("frombuffer", lambda: jnp.frombuffer(b"\x00\x00\x80\x3f", "float32"))
on("frombuffer", lambda: jnp.frombuffer(b"\x00" * 8), x64="only")
on("frombuffer", lambda: jnp.frombuffer(b"\x00" * 7 + b"\x40"), raises=None)
bad("frombuffer", lambda: jnp.frombuffer(b"abc", "int32"), lambda: jnp.frombuffer(b"", "int32"), lambda: jnp.frombuffer("abc", "uint8"), lambda: jnp.frombuffer(b"abcd", "int32", 2))
on("fromstring", lambda: jnp.fromstring("1 2 3", dtype=int, sep=" "), x64=True)
on("fromstring", lambda: jnp.fromstring("1.5, 2.5", sep=","), x64=True)
on("fromstring", lambda: jnp.fromstring("1,2,3", "float32", 2, sep=","))
bad("fromstring", lambda: jnp.fromstring("1 2"), lambda: jnp.fromstring(3, sep=" "))
on("fromiter", lambda: jnp.fromiter([1, 2], dtype=int), raises=True)
on("fromfile", lambda: jnp.fromfile("name"), raises=True)

# ---- dtypes ----

SCALARS = "float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128 bool_ int_ uint float_ complex_ double single cdouble csingle"
for name in SCALARS.split():
    t = getattr(jnp, name)
    on(name, lambda t=t: t(1), x64=True, jit=False)
    on(name, lambda t=t: str(jnp.dtype(t)), jit=False)
    on(name, lambda t=t: t([1, 0]), jit=False)
    on(name, lambda x, t=t: t(x), f32(2, lo=0), jit=False)
    on(name, lambda t=t: jnp.zeros(2, t), jit=False)
    on(name, lambda t=t: t(None), raises=True)
on("float32", lambda: jnp.float32("1.5"))
on("int8", lambda: jnp.int8(300), raises=True)
on("int32", lambda: [jnp.int32 == jnp.dtype("int32"), isinstance(jnp.int32(1), jnp.int32), jnp.dtype("int32") == jnp.int32], raises=None)
on("dtype", lambda: [str(jnp.dtype(d)) for d in ("float32", "i4", "bool", int, float, complex, bool, jnp.bfloat16, "<f8", "?")])
on("dtype", lambda x: [str(x.dtype), x.dtype.itemsize, x.dtype.kind, x.dtype.name, x.dtype == "float32", x.dtype == jnp.float32], f32(2), jit=False)
on("dtype", lambda: jnp.dtype("nope"), raises=True)
ABSTRACT = "generic number integer signedinteger unsignedinteger inexact floating complexfloating character flexible object_"
for name in ABSTRACT.split():
    on(name, lambda t=getattr(jnp, name): [bool(jnp.issubdtype(d, t)) for d in ("int32", "uint8", "float16", jnp.bfloat16, "complex64", "bool")])
    on(name, lambda t=getattr(jnp, name): t.__name__)
on("issubdtype", lambda: [jnp.issubdtype(a, b) for a, b in (("int32", "int32"), (jnp.int32, jnp.integer), ("float32", jnp.int32), (float, jnp.floating), (jnp.bfloat16, jnp.inexact), (jnp.floating, jnp.inexact), (jnp.bool_, jnp.number))])
on("issubdtype", lambda: jnp.issubdtype("nope", jnp.integer), raises=True)
on("isdtype", lambda: [jnp.isdtype(a, b) for a, b in (("int32", "integral"), ("float32", "real floating"), ("complex64", "complex floating"), ("bool", "bool"), ("uint8", "unsigned integer"), ("int8", "signed integer"), ("int8", "numeric"), ("int8", ("bool", "real floating")), ("int32", jnp.int32), (jnp.bfloat16, "real floating"))])
on("isdtype", lambda: jnp.isdtype("int32", "nope"), raises=True)
on("isdtype", lambda: jnp.isdtype("int32", 3), raises=True)
TYPES = ("bool", "uint8", "int8", "uint32", "int32", "float16", "bfloat16", "float32", "complex64")
for a in TYPES:
    on("promote_types", lambda a=a: [str(jnp.promote_types(a, b)) for b in TYPES], x64=True)
    on("result_type", lambda a=a: [str(jnp.result_type(jnp.zeros(1, a), b)) for b in (True, 1, 1.0, 1j)], x64=True)
    on("can_cast", lambda a=a: [jnp.can_cast(a, b, c) for b in TYPES if b != "bfloat16" != a for c in ("safe", "same_kind")])
on("promote_types", lambda: [str(jnp.promote_types(a, b)) for a, b in ((int, float), (bool, int), (float, "int8"), (complex, "float16"))], raises=None)
on("promote_types", lambda: jnp.promote_types("nope", "int8"), raises=True)
on("result_type", lambda: [str(jnp.result_type(*a)) for a in ((1,), (1.0, "int8"), (int, "int8"), (jnp.int8, jnp.float16, 2j))])
on("result_type", lambda: jnp.result_type(), raises=True)
on("result_type", lambda: jnp.result_type("nope"), raises=True)
on("can_cast", lambda: [jnp.can_cast(a, b) for a, b in ((int, float), (float, int), (bool, int), ("int64", "float32"))])
on("can_cast", lambda: jnp.can_cast("int8", "int8", "nope"), raises=True)
for t in ("float16", "bfloat16", "float32", "float64", "complex64"):
    on("finfo", lambda t=t: [float(getattr(jnp.finfo(t), k)) for k in "bits eps epsneg max min tiny smallest_normal smallest_subnormal resolution precision machep negep nmant nexp maxexp minexp".split()])
    on("finfo", lambda t=t: str(jnp.finfo(t).dtype))
on("finfo", lambda x: float(jnp.finfo(x).eps), f16(2), raises=None, jit=False)
on("finfo", lambda: jnp.finfo("int32"), raises=True)
for t in ("int8", "uint8", "int32", "uint32", "int64", "uint64"):
    on("iinfo", lambda t=t: [str(getattr(jnp.iinfo(t), k)) for k in "bits max min dtype kind".split()])
on("iinfo", lambda: jnp.iinfo("float32"), raises=True)
on("iinfo", lambda: jnp.iinfo(jnp.bool_), raises=True)
for dtype in ("int32", "float16", "complex64", "bool", "uint8", "bfloat16", float, int, None):
    on("astype", lambda x, d=dtype: jnp.astype(x, d), f32(4), grad=dtype in ("float16", float), x64=dtype in (float, None), jit=False)
    on("astype", lambda x, d=dtype: jnp.astype(x, d), i32(4), jit=False)
on("astype", lambda x: jnp.astype(x, "int8"), special(), jit=False)
on("astype", lambda x: jnp.astype(x, "uint8"), special(), jit=False)
on("astype", lambda x: jnp.astype(x, "int32"), special(), jit=False)
on("astype", lambda x: jnp.astype(x, bool), special())
on("astype", lambda x: jnp.astype(x, "bfloat16"), special())
on("astype", lambda x: jnp.astype(x, "float32", copy=True), c64(2), raises=None)
on("astype", lambda x: jnp.astype(x, "object"), f32(2), raises=True)
on("astype", lambda x: jnp.astype([1], "int32"), f32(2), raises=True)
on("astype", lambda x: jnp.astype(x, dtype="int32"), f32(2), raises=True)
