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
tan tanh top_k transpose triangular_solve while xor zeta axis_index copy create_token custom_linear_solve dce_sink device_put eig
eq_to igamma_grad_a le_to lt_to optimization_barrier pmax pmin polygamma reduce reduce_precision reduce_window_max
reduce_window_min reduce_window_sum reduce_xor rng_uniform scatter_sub select_and_gather_add select_and_scatter_add
select_and_scatter sharding_constraint split stack stage tile unstack hessenberg householder_product lu_pivots_to_permutation
schur tridiagonal tridiagonal_solve psum mulhi ragged_all_to_all
""".split())


def primitive(name):
    """The primitive that jax.lax holds under a name, or None."""
    from .._primitive import by_attribute
    return by_attribute(name + "_p") if name in _NAMES else None
