"""Which module holds each of NumPy's functions."""
_MODULES = {
    "_core": "ndarray array asarray",
    "_creation": "zeros empty full ones zeros_like empty_like ones_like full_like arange linspace logspace geomspace eye"
                 " identity copy asanyarray ascontiguousarray asfortranarray asarray_chkfinite require fromfunction fromiter"
                 " indices meshgrid tri diag diagflat vander",
    "_differences": "diff ediff1d gradient trapezoid interp convolve correlate",
    "_elementwise": "clip round around fix nan_to_num real imag real_if_close angle sinc i0 isclose allclose array_equal"
                    " array_equiv iscomplex isreal isneginf isposinf unwrap",
    "_errors": "geterr seterr seterrcall geterrcall errstate getbufsize setbufsize",
    "_flags": "broadcast flatiter",
    "_functional": "vectorize frompyfunc apply_along_axis apply_over_axes nditer",
    "_indexing": "mgrid ogrid r_ c_ index_exp s_ ix_ unravel_index ravel_multi_index diag_indices diag_indices_from"
                 " tril_indices triu_indices tril_indices_from triu_indices_from mask_indices tril triu fill_diagonal ndindex"
                 " ndenumerate packbits unpackbits",
    "_io": "save load savez savez_compressed loadtxt genfromtxt savetxt fromfile frombuffer fromstring fromregex memmap"
           " from_dlpack",
    "_joining": "concatenate concat stack atleast_1d atleast_2d atleast_3d vstack row_stack hstack dstack column_stack block"
                " array_split split hsplit vsplit dsplit unstack append",
    "_manipulation": "shape ndim size repeat squeeze swapaxes searchsorted argsort argpartition diagonal trace take reshape"
                     " ravel transpose permute_dims matrix_transpose sort partition sort_complex lexsort moveaxis rollaxis"
                     " expand_dims broadcast_to broadcast_shapes broadcast_arrays flip flipud fliplr rot90 roll tile resize"
                     " delete insert trim_zeros pad astype",
    "_nan": "nansum nanprod nancumsum nancumprod nanmax nanmin nanargmax nanargmin nanmean nanvar nanstd nanmedian"
            " nanquantile nanpercentile",
    "_polynomials": "polyval polyfit roots poly polyadd polysub polymul polydiv polyder polyint poly1d",
    "_print": "set_printoptions get_printoptions printoptions array2string array_str array_repr format_float_positional"
              " format_float_scientific",
    "_products": "matmul dot vdot vecdot matvec vecmat inner outer tensordot kron cross einsum einsum_path",
    "_reductions": "sum prod max min all any amax amin argmax argmin cumsum cumprod cumulative_sum cumulative_prod ptp mean"
                   " var std count_nonzero",
    "_selection": "where nonzero argwhere flatnonzero select piecewise choose extract place putmask put copyto compress"
                  " take_along_axis put_along_axis",
    "_sets": "unique unique_all unique_counts unique_inverse unique_values isin in1d intersect1d union1d setdiff1d setxor1d",
    "_stats": "median quantile percentile average cov corrcoef bincount digitize histogram_bin_edges histogram histogramdd"
              " histogram2d",
    "_system": "show_config show_runtime get_include info test may_share_memory shares_memory isfortran sctypeDict ScalarType"
               " typecodes True_ False_ __array_namespace_info__ __all__",
    "_text": "binary_repr base_repr",
    "_types": "result_type promote_types can_cast issubdtype isdtype min_scalar_type common_type iscomplexobj isrealobj"
              " isscalar iterable typename mintypecode finfo iinfo",
    "_windows": "hanning hamming blackman bartlett kaiser",
}
_where = {name: module for module, text in _MODULES.items() for name in text.split()}


def find(name):
    """The value of a name of the package."""
    module = _where.get(name)
    if module is None:
        if name.startswith("_"):
            raise AttributeError(f"module 'numpy' has no attribute '{name}'")
        from . import _core, _ufunc
        if name in _ufunc.NAMES:
            return getattr(_ufunc, name)
        raise AttributeError(f"module 'numpy' has no attribute '{name}'")
    from importlib import import_module
    import_module("numpy._core")
    return getattr(import_module("numpy." + module), name)


def names():
    """All names of the package's functions."""
    from . import _core, _ufunc
    return [*_where, *_ufunc.NAMES]
