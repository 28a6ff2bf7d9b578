"""Names that no other area has: dynamic slices, parts of jax.extend, profiling, memory, references, DLPack, callbacks."""
import os
import tempfile

import jax
import jax.ad_checkpoint
import jax.extend as jex
import jax.extend.core as ec
import jax.extend.linear_util as lu
import jax.extend.random as er
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.experimental import multihost_utils as mh

from corpus import *


def on(name, *args, **options):
    case(name, *args, jit=options.pop("jit", False), **options)


D = "jax.ds"
for index in (lambda i: (jax.ds(i, 2),), lambda i: (Ellipsis, jax.ds(i, 2, 2)), lambda i: (1, jax.ds(i, 2)),
              lambda i: (jax.ds(0, 2), None, jax.ds(i, 1)), lambda i: (jax.ds(1, 1), jnp.array([0, 2]))):
    case(D, lambda x, i, index=index: x[index(i)], f32(3, 4), i32(lo=0, hi=2), vmap=(None, 0))
    case(D, lambda x, i, index=index: x.at[index(i)].set(7.0), f32(3, 4), i32(lo=0, hi=2))
    case(D, lambda x, i, index=index: x.at[index(i)].multiply(2.0), f32(3, 4), i32(lo=0, hi=2))
case(D, lambda x: x[jax.ds(2, 3)], f32(4), grad=True)
case(D, lambda x: x[jax.ds(3, 4)], f32(5))
on(D, lambda: (repr(jax.ds(2, 3)), jax.ds(None), repr(jax.ds(3)), repr(jax.ds(1, 2, 3)), jax.tree.leaves(jax.ds(1, 2))))
on(D, lambda: jax.ds(1, 2, -1), raises="line")

S = "jax.lax.scaled_dot"
N = (((1,), (0,)), ((), ()))
case(S, lambda a, b: lax.scaled_dot(a, b), bf16(2, 4), bf16(4, 3))
case(S, lambda a, b, s, t: lax.scaled_dot(a, b, lhs_scale=s, rhs_scale=t, dimension_numbers=N, preferred_element_type="float32"),
     bf16(2, 4), bf16(4, 3), bf16(2, 2, lo=0.5), bf16(2, 3, lo=0.5))
case(S, lambda a, b, s: lax.scaled_dot(a, b, lhs_scale=s, dimension_numbers=(((2,), (2,)), ((0,), (0,)))), bf16(2, 2, 4),
     bf16(2, 3, 4), bf16(2, 2, 1, lo=0.5))
case(S, lambda a, b, s: lax.scaled_dot(a, b, lhs_scale=s, dimension_numbers=N), bf16(2, 4), bf16(4, 3), bf16(2, 3), raises="line")
case(S, lambda a, b: lax.scaled_dot(a, b, dimension_numbers=N), bf16(2, 4), bf16(3, 3), raises="line")
case("jax.lax.rng_uniform", lambda: (lambda u: (u.shape, u.dtype.name, bool((u >= 0).all() & (u < 1).all())))(
    lax.rng_uniform(jnp.float32(0), jnp.float32(1), (5,))), jit=False)
on("jax.lax.rng_uniform", lambda: lax.rng_uniform(0.0, 1, (3,)), raises="line")
on("jax.lax.rng_uniform", lambda: lax.rng_uniform(jnp.zeros(2), 1.0, (3,)), raises="line")
on("jax.lax.psend", lambda x: lax.psend(x, "i", [(0, 1)]), f32(3), raises=True)
on("jax.lax.psend", lambda x: jax.vmap(lambda x: lax.psend(x, "i", [(0, 1), (1, 0)]), axis_name="i")(x), f32(2, 3))
on("jax.lax.precv", lambda x: lax.precv(x, x, "i", [(0, 1)]), f32(3), raises=True)
on("jax.lax.ragged_all_to_all", lambda x, i: lax.ragged_all_to_all(x, x, i, i, i, i, axis_name="i"), f32(3), i32(2), raises="line")
on("jax.lax.ragged_all_to_all", lambda x, i: lax.ragged_all_to_all(x, x, 1.0 * i, i, i, i, axis_name="i"), f32(3), i32(2), raises="line")
on("jax.lax.pbroadcast", lambda x: jax.vmap(lambda x: lax.pbroadcast(x, "i", 1), axis_name="i")(x), f32(3), raises=None)
for name in ("EigImplementation", "EighImplementation", "SvdAlgorithm"):
    on("jax.lax.linalg." + name, lambda name=name: [repr(m) for m in getattr(lax.linalg, name)])

for impl in ("threefry", "rbg", "unsafe_rbg"):
    p = getattr(er, impl + "_prng_impl")
    full = f"jax.extend.random.{impl}_prng_impl"
    on(full, lambda p=p: (p.name, p.tag, p.key_shape, str(p)))
    on(full, lambda s, p=p: (p.seed(s), p.split(p.seed(s), (2,)), p.random_bits(p.seed(s), 16, (3,))), i32())
    on("jax.extend.random.seed_with_impl", lambda p=p: er.seed_with_impl(p, 5))
    on("jax.extend.random.random_seed", lambda s, p=p: er.random_seed(s, impl=p), i32(3))
on("jax.extend.random.threefry2x32_p", lambda a, b: er.threefry2x32_p.bind(a, a, b, b), u32(3), u32(3, seed=1))
on("jax.extend.random.threefry_2x32", lambda k, x: er.threefry_2x32((k[0], k[1]), x), u32(2), u32(5, seed=1))

E = "jax.extend.core."


def traced():
    return jax.make_jaxpr(lambda x: jnp.sin(x) * 2)(1.0).jaxpr


on(E + "Var", lambda: [type(v).__name__ for v in traced().invars + traced().outvars])
on(E + "Var", lambda: isinstance(traced().invars[0], ec.Var))
on(E + "DropVar", lambda: ec.DropVar(traced().invars[0].aval).aval.str_short())
on(E + "no_effects", lambda: (len(ec.no_effects), traced().effects == ec.no_effects))
on(E + "mapped_aval", lambda: ec.mapped_aval(3, 0, jax.core.ShapedArray((3, 4), "float32")).str_short())
on(E + "unmapped_aval", lambda: ec.unmapped_aval(3, 1, jax.core.ShapedArray((4,), "float32")).str_short())
on(E + "primal_dtype_to_tangent_dtype", lambda: [str(ec.primal_dtype_to_tangent_dtype(np.dtype(d))) for d in ("float32", "complex64")])
on(E + "valid_jaxtype", lambda: [ec.valid_jaxtype(x) for x in (1, 1.0, np.zeros(2), "a", None, jnp.zeros(2))])
on(E + "concrete_or_error", lambda: ec.concrete_or_error(int, jnp.array(3)))
on(E + "concrete_or_error", lambda: jax.jit(lambda x: ec.concrete_or_error(int, x, "here"))(3), raises=True)
on(E + "new_jaxpr_eqn", lambda: str(ec.new_jaxpr_eqn(
    traced().eqns[0].invars, traced().eqns[0].outvars, ec.primitives.sin_p, {}, ec.no_effects).primitive))
on(E + "gensym", lambda: [type(ec.gensym()(jax.core.ShapedArray((), "float32"))).__name__])
on(E + "find_top_trace", lambda: type(ec.find_top_trace([1.0])).__name__, raises=None)
on(E + "get_opaque_trace_state", lambda: ec.get_opaque_trace_state() == ec.get_opaque_trace_state())
on(E + "unsafe_am_i_under_a_jit_DO_NOT_USE", lambda: [ec.unsafe_am_i_under_a_jit_DO_NOT_USE(),
                                                      jax.jit(lambda: ec.unsafe_am_i_under_a_jit_DO_NOT_USE())().tolist()])
on(E + "unsafe_am_i_under_a_vmap_DO_NOT_USE", lambda x: [
    ec.unsafe_am_i_under_a_vmap_DO_NOT_USE(), jax.vmap(lambda x: (x, seen.append(ec.unsafe_am_i_under_a_vmap_DO_NOT_USE()))[0])(x).shape,
    seen[-1]], f32(2))
on(E + "unsafe_get_axis_names_DO_NOT_USE", lambda x: [jax.vmap(lambda x: (x, seen.append(ec.unsafe_get_axis_names_DO_NOT_USE()))[0],
                                                               axis_name="i")(x).shape, str(seen[-1])], f32(2))
on(E + "nonempty_axis_env_DO_NOT_USE", lambda: ec.nonempty_axis_env_DO_NOT_USE())
on(E + "take_current_trace", lambda: taken())
on(E + "set_current_trace", lambda: taken())
on(E + "primitives", lambda: [ec.primitives.add_p.name, ec.primitives.scan_p.multiple_results])
on(E + "JaxprTypeError", lambda: issubclass(ec.JaxprTypeError, TypeError))
on(E + "InconclusiveDimensionOperation", lambda: issubclass(ec.InconclusiveDimensionOperation, Exception))
on(E + "array_types", lambda: [np.ndarray in ec.array_types, int in ec.array_types])
on(E + "AbstractToken", lambda: repr(ec.AbstractToken()))
on(E + "Effect", lambda: issubclass(type("Mine", (ec.Effect,), {}), ec.Effect))
on(E + "Effects", lambda: type(ec.no_effects).__name__)
on(E + "Token", lambda: isinstance(lax.create_token(), ec.Token))
on(E + "TraceTag", lambda: type(ec.TraceTag()).__name__)
on(E + "DebugInfo", lambda: traced().debug_info.traced_for)
seen = []


def taken():
    with ec.take_current_trace() as trace:
        with ec.set_current_trace(trace):
            return (jnp.sin(0.0)).tolist()


U = "jax.extend.linear_util."


def info():
    return jax.api_util.debug_info("here", lambda x: x, (1.0,), {})


on(U + "wrap_init", lambda: lu.wrap_init(lambda x: x + 1, debug_info=info()).call_wrapped(2))
on(U + "WrappedFun", lambda: isinstance(lu.wrap_init(lambda x: x, debug_info=info()), lu.WrappedFun))
on(U + "transformation2", lambda: lu.transformation2(lambda f, k, x: f(x) * k)(lu.wrap_init(lambda x: x + 1, debug_info=info()), 3)
   .call_wrapped(2))


def counted(f, store, x):
    store.store(7)
    return f(x)


def aux():
    f, out = lu.transformation_with_aux2(counted)(lu.wrap_init(lambda x: x + 1, debug_info=info()))
    return f.call_wrapped(1), out()


on(U + "transformation_with_aux2", aux)
on(U + "StoreException", lambda: issubclass(lu.StoreException, Exception))
on(U + "merge_linear_aux", lambda: lu.merge_linear_aux(lambda: 1, lambda: (_ for _ in ()).throw(lu.StoreException())))

X = "jax.extend.backend."
on(X + "get_backend", lambda: jex.backend.get_backend().platform)
on(X + "backends", lambda: sorted(jex.backend.backends()))
on(X + "get_default_device", lambda: jex.backend.get_default_device().platform)

P = "jax.profiler."


def profiled():
    with tempfile.TemporaryDirectory() as d:
        with jax.profiler.trace(d):
            jnp.arange(3.0).sum().block_until_ready()
        return sorted(os.listdir(d)) != []


on(P + "TraceAnnotation", lambda: annotated(jax.profiler.TraceAnnotation("a")))
on(P + "StepTraceAnnotation", lambda: annotated(jax.profiler.StepTraceAnnotation("a", step_num=3)))
on(P + "annotate_function", lambda: jax.profiler.annotate_function(lambda x: x + 1, name="a")(2))
on(P + "trace", profiled)
on(P + "stop_trace", lambda: jax.profiler.stop_trace(), raises="line")
on(P + "device_memory_profile", lambda: type(jax.profiler.device_memory_profile()).__name__)


def annotated(a):
    with a:
        return (jnp.arange(3) + 1).tolist()


on("jax.live_arrays", lambda: [any(x is a for a in jax.live_arrays()) for x in [jnp.arange(7.0)]])
on("jax.transfer_guard", lambda: guarded("allow"))
on("jax.transfer_guard", lambda: guarded("nonsense"), raises=True)


def guarded(level):
    with jax.transfer_guard(level):
        return (jnp.arange(2) + 1).tolist()




on("jax.ad_checkpoint.checkpoint_name", lambda x: jax.ad_checkpoint.checkpoint_name(x, "a"), f32(3), grad=True, vmap=True)
on("jax.dlpack.is_supported_dtype", lambda: [jax.dlpack.is_supported_dtype(d) for d in ("float32", "int8", "bfloat16", "complex64")])
on("jax.dlpack.from_dlpack", lambda x: jax.dlpack.from_dlpack(x), f32(2, 3))
on("jax.dlpack.from_dlpack", lambda x: jax.dlpack.from_dlpack(x), f32(2, 3), library="numpy")
on("jax.dlpack.from_dlpack", lambda: jax.dlpack.from_dlpack(3), raises=True)
on("jax.experimental.io_callback", lambda x: jax.experimental.io_callback(lambda x: np.asarray(x) * 2, x, x), f32(3))
on("jax.experimental.io_callback", lambda x: jax.jit(lambda x: jax.experimental.io_callback(
    lambda x: np.asarray(x) * 2, x, x, ordered=True))(x), f32(3))
on("jax.experimental.io_callback", lambda x: jax.experimental.io_callback(lambda x: x, x, x), f32(3), grad=True)
on("jax.experimental.multihost_utils.process_allgather", mh.process_allgather, f32(3))
on("jax.experimental.multihost_utils.broadcast_one_to_all", mh.broadcast_one_to_all, f32(3))
on("jax.experimental.multihost_utils.assert_equal", lambda x: mh.assert_equal(x), f32(3))
on("jax.experimental.multihost_utils.sync_global_devices", lambda: mh.sync_global_devices("here"))
R = "jax.ref."
on(R + "freeze", lambda x: jax.ref.freeze(jax.ref.new_ref(x)), f32(3))
on(R + "Ref", lambda x: isinstance(jax.ref.new_ref(x), jax.ref.Ref), f32(3))
on(R + "AbstractRef", lambda x: isinstance(jax.typeof(jax.ref.new_ref(x)), jax.ref.AbstractRef), f32(3))
on("jax.export.minimum_supported_calling_convention_version", lambda: jax.export.minimum_supported_calling_convention_version)
VMAP = "jax.pure_callback"
for method in ("expand_dims", "broadcast_all", "sequential", "legacy_vectorized"):
    on(VMAP, lambda x, y, m=method: jax.pure_callback(
        lambda x, y: np.asarray(x + y, np.float32), jax.ShapeDtypeStruct((), jnp.float32), x, y, vmap_method=m), f32(), f32(seed=1),
       vmap=(0, None))
on("jax.ShapeDtypeStruct", lambda x: repr(jax.ShapeDtypeStruct.like(x)), f32(2, 3))
on("jax.numpy.einsum_path", lambda a, b, c: str(jnp.einsum_path("ij,jk,kl->il", a, b, c)[1]), f32(2, 30), f32(30, 4), f32(4, 5))
on("jax.numpy.gcd", lambda: (jnp.gcd(4, 6), jnp.lcm(4, 6), jnp.gcd(jnp.int32(4), 6)))
for method in ("area", "cubic-pytorch"):
    for shape in ((5, 2), (2, 7)):
        for smooth in (True, False):
            on("jax.image.resize", lambda x, m=method, s=shape, a=smooth: jax.image.resize(x, s, m, antialias=a), f32(3, 4), grad=True, x64=True)
on("jax.vjp", lambda x: (lambda r, t: t.unflatten([2 * v for v in r])(1.0))(*jax.tree.flatten(jax.vjp(jnp.sin, x)[1])), f32())
on("jax.vjp", lambda x: jax.jit(lambda x: jax.vjp(jnp.sin, x)[1])(x)(1.0), f32())
on("jax.Array.__format__", lambda x: (f"{x[0]}", f"{x[0]:.2f}", f"{x}"), f32(2))


class Marked:
    """A node whose data have no hash."""

    def __init__(self, x, data):
        self.x, self.data = x, data


jax.tree_util.register_pytree_node(Marked, lambda m: ((m.x,), m.data), lambda data, xs: Marked(*xs, data))
on("jax.jit", lambda x: jax.jit(lambda m: m.x * m.data["k"])(Marked(x, {"k": 3})), f32(2))
