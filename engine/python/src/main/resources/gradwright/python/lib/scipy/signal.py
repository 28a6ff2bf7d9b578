"""`jax.scipy.signal` for arrays of NumPy."""
from ._host import mirror

__getattr__, __dir__ = mirror(__name__, globals())
