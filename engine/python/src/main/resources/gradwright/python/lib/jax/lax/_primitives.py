"""Primitives by name, as `jax.lax.add_p`."""

_NAMES = frozenset("""
abs acos acosh add after_all all_gather all_to_all and approx_top_k argmax argmin asin asinh atan atan2 atanh
bessel_i0e bessel_i1e bitcast_convert_type broadcast_in_dim cbrt ceil cholesky clamp clz complex concatenate cond conj
conv_general_dilated convert_element_type copy cos cosh cummax cummin cumprod cumsum cumlogsumexp digamma div dot_general
dynamic_slice dynamic_update_slice eq erf erf_inv erfc exp exp2 expm1 eigh fft floor gather ge gt igamma igammac imag
integer_pow iota is_finite le lgamma linear_solve log log1p logistic lt lu max min mul ne neg nextafter not or pad
population_count pow ppermute psum qr random_bits random_fold_in random_seed random_split random_unwrap random_wrap real
reduce_and reduce_max reduce_min reduce_or reduce_prod reduce_sum reduce_window regularized_incomplete_beta rem reshape
rev rng_bit_generator round rsqrt scan scatter scatter_add scatter_max scatter_min scatter_mul select_n
shift_left shift_right_arithmetic shift_right_logical sign sin sinh slice sort sqrt square squeeze stop_gradient sub svd
tan tanh top_k transpose triangular_solve while xor zeta
""".split())


class Primitive:
    """A primitive operation, known by its name."""
    __slots__ = ("name",)
    __module__ = "jax._src.core"

    def __init__(self, name):
        self.name = name

    def bind(self, *args, **params):
        """Applies the primitive to arguments, where jax.lax has a function of the same name and parameters."""
        from . import _find
        return _find(self.name)(*args, **params)

    def __repr__(self):
        return self.name


_made = {}


def primitive(name):
    """The primitive of a name, or None."""
    if name not in _NAMES:
        return None
    found = _made.get(name)
    if found is None:
        found = _made[name] = Primitive(name)
    return found
