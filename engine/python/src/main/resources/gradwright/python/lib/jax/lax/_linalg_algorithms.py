"""The algorithms that decompositions can be asked for by name."""
import enum


class _Algorithm(enum.Enum):
    @property
    def _engine_name(self):
        return self.name


class EigImplementation(_Algorithm):
    """Implementations of the eigendecomposition of general matrices; here there is LAPACK's."""
    CUSOLVER = "cusolver"
    MAGMA = "magma"
    LAPACK = "lapack"


class EighImplementation(_Algorithm):
    """Implementations of the eigendecomposition of Hermitian matrices; here there is LAPACK's, a QR iteration."""
    QR = "qr"
    JACOBI = "jacobi"
    QDWH = "qdwh"


class SvdAlgorithm(_Algorithm):
    """Algorithms of the singular value decomposition; here there are those of LAPACK."""
    DEFAULT = "default"
    QR = "QR"
    JACOBI = "Jacobi"
    POLAR = "polar"
    DIVIDE_AND_CONQUER = "divide_and_conquer"
