import numpy as np
x = np.array([0.5, -1.25, 2.0], 'float32')
X = np.arange(6, dtype='float32').reshape(2, 3) * 1.5 - 2
Y = (np.arange(24, dtype='float32').reshape(2, 3, 4) * 7) % 5
i = np.array([[3, -2, 7], [1, 0, 4]], 'int32')
u = np.array([1, 200, 7], 'uint8')
b = np.array([[True, False, True], [True, True, True]])
h = np.array([0.5, 2.0, 3.0], 'float16')
c = np.array([1 + 2j, -0.5j, 3], 'complex64')
z = np.array([[1.0, np.nan, 3.0], [4.0, 5.0, np.nan]], 'float32')
s = np.array(0.75, 'float32')
J = 'jax.numpy'
CASES = []
for f in ['sum', 'prod', 'max', 'min', 'mean', 'var', 'std', 'any', 'all', 'argmax', 'argmin', 'ptp', 'count_nonzero', 'median', 'nansum', 'nanmax', 'nanmean', 'nanvar', 'nanstd', 'nanmin', 'nanprod', 'nanmedian']:
  CASES += [(J, f, (X,), {}), (J, f, (X,), {'axis': 1}), (J, f, (Y,), {'axis': -1, 'keepdims': True})]
for f in ['sum', 'max', 'mean', 'std', 'any']:
  CASES += [(J, f, (Y,), {'axis': (0, 2)}), (J, f, (i,), {}), (J, f, (b,), {'axis': 0}), (J, f, (u,), {}), (J, f, (h,), {}), (J, f, (s,), {}), (J, f, (2.5,), {})]
for f in ['nansum', 'nanmean', 'nanmax', 'nanvar', 'nanstd', 'nanargmax', 'nancumsum', 'nanmin', 'nanprod', 'nanmedian']:
  CASES += [(J, f, (z,), {'axis': 1})]
for f in ['cumsum', 'cumprod']:
  CASES += [(J, f, (x,), {}), (J, f, (X,), {}), (J, f, (X,), {'axis': 1}), (J, f, (b,), {'axis': 0}), (J, f, (i,), {'axis': 1, 'dtype': 'float32'})]
CASES += [
    (J, 'sum', (X,), {'dtype': 'int32'}), (J, 'sum', (X,), {'where': b}), (J, 'sum', (X,), {'initial': 2.}), (J, 'max', (X,), {'where': b, 'initial': 0.}), (J, 'mean', (X,), {'where': b}),
    (J, 'mean', (c,), {}), (J, 'var', (c,), {}), (J, 'var', (X,), {'ddof': 1}), (J, 'std', (X,), {'ddof': 1, 'axis': 0}), (J, 'sum', (X,), {'axis': 2}), (J, 'sum', (X,), {'axis': (0, 0)}),
    (J, 'average', (x,), {}), (J, 'average', (X,), {'axis': 1, 'weights': x}), (J, 'average', (X,), {'axis': 1, 'weights': x, 'returned': True}),
    (J, 'percentile', (x, 30), {}), (J, 'quantile', (X, 0.25), {'axis': 1}), (J, 'quantile', (X, np.array([0.25, 0.5], 'float32')), {'axis': 0}), (J, 'percentile', (X, 50), {'method': 'nearest'}),
    (J, 'max', (np.zeros((0,), 'float32'),), {}), (J, 'argmax', (np.zeros((0,), 'float32'),), {}), (J, 'argmax', (X,), {'axis': 0, 'keepdims': True}),
    (J, 'cumulative_sum', (x,), {}), (J, 'cumulative_sum', (x,), {'include_initial': True}),
    (J, 'cov', (X,), {}), (J, 'corrcoef', (X,), {}), (J, 'trapezoid', (x,), {}), (J, 'trapezoid', (x,), {'dx': 0.5}), (J, 'diff', (x,), {}), (J, 'diff', (X,), {'n': 2, 'axis': 1}), (J, 'ediff1d', (x,), {}), (J, 'gradient', (x,), {}), (J, 'gradient', (X,), {'axis': 1}),
    (J, 'nanquantile', (z, 0.5), {'axis': 1}),
]
