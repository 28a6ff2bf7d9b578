"""Derivatives of functions of sparse arrays: by the stored elements."""
from ..._documentation import attach as _attach
from ... import _autodiff
from ...tree_util import tree_flatten
from ._base import JAXSparse


def _is_sparse(x):
    return isinstance(x, JAXSparse)


def _flat(fun, argnums, args):
    """The function of all buffers, those of them to differentiate by, the buffers, and what makes gradients arrays."""
    numbers = (argnums,) if isinstance(argnums, int) else tuple(argnums)
    buffers, places, makers, treedefs = [], [], [], []
    for i, arg in enumerate(args):
        leaves, treedef = tree_flatten(arg, is_leaf=_is_sparse)
        parts = []
        for leaf in leaves:
            bufs, inner = tree_flatten(leaf)
            if i in numbers:
                places.append(len(buffers))
                makers.append((inner, bufs))
            parts.append((inner, len(bufs)))
            buffers += bufs
        treedefs.append((treedef, parts))

    def call(*flat, **kwargs):
        rest, out = iter(flat), []
        for treedef, parts in treedefs:
            out.append(treedef.unflatten([inner.unflatten([next(rest) for _ in range(n)]) for inner, n in parts]))
        return fun(*out, **kwargs)

    def grouped(grads):
        found = iter([_remade(inner, bufs, g) for (inner, bufs), g in zip(makers, grads)])
        out = [treedefs[i][0].unflatten([next(found) for _ in treedefs[i][1]]) for i in numbers]
        return out[0] if len(out) == 1 else tuple(out)
    return call, tuple(places), buffers, grouped


def _remade(inner, bufs, gradient):
    """The gradient's data at the places of the argument; for Jacobians along leading axes."""
    def one(g):
        return inner.unflatten([g, *bufs[1:]])
    if gradient.ndim == bufs[0].ndim or len(bufs) == 1:
        return one(gradient)
    from ._batched_grad import leading
    return leading(inner, bufs, gradient)


def _derivative(name, has_value):
    transform = getattr(_autodiff, name)

    def derivative(fun, argnums=0, has_aux=False, **kwargs):
        def wrapped(*args, **kw):
            call, places, buffers, grouped = _flat(fun, argnums, args)
            out = transform(call, argnums=places, has_aux=has_aux, **kwargs)(*buffers, **kw)
            if has_value:
                return out[0], grouped(out[1])
            return (grouped(out[0]), out[1]) if has_aux else grouped(out)
        return wrapped
    derivative.__name__ = derivative.__qualname__ = name
    derivative.__doc__ = (f":func:`jax.{name}` for functions of sparse arrays, by their stored elements: the result is sparse"
                          " too, with the same places.")
    return derivative


grad = _derivative("grad", False)
value_and_grad = _derivative("value_and_grad", True)
jacfwd = _derivative("jacfwd", False)
jacrev = _derivative("jacrev", False)
jacobian = jacrev


_attach(globals(), "sparse", "grad value_and_grad")
