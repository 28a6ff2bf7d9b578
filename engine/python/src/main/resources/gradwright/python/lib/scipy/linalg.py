"""`jax.scipy.linalg` for arrays of NumPy, with `norm` and `pinv` of NumPy."""
from numpy.linalg import LinAlgError, norm, pinv

from ._host import mirror, on_host

__getattr__, __dir__ = mirror(__name__, globals())


def sqrtm(A):
    """The principal square root of a matrix (N, N): real where it is real for a real matrix."""
    import numpy as np
    from jax.scipy.linalg import sqrtm as complex_root
    root = on_host(complex_root, "scipy.linalg.sqrtm")(A)
    return root.real.copy() if not np.iscomplexobj(np.asarray(A)) and not root.imag.any() else root
