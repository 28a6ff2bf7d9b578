"""Scopes of symbolic dimensions, and shapes and arguments made of them."""
from itertools import count as _count

from ._export_dims import DimExpr, expression

_numbers = _count(1).__next__


class SymbolicScope:
    """Where names of dimensions have a meaning, with constraints on them."""
    __module__ = "jax.export"

    def __init__(self, constraints_str=()):
        if isinstance(constraints_str, str):
            raise ValueError("The symbolic constraints should be a sequence of strings. Got"
                             f" {constraints_str!r}")
        self._number = _numbers()
        self._texts = []
        self._lower = []     # expressions that are at least zero
        self.equal = {}      # name -> expression
        for text in constraints_str:
            self._add(text)

    def _add(self, text):
        from ._export_parse import parse_constraint
        left, operator, right = parse_constraint(text, self)
        self._texts.append(f"{left} {operator} {right}")
        if operator == ">=":
            self._lower.append(expression(left - right, self))
        elif operator == "<=":
            self._lower.append(expression(right - left, self))
        else:
            name = left.variable() if isinstance(left, DimExpr) else None
            if name is None:
                raise ValueError(f"Unsupported equality constraint {text!r}: the left side must be a dimension variable")
            self.equal[name] = right

    def __str__(self):
        lines = [f"{self._number}"]
        if self._texts:
            lines[0] += " with constraints:"
            lines += [f"  {t}" for t in self._texts]
        return "\n".join(lines)

    __repr__ = __str__


def is_symbolic_dim(p):
    """Whether a dimension is symbolic."""
    return isinstance(p, DimExpr)


def symbolic_shape(shape_spec, *, constraints=(), scope=None, like=None):
    """The dimensions that a text such as ``"batch, 2*n + 1"`` means."""
    from ._export_parse import parse_shape
    if scope is None:
        scope = SymbolicScope(constraints)
    elif constraints:
        raise ValueError("Cannot specify both a `scope` and `constraints`.")
    if shape_spec is None:
        shape_spec = "..."
    return parse_shape(shape_spec, scope, like)


def symbolic_args_specs(args, shapes_specs, constraints=(), scope=None):
    """Types of arguments, with the dimensions that specifications say; ``args`` gives what they leave out."""
    from ._core import ShapeDtypeStruct
    from ._tree import build, flatten_spec
    from ._vmap import flatten_axes
    from .tree_util import tree_structure
    if scope is None:
        scope = SymbolicScope(constraints)
    elif constraints:
        raise ValueError("Cannot use both `scope` and `constraints` in symbolic_args_specs")
    leaves, spec = flatten_spec(args)
    specs = [shapes_specs] * len(leaves) if shapes_specs is None or isinstance(shapes_specs, str) else \
        flatten_axes("symbolic_args_specs", tree_structure(args), shapes_specs)
    from . import numpy as jnp
    out = [ShapeDtypeStruct(symbolic_shape(s, scope=scope, like=x.shape if hasattr(x, "shape") else jnp.shape(x)),
                            x.dtype if hasattr(x, "dtype") else jnp.asarray(x).dtype)
           for x, s in zip(leaves, specs)]
    return out[0] if spec == "*" else build(spec, iter(out))
