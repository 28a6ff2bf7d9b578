"""Arrays' bytes as other dtypes."""
from .dtypes import canonicalize_dtype


def view(x, dtype):
    """The array's bytes as another dtype, as NumPy's `view`."""
    from . import lax, numpy as jnp
    if dtype is None:
        return x
    dtype = canonicalize_dtype(dtype)
    if x.dtype is dtype:
        return x
    if dtype.name == "bool":
        return jnp.astype(view(x, "uint8"), bool)
    if x.dtype.name == "bool":
        return view(jnp.astype(x, "uint8"), dtype)
    old, new = x.dtype.itemsize, dtype.itemsize
    if x.ndim == 0:
        if old != new:
            raise ValueError("view() of a 0d array is only supported if the itemsize is unchanged.")
        return jnp.reshape(view(jnp.reshape(x, (1,)), dtype), ())
    if (x.shape[-1] * old) % new:
        raise ValueError("When changing to a larger dtype, its size must be a divisor of the total size in bytes of the"
                         " last axis of the array.")
    if x.dtype.kind == "c":
        half = "float32" if x.dtype.name == "complex64" else "float64"
        parts = jnp.stack([jnp.real(x), jnp.imag(x)], axis=-1)
        return view(jnp.astype(jnp.reshape(parts, (*x.shape[:-1], 2 * x.shape[-1])), half), dtype)
    if dtype.kind == "c":
        flat = view(x, "float32" if dtype.name == "complex64" else "float64")
        return jnp.astype(flat[..., 0::2], dtype) + 1j * jnp.astype(flat[..., 1::2], dtype)
    if old < new:
        k = new // old
        return lax.bitcast_convert_type(jnp.reshape(x, (*x.shape[:-1], x.shape[-1] // k, k)), dtype)
    out = lax.bitcast_convert_type(x, dtype)
    return jnp.reshape(out, (*out.shape[:-2], out.shape[-2] * out.shape[-1])) if old > new else out


def byteswap(x):
    """The bytes of each element in reverse, as NumPy's `byteswap`; the parts of complex numbers by themselves."""
    from . import lax, numpy as jnp
    if x.dtype.kind == "c":
        return lax.complex(byteswap(jnp.real(x)), byteswap(jnp.imag(x)))
    if x.dtype.itemsize == 1:
        return x
    parts = lax.bitcast_convert_type(x, "uint8")
    return lax.bitcast_convert_type(lax.rev(parts, (parts.ndim - 1,)), x.dtype)
