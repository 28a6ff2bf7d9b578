"""jax.dtypes, jax.errors, jax.typing, jax.debug, jax.stages, jax.test_util, and what else jax itself has."""
import jax
import jax.custom_derivatives
import jax.test_util
from jax import dtypes
import jax.numpy as jnp

from corpus import *

D = "jax.dtypes."
for name in ("float32", "float64", "int64", "uint64", "complex128", "bool", "bfloat16", "int8"):
    case(D + "canonicalize_dtype", lambda n=name: dtypes.canonicalize_dtype(n).name, x64=True, jit=False)
for kind in (int, float, complex, bool):
    case(D + "canonicalize_dtype", lambda k=kind: dtypes.canonicalize_dtype(k).name, x64=True, jit=False)
case(D + "canonicalize_dtype", lambda: dtypes.canonicalize_dtype("nonsense"), raises=True)
case(D + "canonicalize_dtype", lambda: dtypes.canonicalize_dtype(jax.random.key(0).dtype), raises="line")
case(D + "canonicalize_dtype", lambda: str(dtypes.canonicalize_dtype(jax.random.key(0).dtype, allow_extended_dtype=True)), jit=False)
PAIRS = (("float32", "floating"), ("int8", "integer"), ("int8", "floating"), ("bfloat16", "floating"), ("bool", "bool_"), ("uint8", "unsignedinteger"),
         ("complex64", "inexact"), ("float16", "number"), ("int32", "signedinteger"))
for a, b in PAIRS:
    case(D + "issubdtype", lambda a=a, b=b: bool(dtypes.issubdtype(a, getattr(jnp, b))), jit=False)
case(D + "issubdtype", lambda: bool(dtypes.issubdtype(a=jax.random.key(0).dtype, b=dtypes.prng_key)), jit=False)
case(D + "issubdtype", lambda: bool(dtypes.issubdtype("float32", float)), jit=False)
case(D + "prng_key", lambda: (bool(dtypes.issubdtype(jnp.float32, dtypes.prng_key)), dtypes.prng_key.__name__), jit=False)
for name in ("float32", "bfloat16", "int8", "bool", "complex64", "float64", "int4"):
    case(D + "itemsize_bits", lambda n=name: dtypes.itemsize_bits(jnp.dtype(n)), jit=False)
for args in (("int32", "float32"), ("int8", "uint8"), ("bfloat16", "float16"), ("bool", "int8"), (1, "float16"), (1.0, "int32"), ("complex64", "float32"), (True, 2.5)):
    case(D + "result_type", lambda a=args: dtypes.result_type(*a).name, x64=True, jit=False)
    case(D + "result_type", lambda a=args: str(dtypes.result_type(*a, return_weak_type_flag=True)), jit=False)
case(D + "result_type", lambda: dtypes.result_type(), raises=True)
for name in ("float32", "int8", "bool", "complex64"):
    case(D + "scalar_type_of", lambda n=name: dtypes.scalar_type_of(jnp.zeros(2, n)).__name__, jit=False)
case(D + "scalar_type_of", lambda: dtypes.scalar_type_of("a"), raises=True)
case(D + "bfloat16", lambda: jnp.dtype(dtypes.bfloat16).name, jit=False)
case(D + "bfloat16", lambda: jnp.zeros(2, dtypes.bfloat16))
case(D + "float0", lambda: jnp.dtype(dtypes.float0).itemsize, jit=False)
case(D + "float0", lambda x: jax.jvp(lambda v: v, (x,), (jax.tree.map(lambda g: g, jax.grad(lambda n: n * 1.0, allow_int=True)(x)),))[0], i32(), jit=False)


def strict():
    with jax.numpy_dtype_promotion("strict"):
        return jnp.zeros(2, "int8") + jnp.zeros(2, "float32")


case(D + "TypePromotionError", strict, raises=True)
case(D + "TypePromotionError", lambda: issubclass(dtypes.TypePromotionError, ValueError), jit=False)

E = "jax.errors."
x1 = f32(2)
CAUSES = {
    "ConcretizationTypeError": lambda x: jax.jit(lambda n: jnp.arange(n))(x.sum()),
    "TracerArrayConversionError": lambda x: jax.jit(lambda v: __import__("numpy").asarray(v))(x),
    "TracerBoolConversionError": lambda x: jax.jit(lambda v: 1 if v[0] else 2)(x),
    "TracerIntegerConversionError": lambda x: jax.jit(lambda v: [1, 2, 3][v.astype(int)])(x[0]),
    "NonConcreteBooleanIndexError": lambda x: jax.jit(lambda v: v[v > 0])(x),
}
for name, cause in CAUSES.items():
    case(E + name, cause, x1, raises=True)
    case(E + name, lambda n=name: [c.__name__ for c in getattr(jax.errors, n).__mro__], jit=False)


def leak(x):
    kept = []
    jax.jit(lambda v: kept.append(v) or v)(x)
    return kept[0] + 1


case(E + "UnexpectedTracerError", leak, x1, raises=True)
case(E + "UnexpectedTracerError", lambda: [c.__name__ for c in jax.errors.UnexpectedTracerError.__mro__], jit=False)
case(E + "KeyReuseError", lambda: jax.errors.KeyReuseError.__name__, jit=False)
case(E + "JaxRuntimeError", lambda: issubclass(jax.errors.JaxRuntimeError, RuntimeError), jit=False)
case("jax.typing.ArrayLike", lambda x: isinstance(x, jax.typing.ArrayLike), f32(2), jit=False)
case("jax.typing.ArrayLike", lambda: (isinstance(3, jax.typing.ArrayLike), isinstance("a", jax.typing.ArrayLike), isinstance([1], jax.typing.ArrayLike)), jit=False)
case("jax.typing.DTypeLike", lambda: jax.typing.DTypeLike is not None, jit=False)


def printed(call):
    """What a call prints."""
    import contextlib
    import io
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        call()
        jax.effects_barrier()
    return out.getvalue()


B = "jax.debug."
case(B + "print", lambda x: printed(lambda: jax.debug.print("x = {}, {y}", x, y=x * 2)), i32(2), jit=False)
case(B + "print", lambda x: printed(lambda: jax.jit(lambda v: jax.debug.print("v {v:.2f}", v=v, ordered=True))(x)), f32(), jit=False)
case(B + "print", lambda x: printed(lambda: jax.debug.print("{}", x, skip_format_check=True)), i32(), jit=False)
case(B + "print", lambda x: jax.debug.print("{} {}", x), i32(), raises=True)
case(B + "print", lambda x: jax.debug.print("no", x), i32(), raises=True)
case(B + "print", lambda x: jax.debug.print(f"{x} {{}}", y=x), i32(), raises=True)


def called(**options):
    seen = []
    jax.jit(lambda v: jax.debug.callback(lambda a, k: seen.append((int(a), int(k))), v, k=v + 1, **options))(jnp.int32(3))
    jax.effects_barrier()
    return seen


case(B + "callback", lambda: called(), jit=False)
case(B + "callback", lambda: called(ordered=True), jit=False)
case(B + "callback", lambda: jax.debug.callback(3), raises=True)
case("jax.pure_callback", lambda x: jax.pure_callback(lambda v: v * 2, jax.ShapeDtypeStruct((2,), "float32"), x), f32(2))
case("jax.pure_callback", lambda x: jax.vmap(lambda v: jax.pure_callback(lambda u: u + 1, jax.ShapeDtypeStruct((), "float32"), v, vmap_method="sequential"))(x), f32(2))
case("jax.pure_callback", lambda x: jax.vmap(lambda v: jax.pure_callback(lambda u: u + 1, jax.ShapeDtypeStruct((), "float32"), v))(x), f32(2), raises=True)
case("jax.pure_callback", lambda x: jax.grad(lambda v: jax.pure_callback(lambda u: u, jax.ShapeDtypeStruct((), "float32"), v))(x), f32(), raises=True)

S = "jax.stages."
f = jax.jit(lambda v: v * 2 + 1)
case(S + "Wrapped", lambda: isinstance(f, jax.stages.Wrapped), jit=False)
case(S + "Traced", lambda x: (isinstance(f.trace(x), jax.stages.Traced), str(f.trace(x).jaxpr).split("let")[1]), f32(2), jit=False)
case(S + "Lowered", lambda x: isinstance(f.lower(x), jax.stages.Lowered), f32(2), jit=False)
case(S + "Lowered", lambda x: str(f.lower(x).out_info), f32(2), jit=False)
case(S + "Compiled", lambda x: f.lower(x).compile()(x), f32(2), jit=False)
case(S + "Compiled", lambda x: isinstance(f.lower(x).compile(), jax.stages.Compiled), f32(2), jit=False)
case(S + "Compiled", lambda x: f.lower(x).compile()(x[:1]), f32(2), raises=True)

U = "jax.test_util."
case(U + "check_grads", lambda x: jax.test_util.check_grads(jnp.sin, (x,), order=2, eps=1e-2, atol=1e-2, rtol=1e-2), f32(2), jit=False)
case(U + "check_grads", lambda x: jax.test_util.check_grads(jnp.sin, (x,), 1, modes=("fwd",), eps=1e-2, atol=1e-2, rtol=1e-2), f32(2), jit=False)


def wrong(x):
    g = jax.custom_jvp(jnp.sin)
    g.defjvp(lambda p, t: (jnp.sin(p[0]), t[0] * 3.0))
    return g(x)


case(U + "check_grads", lambda x: jax.test_util.check_grads(wrong, (x,), 1, eps=1e-2), f32(2), raises=True)
case(U + "check_jvp", lambda x: jax.test_util.check_jvp(jnp.sin, lambda p, t: jax.jvp(jnp.sin, p, t), (x,), 1e-2, 1e-2, 1e-2), f32(2), jit=False)
case(U + "check_jvp", lambda x: jax.test_util.check_jvp(wrong, lambda p, t: jax.jvp(wrong, p, t), (x,), 1e-2, 1e-2, 1e-2, err_msg="bad"), f32(2), raises=True)
case(U + "check_vjp", lambda x: jax.test_util.check_vjp(jnp.sin, lambda p: jax.vjp(jnp.sin, p), (x,), 1e-2, 1e-2, 1e-2), f32(2), jit=False)
case(U + "check_vjp", lambda x: jax.test_util.check_vjp(wrong, lambda p: jax.vjp(wrong, p), (x,), 1e-2, 1e-2, 1e-2), f32(2), raises=True)

J = "jax."
case(J + "block_until_ready", lambda x: jax.block_until_ready({"a": x, "b": 3}), f32(2), jit=False)
case(J + "copy_to_host_async", lambda x: jax.copy_to_host_async((x, 2)), f32(2), jit=False)
case(J + "device_get", lambda x: type(jax.device_get(x)).__name__, f32(2), jit=False)
case(J + "device_get", lambda x: jax.device_get({"a": x, "b": 3})["b"], f32(2), jit=False)
case(J + "device_put", lambda x: jax.device_put(x), f32(2), grad=True, vmap=True)
case(J + "device_put", lambda x: jax.device_put({"a": x, "b": 1.5}, jax.devices()[0]), f32(2))
case(J + "device_put", lambda: jax.device_put("a"), raises=True)
for name in ("device_count", "local_device_count", "process_count", "process_index", "default_backend"):
    case(J + name, lambda f=getattr(jax, name): f(), jit=False)
    case(J + name, lambda f=getattr(jax, name): f(*([] if f is jax.default_backend else ["cpu"] if f is not jax.process_index else [])), jit=False)
for name in ("devices", "local_devices"):
    case(J + name, lambda f=getattr(jax, name): [d.platform for d in f()], jit=False)
    case(J + name, lambda f=getattr(jax, name): len(f(backend="cpu")), jit=False)
case(J + "devices", lambda: jax.devices("nonsense"), raises=True)
case(J + "Device", lambda: isinstance(jax.devices()[0], jax.Device), jit=False)
case(J + "clear_caches", lambda: jax.clear_caches(), jit=False)
case(J + "named_call", lambda x: jax.named_call(jnp.sin, name="s")(x), f32(2), grad=True)
case(J + "named_call", lambda: jax.named_call(3), raises=True)


def scoped(x):
    with jax.named_scope("outer"):
        return jnp.sin(x)


case(J + "named_scope", scoped, f32(2), grad=True)
case(J + "named_scope", lambda: jax.named_scope(3), raises=True)


def eager(x):
    def f(v):
        with jax.ensure_compile_time_eval():
            n = int(jnp.arange(3).sum())
        return v * n
    return jax.jit(f)(x)


case(J + "ensure_compile_time_eval", eager, f32(2))


def unjitted(x):
    with jax.disable_jit():
        return jax.jit(lambda v: v * 2 if v.sum() > -100 else v)(x)


case(J + "disable_jit", unjitted, f32(2), jit=False)
case(J + "disable_jit", lambda x: (lambda c: (c.__enter__(), jax.jit(lambda v: v + 1)(x), c.__exit__(None, None, None))[1])(jax.disable_jit(False)), f32(2), jit=False)
for name, value in (("debug_nans", True), ("debug_infs", True), ("enable_x64", True), ("enable_checks", False), ("log_compiles", False), ("no_tracing", False),
                    ("check_tracer_leaks", False), ("default_matmul_precision", "high"), ("default_prng_impl", "threefry2x32"), ("numpy_rank_promotion", "raise"),
                    ("enable_custom_prng", True), ("default_device", None), ("array_garbage_collection_guard", "allow")):
    def within(n=name, v=value):
        with getattr(jax, n)(v):
            return str(jnp.sin(jnp.ones(2)).dtype)
    case(J + name, within, jit=False)
    case(J + name, lambda n=name: getattr(jax, n)(v=object()), raises=True)
case(J + "debug_nans", lambda x: (lambda c: (c.__enter__(), jnp.log(x))[1])(jax.debug_nans(False)), f32(2), jit=False)
case(J + "numpy_rank_promotion", lambda: _ranked(), raises=True)


def _ranked():
    with jax.numpy_rank_promotion("raise"):
        return jnp.ones(2) + jnp.ones((2, 2))


case(J + "config", lambda: jax.config.update("nonsense", 1), raises=True)
case(J + "print_environment_info", lambda: type(jax.print_environment_info(return_string=True)).__name__, jit=False)
case(J + "closure_convert", lambda x: jax.closure_convert(jnp.sin, x)[0](x), f32(2))
case("jax.custom_derivatives.custom_jvp", lambda: jax.custom_derivatives.custom_jvp is jax.custom_jvp, jit=False)

# Arrays of float0 are made by NumPy, as the rules of custom derivatives do.
def nothing(*shape):
    import numpy as np
    return np.zeros(shape, dtype=dtypes.float0)


@jax.custom_vjp
def times(x, n):
    return x * n


times.defvjp(lambda x, n: (x * n, n), lambda n, g: (g * n, nothing()))
case(D + "float0", lambda: (nothing(2, 3).shape, str(nothing(2, 3).dtype), nothing(2, 3).dtype == dtypes.float0, nothing(2).size), jit=False)
case(D + "float0", lambda: jax.jvp(lambda x, n: x * n, (1.0, 2), (1.0, nothing())), jit=False)
case(D + "float0", lambda: int(jax.jvp(lambda n: n + 1, (3,), (nothing(),))[0]), jit=False)
case(D + "float0", lambda: jax.grad(times)(2.0, 3), jit=False)
case(D + "float0", lambda: jax.jvp(lambda n: n + 1, (3,), (jnp.float32(0),)), raises=True, jit=False)
case(D + "float0", lambda: jnp.add(nothing(), 1), raises=True, jit=False)
