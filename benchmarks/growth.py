"""How cost grows: milliseconds against n, and the slope between neighbours (1 is linear) - runs unchanged on real JAX.

usage: growth.py [--only NAME] [--json]
matmul: n x n float32; scan: length; equations: of a function, traced and compiled from nothing; leaves: of a pytree handed to
a jitted function; vmap: width of a mapped solve.
"""
import json
import math
import sys
import time

import jax
import jax.numpy as jnp
from jax import lax


def best(run, budget=0.4, least=3):
    times = []
    end = time.perf_counter() + budget
    while len(times) < least or time.perf_counter() < end:
        start = time.perf_counter()
        jax.block_until_ready(run())
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 4] * 1e3


def later(f, *args):
    """Milliseconds of a call that is compiled already."""
    jax.block_until_ready(f(*args))
    return best(lambda: f(*args))


def matmul(n):
    x = jnp.ones((n, n))
    return later(jax.jit(jnp.dot), x, x)


def scan(n):
    f = jax.jit(lambda x: lax.scan(lambda c, y: (jnp.tanh(c + y), c), x[0], jnp.broadcast_to(x, (n, 16)))[1])
    return later(f, jnp.ones((1, 16)) * 0.1)


FRESH = [0]


def equations(n):
    def deep(x, first):
        for i in range(n // 2):
            x = jnp.sin(x) * (first + i)
        return x

    def compile_it():
        FRESH[0] += 1
        first = 1.0 + FRESH[0] * 1e-3  # nothing is found in a cache
        jax.jit(lambda x: deep(x, first)).lower(jnp.ones(64)).compile()
        return ()
    return best(compile_it, budget=0.2, least=1)


def traced(n):
    def deep(x):
        for i in range(n // 2):
            x = jnp.sin(x) * (1.0 + i)
        return x
    return best(lambda: jax.make_jaxpr(lambda x: deep(x))(jnp.ones(64)) and (), budget=0.2, least=1)


def leaves(n):
    f = jax.jit(lambda tree: jax.tree.map(lambda x: x + 1.0, tree))
    return later(f, {"leaf %d" % i: jnp.float32(i) for i in range(n)})


def vmap(n):
    key = jax.random.PRNGKey(0)
    a = jax.random.normal(key, (n, 8, 8)) + 8 * jnp.eye(8)
    return later(jax.jit(jax.vmap(jnp.linalg.solve)), a, jnp.ones((n, 8)))


SIZES = {
    matmul: (64, 128, 256, 512, 1024, 2048),
    scan: (10, 100, 1_000, 10_000, 100_000),
    traced: (100, 300, 1_000, 3_000, 10_000),
    equations: (100, 300, 1_000, 3_000, 10_000),
    leaves: (1, 10, 100, 1_000, 3_000),
    vmap: (1, 10, 100, 1_000, 10_000),
}


def main(argv):
    only = argv[argv.index("--only") + 1] if "--only" in argv else ""
    for run, sizes in SIZES.items():
        if only not in run.__name__:
            continue
        run(sizes[0])
        before = None
        for n in sizes:
            took = run(n)
            slope = math.log(took / before[1]) / math.log(n / before[0]) if before else float("nan")
            before = (n, took)
            if "--json" in argv:
                print(json.dumps({"name": run.__name__, "n": n, "ms": took, "slope": slope}), flush=True)
            else:
                print("%-10s %8d %12.4f ms   slope %5.2f" % (run.__name__, n, took, slope), flush=True)


main(sys.argv[1:])
