"""Checks inside transformed functions."""
import jax
import jax.numpy as jnp
from jax import lax
from jax.experimental import checkify as ck

from corpus import *
from corpus import case as add

ALL, FLOATS, USER = ck.all_checks, ck.float_checks, ck.user_checks
CHECKIFY, CHECK = "jax.experimental.checkify.checkify", "jax.experimental.checkify.check"


def case(name, function, *args, **options):
    add(name, function, *args, jit=False, **options)


def told(f, errors=ALL, wrap=lambda g: g):
    """The message and the result of a checked function."""
    def call(*args):
        error, out = wrap(ck.checkify(f, errors=errors))(*args)
        return error.get(), out
    return call


def positive(x):
    ck.check(x > 0, "must be positive: {x} {}", x, x=x)
    return jnp.log(x)


# ---- single operations ----
for op in ("sin", "cos", "log", "sqrt", "arccosh", "arcsin", "exp", "tan", "log1p", "arctanh", "cbrt", "abs"):
    f = getattr(jnp, op)
    case("jax.experimental.checkify.nan_checks", told(f, ck.nan_checks), lit([1.0, -inf, inf, -3.0]))
    case("jax.experimental.checkify.nan_checks", told(f, ck.nan_checks, jax.jit), lit([0.5, 0.25]), x64=True)
case("jax.experimental.checkify.nan_checks", told(lambda x, y: x - y, FLOATS), lit([1.0, inf]), lit([1.0, inf]))
case("jax.experimental.checkify.nan_checks", told(lambda x, y: x * y, FLOATS), lit([1.0, inf]), lit([1.0, 0.0]))
case("jax.experimental.checkify.nan_checks", told(lambda x: x @ x, FLOATS), lit([inf, 0.0, 0.0, 1.0], shape=(2, 2)))
case("jax.experimental.checkify.nan_checks", told(jnp.cumsum, FLOATS), lit([inf, -inf, 1.0]))
case("jax.experimental.checkify.nan_checks", told(jax.nn.softmax, ALL, jax.jit), lit([1.0, inf]))
case("jax.experimental.checkify.nan_checks", told(lambda x: jnp.fft.fft(x).real, FLOATS), lit([nan, 1.0]))
case("jax.experimental.checkify.nan_checks", told(lambda x: jnp.sort(x)[::-1].mean()), lit([1.0, nan]))
case("jax.experimental.checkify.div_checks", told(lambda x: 1 / x), lit([1.0, 0.0]))
case("jax.experimental.checkify.div_checks", told(lambda x: x / x, ck.div_checks), lit([1.0, 0.0]))
case("jax.experimental.checkify.div_checks", told(lambda x: jnp.sin(x) / x, FLOATS), lit(0.0), x64=True)
case("jax.experimental.checkify.div_checks", told(lambda x: x // 0), i32(3))
case("jax.experimental.checkify.div_checks", told(lambda x: x % 0.0), f32(3))
case("jax.experimental.checkify.div_checks", told(lambda x, n: x // n, ck.div_checks), i32(3), i32(3, lo=1))
for i in (-5, -4, -1, 0, 3, 4, 7):
    case("jax.experimental.checkify.index_checks", told(lambda x, i=i: x[i], ck.index_checks), f32(4))\
        if -4 <= i < 4 else None
    case("jax.experimental.checkify.index_checks", told(lambda x, i: x[i], ck.index_checks), f32(4), lit(i, "int32"))
    case("jax.experimental.checkify.index_checks", told(lambda x, i: x.at[i].set(0), ALL), f32(4), lit(i, "int32"))
case("jax.experimental.checkify.index_checks", told(lambda x, i: x[1, i]), f32(3, 2), lit(2, "int32"))
case("jax.experimental.checkify.index_checks", told(lambda x, i: x[i]), f32(3, 2), lit([0, 3, 9], "int32"))
case("jax.experimental.checkify.index_checks", told(lambda x, i: x.at[i, jnp.array([0, 1])].add(1)), f32(3, 2),
     lit([0, 3], "int32"))
case("jax.experimental.checkify.index_checks", told(lambda x, i: x.at[i].max(1)), f32(3), lit(5, "int32"))
case("jax.experimental.checkify.index_checks", told(lambda x, i: lax.dynamic_slice(x, (i, 0), (2, 2))), f32(3, 2),
     lit(2, "int32"))
case("jax.experimental.checkify.index_checks", told(lambda x, i: lax.dynamic_slice(x, (i, 0), (2, 2))), f32(3, 2),
     lit(1, "int32"))
case("jax.experimental.checkify.index_checks",
     told(lambda x, i: lax.dynamic_update_slice(x, jnp.ones((2, 2)), (i, 0))), f32(3, 2), lit(-1, "int32"))
case("jax.experimental.checkify.index_checks", told(lambda x, i: jnp.take(x, i)), f32(3), lit([0, 1], "int32"))

# ---- checks of one's own ----
case(CHECK, told(positive), lit(2.0), x64=True)
case(CHECK, told(positive), lit(-2.0), x64=True)
case(CHECK, told(positive, USER, jax.jit), lit(-2.0))
case(CHECK, told(positive, ck.nan_checks), lit(-2.0))
case(CHECK, told(lambda x: (ck.check(x > 0, "a"), ck.check(x > 1, "b"), x)[2]), lit(-3.0))
case(CHECK, told(lambda x: (ck.check(x > 0, "a"), ck.check(x > 1, "b"), x)[2]), lit(0.5))
case(CHECK, told(lambda x: (ck.check(x > -5, "a"), ck.check(x > 1, "b"), jnp.log(x))[2]), lit(-3.0))
case(CHECK, told(lambda x: (ck.check(x > -5, "a"), jnp.log(x), ck.check(x > 1, "b"))[1]), lit(-3.0))
case(CHECK, told(lambda x: ck.check(x.sum() > 0, "v={v} s={s:.2f}", v=x, s=x.sum())), lit([-1.0, -2.5]))
case(CHECK, told(lambda x: ck.check(x["a"] > 0, "{}", x)), lit(1.0), raises=True)
case(CHECK, told(lambda x: {"a": x, "b": (x, None)}), lit(-3.0))
case(CHECK, told(lambda x: (ck.debug_check(x > 0, "no"), x)[1]), lit(-1.0))
case(CHECK, lambda x: (ck.debug_check(x > 0, "no"), x)[1], lit(-1.0))
case(CHECK, lambda x: jax.jit(lambda x: (ck.debug_check(x > 0, "no"), x)[1])(x), lit(-1.0))
case(CHECK, positive, lit(-1.0), raises="line")
case(CHECK, positive, lit(1.0))
case(CHECK, lambda x: jax.jit(positive)(x), lit(1.0), raises="line")
case(CHECK, lambda x: jax.grad(positive)(x), lit(-1.0), raises="line")
case(CHECK, lambda x: jax.grad(positive)(x), lit(2.0))
case(CHECK, lambda x: jax.vmap(positive)(x), lit([1.0, -1.0]), raises="line")
case(CHECK, lambda x: jax.vmap(positive)(x), lit([1.0, 3.0]))
case(CHECK, lambda x: lax.scan(lambda c, y: (c, positive(y)), 0.0, x), lit([1.0, -1.0]), raises="line")
case(CHECK, lambda x: lax.cond(True, positive, jnp.sin, x), lit(1.0), raises="line")
case(CHECK, lambda x: ck.check(x > 0, "x"), lit([1.0]), raises="line")
case(CHECK, lambda x: ck.check(True, "x {}", 3), lit([1.0]), raises="line")
case(CHECK, lambda x: ck.check(3, "x"), lit([1.0]), raises="line")
case("jax.experimental.checkify.check_error", lambda x: ck.check_error(3), lit(1.0), raises="line")
case("jax.experimental.checkify.check_error", lambda x: ck.check_error(jax.jit(ck.checkify(positive))(x)[0]), lit(-3.0),
     raises="line")
case("jax.experimental.checkify.check_error",
     told(lambda x: ck.check_error(jax.jit(ck.checkify(positive))(x)[0])), lit(-3.0))
case("jax.experimental.checkify.Error", lambda x: ck.checkify(positive)(x)[0].throw(), lit(-3.0), raises="line")
case("jax.experimental.checkify.Error", lambda x: ck.checkify(positive)(x)[0].throw(), lit(3.0))
case("jax.experimental.checkify.Error", lambda x: str(ck.checkify(positive)(x)[0]), lit(-3.0))
case("jax.experimental.checkify.Error", lambda x: str(ck.checkify(positive)(x)[0]), lit(3.0))
case("jax.experimental.checkify.Error", lambda x: len(jax.tree.leaves(ck.checkify(positive)(x)[0])), lit(3.0))
case("jax.experimental.checkify.JaxRuntimeError", lambda x: issubclass(ck.JaxRuntimeError, ValueError), lit(3.0))
case("jax.experimental.checkify.all_checks", lambda x: sorted(c.__name__ for c in ck.all_checks), lit(0.0))
case("jax.experimental.checkify.automatic_checks", lambda x: sorted(c.__name__ for c in ck.automatic_checks), lit(0.0))
case("jax.experimental.checkify.float_checks", lambda x: sorted(c.__name__ for c in FLOATS), lit(0.0))
case("jax.experimental.checkify.user_checks", lambda x: sorted(c.__name__ for c in USER), lit(0.0))

# ---- through transformations and control flow ----
jitted = [lambda g: g, jax.jit]
for wrap in jitted:
    for v in (1.0, -1.0, 3.0):
        case(CHECKIFY, told(lambda x: lax.cond(x > 0, lambda x: positive(x - 2), lambda x: x / 0.0, x), ALL, wrap), lit(v))
    case(CHECKIFY, told(lambda i, x: lax.switch(i, [positive, jnp.sin, jnp.sqrt], x), ALL, wrap), lit(2, "int32"),
         lit(-1.0))
    case(CHECKIFY, told(lambda x: lax.scan(lambda c, y: (c + y, positive(y)), 0.0, x), ALL, wrap),
         lit([1.0, 2.0, -3.0, -4.0]))
    case(CHECKIFY, told(lambda x: lax.scan(lambda c, y: (c + y, 1 / y), 0.0, x, reverse=True), ALL, wrap),
         lit([1.0, 0.0, -3.0]))
    case(CHECKIFY, told(lambda x: lax.scan(lambda c, y: (c * x, y + x), x, None, length=0), ALL, wrap), lit(1.0),
         raises=True)
    case(CHECKIFY, told(lambda x: lax.while_loop(
        lambda c: c < 5, lambda c: (ck.check(c < 3, "c is {}", c), c + 1)[1], x), ALL, wrap), lit(0, "int32"))
    case(CHECKIFY, told(lambda x: lax.while_loop(
        lambda c: (ck.check(c[0] < 3, "cond {}", c[0]), c[0] < 5)[1], lambda c: (c[0] + 1, c[1] + x), (0, x)), ALL, wrap),
        lit(1.0))
    case(CHECKIFY, told(lambda x: lax.while_loop(lambda c: jnp.sin(c) < 5, lambda c: c * x, x), ALL, wrap), lit(1e20))
    case(CHECKIFY, told(lambda x: lax.fori_loop(0, 5, lambda i, a: a.at[i].set(a[i] / i), x), ck.div_checks, wrap), f32(5))
    case(CHECKIFY, told(lambda x: lax.map(positive, x), ALL, wrap), lit([1.0, -2.0]))
    case(CHECKIFY, told(jax.jit(lambda x: jax.jit(positive)(x) + 1), ALL, wrap), lit(-1.0))
    case(CHECKIFY, told(lambda x: jax.nn.relu(jnp.log(x)), ALL, wrap), lit(-1.0))
    case(CHECKIFY, told(jax.checkpoint(positive), ALL, wrap), lit(-1.0))
    case(CHECKIFY, told(jax.vmap(lambda x, i: x[i]), ALL, wrap), f32(2, 3), lit([1, 5], "int32"))
    case(CHECKIFY, told(jax.vmap(jax.vmap(positive)), ALL, wrap), lit([1.0, -2.0, 3.0, -4.0], shape=(2, 2)))
    case(CHECKIFY, told(jax.grad(jnp.sqrt), FLOATS, wrap), lit(0.0))
    case(CHECKIFY, told(jax.grad(positive), ALL, wrap), lit(-2.0))
    case(CHECKIFY, told(jax.grad(lambda x: jnp.where(x > 0, jnp.sqrt(x), 0.0)), ck.nan_checks, wrap), lit(-2.0))
case(CHECKIFY, lambda x, i: ck.checkify(lambda x, i: x[i], errors=ALL)(x, i)[1], f32(3), lit(1, "int32"), grad=True,
     vmap=True)
case(CHECKIFY, lambda x: ck.checkify(lambda x: jnp.sum(jax.nn.relu(x) / x), errors=ALL)(x)[1], f32(3), grad=True,
     vmap=True, x64=True)
case(CHECKIFY, lambda x: ck.checkify(lambda x: lax.scan(lambda c, y: (c * y, jnp.sin(c)), 1.0, x), errors=ALL)(x)[1],
     f32(3), grad=True, vmap=True)
case(CHECKIFY, lambda x: jax.vmap(ck.checkify(positive))(x)[0].get(), lit([1.0, -1.0, -2.0]))
case(CHECKIFY, lambda x: jax.vmap(jax.vmap(ck.checkify(positive)))(x)[0].get(), lit([1.0, -1.0, -2.0, 3.0], shape=(2, 2)))
case(CHECKIFY, lambda x, i: jax.vmap(ck.checkify(lambda x, i: x[i], errors=ALL))(x, i)[0].get(), f32(2, 3),
     lit([1, 5], "int32"))
case(CHECKIFY, told(jax.vmap(lambda x: lax.while_loop(lambda c: c < 5, lambda c: c + x, x))), lit([1.0, 2.0]),
     raises="line")


@jax.custom_vjp
def reverse_only(x):
    return jnp.log(x)


reverse_only.defvjp(lambda x: (jnp.log(x), x), lambda r, c: (c * 7.0,))


@jax.custom_jvp
def forward_rule(x):
    return jnp.log(x)


forward_rule.defjvp(lambda p, t: (jnp.log(p[0]), t[0] * 5.0))
for f in (reverse_only, forward_rule):
    case(CHECKIFY, told(f), lit(-1.0))
    case(CHECKIFY, lambda x, f=f: ck.checkify(f, errors=ALL)(x)[1], lit(2.0), grad=True)
    case(CHECKIFY, told(jax.grad(f)), lit(2.0))
case("jax.debug_nans", lambda x: _nans(x), lit(-1.0),
     raises="line")
case("jax.debug_nans", lambda x: _nans(x), lit(1.0))
case("jax.debug_infs", lambda x: _infs(x), lit(0.0), raises="line")
case("jax.debug_infs", lambda x: _infs(x), lit(1.0))


def _nans(x):
    with jax.debug_nans(True):
        return jnp.log(x)


def _infs(x):
    with jax.debug_infs(True):
        return 1 / x
