import numpy as np
x = np.array([0.5, -1.25, 2.0], 'float32')
p = np.array([1., -3., 2.], 'float32')
q = np.array([2., 1.], 'float32')
X = np.arange(6, dtype='float32').reshape(2, 3)
i = np.array([2, 0], 'int32')
b = np.array([1, 0, 1, 1, 0, 0, 0, 1, 1], 'uint8')
u = np.array([3, 200], 'uint8')
t = np.array([0., 1., 2., 3., 4.], 'float32')
y = np.array([1., 3., 7., 13., 21.], 'float32')
J = 'jax.numpy'
CASES = [(J, 'polyval', (p, x), {}), (J, 'polyadd', (p, q), {}), (J, 'polysub', (p, q), {}), (J, 'polymul', (p, q), {}), (J, 'polyder', (p,), {}), (J, 'polyint', (p,), {}), (J, 'polydiv', (p, q), {}), (J, 'poly', (x,), {}),
         (J, 'convolve', (x, q), {}), (J, 'convolve', (x, q), {'mode': 'same'}), (J, 'correlate', (x, q), {}), (J, 'correlate', (q, x), {'mode': 'full'}),
         (J, 'packbits', (b,), {}), (J, 'unpackbits', (u,), {}), (J, 'unpackbits', (u,), {'bitorder': 'little', 'count': 12}),
         (J, 'hamming', (5,), {}), (J, 'hanning', (5,), {}), (J, 'blackman', (5,), {}), (J, 'bartlett', (5,), {}), (J, 'kaiser', (5, 2.0), {}),
         (J, 'unravel_index', (np.array([1, 5, 7], 'int32'), (2, 3)), {}), (J, 'ravel_multi_index', ((i, i), (3, 3)), {'mode': 'clip'}),
         (J, 'unique', (np.array([3, 1, 3, 2], 'int32'),), {'size': 3, 'return_counts': True, 'return_inverse': True, 'return_index': True}), (J, 'unique', (np.array([3, 1, 3, 2], 'int32'),), {'size': 5, 'fill_value': -1}),
         (J, 'nonzero', (X,), {'size': 6, 'fill_value': -1}), (J, 'put_along_axis', (X, np.array([[0], [2]], 'int32'), 9., 1), {'inplace': False}), (J, 'diag_indices_from', (np.ones((2, 2), 'float32'),), {}),
         (J, 'bincount', (i,), {'length': 4, 'weights': np.array([0.5, 2.], 'float32')}), (J, 'histogram', (t,), {'bins': 2, 'density': True}), (J, 'trapezoid', (y, t), {}), (J, 'gradient', (X,), {}), (J, 'gradient', (y, 2.), {}),
         (J, 'diff', (x,), {'prepend': 0.}), (J, 'select', ([x > 0], [x]), {}), (J, 'heaviside', (x, 0.5), {}), (J, 'searchsorted', (t, x), {'method': 'compare_all'}), (J, 'put', (X, i, 9.), {'inplace': False}),
         (J, 'cov', (X,), {'rowvar': False}), (J, 'average', (X,), {'weights': X}), (J, 'nan_to_num', (np.array([1 + 2j], 'complex64'),), {}), (J, 'interp', (x, t, y), {'left': -1., 'right': 9}), (J, 'compress', (np.array([True, False]), X), {'axis': 0, 'size': 1}) if 0 else (J, 'indices', ((2, 3),), {'sparse': True}),
         (J, 'interp', (x, t, y), {'period': 3.}), (J, 'interp', (x, t, y), {'left': 'extrapolate', 'right': 'extrapolate'}), (J, 'interp', (x, t, y), {'left': 'reflect'}), (J, 'gradient', (y, t), {}), (J, 'gradient', (y, x), {}),
         (J, 'cov', (X,), {'aweights': x[:3] ** 2}), (J, 'cov', (X,), {'fweights': np.array([1, 2, 3], 'int32'), 'ddof': 0}), (J, 'cov', (X, X[0]), {'fweights': np.array([1, 2, 3], 'int32'), 'aweights': x[:3] ** 2}), (J, 'cov', (X,), {'fweights': x}),
         (J, 'setdiff1d', (np.array([3, 1, 3, 2, 5], 'int32'), np.array([1, 5], 'int32')), {'size': 3}),  (J, 'setdiff1d', (np.array([3, 1, 3, 2, 5], 'int32'), np.array([1, 5], 'int32')), {'size': 4, 'fill_value': -1}),
]
