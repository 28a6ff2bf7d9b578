"""Initial values of parameters: functions of a key, a shape and a dtype."""
from math import prod as _prod
from typing import Protocol as _Protocol, runtime_checkable as _checkable
from .._documentation import attach as _attach


@_checkable
class Initializer(_Protocol):
    """What an initializer is: a function of a key, a shape and a dtype that gives an array."""

    def __call__(self, key, shape, dtype=None, out_sharding=None):
        raise NotImplementedError


def _dtype(dtype, default):
    from ..dtypes import canonicalize_dtype
    return canonicalize_dtype(float if dtype is None and default is None else default if dtype is None else dtype)


def zeros(key, shape, dtype=None, out_sharding=None):
    """All zeros."""
    from .. import numpy as jnp
    return jnp.zeros(shape, _dtype(dtype, None))


def ones(key, shape, dtype=None, out_sharding=None):
    """All ones."""
    from .. import numpy as jnp
    return jnp.ones(shape, _dtype(dtype, None))


def constant(value, dtype=None):
    """All one value."""
    def init(key, shape, dtype=dtype, out_sharding=None):
        from .. import numpy as jnp
        return jnp.full(shape, value, dtype=_dtype(dtype, None))
    return init


def uniform(scale=1e-2, dtype=None):
    """Uniform between 0 and a bound."""
    def init(key, shape, dtype=dtype, out_sharding=None):
        from .. import numpy as jnp, random
        d = _dtype(dtype, None)
        return random.uniform(key, shape, d) * jnp.array(scale, d)
    return init


def normal(stddev=1e-2, dtype=None):
    """Normal around zero."""
    def init(key, shape, dtype=dtype, out_sharding=None):
        from .. import numpy as jnp, random
        d = _dtype(dtype, None)
        return random.normal(key, shape, d) * jnp.array(stddev, d)
    return init


def truncated_normal(stddev=1e-2, dtype=None, lower=-2.0, upper=2.0):
    """Normal around zero, cut off at bounds."""
    def init(key, shape, dtype=dtype, out_sharding=None):
        from .. import numpy as jnp, random
        d = _dtype(dtype, None)
        return random.truncated_normal(key, lower, upper, shape, d) * jnp.array(stddev, d)
    return init


def _fans(shape, in_axis, out_axis, batch_axis):
    if len(shape) <= 1 and in_axis == -2:
        raise ValueError(f"Can't compute input and output sizes of a {len(shape)}-dimensional weights tensor with default"
                         " in_axis. Must be at least 2D or specify in_axis explicitly.")

    def size(axis):
        return shape[axis] if isinstance(axis, int) else _prod([shape[i] for i in axis])
    fan_in, fan_out, batch = size(in_axis), size(out_axis), size(batch_axis)
    field = _prod(shape) / fan_in / fan_out / batch
    return fan_in * field, fan_out * field


def variance_scaling(scale, mode, distribution, in_axis=-2, out_axis=-1, batch_axis=(), dtype=None):
    """Random values whose variance fits the number of inputs or outputs."""
    def init(key, shape, dtype=dtype, out_sharding=None):
        from .. import numpy as jnp, random
        shape = tuple(shape)
        d = _dtype(dtype, None)
        fan_in, fan_out = _fans(shape, in_axis, out_axis, batch_axis)
        if mode == "fan_in":
            denominator = fan_in
        elif mode == "fan_out":
            denominator = fan_out
        elif mode == "fan_avg":
            denominator = (fan_in + fan_out) / 2
        elif mode == "fan_geo_avg":
            denominator = (fan_in * fan_out) ** 0.5
        else:
            raise ValueError(f"invalid mode for variance scaling initializer: {mode}")
        variance = jnp.array(scale / denominator, dtype=d)
        if d.kind == "c" and distribution in ("truncated_normal", "uniform"):
            return _complex(key, shape, d, distribution) * jnp.sqrt(variance)
        if distribution == "truncated_normal":
            # The deviation of a standard normal cut off at two.
            stddev = jnp.sqrt(variance) / jnp.array(.87962566103423978, d)
            return random.truncated_normal(key, -2, 2, shape, d) * stddev
        if distribution == "normal":
            return random.normal(key, shape, d) * jnp.sqrt(variance)
        if distribution == "uniform":
            return random.uniform(key, shape, d, -1) * jnp.sqrt(3 * variance)
        raise ValueError(f"invalid distribution for variance scaling initializer: {distribution}")
    return init


def _complex(key, shape, dtype, distribution):
    """Complex numbers of variance one: uniform in a disk, or normal with a modulus of at most two."""
    from .. import numpy as jnp, random
    key_r, key_theta = random.split(key)
    real = jnp.finfo(dtype).dtype
    u = random.uniform(key_r, shape, real)
    theta = 2 * jnp.pi * random.uniform(key_theta, shape, real).astype(dtype)
    if distribution == "uniform":
        radius = jnp.sqrt(2 * u).astype(dtype)
    else:
        # the deviation of a complex normal cut off at two
        t = (1 - jnp.exp(jnp.array(-4, dtype))) * u.astype(dtype)
        radius = jnp.sqrt(-jnp.log(1 - t)) / jnp.array(.95311164380491208, dtype)
    return radius * jnp.exp(1j * theta)


def _family(name, scale, mode, distribution):
    def make(in_axis=-2, out_axis=-1, batch_axis=(), dtype=None):
        return variance_scaling(scale, mode, distribution, in_axis, out_axis, batch_axis, dtype)
    make.__name__ = make.__qualname__ = name
    make.__doc__ = f"Random values of a {distribution.replace('_', ' ')} distribution, scaled by {mode.replace('_', ' ')}."
    return make


glorot_uniform = xavier_uniform = _family("glorot_uniform", 1.0, "fan_avg", "uniform")
glorot_normal = xavier_normal = _family("glorot_normal", 1.0, "fan_avg", "truncated_normal")
lecun_uniform = _family("lecun_uniform", 1.0, "fan_in", "uniform")
lecun_normal = _family("lecun_normal", 1.0, "fan_in", "truncated_normal")
he_uniform = kaiming_uniform = _family("he_uniform", 2.0, "fan_in", "uniform")
he_normal = kaiming_normal = _family("he_normal", 2.0, "fan_in", "truncated_normal")


def orthogonal(scale=1.0, column_axis=-1, dtype=None):
    """A random matrix with orthogonal columns."""
    def init(key, shape, dtype=dtype, out_sharding=None):
        from .. import numpy as jnp, random
        d = _dtype(dtype, None)
        if len(shape) < 2:
            raise ValueError("orthogonal initializer requires at least a 2D shape")
        columns = shape[column_axis]
        q = random.orthogonal(key, _prod(shape) // columns, (), d, columns)
        rest = [s for i, s in enumerate(shape) if i != column_axis % len(shape)]
        q = jnp.reshape(q, (*rest, columns))
        return jnp.array(scale, d) * jnp.moveaxis(q, -1, column_axis)
    return init


def delta_orthogonal(scale=1.0, column_axis=-1, dtype=None):
    """Kernels of convolutions in 1 to 3 dimensions, [space..., in, out], that are an orthogonal matrix at the centre and zero
    elsewhere (Xiao et al. 2018)."""
    def init(key, shape, dtype=dtype, out_sharding=None):
        from .. import numpy as jnp
        d = _dtype(dtype, None)
        if out_sharding is not None:
            raise NotImplementedError("delta_orthogonal: out_sharding is not available")
        if len(shape) not in (3, 4, 5):
            raise ValueError("Delta orthogonal initializer requires a 3D, 4D or 5D shape.")
        if shape[-1] < shape[-2]:
            raise ValueError("`fan_in` must be less or equal than `fan_out`. ")
        matrix = orthogonal(scale, column_axis, d)(key, shape[-2:])
        centre = tuple([(k - 1) // 2 for k in shape[:-2]])
        return jnp.zeros(shape, d).at[centre].set(matrix)
    return init


_attach(globals(), "arrays",
        "constant delta_orthogonal glorot_normal glorot_uniform he_normal he_uniform lecun_normal"
        " lecun_uniform normal ones orthogonal truncated_normal uniform variance_scaling zeros")
