"""Scopes of symbolic dimensions, and shapes and arguments made of them."""
from ._documentation import attach as _attach
from ._export_dims import DimExpr, _Factor


class SymbolicScope:
    """Where names of dimensions have a meaning, with constraints on them."""
    __module__ = "jax.export"

    def __init__(self, constraints_str=()):
        if isinstance(constraints_str, str):
            raise ValueError("The symbolic constraints should be a sequence of strings. Got"
                             f" {constraints_str!r}")
        self._place = _place()
        self._explicit = []  # texts of constraints, with expressions that are zero, or at least zero
        self._lower = []     # expressions that are at least zero
        self.equal = {}      # monomial -> (expression, k), where the expression is k times the monomial
        for text in constraints_str:
            self._add(text)

    def _add(self, text):
        from ._export_parse import parse_constraint
        left, operator, right = parse_constraint(text, self)
        difference = left - right
        if type(difference) is int:
            if difference != 0 if operator == "==" else difference < 0 if operator == ">=" else difference > 0:
                raise ValueError(f"Unsatisfiable explicit constraint: {text}")
            return
        if operator != "==":
            self._lower.append(difference if operator == ">=" else -difference)
            self._explicit.append((text, ">=", self._lower[-1]))
            return
        if not isinstance(left, DimExpr) or len(left.terms) != 1:
            raise ValueError(f"Invalid equality constraint: {text}. The left-hand-side must be of the form `term *"
                             " coefficient`.")
        self._explicit.append((text, "==", difference))
        self._replace(left, right)

    def _replace(self, left, right):
        (monomial, k), = left.terms.items()
        if monomial in self.equal:
            raise NotImplementedError("Found multiple equality constraints with the same left-hand-side:"
                                      f" {DimExpr({monomial: 1}, self)}")
        self.equal[monomial] = right, k
        (factor, power), *others = monomial
        if right == 0 and k == power == 1 and not others and type(factor) is _Factor and factor.kind == "mod" and \
                type(factor.right) is int:
            # without a remainder, divisor times quotient is the dividend
            quotient = ((_Factor("floordiv", factor.left, factor.right), 1),)
            self._replace(DimExpr({quotient: factor.right}, self), factor.left)

    def broken(self, sizes):
        """The first constraint that sizes of the variables do not fulfil, with the number that it does not allow."""
        for text, operator, difference in self._explicit:
            if difference.names() <= sizes.keys():
                n = difference.evaluate(sizes)
                if n < 0 or n > 0 and operator == "==":
                    return text, operator, difference, n
        return None

    def balanced(self, sizes):
        """Sizes that fulfil the constraints, where changing a size for each equality gives such, or None."""
        sizes = dict(sizes)
        for _, operator, difference in self._explicit:
            if operator == "==" and difference.names() <= sizes.keys() and difference.evaluate(sizes):
                for name in sorted(difference.names()):
                    zero, one = [difference.evaluate({**sizes, name: n}) for n in (0, 1)]
                    if one != zero and zero % (one - zero) == 0 and -zero // (one - zero) > 0:
                        sizes[name] = -zero // (one - zero)
                        break
        return sizes if self.broken(sizes) is None else None

    def __str__(self):
        lines = [f"{id(self)} created at {self._place}"]
        if self._explicit:
            lines[0] += " with constraints:"
            lines += [f"  {text}" for text, *_ in self._explicit]
        return "\n".join(lines)

    __repr__ = __str__


def _place():
    """The line of the user's program that makes a scope."""
    from ._array import host
    from ._source_info import SourceInfo, frames
    for f in frames(SourceInfo(host.currentSource())):
        return f"{f.file_name}:{f.start_line}:{f.start_column} ({f.function_name})"
    return "unknown"


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


_attach(globals(), "tools", "is_symbolic_dim symbolic_args_specs symbolic_shape")
