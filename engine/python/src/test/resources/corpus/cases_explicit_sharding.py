"""Shardings in types: explicit mesh axes, what operations make of them, and what is refused; with eight virtual devices."""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.sharding import AxisType, Mesh, NamedSharding, auto_axes, explicit_axes

from corpus import *
from corpus import case as add

# Real JAX takes this before its first operation only: record this area alone.
jax.config.update("jax_num_cpu_devices", 8)
P = jax.P


def case(name, function, *args, **options):
    options.setdefault("jit", False)
    add(name, within(function), *args, **options)


def within(function):
    """The function with a mesh of explicit axes in context."""
    def called(*args):
        with jax.set_mesh(jax.make_mesh((4, 2), ("X", "Y"))):
            return function(*args)
    return called


def put(x, *spec):
    return jax.device_put(x, P(*spec))


def types(f, *args):
    """The types of a function's results, at once and in a program, and where the results are."""
    out = f(*args)
    return ([str(jax.typeof(x)) for x in jax.tree.leaves(out)],
            [str(a) for a in jax.make_jaxpr(f)(*args).out_avals],
            [str(x.sharding) for x in jax.tree.leaves(out)], out)


A = f32(8, 4)
V = f32(8)
T = "jax.typeof"

# ---- how results are divided ----
for spec in (("X", "Y"), ("X",), (None, "Y"), (("X", "Y"),), ()):
    for f in (jnp.sin, lambda x: x * 2 + 1, lambda x: x.T, lambda x: x.sum(1), lambda x: x.max(0), lambda x: x.mean(),
              lambda x: x[None], lambda x: x.astype("int32"), lambda x: jnp.where(x > 0, x, 0.0), jax.nn.softmax,
              lambda x: jnp.concatenate([x, x]), lambda x: jnp.stack([x, x], 1), lambda x: x == x,
              lambda x: jnp.argmax(x, 1), lambda x: jnp.clip(x, 0, 1), lambda x: x[:, ::-1]):
        case(T, lambda x, f=f, s=spec: types(f, put(x, *s)), A, raises=None)
for name, f in {
        "reshape_split": lambda x: put(x, "X", None).reshape(4, 2, 4),
        "reshape_merge": lambda x: put(x, "X", None).reshape(-1),
        "reshape_both": lambda x: put(x, "X", "Y").reshape(-1),
        "reshape_ones": lambda x: put(x, "X", "Y").reshape(8, 1, 4, 1),
        "broadcast": lambda x: jnp.broadcast_to(put(x, "X", "Y"), (3, 8, 4)),
        "outer_sum": lambda x: put(x[:, 0], "X")[:, None] + put(x[0], "Y")[None],
        "matmul": lambda x: put(x, "X", None) @ jnp.ones((4, 3)),
        "matmul_y": lambda x: put(x, "X", None) @ put(jnp.ones((4, 6)), None, "Y"),
        "one_contracted": lambda x: put(x, "X", "Y") @ jnp.ones((4, 3)),
        "batched": lambda x: lax.dot_general(put(x, "X"), put(x, "X"), (((1,), (1,)), ((0,), (0,)))),
        "outer": lambda x: jnp.outer(put(x[:, 0], "X"), put(x[0], "Y")),
        "index": lambda x: put(x, "X")[:, 1],
        "take": lambda x: put(x, None, "Y")[jnp.array([1, 0])],
        "update": lambda x: put(x, "X").at[:, 1].set(put(x[:, 0], "X")),
        "tril": lambda x: jnp.tril(put(x, "X")),
        "sort": lambda x: jnp.sort(put(x, "X"), 1),
        "cumsum": lambda x: jnp.cumsum(put(x, "X"), 1),
        "norm": lambda x: jnp.linalg.norm(put(x, "X")),
        "split": lambda x: jnp.split(put(x, "X"), 2, 1),
        "pad": lambda x: jnp.pad(put(x, "X"), ((0, 0), (1, 0))),
        "tile": lambda x: jnp.tile(put(x, "X"), (1, 2)),
        "vmap": lambda x: jax.vmap(lambda r: r * r.sum())(put(x, "X")),
        "scan": lambda x: lax.scan(lambda c, r: (c + r, c * 2), put(jnp.zeros(8), "X"), put(x.T, None, "X")),
        "while": lambda x: lax.fori_loop(0, 3, lambda i, c: c * 2, put(x, "X")),
        "cond": lambda x: lax.cond(True, jnp.sin, lambda v: v * 2, put(x, "X")),
        "checkpoint": lambda x: jax.checkpoint(jnp.sin)(put(x, "X")),
        "conv": lambda x: lax.conv_general_dilated(put(jnp.ones((8, 3, 6, 6)), "X"), jnp.ones((4, 3, 3, 3)), (1, 1), "SAME"),
        "arange": lambda x: jnp.arange(8),
        "zeros_like": lambda x: jnp.zeros_like(put(x, "X", "Y")),
}.items():
    case(T, lambda x, f=f: (lambda y: (jax.tree.map(lambda a: str(jax.typeof(a)), y), y))(f(x)), A, raises=None)

# ---- results asked for ----
for name, f in {
        "jax.numpy.dot": lambda x: jnp.dot(put(x, None, "X"), put(x.T, "X"), out_sharding=P("X", None)),
        "jax.numpy.matmul": lambda x: jnp.matmul(put(x, None, "X"), put(x.T, "X"), out_sharding=P(None, "X")),
        "jax.numpy.einsum": lambda x: jnp.einsum("ij,jk->ik", put(x, "X"), put(x.T, None, "Y"), out_sharding=P("Y")),
        "jax.lax.dot_general": lambda x: lax.dot_general(put(x, "X"), put(x, "X"), (((0,), (0,)), ((), ())),
                                                         out_sharding=P(None, "Y")),
        "jax.numpy.reshape": lambda x: jnp.reshape(put(x, "X"), (2, 4, 4), out_sharding=P(None, "X")),
        "jax.lax.reshape": lambda x: lax.reshape(put(x, "X"), (4, 8), out_sharding=P("Y")),
        "jax.random.uniform": lambda x: jax.random.uniform(jax.random.key(0), (8, 4), out_sharding=P("X", "Y")),
        "jax.random.normal": lambda x: jax.random.normal(jax.random.key(0), (8,), out_sharding=P("X")),
        "jax.numpy.zeros": lambda x: jnp.zeros((8, 2), out_sharding=P("X")),
        "jax.numpy.arange": lambda x: jnp.arange(8, out_sharding=P("Y")),
        "jax.numpy.full": lambda x: jnp.full((8,), 3, out_sharding=P("X")),
        "jax.numpy.array": lambda x: jnp.array(np.ones((4, 2)), out_sharding=P("X")),
        "jax.lax.broadcasted_iota": lambda x: lax.broadcasted_iota("int32", (8, 4), 0, out_sharding=P("X")),
        "jax.Array.at": lambda x: put(x, "X", "Y").at[jnp.array([0, 1])].get(out_sharding=P(None, "Y")),
}.items():
    case(name, lambda x, f=f: (lambda y: (str(jax.typeof(y)), y))(f(x)), A, raises=None)

# ---- what is refused ----
for f in (lambda x: put(x, None, "X") @ put(x.T, "X"),
          lambda x: put(x, "X", "Y") + put(x, "Y", "X"),
          lambda x: put(x[:4], "X", None) + put(x[:4], None, "X"),
          lambda x: put(x, "X")[0], lambda x: put(x, "X")[:4], lambda x: put(x, "X", "Y")[1, 2],
          lambda x: put(x, "X")[jnp.array([0, 1])],
          lambda x: jnp.sort(put(x, "X"), 0), lambda x: jnp.cumsum(put(x, "X"), 0),
          lambda x: jnp.concatenate([put(x, "X"), put(x, "Y")]),
          lambda x: jnp.concatenate([put(x, "X"), jnp.ones((2, 4))]),
          lambda x: jnp.stack([put(x, "X"), put(x, None, "Y")]),
          lambda x: jnp.where(put(x, "X") > 0, put(x, "X"), jnp.ones((8, 4))),
          lambda x: jnp.tile(put(x, "X"), (2, 1)), lambda x: jnp.repeat(put(x, "X"), 2),
          lambda x: put(x, "X", "Y").reshape(4, 2, 2, 2, 1).reshape(2, 16),
          lambda x: lax.top_k(put(x, None, "Y"), 1),
          lambda x: jnp.linalg.cholesky(put(jnp.eye(4), "X")),
          lambda x: jax.reshard(x, P("Z")), lambda x: jax.reshard(x[:3], P("X")), lambda x: jax.reshard(x, "X"),
          lambda x: jax.device_put(x[:3], P("X")),
          lambda x: lax.with_sharding_constraint(put(x, "X"), P("Y")),
          lambda x: lax.scan(lambda c, r: (c, r), 0, put(x, "X")),
          lambda x: lax.scan(lambda c, r: (c + put(x[:, 0], "X"), r), jnp.zeros(8), x),
          lambda x: lax.cond(True, lambda: put(x, "X"), lambda: x * 2),
          lambda x: jnp.cos(jnp.einsum("ij,jk->ik", put(x, None, "X"), put(x.T, "X"), out_sharding=P(unreduced={"X"}))),
          lambda x: auto_axes(jnp.sin)(put(x, "X")), lambda x: explicit_axes(jnp.sin)(put(x, "X"))):
    case("jax.reshard", lambda x, f=f: f(x), A, raises="line")

# ---- changes of sharding, regions of other kinds, partial sums ----
case("jax.reshard", lambda x: types(lambda x: jax.reshard(x, P("Y", "X")) * 2, put(x, "X", "Y")), A)
case("jax.reshard", lambda x: types(lambda t: jax.reshard(t, {"a": P("X"), "b": P()}), {"a": x, "b": put(x, "Y")}), A)
case("jax.sharding.auto_axes", lambda x: types(
    lambda a: auto_axes(lambda v: v @ v.T)(a, out_sharding=P("X", None)), put(x, "X", "Y")), A)
case("jax.sharding.auto_axes", lambda x: auto_axes(
    lambda v: [str(jax.sharding.get_abstract_mesh()), str(jax.typeof(v))] and v, out_sharding=P("X"))(put(x, "X")), A)
case("jax.sharding.explicit_axes", lambda x: _explicit(x), A)
case("jax.sharding.use_abstract_mesh", lambda x: _other_mesh(put(x, "X", "Y")), A)
case("jax.sharding.get_abstract_mesh", lambda x: (str(jax.sharding.get_abstract_mesh()), str(jax.sharding.get_mesh())), A)
case("jax.typeof", lambda x: (str(jax.typeof(put(x, "X")).sharding), str(jax.typeof(jnp.arange(8)).sharding)), A)
case("jax.typeof", lambda x: (jax.typeof(put(x, "X")).str_short(True), jax.typeof(put(x, "X")).str_short(True, True)), A)
case("jax.typeof", lambda x: (jax.typeof(put(x, "X")) == jax.typeof(put(x, "X")), jax.typeof(put(x, "X")) == jax.typeof(x)), A)
case("jax.numpy.einsum", lambda x: types(lambda a, b: jnp.einsum("ij,jk->ik", a, b, out_sharding=P(None, None, unreduced={"X"})),
                                         put(x, None, "X"), put(x.T, "X"))[1], A)
case("jax.reshard", lambda x: types(lambda a: jax.reshard(a, P(None, None, reduced={"X"})), x)[1], A)
case("jax.eval_shape", lambda x: repr(jax.eval_shape(lambda x: x.sum(1), put(x, "X", "Y"))), A)
case("jax.eval_shape", lambda x: repr(jax.eval_shape(lambda x: x.T, jax.ShapeDtypeStruct((8, 4), "float32", sharding=P("X")))), A)
case("jax.ShapeDtypeStruct", lambda x: repr(jax.ShapeDtypeStruct((8, 4), "float32", sharding=P("X"))), A)
case("jax.jit", lambda x: str(jax.jit(lambda x: x * 2, out_shardings=P("Y", "X"))(put(x, "X")).sharding), A)
case("jax.jit", lambda x: str(jax.jit(lambda x: x * 2, in_shardings=P("X"))(np.asarray(x)).sharding), A)
case("jax.jit", lambda x: str(jax.jit(lambda x: x * 2).lower(put(x, "X")).in_avals), A)
case("jax.Array.addressable_shards", lambda x: [(str(s.device), s.data) for s in (put(x, "X", "Y") * 2).addressable_shards], A)


def _explicit(x):
    with jax.set_mesh(jax.make_mesh((4, 2), ("X", "Y"), (AxisType.Auto,) * 2)):
        seen = []

        @jax.jit
        def f(v):
            w = explicit_axes(lambda u: seen.append(str(jax.typeof(u * 2))) or u * 2)(jnp.sin(v), in_sharding=P("X", "Y"))
            seen.append(str(jax.typeof(w)))
            return w + 1
        return f(x), seen


def _other_mesh(x):
    @jax.jit
    def f(v):
        with jax.sharding.use_abstract_mesh(jax.sharding.AbstractMesh((8,), ("A",), (AxisType.Explicit,))):
            return jax.reshard(v, P("A", None)) * 2
    y = f(x)
    return str(jax.typeof(y)), y


# ---- derivatives and programs ----
def program(f, *args):
    return str(jax.make_jaxpr(f)(*args))


case("jax.make_jaxpr", lambda x: program(lambda x: jax.reshard(x, P("Y", "X")) * 2, put(x, "X", "Y")), A)
case("jax.make_jaxpr", lambda x: program(lambda x: jnp.dot(x, x.T, out_sharding=P("X", None)), put(x, "X", "Y")), A)
case("jax.make_jaxpr", lambda x: program(jax.grad(lambda x: jnp.sin(x).sum()), put(x, "X", "Y")), A)
case("jax.make_jaxpr", lambda x: program(jax.grad(lambda x: (x.T ** 2).sum()), put(x, "X", "Y")), A)
case("jax.make_jaxpr", lambda x: program(jax.grad(lambda w, x: ((x @ w) ** 2).sum(), (0, 1)), jnp.ones((4, 2)), put(x, "X")), A)
case("jax.make_jaxpr", lambda x: program(jax.grad(
    lambda w, x: ((x @ jax.reshard(w, P(None, None, reduced={"X"}))) ** 2).sum()), jnp.ones((4, 2)), put(x, "X")), A)
case("jax.make_jaxpr", lambda x: program(lambda x: lax.cond(True, jnp.sin, lambda v: v * 2, x), put(x, "X")), A)
case("jax.make_jaxpr", lambda x: program(lambda x: lax.with_sharding_constraint(x, P("X", "Y")), put(x, "X", "Y")), A)
for f in (lambda x: jnp.sin(x).sum(), lambda x: (x @ jnp.ones((4, 3))).sum(), lambda x: jnp.where(x > 0, x, 0.0).sum(),
          lambda x: (x.T * 2).sum(), lambda x: jax.nn.softmax(x, 1)[:, 0].sum(), lambda x: x.reshape(-1).sum(),
          lambda x: jnp.concatenate([x, x]).sum(), lambda x: x.max(), lambda x: jax.checkpoint(jnp.sin)(x).sum(),
          lambda x: lax.fori_loop(0, 2, lambda i, c: c * x, x).sum()):
    case("jax.grad", lambda x, f=f: (lambda g: (str(jax.typeof(g)), g))(jax.grad(f)(put(x, "X"))), A)
case("jax.vjp", lambda x: [str(jax.typeof(g)) for g in jax.vjp(lambda a, b: a @ b, put(x, "X"), jnp.ones((4, 2)))[1](
    put(jnp.ones((8, 2)), "X"))], A)
case("jax.jvp", lambda x: [str(jax.typeof(t)) for t in jax.jvp(jnp.sin, (put(x, "X"),), (put(x, "X"),))], A)
case("jax.hessian", lambda x: jax.hessian(lambda v: (v ** 3).sum())(put(x, "X")), V)

# ---- functions over shards ----
S = "jax.shard_map"
case(S, lambda x: _seen(lambda v: lax.psum(v, "X"), put(x, "X"), in_specs=P("X"), out_specs=P()), V)
case(S, lambda x: _seen(lambda v: v * 2, put(x, "X", "Y"), out_specs=P("X", "Y")), A)
case(S, lambda x: _seen(lambda v: lax.psum(v, "Y"), put(x, "X", "Y"), in_specs=P("X", "Y"), out_specs=P("X")), A)
case(S, lambda x: _seen(lambda v: lax.pcast(v, "X", to="varying"), x, in_specs=P(), out_specs=P("X")), V)
case(S, lambda x: _seen(lambda v: lax.all_gather(v, "X", tiled=True), put(x, "X"), in_specs=P("X"), out_specs=P("X")), V)
case(S, lambda x: jax.shard_map(lambda v: v, in_specs=P("X"), out_specs=P("X"))(x * 2), V, raises="line")
case(S, lambda x: _mesh_inside(put(x, "X")), V)


def _seen(f, x, **options):
    """Types and texts of values inside, and the type of the result."""
    seen = []

    def g(v):
        w = f(v)
        seen.extend([str(jax.typeof(v)), str(jax.typeof(w)), sorted(jax.typeof(w).manual_axis_type.varying), str(v), str(w)])
        return w
    y = jax.shard_map(g, **options)(x)
    return seen, str(jax.typeof(y)), y


def _mesh_inside(x):
    seen = []
    jax.shard_map(lambda v: seen.append(str(jax.sharding.get_abstract_mesh())) or v, out_specs=P("X"))(x)
    return seen


# ---- axes that are left to the compiler ----
def auto(function):
    def called(*args):
        return function(Mesh(np.array(jax.devices()).reshape(4, 2), ("x", "y")), *args)
    return called


for f in (jnp.sin, lambda x: x.T, lambda x: x.sum(0), lambda x: x.sum(1), lambda x: x.sum(), lambda x: x @ jnp.ones((4, 4)),
          lambda x: jnp.dot(x, x.T), lambda x: x[0], lambda x: x[:, 0], lambda x: x[:4], lambda x: x.reshape(4, 2, 4),
          lambda x: x.reshape(-1), lambda x: jnp.concatenate([x, x]), lambda x: jnp.stack([x, x]),
          lambda x: jnp.where(x > 3, x, 0), lambda x: jnp.cumsum(x, 0), lambda x: jnp.sort(x, 0), lambda x: jnp.argmax(x, 0),
          jax.nn.softmax, lambda x: jax.jit(lambda v: jnp.sin(v) @ jnp.ones((4, 4)))(x), lambda x: jax.vmap(jnp.sum)(x),
          lambda x: lax.scan(lambda c, a: (c + a, c), jnp.zeros(4), x)[1], lambda x: jnp.broadcast_to(x, (3, 8, 4)),
          lambda x: x.max(1, keepdims=True), lambda x: x[jnp.array([0, 1])], lambda x: jnp.einsum("ij,kj->ik", x, x),
          lambda x: x.astype(int), jnp.zeros_like, lambda x: x.at[0].set(1.0), lambda x: jnp.linalg.norm(x),
          lambda x: jax.grad(lambda v: jnp.sin(v).sum())(x), lambda x: x + jnp.ones((8, 4)), lambda x: x[::-1]):
    add("jax.Array.sharding", auto(lambda m, x, f=f: str(f(jax.device_put(x, NamedSharding(m, P("x", "y")))).sharding)), A,
        jit=False)
add("jax.lax.with_sharding_constraint", auto(lambda m, x: str(jax.jit(
    lambda v: lax.with_sharding_constraint(v * 2, NamedSharding(m, P("y"))) + 1)(x).sharding)), A, jit=False)
add("jax.lax.with_sharding_constraint", auto(lambda m, x: str(jax.make_jaxpr(
    lambda v: lax.with_sharding_constraint(v, NamedSharding(m, P("x", None))))(x))), A, jit=False)
