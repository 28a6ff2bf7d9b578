"""Rarer functions of jax.lax."""
import jax
import jax.numpy as jnp
from jax import lax

from corpus import *
from corpus import case as add


def case(name, function, *args, **options):
    add("jax.lax." + name, function, *args, **options)


for make in (i8, i16, i32, u8, u16, u32):
    case("mulhi", lambda x, y: lax.mulhi(x, y), make(20), make(20, seed=3), vmap=True)
case("mulhi", lambda x, y: lax.mulhi(x, y), lit([2**31 - 1, -2**31, -1, 5, -7], "int32"),
     lit([2**31 - 1, -2**31, -1, -3, 2**30], "int32"), x64=True)
case("mulhi", lambda x, y: lax.mulhi(x, y), lit([2**32 - 1, 2**31, 1], "uint32"), lit([2**32 - 1, 3, 0], "uint32"))
case("mulhi", lambda x, y: lax.mulhi(x, y), i32(), i32(seed=1))
case("mulhi", lambda x, y: lax.mulhi(x, y), i32(0), i32(0))
case("mulhi", lambda x, y: lax.mulhi(x, y), f32(3), f32(3), raises=True)
L, R = f32(6, 2), f32(3, 2, 4, seed=1)
for sizes in ([2, 3, 1], [2, 1, 1], [0, 6, 0], [0, 0, 0]):
    case("ragged_dot", lambda x, y, s: lax.ragged_dot(x, y, s), L, R, lit(sizes, "int32"), grad=True, x64=True)
case("ragged_dot_general", lambda x, y, s: lax.ragged_dot_general(x, y, s, lax.RaggedDotDimensionNumbers(
    dot_dimension_numbers=(([1], [1]), ([], [])), lhs_ragged_dimensions=[0], rhs_group_dimensions=[0])), L, R,
    lit([2, 3, 1], "int32"), grad=True)
case("ragged_dot_general", lambda x, y, s: lax.ragged_dot_general(x, y, s, lax.RaggedDotDimensionNumbers(
    dot_dimension_numbers=(([0], [0]), ([], [])), lhs_ragged_dimensions=[0], rhs_group_dimensions=[])), L, f32(6, 3),
    lit([2, 3, 1], "int32"))
case("composite", lambda x: lax.composite(lambda x, *, a: x * a, "my.f")(x, a=3.0), f32(3))
case("platform_dependent", lambda x: lax.platform_dependent(x, cpu=lambda x: x + 1, default=lambda x: x), f32(3), grad=True,
     vmap=True)
case("platform_dependent", lambda x: lax.platform_dependent(x, tpu=lambda x: x + 1, default=jnp.sin), f32(3), grad=True)
case("stage", lambda x: lax.stage(x), f32(3), vmap=True)
D = lambda: lax.ScatterDimensionNumbers((), (0,), (0,))  # noqa: E731
for at in ([1, 3], [2, 2], [0, 9], [-1, 4]):
    case("scatter_apply", lambda x, i: lax.scatter_apply(x, i[:, None], lambda v: v * 10 + 1, D(), update_shape=(2,)),
         f32(5), lit(at, "int32"))
case("scatter_apply", lambda x, i: lax.scatter_apply(
    x, i[:, None], jnp.sin, lax.ScatterDimensionNumbers((1,), (0,), (0,)), update_shape=(2, 3)), f32(4, 3),
    lit([1, 3], "int32"))
for stride, padding in (((1, 1), "VALID"), ((2, 1), "SAME")):
    case("conv_general_dilated_local", lambda x, w, s=stride, p=padding: lax.conv_general_dilated_local(x, w, s, p, (2, 2)),
         f32(2, 1, 4, 4), f32(3, 4, 3, 3) if padding == "VALID" else f32(3, 4, 2, 4), grad=True)
case("conv_general_dilated_local", lambda x, w: lax.conv_general_dilated_local(
    x, w, (1,), "VALID", (2,), dimension_numbers=("NWC", "WIO", "NWC")), f32(2, 4, 3), f32(3, 6, 2), grad=True)
case("FftType", lambda: ([repr(t) for t in lax.FftType], [int(t) for t in lax.FftType]), jit=False)
case("RandomAlgorithm", lambda: [repr(t) for t in lax.RandomAlgorithm], jit=False)
case("AccuracyMode", lambda: [repr(t) for t in lax.AccuracyMode], jit=False)
case("Tolerance", lambda: (lambda t: (t.atol, t.rtol, t.ulps))(lax.Tolerance(atol=1e-3, ulps=2)), jit=False)
case("Tolerance", lambda: lax.Tolerance(), raises="line")
case("Tolerance", lambda: lax.Tolerance(atol=-1.0), raises="line")
case("DotAlgorithm", lambda: [str(v) for v in lax.DotAlgorithm(jnp.float32, jnp.float32, jnp.float32)[3:]], jit=False)
case("DotAlgorithmPreset", lambda: [repr(t) for t in lax.DotAlgorithmPreset], jit=False)
case("after_all", lambda: type(lax.after_all(lax.create_token(1.0))).__name__, jit=False)
for data in (lit([1, 256, -3], "int32"), i16(4), u8(3), f32(3), f16(3), c64(2)):
    add("jax.Array.byteswap", lambda x: x.byteswap(), data)
case("axis_index", lambda x: jax.vmap(lambda y: y + lax.axis_index("i"), axis_name="i")(x), f32(3), grad=True)
K = lit([1, 2, 3, 4], "uint32")
for shape in ((4,), (5,), (2, 3), (), (0,)):
    case("rng_bit_generator", lambda k, s=shape: lax.rng_bit_generator(k, s), K)
case("rng_bit_generator", lambda k: lax.rng_bit_generator(k, (6,), algorithm=lax.RandomAlgorithm.RNG_PHILOX), K)
case("rng_bit_generator", lambda k: lax.rng_bit_generator(k, (9,)), lit([1, 2, 2**32 - 1, 4], "uint32"))
for dtype in ("uint8", "uint16"):
    case("rng_bit_generator", lambda k, d=dtype: lax.rng_bit_generator(k, (6,), dtype=d), K)
case("rng_bit_generator", lambda k: lax.rng_bit_generator(k, (6,), dtype="int32"), K, raises=True)
