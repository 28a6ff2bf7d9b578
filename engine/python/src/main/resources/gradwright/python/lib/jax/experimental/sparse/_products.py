"""Contractions of BCOO arrays."""
from ..._documentation import attach as _attach
from ... import lax
from ... import numpy as jnp
from . import _elements as el
from ._batched import columns, over_batches, product, remaining
from ._bcoo import BCOO


def _dimensions(numbers):
    if isinstance(numbers, str):  # as jaxprs print them
        from ast import literal_eval
        numbers = literal_eval(numbers)
    (a, b), (c, d) = numbers
    return tuple([tuple([int(i) for i in (x if hasattr(x, "__len__") else (x,))]) for x in (a, b, c, d)])


def _result(lhs, rhs, numbers, preferred):
    """Shape and dtype of the dense contraction."""
    from ..._core import ShapeDtypeStruct
    from ..._jit import eval_shape
    return eval_shape(lambda x, y: lax.dot_general(x, y, dimension_numbers=numbers, preferred_element_type=preferred),
                      ShapeDtypeStruct(lhs.shape, lhs.dtype), ShapeDtypeStruct(rhs.shape, rhs.dtype))


def bcoo_dot_general(lhs, rhs, *, dimension_numbers, precision=None, preferred_element_type=None, out_sharding=None):
    """A contraction of two arrays of which one or both are sparse; the result is sparse if both are."""
    lc, rc, lb, rb = _dimensions(dimension_numbers)
    if isinstance(lhs, BCOO) and isinstance(rhs, BCOO):
        return _both_sparse(lhs, rhs, lc, rc, lb, rb, preferred_element_type)
    if isinstance(lhs, BCOO):
        return _left_sparse(lhs, jnp.asarray(rhs), lc, rc, lb, rb, preferred_element_type)
    if isinstance(rhs, BCOO):
        lhs = jnp.asarray(lhs)
        out = _left_sparse(rhs, lhs, rc, lc, rb, lb, preferred_element_type)
        # batch axes, then those of the left side
        n, free = len(lb), rhs.ndim - len(rb) - len(rc)
        order = [*range(n), *range(n + free, out.ndim), *range(n, n + free)]
        return jnp.transpose(out, order)
    return lax.dot_general(lhs, rhs, dimension_numbers=((lc, rc), (lb, rb)), preferred_element_type=preferred_element_type)


def _left_sparse(lhs, rhs, lc, rc, lb, rb, preferred):
    out = _result(lhs, rhs, ((lc, rc), (lb, rb)), preferred)
    n, s = lhs.n_batch, lhs.n_sparse
    if lb and max(lb) >= n:
        raise NotImplementedError("bcoo_dot_general batch dimensions must be among the batch dimensions in the sparse"
                                  f" representation.\ngot lhs_batch={lb}, n_batch={n}")
    if any([d >= n + s for d in lc]):
        raise NotImplementedError("bcoo_dot_general: contracting over dense dimensions.")
    pairs = list(zip(lc, rc))
    over_batch = [(a, b) for a, b in pairs if a < n]
    over_sparse = [(a - n, b) for a, b in pairs if a >= n]
    batch_order = [*lb, *remaining(range(n), lb, [a for a, _ in over_batch]), *[a for a, _ in over_batch]]
    data = jnp.transpose(lhs.data, (*batch_order, *range(n, lhs.data.ndim)))
    indices = jnp.transpose(lhs.indices, (*batch_order, n, n + 1))
    cols = columns(indices)
    inner = [a for a, _ in over_sparse]
    order = [*inner, *remaining(range(s), inner)]
    indices = jnp.stack([cols[i] for i in order], -1) if s else indices
    rhs = jnp.transpose(rhs, (*rb, *[b for _, b in over_batch], *[b for _, b in over_sparse],
                              *remaining(range(rhs.ndim), rb, rc)))
    contracted, k = len(over_batch), len(inner)
    mapped = n - contracted
    rhs = lax.expand_dims(rhs, tuple(range(len(rb), mapped)))
    shape = out.shape[mapped:]

    def one(d, i, r):
        # Contracted batch axes come first in all three; elements follow, then what is free.
        sizes = [max(x, y) for x, y in zip(d.shape[:contracted], i.shape[:contracted])]
        sizes = [max(x, y) for x, y in zip(sizes, r.shape[:contracted])]
        d = jnp.broadcast_to(d, (*sizes, *d.shape[contracted:]))
        i = jnp.broadcast_to(i, (*sizes, *i.shape[contracted:]))
        at = columns(i)
        grid = jnp.meshgrid(*[jnp.arange(m) for m in i.shape[:-1]], indexing="ij")[:contracted] if contracted else []
        if k:
            r = r.at[(*grid, *at[:k])].get(mode="fill", fill_value=0)
        axes = list(range(contracted + bool(k)))
        prod = lax.dot_general(d, r, (([], []), (axes, axes)), preferred_element_type=preferred)
        if at[k:]:
            return jnp.zeros(shape, out.dtype).at[at[k:]].add(prod)
        return prod.sum(tuple(range(prod.ndim - len(shape))), dtype=out.dtype)
    result = over_batches(one, mapped)(data, indices, rhs)
    return jnp.broadcast_to(result, out.shape)


def _both_sparse(lhs, rhs, lc, rc, lb, rb, preferred):
    out = _result(lhs, rhs, ((lc, rc), (lb, rb)), preferred)
    if lhs.n_dense or rhs.n_dense:
        raise NotImplementedError("bcoo_spdot_general with dense dimensions.")
    if lb and max(lb) >= lhs.n_batch or rb and max(rb) >= rhs.n_batch:
        raise NotImplementedError("bcoo_spdot_general: batch_dims must correspond to batch dimensions of the sparse"
                                  " representation.")
    for m, c in ((lhs, lc), (rhs, rc)):
        if c and (min(c) < m.n_batch or max(c) >= m.n_batch + m.n_sparse):
            raise NotImplementedError("bcoo_spdot_general only supports contraction of sparse indices.")
    if rhs.n_batch > len(rb) and lhs.n_sparse > len(lc):
        raise ValueError("bcoo_spdot_general: cannot have unused batch dims on rhs with unused sparse dims on lhs.")
    nse = (lhs.nse if lhs.n_sparse > len(lc) else 1) * (rhs.nse if rhs.n_sparse > len(rc) else 1)
    n_batch = lhs.n_batch + rhs.n_batch - len(lb)
    nse = min(nse, product(out.shape[n_batch:]))

    def front(m, batch):
        order = [*batch, *remaining(range(m.n_batch), batch)]
        return (jnp.transpose(m.data, (*order, m.n_batch)),
                jnp.transpose(m.indices, (*order, m.n_batch, m.n_batch + 1)))
    ls, rs = lhs.shape[lhs.n_batch:], rhs.shape[rhs.n_batch:]
    lc, rc = [d - lhs.n_batch for d in lc], [d - rhs.n_batch for d in rc]
    shape = (*[d for i, d in enumerate(ls) if i not in lc], *[d for i, d in enumerate(rs) if i not in rc])

    def one(ld, li, rd, ri):
        a, b = columns(li), columns(ri)
        match = jnp.ones((li.shape[0], ri.shape[0]), bool)
        for i, j in zip(lc, rc):
            match = match & (a[i][:, None] == b[j][None, :]) & (a[i] < ls[i])[:, None] & (b[j] < rs[j])[None, :]
        data = jnp.where(match, ld[:, None] * rd[None, :], 0).ravel()
        dtype = jnp.result_type(li, ri)
        free = [jnp.broadcast_to(a[i][:, None], match.shape) for i in remaining(range(len(ls)), lc)]
        free += [jnp.broadcast_to(b[j][None, :], match.shape) for j in remaining(range(len(rs)), rc)]
        indices = jnp.stack(free, -1).reshape(data.size, len(shape)).astype(dtype) if free else \
            jnp.zeros((data.size, 0), dtype)
        return el.sum_duplicates(data, indices, shape, nse)
    f = over_batches(one, rhs.n_batch - len(rb), [False, False, True, True])
    f = over_batches(f, lhs.n_batch - len(lb), [True, True, False, False])
    f = over_batches(f, len(lb))
    return BCOO(f(*front(lhs, lb), *front(rhs, rb)), shape=out.shape)


def bcoo_dot_general_sampled(A, B, indices, *, dimension_numbers):
    """The elements at indices of a contraction of two dense arrays."""
    lc, rc, lb, rb = _dimensions(dimension_numbers)
    A, B, indices = jnp.asarray(A), jnp.asarray(B), jnp.asarray(indices)
    if indices.ndim == 2 and not lb and A.ndim == B.ndim == len(lc) + 1 and len(lc) <= 1 and indices.shape[-1] == 2:
        # One row and one column for each element.
        rows, cols = columns(indices)
        a = jnp.moveaxis(A, lc[0], -1) if lc else A
        b = jnp.moveaxis(B, rc[0], -1) if rc else B
        a, b = a.at[rows].get(mode="fill", fill_value=0), b.at[cols].get(mode="fill", fill_value=0)
        return (a * b).sum(-1) if lc else a * b
    return el.extract(indices, lax.dot_general(A, B, dimension_numbers=((lc, rc), (lb, rb)),
                                               precision=lax.Precision.HIGHEST))


_attach(globals(), "sparse", "bcoo_dot_general bcoo_dot_general_sampled")
