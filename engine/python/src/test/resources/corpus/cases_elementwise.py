"""jax.numpy: functions of one element, or of two that broadcast."""
import jax.numpy as jnp

from corpus import *


def each(names, *kinds):
    for name in names.split():
        f, full = getattr(jnp, name), "jax.numpy." + name
        for kind in kinds:
            kind(full, f)


def _unary(lo, hi):
    """Floats of every width, with derivative and batch; integers and booleans become floats; special values."""
    def cases(full, f):
        case(full, f, f32(2, 3, lo=lo, hi=hi), grad=True, vmap=True, x64=True)
        case(full, f, i32(4, lo=1, hi=5), x64=True, jit=False)
        case(full, f, bools(3), jit=False)
        case(full, f, f16(4, lo=lo, hi=hi), jit=False)
        case(full, f, bf16(4, lo=lo, hi=hi), jit=False)
        case(full, f, special(), jit=False)
        case(full, f, f32(0, 2), jit=False)
        case(full, lambda f=f: f(0.5), jit=False)
        case(full, lambda f=f: f([0.5]), raises=True)
        case(full, lambda f=f: f("a"), raises=True)
    return cases


def _complex_unary(lo=-1.5, hi=1.5):
    def cases(full, f):
        case(full, f, c64(5, lo=lo, hi=hi), grad=True, x64=True)
        case(full, f, lit([0j, 1 + 0j, -1 + 0j, 1j, 2 + 1j, -0.5 - 2j], "complex64"), jit=False)
    return cases


def _not_complex(full, f):
    case(full, f, c64(2), raises=True)


# ---- elementary functions ----

each("sin cos tan sinh cosh tanh arctan arcsinh exp exp2 expm1 sinc", _unary(-2.0, 2.0), _complex_unary())
each("arcsin arccos arctanh", _unary(-0.9, 0.9), _complex_unary())
each("log log2 log10 log1p sqrt", _unary(0.1, 3.0), _complex_unary())
each("arccosh", _unary(1.1, 4.0), _complex_unary())
each("reciprocal square", _unary(0.5, 2.0), _complex_unary(0.5, 2.0))
each("cbrt i0", _unary(-2.0, 2.0), _not_complex)
each("degrees radians rad2deg deg2rad", _unary(-2.0, 2.0), _complex_unary())
for name in "acos acosh asin asinh atan atanh".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, f32(4, lo=0.1, hi=0.9), grad=name != "acosh", vmap=True, x64=True)
    case(full, f, special())
    case(full, f, c64(3))
    case(full, lambda f=f: f(x=0.5), raises=True)

# ---- parts and signs ----


def _preserving(full, f):
    """The dtype stays: integers and unsigned integers too."""
    case(full, f, f32(2, 3), grad=True, vmap=True, x64=True)
    case(full, f, i32(5), x64=True, jit=False)
    case(full, f, u8(4), jit=False)
    case(full, f, bf16(4), jit=False)
    case(full, f, f16(4), jit=False)
    case(full, f, special(), jit=False)
    case(full, f, f32(0), jit=False)
    case(full, lambda f=f: f(-2), jit=False)
    case(full, lambda f=f: f(-1.5), jit=False)
    case(full, lambda f=f: f([1, 2]), raises=True)


each("abs absolute sign positive conj conjugate real imag", _preserving, _complex_unary())
each("ceil floor trunc rint", _preserving)
each("abs absolute sign positive ceil floor trunc rint conj real imag", lambda full, f: case(full, f, bools(3), raises=full == "jax.numpy.sign"))
each("ceil floor", _not_complex)
each("fabs signbit", _unary(-2.0, 2.0), _not_complex)
case("jax.numpy.rint", jnp.rint, c64(3))
case("jax.numpy.trunc", jnp.trunc, c64(3), raises=True)
for name in "angle".split():
    case("jax.numpy.angle", jnp.angle, c64(5), grad=True, vmap=True, x64=True)
    case("jax.numpy.angle", lambda z: jnp.angle(z, deg=True), c64(5), grad=True)
    case("jax.numpy.angle", jnp.angle, f32(5))
    case("jax.numpy.angle", jnp.angle, i32(5), x64=True)
    case("jax.numpy.angle", lambda z: jnp.angle(z, True), i32(5))
    case("jax.numpy.angle", jnp.angle, lit([0j, -1 + 0j, complex(-1, -0.0), 1j], "complex64"))
for name in "round around".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, f32(2, 3, lo=-9.0, hi=9.0), grad=True, vmap=True, x64=True)
    case(full, lambda x, f=f: f(x, 2), f32(5, lo=-9.0, hi=9.0), x64=True)
    case(full, lambda x, f=f: f(x, decimals=-1), f32(5, lo=-90.0, hi=90.0))
    case(full, lambda x, f=f: f(x, decimals=-1), i32(7, lo=-90, hi=90), raises=True)
    case(full, f, i32(3))
    case(full, lambda x, f=f: f(x, 1), c64(3))
    case(full, f, lit([0.5, 1.5, 2.5, -0.5, -1.5, nan, inf]))
    case(full, lambda x, f=f: f(x, 1), f16(4))
    case(full, f, bools(3), raises=True)
    case(full, lambda x, f=f: f(x, out=x), f32(3), raises=True)
for name in "isfinite isinf isnan isneginf isposinf".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, special(), vmap=True, x64=True)
    case(full, f, special("bfloat16"))
    case(full, f, i32(3))
    case(full, f, bools(3))
    case(full, f, lit([complex(nan, 1), complex(0, inf), 1 + 1j], "complex64"), raises="neg" in name or "pos" in name)
    case(full, lambda f=f: f(inf))
    case(full, lambda f=f: f([inf]), raises=True)
for name in "iscomplex isreal".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, c64(4), vmap=True)
    case(full, f, lit([1 + 0j, 1j, complex(nan, 0), complex(0, nan)], "complex64"))
    case(full, f, f32(2, 2))
    case(full, f, i32(3))
    case(full, lambda f=f: f(2.0))
for name in "iscomplexobj isrealobj".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    for value in (f32(2), c64(2), i32(2), bools(1)):
        case(full, f, value, jit=False)
    case(full, lambda f=f: (f(1.0), f(1j), f([1.0, 2j]), f(None)))
case("jax.numpy.nan_to_num", jnp.nan_to_num, special(), grad=True, vmap=True, x64=True)
case("jax.numpy.nan_to_num", lambda x: jnp.nan_to_num(x, nan=9.0, posinf=2.0, neginf=-3.0), special())
case("jax.numpy.nan_to_num", lambda x: jnp.nan_to_num(x, copy=False), special("bfloat16"))
case("jax.numpy.nan_to_num", jnp.nan_to_num, special("float16"))
case("jax.numpy.nan_to_num", jnp.nan_to_num, i32(3))
case("jax.numpy.nan_to_num", jnp.nan_to_num, lit([complex(nan, 1), complex(inf, -inf)], "complex64"))
case("jax.numpy.nan_to_num", lambda: jnp.nan_to_num(nan))
for name in "bitwise_count bitwise_invert bitwise_not invert".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, i32(2, 3), vmap=True, x64=True)
    case(full, f, u8(5))
    case(full, f, i8(5))
    case(full, f, bools(3))
    case(full, f, lit([0, -1, 2147483647, -2147483648], "int32"))
    case(full, f, f32(3), raises=True)
    case(full, f, c64(3), raises=True)
case("jax.numpy.logical_not", jnp.logical_not, bools(4), vmap=True)
case("jax.numpy.logical_not", jnp.logical_not, special())
case("jax.numpy.logical_not", jnp.logical_not, i32(2, 3))
case("jax.numpy.logical_not", jnp.logical_not, lit([0j, 1j], "complex64"))
case("jax.numpy.logical_not", lambda: jnp.logical_not(0))
case("jax.numpy.spacing", jnp.spacing, f32(5, lo=-9.0, hi=9.0), x64=True)
case("jax.numpy.spacing", jnp.spacing, lit([0.0, -0.0, 1.0, -1.0, nan, inf, 3e38]))
case("jax.numpy.spacing", jnp.spacing, f16(4))
case("jax.numpy.spacing", jnp.spacing, bf16(4))
case("jax.numpy.spacing", jnp.spacing, i32(3))
case("jax.numpy.spacing", jnp.spacing, c64(3), raises=True)
case("jax.numpy.frexp", jnp.frexp, f32(5, lo=-9.0, hi=9.0), x64=True, vmap=True, grad=True)
case("jax.numpy.frexp", jnp.frexp, special())
case("jax.numpy.frexp", jnp.frexp, f16(4))
case("jax.numpy.frexp", jnp.frexp, bf16(4))
case("jax.numpy.frexp", jnp.frexp, i32(3))
case("jax.numpy.frexp", jnp.frexp, c64(3), raises=True)
case("jax.numpy.modf", jnp.modf, f32(5, lo=-9.0, hi=9.0), x64=True, vmap=True, grad=True)
case("jax.numpy.modf", jnp.modf, special())
case("jax.numpy.modf", jnp.modf, i32(3))
case("jax.numpy.modf", jnp.modf, f16(3))
case("jax.numpy.modf", lambda x: jnp.modf(x, out=(x, x)), f32(3), raises=True)
case("jax.numpy.modf", jnp.modf, c64(3), raises=True)

# ---- two arguments ----


def _binary(lo, hi, complex_too=True, smooth=True):
    def cases(full, f):
        case(full, f, f32(2, 3, lo=lo, hi=hi), f32(3, lo=lo, hi=hi, seed=1), grad=smooth, vmap=True, x64=True)
        case(full, f, i32(2, 1, lo=1, hi=9), i32(3, lo=1, hi=5, seed=1), x64=True, jit=False)
        case(full, f, u8(4), lit([1, 2, 3, 200], "uint8"), jit=False)
        case(full, f, bools(4), bools(4, seed=1), jit=False, raises=full == "jax.numpy.subtract")
        case(full, f, bf16(3, lo=lo, hi=hi), i32(3, lo=1, hi=4), jit=False)
        case(full, f, f16(3, lo=lo, hi=hi), f32(3, lo=lo, hi=hi, seed=1), jit=False)
        case(full, lambda x, f=f: f(x, 2), f32(3, lo=lo, hi=hi), jit=False)
        case(full, lambda x, f=f: f(3.0, x), i32(3, lo=1, hi=4), jit=False)
        case(full, lambda f=f: f(3, 2), jit=False)
        case(full, f, f32(0, 3), f32(3), jit=False)
        case(full, lambda x, f=f: f(x[:, None], jnp.flip(x)[None]), special(), jit=False)
        case(full, f, c64(3), c64(3, seed=2), jit=False, **({"grad": smooth} if complex_too else {"raises": True}))
        case(full, f, f32(2), f32(3), raises=True)
        case(full, lambda x, f=f: f(x, [1.0]), f32(3), raises=True)
        case(full, lambda x, f=f: f(x, "a"), f32(3), raises=True)
    return cases


each("add subtract multiply", _binary(-2.0, 2.0))
each("divide true_divide", _binary(0.5, 2.0))
each("maximum minimum fmax fmin", _binary(-2.0, 2.0))
each("power pow float_power", _binary(0.5, 2.0))
each("arctan2 atan2", _binary(-2.0, 2.0))
each("hypot heaviside", _binary(-2.0, 2.0, complex_too=False))
each("floor_divide remainder mod fmod", _binary(0.5, 4.0, complex_too=False))
each("logaddexp logaddexp2", _binary(-2.0, 2.0))
each("copysign nextafter", _binary(-2.0, 2.0, complex_too=False, smooth=False))
each("equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor", _binary(-2.0, 2.0, smooth=False))
case("jax.numpy.divmod", jnp.divmod, f32(2, 3, lo=-4.0, hi=4.0), f32(3, lo=0.5, hi=2.0), grad=True, vmap=True, x64=True)
case("jax.numpy.divmod", jnp.divmod, i32(5), lit([2, -3, 4, 0, -1], "int32"))
case("jax.numpy.divmod", jnp.divmod, u8(3), u8(3, lo=1, seed=1))
case("jax.numpy.divmod", lambda x: jnp.divmod(x, 2), f32(3))
case("jax.numpy.divmod", lambda x: jnp.divmod(x[:, None], jnp.flip(x)[None]), special())
case("jax.numpy.divmod", jnp.divmod, bools(2), bools(2))
case("jax.numpy.divmod", jnp.divmod, c64(2), c64(2), raises=True)
for name in "floor_divide remainder mod fmod".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, lit([7, -7, 7, -7, 5, 0], "int32"), lit([3, 3, -3, -3, 0, 0], "int32"))
    case(full, f, lit([7.5, -7.5, 7.5, -7.5, 5.0, 0.0]), lit([3.0, 3.0, -3.0, -3.0, 0.0, 0.0]))
case("jax.numpy.floor_divide", jnp.floor_divide, lit([-2147483648, 2147483647], "int32"), lit([-1, -1], "int32"))
for name in "power pow".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    for n in (0, 1, 2, 3, -1, -2, 0.5):
        case(full, lambda x, f=f, n=n: f(x, n), f32(4, lo=0.5), grad=True, x64=n == 3)
    case(full, lambda x, f=f: f(x, -2), i32(3), raises=True)
    case(full, lambda x, f=f: f(x, 3), i32(4), x64=True)
    case(full, lambda x, f=f: f(2, x), i32(4, lo=0))
    case(full, f, lit([0.0, 0.0, -2.0, -2.0, 2.0]), lit([0.0, -1.0, 3.0, 0.5, 1e3]))
    case(full, lambda x, f=f: f(x, 2), lit([0.0, -3.0, 2.0]), grad=True)
for name in "bitwise_and bitwise_or bitwise_xor".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, i32(2, 3), i32(3, seed=1), vmap=True, x64=True)
    case(full, f, u8(3), u8(3, seed=1))
    case(full, f, u8(3), i8(3, seed=1))
    case(full, f, bools(4), bools(4, seed=1))
    case(full, lambda x, f=f: f(x, 6), i32(4))
    case(full, lambda x, f=f: f(x, True), i32(4))
    case(full, f, f32(3), i32(3), raises=True)
    case(full, lambda x, f=f: f(x, 1.5), i32(3), raises=True)
for name in "left_shift bitwise_left_shift right_shift bitwise_right_shift".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, i32(2, 3), i32(3, lo=0, hi=5), vmap=True, x64=True)
    case(full, lambda x, f=f: f(x, 2), i32(4))
    case(full, f, u8(3, hi=200), u8(3, hi=9))
    case(full, f, lit([1, 1, -1, -8], "int32"), lit([31, 32, 31, 40], "int32"))
    case(full, f, bools(3), bools(3))
    case(full, f, f32(3), i32(3), raises=True)
for name in "gcd lcm".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, lit([12, -18, 0, 7, 0], "int32"), lit([18, 12, 5, 3, 0], "int32"), vmap=True, x64=True)
    case(full, f, u8(4, hi=30), u8(4, hi=30, seed=1))
    case(full, lambda x, f=f: f(x, 6), i32(2, 3))
    case(full, f, bools(2), bools(2), raises=True)
    case(full, f, f32(3), f32(3), raises=True)
case("jax.numpy.ldexp", jnp.ldexp, f32(2, 3), i32(3, lo=-3, hi=4), vmap=True, x64=True, grad=True)
case("jax.numpy.ldexp", jnp.ldexp, special(), i32(13, lo=-130, hi=130))
case("jax.numpy.ldexp", jnp.ldexp, i32(3), i32(3))
case("jax.numpy.ldexp", jnp.ldexp, f16(3), i32(3))
case("jax.numpy.ldexp", jnp.ldexp, bf16(3), i8(3))
case("jax.numpy.ldexp", lambda x: jnp.ldexp(x, 2.5), f32(3), raises=True)
case("jax.numpy.ldexp", jnp.ldexp, c64(3), i32(3), raises=True)
case("jax.numpy.nextafter", jnp.nextafter, lit([0.0, 1.0, -1.0, inf, nan, 3.4e38]), lit([1.0, inf, -inf, 0.0, 1.0, inf]), x64=True)
case("jax.numpy.logaddexp", jnp.logaddexp, lit([-inf, inf, nan, 100.0]), lit([-inf, -inf, 1.0, -100.0]), grad=True)
case("jax.numpy.logaddexp2", jnp.logaddexp2, lit([-inf, inf, nan, 100.0]), lit([-inf, -inf, 1.0, -100.0]), grad=True)
case("jax.numpy.maximum", jnp.maximum, lit([1.0, 2.0, 2.0]), lit([1.0, 2.0, 1.0]), grad=True)
case("jax.numpy.fmax", jnp.fmax, lit([1.0, nan, nan]), lit([nan, 2.0, nan]))
case("jax.numpy.fmin", jnp.fmin, lit([1.0, nan, nan]), lit([nan, 2.0, nan]))
for name in "isclose".split():
    case("jax.numpy.isclose", jnp.isclose, lit([1.0, 1.00001, 1.1, nan, inf, -inf, 0.0]), lit([1.0, 1.0, 1.0, nan, inf, inf, 1e-9]),
         vmap=True, x64=True)
    case("jax.numpy.isclose", lambda a, b: jnp.isclose(a, b, rtol=0.2, atol=0.0, equal_nan=True), lit([1.0, 1.1, nan]), lit([1.1, 2.0, nan]))
    case("jax.numpy.isclose", jnp.isclose, i32(4), i32(4, seed=1))
    case("jax.numpy.isclose", jnp.isclose, c64(3), c64(3))
    case("jax.numpy.isclose", jnp.isclose, bools(3), bools(3, seed=1))
    case("jax.numpy.isclose", lambda x: jnp.isclose(x, 1.0), f32(2, 2))
    case("jax.numpy.isclose", jnp.isclose, bf16(3), f16(3))
    case("jax.numpy.isclose", lambda x: jnp.isclose(x, [1.0]), f32(2), raises=True)
for name in "allclose array_equal array_equiv".split():
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, f32(2, 3), f32(2, 3))
    case(full, f, f32(3), f32(3, seed=1))
    case(full, f, i32(3), f32(3))
    case(full, f, lit([nan]), lit([nan]))
    case(full, f, f32(2, 3), f32(3))
    case(full, f, f32(2), f32(3), raises=name != "array_equal")
    case(full, f, f32(0), f32(0))
    case(full, lambda x, f=f: f(x, 1.0), f32())
    case(full, lambda x, f=f: f(x, [1.0, 2.0]), f32(2), raises=name == "allclose")
case("jax.numpy.array_equal", lambda a: jnp.array_equal(a, a, equal_nan=True), lit([nan, 1.0]))
case("jax.numpy.allclose", lambda a: jnp.allclose(a, a + 0.1, rtol=0, atol=0.2, equal_nan=True), lit([nan, 1.0]))

# ---- choices ----

for options in ({"min": -1.0}, {"max": 1.0}, {"min": -1.0, "max": 0.5}, {}, {"min": 1, "max": -1}):
    case("jax.numpy.clip", lambda x, o=options: jnp.clip(x, **o), f32(2, 3), grad=True, vmap=True)
    case("jax.numpy.clip", lambda x, o=options: jnp.clip(x, **o), i32(4))
case("jax.numpy.clip", lambda x, a, b: jnp.clip(x, a, b), f32(2, 3), f32(3, hi=0), f32(2, 1, lo=0), grad=True, x64=True)
case("jax.numpy.clip", lambda x: jnp.clip(x, -1, 1), special())
case("jax.numpy.clip", lambda x: jnp.clip(x, 2, 250), u8(4))
case("jax.numpy.clip", lambda x: jnp.clip(x, -1, 1), c64(2), raises=True)
case("jax.numpy.clip", lambda x: jnp.clip(x, [0], [1]), f32(2), raises=True)
case("jax.numpy.clip", lambda x: jnp.clip(arr=x), f32(2), raises=True)
case("jax.numpy.clip", lambda x: jnp.clip(x, 0.0, 1.0), bf16(3))
case("jax.numpy.where", jnp.where, bools(2, 3), f32(3), f32(2, 1, seed=1), grad=True, vmap=True, x64=True)
case("jax.numpy.where", lambda c, x: jnp.where(c, x, 0), bools(4), i32(4), x64=True)
case("jax.numpy.where", lambda c, x: jnp.where(c, x, 1.5), bools(4), i32(4))
case("jax.numpy.where", lambda c: jnp.where(c, 1, 0), bools(4))
case("jax.numpy.where", lambda c: jnp.where(c, 1, 0.0), i32(4))
case("jax.numpy.where", lambda c: jnp.where(c, 1j, 0), f32(4))
case("jax.numpy.where", lambda x: jnp.where(x), lit([0.0, 1.0, 0.0, 2.0], shape=(2, 2)), jit=False)
case("jax.numpy.where", lambda x: jnp.where(x, size=3, fill_value=-1), lit([0.0, 1.0, 0.0, 2.0], shape=(2, 2)))
case("jax.numpy.where", lambda x: jnp.where(x, size=1), lit([0.0, 1.0, 0.0, 2.0]))
case("jax.numpy.where", lambda x: jnp.where(x, x), f32(3), raises=True)
case("jax.numpy.where", lambda x: jnp.where(x, x, x, size=2), f32(3), raises=True)
case("jax.numpy.where", lambda x: jnp.where(x, x, jnp.zeros(2)), f32(3), raises=True)
case("jax.numpy.where", lambda x: jnp.where(x, [1, 2, 3], x), f32(3), raises=True)
case("jax.numpy.where", lambda: jnp.where(None), raises=True)
case("jax.numpy.where", jnp.where, bools(), f32(2), bf16(2))
case("jax.numpy.select", lambda a, b, x: jnp.select([a, b], [x, 2 * x], -x), bools(4), bools(4, seed=1), f32(4), grad=True, vmap=True, x64=True)
case("jax.numpy.select", lambda x: jnp.select([x > 1, x > 0], [x, 0]), f32(2, 3))
case("jax.numpy.select", lambda x: jnp.select([x > 1, x > 0], [1, 2], default=3), i32(4))
case("jax.numpy.select", lambda x: jnp.select([x > 1], [x[:, None]], 0.5), f32(3))
case("jax.numpy.select", lambda x: jnp.select([x > 1], [x, x]), f32(3), raises=True)
case("jax.numpy.select", lambda x: jnp.select([], []), f32(3), raises=True)
case("jax.numpy.select", lambda x: jnp.select([x], [x]), f32(3))
case("jax.numpy.choose", lambda i, x: jnp.choose(i, [x, 2 * x, 3 * x]), lit([0, 1, 2, 1], "int32"), f32(4), grad=True, x64=True, jit=False)
case("jax.numpy.choose", lambda i, x: jnp.choose(i, [x, 2 * x], mode="wrap"), lit([0, 3, -1, 1], "int32"), i32(4), vmap=True)
case("jax.numpy.choose", lambda i, x: jnp.choose(i, [x, 2 * x], mode="clip"), lit([0, 3, -1, 1], "int32"), i32(4))
case("jax.numpy.choose", lambda i: jnp.choose(i, [1, 2.0]), lit([0, 1], "int32"), jit=False)
case("jax.numpy.choose", jnp.choose, lit([0, 1, 1], "int32"), f32(2, 3), jit=False)
case("jax.numpy.choose", lambda i, x: jnp.choose(i, [x, x]), lit([0, 5], "int32"), f32(2), raises=True)
case("jax.numpy.choose", lambda i, x: jnp.choose(i, [x, x], mode="bad"), lit([0, 1], "int32"), f32(2), raises=True)
case("jax.numpy.choose", lambda i, x: jnp.choose(i, [x, x], out=x), lit([0, 1], "int32"), f32(2), raises=True)
case("jax.numpy.choose", lambda i, x: jnp.choose(i, [x, x]), f32(2), f32(2), raises=True)
case("jax.numpy.piecewise", lambda x: jnp.piecewise(x, [x < 0, x > 1], [lambda v: -v, lambda v: v * v, 0.5]), f32(2, 4), grad=True, vmap=True)
case("jax.numpy.piecewise", lambda x: jnp.piecewise(x, [x < 0, x > 1], [1, 2]), i32(5))
case("jax.numpy.piecewise", lambda x: jnp.piecewise(x, x > 0, [lambda v: v + 1, lambda v: v - 1]), f32(4), raises=True)
case("jax.numpy.piecewise", lambda x: jnp.piecewise(x, [x > 0], [lambda v, a, b: v * a + b, 0.0], 2.0, b=1.0), f32(4), grad=True)
case("jax.numpy.piecewise", lambda x: jnp.piecewise(x, [x < 0, x > 1], [1]), f32(5), raises=True)
case("jax.numpy.piecewise", lambda x: jnp.piecewise(x, [x < 0, (x >= 0) & (x < 1)], [1, lambda v: v, 7]), f32(5))
