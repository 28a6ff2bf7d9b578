"""What libraries over JAX lean on: rules of the engine's primitives replaced, constants folded, arguments and results that are no arrays."""
import contextlib

import jax
import jax.numpy as jnp
from jax import lax
import numpy as np
from jax.extend import core as jc
from jax.interpreters import ad, batching, mlir

from corpus import case, f32


@contextlib.contextmanager
def replaced(registry, primitive, rule):
    """A rule of a registry while the body runs."""
    before = registry[primitive] if primitive in registry else None
    registry[primitive] = rule
    jax.clear_caches()
    try:
        yield before
    finally:
        if before is None:
            del registry[primitive]
        else:
            registry[primitive] = before
        jax.clear_caches()


# ---- rules of the engine's primitives ----
def steep(x):
    def rule(primals, tangents, **params):
        return lax.sinh_p.bind(*primals, **params), tangents[0] * 7
    with replaced(ad.primitive_jvps, lax.sinh_p, rule):
        return jax.grad(lambda v: jnp.sum(lax.sinh(v) * 2))(x), jax.jvp(lax.sinh, (x,), (x,))


def doubled(x):
    with replaced(ad.primitive_jvps, lax.sinh_p, None) as before:
        ad.primitive_jvps[lax.sinh_p] = lambda p, t, **k: (lambda out: (out[0], out[1] * 2))(before(p, t, **k))
        return jax.grad(lambda v: jnp.sum(lax.sinh(v)))(x)


def restored(x):
    steep(x)
    return jax.grad(lambda v: jnp.sum(lax.sinh(v)))(x)


def through(x):
    from jax._src.ad_util import stop_gradient_p
    ad.primitive_transposes[stop_gradient_p] = lambda ct, _: (ct * 3,)
    return jax.linear_transpose(lax.stop_gradient, x)(x)


for function in (steep, doubled, restored, through):
    case("jax.interpreters.ad.primitive_jvps", function, f32(3), jit=False)

# ---- rules that take the mapped axis ----
shifted_p = jc.Primitive("shifted")
shifted_p.def_impl(lambda x: x + 1)
shifted_p.def_abstract_eval(lambda x: jax.core.ShapedArray(x.shape, x.dtype))
mlir.register_lowering(shifted_p, mlir.lower_fun(lambda x: x + 1, multiple_results=False))
batching.axis_primitive_batchers[shifted_p] = lambda size, name, kind, args, dims: (args[0] + size, dims[0])
case("jax.interpreters.batching.axis_primitive_batchers", lambda x: (shifted_p.bind(x), jax.vmap(shifted_p.bind)(x)), f32(4))


# ---- constants at once while a function is traced ----
def folded(x):
    with jax.ensure_compile_time_eval():
        return jnp.sin(x), jnp.sum(jnp.arange(3)) + 1, jax.jit(lambda v: v * 2)(x), int(jnp.array(3) * 2)


case("jax.ensure_compile_time_eval", folded, f32(2), vmap=True)
case("jax.core.eval_context", lambda x: jax.jit(lambda v: _bare(v))(x), f32(2), raises=True)


def _bare(x):
    with jax.core.eval_context():
        return jnp.sin(x)


# ---- arguments and results that are no arrays ----
case("jax.vmap", lambda x: jax.vmap(lambda v, f: f(v), in_axes=(0, None))(x, jnp.sin), f32(3))
case("jax.vmap", lambda x: jax.vmap(lambda v, n: v[:n], in_axes=(0, None))(x, 2), f32(3, 4))
case("jax.vmap", lambda x: jax.vmap(lambda v, o: v * len(o["k"]), in_axes=(0, None))(x, {"k": "text"}), f32(3))
case("jax.vmap", lambda x: jax.vmap(lambda v, f: f(v), in_axes=(0, 0))(x, jnp.sin), f32(3), raises=True)
STRUCT = jax.ShapeDtypeStruct((2, 3), "float32")
case("jax.eval_shape", lambda x: str(jax.eval_shape(lambda v: (STRUCT, v + 1), x)), f32(3), jit=False)
case("jax.typeof", lambda: str(jax.typeof(STRUCT)), jit=False)
case("jax.numpy.iscomplexobj", lambda: (jnp.iscomplexobj(STRUCT), jnp.isrealobj(STRUCT)), jit=False)
case("jax.numpy.split", lambda x: jnp.split(x, jnp.zeros(0)), f32(3))
case("jax.lax.cond", lambda x: lax.cond(jnp.sum(x) > 0, 3.0, lambda v: v + 1, (1.0, 2.0), lambda p: p[0]), f32(3))


# ---- symbolic zeros ----
@jax.custom_vjp
def scaled(x, y):
    return x * y, y


def _forward(x, y):
    return scaled(x.value, y.value), (y.value, x.perturbed, y.perturbed)


def _backward(residuals, cotangents):
    y, *perturbed = residuals
    known = [type(c) is not jax.custom_derivatives.SymbolicZero for c in cotangents]
    return cotangents[0] * (y + 2 * sum(known) + sum([p * 1.0 for p in perturbed])), None


scaled.defvjp(_forward, _backward, symbolic_zeros=True)
case("jax.custom_vjp", lambda x: jax.grad(lambda a, b: scaled(a, b)[0])(x, 3.0), f32())
case("jax.custom_vjp", lambda x: jax.grad(lambda a, b: sum(scaled(a, b)), (0, 1))(x, 3.0), f32())
case("jax.custom_derivatives.zero_from_primal", lambda x: jax.custom_derivatives.zero_from_primal({"a": x, "b": (x + 1,)}), f32(2))


# ---- callbacks that fail ----
def failing():
    def fail(x):
        raise ValueError("no such thing")
    try:
        jax.jit(lambda x: jax.pure_callback(fail, STRUCT, x))(1.0)
    except jax.errors.JaxRuntimeError as e:
        return str(e).startswith("INTERNAL: CpuCallback error calling callback") and "ValueError: no such thing" in str(e)


case("jax.pure_callback", failing, jit=False)
case("jax.numpy.result_type", lambda: str(jnp.result_type(jnp.float64)), jit=False)


# ---- values of libraries' classes ----
class Proxy:
    """Has all attributes of what it holds, as variables of neural-network libraries do."""

    def __init__(self, value):
        self.__dict__["value"] = value

    def __getattr__(self, name):
        return getattr(self.__dict__["value"], name)

    def __jax_array__(self):
        return self.__dict__["value"]


jax.tree_util.register_pytree_node(Proxy, lambda p: ((p.value,), None), lambda _, parts: Proxy(*parts))
case("jax.numpy.matmul", lambda x: jnp.matmul(x, Proxy(x)) + jnp.add(Proxy(x), 1.0), f32(3, 3), grad=True)
case("jax.lax.dtype", lambda: [str(lax.dtype(t)) for t in (np.dtype("int32"), jnp.bfloat16, float, "float64", jnp.float32(1).dtype, np.ones(2))], jit=False)
case("jax.lax.dtype", lambda: lax.dtype(None), raises="line", jit=False)


# ---- NumPy's functions of arrays that are traced, where they use no more than methods ----
case("jax.Array.swapaxes", lambda x: np.split(x, [1, 3], axis=1) + np.hsplit(x, 2) + np.vsplit(x, 3) + np.array_split(x, 2), f32(3, 4), grad=True)
case("jax.Array.transpose", lambda x: (np.moveaxis(x, 0, 1), np.rollaxis(x, 1), np.flip(x, 0)), f32(3, 4))
case("jax.Array.take", lambda: (np.take(jnp.arange(6.0), [1, 3]), np.compress([True, False, True], jnp.arange(3.0))), jit=False)


# ---- classes that a library makes known ----
class Held:
    """A value in a class that is no array."""

    def __init__(self, held):
        self.held = held

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.held, dtype)

    @property
    def dtype(self):
        return self.held.dtype

    @property
    def shape(self):
        return self.held.shape


def held():
    xla = jax.interpreters.xla
    xla.canonicalize_dtype_handlers[Held] = xla.canonicalize_dtype_handlers[np.ndarray]
    jax.core.pytype_aval_mappings[Held] = jax.core.pytype_aval_mappings[np.ndarray]
    x = Held(np.arange(3.0))
    return jax.jit(lambda v: v * 2)(x), jax.grad(lambda v: (v ** 2).sum())(x), jax.vmap(jnp.sin)(x)


case("jax.jit", held, jit=False)


class Sizes:
    """A shape that is a sequence of a class of its own."""

    def __len__(self):
        return 2

    def __iter__(self):
        return iter((2, 3))

    def __getitem__(self, i):
        return (2, 3)[i]


case("jax.random.normal", lambda: (jax.random.normal(jax.random.key(0), Sizes()), jnp.zeros(Sizes()), jnp.broadcast_to(1.0, Sizes())), jit=False)
case("jax.numpy.reshape", lambda x: (jnp.reshape(x, Sizes()), jnp.full(Sizes(), x[0])), f32(6))


# ---- shapes that are arrays ----
case("jax.numpy.reshape", lambda x: (jnp.reshape(x, np.array([3, -1])), jnp.reshape(x, jnp.array([6, 1, 1])), x.reshape(np.array([2, 3])),
                                     jnp.reshape(x[0], np.ones(0, np.int32)), jnp.reshape(x[0], jnp.ones(0)), jnp.reshape(x[0], np.array([1, 1]))), f32(6))
case("jax.numpy.reshape", lambda: jnp.reshape(jnp.float32(3), (jnp.array([1]),)), raises="line", jit=False)
case("jax.numpy.zeros", lambda: (jnp.zeros(jnp.array([2, 3])), jnp.zeros(np.ones(0, np.int32)), jnp.broadcast_to(1.0, np.array([2, 3]))), jit=False)
