import numpy as np
x = np.array([0.5, -1.25, 2.0], 'float32')
y = np.array([1.5, 0.25, -0.75], 'float32')
p = np.array([0.1, 0.5, 0.9], 'float32')
i = np.array([3, -2, 7], 'int32')
b = np.array([True, False, True])
X = np.arange(6, dtype='float32').reshape(2, 3) - 2
s = np.array(1, 'int32')
n = np.array(-1, 'int32')
img = (np.arange(50, dtype='float32').reshape(1, 2, 5, 5) % 7)
ker = (np.arange(54, dtype='float32').reshape(3, 2, 3, 3) % 5) - 2
nhwc = np.ascontiguousarray(img.transpose(0, 2, 3, 1))
hwio = np.ascontiguousarray(ker.transpose(2, 3, 1, 0))
L = 'jax.lax'
CASES = [(L, f, (x,), {}) for f in ['neg', 'sign', 'floor', 'exp', 'tanh', 'logistic', 'square', 'abs', 'erf', 'is_finite', 'round', 'cbrt', 'reciprocal', 'stop_gradient', 'sin']]
CASES += [(L, f, (p,), {}) for f in ['rsqrt', 'sqrt', 'log', 'log1p', 'lgamma', 'digamma', 'erf_inv', 'erfc']]
CASES += [(L, f, (x, y), {}) for f in ['add', 'sub', 'mul', 'div', 'rem', 'max', 'min', 'atan2', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'complex', 'nextafter']]
CASES += [(L, f, (i, i), {}) for f in ['div', 'rem', 'bitwise_and', 'bitwise_or', 'bitwise_xor']]
CASES += [(L, 'population_count', (i,), {}), (L, 'clz', (i,), {}), (L, 'bitwise_not', (i,), {})]
CASES += [
    (L, 'add', (x, 1.), {}), (L, 'mul', (2., x), {}), (L, 'add', (1, 2.), {}), (L, 'add', (x, i), {}), (L, 'add', (x, X), {}), (L, 'sin', (1,), {}), (L, 'neg', (True,), {}), (L, 'add', (x, 1), {}), (L, 'add', (x, np.ones(4, 'float32')), {}),
    (L, 'pow', (p, 2.), {}), (L, 'pow', (p, 2), {}), (L, 'integer_pow', (x, 3), {}),
    (L, 'clamp', (0., x, 1.), {}), (L, 'clamp', (0, x, 1), {}), (L, 'select', (b, x, y), {}), (L, 'select_n', (b, x, y), {}),
    (L, 'convert_element_type', (x, 'int32'), {}), (L, 'bitcast_convert_type', (x, 'int32'), {}), (L, 'reduce_precision', (x, 8, 7), {}),
    (L, 'broadcast', (x, (2,)), {}), (L, 'broadcast_in_dim', (x, (2, 3), (1,)), {}), (L, 'expand_dims', (x, (0,)), {}), (L, 'rev', (X, (1,)), {}), (L, 'pad', (x, 0., [(1, 1, 0)]), {}), (L, 'pad', (x, 9., [(-1, 2, 1)]), {}), (L, 'reshape', (x, (3, 1)), {}), (L, 'squeeze', (X[None], (0,)), {}), (L, 'slice', (x, (0,), (2,)), {}), (L, 'slice', (X, (0, 0), (2, 3), (1, 2)), {}), (L, 'slice_in_dim', (x, 0, 2), {}), (L, 'index_in_dim', (X, 1), {}), (L, 'concatenate', ([x, y], 0), {}), (L, 'transpose', (X, (1, 0)), {}), (L, 'tile', (x, (2,)), {}), (L, 'split', (x, (1, 2)), {}), (L, 'full', ((2,), 1.), {}), (L, 'full_like', (x, 2), {}), (L, 'iota', ('int32', 3), {}), (L, 'broadcasted_iota', ('float32', (2, 2), 1), {}), (L, 'collapse', (X, 0), {}),
    (L, 'reduce_sum', (X, (0,)), {}), (L, 'reduce_max', (X, (1,)), {}), (L, 'argmax', (X, 0, 'int32'), {}), (L, 'cumsum', (x,), {}), (L, 'cummax', (x,), {'reverse': True}), (L, 'cumprod', (X,), {'axis': 1}), (L, 'cumlogsumexp', (x,), {}), (L, 'cummin', (x,), {}),
    (L, 'sort', (x,), {}), (L, 'sort', ((x, y),), {'num_keys': 1}), (L, 'sort_key_val', (x, i), {}), (L, 'top_k', (x, 2), {}),
    (L, 'dynamic_slice', (x, (s,), (2,)), {}), (L, 'dynamic_slice', (x, (1,), (2,)), {}), (L, 'dynamic_slice', (x, [-1], (1,)), {}), (L, 'dynamic_slice', (X, (s, n), (1, 2)), {}), (L, 'dynamic_slice', (x, (0, 0), (1,)), {}), (L, 'dynamic_update_slice', (x, y[:2], (s,)), {}), (L, 'dynamic_index_in_dim', (X, n), {}), (L, 'dynamic_slice_in_dim', (x, s, 2), {}), (L, 'dynamic_update_index_in_dim', (x, 7., s, 0), {}), (L, 'dynamic_slice', (X, np.array([0, 1], 'int32'), (1, 2)), {}),
    (L, 'dot', (X, x), {}), (L, 'dot_general', (X, X, (((1,), (1,)), ((), ()))), {}), (L, 'batch_matmul', (X[None], np.ones((1, 3, 2), 'float32')), {}),
    (L, 'conv', (img, ker, (1, 1), 'SAME'), {}), (L, 'conv_general_dilated', (img, ker, (2, 2), 'VALID'), {}), (L, 'conv_general_dilated', (img, ker, (1, 1), [(1, 1), (0, 2)]), {'rhs_dilation': (2, 1)}), (L, 'conv_general_dilated', (nhwc, hwio, (1, 1), 'SAME'), {'dimension_numbers': ('NHWC', 'HWIO', 'NHWC')}), (L, 'conv_transpose', (nhwc, hwio, (2, 2), 'SAME'), {}), (L, 'conv_general_dilated', (img, ker[:2, :1], (1, 1), 'VALID'), {'feature_group_count': 2}),
]
