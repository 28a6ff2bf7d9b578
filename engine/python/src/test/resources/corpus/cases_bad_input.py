"""Bad input: wrong ranks, None, numbers and keys where arrays belong; and arrays where whole numbers belong."""
import jax
import jax.numpy as jnp
import jax.scipy.linalg

from corpus import *
# ---- bad input: the classes are JAX's, and nothing of the engine's insides shows ----
for name, call in {
    "tile": lambda x: jnp.tile(x, None), "expand_dims": lambda x: jnp.expand_dims(x, None),
    "broadcast_to": lambda x: jnp.broadcast_to(x, None), "polyval": lambda x: jnp.polyval(2.0, x),
    "array_split": lambda x: jnp.array_split(x, -1), "linalg.lstsq": lambda x: jnp.linalg.lstsq(x, 2.0),
    "einsum": lambda x: jnp.einsum(x, [[1.0], [1.0, 2.0]]),
}.items():
    case("jax.numpy." + name, call, f32(2, 3), raises=True, jit=False)
case("jax.numpy.tile", lambda x: jnp.tile(x, jnp.array([2, 1])), f32(2, 3), jit=False)
case("jax.numpy.split", lambda x: jnp.split(x, jnp.array([1, 2])), f32(3, 2), jit=False)
case("jax.numpy.expand_dims", lambda x: jnp.expand_dims(x, jnp.array([0, 2])), f32(3, 2), jit=False)
case("jax.random.uniform", lambda: jax.random.uniform(jax.random.key(0), jnp.array([2, 1])), jit=False)
case("jax.random.uniform", lambda: jax.random.uniform(jax.random.key(0), None), raises=True, jit=False)
case("jax.random.split", lambda: jax.random.split(jax.random.key(0), None), raises=True, jit=False)
case("jax.random.key", lambda: jax.random.key(None), raises=True, jit=False)
case("jax.nn.gelu", lambda: jax.nn.gelu(jax.random.key(0)), raises=True, jit=False)
case("jax.nn.elu", lambda: jax.nn.elu(jax.random.key(0)), raises=True, jit=False)
case("jax.scipy.linalg.cholesky", lambda x: jax.scipy.linalg.cholesky(x), f32(3), raises=True, jit=False)
case("jax.scipy.linalg.cho_solve", lambda x: jax.scipy.linalg.cho_solve(x, None), f32(2, 3), raises=True, jit=False)
case("jax.scipy.linalg.hilbert", lambda: jax.scipy.linalg.hilbert(-1), raises=True, jit=False)
case("jax.scipy.linalg.solve_triangular", lambda x: jax.scipy.linalg.solve_triangular(x, 2.0), f32(2, 3), raises=True, jit=False)

# ---- every function of jax.lax, jax.scipy.special, signal and stats with arguments of kinds that are no arrays ----
import inspect

import jax.scipy.signal
import jax.scipy.special
import jax.scipy.stats
import numpy as np

WRONG = {"None": None, "text": "a", "an object": object(), "a dict": {"a": 1.0}, "ragged": [[1.0], [1.0, 2.0]],
         "objects": np.array([object()]), "texts": np.array(["a"])}


def asks_for_arrays(module, names, *others):
    """A wrong value in the place of each of a function's arrays, the others being right."""
    for name in names.split():
        function = module
        for part in name.split("."):
            function = getattr(function, part)
        arrays = [2.0, 0.5, 1.5][:sum(p.default is p.empty for p in inspect.signature(function).parameters.values())]
        for place in range(len(arrays) - len(others)):
            for value in WRONG.values():
                given = [value if i == place else others[i - len(arrays)] if i >= len(arrays) - len(others) else jnp.ones((2, 3))
                         for i in range(len(arrays))]
                case(f"{module.__name__}.{name}", lambda f=function, g=given: f(*g), raises=True, jit=False)


asks_for_arrays(jax.lax, "abs acos add asin atan atan2 cbrt ceil clamp complex conj cos cosh digamma div eq erf exp expm1 floor ge"
                         " imag is_finite lgamma log log1p logistic max min mul ne neg nextafter pow real rem round rsqrt select"
                         " sign sin sqrt square sub tan tanh")
asks_for_arrays(jax.scipy.special, "betainc betaln digamma entr erf erfc erfinv exp1 expi expit gamma gammainc gammaln i0 i1 kl_div"
                                   " log_ndtr logit ndtri rel_entr sici spence xlog1py xlogy")
asks_for_arrays(jax.scipy.stats, "norm.pdf norm.logpdf norm.cdf expon.pdf cauchy.logpdf laplace.cdf logistic.pdf rankdata sem mode")
asks_for_arrays(jax.scipy.signal, "detrend fftconvolve")
X = jnp.ones((2, 3))
for name, call in {
    "jax.lax.dynamic_slice": lambda: jax.lax.dynamic_slice(X, 1, (1, 1)),
    "jax.lax.dynamic_update_slice": lambda: jax.lax.dynamic_update_slice(X, X, None),
    "jax.lax.dot_general": lambda: jax.lax.dot_general(X, X, 2.5),
    "jax.lax.pad": lambda: jax.lax.pad(X, 0.0, [(0, 0, 0), (0, 0.5, 0)]),
    "jax.lax.argmax": lambda: jax.lax.argmax(X, 0, None),
    "jax.lax.convert_element_type": lambda: jax.lax.convert_element_type(X, X),
    "jax.lax.iota": lambda: jax.lax.iota(X, 3),
    "jax.lax.eq": lambda: jax.lax.eq(jax.random.key(0), X),
    "jax.lax.concatenate": lambda: jax.lax.concatenate([X, jnp.ones(3)], 0),
    "jax.lax.transpose": lambda: jax.lax.transpose(X, (0, 0)),
    "jax.lax.broadcast_in_dim": lambda: jax.lax.broadcast_in_dim(X, (2, 4), (0, 1)),
    "jax.lax.top_k": lambda: jax.lax.top_k(X, 7),
    "jax.lax.conv": lambda: jax.lax.conv(X, X, (1,), "SAME"),
    "jax.numpy.repeat": lambda: jnp.repeat(X, float("inf")),
    "jax.numpy.arange": lambda: jnp.arange(float("inf")),
    "jax.random.choice": lambda: jax.random.choice(jax.random.key(0), float("inf")),
    "jax.scipy.linalg.lu": lambda: jax.scipy.linalg.lu(jnp.ones((2, 3, 3))),
    "jax.scipy.linalg.sqrtm": lambda: jax.scipy.linalg.sqrtm(jnp.ones((2, 3, 3))),
    "jax.scipy.special.erfcx": lambda: jax.scipy.special.erfcx(jax.random.key(0)),
    "jax.scipy.special.logsumexp": lambda: jax.scipy.special.logsumexp(X, axis=5),
    "jax.scipy.signal.convolve": lambda: jax.scipy.signal.convolve(X, jnp.ones(3)),
    "jax.scipy.signal.stft": lambda: jax.scipy.signal.stft(X, nperseg=-1),
    "jax.scipy.stats.rankdata": lambda: jax.scipy.stats.rankdata(X, "wrong"),
}.items():
    case(name, call, raises=None, jit=False)

# ---- what people get wrong: the class is JAX's, and the first line of the message unless the key says "class" ----
import functools

import jax.flatten_util
import jax.image
import jax.ops
from jax import lax

K = jax.random.key(0)
V = jnp.arange(3.0)
I3 = jnp.arange(3)
leaked = []


def leak(x):
    leaked.append(x)
    return x


def leaked_once(transform):
    leaked.clear()
    transform(leak)(V)
    return leaked[0] + 1


def if_positive(x):
    return x if x > 0 else -x


@functools.partial(jax.jit, static_argnums=1)
def static(x, n):
    return x * 2


@functools.partial(jax.jit, static_argnames="mode")
def named(x, mode="a"):
    return x * 2

def assert_positive(x):
    assert x > 0
    return x


def wrong_jvp(rule):
    f = jax.custom_jvp(lambda x: x * 2.0)
    f.defjvp(rule)
    return jax.grad(f)


def wrong_vjp(fwd, bwd):
    f = jax.custom_vjp(lambda x: x * 2.0)
    f.defvjp(fwd, bwd)
    return jax.grad(f)


MISTAKES = {
    "jax.jit": [
        lambda: jax.jit(lambda x: int(x))(1.0),
        lambda: jax.jit(lambda x: float(x) + 1)(1.0),
        lambda: jax.jit(lambda x: x.item())(1.0),
        lambda: jax.jit(lambda x: x.tolist())(V),
        lambda: jax.jit(lambda x: [v for v in range(len(x[x > 0]))])(V),
        lambda: jax.jit(lambda n: jnp.zeros(n))(3),
        lambda: jax.jit(lambda n: jnp.arange(n))(3),
        lambda: jax.jit(lambda n: V.reshape(n, -1))(1),
        lambda: jax.jit(lambda x: jnp.nonzero(x))(V),
        lambda: jax.jit(lambda x: jnp.unique(x))(V),
        lambda: jax.jit(lambda x: x[x > 1])(V),
        lambda: jax.jit(lambda x: jnp.where(x > 1))(V),
        lambda: jax.jit(lambda x, n: jnp.repeat(x, n))(V, I3),
        lambda: jax.jit(lambda x, n: jnp.linspace(0, 1, n))(V, 3),
        lambda: jax.jit(lambda x, i: x[i:])(V, 1),
        lambda: jax.jit(lambda x, i: x[:i])(V, 1),
        lambda: jax.jit(lambda x: complex(x))(1.0),
        lambda: jax.jit(lambda x: hash(x))(V),
        lambda: jax.jit(lambda x: f"{x:.2f}")(1.0),
        lambda: static(V, [1]),
        lambda: static(V, V),
        lambda: static(V, {"a": 1}),
        lambda: named(V, mode=[1]),
        lambda: static(V),
        lambda: jax.jit(3),
        lambda: jax.jit(lambda x: x, static_argnums=5)(1),
        lambda: jax.jit(lambda x: x, static_argnames="y"),
        lambda: jax.jit(lambda x: {1: x, "a": x})(1),
        lambda: leaked_once(jax.jit),
        lambda: jax.jit(lambda x: x.at[0] + 1)(V),
        lambda: jax.jit(lambda x: x.__setitem__(0, 1))(V),
    ],
    "jax.Array": [
        lambda: V.__setitem__(0, 1.0),
        lambda: V["a"],
        lambda: V[0.5],
        lambda: V[0, 0],
        lambda: V[None, 0, 0],
        lambda: V[[0, 1]],
        lambda: V[..., ...],
        lambda: V[jnp.array([True, False])],
        lambda: V[I3, I3],
        lambda: V[5:1:0],
        lambda: bool(V),
        lambda: int(V),
        lambda: float(V),
        lambda: V.reshape(2, 2),
        lambda: V.reshape(-1, -1),
        lambda: V @ jnp.ones((2, 2)),
        lambda: V + jnp.ones(2),
        lambda: V + [1, 2, 3],
        lambda: hash(V),
        lambda: len(jnp.float32(1)),
        lambda: iter(jnp.float32(1)),
        lambda: V.nothing,
        lambda: V.at[0].nothing,
        lambda: V.at[0].set("a"),
        lambda: V.at[0].set(jnp.ones(2)),
        lambda: V.at["a"].set(1),
        lambda: V.astype("nothing"),
        lambda: V.astype("float33"),
        lambda: ~V,
        lambda: V << 1,
        lambda: V & 1,
        lambda: V.T.sum(3),
        lambda: V.sum(axis=1),
        lambda: V.squeeze(0),
        lambda: V.swapaxes(0, 1),
        lambda: V.transpose(1),
        lambda: V.item(),
        lambda: V.item(5),
        lambda: jnp.ones((2, 3)).dot(jnp.ones((2, 3))),
    ],
    "jax.Array class": [
        lambda: V + "a",
        lambda: V + None,
        lambda: V.view("int64"),
        lambda: V.sum(axis=0.5),
        lambda: pow(V, 2, 3),
        lambda: divmod(V, "a"),
        lambda: round(V, 0.5),
    ],
    "jax.grad": [
        lambda: jax.grad(lambda x: x)(V),
        lambda: jax.grad(lambda x: x)(3),
        lambda: jax.grad(lambda x: x.astype(int))(1.0),
        lambda: jax.grad(lambda x: None)(1.0),
        lambda: jax.grad(lambda x: x, argnums=1)(1.0),
        lambda: jax.grad(lambda x: x, argnums="a"),
        lambda: jax.grad(lambda x: x, argnums=(0, 0.5)),
        lambda: jax.grad(3),
        lambda: jax.grad(lambda x: x * 1j)(1.0),
        lambda: jax.grad(lambda x: x)(1j),
        lambda: jax.grad(lambda x: x, has_aux=True)(1.0),
        lambda: jax.grad(lambda x: (x, x, x), has_aux=True)(1.0),
        lambda: jax.grad(lambda x: x["a"] * 1.0)({"a": "b"}),
        lambda: jax.grad(lambda x: x)("a"),
        lambda: jax.grad(lambda x: x)(None),
        lambda: jax.grad(lambda x: x)(),
        lambda: leaked_once(lambda f: jax.grad(lambda v: f(v).sum())),
        lambda: jax.grad(lambda x: float(x))(1.0) + if_positive(jax.grad(if_positive)(V)),
        lambda: jax.grad(lambda x: np.sin(x))(1.0),
        lambda: jax.grad(lambda x: lax.while_loop(lambda c: c < 3, lambda c: c * 2, x))(1.0),
    ],
    "jax.grad class": [
        lambda: jax.grad(lambda x: (x, x))(1.0),
        lambda: jax.grad(lambda x: "a")(1.0),
    ],
    "jax.value_and_grad": [
        lambda: jax.value_and_grad(lambda x: x)(I3),
        lambda: jax.value_and_grad(lambda x: x)(I3[0]),
    ],
    "jax.vmap": [
        lambda: jax.vmap(lambda x: x)(1.0),
        lambda: jax.vmap(lambda x, y: x)(V, jnp.ones(2)),
        lambda: jax.vmap(lambda x, y: x, in_axes=(0, 1))(V, V),
        lambda: jax.vmap(lambda x: x, in_axes=2)(V),
        lambda: jax.vmap(lambda x, y: x, in_axes=(0,))(V, V),
        lambda: jax.vmap(lambda x: x, in_axes=None)(V),
        lambda: jax.vmap(lambda x: x, in_axes="a"),
        lambda: jax.vmap(lambda x: x, out_axes=3)(V),
        lambda: jax.vmap(lambda x: (x, x), out_axes=(0,))(V),
        lambda: jax.vmap(lambda x: x, out_axes=None)(V),
        lambda: jax.vmap(lambda x: x)(),
        lambda: jax.vmap(3),
        lambda: jax.vmap(lambda d: d["a"])({"a": V, "b": jnp.ones(2)}),
        lambda: jax.vmap(lambda x: x, in_axes=({"a": 0},))({"b": V}),
        lambda: jax.vmap(if_positive)(V),
        lambda: jax.vmap(lambda x: x, axis_size=2)(V),
        lambda: jax.vmap(lambda x: "a")(V),
        lambda: leaked_once(jax.vmap),
        lambda: jax.vmap(lambda x: x.sum(axis=0))(V),
    ],
    "jax.vmap class": [
        lambda: jax.vmap(lambda x: x, in_axes=[0])(V),
    ],
    "jax.jvp": [
        lambda: jax.jvp(lambda x: x, 1.0, 1.0),
        lambda: jax.jvp(lambda x: x, (1.0,), (1,)),
        lambda: jax.jvp(lambda x: x, (V,), (1.0,)),
        lambda: jax.jvp(lambda x: x, (1.0,), (1.0, 2.0)),
        lambda: jax.jvp(lambda x: x, ({"a": 1.0},), ({"b": 1.0},)),
        lambda: jax.jvp(lambda x: x, (1,), (1.0,)),
        lambda: jax.jvp(3, (1.0,), (1.0,)),
    ],
    "jax.vjp": [
        lambda: jax.vjp(lambda x: x, V)[1](1.0),
        lambda: jax.vjp(lambda x: (x, x), 1.0)[1](1.0),
        lambda: jax.vjp(lambda x: x, 1.0)[1](1),
        lambda: jax.vjp(lambda x: {"a": x}, 1.0)[1]({"b": 1.0}),
        lambda: jax.vjp(lambda x: x, 1.0)[1](V),
    ],
    "jax.vjp class": [
        lambda: jax.vjp(lambda x: x, 1.0)[1](),
    ],
    "jax.jacfwd": [
        lambda: jax.jacfwd(lambda x: x)(3),
        lambda: jax.jacfwd(lambda x: x)(1j),
        lambda: jax.jacfwd(lambda x: x)("a"),
    ],
    "jax.jacrev": [
        lambda: jax.jacrev(lambda x: x)(3),
        lambda: jax.jacrev(lambda x: x.astype(int))(1.0),
    ],
    "jax.hessian": [
        lambda: jax.hessian(lambda x: x.sum())(I3),
    ],
    "jax.linearize": [
        lambda: jax.linearize(lambda x: x, V)[1](1.0),
        lambda: jax.linearize(lambda x: x, 1.0)[1](1.0, 2.0),
        lambda: jax.linearize(lambda x: x, {"a": 1.0})[1]({"b": 1.0}),
    ],
    "jax.lax.scan": [
        lambda: lax.scan(lambda c, x: (c, x, x), 0.0, V),
        lambda: lax.scan(lambda c, x: c, 0.0, V),
        lambda: lax.scan(lambda c, x: (1, x), 0.0, V),
        lambda: lax.scan(lambda c, x: ((c, c), x), 0.0, V),
        lambda: lax.scan(lambda c, x: (jnp.ones(2), x), 0.0, V),
        lambda: lax.scan(lambda c, x: (c, x), 0.0, (V, jnp.ones(2))),
        lambda: lax.scan(lambda c, x: (c, x), 0.0, None),
        lambda: lax.scan(lambda c, x: (c, x), 0.0, 1.0),
        lambda: lax.scan(lambda c, x: (c, x), 0.0, V, length=5),
        lambda: lax.scan(lambda c, x: ({"b": c["a"]}, x), {"a": 0.0}, V),
        lambda: lax.scan(3, 0.0, V),
        lambda: lax.scan(lambda c, x: (c, x), 0.0, V, unroll=-1),
        lambda: lax.scan(lambda c, x: (None, x), 0.0, V),
    ],
    "jax.lax.scan class": [
        lambda: lax.scan(lambda c, x: (c + x, x), 0, V),
        lambda: lax.scan(lambda c, x: (c, x), "a", V),
    ],
    "jax.lax.cond": [
        lambda: lax.cond(True, lambda x: x, lambda x: (x, x), 1.0),
        lambda: lax.cond(True, lambda x: x, lambda x: 1, 1.0),
        lambda: lax.cond(True, lambda x: V, lambda x: x, 1.0),
        lambda: lax.cond(V, lambda x: x, lambda x: x, 1.0),
        lambda: lax.cond("a", lambda x: x, lambda x: x, 1.0),
        lambda: lax.cond(None, lambda: 1, lambda: 2),
        lambda: lax.cond(True, {"a": 1}, lambda x: x, 1.0),
        lambda: lax.cond(True, lambda d: {"a": d}, lambda d: {"b": d}, 1.0),
        lambda: lax.cond(True, lambda x: None, lambda x: x, 1.0),
    ],
    "jax.lax.cond class": [
        lambda: lax.cond(True, lambda x: x, lambda x: x, "a"),
    ],
    "jax.lax.switch": [
        lambda: lax.switch(0, [], 1.0),
        lambda: lax.switch(0.5, [lambda x: x, lambda x: x], 1.0),
        lambda: lax.switch(V, [lambda x: x, lambda x: x], 1.0),
        lambda: lax.switch(0, [lambda x: x, lambda x: (x, x)], 1.0),
        lambda: lax.switch(0, lambda x: x, 1.0),
        lambda: lax.switch("a", [lambda x: x, lambda x: x], 1.0),
    ],
    "jax.lax.while_loop": [
        lambda: lax.while_loop(lambda c: V > 0, lambda c: c, 1.0),
        lambda: lax.while_loop(lambda c: 1.0, lambda c: c, 1.0),
        lambda: lax.while_loop(lambda c: (True, True), lambda c: c, 1.0),
        lambda: lax.while_loop(lambda c: True, lambda c: (c, c), 1.0),
        lambda: lax.while_loop(lambda c: True, lambda c: 1, 1.0),
        lambda: lax.while_loop(lambda c: c[0] < 3, lambda c: [c[0], c[1]], (1, 2)),
        lambda: lax.while_loop(3, lambda c: c, 1),
        lambda: lax.while_loop(lambda c: None, lambda c: c, 1),
        lambda: lax.while_loop(lambda c: c < 3, lambda c: jnp.ones(2), V),
    ],
    "jax.lax.while_loop class": [
        lambda: lax.while_loop(lambda c: c < 3, lambda c: c + 0.5, 1),
    ],
    "jax.lax.fori_loop": [
        lambda: lax.fori_loop(0, 3, lambda i, c: (c, c), 1.0),
        lambda: lax.fori_loop(0, 3.5, lambda i, c: c, 1),
    ],
    "jax.lax.fori_loop class": [
        lambda: lax.fori_loop(0, 3, lambda i, c: c + 1.5, 1),
        lambda: lax.fori_loop(0, "a", lambda i, c: c, 1),
    ],
    "jax.lax.map": [
        lambda: lax.map(lambda x: x, 1.0),
        lambda: lax.map(lambda x: x[0], (V, jnp.ones(2))),
        lambda: lax.map(3, V),
    ],
    "jax.lax.associative_scan": [
        lambda: lax.associative_scan(3, V),
        lambda: lax.associative_scan(lambda a, b: a, V, axis=2),
        lambda: lax.associative_scan(lambda a, b: a, (V, jnp.ones(2))),
    ],
    "jax.tree.map": [
        lambda: jax.tree.map(lambda a, b: a, [1, 2], [1, 2, 3]),
        lambda: jax.tree.map(lambda a, b: a, {"a": 1}, {"b": 1}),
        lambda: jax.tree.map(lambda a, b: a, (1, 2), [1, 2]),
        lambda: jax.tree.map(lambda a, b: a, {"a": (1, 2)}, {"a": 1}),
        lambda: jax.tree.map(lambda a, b: a, None, 1),
        lambda: jax.tree.map(lambda a: a, {1: 1, "a": 2}),
        lambda: jax.tree.map(3, [1]),
        lambda: jax.tree.map(lambda a, b: a, {"a": {"b": [1, 2]}}, {"a": {"b": [1]}}),
    ],
    "jax.tree.map class": [
        lambda: jax.tree.map(lambda a: a),
    ],
    "jax.tree.unflatten": [
        lambda: jax.tree.unflatten(jax.tree.structure([1, 2]), [1]),
        lambda: jax.tree.unflatten(jax.tree.structure([1]), [1, 2]),
        lambda: jax.tree.unflatten("a", [1]),
    ],
    "jax.tree.unflatten class": [
        lambda: jax.tree.unflatten(jax.tree.structure([1]), 1),
    ],
    "jax.tree.transpose": [
        lambda: jax.tree.transpose(jax.tree.structure([0, 0]), jax.tree.structure({"a": 0}), [{"a": 1}]),
    ],
    "jax.random.normal": [
        lambda: jax.random.normal(0, (2,)),
        lambda: jax.random.normal(K, (2.5,)),
        lambda: jax.random.normal(K, (2,), dtype="int32"),
        lambda: jax.random.normal((2,)),
        lambda: jax.random.normal(jax.random.split(K), (2,)),
    ],
    "jax.random.normal class": [
        lambda: jax.random.normal(K, "a"),
    ],
    "jax.random.randint": [
        lambda: jax.random.randint(K, (2,), 0),
        lambda: jax.random.randint(K, (2,), 0, 5, "float32"),
        lambda: jax.random.randint(K, (2,), jnp.ones(3, int), 5),
    ],
    "jax.random.randint class": [
        lambda: jax.random.randint(K, (2,), 0, 2.5),
        lambda: jax.random.randint(K, 2, 0, 5),
    ],
    "jax.random.choice": [
        lambda: jax.random.choice(K, 0),
        lambda: jax.random.choice(K, -2),
        lambda: jax.random.choice(K, 3, (5,), replace=False),
        lambda: jax.random.choice(K, V, p=jnp.ones(2)),
        lambda: jax.random.choice(K, V, axis=2),
    ],
    "jax.random.choice class": [
        lambda: jax.random.choice(K, 2.5),
        lambda: jax.random.choice(K, jnp.float32(1.0)),
    ],
    "jax.random.categorical": [
        lambda: jax.random.categorical(K, V, shape=(2.5,)),
    ],
    "jax.random.categorical class": [
        lambda: jax.random.categorical(K, V, axis=2),
        lambda: jax.random.categorical(K, "a"),
    ],
    "jax.random.permutation": [
        lambda: jax.random.permutation(K, 2.5),
        lambda: jax.random.permutation(K, V, axis=1),
    ],
    "jax.random.permutation class": [
        lambda: jax.random.permutation(K, "a"),
    ],
    "jax.random.split": [
        lambda: jax.random.split(3),
    ],
    "jax.random.split class": [
        lambda: jax.random.split(K, 2.5),
        lambda: jax.random.split(K, "a"),
    ],
    "jax.random.fold_in": [
        lambda: jax.random.fold_in(K, V),
        lambda: jax.random.fold_in(3, 1),
    ],
    "jax.nn.one_hot": [
        lambda: jax.nn.one_hot(I3, -1),
        lambda: jax.nn.one_hot(I3, 3, axis=5),
    ],
    "jax.nn.one_hot class": [
        lambda: jax.nn.one_hot("a", 3),
        lambda: jax.nn.one_hot(I3, "a"),
        lambda: jax.nn.one_hot(I3, 2.5),
    ],
    "jax.nn.softmax": [
        lambda: jax.nn.softmax(V, axis=1),
    ],
    "jax.nn.softmax class": [
        lambda: jax.nn.softmax([1.0, 2.0]),
        lambda: jax.nn.softmax(I3),
    ],
    "jax.device_put": [
        lambda: jax.device_put(V, "cpu"),
        lambda: jax.device_put(V, 3),
        lambda: jax.device_put([V, V], [jax.devices()[0]]),
    ],
    "jax.device_put class": [
        lambda: jax.device_put("a"),
        lambda: jax.device_put({"a": object()}),
    ],
    "jax.eval_shape": [
        lambda: jax.eval_shape(lambda x: x @ x, jax.ShapeDtypeStruct((2, 3), "float32")),
        lambda: jax.eval_shape(if_positive, V),
    ],
    "jax.custom_jvp": [
        lambda: wrong_jvp(lambda p, t: (p[0], jnp.ones(2)))(1.0),
        lambda: wrong_jvp(lambda p, t: (p[0], 1))(1.0),
    ],
    "jax.custom_vjp": [
        lambda: wrong_vjp(lambda x: (x, None), lambda r, g: g)(1.0),
        lambda: wrong_vjp(lambda x: (x, None), lambda r, g: (g, g))(1.0),
        lambda: wrong_vjp(lambda x: (x, None), lambda r, g: (jnp.ones(2),))(1.0),
        lambda: wrong_vjp(lambda x: (x, None), lambda r, g: ([g],))(1.0),
    ],
    "jax.custom_vjp class": [
        lambda: wrong_vjp(lambda x: (x, None), lambda r, g: None)(1.0),
        lambda: wrong_vjp(lambda x: ((x, x), None), lambda r, g: (g,))(1.0),
    ],
    "jax.numpy.concatenate": [
        lambda: jnp.concatenate(V),
        lambda: jnp.concatenate([]),
        lambda: jnp.concatenate([V, jnp.ones((2, 2))]),
        lambda: jnp.concatenate([V, V], axis=1),
        lambda: jnp.concatenate([1.0, 2.0]),
    ],
    "jax.numpy.concatenate class": [
        lambda: jnp.concatenate([V, "a"]),
        lambda: jnp.concatenate([V, V], axis="a"),
    ],
    "jax.numpy.stack": [
        lambda: jnp.stack([V, jnp.ones(2)]),
        lambda: jnp.stack([]),
        lambda: jnp.stack([V, V], axis=3),
        lambda: jnp.stack([V, None]),
    ],
    "jax.numpy.stack class": [
        lambda: jnp.stack(1.0),
    ],
    "jax.numpy.reshape": [
        lambda: jnp.reshape(V, (2, 2)),
        lambda: jnp.reshape(V, (-1, -1)),
        lambda: jnp.reshape(V, (3.0,)),
        lambda: jnp.reshape([1, 2], (2,)),
        lambda: jnp.reshape(V, (-1, 2)),
        lambda: jnp.reshape(V, (3,), order="K"),
    ],
    "jax.numpy.reshape class": [
        lambda: jnp.reshape(V, "a"),
    ],
    "jax.numpy.matmul": [
        lambda: jnp.matmul(V, 1.0),
        lambda: jnp.matmul(jnp.ones((2, 3)), jnp.ones((2, 3))),
        lambda: jnp.matmul(jnp.ones((2, 2, 3)), jnp.ones((3, 3, 2))),
        lambda: jnp.matmul([1.0], V),
    ],
    "jax.numpy.dot": [
        lambda: jnp.dot(V, jnp.ones(2)),
        lambda: jnp.dot(jnp.ones((2, 3)), V[:2]),
        lambda: jnp.dot(V, None),
    ],
    "jax.numpy.einsum": [
        lambda: jnp.einsum("ij,jk->ik", V, V),
        lambda: jnp.einsum("i,j", V),
        lambda: jnp.einsum("i->ij", V),
        lambda: jnp.einsum("ii->i", jnp.ones((2, 3))),
        lambda: jnp.einsum("i,i", V, jnp.ones(2)),
        lambda: jnp.einsum("i->i!", V),
        lambda: jnp.einsum("i->ii", V),
    ],
    "jax.numpy.einsum class": [
        lambda: jnp.einsum(3, V),
    ],
    "jax.numpy.where": [
        lambda: jnp.where(V > 0, V),
        lambda: jnp.where(V > 0, jnp.ones(2), V),
        lambda: jnp.where([True], V, V),
    ],
    "jax.numpy.array": [
        lambda: jnp.array("a"),
        lambda: jnp.array([1, "a"]),
        lambda: jnp.array([[1, 2], [3]]),
        lambda: jnp.array(None),
        lambda: jnp.array([None, 1]),
        lambda: jnp.array({"a": 1}),
        lambda: jnp.array([1.5], dtype="nothing"),
        lambda: jnp.array({1, 2}),
        lambda: jnp.array(2**40),
    ],
    "jax.numpy.array class": [
        lambda: jnp.array(np.array(["a"])),
    ],
    "jax.numpy.zeros": [
        lambda: jnp.zeros("a"),
        lambda: jnp.zeros(-1),
        lambda: jnp.zeros((2, 2.5)),
        lambda: jnp.zeros(2.0),
        lambda: jnp.zeros(2, "nothing"),
        lambda: jnp.zeros([[1]]),
        lambda: jnp.zeros(None),
    ],
    "jax.numpy.zeros class": [
        lambda: jnp.zeros(2, 3),
    ],
    "jax.numpy.arange": [
        lambda: jnp.arange(0, 1, 0),
        lambda: jnp.arange(1j),
        lambda: jnp.arange(),
    ],
    "jax.numpy.arange class": [
        lambda: jnp.arange("a"),
        lambda: jnp.arange(None),
        lambda: jnp.arange(V),
    ],
    "jax.numpy.linspace": [
        lambda: jnp.linspace(0, 1, -1),
        lambda: jnp.linspace(0, 1, 2.5),
        lambda: jnp.linspace(0, [1, 2], 3),
    ],
    "jax.numpy.linspace class": [
        lambda: jnp.linspace(0, 1, 3, axis=4),
    ],
    "jax.numpy.take": [
        lambda: jnp.take(V, 0.5),
        lambda: jnp.take(V, I3, axis=1),
        lambda: jnp.take(V, I3, mode="nothing"),
        lambda: jnp.take(V, [0, 1]),
        lambda: jnp.take(V, I3, mode="raise"),
    ],
    "jax.numpy.sort": [
        lambda: jnp.sort(V, axis=1),
        lambda: jnp.sort([1, 2]),
        lambda: jnp.sort(V, kind="nothing"),
        lambda: jnp.sort(jnp.float32(1)),
    ],
    "jax.numpy.argmax": [
        lambda: jnp.argmax(jnp.zeros(0)),
        lambda: jnp.argmax(V, axis=(0,)),
        lambda: jnp.argmax(V, axis=0.5),
    ],
    "jax.numpy.argmax class": [
        lambda: jnp.argmax(V, axis=2),
        lambda: jnp.argmax("a"),
    ],
    "jax.numpy.max": [
        lambda: jnp.max(jnp.zeros(0)),
        lambda: jnp.max(V, axis=(0, 0)),
        lambda: jnp.max(V, where=V > 0),
        lambda: jnp.max([1, 2]),
        lambda: jnp.max(V, out=V),
    ],
    "jax.numpy.mean": [
        lambda: jnp.mean([1, 2]),
        lambda: jnp.mean(V, dtype="nothing"),
    ],
    "jax.numpy.mean class": [
        lambda: jnp.mean(V, axis=2),
    ],
    "jax.numpy.transpose": [
        lambda: jnp.transpose(V, (0, 1)),
        lambda: jnp.transpose(jnp.ones((2, 3)), (0, 0)),
        lambda: jnp.transpose(jnp.ones((2, 3)), (0, 2)),
    ],
    "jax.numpy.transpose class": [
        lambda: jnp.transpose(jnp.ones((2, 3)), "a"),
    ],
    "jax.numpy.pad": [
        lambda: jnp.pad(V, -1),
        lambda: jnp.pad(V, 1, "nothing"),
        lambda: jnp.pad(V, 1, constant_value=3),
        lambda: jnp.pad(V, 1.5),
        lambda: jnp.pad(V, 1, mode="edge", constant_values=2),
    ],
    "jax.numpy.pad class": [
        lambda: jnp.pad(V, ((1, 1), (1, 1))),
        lambda: jnp.pad(V, "a"),
    ],
    "jax.numpy.split": [
        lambda: jnp.split(V, 2),
    ],
    "jax.numpy.split class": [
        lambda: jnp.split(V, 0),
        lambda: jnp.split(V, 3, axis=1),
        lambda: jnp.split(1.0, 2),
    ],
    "jax.numpy.expand_dims": [
        lambda: jnp.expand_dims(V, 3),
        lambda: jnp.expand_dims(V, (0, 0)),
    ],
    "jax.numpy.expand_dims class": [
        lambda: jnp.expand_dims(V, 0.5),
        lambda: jnp.expand_dims("a", 0),
    ],
    "jax.numpy.broadcast_to": [
        lambda: jnp.broadcast_to(V, (2,)),
        lambda: jnp.broadcast_to(V, (2, 2)),
        lambda: jnp.broadcast_to(V, ()),
        lambda: jnp.broadcast_to(V, (-1, 3)),
    ],
    "jax.numpy.broadcast_to class": [
        lambda: jnp.broadcast_to("a", (2,)),
    ],
    "jax.numpy.clip": [
        lambda: jnp.clip(1j, 0, 1),
        lambda: jnp.clip([1.0], 0, 1),
        lambda: jnp.clip(V, jnp.ones(2)),
    ],
    "jax.numpy.cumsum": [
        lambda: jnp.cumsum(V, axis=1),
    ],
    "jax.numpy.cumsum class": [
        lambda: jnp.cumsum(V, axis=(0,)),
    ],
    "jax.numpy.linalg.inv": [
        lambda: jnp.linalg.inv(V),
        lambda: jnp.linalg.inv(jnp.ones((2, 3))),
    ],
    "jax.numpy.linalg.inv class": [
        lambda: jnp.linalg.inv([[1.0]]),
    ],
    "jax.numpy.linalg.solve": [
        lambda: jnp.linalg.solve(V, V),
    ],
    "jax.numpy.linalg.solve class": [
        lambda: jnp.linalg.solve(jnp.eye(3), jnp.ones(2)),
        lambda: jnp.linalg.solve(jnp.ones((2, 3)), V),
    ],
    "jax.numpy.linalg.norm": [
        lambda: jnp.linalg.norm(V, "nothing"),
        lambda: jnp.linalg.norm(jnp.ones((2, 2)), 3),
        lambda: jnp.linalg.norm(V, axis=2),
        lambda: jnp.linalg.norm(jnp.ones((2, 2, 2)), 1),
    ],
    "jax.numpy.linalg.cholesky class": [
        lambda: jnp.linalg.cholesky(V),
        lambda: jnp.linalg.cholesky(jnp.ones((2, 3))),
        lambda: jnp.linalg.cholesky([[1.0]]),
    ],
    "jax.numpy.linalg.svd": [
        lambda: jnp.linalg.svd(V),
    ],
    "jax.numpy.linalg.svd class": [
        lambda: jnp.linalg.svd(jnp.ones((2, 2)), hermitian=True, full_matrices="a"),
    ],
    "jax.numpy.linalg.eigh": [
        lambda: jnp.linalg.eigh(jnp.eye(2), UPLO="X"),
    ],
    "jax.numpy.linalg.eigh class": [
        lambda: jnp.linalg.eigh(V),
        lambda: jnp.linalg.eigh(jnp.ones((2, 3))),
    ],
    "jax.numpy.linalg.det": [
        lambda: jnp.linalg.det(V),
        lambda: jnp.linalg.det(jnp.ones((2, 3))),
    ],
    "jax.numpy.fft.fft": [
        lambda: jnp.fft.fft(V, axis=1),
        lambda: jnp.fft.fft(V, norm="nothing"),
        lambda: jnp.fft.fft(jnp.float32(1)),
    ],
    "jax.numpy.fft.fft class": [
        lambda: jnp.fft.fft(V, n=0),
        lambda: jnp.fft.fft("a"),
    ],
    "jax.lax.dot": [
        lambda: lax.dot(V, jnp.ones(2)),
        lambda: lax.dot(jnp.float32(1), V),
    ],
    "jax.lax.dot class": [
        lambda: lax.dot(V, I3),
    ],
    "jax.lax.add": [
        lambda: lax.add(V, jnp.ones(2)),
        lambda: lax.add(V, I3),
        lambda: lax.add(V, jnp.ones((3, 1))),
        lambda: lax.add(V, True),
    ],
    "jax.lax.add class": [
        lambda: lax.add(V, "a"),
    ],
    "jax.lax.select": [
        lambda: lax.select(V, V, V),
        lambda: lax.select(V > 0, V, I3),
        lambda: lax.select(V > 0, V, V[:2]),
        lambda: lax.select(True, V, 1.0),
    ],
    "jax.lax.dynamic_slice": [
        lambda: lax.dynamic_slice(V, (0,), (5,)),
        lambda: lax.dynamic_slice(V, (0, 0), (1,)),
        lambda: lax.dynamic_slice(V, V, (1,)),
    ],
    "jax.lax.dynamic_slice class": [
        lambda: lax.dynamic_slice(V, (0.5,), (1,)),
        lambda: lax.dynamic_slice(V, (0,), (-1,)),
    ],
    "jax.lax.dynamic_update_slice": [
        lambda: lax.dynamic_update_slice(V, jnp.ones(5), (0,)),
        lambda: lax.dynamic_update_slice(V, jnp.ones((1, 1)), (0,)),
        lambda: lax.dynamic_update_slice(V, I3, (0,)),
        lambda: lax.dynamic_update_slice(V, V, (0, 0)),
    ],
    "jax.lax.conv_general_dilated": [
        lambda: lax.conv_general_dilated(jnp.ones((1, 2, 5)), jnp.ones((1, 3, 2)), (1,), "SAME"),
        lambda: lax.conv_general_dilated(jnp.ones((1, 2, 5)), jnp.ones((1, 2, 2)), (1, 1), "SAME"),
        lambda: lax.conv_general_dilated(jnp.ones((1, 2, 5)), jnp.ones((1, 2, 2)), (1,), "NOTHING"),
        lambda: lax.conv_general_dilated(jnp.ones((1, 2, 5)), jnp.ones((1, 2, 2), int), (1,), "SAME"),
    ],
    "jax.lax.conv_general_dilated class": [
        lambda: lax.conv_general_dilated(V, V, (1,), "SAME"),
    ],
    "jax.lax.reshape class": [
        lambda: lax.reshape(V, (-1,)),
        lambda: lax.reshape(V, "a"),
    ],
    "jax.lax.broadcast_in_dim": [
        lambda: lax.broadcast_in_dim(V, (2,), (0,)),
        lambda: lax.broadcast_in_dim(V, (3, 3), (0, 1)),
        lambda: lax.broadcast_in_dim(V, (3, 3), (2,)),
    ],
    "jax.lax.top_k": [
        lambda: lax.top_k(V, 5),
        lambda: lax.top_k(V, -1),
        lambda: lax.top_k(jnp.float32(1), 1),
    ],
    "jax.lax.top_k class": [
        lambda: lax.top_k(V, "a"),
    ],
    "jax.lax.sort": [
        lambda: lax.sort(V, dimension=1),
        lambda: lax.sort((V, jnp.ones(2))),
        lambda: lax.sort(()),
        lambda: lax.sort(V, num_keys=2),
    ],
    "jax.lax.convert_element_type": [
        lambda: lax.convert_element_type(V, "nothing"),
    ],
    "jax.lax.convert_element_type class": [
        lambda: lax.convert_element_type("a", "float32"),
        lambda: lax.convert_element_type([1.0], "float32"),
    ],
    "jax.make_jaxpr": [
        lambda: jax.make_jaxpr(3),
    ],
    "jax.pure_callback": [
        lambda: jax.pure_callback(lambda x: x, V, V, V),
        lambda: jax.pure_callback(lambda x: np.float32(1), jax.ShapeDtypeStruct((3,), "float32"), V),
    ],
    "jax.flatten_util.ravel_pytree": [
        lambda: jax.flatten_util.ravel_pytree([V, V])[1](V),
    ],
    "jax.flatten_util.ravel_pytree class": [
        lambda: jax.flatten_util.ravel_pytree("a"),
        lambda: jax.flatten_util.ravel_pytree(V)[1](I3),
    ],
    "jax.image.resize": [
        lambda: jax.image.resize(V, (2, 2), "linear"),
        lambda: jax.image.resize(V, (2,), "nothing"),
    ],
    "jax.ops.segment_sum": [
        lambda: jax.ops.segment_sum(V, I3, -1),
        lambda: jax.ops.segment_sum(V, I3[:2]),
        lambda: jax.ops.segment_sum("a", I3),
    ],
    "jax.ops.segment_sum class": [
        lambda: jax.ops.segment_sum(V, V),
        lambda: jax.ops.segment_sum(V, I3, "a"),
    ],
    "jax.scipy.special.logsumexp": [
        lambda: jax.scipy.special.logsumexp(V, b=jnp.ones(2)),
        lambda: jax.scipy.special.logsumexp([1.0]),
    ],
    "jax.scipy.special.logsumexp class": [
        lambda: jax.scipy.special.logsumexp("a"),
    ],
    "jax.config.update": [
        lambda: jax.config.update("jax_nothing", True),
        lambda: jax.config.update("jax_default_matmul_precision", "nothing"),
    ],
    "jax.config.update class": [
        lambda: jax.config.update("jax_enable_x64", "a"),
    ],
}
for name, calls in MISTAKES.items():
    for call in calls:
        case(name.removesuffix(" class"), call, raises="line" if " " not in name else None, jit=False)
