"""What an exported function computes: one program, or one for each choice of symbolic dimensions."""
from ._array import host
from ._core import ShapedArray
from ._export_dims import DimExpr, inconclusive
from .errors import InconclusiveDimensionOperation


class FixedProgram:
    """A program for one set of types."""
    __slots__ = ("jaxpr",)
    names = ()

    def __init__(self, jaxpr):
        self.jaxpr = jaxpr

    def at(self, sizes):
        return self.jaxpr

    def data(self):
        """Structure, numbers and names for a file."""
        structure, numbers = host.encoded(self.jaxpr)
        return bytes(memoryview(structure)), [int(n) for n in numbers], []


class SizedProgram:
    """A program for all sizes of some dimensions: its whole numbers are polynomials of them."""
    __slots__ = ("_structure", "_numbers", "names", "_made")

    def __init__(self, structure, numbers, names):
        self._structure, self._numbers, self.names = structure, numbers, names
        self._made = {}

    def at(self, sizes):
        """The program for sizes of the dimensions."""
        from ._export_fit import evaluate
        key = tuple([sizes[n] for n in self.names])
        found = self._made.get(key)
        if found is None:
            numbers = [n if type(n) is int else evaluate(n, sizes) for n in self._numbers]
            found = self._made[key] = host.decoded(self._structure, numbers)
        return found

    def data(self):
        return self._structure, self._numbers, list(self.names)


def trace_sized(trace, in_avals, scope):
    """A program for all sizes and the types of its outputs. `trace` gives the jaxpr for concrete types."""
    from ._export_fit import Fitter, as_dimension, degree, monomials, sample_sizes
    names = sorted(set().union(*[d.names() for a in in_avals for d in a.shape if isinstance(d, DimExpr)]))
    samples = sample_sizes(names, scope, len(monomials(names)) + 2 + degree(names))
    structures, numbers, shapes, first = [], [], [], None
    for sizes in samples:
        types = [ShapedArray([d.evaluate(sizes) if isinstance(d, DimExpr) else d for d in a.shape], a.dtype, a.weak_type)
                 for a in in_avals]
        try:
            jaxpr = trace(types)
        except (TypeError, ValueError, IndexError) as problem:
            raise InconclusiveDimensionOperation(
                f"The function cannot be traced for all sizes of {', '.join(names)}; for {sizes}: {problem}") from None
        structure, values = host.encoded(jaxpr)
        structures.append(bytes(memoryview(structure)))
        numbers.append([int(n) for n in values])
        outs = list(host.outputAvals(jaxpr))
        shapes.append([d for a in outs for d in a.shape])
        first = outs if first is None else first
        if structures[-1] != structures[0] or len(numbers[-1]) != len(numbers[0]) or len(shapes[-1]) != len(shapes[0]):
            raise inconclusive(f"The function computes something else for {sizes} than for {samples[0]}: its operations"
                               " may not depend on symbolic dimensions.")
    fitter = Fitter(names, samples)

    def fitted(columns):
        out = []
        for values in columns:
            found = fitter.fit(values)
            if found is None:
                raise inconclusive("A size in the function is no polynomial of the symbolic dimensions"
                                   f" {', '.join(names)}: it is {list(values)[:3]} for {samples[:3]}.")
            constant = all([not m for m, _ in found])
            out.append(int(sum([c for _, c in found])) if constant else found)
        return out
    program = SizedProgram(structures[0], fitted(zip(*numbers)), names)
    dims = iter([as_dimension(fitter.fit(v), scope) for v in zip(*shapes)])
    return program, [ShapedArray([next(dims) for _ in a.shape], a.dtype) for a in first]


def solve(exported, shapes):
    """The sizes of the symbolic dimensions for shapes of the arguments; errors where they do not fit."""
    from ._tree_paths import keystr, leaf_paths
    paths = [("args" if p[0].idx == 0 else "kwargs") + keystr(p[1:]) for p in leaf_paths(exported.in_tree)]
    specs = ",".join([f"{p}.shape = {_shape_text(a.shape)}" for p, a in zip(paths, exported.in_avals)
                      if any([isinstance(d, DimExpr) for d in a.shape])])
    waiting = [(f"{path}.shape[{i}]", want, got) for path, a, shape in zip(paths, exported.in_avals, shapes)
               for i, (want, got) in enumerate(zip(a.shape, shape)) if isinstance(want, DimExpr)]
    sizes, told, before = {}, [], None
    while waiting and len(waiting) != before:
        before, later = len(waiting), []
        for where, want, got in waiting:
            missing = [n for n in want.names() if n not in sizes]
            if len(missing) > 1:
                later.append((where, want, got))
                continue
            if missing:
                found = got if want.variable() else next(
                    (n for n in range(1, got + 2) if want.evaluate({**sizes, missing[0]: n}) == got), None)
                if found is None:
                    _unfitting(where, want, got, "", specs, told)
                sizes[missing[0]] = found
                told.append(f"'{missing[0]}' = {found} from specification '{want}' for dimension {where} (= {got}), ")
            elif want.evaluate(sizes) != got:
                _unfitting(where, want, got, f" (= {want.evaluate(sizes)})", specs, told)
        waiting = later
    if waiting:
        raise ValueError(f"Cannot solve for values of dimension variables {sorted(exported._program.names)}: use each"
                         " of them alone as one of the dimensions")
    scope = next((d.scope for a in exported.in_avals for d in a.shape if isinstance(d, DimExpr)), None)
    broken = None if scope is None else scope.broken(sizes)
    if broken is not None:
        text, operator, difference, n = broken
        raise ValueError(
            f"Input shapes do not match the symbolic shape constraint {text}. Expected '{difference}' to be"
            f" {'equal' if operator == '==' else 'greater or equal'} to 0, but found {n}. {_told(specs, told)}")
    return sizes


def _unfitting(where, want, got, value, specs, told):
    raise ValueError(
        f"Input shapes do not match the polymorphic shapes specification. Found inconsistency between dimension size"
        f" {where} (= {got}) and the specification '{want}'{value}.{_told(specs, told)}")


def _told(specs, told):
    return (f" Using the following polymorphic shapes specifications: {specs}. Obtained dimension variables:"
            f" {''.join(told)}. Please see https://docs.jax.dev/en/latest/export/shape_poly.html#shape-assertion-errors"
            " for more details.")


def _shape_text(shape):
    return "(" + ", ".join([str(d) for d in shape]) + ("," if len(shape) == 1 else "") + ")"
