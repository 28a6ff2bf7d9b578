"""Resident memory over many jitted calls and many distinct compiles: it must level off.

usage: ./gradwright run benchmarks/memory.py [CALLS] [COMPILES]
"""
import gc
import os
import subprocess
import sys

import jax
import jax.numpy as jnp


def resident_mb():
    out = subprocess.run(["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, text=True).stdout
    return int(out) / 1024


def report(label, done):
    gc.collect()
    print(f"{label} {done:7d}  resident {resident_mb():7.1f} MB", flush=True)


def main():
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    compiles = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    step = jax.jit(lambda x: jnp.tanh(x) * 1.01 + 0.1)
    x = jnp.arange(1000.0)
    for i in range(calls):
        x = step(x)
        if i % (calls // 10) == calls // 10 - 1:
            report("calls   ", i + 1)
    print("last value", x[0])
    for i in range(compiles):
        # A new function and a new constant each time: nothing can be found in a cache.
        f = jax.jit(lambda x, k=float(i): jnp.sin(x * (k + 0.5)) + k)
        f(jnp.ones(16))
        if i % (compiles // 10) == compiles // 10 - 1:
            report("compiles", i + 1)


main()
