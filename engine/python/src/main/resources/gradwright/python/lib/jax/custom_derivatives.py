"""Derivative rules of users' own."""
from ._custom import CustomVJPPrimal, SymbolicZero, closure_convert, custom_gradient, custom_jvp, custom_vjp
from ._linear_call import linear_call
from ._primitive import by_name as _by_name
from ._tree import tree_map as _tree_map

custom_jvp_call_p = _by_name("custom_jvp_call")
custom_vjp_call_p = _by_name("custom_vjp_call")
remat_opt_p = _by_name("remat_opt")


def custom_vjp_primal_tree_values(tree):
    """The values of a tree of :class:`CustomVJPPrimal`."""
    def value(leaf):
        if type(leaf) is not CustomVJPPrimal:
            raise TypeError(f"unexpected leaf type {type(leaf)}")
        return leaf.value
    return _tree_map(value, tree)


def zero_from_primal(val, symbolic_zeros=False):
    """The zero tangents of the values of a tree, symbolic where asked for."""
    from ._flat import typeof
    from .interpreters.ad import zeros_like_aval

    def zero(x):
        aval = typeof(x).to_tangent_aval()
        return SymbolicZero(aval) if symbolic_zeros else zeros_like_aval(aval)
    return _tree_map(zero, val)
