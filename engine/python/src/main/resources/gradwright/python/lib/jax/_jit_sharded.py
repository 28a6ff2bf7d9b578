"""Jitted functions whose arguments or results are said to be sharded in a certain way."""
from ._array import host
from ._jit import PjitFunction
from ._placement import _check, with_sharding
from ._sharding import named
from ._tree import flatten_spec
from .tree_util import tree_flatten, tree_structure


class ShardedPjitFunction(PjitFunction):
    """A jitted function with shardings for its arguments and results."""
    __module__ = "jaxlib._jax"

    def __init__(self, fun, options, in_shardings, out_shardings, compiler_options=None):
        super().__init__(fun, options)
        self._compiler_options = compiler_options
        self._in, self._out = in_shardings, out_shardings

    def __call__(self, *args, **kwargs):
        if self._compiler_options:
            from ._stages import check_options
            check_options(self._compiler_options)
        if self._in is not None:
            self._check_arguments(args)
        out = super().__call__(*args, **kwargs)
        if self._out is None:
            return out
        leaves, treedef = tree_flatten(out)
        placed = []
        for x, s in zip(leaves, _spread("jit out_shardings", treedef, self._out)):
            if s is not None and host.kind(x._h) == 0:
                s = named(s, "jit")
                _check(s, x.shape, "pjit outputs")
                x = with_sharding(x, s)
            placed.append(x)
        return treedef.unflatten(placed)

    def _check_arguments(self, args):
        fixed = set(self._options.static_argnums)
        args = tuple([a for i, a in enumerate(args) if i not in fixed])
        leaves = flatten_spec(args)[0]
        given = self._in if not isinstance(self._in, list) else tuple(self._in)
        for x, s in zip(leaves, _spread("jit in_shardings", tree_structure(args), given)):
            if s is None or not hasattr(x, "shape"):
                continue
            s = named(s, "jit")
            _check(s, x.shape, "pjit arguments")
            own = getattr(x, "sharding", None)
            if getattr(x, "committed", False) and not s.is_equivalent_to(own, x.ndim):
                raise ValueError("Sharding passed to jit does not match the sharding on the respective arg. Got jit"
                                 f" sharding: {s},\narg sharding: {own} for arg type: {x.aval.str_short()}")


def _spread(name, treedef, shardings):
    from ._devices import Sharding
    from ._sharding import PartitionSpec
    if isinstance(shardings, (Sharding, PartitionSpec)):
        return [shardings] * treedef.num_leaves
    from ._vmap import flatten_axes
    return flatten_axes(name, treedef, shardings)
