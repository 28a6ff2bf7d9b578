"""Meshes, shardings and functions over shards, with eight virtual devices."""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.sharding import AxisType, Mesh, NamedSharding
from jax.sharding import PartitionSpec as P

from corpus import *
from corpus import case as add

# Real JAX takes this before its first operation only: record this area alone.
jax.config.update("jax_num_cpu_devices", 8)


def mesh():
    return Mesh(np.array(jax.devices()).reshape(4, 2), ("x", "y"))


def case(name, function, *args, **options):
    options.setdefault("jit", False)
    add(name, function, *args, **options)


# ---- meshes and specifications ----
MESH, SPEC, NAMED = "jax.sharding.Mesh", "jax.sharding.PartitionSpec", "jax.sharding.NamedSharding"
case(MESH, lambda: (repr(mesh()), str(mesh()), mesh().axis_names, dict(mesh().shape), mesh().size, mesh().empty))
case(MESH, lambda: (mesh().devices.shape, str(mesh().devices[1, 0]), mesh().device_ids, mesh() == mesh()))
case(MESH, lambda: repr(Mesh(jax.devices(), ("d",))))
case(MESH, lambda: repr(Mesh(jax.devices()[:2], "d")))
case(MESH, lambda: Mesh(np.array(jax.devices()).reshape(4, 2), ("x",)), raises="line")
case(MESH, lambda: Mesh(jax.devices(), (None,)), raises="line")
case(MESH, lambda: (repr(mesh().abstract_mesh), mesh().is_multi_process, mesh().local_mesh == mesh()))
case(MESH, lambda: repr(mesh().update(axis_names=("a", "b"))))
case("jax.make_mesh", lambda: repr(jax.make_mesh((2, 4), ("a", "b"))))
case("jax.make_mesh", lambda: repr(jax.make_mesh((2, 2), ("a", "b"), (AxisType.Auto, AxisType.Auto))))
case("jax.make_mesh", lambda: repr(jax.make_mesh((8,), ("a",), devices=jax.devices())))
case("jax.make_mesh", lambda: jax.make_mesh((4, 4), ("a", "b")), raises="line")
case("jax.make_mesh", lambda: jax.make_mesh((4, 2), ("a",)), raises=True)
case("jax.experimental.mesh_utils.create_device_mesh",
     lambda: repr(Mesh(__import__("jax.experimental.mesh_utils").experimental.mesh_utils.create_device_mesh((2, 4)), ("a", "b"))))
case("jax.sharding.AbstractMesh", lambda: repr(jax.sharding.AbstractMesh((4, 2), ("x", "y"))))
for spec in (lambda: P("x", None), lambda: P(("x", "y"), None), lambda: P(), lambda: P("x"), lambda: P(("x",)),
             lambda: P(None, "x") + P("y"), lambda: P((), "x")):
    case(SPEC, lambda spec=spec: (repr(spec()), len(spec()), list(spec())))
case(SPEC, lambda: (P("x") == P("x", None), P("x") == P("x"), isinstance(P(), tuple), hash(P("x")) == hash(P("x"))))
case(SPEC, lambda: (P("x", "y").index("y"), P("x", "y").count("x"), P("x", "y")[0], P("x") + (None,)))
case(SPEC, lambda: repr(P("x", "y").update(partitions=("y",))))
case(SPEC, lambda: P("x", unreduced=3), raises=True)
case(SPEC, lambda: jax.tree.leaves({"a": P("x"), "b": P()}) == [P("x"), P()])
for spec in (lambda: P("x", "y"), lambda: P(("x", "y")), lambda: P(None, "y"), lambda: P(), lambda: P(("y", "x"), None)):
    case(NAMED, lambda s=spec: repr(NamedSharding(mesh(), s())))
    case(NAMED, lambda s=spec: NamedSharding(mesh(), s()).shard_shape((8, 4)))
    case(NAMED, lambda s=spec: [(str(d), [(i.start, i.stop) for i in ix])
                                for d, ix in NamedSharding(mesh(), s()).devices_indices_map((8, 4)).items()])
    case(NAMED, lambda s=spec: (NamedSharding(mesh(), s()).is_fully_replicated, NamedSharding(mesh(), s()).num_devices))
case(NAMED, lambda: NamedSharding(mesh(), P("z")), raises="line")
case(NAMED, lambda: NamedSharding(mesh(), P("x", "x")), raises="line")
case(NAMED, lambda: NamedSharding(mesh(), P("x")).shard_shape((3,)), raises="line")
case(NAMED, lambda: NamedSharding(mesh(), P("x")).is_equivalent_to(NamedSharding(mesh(), P("x", None)), 2))
case("jax.sharding.SingleDeviceSharding", lambda: repr(jax.sharding.SingleDeviceSharding(jax.devices()[1])))
case("jax.sharding.Sharding", lambda: (isinstance(NamedSharding(mesh(), P()), jax.sharding.Sharding),
                                       isinstance(jnp.ones(1).sharding, jax.sharding.Sharding)))
case("jax.set_mesh", lambda: _in_mesh(lambda: repr(jax.sharding.get_abstract_mesh())))
case("jax.set_mesh", lambda: _in_mesh(lambda: repr(jax.sharding.get_mesh())))
case("jax.set_mesh", lambda: (repr(jax.sharding.get_abstract_mesh()), str(jax.sharding.get_mesh())))
case("jax.process_indices", lambda: jax.process_indices())


def _in_mesh(f):
    with jax.set_mesh(mesh()):
        return f()


# ---- sharded arrays ----
def placed(x, *spec):
    return jax.device_put(x, NamedSharding(mesh(), P(*spec)))


A = f32(8, 4)
case("jax.device_put", lambda x: placed(x, "x", "y"), A)
case("jax.device_put", lambda x: repr(placed(x, "x", "y").sharding), A)
case("jax.device_put", lambda x: (placed(x, "x").committed, x.committed, placed(x, "x").is_fully_replicated), A)
case("jax.device_put", lambda x: placed(x, "x"), f32(3), raises="line")
case("jax.device_put", lambda x: placed(x, "x", "y"), f32(4), raises="line")
case("jax.device_put", lambda x: repr(jax.device_put(x, jax.devices()[3]).sharding), f32(4))
case("jax.device_put", lambda x: jax.device_put({"a": x, "b": x[0]}, NamedSharding(mesh(), P())), A)
case("jax.device_put", lambda x: [repr(v.sharding) for v in jax.device_put(
    (x, x), (NamedSharding(mesh(), P("x")), NamedSharding(mesh(), P("y"))))], A)
case("jax.device_put", lambda x: _in_mesh(lambda: repr(jax.device_put(x, P("x")).sharding)), A)
case("jax.device_put", lambda x: jax.device_put(x, "nowhere"), A, raises=True)
for spec in (("x", "y"), ("y",), (None, ("x", "y")), ()):
    shape = f32(8, 8)
    case("jax.Array.addressable_shards", lambda x, s=spec: [
        (str(h.device), [(i.start, i.stop) for i in h.index], h.replica_id, h.data) for h in placed(x, *s).addressable_shards],
        shape)
case("jax.Array.global_shards", lambda x: len(placed(x, "x").global_shards), A)
case("jax.Array.global_shards", lambda x: [h.data.shape for h in x.global_shards], A)
case("jax.Array.sharding", lambda x: repr(x.sharding), A)
case("jax.Array.sharding", lambda x: sorted(str(d) for d in placed(x, "x").devices()), A)
case("jax.Array.committed", lambda x: (x.committed, jax.device_put(x, jax.devices()[0]).committed), A)
case("jax.make_array_from_callback", lambda: jax.make_array_from_callback(
    (8, 2), NamedSharding(mesh(), P("x", "y")), lambda i: np.arange(16.0, dtype="float32").reshape(8, 2)[i]))
case("jax.make_array_from_callback", lambda: repr(jax.make_array_from_callback(
    (8, 2), NamedSharding(mesh(), P("x")), lambda i: np.ones((8, 2), "int32")[i]).sharding))
case("jax.make_array_from_single_device_arrays", lambda x: jax.make_array_from_single_device_arrays(
    (8, 4), NamedSharding(mesh(), P("x", "y")), [h.data for h in placed(x, "x", "y").addressable_shards]), A)
case("jax.make_array_from_process_local_data", lambda x: jax.make_array_from_process_local_data(
    NamedSharding(mesh(), P("x")), np.asarray(x)), A)
case("jax.lax.with_sharding_constraint", lambda x: repr(lax.with_sharding_constraint(
    x, NamedSharding(mesh(), P("y"))).sharding), A)
case("jax.lax.with_sharding_constraint", lambda x: lax.with_sharding_constraint(x, P("y")), A, raises="line")
case("jax.lax.with_sharding_constraint", lambda x: _in_mesh(lambda: repr(lax.with_sharding_constraint(placed(x, "x"), P("y")).sharding)), A)
case("jax.lax.with_sharding_constraint",
     lambda x: lax.with_sharding_constraint(x * 2, NamedSharding(mesh(), P("y"))), A, grad=True, vmap=True, jit=True)
case("jax.jit", lambda x: repr(jax.jit(jnp.sin, out_shardings=NamedSharding(mesh(), P("y")))(x).sharding), A)
case("jax.jit", lambda x: jax.jit(jnp.sin, out_shardings=NamedSharding(mesh(), P("y")))(x), A)
case("jax.jit", lambda x: jax.jit(jnp.sin, in_shardings=NamedSharding(mesh(), P("y")))(x), A)
case("jax.jit", lambda x: jax.jit(jnp.sin, in_shardings=NamedSharding(mesh(), P("y")))(placed(x, "x")), A, raises="line")
case("jax.debug.inspect_array_sharding", lambda x: _inspected(placed(x, "x", "y")), A)


def _inspected(x):
    seen = []
    jax.debug.inspect_array_sharding(x, callback=seen.append)
    return [repr(s) for s in seen]


# ---- shard_map ----
SHARD = "jax.shard_map"


def over(f, ins, outs, **options):
    return lambda *args: jax.shard_map(f, mesh=mesh(), in_specs=ins, out_specs=outs, **options)(*args)


X, W = f32(8, 4), f32(4, seed=3)
full = {"grad": True, "jit": True}
case(SHARD, over(lambda a: lax.psum(a, "x"), P("x", "y"), P(None, "y")), X, x64=True, **full)
case(SHARD, over(lambda a: lax.psum(a, ("x", "y")), P("x", "y"), P()), X, **full)
case(SHARD, over(lambda a: lax.pmean(a, "x"), P("x", "y"), P(None, "y")), X, **full)
case(SHARD, over(lambda a: lax.pmax(a, "x"), P("x", "y"), P(None, "y")), X, jit=True)
case(SHARD, over(lambda a: lax.pmin(a, ("x", "y")), P("x", "y"), P()), i32(8, 4), jit=True)
case(SHARD, over(lambda a: lax.psum(a, "x"), P("x", "y"), P(None, "y")), i32(8, 4), jit=True)
case(SHARD, over(lambda a: lax.all_gather(a, "x", tiled=True), P("x"), P("x")), X, **full)
case(SHARD, over(lambda a: lax.all_gather(a, "x"), P("x"), P("x")), X, **full)
case(SHARD, over(lambda a: lax.all_gather(a, "x", tiled=True), P("x"), P(None), check_vma=False), X, jit=True)
case(SHARD, over(lambda a: lax.all_gather(a, "x", tiled=True), P("x"), P(None)), X, raises=True)
case(SHARD, over(lambda a: lax.all_to_all(a, "x", 1, 0, tiled=True), P("x"), P(None, "x")), X, **full)
case(SHARD, over(lambda a: lax.all_to_all(a, "y", 1, 1, tiled=True), P(None, "y"), P(None, "y")), f32(2, 8), **full)
case(SHARD, over(lambda a: lax.ppermute(a, "x", [(0, 1), (1, 2), (2, 3), (3, 0)]), P("x"), P("x")), X, **full)
case(SHARD, over(lambda a: lax.ppermute(a, "x", [(0, 1), (1, 2)]), P("x"), P("x")), X, **full)
case(SHARD, over(lambda a: lax.psum_scatter(a, "x", scatter_dimension=1, tiled=True), P("x"), P(None, "x")), X, **full)
case(SHARD, over(lambda a: a * 0 + lax.axis_index("x") * 10 + lax.axis_index("y"), P("x", "y"), P("x", "y")), X, jit=True)
case(SHARD, over(lambda a: a * 0 + lax.axis_index(("x", "y")), P("x", "y"), P("x", "y")), X, jit=True)
case(SHARD, over(lambda a: a * lax.axis_size("x"), P("x", "y"), P("x", "y")), X, **full)
case(SHARD, over(lambda a: lax.psum(a, "x"), P(), P()), W, **full)
case(SHARD, over(lambda a: lax.psum(1, "x") * a, P(), P()), W, **full)
case(SHARD, over(lambda a: a * 2, P(), P("x")), W, **full)
case(SHARD, over(lambda a: lax.pcast(a, "x", to="varying"), P(), P("x")), W, **full)
case(SHARD, over(lambda a: a + lax.axis_index("y"), P(("x", "y")), P(("x", "y"))), f32(8), **full)
case(SHARD, over(lambda a: a + lax.axis_index(("y", "x")), P(("y", "x")), P(("y", "x"))), f32(8), **full)
case(SHARD, lambda x, w: over(lambda d: {"o": lax.psum(d["a"], "x") + d["b"]}, ({"a": P("x"), "b": P()},), P())(
    {"a": x, "b": w}), X, W, **full)
case(SHARD, over(lambda a: lax.scan(lambda c, r: (c + lax.psum(r, "x"), r * 2), jnp.zeros(4), a), P("x"), (P(), P("x"))),
     X, **full)
case(SHARD, over(lambda a: lax.cond(a[0, 0] > 0, lambda: a, lambda: -a), P("x"), P("x")), X, **full)
case(SHARD, over(lambda a: lax.psum(jax.nn.relu(a @ a.T), "x"), P("x"), P()), X, **full)
case(SHARD, over(lambda a: jax.random.uniform(jax.random.fold_in(jax.random.key(0), lax.axis_index("x")), (2, 1)) + a * 0,
                 P("x"), P("x")), X, jit=True)
case(SHARD, lambda x: jax.vmap(over(lambda a: lax.psum(a, "x"), P("x"), P()))(x), f32(2, 4, 3), **full)
case(SHARD, lambda x: jax.jit(over(lambda a: lax.psum(a, "x"), P("x"), P()))(x), X)
case(SHARD, lambda x: jax.jit(over(lambda a: lax.psum(a, "x"), P("x"), P(), axis_names={"x"}))(x), X)
case(SHARD, lambda x: repr(over(lambda a: lax.psum(a, "x"), P("x", "y"), P(None, "y"))(x).sharding), X)
case(SHARD, lambda x: jax.shard_map(mesh=mesh(), in_specs=P("x"), out_specs=P("x"))(lambda a: a * 2)(x), X)
case(SHARD, lambda x: _in_mesh(lambda: jax.shard_map(lambda a: lax.psum(a, "x"), in_specs=P("x"), out_specs=P())(x)), X)
case(SHARD, over(lambda a: a, P("x", "y"), P(None, "y")), X, raises=True)
case(SHARD, over(lambda a: a, P("z"), P()), X, raises=True)
case(SHARD, over(lambda a: a, P("x"), P("x")), f32(3), raises="line")
case(SHARD, over(lambda a: a, P("x"), P("x")), f32(), raises="line")
case(SHARD, over(lambda a: a.sum(), P("x"), P("x")), X, raises="line")
case(SHARD, over(lambda a: a, (P("x"), P()), P("x")), X, raises="line")
case(SHARD, over(lambda a: a, None, P("x")), X)
case(SHARD, over(lambda a: a, "x", P("x")), X, raises="line")
case(SHARD, lambda x: jax.shard_map(lambda a: a, in_specs=P("x"), out_specs=P("x"))(x), X, raises="line")
case(SHARD, lambda x: jax.shard_map(3, mesh=mesh(), in_specs=P("x"), out_specs=P("x"))(x), X, raises="line")
case("jax.smap", lambda x: _in_mesh(lambda: jax.smap(lambda a: lax.psum(a, "x"), in_axes=0, out_axes=None, axis_name="x")(x)),
     f32(4))
case("jax.smap", lambda x: _in_mesh(lambda: jax.smap(lambda a: a + lax.axis_index("x"), in_axes=0, out_axes=0, axis_name="x")(
    x)), f32(4))
case("jax.smap", lambda x: jax.smap(lambda a: a, in_axes="a", out_axes=0, axis_name="x")(x), f32(4), raises=True)


def loss(w, x):
    return jnp.sum(jnp.sin(x @ w))


# Derivatives: of the whole, and of values inside, which are summed where the value is the same everywhere.
case(SHARD, over(lambda w, a: lax.psum(loss(w, a), "x"), (P(), P("x")), P()), W, X, **full)
case(SHARD, over(lambda w, a: jax.grad(loss)(w, a), (P(), P("x")), P()), W, X, **full)
case(SHARD, over(lambda w, a: lax.pmean(jax.grad(loss)(w, a), "x"), (P(), P("x")), P()), W, X, **full)
case(SHARD, over(lambda w, a: jax.grad(lambda w: lax.psum(loss(w, a), "x"))(w), (P(), P("x")), P()), W, X, **full)
case(SHARD, over(lambda w, a: jax.grad(lambda w: lax.pmean(loss(w, a), "x"))(w), (P(), P("x")), P()), W, X, **full)
case(SHARD, over(lambda w, a: jax.grad(loss)(w, a)[None], (P(), P("x")), P("x"), check_vma=False), W, X, jit=True)
case(SHARD, over(lambda w, a: jax.grad(lambda w: lax.psum(loss(w, a), "x"))(w), (P(), P("x")), P(), check_vma=False), W, X,
     jit=True)
case(SHARD, over(lambda a: jax.grad(lambda a: jnp.sum(lax.psum(a**2, "x")))(a), P("x"), P("x")), X, **full)
case(SHARD, over(lambda a: jax.jvp(lambda a: lax.psum(a**2, "x"), (a,), (a,))[1], P("x"), P()), X, **full)
case(SHARD, over(lambda w, a: jax.vjp(lambda w: jnp.sin(a @ w), w)[1](jnp.ones(2) + a[:, 0])[0], (P(), P("x")), P()), W, X, **full)
case(SHARD, over(lambda w, a: jax.grad(lambda w: loss(lax.all_gather(w, "x", tiled=True), a))(w), (P("x"), P("x")), P("x")),
     f32(4, seed=5), X, **full)
case(SHARD, lambda w, x: jax.hessian(over(lambda w, a: lax.psum(loss(w, a), "x"), (P(), P("x")), P()))(w, x), W, X)
case(SHARD, lambda x: jax.jvp(over(lambda a: lax.pmean(jnp.sin(a), "x"), P("x"), P()), (x,), (x,))[1], X)
