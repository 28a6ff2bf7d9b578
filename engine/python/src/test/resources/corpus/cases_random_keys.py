"""Keys of the generators rbg and unsafe_rbg, which are built on Philox, and the finer modes of samplers."""
import math

import jax
import jax.numpy as jnp
from jax import lax, random
from jax.extend.random import define_prng_impl

from corpus import *

R = "jax.random."
SEED = i32(seed=5)
CONTINUOUS = {
    "uniform": (), "normal": (), "gumbel": (), "exponential": (), "laplace": (), "logistic": (), "cauchy": (), "maxwell": (),
    "gamma": (2.0,), "loggamma": (0.5,), "beta": (1.0, 2.0), "t": (3.0,), "chisquare": (2.0,), "pareto": (2.0,),
    "truncated_normal": (-1.0, 1.0), "rayleigh": (1.0,), "wald": (1.0,), "lognormal": (), "geometric": (0.3,),
    "binomial": (10.0, 0.3), "bernoulli": (0.4,), "triangular": (0.0, 0.5, 1.0), "f": (3.0, 4.0),
}

for impl in ("rbg", "unsafe_rbg"):
    def of(seed, impl=impl):
        return random.key(seed, impl=impl)

    case(R + "key", of, SEED, x64=True)
    case(R + "key", lambda s, impl=impl: random.key(s, dtype=random.key_dtype(impl)), SEED)
    case(R + "key", lambda s, impl=impl: random.key(s, dtype=impl, impl=impl), SEED, raises="line")
    case(R + "PRNGKey", lambda s, impl=impl: random.PRNGKey(s, impl=impl), SEED)
    case(R + "key_impl", lambda of=of: random.key_impl(of(0)), jit=False)
    case(R + "key_data", lambda s, of=of: random.key_data(of(s)), SEED)
    case(R + "wrap_key_data", lambda x, impl=impl: random.wrap_key_data(x, impl=impl), lit([1, 2, 3, 4], "uint32"))
    case(R + "wrap_key_data", lambda x, impl=impl: random.wrap_key_data(x, impl=impl), lit([1, 2], "uint32"), raises=True)
    case(R + "split", lambda s, of=of: random.split(of(s), 3), SEED, vmap=True)
    case(R + "split", lambda s, of=of: random.split(of(s), (2, 2)), SEED)
    case(R + "fold_in", lambda s, i, of=of: random.fold_in(of(s), i), SEED, i32(seed=2, lo=0), vmap=True)
    case(R + "fold_in", lambda s, i, of=of: random.fold_in(of(s), i), SEED, i32(seed=2, lo=0), vmap=(0, None))
    case(R + "fold_in", lambda s, i, of=of: random.fold_in(of(s), i), SEED, i32(seed=2, lo=0), vmap=(None, 0))
    for dtype in ("uint8", "uint16", "uint32"):
        case(R + "bits", lambda s, of=of, d=dtype: random.bits(of(s), (7,), d), SEED, vmap=True)
    case(R + "bits", lambda s, of=of: random.bits(of(s), (5,)), SEED, x64="only")
    for name, parameters in CONTINUOUS.items():
        f = getattr(random, name)
        case(R + name, lambda s, of=of, f=f, p=parameters: f(of(s), *p, shape=(3,)), SEED, vmap=True)
    case(R + "normal", lambda s, of=of: random.normal(of(s), (2,), "complex64"), SEED)
    case(R + "normal", lambda s, of=of: random.normal(of(s), (2,), "bfloat16"), SEED)
    case(R + "randint", lambda s, of=of: random.randint(of(s), (4,), -3, 9), SEED)
    case(R + "permutation", lambda s, of=of: random.permutation(of(s), 6), SEED)
    case(R + "choice", lambda s, of=of: random.choice(of(s), 6, (3,), replace=False), SEED)
    case(R + "categorical", lambda s, of=of: random.categorical(of(s), jnp.zeros((2, 3))), SEED)
    case(R + "poisson", lambda s, of=of: random.poisson(of(s), 3.0), SEED, raises="line")
    case(R + "gamma", lambda s, a, of=of: random.gamma(of(s), a), SEED, f32(3, lo=0.5, hi=3))
    case(R + "split", lambda s, of=of: lax.scan(lambda k, _: (random.split(k)[0], random.uniform(k)), of(s), None, 3), SEED)
    case(R + "key", lambda s, of=of: jnp.where(jnp.array([True, False]), random.split(of(s)), of(s)), SEED)
    case(R + "key", lambda s, of=of: random.split(of(s), 3) == random.split(of(s), 3)[1], SEED)
    case(R + "key", lambda s, of=of: random.split(of(s), 4).reshape(2, 2)[::-1].T, SEED)
    case(R + "key", lambda s, of=of: random.split(of(s), 3).at[1].set(of(s)), SEED)
    case(R + "key", lambda s, of=of: jnp.stack([of(s), random.key(0)]), SEED, raises=True)

for mode in ("high", "highest"):
    case(R + "gumbel", lambda s, m=mode: random.gumbel(random.key(s), (6,), mode=m), SEED, vmap=True, x64=True)
    case(R + "gumbel", lambda s, m=mode: random.gumbel(random.key(s), (4,), "float16", mode=m), SEED)
    case(R + "categorical", lambda s, m=mode: random.categorical(random.key(s), jnp.zeros((2, 3)), mode=m), SEED)
case(R + "gumbel", lambda s: random.gumbel(random.key(s), (2,), mode="lowest"), SEED, raises="line")
case(R + "bernoulli", lambda s: random.bernoulli(random.key(s), 0.2, (9,), mode="high"), SEED, vmap=True)
case(R + "bernoulli", lambda s: random.bernoulli(random.key(s), 0.2, (9,), mode="highest"), SEED, raises="line")
case(R + "multivariate_normal", lambda s, m, c: random.multivariate_normal(random.key(s), m, c, (2, 3)), SEED, f32(3, 2),
     spd(2), vmap=(0, 0, None))
case(R + "multivariate_normal", lambda s, c: random.multivariate_normal(random.key(s), jnp.zeros(2), jnp.stack([c, 2 * c])),
     SEED, spd(2))
for method in ("eigh", "svd"):
    case(R + "multivariate_normal", lambda s, m=method: random.multivariate_normal(
        random.key(s), jnp.zeros((2, 2)), jnp.array([[[2.0, 0], [0, 1]]] * 2), method=m), SEED)
case(R + "multivariate_normal", lambda s, m, c: random.multivariate_normal(random.key(s), m, c, (3,)), SEED, f32(2, 2), spd(2),
     raises=True)
case(R + "randint", lambda s, a: random.randint(random.key(s), (2, 3), a, 9), SEED, i32(3, lo=-9, hi=0))
case(R + "orthogonal", lambda s: random.orthogonal(random.key(s), 2, (2,), "complex64", m=3), SEED, x64="only")
for number in (2**31, 2**32 - 1, 2**32):
    case(R + "fold_in", lambda n=number: random.fold_in(random.key(0), n), raises=number == 2**32 and "line")

# ---- generators that a program defines ----
EX = "jax.extend.random.define_prng_impl"


def _hash(key, n):
    """Some function of a key's words: weak, and exact in uint32."""
    x = jnp.arange(n, dtype="uint32") * jnp.uint32(2654435761) + key.ravel()[0]
    x = (x ^ (x >> jnp.uint32(13))) * jnp.uint32(1274126177) + key.ravel()[-1]
    return x ^ (x >> jnp.uint32(16))


def _generator(shape, tag):
    words = math.prod(shape)
    return define_prng_impl(
        key_shape=shape, name="named-" + tag, tag=tag,
        seed=lambda s: _hash(jnp.full((2,), s).astype("uint32"), words).reshape(shape),
        split=lambda k, to: _hash(k, words * math.prod(to)).reshape(*to, *shape),
        random_bits=lambda k, width, to: _hash(k, math.prod(to)).reshape(to).astype(f"uint{width}"),
        fold_in=lambda k, data: _hash(k + jnp.uint32(data), words).reshape(shape))


for shape, tag in (((3,), "three"), ((1,), "one"), ((2, 2), "square"), ((4,), "?")):
    G = _generator(shape, tag)
    of = lambda s, G=G: random.key(s, impl=G)  # noqa: E731
    case(EX, lambda s, of=of: of(s), SEED, vmap=True)
    case(EX, lambda s, of=of: random.key_data(of(s)), SEED, vmap=True)
    case(EX, lambda s, of=of: random.split(of(s), (2, 3)), SEED, vmap=True)
    case(EX, lambda s, of=of: random.fold_in(of(s), 7), SEED, vmap=True)
    case(EX, lambda s, of=of: random.bits(of(s), (3,)), SEED, vmap=True)
    case(EX, lambda s, of=of: random.bits(of(s), (5,), "uint8"), SEED)
    case(EX, lambda s, of=of: random.uniform(of(s), (2, 3)), SEED, vmap=True)
    case(EX, lambda s, of=of: random.normal(of(s)), SEED)
    case(EX, lambda s, of=of: random.permutation(of(s), 5), SEED)
    case(EX, lambda s, of=of: jax.vmap(random.bits)(random.split(of(s), 3)), SEED)
    case(EX, lambda s, of=of: jax.vmap(random.fold_in, (0, None))(random.split(of(s), 3), 4), SEED)
    case(EX, lambda s, of=of: jax.vmap(random.fold_in, (None, 0))(of(s), jnp.arange(3)), SEED)
    case(EX, lambda s, of=of: random.split(of(s), 4).reshape(2, 2)[::-1].T, SEED)
    case(EX, lambda s, of=of: random.split(of(s), 3) == random.split(of(s), 3)[1], SEED)
    case(EX, lambda s, of=of: jnp.where(jnp.array([True, False]), random.split(of(s)), of(s)), SEED)
    case(EX, lambda s, of=of: random.split(of(s), 3).at[1].set(of(s)), SEED)
    case(EX, lambda s, of=of: lax.scan(lambda k, _: (random.split(k)[0], random.uniform(k)), of(s), None, 3), SEED)
    case(EX, lambda s, of=of, G=G: random.wrap_key_data(random.key_data(of(s)), impl=G), SEED)
    case(EX, lambda of=of: (repr(of(3)), str(of(3).dtype), str(jax.typeof(random.split(of(3))))))
    case(EX, lambda of=of: str(jax.make_jaxpr(lambda s: random.bits(random.fold_in(random.split(of(s))[1], 2), (2,)))(1)))
    case(EX, lambda of=of: (random.key_impl(of(0)) == random.key_impl(of(1)), str(random.key_impl(of(0)))))
    case(EX, lambda of=of: (of(0).dtype == of(1).dtype, of(0).dtype == random.key(0).dtype,
                            jnp.issubdtype(of(0).dtype, jax.dtypes.prng_key)))
    case(EX, lambda of=of: jnp.stack([of(0), random.key(0)]), raises=True)
    case(EX, lambda of=of: of(0) + 1, raises=True)
    case(EX, lambda G=G: random.wrap_key_data(jnp.zeros((7,), "uint32"), impl=G), raises=True)
case(EX, lambda: define_prng_impl(key_shape=(2,)), raises=True)
