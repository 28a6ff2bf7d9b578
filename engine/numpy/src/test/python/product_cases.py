import numpy as np
x = np.array([0.5, -1.25, 2.0], 'float32')
i = np.array([1, 2, 3], 'int32')
X = np.arange(6, dtype='float32').reshape(2, 3) - 2
W = np.arange(12, dtype='float32').reshape(3, 4) % 5
Y = np.arange(30, dtype='float32').reshape(5, 2, 3) % 7
Z = np.arange(60, dtype='float32').reshape(5, 3, 4) % 4
V = np.arange(20, dtype='float32').reshape(5, 4)
S = np.arange(9, dtype='float32').reshape(3, 3)
O = np.arange(6, dtype='float32').reshape(1, 2, 3)
h = np.array([1, 2, 3], 'float16')
c = np.array([1 + 2j, -0.5j, 3], 'complex64')
J = 'jax.numpy'
CASES = [(J, 'dot', p, {}) for p in [(x, x), (X, x), (X, W), (Y, W), (2., x), (i, i), (x, i), (h, x), (X, X), (c, c), (Y, Z)]]
CASES += [(J, 'matmul', p, {}) for p in [(X, W), (X, x), (x, W), (x, x), (Y, Z), (X, Z), (Y, W), (Y, x), (x, Z), (O, Z), (O, W[None]), (X, X), (X, 2.), (Y, Z[:2]), (i, i)]]
CASES += [(J, 'dot', (X, W), {'precision': 'highest'}), (J, 'dot', (i, i), {'preferred_element_type': 'float32'})]
CASES += [(J, f, (x, x), {}) for f in ['outer', 'inner', 'vdot', 'kron', 'cross', 'vecdot']]
CASES += [(J, 'vdot', (c, c), {}), (J, 'tensordot', (X, X), {}), (J, 'tensordot', (Y, Z), {'axes': [[2], [1]]}), (J, 'tensordot', (X, W), {'axes': 1}), (J, 'inner', (X, X), {}), (J, 'kron', (X, x), {}), (J, 'cross', (x[:2], x[:2]), {}), (J, 'vecdot', (X, X), {}), (J, 'matvec', (X, x), {})]
CASES += [(J, 'einsum', p, {}) for p in [('ij,jk->ik', X, W), ('ij,jk', X, W), ('ij->ji', X), ('ij->', X), ('ij,j', X, x), ('ij,j->i', X, x), ('i,j->ij', x, x), ('i,i', x, x), ('ii->i', S), ('ii', S), ('bij,bjk->bik', Y, Z), ('bij,bjk->bki', Y, Z), ('...j,j->...', Y, x), ('...ij,...jk->...ik', Y, Z), ('ij,bjk,bk->bi', X, Z, V), ('ij,jk,kl->il', X, S, W), ('ij,ij->ij', X, X), ('ij,ij', X, X), ('ij,ik->jk', X, X), ('bij,ij->b', Y, X), ('ab,bc,cd,de->ae', X, S, S, W), ('ij,jk', X, X), ('bij,cjk->bcik', O, Z), ('i', x), ('ij,k->ijk', X, x), ('ij,jk->ik', i[None], i[:, None])]]
