import numpy as np
x = np.array([0.5, -1.25, 2.0], 'float32')
y = np.array([1.5, 0.25, -0.75], 'float32')
p = np.array([0.1, 0.5, 0.9], 'float32')
i = np.array([3, -2, 7], 'int32')
j = np.array([2, 3, -4], 'int32')
n = np.array([2, 0, 5], 'int32')
u = np.array([1, 200, 7], 'uint8')
b = np.array([True, False, True])
c = np.array([1 + 2j, -0.5j, 3], 'complex64')
h = np.array([0.5, 2.0], 'float16')
s = np.array(0.75, 'float32')
X = np.arange(6, dtype='float32').reshape(2, 3) - 2
z = np.array([0.0, np.nan, np.inf, -np.inf, -0.0], 'float32')
J = 'jax.numpy'
CASES = []
for f in ['sin', 'cos', 'tan', 'exp', 'exp2', 'expm1', 'tanh', 'sinh', 'cosh', 'arctan', 'arcsinh', 'square', 'reciprocal',
          'negative', 'abs', 'fabs', 'sign', 'floor', 'ceil', 'trunc', 'rint', 'round', 'deg2rad', 'rad2deg', 'degrees', 'sinc',
          'isnan', 'isinf', 'isfinite', 'signbit', 'logical_not', 'real', 'imag', 'conj', 'positive', 'cbrt', 'angle']:
  CASES.append((J, f, (x,), {}))
for f in ['log', 'log2', 'log10', 'log1p', 'sqrt', 'arcsin', 'arccos', 'arctanh']:
  CASES.append((J, f, (p,), {}))
for f in ['sin', 'square', 'abs', 'sign', 'floor', 'round', 'isnan', 'negative', 'invert', 'rint', 'trunc', 'isfinite', 'bitwise_count',
          'logical_not']:
  CASES.append((J, f, (i,), {}))
for f in ['abs', 'square', 'sign', 'sin', 'logical_not', 'invert']:
  CASES.append((J, f, (b,), {}))
for f in ['abs', 'real', 'imag', 'conj', 'angle', 'square', 'negative', 'isfinite']:
  CASES.append((J, f, (c,), {}))
for f in ['isnan', 'isinf', 'isfinite', 'isposinf', 'isneginf', 'signbit', 'sign', 'nan_to_num']:
  CASES.append((J, f, (z,), {}))
for f in ['add', 'subtract', 'multiply', 'true_divide', 'floor_divide', 'remainder', 'fmod', 'power', 'maximum', 'minimum',
          'arctan2', 'hypot', 'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'logical_and',
          'logical_or', 'logical_xor', 'copysign', 'nextafter', 'heaviside', 'fmax', 'fmin', 'float_power', 'isclose', 'divmod']:
  CASES.append((J, f, (x, y), {}))
  CASES.append((J, f, (x, 2), {}))
for f in ['add', 'subtract', 'multiply', 'true_divide', 'floor_divide', 'remainder', 'fmod', 'maximum', 'less', 'bitwise_and',
          'bitwise_or', 'bitwise_xor', 'divmod', 'gcd', 'lcm']:
  CASES.append((J, f, (i, j), {}))
for f in ['left_shift', 'right_shift', 'power']:
  CASES.append((J, f, (i, n), {}))
for a, d in [(x, i), (i, 1.5), (i, 2), (b, b), (b, 2), (b, x), (u, i), (u, 3), (u, 1.5), (h, 2.5), (h, x), (c, x), (c, 2), (X, x), (x, X), (X, s), (s, 2), (i, True), (x, 1j)]:
  CASES.append((J, 'add', (a, d), {}))
  CASES.append((J, 'multiply', (a, d), {}))
CASES += [
    (J, 'power', (x, 3), {}), (J, 'power', (x, -1), {}), (J, 'power', (y, 0.5), {}), (J, 'power', (i, 2), {}), (J, 'power', (2, x), {}),
    (J, 'power', (x, i), {}), (J, 'power', (b, 2), {}), (J, 'power', (i, -1), {}), (J, 'power', (i, 2.0), {}),
    (J, 'where', (b, x, y), {}), (J, 'where', (b, x, 0), {}), (J, 'where', (b, 1, 0.), {}), (J, 'where', (x, X, y), {}), (J, 'where', (s, x, 1.), {}),
    (J, 'clip', (x, 0, 1), {}), (J, 'clip', (x, None, 1.), {}), (J, 'clip', (i, 0, 4), {}), (J, 'clip', (x, y, 1), {}),
    (J, 'select', ([b, b], [x, y], 3.), {}), (J, 'round', (x, 1), {}),
    (J, 'allclose', (x, y), {}), (J, 'array_equal', (x, x), {}), (J, 'array_equal', (x, X), {}),
    (J, 'logaddexp', (x, y), {}), (J, 'ldexp', (x, i), {}), (J, 'frexp', (x,), {}), (J, 'modf', (x,), {}),
    (J, 'i0', (x,), {}), (J, 'nan_to_num', (z,), {'nan': 7.}), (J, 'unwrap', (np.array([0., 6., 12.], 'float32'),), {}),
    (J, 'add', (x, np.ones((2,), 'float32')), {}), (J, 'add', (x, np.ones((2, 2), 'float32')), {}), (J, 'invert', (x,), {}), (J, 'negative', (b,), {}),
    (J, 'subtract', (b, b), {}), (J, 'bitwise_and', (x, x), {}), (J, 'left_shift', (x, 1), {}),
]
