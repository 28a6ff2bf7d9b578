"""The `scipy` package for scripts: functions of NumPy's arrays, which answer with NumPy's arrays and numbers."""
import numpy as np
import scipy
import scipy.integrate
import scipy.linalg
import scipy.ndimage
import scipy.signal
import scipy.special
import scipy.stats

from corpus import *

X = np.array([0.25, 1.0, 1.75, 3.5])
M = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]])
for name in ("expit", "erf", "erfc", "gammaln", "digamma", "ndtr", "i0", "i1", "log1p", "entr", "j0", "j1"):
    case("scipy.special." + name, lambda name=name: getattr(scipy.special, name)(X))
case("scipy.special.logsumexp", lambda: scipy.special.logsumexp(X))
case("scipy.special.logsumexp", lambda: scipy.special.logsumexp(M, axis=1))
case("scipy.special.expit", lambda: scipy.special.expit(X.astype(np.float32)))
case("scipy.special.expit", lambda: scipy.special.expit([1, 2]))
case("scipy.special.gammaln", lambda: scipy.special.gammaln(5))
case("scipy.special.softmax", lambda: scipy.special.softmax(M, axis=0))
case("scipy.special.jv", lambda: scipy.special.jv(1, np.arange(5.0)))
case("scipy.special.jv", lambda: scipy.special.jv(np.array([-3, 0, 2, 7]), np.array([7.5, 0.0, -2.5, 40.25])))
case("scipy.special.jv", lambda: scipy.special.jv(2, np.array([0.5, 30.0], np.float32)))
case("scipy.stats.norm.logpdf", lambda: scipy.stats.norm.logpdf(X, 1.0, 2.0))
case("scipy.stats.norm.cdf", lambda: scipy.stats.norm(1.0, 2.0).cdf(X))
case("scipy.stats.gamma.pdf", lambda: scipy.stats.gamma.pdf(X, 2.0, scale=0.5))
case("scipy.stats.rankdata", lambda: scipy.stats.rankdata(np.array([3, 1, 2, 1])))
for name in ("inv", "det", "expm", "cholesky", "sqrtm", "norm", "pinv"):
    case("scipy.linalg." + name, lambda name=name: getattr(scipy.linalg, name)(M))
case("scipy.linalg.solve", lambda: scipy.linalg.solve(M, X[:3]))
case("scipy.linalg.eigh", lambda: scipy.linalg.eigh(M)[0])
case("scipy.signal.convolve", lambda: scipy.signal.convolve(X, X))
case("scipy.integrate.trapezoid", lambda: scipy.integrate.trapezoid(X, dx=0.5))
case("scipy.ndimage.map_coordinates", lambda: scipy.ndimage.map_coordinates(M, np.array([[0.5, 1.0], [0.5, 2.0]]), order=1))
case("scipy.special.missing", lambda: scipy.special.missing(X), raises=True)
