"""Whether a million compiled draws of each distribution of jax.random follow its law.

Continuous laws by the Kolmogorov-Smirnov statistic, with the bound of Massart 1990: P(D > d) <= 2 exp(-2 n d^2). Discrete laws by
Pearson's chi-square over cells that each expect at least 20 draws, with the bound of Laurent and Massart 2000:
P(X > k + 2 sqrt(k t) + 2 t) <= exp(-t). Keys are fixed, so that an outcome never changes by itself; a right sampler would fail with
a probability below 1e-6 for a key."""
import math

import jax
import jax.numpy as jnp
from jax import random
from jax.scipy import special

N = 1_000_000
_ALARM = 1e-6


def _kolmogorov(draws, law):
    ordered = jnp.sort(draws.ravel())
    n = ordered.size
    below = law(ordered)
    step = jnp.arange(n, dtype="float32") / n
    distance = float(jnp.maximum(jnp.max(jnp.abs(below - step)), jnp.max(jnp.abs(below - step - 1 / n))))
    return distance, math.sqrt(math.log(2 / _ALARM) / (2 * n))


def _pearson(draws, probabilities):
    """`probabilities` of the values 0, 1, ...; what is left belongs to all values above."""
    n = draws.size
    cells, expected, last = [], [], 0
    total = 0.0
    for value, p in enumerate(probabilities):
        total += p
        if n * total >= 20:
            cells.append((last, value))
            expected.append(n * total)
            last, total = value + 1, 0.0
    rest = n - sum(expected)
    limit = len(probabilities)
    counts = jnp.bincount(jnp.clip(draws.ravel().astype(int), 0, limit), length=limit + 1)
    seen = [float(counts[a:b + 1].sum()) for a, b in cells]
    if rest >= 20:
        seen.append(n - sum(seen))
        expected.append(rest)
    statistic = sum((s - e) ** 2 / e for s, e in zip(seen, expected))
    k, t = len(expected) - 1, math.log(1 / _ALARM)
    return statistic, k + 2 * math.sqrt(k * t) + 2 * t


def _normal(x):
    return special.ndtr(x)


def _student(df):
    def law(x):
        tail = 0.5 * special.betainc(df / 2, 0.5, df / (df + x * x))
        return jnp.where(x < 0, tail, 1 - tail)
    return law


def _wald(mean):
    def law(x):
        root = jnp.sqrt(1 / x)
        return _normal(root * (x / mean - 1)) + jnp.exp(2 / mean) * _normal(-root * (x / mean + 1))
    return law


def _maxwell(x):
    return special.gammainc(1.5, x * x / 2)


def _triangular(left, mode, right):
    return lambda x: jnp.where(x < mode, (x - left) ** 2 / ((right - left) * (mode - left)),
                               1 - (right - x) ** 2 / ((right - left) * (right - mode)))


CONTINUOUS = {
    "uniform": (lambda k: random.uniform(k, (N,), minval=-1.0, maxval=3.0), lambda x: (x + 1) / 4),
    "normal": (lambda k: random.normal(k, (N,)), _normal),
    "truncated_normal": (lambda k: random.truncated_normal(k, -1.0, 2.0, (N,)),
                         lambda x: (_normal(x) - _normal(-1.0)) / (_normal(2.0) - _normal(-1.0))),
    "lognormal": (lambda k: random.lognormal(k, 0.7, (N,)), lambda x: _normal(jnp.log(x) / 0.7)),
    "gumbel": (lambda k: random.gumbel(k, (N,)), lambda x: jnp.exp(-jnp.exp(-x))),
    "exponential": (lambda k: random.exponential(k, (N,)), lambda x: -jnp.expm1(-x)),
    "laplace": (lambda k: random.laplace(k, (N,)), lambda x: jnp.where(x < 0, jnp.exp(x) / 2, 1 - jnp.exp(-x) / 2)),
    "logistic": (lambda k: random.logistic(k, (N,)), special.expit),
    "cauchy": (lambda k: random.cauchy(k, (N,)), lambda x: jnp.arctan(x) / jnp.pi + 0.5),
    "maxwell": (lambda k: random.maxwell(k, (N,)), _maxwell),
    "gamma of 0.4": (lambda k: random.gamma(k, 0.4, (N,)), lambda x: special.gammainc(0.4, x)),
    "gamma of 2.5": (lambda k: random.gamma(k, 2.5, (N,)), lambda x: special.gammainc(2.5, x)),
    "loggamma": (lambda k: random.loggamma(k, 0.3, (N,)), lambda x: special.gammainc(0.3, jnp.exp(x))),
    "beta": (lambda k: random.beta(k, 2.0, 3.0, (N,)), lambda x: special.betainc(2.0, 3.0, x)),
    "dirichlet": (lambda k: random.dirichlet(k, jnp.array([1.0, 2.0, 3.0]), (N,))[:, 1], lambda x: special.betainc(2.0, 4.0, x)),
    "chisquare": (lambda k: random.chisquare(k, 3.0, (N,)), lambda x: special.gammainc(1.5, x / 2)),
    "f": (lambda k: random.f(k, 4.0, 5.0, (N,)), lambda x: special.betainc(2.0, 2.5, 4 * x / (4 * x + 5))),
    "t": (lambda k: random.t(k, 3.0, (N,)), _student(3.0)),
    "pareto": (lambda k: random.pareto(k, 2.0, (N,)), lambda x: 1 - x ** -2.0),
    "rayleigh": (lambda k: random.rayleigh(k, 1.5, (N,)), lambda x: -jnp.expm1(-(x / 1.5) ** 2 / 2)),
    "weibull_min": (lambda k: random.weibull_min(k, 2.0, 1.5, (N,)), lambda x: -jnp.expm1(-(x / 2.0) ** 1.5)),
    "triangular": (lambda k: random.triangular(k, -1.0, 0.5, 2.0, (N,)), _triangular(-1.0, 0.5, 2.0)),
    "wald": (lambda k: random.wald(k, 1.5, (N,)), _wald(1.5)),
    "double_sided_maxwell": (lambda k: random.double_sided_maxwell(k, 1.0, 2.0, (N,)),
                             lambda x: 0.5 + jnp.sign(x - 1.0) * _maxwell(jnp.abs(x - 1.0) / 2.0) / 2),
    "generalized_normal": (lambda k: random.generalized_normal(k, 1.5, (N,)),
                           lambda x: 0.5 + jnp.sign(x) * special.gammainc(1 / 1.5, jnp.abs(x) ** 1.5) / 2),
    "ball": (lambda k: jnp.linalg.norm(random.ball(k, 3, 2, (N,)), axis=-1), lambda x: x ** 3),
    "multivariate_normal": (lambda k: random.multivariate_normal(k, jnp.array([1.0, 0.0]), jnp.array([[4.0, 1.0], [1.0, 2.0]]), (N,)).sum(-1),
                            lambda x: _normal((x - 1.0) / math.sqrt(8.0))),
    "orthogonal": (lambda k: random.orthogonal(k, 2, (N,))[:, 0, 0], lambda x: 1 - jnp.arccos(x) / jnp.pi),
}


def _binomial(n, p):
    return [math.comb(n, k) * p ** k * (1 - p) ** (n - k) for k in range(n + 1)]


def _poisson(lam):
    return [math.exp(-lam + k * math.log(lam) - math.lgamma(k + 1)) for k in range(int(lam + 12 * math.sqrt(lam)) + 12)]


WEIGHTS = [0.1, 0.2, 0.3, 0.4]
DISCRETE = {
    "bits": (lambda k: random.bits(k, (N,), "uint8"), [1 / 256] * 256),
    "randint": (lambda k: random.randint(k, (N,), 0, 100), [1 / 100] * 100),
    "bernoulli": (lambda k: random.bernoulli(k, 0.3, (N,)), [0.7, 0.3]),
    "rademacher": (lambda k: (random.rademacher(k, (N,)) + 1) // 2, [0.5, 0.5]),
    "geometric": (lambda k: random.geometric(k, 0.3, (N,)), [0.0] + [0.3 * 0.7 ** i for i in range(40)]),
    "poisson of 3": (lambda k: random.poisson(k, 3.0, (N,)), _poisson(3.0)),
    "poisson of 40": (lambda k: random.poisson(k, 40.0, (N,)), _poisson(40.0)),
    "binomial of 10": (lambda k: random.binomial(k, 10.0, 0.3, (N,)), _binomial(10, 0.3)),
    "binomial of 100": (lambda k: random.binomial(k, 100.0, 0.6, (N,)), _binomial(100, 0.6)),
    "multinomial": (lambda k: random.multinomial(k, 8.0, jnp.array([0.2, 0.3, 0.5]), shape=(N, 3))[:, 1], _binomial(8, 0.3)),
    "categorical": (lambda k: random.categorical(k, jnp.log(jnp.array(WEIGHTS)), shape=(N,)), WEIGHTS),
    "choice": (lambda k: random.choice(k, 4, (N,), p=jnp.array(WEIGHTS)), WEIGHTS),
    "permutation": (lambda k: jax.vmap(lambda s: random.permutation(s, 4)[0])(random.split(k, N // 10)), [0.25] * 4),
}


def names():
    return [*CONTINUOUS, *DISCRETE]


def fit(name):
    """The statistic of a distribution's draws, and what it must stay below."""
    draw, law = CONTINUOUS.get(name) or DISCRETE[name]
    draws = jax.jit(draw)(random.key(20))
    return list((_kolmogorov if name in CONTINUOUS else _pearson)(draws, law))


if __name__ == "__main__":
    import time
    for name in names():
        start = time.time()
        statistic, bound = fit(name)
        print(f"{'ok  ' if statistic < bound else 'FAIL'} {name}: {statistic:.5g} of {bound:.5g}, {time.time() - start:.2f} s", flush=True)
