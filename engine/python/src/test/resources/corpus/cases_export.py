"""Exported functions. Recording needs the package flatbuffers beside real JAX."""
from collections import namedtuple

import jax
import jax.numpy as jnp
from jax import export, lax

from corpus import *
from corpus import case as add

EXPORT, CALL, SYMBOLIC = "jax.export.export", "jax.export.Exported", "jax.export.symbolic_shape"


def case(name, function, *args, **options):
    options.setdefault("jit", False)
    add(name, function, *args, **options)


def passed(f, orders=0):
    """Calls a function by way of its export and a file."""
    def call(*args):
        e = export.export(jax.jit(f))(*args)
        return export.deserialize(e.serialize(vjp_order=orders)).call(*args)
    return call


def types(f, *specs):
    """The types of an export."""
    e = export.export(jax.jit(f))(*specs)
    return str(e.in_avals), str(e.out_avals), str(e.in_tree), str(e.out_tree), e.platforms, e.nr_devices


def tree(x, y):
    return {"a": jnp.sin(x) * y, "b": (x.sum(), [y])}


def f32s(*shape):
    return jax.ShapeDtypeStruct(shape, jnp.float32)


Pair = namedtuple("Pair", "a b")
Other = namedtuple("Other", "a b")
export.register_namedtuple_serialization(Pair, serialized_name="corpus.Pair")


@jax.custom_vjp
def seven(x):
    return jnp.log(x)


seven.defvjp(lambda x: (jnp.log(x), x), lambda r, c: (c * 7.0,))

X = f32(3, 4)
for f in (jnp.sin, lambda x: x @ x.T, jax.nn.softmax, lambda x: jnp.sort(x, 1)[:, ::-1], lambda x: x[1:, jnp.array([0, 2])],
          lambda x: lax.scan(lambda c, y: (c + y, c * y), jnp.zeros(4), x), jax.nn.relu, jax.checkpoint(jnp.sin),
          lambda x: lax.cond(x[0, 0] > 0, jnp.sin, jnp.cos, x), lambda x: jnp.cumsum(x, 1).at[0].set(2.0),
          lambda x: lax.while_loop(lambda c: c.sum() < 10, lambda c: c + 1, x), lambda x: jnp.einsum("ij,kj->ik", x, x),
          lambda x: jax.random.normal(jax.random.key(3), x.shape) + x, lambda x: x + jnp.arange(12.0).reshape(3, 4),
          lambda x: jnp.linalg.cholesky(x @ x.T + 5 * jnp.eye(3)), lambda x: jnp.fft.fft(x).real, seven,
          lambda x: jax.vmap(jnp.dot)(x, x), lambda x: jnp.argmax(x, 1), lambda x: lax.reduce_window(
              x, 0.0, lax.add, (1, 2), (1, 1), "SAME")):
    case(CALL, passed(f), X)
for f in (jnp.sin, lambda x: jnp.sum(x**3), lambda x: lax.scan(lambda c, y: (c * y, c), jnp.ones(4), x)[0], seven):
    case("jax.export.deserialize", passed(f, 1), f32(3, 4, lo=0.5), grad=True)
case("jax.export.deserialize", lambda x: jax.grad(lambda x: jax.grad(passed(jnp.sin, 2))(x))(x), lit(0.5))
case("jax.export.deserialize", lambda x: jax.grad(passed(jnp.sin))(x), lit(0.5), raises="line")
case("jax.export.deserialize", lambda x: jax.jvp(passed(jnp.sin, 1), (x,), (x,)), lit(0.5), raises=True)
case(CALL, passed(tree, 1), X, f32(4), grad=True, x64=True)
case(CALL, lambda x: passed(lambda t: Pair(t.a, t.b * 2))(Pair(x, x)), X)
case(CALL, lambda x: export.export(jax.jit(lambda t: t))(Other(x, x)).serialize(), X, raises=True)
case(CALL, lambda x: passed(lambda x, n: x * n)(x, 3), X)
case(CALL, lambda x: passed(lambda x, k: jax.random.uniform(k, (2,)) + x[0, :2])(x, jax.random.key(1)), X)
case(CALL, lambda x: export.export(jax.jit(lambda x, *, y: x + y))(
    x, y=x).call(x, y=x), X)
case(CALL, lambda x: jax.jit(export.export(jax.jit(jnp.sin))(x).call)(x), X)
case(CALL, lambda x: export.export(jax.jit(tree))(x, x[0]).vjp().call(x, x[0], x, 1.0, x[0]), X)
case(CALL, lambda x: export.deserialize(export.export(jax.jit(jnp.sin))(x).serialize()).vjp(), X, raises="line")
case(CALL, lambda: (lambda e: (e.has_vjp(), export.deserialize(e.serialize()).has_vjp(), str(e), e.fun_name,
                               e.calling_convention_version, e.uses_global_constants))(export.export(jax.jit(tree))(f32s(2), f32s(2))))
case(CALL, lambda x: export.export(jax.jit(jnp.sin))(x).call(x[0]), X, raises="line")
case(CALL, lambda x: export.export(jax.jit(jnp.sin))(x).call(x[:, :2]), X, raises="line")
case(CALL, lambda x: export.export(jax.jit(jnp.sin))(x).call(x.astype(int)), X, raises="line")
case(CALL, lambda x: export.export(jax.jit(jnp.sin))(x).call(x, x), X, raises="line")
case(EXPORT, lambda: types(tree, f32s(2, 3), f32s(3)))
case(EXPORT, lambda: types(lambda x: x.astype("int8"), f32s()))
case(EXPORT, lambda: types(lambda d: d["a"], {"a": f32s(2), "b": f32s()}))
case(EXPORT, lambda: export.export(lambda x: x)(f32s(2)), raises=True)
case(EXPORT, lambda: export.export(jax.jit(jnp.sin), platforms=["cpu", "tpu"])(f32s(2)).platforms)
case(EXPORT, lambda x: export.export(jax.jit(jnp.sin), platforms=["tpu"])(x).call(x), X, raises="line")
case(EXPORT, lambda x: export.export(jax.jit(lambda x: jax.debug.print("{}", x) or x))(x).fun_name, X, raises="line")
case("jax.export.default_export_platform", lambda: export.default_export_platform())
case("jax.export.maximum_supported_calling_convention_version",
     lambda: (export.minimum_supported_calling_convention_version, export.maximum_supported_calling_convention_version))
case("jax.export.DisabledSafetyCheck", lambda: (str(export.DisabledSafetyCheck.platform()), str(
    export.DisabledSafetyCheck.custom_call("x")), export.DisabledSafetyCheck.custom_call("x").is_custom_call(),
    export.DisabledSafetyCheck.platform() == export.DisabledSafetyCheck.platform()))
case("jax.export.register_namedtuple_serialization",
     lambda: export.register_namedtuple_serialization(Pair, serialized_name="again"), raises=True)
case("jax.export.register_pytree_node_serialization",
     lambda: export.register_pytree_node_serialization(Other, serialized_name="o", serialize_auxdata=bytes,
                                                       deserialize_auxdata=bytes), raises=True)

# ---- symbolic dimensions ----
b, c = export.symbolic_shape("b, c")
for e in (b, b + 1, b * 2, b - b, b * c, 2 * b + 3 * c - 1, b // 2, b % 3, b**2, -b, b + c * b, (b + 1) * (b + 2), b * b * c,
          1 - b, 4 * b // 2, (4 * b) % 2, b // b, 3 - c + 2 * b, b * 1, 0 * b):
    case(SYMBOLIC, lambda e=e: (repr(e), export.is_symbolic_dim(e)))
for f in (lambda: b >= 1, lambda: b > 0, lambda: b + 1 > b, lambda: b == b, lambda: b == c, lambda: b != 3, lambda: 2 * b >= 2,
          lambda: b < 0, lambda: b // 2 >= 0, lambda: b % 3 < 3, lambda: b * c > 0, lambda: bool(b), lambda: hash(b) == hash(b)):
    case("jax.export.is_symbolic_dim", f)
for f in (lambda: b > 3, lambda: b >= c, lambda: int(b), lambda: b % 3 > 1):
    case("jax.export.is_symbolic_dim", f, raises=True)
for text in ("b, 3, 2*b + 1, c", "(n,)", "a", "", "a^2, a*b", "a - 1", "floordiv(a, 2), mod(a, 2)", "-1 + 2*a"):
    case(SYMBOLIC, lambda t=text: str(export.symbolic_shape(t)))
for text in ("a, &", "a +", "a b", "..."):
    case(SYMBOLIC, lambda t=text: export.symbolic_shape(t), raises=True)
case(SYMBOLIC, lambda: str(export.symbolic_shape("a, ...", like=(3, 4, 5))))
case(SYMBOLIC, lambda: str(export.symbolic_shape("_, b, _", like=(3, 4, 5))))
case(SYMBOLIC, lambda: str(export.symbolic_shape("a, b", constraints=["a >= b", "a == 3*b"])))
case(SYMBOLIC, lambda: export.symbolic_shape("a", constraints=["a +"]), raises=True)
case(SYMBOLIC, lambda: b + export.symbolic_shape("b")[0], raises=True)
case("jax.export.SymbolicScope", lambda: (lambda a: (a[0] > 3, a[0] >= 4))(
    export.symbolic_shape("a", scope=export.SymbolicScope(["a >= 4"]))))
case("jax.export.SymbolicScope", lambda: export.symbolic_shape("a", constraints=["a <= 5"])[0] < 6)
case("jax.export.symbolic_args_specs", lambda x: str(export.symbolic_args_specs((x, x), "b, ...")), X)
case("jax.export.symbolic_args_specs", lambda x: str(export.symbolic_args_specs((x, {"k": x}), ("b, ...", {"k": "b, m"}))), X)


def sized(f, spec, *shapes):
    """An export for symbolic sizes, called from a file for several real ones."""
    def call():
        e = export.export(jax.jit(f))(*[f32s(*s) for s in spec()])
        g = export.deserialize(e.serialize())
        return str(e.out_avals), [g.call(*[jnp.arange(1.0, 1.0 + _size(s)).reshape(s) / 8 for s in ss]) for ss in shapes]
    return call


def _size(shape):
    n = 1
    for d in shape:
        n *= d
    return n


row = lambda: [(export.symbolic_shape("b")[0], 4)]  # noqa: E731
for f in (jnp.sin, lambda x: jnp.sum(x, 0) + x.shape[0], lambda x: x.mean(0), lambda x: x.reshape(-1), lambda x: x @ x.T,
          lambda x: jnp.concatenate([x, x, jnp.ones((2, 4))]), lambda x: x + jnp.arange(x.shape[0])[:, None],
          lambda x: x.reshape(x.shape[0], 2, 2).transpose(1, 0, 2), lambda x: jax.nn.softmax(x), lambda x: x[::-1],
          lambda x: lax.scan(lambda c, y: (c + y, c), jnp.zeros(4), x), lambda x: jnp.broadcast_to(x, (2, *x.shape)),
          lambda x: jax.vmap(lambda r: r * r.sum())(x), lambda x: jnp.pad(x, ((1, 2), (0, 0)))):
    case(EXPORT, sized(f, row, [(1, 4)], [(5, 4)]))
case(EXPORT, sized(lambda x: x[1:], lambda: [(export.symbolic_shape("b")[0] + 1, 4)], [(3, 4)]))
case(EXPORT, sized(lambda x, y: x @ y, lambda: (lambda b, k, m: [(b, k), (k, m)])(*export.symbolic_shape("b, k, m")),
                   [(2, 5), (5, 3)], [(1, 1), (1, 4)]))
case(EXPORT, sized(lambda x: x.sum(1), lambda: (lambda b: [(b, 2 * b)])(export.symbolic_shape("b")[0]), [(2, 4)]))
case(EXPORT, lambda x: jax.grad(lambda x: export.export(jax.jit(lambda x: jnp.sin(x).mean()))(
    f32s(export.symbolic_shape("b")[0], 4)).call(x))(x), X)
case(EXPORT, lambda x: export.export(jax.jit(jnp.sin))(f32s(export.symbolic_shape("b")[0], 4)).call(x[:, :2]), X, raises="line")
case(EXPORT, lambda x: export.export(jax.jit(jnp.dot))(*[f32s(*s) for s in (lambda b, k, m: [(b, k), (k, m)])(
    *export.symbolic_shape("b, k, m"))]).call(x, x), X, raises="line")
case(EXPORT, lambda: export.export(jax.jit(lambda x: x.reshape(3, -1)))(f32s(export.symbolic_shape("b")[0], 4)), raises=True)
case(EXPORT, lambda: export.export(jax.jit(lambda x: x if x.shape[0] > 3 else -x))(f32s(export.symbolic_shape("b")[0], 4)),
     raises=True)
case("jax.experimental.serialize_executable.serialize", lambda x: _executable(x), X)


def _executable(x):
    from jax.experimental import serialize_executable
    compiled = jax.jit(lambda x: jnp.sin(x) + 1).lower(x).compile()
    return serialize_executable.deserialize_and_load(*serialize_executable.serialize(compiled))(x)


case("jax.experimental.serialize_executable.deserialize_and_load", lambda x: _executable(x * 2), X)
