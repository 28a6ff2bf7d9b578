"""jax: transformations of functions."""
import jax
import jax.custom_batching
from jax import lax
import jax.numpy as jnp

from corpus import *

J = "jax."


def loss(w, x):
    return jnp.sum(jnp.tanh(w * x) ** 2)


for name in ("grad", "value_and_grad"):
    f = getattr(jax, name)
    case(J + name, lambda w, x, f=f: f(loss)(w, x), f32(3), f32(3, seed=1), vmap=True, x64=True, jit=False)
    case(J + name, lambda w, x, f=f: f(loss, argnums=1)(w, x), f32(3), f32(3, seed=1), jit=False)
    case(J + name, lambda w, x, f=f: f(loss, argnums=(0, -1))(w, x), f32(3), f32(3, seed=1), jit=False)
    case(J + name, lambda x, f=f: f(lambda v: (v.sum() ** 2, {"aux": v}), has_aux=True)(x), f32(3))
    case(J + name, lambda x, f=f: f(lambda d: (d["a"] ** 2 * d["b"][0]).sum())({"a": x, "b": [2.0]}), f32(2), jit=False)
    case(J + name, lambda z, f=f: f(lambda v: v ** 2, holomorphic=True)(z), c64())
    case(J + name, lambda n, f=f: jax.tree.map(jnp.shape, f(lambda v: v * 2.5, allow_int=True)(n)), i32(), jit=False)
    case(J + name, lambda x, f=f: f(lambda v, *, k: v * k)(x, k=3.0), f32())
    case(J + name, lambda x, f=f: f(lambda v: v * 2)(x), f32(2), raises="line")
    case(J + name, lambda x, f=f: f(lambda v: v.astype(int).sum())(x), f32(2), raises="line")
    case(J + name, lambda n, f=f: f(lambda v: v * 2.0)(n), i32(), raises="line")
    case(J + name, lambda z, f=f: f(lambda v: jnp.abs(v))(z), c64())
    case(J + name, lambda z, f=f: f(lambda v: v * 2)(z), c64(), raises="line")
    case(J + name, lambda x, f=f: f(lambda v: v * 2, holomorphic=True)(x), f32(), raises="line")
    case(J + name, lambda x, f=f: f(lambda v: (v, v))(x), f32(), raises="line")
    case(J + name, lambda x, f=f: f(lambda v: v, has_aux=True)(x), f32(), raises="line")
    case(J + name, lambda x, f=f: f(lambda v: v, argnums=2)(x), f32(), raises=True)
    case(J + name, lambda f=f: f(3), raises="line")
    case(J + name, lambda f=f: f(lambda v: v)("a"), raises=True)
case(J + "grad", lambda x: jax.grad(jax.grad(lambda v: jnp.sin(v) * v))(x), f32(), vmap=True)
case(J + "grad", lambda x: jax.grad(lambda v: jnp.where(v > 0, v ** 2, 0.0).sum())(x), special())
for name in ("jacfwd", "jacrev", "jacobian", "hessian"):
    f = getattr(jax, name)
    case(J + name, lambda x, f=f: f(lambda v: jnp.sin(v) * v.sum())(x), f32(2), vmap=True, x64=name == "jacfwd")
    case(J + name, lambda x, y, f=f: f(lambda a, b: {"o": a * b}, argnums=(0, 1))(x, y), f32(2), f32(2, seed=1))
    case(J + name, lambda x, f=f: f(lambda v: (v ** 2, v.sum()), has_aux=True)(x), f32(2))
    case(J + name, lambda x, f=f: f(lambda d: d["a"] ** 2)({"a": x}), f32(2))
    case(J + name, lambda z, f=f: f(lambda v: v ** 2, holomorphic=True)(z), c64())
    case(J + name, lambda n, f=f: f(lambda v: v * 2.0)(n), i32(), raises=True)
    case(J + name, lambda f=f: f(3), raises=True)
case(J + "jvp", lambda x, t: jax.jvp(jnp.sin, (x,), (t,)), f32(3), f32(3, seed=1), vmap=True, x64=True)
case(J + "jvp", lambda x, t: jax.jvp(lambda a, b: (a * b, {"s": a.sum()}), (x, t), (t, x)), f32(3), f32(3, seed=1))
case(J + "jvp", lambda x, t: jax.jvp(lambda v: (v ** 2, v + 1), (x,), (t,), has_aux=True), f32(3), f32(3, seed=1))
case(J + "jvp", lambda x: jax.jvp(jnp.sin, [x], [x]), f32(2))
case(J + "jvp", lambda x, t: jax.jvp(jnp.sin, (x,), (t,)), f32(3), f32(2), raises="line")
case(J + "jvp", lambda x, t: jax.jvp(jnp.sin, (x,), (t,)), f32(3), i32(3), raises="line")
case(J + "jvp", lambda x: jax.jvp(jnp.sin, (x,), ()), f32(3), raises="line")
case(J + "jvp", lambda x: jax.jvp(jnp.sin, x, x), f32(3), raises="line")
case(J + "jvp", lambda x: jax.jvp(lambda d: d["a"], ({"a": x},), ({"b": x},)), f32(3), raises="line")
case(J + "vjp", lambda x: jax.vjp(jnp.sin, x)[1](x), f32(3), vmap=True, x64=True)
case(J + "vjp", lambda x: (lambda o: (o[0], o[2], o[1](o[0])))(jax.vjp(lambda v: (v ** 2, {"n": v}), x, has_aux=True)), f32(2))
case(J + "vjp", lambda x: jax.vjp(jnp.sin, x)[1](x[:1]), f32(3), raises=True)
case(J + "vjp", lambda x: jax.vjp(jnp.sin, x)[1]((x, x)), f32(3), raises=True)
case(J + "vjp", lambda x: jax.vjp(lambda v: v, x, has_aux=True), f32(3), raises=True)
case(J + "linearize", lambda x: (lambda o: (o[0], o[1](x)))(jax.linearize(jnp.sin, x)), f32(3), vmap=True)
case(J + "linearize", lambda x: (lambda o: (o[0], o[1](x, x), o[2]))(jax.linearize(lambda a, b: (a * b, 3.0), x, x, has_aux=True)), f32(2), jit=False)
case(J + "linearize", lambda x: jax.linearize(lambda d: {"o": d["a"] ** 2}, {"a": x})[1]({"a": x}), f32(2))
case(J + "linearize", lambda x: jax.linearize(jnp.sin, x)[1](x[:1]), f32(3), raises=True)
case(J + "linear_transpose", lambda x: jax.linear_transpose(lambda v: v * 3.0, x)(x), f32(3), vmap=True)
case(J + "linear_transpose", lambda x: jax.linear_transpose(lambda a, b: a.sum() + 2 * b, x, x[0])(2.0), f32(3))
case(J + "linear_transpose", lambda x: jax.linear_transpose(lambda v: {"a": v[:2], "b": v}, x)({"a": x[:2], "b": x}), f32(3))
case(J + "linear_transpose", lambda x: jax.linear_transpose(jnp.sin, x)(x), f32(3), raises=True)
case(J + "linear_transpose", lambda x: jax.linear_transpose(lambda v: v * 2, x)(x[:1]), f32(3), raises=True)
case(J + "fwd_and_bwd", lambda x, y: (lambda fb: (lambda o: (o[0], fb[1](o[1], 1.0)))(fb[0](x, y)))(jax.fwd_and_bwd(lambda a, b: (a * b).sum(), argnums=(0, 1))), f32(2), f32(2, seed=1))
case(J + "fwd_and_bwd", lambda x, y: (lambda fb: (lambda o: fb[1](o[1], 1.0))(fb[0](x, y)))(jax.fwd_and_bwd(lambda a, b: (a * b).sum(), argnums=1, jitted=False)), f32(2), f32(2, seed=1))
case(J + "fwd_and_bwd", lambda x: jax.fwd_and_bwd(lambda a: a), f32(), raises=True)

V = J + "vmap"
case(V, lambda x: jax.vmap(jnp.sin)(x), f32(3, 2), grad=True)
case(V, lambda x, y: jax.vmap(jnp.dot, in_axes=(0, None))(x, y), f32(3, 2), f32(2), grad=True)
case(V, lambda x, y: jax.vmap(lambda a, b: a + b, (1, 0), 1)(x, y), f32(2, 3), f32(3, 2))
case(V, lambda x: jax.vmap(lambda v: (v, v.sum()), out_axes=(1, 0))(x), f32(3, 2))
case(V, lambda x: jax.vmap(lambda d: d["a"] * d["b"], in_axes=({"a": 0, "b": None},))({"a": x, "b": 2.0}), f32(3))
case(V, lambda: jax.vmap(lambda: 3.0, axis_size=2)())
case(V, lambda x: jax.vmap(lambda v, k: v * k, in_axes=(0, None))(x, 3), f32(3))
case(V, lambda x: jax.vmap(lambda v, *, k: v * k)(x, k=x), f32(3))
case(V, lambda x: jax.vmap(lambda v: v, in_axes=-1)(x), f32(2, 3))
case(V, lambda x: jax.vmap(jax.vmap(lambda v: v * 2, in_axes=1), in_axes=1)(x), f32(2, 3, 2))
case(V, lambda x, y: jax.vmap(lambda a, b: a)(x, y), f32(3), f32(2), raises="line")
case(V, lambda x: jax.vmap(lambda a: a)(x), f32(), raises="line")
case(V, lambda x: jax.vmap(lambda a: a, in_axes=(0, 0))(x), f32(2), raises="line")
case(V, lambda x: jax.vmap(lambda a: a, in_axes=3)(x), f32(2), raises="line")
case(V, lambda x: jax.vmap(lambda a: a, in_axes=None)(x), f32(2), raises="line")
case(V, lambda x: jax.vmap(lambda a: a, in_axes="x")(x), f32(2), raises=True)
case(V, lambda x: jax.vmap(lambda a: a, out_axes=None)(x), f32(2), raises="line")
case(V, lambda x: jax.vmap(lambda a: a, out_axes=(0, 0))(x), f32(2), raises=True)
case(V, lambda: jax.vmap(3), raises=True)
case(V, lambda x: jax.vmap(lambda a: a, axis_size=5)(x), f32(2), raises=True)
case(V, lambda x: jax.vmap(lambda a, b: a + b)(x, 3), f32(2), raises="line")
case(J + "pmap", lambda x: jax.pmap(jnp.sin)(x), f32(1, 2), jit=False)
case(J + "pmap", lambda x: jax.pmap(lambda v: lax.psum(v, "i"), axis_name="i")(x), f32(1, 2), jit=False)
case(J + "pmap", lambda x: jax.pmap(lambda v: v)(x), f32(3), raises=True)

T = J + "jit"
case(T, lambda x: jax.jit(lambda v: v * 2)(x), f32(3), grad=True, vmap=True, x64=True)
case(T, lambda x: jax.jit(lambda v, n: v * n, static_argnums=1)(x, 3), f32(3), grad=True)
case(T, lambda x: jax.jit(lambda v, *, n: v ** n, static_argnames="n")(x, n=2), f32(3), grad=True)
case(T, lambda x: jax.jit(lambda d: {"o": d["a"] + d["b"][0]})({"a": x, "b": (x,)}), f32(3))
case(T, lambda x: jax.jit(jax.jit(jnp.sin), inline=True)(x), f32(3))
case(T, lambda x: jax.jit(lambda v: v + 1, donate_argnums=(), keep_unused=True)(x), f32(3))
case(T, lambda: jax.jit(lambda: 3)())
case(T, lambda x: jax.jit(lambda v: None)(x), f32(3))
case(T, lambda x: jax.jit(lambda v, n: v, static_argnums=1)(x, [1]), f32(3), raises="line")
case(T, lambda x: jax.jit(lambda v: v, static_argnums=0)(x), f32(3), raises=True)
case(T, lambda x: jax.jit(lambda v: v if v.sum() > 0 else -v)(x), f32(3), raises="line")
case(T, lambda x: jax.jit(lambda v: float(v.sum()))(x), f32(3), raises="line")
case(T, lambda x: jax.jit(lambda v: range(v.sum().astype(int)))(x), f32(3), raises="line")
case(T, lambda x: jax.jit(lambda v: "a")(x), f32(3), raises=True)
case(T, lambda: jax.jit(lambda v: v)("a"), raises=True)
case(T, lambda: jax.jit(3), raises="line")
case(T, lambda x: jax.jit(lambda v, n: v, static_argnames="k")(x, 1), f32(3), raises=True)
case(T, lambda x: jax.jit(lambda v: v[v > 0])(x), f32(3), raises=True)


def leak(x):
    kept = []
    jax.jit(lambda v: kept.append(v) or v)(x)
    return kept[0] + 1


case(T, leak, f32(3), raises=True)
case(J + "checking_leaks", lambda x: (lambda c: (c.__enter__(), jax.jit(jnp.sin)(x), c.__exit__(None, None, None)))(jax.checking_leaks())[1], f32(2), jit=False)


def leaking(x):
    kept = []
    with jax.checking_leaks():
        jax.jit(lambda v: kept.append(v) or v)(x)


case(J + "make_jaxpr", lambda x: str(jax.make_jaxpr(jnp.sin)(x)), f32(3), jit=False)
case(J + "make_jaxpr", lambda x: str(jax.make_jaxpr(lambda v, n: v * n, static_argnums=1)(x, 2)), f32(3), jit=False)
case(J + "make_jaxpr", lambda x: str(jax.make_jaxpr(lambda v: {"a": v + 1}, return_shape=True)(x)), f32(3), jit=False)
case(J + "make_jaxpr", lambda: jax.make_jaxpr(3), raises="line")
case(J + "eval_shape", lambda x: str(jax.eval_shape(lambda v: {"a": v[:1], "b": (v.sum(),)}, x)), f32(3), jit=False)
case(J + "eval_shape", lambda: str(jax.eval_shape(jnp.dot, jax.ShapeDtypeStruct((2, 3), "float32"), jax.ShapeDtypeStruct((3,), "float32"))), jit=False)
case(J + "eval_shape", lambda: jax.eval_shape(jnp.dot, jax.ShapeDtypeStruct((2, 3), "float32"), jax.ShapeDtypeStruct((2,), "float32")), raises="line")
case(J + "eval_shape", lambda x: str(jax.eval_shape(lambda v, *, k: v * k, x, k=2)), i32(2), jit=False)
case(J + "ShapeDtypeStruct", lambda: str(jax.ShapeDtypeStruct((2, 3), jnp.float32)), jit=False)
case(J + "ShapeDtypeStruct", lambda: (jax.ShapeDtypeStruct((2,), "int8") == jax.ShapeDtypeStruct((2,), "int8"), jax.ShapeDtypeStruct((2,), "int8").size, jax.ShapeDtypeStruct((2, 1), "int8").ndim), jit=False)
case(J + "ShapeDtypeStruct", lambda: jax.ShapeDtypeStruct((2,), None), raises="line")
case(J + "typeof", lambda x: str(jax.typeof(x)), f32(2, 3), jit=False)
case(J + "typeof", lambda: (str(jax.typeof(3)), str(jax.typeof(2.5)), str(jax.typeof(True))), jit=False)
case(J + "typeof", lambda: jax.typeof("a"), raises=True)
for name in ("checkpoint",):
    case(J + name, lambda x: jax.checkpoint(lambda v: jnp.sin(jnp.cos(v)))(x), f32(3), grad=True, vmap=True, x64=True)
    case(J + name, lambda x: jax.checkpoint(lambda v, n: v ** n, static_argnums=1)(x, 3), f32(3), grad=True)
    case(J + name, lambda x: jax.checkpoint(lambda v, *, n: v ** n, static_argnames="n")(x, n=3), f32(3), grad=True)
    case(J + name, lambda x: jax.checkpoint(jnp.sin, prevent_cse=False, policy=jax.checkpoint_policies.everything_saveable)(x), f32(3), grad=True)
    case(J + name, lambda x: jax.checkpoint(lambda d: {"o": d["a"] ** 2})({"a": x}), f32(3), grad=True)
    case(J + name, lambda: jax.checkpoint(), raises=True)
    case(J + name, lambda: jax.checkpoint(3)(1.0), raises=True)
    case(J + name, lambda: jax.checkpoint(jnp.sin, concrete=True), raises=True)


@jax.custom_jvp
def cubed(x):
    return x ** 3


@cubed.defjvp
def _(primals, tangents):
    return primals[0] ** 3, 7.0 * tangents[0]


@jax.custom_jvp
def product(x, y):
    return x * y


product.defjvps(lambda t, out, x, y: 2.0 * t * y, None)


@jax.custom_vjp
def clipped(x, y):
    return x * y


clipped.defvjp(lambda x, y: (x * y, (x, y)), lambda r, g: (g * r[1] * 10.0, None))
C = J + "custom_jvp"
case(C, cubed, f32(3), grad=True, vmap=True)
case(C + ".defjvp", lambda x: jax.jvp(cubed, (x,), (x,)), f32(3))
case(C + ".defjvps", product, f32(3), f32(3, seed=1), grad=True, vmap=True)


def declared(**options):
    f = jax.custom_jvp(lambda x: jnp.sin(x))
    f.defjvp(lambda p, t: (jnp.sin(p[0]), t[0] * 5.0), **options)
    return f


case(C + ".defjvp", lambda x: declared()(x), f32(2), grad=True)
case(C + ".defjvp", lambda x: jax.custom_jvp(lambda v, n: v * n, nondiff_argnums=(1,))(x, 3), f32(2), raises=True)


def undeclared(rule):
    f = jax.custom_jvp(lambda x: jnp.sin(x))
    f.defjvp(rule)
    return f


case(C, lambda x: jax.grad(lambda v: jax.custom_jvp(lambda u: u)(v))(x), f32(), raises=True)
case(C + ".defjvp", lambda x: jax.jvp(undeclared(lambda p, t: p[0]), (x,), (x,)), f32(), raises=True)
case(C + ".defjvp", lambda x: jax.jvp(undeclared(lambda p, t: (p[0], t[0][None])), (x,), (x,)), f32(), raises="line")
case(C + ".defjvp", lambda x: jax.jvp(undeclared(lambda p, t: ((p[0], p[0]), t[0])), (x,), (x,)), f32(), raises="line")
case(C + ".defjvps", lambda: jax.custom_jvp(lambda x, n: x, nondiff_argnums=(1,)).defjvps(lambda t, o, x: t), raises=True)
D = J + "custom_vjp"
case(D, clipped, f32(3), f32(3, seed=1), grad=True, vmap=True)
case(D + ".defvjp", lambda x: jax.vjp(clipped, x, x)[1](x), f32(3))


def vjp_of(fwd, bwd):
    f = jax.custom_vjp(lambda x: x * 2)
    f.defvjp(fwd, bwd)
    return f


case(D + ".defvjp", lambda x: jax.grad(vjp_of(lambda x: (x, None), lambda r, g: (g * 4,)))(x), f32())
case(D + ".defvjp", lambda x: jax.grad(vjp_of(lambda x: x, lambda r, g: (g,)))(x), f32(), raises=True)
case(D + ".defvjp", lambda x: jax.grad(vjp_of(lambda x: (x, None), lambda r, g: g))(x), f32(), raises="line")
case(D + ".defvjp", lambda x: jax.grad(vjp_of(lambda x: (x, None), lambda r, g: (g[None],)))(x), f32(), raises="line")
case(D + ".defvjp", lambda x: jax.grad(vjp_of(lambda x: (x, None), lambda r, g: (g, g)))(x), f32(), raises="line")
case(D, lambda x: jax.jvp(clipped, (x, x), (x, x)), f32(), raises="line")
case(D, lambda x: jax.grad(jax.custom_vjp(lambda u: u))(x), f32(), raises=True)


@jax.custom_gradient
def gradient(x):
    return x ** 2, lambda g: g * 3.0


case(J + "custom_gradient", gradient, f32(2), grad=True, vmap=True)
case(J + "custom_gradient", lambda x: jax.custom_gradient(lambda a, b: ((a * b, a), lambda g: (g[0], g[1])))(x, x), f32(2), grad=True)
case(J + "custom_gradient", lambda x: jax.grad(jax.custom_gradient(lambda a: (a, lambda g: (g, g))))(x), f32(), raises=True)
case(J + "closure_convert", lambda x, y: (lambda fc: fc[0](y, *fc[1]))(jax.closure_convert(lambda v: v * x, y)), f32(2), f32(2, seed=1))
case(J + "closure_convert", lambda x: len(jax.closure_convert(lambda v: v * 2, x)[1]), f32(2), jit=False)
case("jax.custom_batching.custom_vmap", lambda x: jax.custom_batching.custom_vmap(jnp.sin)(x), f32(3), raises=True)


def batched_rule():
    f = jax.custom_batching.custom_vmap(lambda x, y: x * y)

    @f.def_vmap
    def _(size, batched, x, y):
        return x * y + size, True
    return f


case("jax.custom_batching.custom_vmap.def_vmap", lambda x: jax.vmap(batched_rule())(x, x), f32(3))
case("jax.custom_batching.custom_vmap.def_vmap", lambda x: jax.vmap(batched_rule(), in_axes=(0, None))(x, 2.0), f32(3))
case("jax.custom_batching.custom_vmap.def_vmap", lambda x: jax.vmap(jax.custom_batching.custom_vmap(lambda v: v))(x), f32(3), raises=True)
case("jax.custom_batching.sequential_vmap", lambda x: jax.vmap(jax.custom_batching.sequential_vmap(lambda v: v * 2))(x), f32(3))
case("jax.custom_batching.sequential_vmap", lambda x: jax.custom_batching.sequential_vmap(jnp.cos)(x), f32(3))

# ---- messages, and results that are no arrays ----


def peeked():
    seen = []
    jax.vmap(lambda x: seen.append((x.val.tolist(), x.batch_dim)))(jnp.arange(3.0))
    return seen


case("jax.vmap", peeked)
case("jax.vmap", lambda: jax.vmap(lambda x: x, axis_size=3)(jnp.ones(2)), raises=True)
case("jax.vmap", lambda: repr(jax.vmap(lambda x: 1, out_axes=None)(jnp.ones(2))))
case("jax.vmap", lambda: repr(jax.vmap(lambda x, y: (x + y, y * 2.0), in_axes=(0, None), out_axes=(0, None))(jnp.arange(2.0), 4.0)))
case("jax.vmap", lambda: jax.vmap(lambda x: x)("a"), raises="line")
for n in (lambda n: jnp.eye(n), lambda n: jnp.eye(3, n), lambda n: jnp.identity(n), lambda n: jnp.zeros((n, 2))):
    case("jax.numpy.eye", lambda g=n: jax.jit(g)(3), raises="line")
case("jax.numpy.eye", lambda: jnp.eye(jnp.array([1, 2])), raises=True)


def fails(x):
    raise ValueError("no")


SCALAR = jax.ShapeDtypeStruct((), jnp.float32)
for g in (lambda x: jax.pure_callback(fails, SCALAR, x), lambda x: jax.pure_callback(lambda y: jnp.ones(3), SCALAR, x),
          lambda x: jax.pure_callback(fails, SCALAR, x, vmap_method="other")):
    case("jax.pure_callback", lambda h=g: h(1.0), raises="line")
    case("jax.pure_callback", lambda h=g: jax.jit(h)(1.0), raises="line")
