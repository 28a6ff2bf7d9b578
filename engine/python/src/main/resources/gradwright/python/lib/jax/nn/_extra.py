"""Attention, and less common activations."""
from .._documentation import attach as _attach
from .. import lax, numpy as jnp
from .._custom import custom_jvp
from .._jit import jit


@custom_jvp
@jit
def log1mexp(x):
    """log(1 - exp(-x)) for positive x, exact near 0 and far from it."""
    return jnp.where(x < jnp.log(2.0), jnp.log(-jnp.expm1(-x)), jnp.log1p(-jnp.exp(-x)))


log1mexp.defjvps(lambda t, out, x: t / jnp.expm1(x))


@jit
def sparse_plus(x):
    """0 below -1, x above 1, (x + 1)^2 / 4 between."""
    x = jnp.asarray(x)
    return jnp.where(x <= -1.0, 0.0, jnp.where(x >= 1.0, x, (x + 1.0) ** 2 / 4))


@jit
def sparse_sigmoid(x):
    """The derivative of sparse_plus: (x + 1) / 2 held to [0, 1]."""
    return 0.5 * jnp.clip(x + 1.0, 0.0, 2.0)


def _padded(x):
    x = jnp.asarray(x)
    return x.reshape((1,) * (4 - x.ndim) + x.shape)


def _mask(logits, mask, is_causal, query_lengths, key_lengths, window):
    t, s = logits.shape[2:]
    rows, columns = jnp.arange(t)[:, None], jnp.arange(s)[None, :]
    allowed = jnp.ones((1, 1, 1, 1), bool) if mask is None else mask
    if is_causal:
        allowed = allowed & (columns <= rows)
    if window is not None:
        allowed = allowed & (columns >= rows - window[0]) & (columns <= rows + window[1])
    if query_lengths is not None:
        allowed = allowed & (rows < query_lengths[:, None, None, None])
    if key_lengths is not None:
        allowed = allowed & (columns < key_lengths[:, None, None, None])
    return allowed


def dot_product_attention(query, key, value, bias=None, mask=None, *, scale=None, is_causal=False, query_seq_lengths=None,
                          key_value_seq_lengths=None, local_window_size=None, implementation=None, return_residual=False):
    """softmax(query key^T scale + bias) value, masked.

    ``query`` is [B, T, N, H] or [T, N, H]; ``key`` and ``value`` [B, S, K, H] or [S, K, H], where K divides N; ``bias`` and
    the boolean ``mask`` broadcast to [B, N, T, S]. ``scale`` is ``1 / sqrt(H)`` unless given.
    """
    if implementation not in (None, "xla"):
        if implementation == "cudnn":
            raise NotImplementedError("dot_product_attention: the cudnn implementation needs a GPU")
        raise ValueError(f"Unsupported implementation option: {implementation}")
    shape = jnp.shape(query)
    q, k, v = _padded(query), _padded(key), _padded(value)
    bias = None if bias is None else _padded(bias)
    mask = None if mask is None else _padded(mask)
    if mask is not None and mask.dtype != bool:
        raise ValueError(f"mask dtype should be bool, but got {mask.dtype}")
    heads, groups = q.shape[2], k.shape[2]
    if groups == 0 or heads % groups:
        raise ValueError(f"The number of query heads must be a multiple of key/value heads, but got {heads} vs {groups}")
    if groups != heads:
        k, v = jnp.repeat(k, heads // groups, axis=2), jnp.repeat(v, heads // groups, axis=2)
    lengths = [None if n is None else jnp.asarray(n) for n in (query_seq_lengths, key_value_seq_lengths)]
    window = (local_window_size, local_window_size) if isinstance(local_window_size, int) else local_window_size
    wide = jnp.promote_types(q.dtype, "float32")
    logits = jnp.einsum("BTNH,BSNH->BNTS", q, k, preferred_element_type=wide)
    logits *= jnp.array(1.0 / float(q.shape[-1]) ** 0.5 if scale is None else scale, dtype=logits.dtype)
    if bias is not None:
        logits = (logits + bias).astype(logits.dtype)
    if mask is not None or is_causal or window is not None or any([n is not None for n in lengths]):
        allowed = _mask(logits, mask, is_causal, *lengths, window)
        logits = jnp.where(allowed, logits, -0.7 * float(jnp.finfo(logits.dtype).max))
    logits = logits.astype("float32")
    from . import softmax
    out = jnp.einsum("BNTS,BSNH->BTNH", softmax(logits, axis=-1).astype(k.dtype), v)
    if lengths[0] is not None:
        out *= (jnp.arange(out.shape[1])[None, :] < lengths[0][:, None])[:, :, None, None].astype(out.dtype)
    if return_residual:
        from . import logsumexp
        residual = jnp.transpose(logsumexp(logits, axis=-1).astype(k.dtype), (0, 2, 1))
        return out.reshape(shape), lax.stop_gradient(residual).reshape(shape[:-1])
    return out.reshape(shape)


_attach(globals(), "arrays", "dot_product_attention log1mexp sparse_plus sparse_sigmoid")
