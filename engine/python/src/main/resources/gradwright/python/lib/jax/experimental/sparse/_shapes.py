"""Functions of BCOO arrays that change their shape."""
from ..._documentation import attach as _attach
from ... import lax
from ... import numpy as jnp
from . import _elements as el
from ._batched import SparseEfficiencyError, SparseEfficiencyWarning, columns, over_batches, product, split, stacked
from ._bcoo import BCOO


def _permutations(mat, permutation):
    permutation = tuple([int(p) for p in permutation])
    if sorted(permutation) != list(range(mat.ndim)):
        raise TypeError("transpose permutation isn't a permutation of operand dimensions, got permutation"
                        f" {permutation} for shape {mat.shape}.")
    n, s = mat.n_batch, mat.n_sparse
    batch, sparse, block = split(permutation, n, s)
    if sorted(batch) != list(range(n)):
        raise NotImplementedError("transpose permutation cannot permute batch axes with non-batch axes; got permutation"
                                  f" {permutation}, with n_batch={n}.")
    if sorted(block) != list(range(n + s, mat.ndim)):
        raise NotImplementedError("transpose permutation cannot permute dense axes with non-dense axes; got permutation"
                                  f" {permutation}, with n_dense={mat.n_dense}.")
    return batch, [p - n for p in sparse], [p - n - s for p in block]


def bcoo_transpose(mat, *, permutation):
    """The array with its axes permuted, each among its kind."""
    if not hasattr(permutation, "__len__"):
        raise TypeError(f"transpose permutation must be a tuple/list/ndarray, got {type(permutation)}.")
    batch, sparse, block = _permutations(mat, permutation)
    n = mat.n_batch
    indices, data = mat.indices, mat.data
    if sparse != list(range(len(sparse))):
        indices = indices[..., jnp.array(sparse)]
    indices = jnp.transpose(indices, (*batch, n, n + 1))
    data = jnp.transpose(data, (*batch, n, *[d + n + 1 for d in block]))
    return BCOO((data, indices), shape=[mat.shape[p] for p in permutation], unique_indices=mat.unique_indices)


def bcoo_squeeze(arr, *, dimensions):
    """The array without axes of size one."""
    dimensions = tuple([d % arr.ndim for d in dimensions])
    if any([arr.shape[d] != 1 for d in dimensions]):
        raise ValueError("cannot select an axis to squeeze out which has size not equal to one, got"
                         f" shape={arr.shape} and dimensions={dimensions}")
    batch = tuple([d for d in dimensions if d < arr.n_batch])
    block = tuple([d - arr.n_sparse + 1 for d in dimensions if d >= arr.n_batch + arr.n_sparse])
    kept = [i for i in range(arr.n_sparse) if i + arr.n_batch not in dimensions]
    indices = arr.indices[..., jnp.array(kept, "int32")] if kept else arr.indices[..., :0]
    return BCOO((lax.squeeze(arr.data, batch + block), lax.squeeze(indices, batch)),
                shape=[s for i, s in enumerate(arr.shape) if i not in dimensions], indices_sorted=arr.indices_sorted,
                unique_indices=arr.unique_indices)


def bcoo_rev(operand, dimensions):
    """The array with axes reversed."""
    n, s = operand.n_batch, operand.n_sparse
    batch = [d + n - n for d in dimensions if d < n]
    sparse = [d - n for d in dimensions if n <= d < n + s]
    block = [d + 1 - s for d in dimensions if d >= n + s]
    data = lax.rev(operand.data, batch + block) if batch or block else operand.data
    indices = lax.rev(operand.indices, batch) if batch else operand.indices
    if sparse:
        sizes = operand.shape[n:n + s]
        turned = [sizes[i] - 1 - c if i in sparse else c for i, c in enumerate(columns(indices))]
        indices = stacked(turned, indices)
        indices = jnp.where(indices < 0, jnp.array(sizes, indices.dtype), indices)
    return BCOO((data, indices), shape=operand.shape)


def bcoo_reshape(mat, *, new_sizes, dimensions=None, sharding=None):
    """The array in another shape that does not mix batch, sparse and dense axes."""
    n, s = mat.n_batch, mat.n_sparse
    new_sizes = tuple(new_sizes)
    batch, sparse, block = _permutations(mat, dimensions or tuple(range(mat.ndim)))
    sizes = split(mat.shape, n, s)
    batch_size, sparse_size = product(sizes[0]), product(sizes[1])
    running = [product(new_sizes[:i + 1]) for i in range(len(new_sizes))]
    for size, kinds in ((batch_size, "batch and sparse"), (batch_size * sparse_size, "sparse and dense")):
        one = batch_size if size == batch_size and kinds.startswith("batch") else sparse_size
        if one != 1 and size not in running:
            extra = f"n_batch={n}" if kinds.startswith("batch") else f"n_dense={mat.n_dense}"
            raise ValueError(f"bcoo_reshape: new shape cannot mix {kinds} dimensions; got shape={mat.shape}"
                             f" new_shape={new_sizes} with {extra}")
    i = sum([r <= batch_size for r in running])
    j = sum([r <= batch_size * sparse_size for r in running])
    new_batch, new_sparse, new_block = new_sizes[:i], new_sizes[i:j], new_sizes[j:]
    data = jnp.reshape(jnp.transpose(mat.data, (*batch, n, *[p + n + 1 for p in block])),
                       (*new_batch, mat.nse, *new_block))
    indices = jnp.reshape(jnp.transpose(mat.indices, (*batch, n, n + 1)), (*new_batch, mat.nse, s))
    if not new_sparse:
        indices = jnp.zeros((*new_batch, mat.nse, 0), indices.dtype)
    elif s:
        old = [mat.shape[n + p] for p in sparse]
        beyond = (indices >= jnp.array(mat.shape[n:n + s], indices.dtype)).any(-1, keepdims=True)
        flat = jnp.ravel_multi_index([indices[..., p] for p in sparse], dims=tuple(old), mode="clip")
        cols = jnp.unravel_index(flat, new_sparse)
        indices = jnp.where(beyond, jnp.array(new_sparse, indices.dtype), stacked(cols, indices))
    return BCOO((data, indices), shape=new_sizes)


def bcoo_broadcast_in_dim(mat, *, shape, broadcast_dimensions, sharding=None):
    """The array with new axes, its own at the given places."""
    if mat.ndim != len(broadcast_dimensions):
        raise ValueError(f"spinfo.shape={mat.shape} and broadcast_dimensions={broadcast_dimensions} must have the same"
                         " length")
    n, s, nse = mat.n_batch, mat.n_sparse, mat.nse
    batch, sparse, block = split(broadcast_dimensions, n, s)
    if max(batch, default=0) > min(sparse, default=len(shape)):
        raise ValueError("Cannot mix batch and sparse dimensions during broadcast_in_dim")
    if max(sparse, default=0) > min(block, default=len(shape)):
        raise ValueError("Cannot mix sparse and dense dimensions during broadcast_in_dim")
    m = min(broadcast_dimensions[n:], default=len(shape))
    dense_axes = mat.n_dense and len(shape) - min(block)
    k = len(shape) - m - dense_axes
    if product(mat.shape[n:n + s]) != product(shape[m:m + k]):
        raise NotImplementedError("Adding sparse dimensions with lengths != 1")
    data, indices = mat.data, mat.indices
    if (m, dense_axes) != (n, mat.n_dense):
        data = lax.broadcast_in_dim(data, (*shape[:m], nse, *shape[m + k:]), (*batch, m, *[b + 1 - k for b in block]))
        indices = lax.broadcast_in_dim(indices, (*shape[:m], nse, s), (*batch, m, m + 1))
    if k != s:
        cols = dict(zip([d - m for d in sparse], columns(indices)))
        zero = jnp.zeros(indices.shape[:-1], indices.dtype)
        indices = jnp.stack([cols.get(i, zero) for i in range(k)], -1) if k else jnp.zeros((*zero.shape, 0), indices.dtype)
    return BCOO((data, indices), shape=shape)


def bcoo_concatenate(operands, *, dimension):
    """Arrays joined along a batch or a sparse axis."""
    operands = list(operands)
    if not all([isinstance(o, BCOO) for o in operands]):
        raise ValueError(f"bcoo_concatenate: expected operands to be a sequence of BCOO arrays. Got {operands}")
    dimension = dimension.__index__()
    shape = list(operands[0].shape)
    shape[dimension] = sum([o.shape[dimension] for o in operands])
    for o in operands:
        if o.shape[:dimension] + o.shape[dimension + 1:] != operands[0].shape[:dimension] + operands[0].shape[dimension + 1:]:
            raise TypeError("Cannot concatenate arrays with shapes that differ in dimensions other than the one being"
                            f" concatenated: concatenating along dimension {dimension} for shapes"
                            f" {', '.join([str(p.shape) for p in operands])}.")
    if len({o.n_dense for o in operands}) > 1:
        raise ValueError("bcoo_concatenate requires inputs to have matching nse dimensions.")
    batches = {o.n_batch for o in operands}
    if len(batches) != 1 and max(batches) == 1:
        for few, many in ((0, 1), (1, 0)):
            if all([o.shape[0] == 1 for o in operands if o.n_batch == few]):
                operands = [bcoo_update_layout(o, n_batch=many) if o.n_batch == few else o for o in operands]
                break
        batches = {o.n_batch for o in operands}
    if len(batches) != 1:
        raise ValueError("bcoo_concatenate requires inputs to have matching batch dimensions.")
    n, s = operands[0].n_batch, operands[0].n_sparse
    for part in ("indices", "data"):
        found = [list(getattr(o, part).shape[:n]) for o in operands]
        if dimension < n:
            for f in found:
                del f[dimension]
        if any([f != found[0] for f in found]):
            raise NotImplementedError("concatenation of arrays with broadcasted batch indices")
    if dimension < n:
        nse = max([o.nse for o in operands])
        parts = [el.resized(o.data, o.indices, o.shape, nse) for o in operands]
        data, indices = [lax.concatenate(list(p), dimension) for p in zip(*parts)]
    elif dimension < n + s:
        offset, moved = 0, []
        for o in operands:
            moved.append(o.indices.at[..., dimension - n].add(offset))
            offset += o.shape[dimension]
        data, indices = lax.concatenate([o.data for o in operands], n), lax.concatenate(moved, n)
    else:
        raise NotImplementedError("Concatenation along dense dimensions.")
    return BCOO((data, indices), shape=shape)


def bcoo_update_layout(mat, *, n_batch=None, n_dense=None, on_inefficient="error"):
    """The array with other numbers of batch and dense axes; more of either stores zeros, which is refused by default."""
    n_batch = mat.n_batch if n_batch is None else n_batch.__index__()
    n_dense = mat.n_dense if n_dense is None else n_dense.__index__()
    if (n_batch, n_dense) == (mat.n_batch, mat.n_dense):
        return mat
    if on_inefficient not in ("error", "warn", None):
        raise ValueError("on_inefficent={on_inefficient!r}; expected one of ['error', 'warn', None].")
    for name, n in (("n_batch", n_batch), ("n_dense", n_dense)):
        if n < 0:
            raise ValueError(f"{name} must be non-negative; got {n}")
    if n_batch + n_dense > mat.ndim:
        raise ValueError(f"sum of n_batch={n_batch} and n_dense={n_dense} cannot be larger than mat.ndim={mat.ndim}.")
    from ._layouts import less_batch, less_dense, more_batch, more_dense
    shape = mat.shape
    if n_dense > mat.n_dense and any([d > 1 for d in shape[len(shape) - n_dense:len(shape) - mat.n_dense]]):
        _inefficient(shape, "n_dense", mat.n_dense, n_dense, on_inefficient)
    if n_batch > mat.n_batch and any([d > 1 for d in shape[mat.n_batch:n_batch]]):
        _inefficient(shape, "n_batch", mat.n_batch, n_batch, on_inefficient)
    data, indices, now = mat.data, mat.indices, mat.n_batch
    if n_dense < mat.n_dense:
        data, indices = less_dense(data, indices, now, mat.n_dense - n_dense)
    if n_batch < now:
        data, indices = less_batch(data, indices, shape, now, n_batch)
        now = n_batch
    if n_dense > mat.n_dense:
        data, indices = more_dense(data, indices, shape, now, n_dense - mat.n_dense, n_dense)
    if n_batch > now:
        data, indices = more_batch(data, indices, shape, now, n_batch)
    return BCOO((data, indices), shape=shape)


def _inefficient(shape, name, old, new, what):
    message = f"For matrix of shape {shape}, increasing {name} from {old} to {new} results in inefficient storage."
    if what == "error":
        raise SparseEfficiencyError(message + " To disable this error, set the on_inefficient argument of"
                                    " bcoo_update_layout to 'warn' or None.")
    if what == "warn":
        from ..._warnings import warn_user
        warn_user(message + " To disable this warning, set the on_inefficient argument of bcoo_update_layout to None.",
                  SparseEfficiencyWarning)


_attach(globals(), "sparse",
        "bcoo_broadcast_in_dim bcoo_concatenate bcoo_reshape bcoo_squeeze bcoo_transpose"
        " bcoo_update_layout")
