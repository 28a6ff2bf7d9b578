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
