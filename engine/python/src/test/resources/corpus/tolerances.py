"""How far the engine's answers may be from JAX's: one table, by function and dtype.

A number x is close to y if |x - y| <= relative |x| + absolute max|x|, the maximum over the array."""

_DEFAULT = {
    "float64": (1e-12, 1e-13),
    "complex128": (1e-12, 1e-13),
    "float32": (4e-6, 5e-7),
    "complex64": (6e-6, 1e-6),
    "float16": (2e-3, 1e-3),
    "bfloat16": (1.6e-2, 8e-3),
}

# By the beginning of a name, the longest one that fits; values are (relative, absolute) in float32 and float64, others by
# the default.
_BY_NAME = {
    # Streams are exact; what follows them is arithmetic of at most 4 units in the last place.
    "jax.random.": {"float32": (4.8e-7, 1e-7), "float64": (2e-14, 1e-15)},
    "jax.numpy.linalg.": {"float32": (2e-5, 5e-6), "complex64": (2e-5, 5e-6), "float64": (1e-11, 1e-12),
                          "complex128": (1e-11, 1e-12)},
    "jax.numpy.fft.": {"float32": (1e-5, 2e-6), "complex64": (1e-5, 2e-6)},
}


def of(name, dtype):
    """(relative, absolute), or None where answers must be equal."""
    if dtype not in _DEFAULT:
        return None
    fitting = [k for k in _BY_NAME if name.startswith(k) and dtype in _BY_NAME[k]]
    return _BY_NAME[max(fitting, key=len)][dtype] if fitting else _DEFAULT[dtype]
