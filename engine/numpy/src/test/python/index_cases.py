import numpy as np
x = np.array([0.5, -1.25, 2.0, 7.0, 1.0], 'float32')
X = np.arange(12, dtype='float32').reshape(4, 3)
Y = np.arange(120, dtype='float32').reshape(2, 3, 4, 5)
k = np.array([3, -2, 7], 'int32')
i = np.array([1, 0], 'int32')
j = np.array([-1, 2], 'int32')
far = np.array([1, 9, -9], 'int32')
s = np.array(-1, 'int32')
u = np.array([1, 0], 'uint8')
J = 'jax.numpy'
T = None
CASES = [(J, 'getitem', (x, v), {}) for v in [1, -1, slice(1, 3), slice(None, None, 2), slice(None, None, -1), slice(3, 0, -2), slice(-2, None), slice(None, 100), None, Ellipsis, i, j, far, s, u, 10, -10, 1., (0, 0), (Ellipsis, Ellipsis), [0, 1], 'a', True, False, (slice(1, 3), None)]]
CASES += [(J, 'getitem', (X, v), {}) for v in [1, (-1, 0), (slice(None), 1), (Ellipsis, 0), (None, slice(None), None), (slice(1, 3), slice(None, None, 2)), s, (s, 1), (slice(None), s), (s, slice(1, None)), i, (slice(None), i), (i, j), (i, 1), (1, i), (i, None), (np.array([[1], [0]], 'int32'), j), (slice(None, None, 2), i), (slice(None, None, -1), i), ([0, 1], 2), (s, None, slice(None, None, -1))]]
CASES += [(J, 'getitem', (Y, v), {}) for v in [(i, slice(None), j), (slice(None), i, slice(1, 3), j), (slice(None), i, i), (slice(None), None, i), (0, Ellipsis, j), (i, 0, slice(None), j), (slice(None), 1, i), (1, 2, 3, 4), (s, 2, s)]]
CASES += [(J, 'at_get', (x, far), {'mode': m}) for m in ['fill', 'clip', 'promise_in_bounds', 'foo']] + [(J, 'at_get', (x, far), {'mode': 'fill', 'fill_value': 7.}), (J, 'at_get', (k, far), {'mode': 'fill'}), (J, 'at_get', (x, i), {'unique_indices': True, 'indices_are_sorted': True})]
for op in ['set', 'add', 'subtract', 'multiply', 'divide', 'power', 'min', 'max']:
  CASES += [(J, 'at_' + op, (x, i, 2.), {}), (J, 'at_' + op, (X, (1, 2), 3.), {}), (J, 'at_' + op, (X, i, 1), {})]
CASES += [(J, 'at_set', (x, v, 9.), {}) for v in [1, -1, slice(1, 3), slice(None, None, 2), slice(None), Ellipsis, s, far, 10, (0, 1), 1.0, [0, 1]]]
CASES += [(J, 'at_add', (X, v, 1.5), {}) for v in [1, (slice(None), 1), (1, 2), (i, j), (i, slice(1, None)), (slice(None), i), (s, 1), np.array([1, 1, 1], 'int32')]]
CASES += [(J, 'at_set', (X, (slice(None), 1), np.ones(4, 'float32')), {}), (J, 'at_set', (x, slice(None, None, -1), np.arange(5, dtype='float32')), {}), (J, 'at_set', (x, (None, slice(1, 3)), np.ones((1, 2), 'float32')), {}), (J, 'at_set', (x, 0, np.ones(2, 'float32')), {}), (J, 'at_set', (k, 0, 1.5), {}), (J, 'at_set', (x, far, 1.), {'mode': 'clip'}), (J, 'at_add', (x, i, 1.), {'mode': 'promise_in_bounds'}), (J, 'at_set', (x, i, 1.), {'unique_indices': True, 'indices_are_sorted': True}), (J, 'at_set', (k, i, 5), {})]
