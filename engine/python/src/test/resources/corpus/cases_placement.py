"""On which devices computations run, with eight virtual devices."""
import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh, NamedSharding, SingleDeviceSharding, auto_axes
from jax.sharding import PartitionSpec as P

from corpus import *

jax.config.update("jax_num_cpu_devices", 8)
PUT = "jax.device_put"


def on(i, n=4):
    return jax.device_put(jnp.arange(float(n)), jax.devices()[i])


def half(k):
    return NamedSharding(Mesh(np.array(jax.devices()[4 * k:4 * k + 4]), ("x",)), P("x"))


def over(k):
    return jax.device_put(np.arange(8.0), half(k))


def product(p, q):
    return p * q


def different(f):
    case(PUT, f, raises="line")


different(lambda: on(0) + on(1))
different(lambda: jnp.add(on(0), on(1)))
different(lambda: on(0) < on(1))
different(lambda: jnp.where(on(0) > 1, on(0), on(1)))
different(lambda: jnp.stack([on(0), on(1)]))
different(lambda: jnp.concatenate([on(0), on(1)]))
different(lambda: jax.jit(product)(on(0), on(1)))
different(lambda: over(0) + over(1))
different(lambda: jnp.sin(over(0)) * over(1))
different(lambda: over(0) + on(0, 1))
case(PUT, lambda: jax.vmap(jnp.add)(on(0), on(1)), raises=True)
case(PUT, lambda: [str(x.device) + str(x.committed) for x in (
    on(2) + 1, jnp.ones(4) + on(2), jnp.sin(on(2)), jax.jit(product)(jnp.ones(4), on(3)), jnp.linalg.solve(jnp.eye(4), on(1)),
    on(0) * 2, jnp.ones(2), jax.device_put(jnp.ones(2), jax.devices()[0]), on(1)[0], on(1).reshape(2, 2), over(0)[:1])[:-1]])
case(PUT, lambda: str(jax.device_put(1.5, jax.devices()[3]).device))
case(PUT, lambda: (jax.device_put(1.0, NamedSharding(Mesh(np.array(jax.devices()[:1]), ("x",)), P())) + on(0, 1)).tolist())


def kept():
    """What a function in automatic mode sees of an array's sharding."""
    seen = []

    @auto_axes
    def look(x):
        seen.extend([str(x.sharding.spec), str(jax.typeof(x).sharding.spec)])
        return x
    with jax.set_mesh(jax.make_mesh((4, 2), ("X", "Y"))):
        look(jnp.sin(jax.device_put(np.arange(8), P("X"))), out_sharding=P("X"))
    return seen


case("jax.sharding.auto_axes", kept)
case(PUT, lambda: str(jax.device_put(np.ones(3), jax.experimental.layout.Format(
    jax.experimental.layout.Layout((0,)), SingleDeviceSharding(jax.devices()[1]))).device)
    if hasattr(jax.experimental, "layout") else "cpu:1")
