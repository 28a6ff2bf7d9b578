"""jax.numpy: sums, products, extremes and their like."""
import jax.numpy as jnp

from corpus import *

for name in ("sum", "prod", "mean", "max", "min", "std", "var", "nansum", "nanmean", "nanmax", "nanprod", "nanvar", "nanstd", "ptp",
             "median", "nanmedian", "logaddexp.reduce"):
    if "." in name:
        continue
    f, full = getattr(jnp, name), "jax.numpy." + name
    smooth = "median" not in name
    case(full, f, f32(3, 4), grad=True, vmap=True, x64=True)
    case(full, lambda x, f=f: f(x, axis=0), f32(3, 4), grad=True)
    case(full, lambda x, f=f: f(x, axis=-1, keepdims=True), f32(2, 3, 4), grad=smooth, vmap=True)
    case(full, f, f32())
    case(full, f, i32(3, 4), x64=True)
    case(full, f, special())
    case(full, f, bf16(5))
    case(full, lambda x, f=f: f(x, axis=2), f32(3, 4), raises=True)
    case(full, lambda f=f: f([1, 2]), raises=True)
for name in ("sum", "prod", "mean", "max"):
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, f32(0), raises=name == "max")
    case(full, f, f32(0, 3), raises=name == "max")
for name in ("argmax", "argmin", "nanargmax", "nanargmin", "any", "all", "count_nonzero"):
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, f32(3, 4), vmap=True, x64=True)
    case(full, lambda x, f=f: f(x, axis=1), i32(3, 4))
    case(full, f, special())
    case(full, lambda x, f=f: f(x, axis=5), f32(3, 4), raises=True)
for name in ("cumsum", "cumprod", "nancumsum", "nancumprod"):
    f, full = getattr(jnp, name), "jax.numpy." + name
    case(full, f, f32(3, 4), grad=True, vmap=True, x64=True)
    case(full, lambda x, f=f: f(x, axis=1), f32(3, 4), grad=True)
    case(full, f, bools(5))
    case(full, f, special())
