import numpy as np
f = np.float32
x = np.array([0.5, -1.25, 2.0, 0.0, 8.5], 'float32')
pos = np.array([0.3, 1.0, 2.5, 7.0, 30.0], 'float32')
p = np.array([0.01, 0.1, 0.5, 0.9, 0.999], 'float32')
edge = np.array([0.0, 1.0, -0.5, np.nan, np.inf], 'float32')
far = np.array([-30.0, -12.0, -5.0, 3.0, 9.0], 'float32')
i = np.array([0, 1, 2, 5], 'int32')
S, T = 'jax.scipy.special', 'jax.scipy.stats.'
X = np.arange(6, dtype='float32').reshape(2, 3) - 2
CASES = []
for g in ['erf', 'erfc', 'gammaln', 'gamma', 'gammasgn', 'digamma', 'expit', 'i0', 'i0e', 'i1', 'i1e', 'ndtr', 'loggamma', 'entr', 'factorial']:
  CASES.append((S, g, (x,), {}))
for g in ['erf', 'gamma', 'gammaln', 'expit', 'ndtr', 'ndtri', 'log_ndtr', 'entr', 'i0', 'logit', 'loggamma', 'erfinv']:
  CASES.append((S, g, (edge,), {}))
for g in ['erf', 'gammaln', 'digamma', 'factorial', 'ndtr', 'ndtri', 'log_ndtr', 'gamma', 'expit']:
  CASES.append((S, g, (i,), {}))
for g in ['erfinv', 'logit', 'ndtri', 'entr']:
  CASES.append((S, g, (p,), {}))
for g in ['betaln', 'beta', 'gammainc', 'gammaincc', 'rel_entr', 'kl_div', 'zeta', 'xlogy', 'xlog1py', 'boxcox', 'boxcox1p']:
  CASES.append((S, g, (pos, pos[::-1].copy()), {}))
  CASES.append((S, g, (pos, 2.5), {}))
CASES += [
    (S, 'log_ndtr', (far,), {}), (S, 'log_ndtr', (far,), {'series_order': 5}), (S, 'log_ndtr', (far,), {'series_order': -1}),
    (S, 'ndtr', (far,), {}), (S, 'ndtr', (0.5,), {}), (S, 'ndtri', (0.25,), {}, False), (S, 'erf', (1,), {}),
    (S, 'xlogy', (edge, edge), {}), (S, 'rel_entr', (edge, p), {}), (S, 'rel_entr', (p, edge), {}),
    (S, 'polygamma', (1, pos), {}), (S, 'polygamma', (i[:1].copy() + 2, pos), {}), (S, 'polygamma', (1.5, pos), {}),
    (S, 'betainc', (pos, 2.0, p), {}), (S, 'betainc', (2, 3, p), {}), (S, 'multigammaln', (pos + 2, 3), {}),
    (S, 'zeta', (pos,), {}), (S, 'poch', (pos[:4].copy(), 1.5), {}), (S, 'comb', (np.array([5., 4.], 'float32'), np.array([2., 6.], 'float32')), {}), (S, 'comb', (5, 2), {'repetition': True}, False),
    (S, 'logsumexp', (X,), {'axis': 1}), (S, 'softmax', (X,), {'axis': 0}), (S, 'softmax', (X,), {}), (S, 'log_softmax', (X,), {'axis': -1}),
    (S, 'factorial', (5,), {'exact': True}),
]
for n, fs in {'norm': 'logpdf pdf cdf logcdf sf logsf', 'uniform': 'logpdf pdf cdf', 'expon': 'logpdf pdf cdf logcdf sf logsf', 'laplace': 'logpdf pdf cdf',
              'logistic': 'logpdf pdf cdf sf', 'cauchy': 'logpdf pdf cdf logcdf sf logsf', 'gumbel_r': 'logpdf pdf cdf logcdf sf',
              'gumbel_l': 'logpdf pdf cdf logcdf sf logsf'}.items():
  for g in fs.split():
    CASES.append((T + n, g, (x,), {}))
    CASES.append((T + n, g, (x, 0.5, 2), {}))
for n, fs in {'norm': 'ppf isf', 'uniform': 'ppf', 'expon': 'ppf', 'logistic': 'ppf isf', 'cauchy': 'ppf isf', 'gumbel_r': 'ppf', 'gumbel_l': 'ppf'}.items():
  for g in fs.split():
    CASES.append((T + n, g, (p,), {}))
    CASES.append((T + n, g, (edge, 0.5, 2), {}))
for n, a, fs in [('beta', (2., 3.), 'logpdf pdf cdf logcdf sf logsf'), ('gamma', (2.5,), 'logpdf pdf cdf logcdf sf logsf'), ('chi2', (3,), 'logpdf pdf cdf logcdf sf logsf'),
                 ('t', (4.,), 'logpdf pdf'), ('pareto', (2.,), 'logpdf pdf cdf logcdf sf logsf')]:
  for g in fs.split():
    CASES.append((T + n, g, (x,) + a, {}))
    CASES.append((T + n, g, (pos,) + a, {'loc': 0.5, 'scale': 2}))
for n, a, fs in [('bernoulli', (0.25,), 'logpmf pmf cdf'), ('poisson', (2.5,), 'logpmf pmf cdf'), ('binom', (5, 0.25), 'logpmf pmf'), ('geom', (0.25,), 'logpmf pmf'),
                 ('nbinom', (3, 0.375), 'logpmf pmf')]:
  for g in fs.split():
    CASES.append((T + n, g, (i,) + a, {}, False))
    CASES.append((T + n, g, (x,) + a, {}))
CASES.append((T + 'bernoulli', 'ppf', (p, 0.25), {}))
m, c = np.array([0.5, -1.], 'float32'), np.array([[2., .5], [.5, 1.]], 'float32')
pts = np.arange(8, dtype='float32').reshape(4, 2) / 4
CASES += [(T + 'multivariate_normal', 'logpdf', (pts, m, c), {}, False), (T + 'multivariate_normal', 'pdf', (m, m, c), {}, False), (T + 'multivariate_normal', 'logpdf', (pts, m, 2.), {}, False),
          (T + 'multivariate_normal', 'logpdf', (x, 0.5, 2.), {}, False), (T + 'multivariate_normal', 'logpdf', (pts, m, m), {}, False),
          (T + 'multivariate_normal', 'logpdf', (pts, m, np.stack([c, c, 2 * c, c])), {}, False),
          (T + 'dirichlet', 'logpdf', (np.array([.2, .3, .5], 'float32'), pos[:3].copy()), {}), (T + 'dirichlet', 'pdf', (np.array([.2, .3], 'float32'), pos[:3].copy()), {}),
          (T + 'dirichlet', 'logpdf', (X, pos), {})]

G = np.array([0.25, 0.5, 0.75], 'float32')
L = np.array([0.5, 1.5, 4.0], 'float32')
for g in ['erf', 'erfc', 'erfinv', 'gammaln', 'gamma', 'digamma', 'expit', 'logit', 'entr', 'i0', 'i0e', 'i1', 'i1e', 'ndtr', 'ndtri', 'log_ndtr', 'factorial']:
  CASES.append((S, 'grad_' + g, (G,), {}))
for g in ['xlogy', 'xlog1py', 'rel_entr', 'kl_div', 'betaln', 'beta', 'gammainc', 'gammaincc', 'poch', 'boxcox', 'boxcox1p']:
  CASES.append((S, 'grad_' + g, (L, L[::-1].copy()), {}))
CASES += [(S, 'grad_zeta', (L + 1.5, L), {}), (S, 'grad_polygamma', (2, L), {}), (S, 'grad_betainc', (2., 3., G), {}), (S, 'grad_multigammaln', (L + 2, 3), {}),
          (S, 'grad_xlogy', (np.zeros(3, 'float32'), L), {}), (S, 'grad_log_ndtr', (far,), {}), (S, 'grad_logsumexp', (L,), {}),
          (S, 'grad_softmax', (L,), {}), (S, 'grad_entr', (np.array([0.0], 'float32'),), {})]
for n in ['norm', 'uniform', 'expon', 'laplace', 'logistic', 'cauchy']:
  CASES.append((T + n, 'grad_logpdf', (G, G / 4, L), {}))
  CASES.append((T + n, 'grad_cdf', (G, G / 4, L), {}))
for n in ['norm', 'uniform', 'expon', 'logistic', 'cauchy']:
  CASES.append((T + n, 'grad_ppf', (G, G / 4, L), {}))
CASES += [(T + 'beta', 'grad_logpdf', (G, L, L + 1), {}), (T + 'gamma', 'grad_logpdf', (G, L), {}), (T + 'gamma', 'grad_cdf', (G, L), {}), (T + 't', 'grad_logpdf', (G, L), {}),
          (T + 'chi2', 'grad_logpdf', (G, L), {}), (T + 'pareto', 'grad_logpdf', (L + 1, L), {}), (T + 'bernoulli', 'grad_logpmf', (1, G), {}), (T + 'poisson', 'grad_logpmf', (2, L), {}),
          (T + 'binom', 'grad_logpmf', (2, 5, G), {}), (T + 'multivariate_normal', 'grad_logpdf', (pts, m, c), {}), (T + 'dirichlet', 'grad_logpdf', (np.array([.2, .3, .5], 'float32'), L), {})]
