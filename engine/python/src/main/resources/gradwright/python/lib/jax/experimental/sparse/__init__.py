"""Arrays of which only some elements are stored."""
from ._base import JAXSparse
from ._batched import CuSparseEfficiencyWarning, SparseEfficiencyError, SparseEfficiencyWarning
from ._bcoo import BCOO
from ._bcsr import (BCSR, bcsr_broadcast_in_dim, bcsr_concatenate, bcsr_dot_general, bcsr_extract, bcsr_fromdense,
                    bcsr_sum_duplicates, bcsr_todense)
from ._creation import empty, eye, random_bcoo
from ._derivatives import grad, jacfwd, jacobian, jacrev, value_and_grad
from ._functions import (bcoo_eliminate_zeros, bcoo_extract, bcoo_fromdense, bcoo_multiply_dense, bcoo_multiply_sparse,
                         bcoo_reduce_sum, bcoo_sort_indices, bcoo_sum_duplicates, bcoo_todense)
from ._matrices import (COO, CSC, CSR, coo_fromdense, coo_matmat, coo_matvec, coo_todense, csr_fromdense, csr_matmat,
                        csr_matvec, csr_todense)
from ._products import bcoo_dot_general, bcoo_dot_general_sampled
from ._shapes import (bcoo_broadcast_in_dim, bcoo_concatenate, bcoo_reshape, bcoo_rev, bcoo_squeeze, bcoo_transpose,
                      bcoo_update_layout)
from ._slices import bcoo_dynamic_slice, bcoo_gather, bcoo_slice
from ._transform import sparsify, todense
from . import _methods


def __getattr__(name):
    if name == "linalg":
        from importlib import import_module
        return import_module("jax.experimental.sparse.linalg")
    raise AttributeError(f"module 'jax.experimental.sparse' has no attribute '{name}'")
