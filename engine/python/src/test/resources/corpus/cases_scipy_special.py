"""jax.scipy.special."""
import jax
import jax.numpy as jnp
import jax.scipy.special as s

from corpus import *


def full(name):
    return "jax.scipy.special." + name


# Functions of one array: a range where they are smooth.
RANGES = {
    "erf": (-3, 3), "erfc": (-3, 3), "erfinv": (-0.95, 0.95), "erfcx": (-2, 9), "dawsn": (-8, 8), "expi": (-3, 40),
    "exp1": (0.1, 12), "spence": (0.1, 5), "digamma": (0.2, 9), "gammaln": (0.2, 9), "gamma": (0.2, 6),
    "loggamma": (0.2, 9), "gammasgn": (-4, 4), "factorial": (0.0, 6), "ndtr": (-4, 4),
}
for name, (lo, hi) in RANGES.items():
    # Compiled whole: an equation after the other would take JAX minutes.
    f, g = getattr(s, name), jax.jit(getattr(s, name))
    case(full(name), g, f32(3, 4, lo=lo, hi=hi), grad=name != "gammasgn", x64=True, jit=False)
    # JAX's exp1 does not end for numbers near 0.
    case(full(name), g, special() if name != "exp1" else lit([0.0, inf, nan, -1.0, 0.5, 50.0]), jit=False)
    case(full(name), f, f32(3, 4, lo=2 * lo, hi=2 * hi, seed=3)) if name in ("erfcx", "dawsn", "expi", "spence", "gamma") else None
    case(full(name), g, i32(5, lo=1, hi=6), jit=False) if name not in ("ndtr", "ndtri", "log_ndtr", "spence") else None
    case(full(name), lambda f=f: f([1.0, 2.0]), raises=name != "spence")
case(full("owens_t"), jax.jit(s.owens_t), f32(3, 4, lo=-3, hi=3), f32(3, 4, lo=-3, hi=3, seed=1), grad=True, jit=False)
case(full("wofz"), jax.jit(s.wofz), c64(3, 4), grad=True, jit=False)
case(full("sici"), jax.jit(s.sici), f32(3, 4, lo=-12, hi=12), grad=True, jit=False)
case(full("fresnel"), jax.jit(s.fresnel), f32(3, 4, lo=-5, hi=5), grad=True, jit=False)
case(full("expn"), jax.jit(lambda x: s.expn(3, x)), f32(3, 4, lo=0.1, hi=9), grad=True, jit=False)
case(full("hyp1f1"), jax.jit(s.hyp1f1), f32(3, 4, lo=0.5, hi=3), f32(3, 4, lo=0.5, hi=3, seed=1), f32(3, 4, lo=-3, hi=3, seed=2), jit=False)
case(full("hyp2f1"), jax.jit(s.hyp2f1), f32(3, 4, lo=0.5, hi=2), f32(3, 4, lo=0.5, hi=2, seed=1), f32(3, 4, lo=2, hi=4, seed=2),
     f32(3, 4, lo=-0.7, hi=0.7, seed=3), jit=False)
case(full("lpmn"), jax.jit(lambda z: s.lpmn(3, 3, z)), f32(4, lo=-0.9, hi=0.9), jit=False)
case(full("lpmn_values"), jax.jit(lambda z: s.lpmn_values(3, 3, z, True)), f32(4, lo=-0.9, hi=0.9), jit=False)
case(full("bernoulli"), lambda: s.bernoulli(8))
