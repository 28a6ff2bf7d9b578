"""What belongs to the run of a program: foreign functions, the debugger, profiles, several processes, drawn shardings, stages.

Real JAX takes the number of devices before its first operation only, and draws with the package rich: record this area alone, with
rich installed.
"""
import io
import os
import tempfile

import jax
import jax.ad_checkpoint
import jax.extend as jex
import jax.extend.backend as jb
import jax.extend.linear_util as lu
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.experimental import mesh_utils, multihost_utils
from jax.experimental.compilation_cache import compilation_cache
from jax.experimental.custom_partitioning import custom_partitioning
from jax.experimental.sparse.linalg import spsolve
from jax.sharding import Mesh, NamedSharding
from jax.sharding import PartitionSpec as P

from corpus import *
from corpus import case as add

jax.config.update("jax_num_cpu_devices", 8)


def case(name, function, *args, **options):
    options.setdefault("jit", False)
    add(name, function, *args, **options)


def mesh():
    return Mesh(np.array(jax.devices()).reshape(4, 2), ("x", "y"))


def printed(action):
    """The lines that an action prints."""
    import contextlib
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        action()
    return out.getvalue().splitlines()


# ---- the debugger ----
BREAK = "jax.debug.breakpoint"


def stopped(commands, **options):
    """What the debugger answers to commands, but for the lines that show source files."""
    out = io.StringIO()

    def inner(y, words):
        z = y * 2
        jax.debug.breakpoint(backend="cli", stdin=io.StringIO(commands), stdout=out, **options)
        return z + len(words)

    def outer(x):
        k = x + 1
        return inner(k, ["a", "b"])
    result = jax.jit(outer)(jnp.float32(3))
    jax.effects_barrier()
    return result, [line for line in out.getvalue().splitlines() if not line.startswith(("->", "    ", "  File", "(jdb) >", ">"))]


case(BREAK, lambda: stopped("c\n"))
case(BREAK, lambda: stopped("p y\np z\npp words\np len(words) + 1\ncontinue\n"))
case(BREAK, lambda: stopped("p 1 / 0\np missing\ny\nu\np k\np x\nd\np z\nd\ncont\n"))
case(BREAK, lambda: stopped("u\nu\np k\nc\n", num_frames=2))
case(BREAK, lambda: stopped("bt\nl\nw\nlist\nwhere\nc\n"))

# ---- drawn shardings ----
VISUALIZE, VISUALIZE_ARRAY = "jax.debug.visualize_sharding", "jax.debug.visualize_array_sharding"
for shape, spec in (((8, 8), P("x", "y")), ((8, 8), P("y", "x")), ((8, 8), P(None, "x")), ((16, 8), P(("x", "y"))), ((8,), P("x")),
                    ((8,), P(("x", "y"))), ((8, 4), P()), ((8, 8), P("x"))):
    case(VISUALIZE, lambda shape=shape, spec=spec: printed(lambda: jax.debug.visualize_sharding(
        shape, NamedSharding(mesh(), spec), use_color=False)))
case(VISUALIZE, lambda: jax.debug.visualize_sharding((8, 2, 2), NamedSharding(mesh(), P("x")), use_color=False), raises=True)
case(VISUALIZE_ARRAY, lambda: printed(lambda: jax.debug.visualize_array_sharding(
    jax.device_put(jnp.zeros((8, 8)), NamedSharding(mesh(), P("x", "y"))), use_color=False)))
case(VISUALIZE_ARRAY, lambda: printed(lambda: jax.debug.visualize_array_sharding(jnp.zeros((4, 4)), use_color=False)))

# ---- foreign functions ----
FFI = "jax.ffi.ffi_call"
FLOAT = jax.ShapeDtypeStruct((), jnp.float32)
THREE = jax.ShapeDtypeStruct((3,), jnp.float32)
case(FFI, lambda: jax.ffi.ffi_call("absent", THREE)(jnp.ones(3)), raises=True)
case(FFI, lambda: jax.jit(jax.ffi.ffi_call("absent", THREE))(jnp.ones(3)), raises=True)
case(FFI, lambda: jax.ffi.ffi_call("absent", 3), raises=True)
case(FFI, lambda: jax.ffi.ffi_call("absent", THREE, vmap_method="other"), raises=True)
case(FFI, lambda: [str(x) for x in jax.eval_shape(jax.ffi.ffi_call("absent", [THREE, FLOAT]), jnp.ones(3))])
case(FFI, lambda: type(jax.eval_shape(jax.ffi.ffi_call("absent", (THREE, FLOAT)), jnp.ones(3))).__name__)
case(FFI, lambda: str(jax.make_jaxpr(jax.ffi.ffi_call("absent", THREE))(jnp.ones((2, 2)))))
case(FFI, lambda: str(jax.make_jaxpr(lambda x: jax.ffi.ffi_call("absent", FLOAT)(x, n=3, eps=0.5))(jnp.float32(1))))
case(FFI, lambda: jax.ffi.ffi_call("absent", THREE)(jnp.ones(3), n=[1]), raises=True)
case(FFI, lambda: jax.grad(lambda x: jax.ffi.ffi_call("absent", FLOAT)(x))(1.0), raises=True)
case(FFI, lambda: jax.vmap(lambda x: jax.ffi.ffi_call("absent", FLOAT)(x))(jnp.ones(3)), raises=True)
for method in ("expand_dims", "broadcast_all", "legacy_vectorized"):
    case(FFI, lambda method=method: str(jax.make_jaxpr(jax.vmap(jax.ffi.ffi_call("absent", FLOAT, vmap_method=method)))(
        jnp.ones(3))))
for method in ("expand_dims", "broadcast_all"):
    case(FFI, lambda method=method: [str(v.aval) for v in jax.make_jaxpr(jax.vmap(jax.ffi.ffi_call(
        "absent", FLOAT, vmap_method=method), in_axes=(0, None)))(jnp.ones(3), jnp.ones(2)).jaxpr.eqns[-1].invars])
case(FFI, lambda: jax.eval_shape(jax.ffi.ffi_call("absent", FLOAT, input_output_aliases={3: 0}), jnp.ones(3)), raises=True)
case(FFI, lambda: jax.eval_shape(jax.ffi.ffi_call("absent", FLOAT, input_output_aliases={0: 0}), jnp.ones(3)), raises=True)
case(FFI, lambda: str(jax.eval_shape(jax.ffi.ffi_call("absent", THREE, input_output_aliases={0: 0}), jnp.ones(3))))
case(FFI, lambda: len(jax.make_jaxpr(jax.ffi.ffi_call("absent", FLOAT, has_side_effect=True))(jnp.ones(3)).effects))
case("jax.ffi.register_ffi_target", lambda: jax.ffi.register_ffi_target("absent", 3), raises=True)
case("jax.ffi.register_ffi_target", lambda: jax.ffi.register_ffi_target("absent", 3, platform="other"))
case("jax.ffi.register_ffi_type", lambda: jax.ffi.register_ffi_type("absent", 3), raises=True)

# ---- types of dimension numbers ----
RAGGED = "jax.lax.RaggedDotDimensionNumbers"
case("jax.lax.DotDimensionNumbers", lambda: str(lax.DotDimensionNumbers))
case("jax.lax.ConvGeneralDilatedDimensionNumbers", lambda: str(lax.ConvGeneralDilatedDimensionNumbers))
case(RAGGED, lambda: repr(lax.RaggedDotDimensionNumbers((([2], [1]), ([], [])), [0], [0])))
case(RAGGED, lambda: (lax.RaggedDotDimensionNumbers((((2,), (1,)), ((), ())), [0], [0])
                      == lax.RaggedDotDimensionNumbers((([2], [1]), ([], [])), (0,), (0,)),
                      lax.RaggedDotDimensionNumbers((((2,), (1,)), ((), ())), [0], [0])
                      == lax.RaggedDotDimensionNumbers((((2,), (1,)), ((), ())), [1], [0])))
case(RAGGED, lambda: hash(lax.RaggedDotDimensionNumbers((((2,), (1,)), ((), ())), [0], [0]))
     == hash(lax.RaggedDotDimensionNumbers((((2,), (1,)), ((), ())), [0], [0])))

# ---- sparse systems ----
SOLVE = "jax.experimental.sparse.linalg.spsolve"
INDICES, POINTERS = np.array([0, 1, 1, 2]), np.array([0, 2, 3, 4])
case(SOLVE, lambda d, b: spsolve(d, INDICES, POINTERS, b), lit([4, 1, 3, 2], "float32"), lit([1, 2, 3], "float32"), grad=True,
     jit=True)
case(SOLVE, lambda d, b: spsolve(d, INDICES, POINTERS, b, reorder=2), lit([4, 1, 3, 2], "float32"), lit([1, 2, 3], "float32"))
case(SOLVE, lambda d: spsolve(d, INDICES, POINTERS, np.arange(3)), f32(4), raises="line")
case(SOLVE, lambda d: spsolve(d, INDICES * 1.0, POINTERS, d[:3]), f32(4), raises="line")
case(SOLVE, lambda d: spsolve(d, INDICES, POINTERS, d[:3][None]), f32(4), raises="line")
case(SOLVE, lambda d: spsolve(d, INDICES[:3], POINTERS, d[:3]), f32(4), raises="line")
case(SOLVE, lambda d: spsolve(d, INDICES, POINTERS, d[:3], reorder=7), f32(4), raises="line")

# ---- several processes ----
HYBRID = "jax.experimental.mesh_utils.create_hybrid_device_mesh"
case(HYBRID, lambda: [str(d) for d in mesh_utils.create_hybrid_device_mesh((4, 2), (1, 1), process_is_granule=True).ravel()])
case(HYBRID, lambda: mesh_utils.create_hybrid_device_mesh((2, 2, 2), (1, 1, 1), process_is_granule=True).shape)
case(HYBRID, lambda: mesh_utils.create_hybrid_device_mesh((4, 2), (1, 1)), raises=True)
case(HYBRID, lambda: mesh_utils.create_hybrid_device_mesh((4, 2), (2, 1), process_is_granule=True), raises="line")
TO_GLOBAL = "jax.experimental.multihost_utils.host_local_array_to_global_array"
TO_LOCAL = "jax.experimental.multihost_utils.global_array_to_host_local_array"
to_global, to_local = multihost_utils.host_local_array_to_global_array, multihost_utils.global_array_to_host_local_array
case(TO_GLOBAL, lambda x: (to_global(x, mesh(), P("x")), str(to_global(x, mesh(), P("x")).sharding)), f32(8))
case(TO_GLOBAL, lambda x: to_global((x, {"a": x}), mesh(), (P("x"), {"a": P()})), f32(8))
case(TO_GLOBAL, lambda x: to_global((x, {"a": np.arange(8)}), mesh(), P("x")), f32(8))
case(TO_GLOBAL, lambda x: to_global(x, mesh(), None), f32(8), raises=True)
case(TO_LOCAL, lambda x: to_local(to_global(x, mesh(), P("x")), mesh(), P("x")), f32(8))
case(TO_LOCAL, lambda x: to_local({"a": x}, mesh(), P("x")), f32(8))
case(TO_LOCAL, lambda x: to_local(x, mesh(), None), f32(8), raises=True)
case("jax.distributed.shutdown", lambda: jax.distributed.shutdown())

# ---- functions that say how they are divided ----
PARTITION = "jax.experimental.custom_partitioning.custom_partitioning"


def partitioned(f, static=()):
    g = custom_partitioning(f, static_argnums=static)
    g.def_partition(
        partition=lambda *a: (a[-3], lambda *xs: f(*xs, *a[:-3]), a[-1].sharding, tuple([x.sharding for x in a[-2]])),
        infer_sharding_from_operands=lambda *a: a[-2][0].sharding, sharding_rule="i -> i")
    return g


case(PARTITION, lambda x: partitioned(lambda x: x * 2)(x), f32(8), jit=True)
case(PARTITION, lambda x: jax.jit(partitioned(lambda x: x * 2))(jax.device_put(x, NamedSharding(mesh(), P("x")))), f32(8))
case(PARTITION, lambda x: partitioned(lambda x, n: x * n, (1,))(x, 3), f32(8))
case(PARTITION, lambda x: custom_partitioning(lambda x: x)(x), f32(8), raises=True)
case(PARTITION, lambda: custom_partitioning(lambda x: x).def_partition(lambda *a: None, sharding_rule="i j > k"), raises=True)
case(PARTITION, lambda: custom_partitioning(lambda x: x).def_partition(lambda *a: None, sharding_rule=3), raises=True)

# ---- functions with transformations ----
U = "jax.extend.linear_util."


def info():
    from jax.api_util import debug_info
    return debug_info("test", lambda x: x, (1,), {})


@lu.transformation
def doubled(*args):
    out = yield [a + 1 for a in args], {}
    yield out * 2


@lu.transformation_with_aux
def counted(label, *args):
    out = yield args, {}
    yield out, (label, len(args))


def with_side(use):
    f, side = counted(lu.wrap_init(lambda x, y: x + y, debug_info=info()), "k")
    return use(f), side()


def remembered():
    """A cache's answers and how often it called."""
    calls = []

    @lu.cache
    def call(fun, *args):
        calls.append(args)
        return fun.call_wrapped(*args)

    def h(x):
        return x + 1
    f = lu.wrap_init(h, debug_info=info())
    return call(f, 1), call(f, 1), call(lu.wrap_init(h, debug_info=info()), 1), call(f, 2), len(calls)


def remembered_sides():
    @lu.cache
    def call(fun, *args):
        return fun.call_wrapped(*args)

    def h(x, y):
        return x + y
    out = []
    for _ in range(2):
        f, side = counted(lu.wrap_init(h, debug_info=info()), "k")
        out.append((call(f, 1, 2), side()))
    return out


case(U + "transformation", lambda: doubled(lu.wrap_init(lambda x: x * 3, debug_info=info())).call_wrapped(2))
case(U + "transformation", lambda: doubled(doubled(lu.wrap_init(lambda x: x * 3, debug_info=info()))).call_wrapped(2))
case(U + "transformation_with_aux", lambda: with_side(lambda f: f.call_wrapped(1, 2)))
case(U + "transformation_with_aux", lambda: with_side(lambda f: 0), raises="line")
case(U + "cache", remembered)
case(U + "cache", remembered_sides)
case(U + "Callable", lambda: (isinstance(len, lu.Callable), isinstance(3, lu.Callable)))

# ---- backends, profiles, caches ----


class Cleared:
    """A cache that counts how often it was cleared."""
    count = 0

    def cache_clear(self):
        self.count += 1


def cleared():
    cache = Cleared()
    jb.register_backend_cache(cache, "test")
    jb.clear_backends()
    return cache.count, jnp.arange(3) + 1


case("jax.extend.backend.register_backend_cache", lambda: jb.register_backend_cache({}, "test"), raises=True)
case("jax.extend.backend.register_backend_cache", lambda: jb.register_backend_cache(Cleared(), "test"))
case("jax.extend.backend.backend_xla_version", lambda: jb.backend_xla_version())
case("jax.extend.xla.PipelineStage", lambda: [(s.name, s.value) for s in jex.xla.PipelineStage])
case("jax.extend.xla.clear_hlo_module_transformation", lambda: jex.xla.clear_hlo_module_transformation("absent"))


def cached_in_a_folder():
    folder = tempfile.mkdtemp()
    before = jax.config.jax_compilation_cache_dir
    compilation_cache.set_cache_dir(folder)
    try:
        return jax.config.jax_compilation_cache_dir == folder, jax.jit(lambda x: x + 1)(1.0)
    finally:
        jax.config.update("jax_compilation_cache_dir", before)


CACHE = "jax.experimental.compilation_cache.compilation_cache."
case(CACHE + "set_cache_dir", cached_in_a_folder)
case(CACHE + "reset_cache", lambda: (compilation_cache.reset_cache(), jax.jit(lambda x: x * 2)(1.5)))


def traced_to_files():
    folder = tempfile.mkdtemp()
    jax.profiler.start_trace(folder)
    jax.jit(jnp.sin)(1.0).block_until_ready()
    jax.profiler.stop_trace()
    return any([f.endswith(".trace.json.gz") and os.path.getsize(os.path.join(d, f)) > 0 for d, _, fs in os.walk(folder)
                for f in fs])


def traced_twice():
    jax.profiler.start_trace(tempfile.mkdtemp())
    try:
        jax.profiler.start_trace(tempfile.mkdtemp())
    finally:
        jax.profiler.stop_trace()


def profiled_memory():
    path = os.path.join(tempfile.mkdtemp(), "memory.prof")
    jax.profiler.save_device_memory_profile(path)
    return os.path.getsize(path) > 0


case("jax.profiler.start_trace", traced_to_files)
case("jax.profiler.start_trace", traced_twice, raises="line")
case("jax.profiler.save_device_memory_profile", profiled_memory)

# ---- leaked tracers ----
LEAKS = "jax.checking_leaks"


def leaking(transform, *args):
    """Keeps what a transformed function is called with beyond the end of its trace."""
    kept = []

    def f(x):
        kept.append(x)
        return x
    with jax.checking_leaks():
        return transform(f)(*args)


class Holder:
    def method(self, x):
        self.kept = x * 2
        return x


def tidy(x):
    parts = [x, x * 2]
    return parts[0] * parts[1]


for transform in (jax.jit, jax.make_jaxpr, lambda f: lambda x: jax.eval_shape(f, x),
                  lambda f: lambda x: lax.cond(x > 0, f, f, x),
                  lambda f: lambda x: lax.while_loop(lambda c: c < 1, f, x)):
    case(LEAKS, lambda transform=transform: leaking(transform, 1.0), raises="line")
case(LEAKS, lambda: leaking(jax.vmap, jnp.ones(3)), raises="line")
case(LEAKS, lambda: leaking(lambda f: lambda xs: lax.scan(lambda c, x: (f(c), x), 0.0, xs), jnp.ones(3)), raises="line")


def held_by_an_object():
    holder = Holder()
    with jax.checking_leaks():
        return jax.jit(holder.method)(1.0)


case(LEAKS, held_by_an_object, raises="line")


def without_leaks():
    with jax.checking_leaks():
        return (jax.jit(tidy)(2.0), jax.grad(tidy)(2.0), jax.vmap(tidy)(jnp.ones(2)), lax.cond(True, tidy, tidy, 3.0),
                lax.scan(lambda c, x: (c + x, tidy(c)), 0.0, jnp.ones(3)), jax.jit(jax.grad(tidy))(2.0))


case(LEAKS, without_leaks)

# ---- numbers in functions with rules ----


@jax.custom_jvp
def same(x):
    return x


same.defjvp(lambda primals, tangents: (primals[0], tangents[0] * 2))


@jax.custom_vjp
def first(x, y):
    return x


first.defvjp(lambda x, y: (x, (isinstance(x, float), isinstance(y, int))), lambda kinds, g: (g * sum(kinds), None))
case("jax.custom_jvp", lambda: (isinstance(same(1.5), float), isinstance(same(2), int), same(1.5) + 1, same(True) is True))
case("jax.custom_jvp", lambda x: (same(x), same(np.float32(2)) * 1), f32(3), grad=True)
case("jax.custom_vjp", lambda: (isinstance(first(1.5, 2), float), isinstance(first(2, 2), int), first(1.5, 2) * 2))
case("jax.custom_vjp", lambda: first(True, None) is True)
case("jax.custom_vjp", lambda: jax.jit(lambda x: first(x, 2))(1.5))

# ---- stages ----


def stage(last, **options):
    lowered = jax.jit(lambda x, y: (x + y["a"], {"b": x * 2}), **options).lower(jnp.ones(3), {"a": jnp.ones(3)})
    return {"lowered": lowered, "compiled": lowered.compile()}[last]


LOWERED, COMPILED, TRACED = "jax.stages.Lowered", "jax.stages.Compiled", "jax.stages.Traced"
case(LOWERED, lambda: len(stage("lowered").as_text()) > 0)
case(LOWERED, lambda: stage("lowered").as_text("other"), raises="line")
case(LOWERED, lambda: stage("lowered").compiler_ir("other"), raises="line")
case(LOWERED, lambda: (stage("lowered").donate_argnums, stage("lowered", donate_argnums=1).donate_argnums))
case(LOWERED, lambda: str(stage("lowered", donate_argnums=1).args_info))
case(LOWERED, lambda: (str(stage("lowered").out_info), str(stage("lowered").in_tree), str(stage("lowered").out_tree)))
case(COMPILED, lambda: stage("compiled")(jnp.arange(3.0), {"a": jnp.ones(3)}))
case(COMPILED, lambda: stage("compiled")(jnp.arange(4.0), {"a": jnp.ones(4)}), raises="line")
case(COMPILED, lambda: stage("compiled")(jnp.arange(3.0), {"b": jnp.ones(3)}), raises=True)
case(COMPILED, lambda: jax.vmap(stage("compiled"))(jnp.ones((2, 3)), {"a": jnp.ones((2, 3))}), raises=True)
case(COMPILED, lambda: jax.jit(stage("compiled"))(jnp.ones(3), {"a": jnp.ones(3)}), raises=True)
case(COMPILED, lambda: jax.grad(lambda x: stage("compiled")(x, {"a": x})[0].sum())(jnp.ones(3)), raises=True)
case(TRACED, lambda: (lambda t: (t.fun_name, str(t.out_avals), str(t.out_info), t.donate_argnums))(jax.jit(tidy).trace(1.0)))

# ---- what a derivative keeps ----
RESIDUALS = "jax.ad_checkpoint.print_saved_residuals"
TABLE = np.ones(3, np.float32)


def residuals(f, *args):
    """The lines, without the places in files."""
    return [line.split(" from /")[0] for line in printed(lambda: jax.ad_checkpoint.print_saved_residuals(f, *args))]


case(RESIDUALS, lambda: residuals(lambda x, w: jnp.sum(jnp.exp(jnp.sin(x @ w))), jnp.ones((2, 3)), jnp.ones((3, 4))))
case(RESIDUALS, lambda: residuals(lambda x: jnp.sin(x) * jnp.asarray(TABLE), jnp.ones(3)))
case(RESIDUALS, lambda: residuals(lambda d: jnp.tanh(d["a"] * d["b"]), {"a": jnp.ones(3), "b": jnp.ones(3)}))
case(RESIDUALS, lambda: residuals(jax.checkpoint(lambda x: jnp.sin(jnp.sin(x))), jnp.ones(3)))

# ---- last, because it ends what real JAX keeps of the devices ----
case("jax.extend.backend.register_backend_cache", cleared)
case("jax.extend.backend.clear_backends", cleared)
