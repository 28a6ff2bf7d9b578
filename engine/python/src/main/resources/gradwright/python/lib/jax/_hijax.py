"""Primitives with a Python implementation in the place of a lowering, and rules for each transformation as methods."""
from ._core import ShapedArray
from ._tree import tree_flatten, tree_leaves, tree_map, tree_unflatten
from ._primitive import Primitive


def checked_leaves(treedef, tree):
    """The leaves of a tree that has the structure it should have."""
    leaves, found = tree_flatten(tree)
    if found != treedef:
        raise AssertionError(f"expected the structure {treedef}, got {found}")
    return leaves


class VJPHiPrimitive:
    """Base of operations that transformations take as a unit.

    The constructor of a subclass sets ``in_avals``, ``out_aval`` (trees of types) and ``params``, then calls this one's. ``expand``
    is the implementation; the other methods are needed only where the transformation is used.
    """
    __module__ = "jax._src.hijax"
    effects = frozenset()

    def __init__(self):
        for name in ("in_avals", "out_aval", "params"):
            if not hasattr(self, name):
                raise AttributeError(f"subclass __init__ should set `self.{name}`")
        if (type(self).vjp_bwd is not VJPHiPrimitive.vjp_bwd and
                type(self).vjp_bwd_retval is not VJPHiPrimitive.vjp_bwd_retval):
            raise AttributeError(f"subclass {type(self)} should not override both `vjp_bwd` and `vjp_bwd_retval`")
        self.in_avals_flat, self.in_tree = tree_flatten(self.in_avals)
        self.out_avals_flat, self.out_tree = tree_flatten(self.out_aval)
        self.__dict__.update(self.params)
        self.check(*self.in_avals)

    def _lacks(self, support, methods):
        return NotImplementedError(f"{support}subclass {type(self)} must implement {methods}")

    def expand(self, *args):
        """The implementation, as a function that JAX traces."""
        raise self._lacks("", "`expand`")

    def vjp_fwd(self, nzs_in, /, *args):
        """Outputs and what the backward rule needs; optionally also which outputs have tangents."""
        raise self._lacks("for grad support, ", "`vjp_fwd`")

    def vjp_bwd(self, res, outgrad, /, *arg_accums):
        """Adds the cotangents of the inputs to accumulators."""
        def add(accum, cotangent):
            if isinstance(accum, GradAccum):
                accum.accum(cotangent)
        tree_map(add, arg_accums, self.vjp_bwd_retval(res, outgrad))

    def vjp_bwd_retval(self, res, outgrad, /):
        """Cotangents of the inputs."""
        raise self._lacks("for grad support, ", "`vjp_bwd` or `vjp_bwd_retval`")

    def jvp(self, primals, tangents):
        """Outputs and their tangents."""
        raise self._lacks("for jvp support, ", "`jvp`")

    def lin(self, nzs_in, *primals):
        """Outputs and what ``linearized`` needs; optionally also which outputs have tangents."""
        raise self._lacks("for linearize support, ", "`lin` and `linearized`")

    def linearized(self, residuals, *tangents):
        """Tangents of the outputs."""
        raise self._lacks("for linearize support, ", "`lin` and `linearized`")

    def transpose(self, out_ct, *maybe_accums):
        """Adds the cotangents of inputs that are accumulators; other inputs are values."""
        raise self._lacks("for transpose support, ", "`transpose`")

    def batch(self, axis_data, args, dims):
        """Outputs for mapped arguments, and the axes they are mapped along."""
        out_dim = self.batch_dim_rule(axis_data, dims)
        return VmapOf(self, axis_data, dims, out_dim)(*args), out_dim

    def batch_dim_rule(self, axis_data, dims, /):
        """The axes outputs are mapped along, from those of the arguments."""
        raise self._lacks("for vmap support, ", "`batch` or `batch_dim_rule`")

    def dce(self, used_outs):
        """Which inputs are needed and which outputs are made by what, where only some outputs are used."""
        used = checked_leaves(self.out_tree, used_outs)
        return (True, True, self) if any(used) else (False, False, None)

    def remat(self, _policy, *args):
        """Outputs, and a function that computes them again."""
        return self(*args), self

    def check(self, *arg_tys):
        """A subclass raises an error here for types it does not take."""

    def __call__(self, *args):
        return tree_unflatten(self.out_tree,
                              call_hi_primitive_p.bind(*checked_leaves(self.in_tree, args), _prim=self))

    def __repr__(self):
        return f"{type(self).__name__}[{self.params}]"

    def __hash__(self):
        return hash((type(self).__name__, tuple(self.params.items()), self.effects))

    def __eq__(self, other):
        return type(self) is type(other) and self.params == other.params and self.effects == other.effects


def _is_none(x):
    return x is None


def _unmapped(axis_data, aval, dim):
    from .extend.core import unmapped_aval
    return unmapped_aval(axis_data.size, dim, aval, axis_data.explicit_mesh_axis)


class VmapOf(VJPHiPrimitive):
    """Another such operation mapped over an axis: its rules are mapped."""
    __module__ = "jax._src.hijax"

    def __init__(self, prim, axis_data, in_dims, out_dim):
        self.in_avals = prim.in_tree.unflatten([
            _unmapped(axis_data, a, d) for a, d in zip(prim.in_avals_flat, _full(prim.in_tree, in_dims))])
        self.out_aval = prim.out_tree.unflatten([
            _unmapped(axis_data, a, d) for a, d in zip(prim.out_avals_flat, _full(prim.out_tree, out_dim))])
        self.params = dict(prim=prim, axis_data=axis_data, in_dims=in_dims, out_dim=out_dim)
        super().__init__()

    def _mapped(self, fun, in_axes, out_axes):
        from ._vmap import vmap
        from .interpreters.batching import no_axis_name
        name = self.axis_data.name
        return vmap(fun, in_axes=in_axes, out_axes=out_axes, axis_size=self.axis_data.size,
                    axis_name=None if name is no_axis_name else name)

    def expand(self, *args):
        return self._mapped(self.prim.expand, self.in_dims, self.out_dim)(*args)

    def jvp(self, primals, tangents):
        return self._mapped(self.prim.jvp, (self.in_dims, self.in_dims), (self.out_dim, self.out_dim))(primals, tangents)

    def vjp_fwd(self, in_nzs, *args):
        nonzero = []

        def forward(*args):
            out, residuals, *nonzero[:] = self.prim.vjp_fwd(in_nzs, *args)
            return out, residuals
        out, residuals = self._mapped(forward, self.in_dims, (self.out_dim, 0))(*args)
        return out, residuals, *nonzero

    def vjp_bwd_retval(self, res, g):
        from .interpreters.ad import Zero
        from .extend.core import mapped_aval
        size = self.axis_data.size
        cotangents = self.out_tree.flatten_up_to(g)
        dims = _full(self.out_tree, self.out_dim)
        arrays = [c for c in cotangents if type(c) is not Zero]

        def backward(res, arrays):
            arrays = iter(arrays)
            full = [Zero(mapped_aval(size, d, c.aval)) if type(c) is Zero else next(arrays) for c, d in zip(cotangents, dims)]
            found = self.prim.in_tree.flatten_up_to(self.prim.vjp_bwd_retval(res, self.out_tree.unflatten(full)))
            kinds[:] = [None if c is None else c.aval if type(c) is Zero else True for c in found]
            return [c for c, kind in zip(found, kinds) if kind is True]
        kinds = []
        found = self._mapped(backward, (0, [d for c, d in zip(cotangents, dims) if type(c) is not Zero]), 0)(res, arrays)
        found = iter(found)
        out = []
        for kind, dim in zip(kinds, _full(self.in_tree, self.in_dims)):
            if kind is None:
                out.append(None)
            elif kind is not True:
                out.append(Zero(_unmapped(self.axis_data, kind, dim)))
            else:
                out.append(_placed(next(found), dim))
        return self.in_tree.unflatten(out)

    def batch_dim_rule(self, axis_data, in_dims):
        def shifted(d, inner):
            return d if d is None or inner is None else d - (inner < d)
        dims = self.in_tree.unflatten([
            shifted(d, e) for d, e in zip(_full(self.in_tree, in_dims), _full(self.in_tree, self.in_dims))])
        found = self.prim.batch_dim_rule(axis_data, dims)
        return self.out_tree.unflatten([
            d if d is None or e is None else d + (e < d)
            for d, e in zip(_full(self.out_tree, found), _full(self.out_tree, self.out_dim))])


def _full(treedef, prefix):
    """A value for each leaf from a tree of them, or one for all."""
    from .tree_util import broadcast_prefix
    return broadcast_prefix(prefix, treedef.unflatten([0] * treedef.num_leaves), is_leaf=_is_none)


def _placed(x, dim):
    """A batch of cotangents with the batch axis where the argument has it; summed where it has none."""
    from . import numpy as jnp
    return x.sum(0) if dim is None else jnp.moveaxis(x, 0, dim)


# ---- accumulators of cotangents ----

class GradAccum:
    """Takes cotangents of one input and adds them up."""
    __module__ = "jax._src.interpreters.ad"

    def __init__(self, aval):
        self.aval = aval

    def __repr__(self):
        return f"{type(self).__name__}({self.aval})"


class ValAccum(GradAccum):
    """Keeps the sum as a value."""
    __module__ = "jax._src.interpreters.ad"

    def __init__(self, aval, val=None):
        from .interpreters.ad import Zero
        self.aval = aval
        self.val = Zero(aval) if val is None else val

    def accum(self, x):
        from .interpreters.ad import Zero, add_tangents
        if x is None:
            return
        from ._flat import typeof
        aval = x.aval if type(x) is Zero else typeof(x)
        arrays = type(aval) is ShapedArray and type(self.aval) is ShapedArray
        if aval.shape != self.aval.shape if arrays else aval != self.aval:
            raise ValueError(f"Expected cotangent type {self.aval.str_short()} but got {aval.str_short()}")
        self.val = add_tangents(self.val, x)

    def freeze(self):
        return self.val


class NullAccum(GradAccum):
    """Drops what it is given: nobody wants this input's cotangent."""
    __module__ = "jax._src.interpreters.ad"

    def accum(self, x):
        return

    def freeze(self):
        raise AssertionError("an accumulator that drops what it is given has no value")


# ---- the primitives ----

call_hi_primitive_p = Primitive("call_hi_primitive")
call_hi_primitive_p.multiple_results = call_hi_primitive_p.high = True
call_hi_primitive_linearized_p = Primitive("call_hi_primitive_linearized")
call_hi_primitive_linearized_p.multiple_results = True


def _expand(*leaves, _prim):
    return checked_leaves(_prim.out_tree, _prim.expand(*tree_unflatten(_prim.in_tree, leaves)))


def _jvp(primals, tangents, *, _prim):
    out, out_tangents = _prim.jvp(tree_unflatten(_prim.in_tree, primals), tree_unflatten(_prim.in_tree, tangents))
    return checked_leaves(_prim.out_tree, out), _prim.out_tree.flatten_up_to(out_tangents)


def _batch(axis_data, leaves, dims, *, _prim):
    out, out_dims = _prim.batch(axis_data, tree_unflatten(_prim.in_tree, leaves), tree_unflatten(_prim.in_tree, dims))
    return checked_leaves(_prim.out_tree, out), _prim.out_tree.flatten_up_to(out_dims)


def _linearize(is_vjp, nonzero, *leaves, _prim):
    args = tree_unflatten(_prim.in_tree, leaves)
    nonzero_in = tree_unflatten(_prim.in_tree, nonzero)
    out, residuals, *more = (_prim.vjp_fwd if is_vjp else _prim.lin)(nonzero_in, *args)
    values = checked_leaves(_prim.out_tree, out)
    nonzero_out = _full(_prim.out_tree, more[0] if more else True)

    def linearized(residuals, *tangents):
        if is_vjp:
            from .interpreters.ad import Zero
            kept, tree = tree_flatten(residuals)
            return call_hi_primitive_linearized_p.bind(*kept, *[t for t in tangents if type(t) is not Zero],
                                                       residuals_tree=tree, _prim=_prim, nz_in_flat=tuple(nonzero))
        return checked_leaves(_prim.out_tree, _prim.linearized(residuals, *tree_unflatten(_prim.in_tree, tangents)))
    return values, nonzero_out, residuals, linearized


def _linearized_types(*_, _prim, residuals_tree, nz_in_flat):
    return [a.to_tangent_aval() for a in _prim.out_avals_flat]


def _linearized_transpose(cts, *args, _prim, residuals_tree, nz_in_flat):
    count = residuals_tree.num_leaves
    residuals = tree_unflatten(residuals_tree, args[:count])
    accums = [ValAccum(a.to_tangent_aval()) if nz else NullAccum(a.to_tangent_aval())
              for a, nz in zip(_prim.in_avals_flat, nz_in_flat)]
    _prim.vjp_bwd(residuals, tree_unflatten(_prim.out_tree, cts), *tree_unflatten(_prim.in_tree, accums))
    return [None] * count + [a.freeze() for a, nz in zip(accums, nz_in_flat) if nz]


def _transpose(cts, *args, _prim):
    from .interpreters.ad import is_undefined_primal
    args = [ValAccum(a.aval) if is_undefined_primal(a) else a for a in args]
    _prim.transpose(tree_unflatten(_prim.out_tree, cts), *tree_unflatten(_prim.in_tree, args))
    return [a.freeze() if isinstance(a, ValAccum) else None for a in args]


def _forward_mode(*args, **params):
    raise TypeError("can't apply forward-mode autodiff (jvp) to a custom_vjp function.")


def _register():
    from .interpreters import ad, batching, mlir
    p, linearized = call_hi_primitive_p, call_hi_primitive_linearized_p
    p.def_impl(_expand)
    p.def_effectful_abstract_eval(lambda *_, _prim: (_prim.out_avals_flat, _prim.effects))
    mlir.register_lowering(p, mlir.lower_fun(_expand))
    ad.primitive_jvps[p] = _jvp
    ad.primitive_transposes[p] = _transpose
    ad.primitive_linearizations[p] = _linearize
    batching.fancy_primitive_batchers[p] = _batch
    linearized.def_abstract_eval(_linearized_types)
    linearized.def_impl(_forward_mode)
    ad.primitive_transposes[linearized] = _linearized_transpose
    mlir.register_lowering(linearized, _forward_mode)
    batching.fancy_primitive_batchers[linearized] = _forward_mode


_register()
