"""What examples of JAX's documents and READMEs do, as far as no other area has it."""
import contextlib
import io
import sys
import warnings

import jax
import jax.numpy as jnp
import numpy as np
from jax import export, lax
import jax.ad_checkpoint
import jax.extend
from jax.interpreters import ad, mlir

from corpus import *
from corpus import case as add


def case(name, function, *args, **options):
    add(name, function, *args, jit=False, **options)


def printed(f, *args):
    """What a function prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        f(*args)
        jax.effects_barrier()
    return out.getvalue()


def message(f, *args):
    """The whole message of an exception, after its class."""
    try:
        f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "none"


def warned(f):
    """Texts of the warnings of a call."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        f()
    return [f"{w.category.__name__}: {w.message}" for w in found]


# ---- breakpoints ----

def stopped(commands, number=1):
    """What the debugger says to commands, one a line; the file's name is left out."""
    def run():
        said = io.StringIO()

        @jax.jit
        def f(x, table):
            y, z = x * 2, {"half": x / 2}
            jax.debug.breakpoint(stdin=io.StringIO(commands), stdout=said, num_frames=number)
            return y + z["half"]
        out = f(4.0, {"k": 1})
        jax.effects_barrier()
        return out, [line for line in said.getvalue().replace("(jdb) ", "").split("\n") if not line.startswith("> ")]
    return run


BREAK = "jax.debug.breakpoint"
for text in ("c\n", "p x\np y\nc\n", "z\nz['half'] + 1\npp (x, y)\ncont\n", "p absent\np 1/0\nqq = 3\ncontinue\n", "l\nc\n",
             "u\nd\nc\n", "table\nlen(table)\n\nx.shape\nc\n"):
    case(BREAK, stopped(text))
case(BREAK, lambda: jax.jit(lambda x: lax.cond(x > 0, lambda: x, lambda: (jax.debug.breakpoint(stdin=io.StringIO("c\n")), x)[1]))(2.0))


# ---- derivatives into references ----

def dot(w, x):
    return w @ x


def accumulated():
    grad = jax.new_ref(jnp.zeros((2, 3)))
    _, pull = jax.vjp(dot, jnp.ones((2, 3)), jnp.arange(3.0))
    first = pull.with_refs(grad, jax.ad.GradValue())(jnp.ones(2))
    second = pull.with_refs(grad, jax.ad.DontWant())(jnp.ones(2))
    return grad[...], repr(first[0]), first[1], repr(second)


def scanned(xs):
    def step(_, x):
        out, pull = jax.vjp(lambda w: jnp.sum(w * x), jnp.ones(3))
        pull.with_refs(total)(jnp.ones_like(out))
        return (), out
    total = jax.new_ref(jnp.zeros(3))
    _, outs = lax.scan(step, (), xs)
    return jax.freeze(total), outs


case("jax.vjp", accumulated)
case("jax.vjp", lambda x: jax.jit(scanned)(x), f32(4))


@jax.custom_vjp
def stash(ref, x):
    return x


def stash_bwd(ref, g):
    ref[...] = g
    return None, g


stash.defvjp(lambda ref, x: (x, ref), stash_bwd)


def stashed(transform):
    def run():
        ref = jax.new_ref(jnp.float32(0.0))
        out = transform(lambda x, ref: 3 * stash(ref, jnp.sin(x)))(1.0, ref)
        return out, ref[...]
    return run


for transform in (lambda f: f, jax.grad, lambda f: jax.jit(jax.grad(f)), jax.value_and_grad):
    case("jax.custom_vjp", stashed(transform))


def kept():
    ref = jax.new_ref(1.0)
    texts = [repr(ref), str(jax.typeof(ref))]
    ref[...] = 2.0
    texts.append(repr(ref))
    counts = jax.new_ref(0)

    def count(carry, x):
        counts[...] += x
        return carry, None
    lax.scan(count, (), jnp.arange(10))
    return texts, repr(counts), ref[...]


def returned(ref):
    ref[...] = 1.0
    return ref


case("jax.new_ref", kept)
case("jax.new_ref", lambda: message(jax.jit(returned), jax.new_ref(0.0)).split(" at ")[0])
case("jax.new_ref", lambda: message(jax.jit(returned), jax.new_ref(0.0)).split("\n")[2])


def closed_over():
    ref = jax.new_ref(0.0)

    def f(y_ref):
        y_ref[...] = ref[...]
    return jax.jit(f)(ref)


case("jax.new_ref", lambda: message(closed_over).rpartition(" for jit, ")[2])

# ---- the array API ----
case("jax.Array.__array_namespace__", lambda x: x.__array_namespace__().sum(x), f32(3))
case("jax.Array.__array_namespace__", lambda x: x.__array_namespace__(api_version="2024.12") is jnp, f32(3))
case("jax.Array.__array_namespace__", lambda x: x.__array_namespace__(api_version="2"), f32(3), raises="line")
INFO = "jax.numpy.__array_namespace_info__"
case(INFO, lambda: jnp.__array_namespace_info__().capabilities())
case(INFO, lambda: {k: str(v) for k, v in jnp.__array_namespace_info__().default_dtypes().items()}, x64=True)
for kind in (None, "bool", "signed integer", "real floating", ("integral", "complex floating"), "numeric"):
    case(INFO, lambda k=kind: sorted(jnp.__array_namespace_info__().dtypes(kind=k)), x64=True)

# ---- rules of primitives ----
multiply_add = jax.extend.core.Primitive("multiply_add_of_documents")
multiply_add.def_abstract_eval(lambda x, y, z: jax.core.ShapedArray(x.shape, x.dtype))
multiply_add.def_impl(lambda x, y, z: np.add(np.multiply(x, y), z))


def lowered(context, x, y, z):
    from jax._src.lib.mlir.dialects import hlo
    return [hlo.AddOp(hlo.MulOp(x, y), z).result]


def lowered_by_functions(context, x):
    from jax._src.lib.mlir.dialects import hlo
    return [hlo.tanh(hlo.subtract(hlo.exponential(x), hlo.SineOp(x)))]


def tuples(primals, tangents):
    kinds.append((type(primals).__name__, type(tangents).__name__))
    return multiply_add.bind(*primals), multiply_add.bind(tangents[0], primals[1], tangents[2])


kinds = []
mlir.register_lowering(multiply_add, lowered, platform="cpu")
ad.primitive_jvps[multiply_add] = tuples
mixed = jax.extend.core.Primitive("mixed_of_documents")
mixed.def_abstract_eval(lambda x: jax.core.ShapedArray(x.shape, x.dtype))
mlir.register_lowering(mixed, lowered_by_functions)
case("jax.extend.core.Primitive", lambda x: jax.jit(multiply_add.bind)(x, x, x), f32(3))
case("jax.extend.core.Primitive", lambda x: jax.jit(mixed.bind)(x), f32(3))
case("jax.extend.core.Primitive", lambda x: (jax.jvp(multiply_add.bind, (x, x, x), (x, x, x)), kinds[-1]), f32(3))

# ---- jaxprs, residuals ----


def literals(f, *args):
    return lambda: [repr(v) for e in jax.make_jaxpr(f)(*args).eqns for v in e.invars
                    if type(v).__name__ == "Literal"]


case("jax.make_jaxpr", literals(lambda x: (x + 1, x * 2, jnp.where(x > 0, x, 0), x + np.int32(3)), 1))
case("jax.make_jaxpr", literals(lambda x: (x + 1, x * 2.5, x + np.float32(3)), 1.0))
case("jax.make_jaxpr", literals(lambda x: x + 1j, 1j))


def chained(functions):
    def f(x):
        for g in functions:
            x = g(x)
        return x
    return f


def residuals(f, x):
    """What is saved, without the names of files."""
    import re
    return re.sub(r"from \S*[/\\]", "from ", printed(jax.ad_checkpoint.print_saved_residuals, f, x))


case("jax.ad_checkpoint.print_saved_residuals", lambda: residuals(chained([jnp.sin] * 2), 3.0))
case("jax.checkpoint", lambda: jax.checkpoint(jnp.sin, concrete=True), raises="line")

# ---- symbolic sizes ----
SYMBOLIC, CALL = "jax.export.symbolic_shape", "jax.export.Exported.call"


def sizes(*constraints):
    return export.symbolic_shape("a, b, c, d", constraints=constraints)


def expressions(*constraints):
    def run():
        a, b, c, d = sizes(*constraints)
        return [str(e) for e in (a * b, 2 * b * a, a * b * b, a * a * b * b, a * b + c, a * c, c + d, c, a // 2, a // 4,
                                 a % 2)]
    return run


for texts in ((), ("a * b == c + d",), ("a * b == c + d", "floordiv(a, 2) == d"), ("mod(a, 2) == 0",),
              ("a == b",)):
    case(SYMBOLIC, expressions(*texts))
for texts in (("a + b == 3",), ("3 >= 4",), ("a == b", "a == 5"), ("a * b == c", "a * b == d")):
    case(SYMBOLIC, lambda t=texts: sizes(*t), raises=None)


def sized(shape, constraints, f, *real):
    """An export with constraints, called with arrays of several sizes: shapes, or what is wrong with them."""
    def run():
        dims = export.symbolic_shape(shape, constraints=constraints)
        e = export.export(jax.jit(f))(jax.ShapeDtypeStruct(dims, jnp.float32))
        out = [str(e.out_avals)]
        for size in real:
            try:
                out.append(str(e.call(jnp.ones(size)).shape))
            except ValueError as problem:
                out.append(str(problem))
        return out
    return run


case(CALL, sized("a, b", ["a >= 2", "b == 2*a"], jnp.ravel, (2, 4), (1, 2), (2, 5)))
case(CALL, sized("a, b, c", ["a*b==c"], jnp.ravel, (2, 4, 8), (1, 2, 3)))
case(CALL, sized("a, b, c", ["a*b==c+1"], jnp.ravel, (2, 4, 7), (1, 2, 3)))
case(CALL, sized("a", ["a>=5", "a<=7"], lambda x: x * 2, (6,), (2,), (8,)))
case(CALL, lambda x: export.export(jax.jit(lax.cos))(1.0).call(x), lit(1.0))
case(CALL, lambda: export.export(jax.jit(lambda x: (x * 2, 1)))(1).call(1))


def foreign():
    a, = export.symbolic_shape("a,")
    b, = export.symbolic_shape("a,", constraints=("a >= 8",))
    return message(lambda: a + b)


case("jax.export.SymbolicScope", lambda: [line.partition("created at")[1] for line in foreign().split("\n")])

# ---- options, warnings ----


def parsed(*arguments):
    def run():
        before, sys.argv = sys.argv, ["program", *arguments]
        try:
            jax.config.parse_flags_with_absl()
            return jax.config.jax_debug_infs, jax.config.jax_default_matmul_precision
        finally:
            sys.argv = before
            jax.config.update("jax_debug_infs", False)
            jax.config.update("jax_default_matmul_precision", None)
    return run


case("jax.config.parse_flags_with_absl", parsed())
K = jax.random.key(0)
for f in (lambda: jax.random.uniform(K, (2,), dtype=jnp.float64), lambda: jax.random.randint(K, (2,), 0, 5, "int64"),
          lambda: jax.random.gamma(K, 1.0, (2,), dtype=float), lambda: jax.random.bits(K, (2,), "uint64"),
          lambda: jax.random.poisson(K, 1.0, (2,), "int64"), lambda: jax.random.normal(K, (2,), jnp.float32)):
    case("jax.random", lambda g=f: warned(g))


def flops(f, *args):
    found = jax.jit(f).lower(*args).compile().cost_analysis()
    return [found.get(k) for k in ("flops", "transcendentals", "bytes accessed")]


case("jax.stages.Compiled.cost_analysis", lambda: flops(lambda x, y: 2 * x + y, 3, 4))
case("jax.stages.Compiled.cost_analysis", lambda: flops(lambda x, y: x @ y, jnp.ones((10, 20)), jnp.ones((20, 30))))


# ---- the first notebook: a function and its compiled form ----

def norm(x):
    x = x - x.mean(0)
    return x / x.std(0)


def agrees():
    x = jnp.array(np.random.RandomState(1701).rand(10000, 10))
    return bool(np.allclose(norm(x), jax.jit(norm)(x), atol=1e-6))


case("jax.jit", agrees)


# ---- a container that takes nothing but arrays ----

class OnlyArrays:
    def __init__(self, a):
        self.a = jnp.asarray(a)


jax.tree_util.register_pytree_node(OnlyArrays, lambda t: ((t.a,), None), lambda _, children: OnlyArrays(*children))
case("jax.jacobian", lambda: jax.jacobian(lambda x: x)(OnlyArrays(jnp.arange(5.0))), raises="line")
case("jax.jacfwd", lambda: jax.jacfwd(lambda x: x)(OnlyArrays(jnp.arange(5.0))), raises="line")


# ---- rules of another kind, set through a custom derivative ----

@jax.custom_vjp
@jax.custom_batching.custom_vmap
def scaled_sine(x, y):
    return jnp.sin(x) * y


@scaled_sine.def_vmap
def _(axis_size, in_batched, xs, ys):
    return jnp.cos(xs) * ys, True


scaled_sine.defvjp(lambda x, y: (scaled_sine(x, y), (x, y)), lambda r, g: (g * jnp.cos(r[0]) * r[1], g * jnp.sin(r[0])))
case("jax.custom_batching.custom_vmap", lambda: jax.vmap(scaled_sine)(jnp.zeros(3), jnp.ones(3)))
case("jax.custom_batching.custom_vmap", lambda: jax.grad(scaled_sine)(jnp.zeros(()), jnp.ones(())))
case("jax.custom_vjp", lambda: scaled_sine.other, raises=True)


# ---- numpy's functions that only slice and turn what they are given ----

TABLE = jnp.arange(8.0).reshape(4, 2)
for f in (lambda x: np.split(x, 2), lambda x: np.split(x, [1, 3]), lambda x: np.array_split(x, 3), lambda x: np.hsplit(x, 2),
          lambda x: np.vsplit(x, 2), lambda x: np.flip(x, 0), lambda x: np.flipud(x), lambda x: np.fliplr(x),
          lambda x: np.moveaxis(x, 0, 1), lambda x: np.rollaxis(x, 1)):
    case("jax.jit", lambda g=f: [isinstance(y, jax.Array) for y in jax.tree.leaves(g(TABLE))])
    case("jax.jit", lambda g=f: jax.jit(g)(TABLE))
case("jax.jit", lambda: jax.jit(lambda x: x.astype(np.result_type(x, np.float16)))(TABLE))


# ---- bfloat16 in files ----

def saved_and_loaded(x):
    file = io.BytesIO()
    jnp.save(file, x)
    text = file.getvalue()[10:].split(b"}")[0].decode()
    file.seek(0)
    return [text, jnp.load(file)]


case("jax.numpy.load", lambda: saved_and_loaded(jnp.array([2, 4, 6, 8], "bfloat16")))
case("jax.numpy.load", lambda: saved_and_loaded(jnp.ones((2, 3), "bfloat16")))


# ---- what exported functions say of shardings ----

ACROSS = jax.sharding.AbstractMesh((4,), ("a",))


def said_of_shardings():
    over = jax.sharding.NamedSharding(ACROSS, jax.P("a"))
    exported = export.export(jax.jit(lambda x: x.T))(jax.ShapeDtypeStruct((32,), "int32", sharding=over))
    return [exported.nr_devices, repr(exported.in_shardings_jax(ACROSS))]


case("jax.export.Exported.in_shardings_jax", said_of_shardings)
case("jax.export.Exported.in_shardings_jax", lambda: repr(export.export(jax.jit(jnp.sin))(1.0).in_shardings_jax(ACROSS)))
