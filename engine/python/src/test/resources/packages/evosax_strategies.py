"""evosax's strategies on its benchmark functions and on a network; see recording.py."""
import jax
import jax.numpy as jnp
import jax.random as jr
import optax
from evosax.algorithms import (ARS, CMA_ES, DifferentialEvolution, LM_MA_ES, Open_ES, PGPE, PSO, SNES, SimpleGA, Sep_CMA_ES,
                               SimpleES, xNES)
from evosax.core import fitness_shaping
from recording import run

solution = jnp.zeros(3)


def fitness_of(population):
    return jnp.sum((population - jnp.array([0.5, -1.0, 0.3])) ** 2, -1)


def evolve(strategy, generations=6, **start):
    params = strategy.default_params

    def step(carry, key):
        state, params = carry
        ask, tell = jr.split(key)
        population, state = strategy.ask(ask, state, params)
        fitness = fitness_of(population)
        state, metrics = strategy.tell(tell, population, fitness, state, params)
        return (state, params), (fitness.mean(), metrics["best_fitness"])
    (state, _), seen = jax.lax.scan(step, (start["state"](params), params), jr.split(jr.key(1), generations))
    return seen


def distribution_based(make, **options):
    strategy = make(population_size=8, solution=solution, **options)
    return evolve(strategy, state=lambda params: strategy.init(jr.key(0), solution, params))


def population_based(make, generations=6, **options):
    strategy = make(population_size=8, solution=solution, **options)
    start = jr.normal(jr.key(2), (8, 3))
    return evolve(strategy, generations, state=lambda params: strategy.init(jr.key(0), start, fitness_of(start), params))


def covariance():
    return distribution_based(CMA_ES)


def separable_covariance():
    return distribution_based(Sep_CMA_ES), distribution_based(LM_MA_ES)


def natural():
    return distribution_based(SNES), distribution_based(xNES)


def gradients():
    return distribution_based(Open_ES, optimizer=optax.adam(0.05)), distribution_based(PGPE, optimizer=optax.sgd(0.1)), distribution_based(ARS)


def simple():
    return distribution_based(SimpleES)


def genetic():
    # two members are the same after five generations, and rounding decides which of them is the best
    return population_based(SimpleGA), population_based(DifferentialEvolution, generations=5)


def swarm():
    return population_based(PSO)


def network_weights():
    import flax.linen as nn
    net = nn.Sequential([nn.Dense(4), jnp.tanh, nn.Dense(1)])
    x = jnp.linspace(-1, 1, 8)[:, None]
    params = net.init(jr.key(0), x)
    strategy = Open_ES(population_size=8, solution=params, optimizer=optax.adam(0.02))
    options = strategy.default_params
    state = strategy.init(jr.key(1), params, options)
    losses = []

    @jax.jit
    def generation(key, state):
        a, b = jr.split(key)
        population, state = strategy.ask(a, state, options)
        fitness = jax.vmap(lambda p: jnp.mean((net.apply(p, x) - x ** 2) ** 2))(population)
        state, _ = strategy.tell(b, population, fitness, state, options)
        return state, fitness.mean()
    for key in jr.split(jr.key(5), 4):
        state, loss = generation(key, state)
        losses.append(loss)
    return losses, strategy.get_mean(state)


def shaping():
    f = jnp.array([3.0, -1.0, 0.5, 2.0])
    x = jnp.ones((4, 2))
    return [getattr(fitness_shaping, n)(x, f, None, None) for n in sorted(dir(fitness_shaping)) if n.endswith("fitness_shaping_fn")
            and n != "weights_fitness_shaping_fn"]


run(__file__, [covariance, separable_covariance, natural, gradients, simple, genetic, swarm, network_weights, shaping], tolerance=1e-3)
