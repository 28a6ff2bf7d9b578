"""The results of SciPy's optimisers that libraries build on; the optimisers are those of `jax.scipy.optimize`."""
from ._host import mirror

__getattr__, __dir__ = mirror(__name__, globals())


class OptimizeResult(dict):
    """What an optimiser found, by name; names are attributes as well."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__

    def __dir__(self):
        return list(self)

    def __repr__(self):
        width = max(map(len, self), default=0)
        return "\n".join([f"{k:>{width}}: {v}" for k, v in self.items()]) if self else "OptimizeResult()"


class LbfgsInvHessProduct:
    """The inverse Hessian that L-BFGS keeps, as steps ``sk`` and differences of gradients ``yk`` (corrections by size)."""

    def __init__(self, sk, yk):
        import numpy as np
        if sk.shape != yk.shape or sk.ndim != 2:
            raise ValueError("sk and yk must have matching shape, (n_corrs, n)")
        self.n_corrs, n = sk.shape
        self.shape = (n, n)
        self.dtype = np.dtype(np.float64)
        self.sk = sk
        self.yk = yk
        self.rho = 1 / np.einsum("ij,ij->i", sk, yk)

    def _matvec(self, x):
        """The product with a vector, by the recursion over the corrections."""
        import numpy as np
        q = np.array(x, dtype=self.dtype).reshape(-1)
        alpha = np.empty(self.n_corrs)
        for i in range(self.n_corrs - 1, -1, -1):
            alpha[i] = self.rho[i] * np.dot(self.sk[i], q)
            q = q - alpha[i] * self.yk[i]
        for i in range(self.n_corrs):
            q = q + self.sk[i] * (alpha[i] - self.rho[i] * np.dot(self.yk[i], q))
        return q

    def matvec(self, x):
        """The product with a vector."""
        return self._matvec(x)

    dot = __matmul__ = matvec

    def todense(self):
        """The matrix itself."""
        import numpy as np
        return np.stack([self._matvec(row) for row in np.eye(self.shape[0])], axis=1)
