"""Programs for all sizes, found from programs for some.

A function is traced for several sizes of its symbolic dimensions. What is traced must be the same operations each time; each
whole number in it, a size or a literal, is a polynomial of the dimensions, found exactly from some of the traces and
confirmed by the others. Where that fails the program depends on the sizes in another way, and the error says so.
"""
from fractions import Fraction
from itertools import combinations_with_replacement

from ._export_dims import inconclusive

_SIZES = (2, 3, 5, 7, 11, 13, 17, 23, 31, 61, 127, 257, 521, 1031)


def sample_sizes(names, scope, count):
    """Assignments of sizes to dimensions that fulfil the constraints."""
    out, start = [], 0
    from ._export_dims import _variable_bounds
    lows = [_variable_bounds(n, scope) for n in names]
    # a size that an equality gives may be a product of others
    steps = _SIZES[:9] if scope.equal else _SIZES
    while len(out) < count and start < 60 * count:
        sizes = {}
        for k, (name, (low, high)) in enumerate(zip(names, lows)):
            step = steps[(start * (2 * k + 1) + 3 * k) % len(steps)] + start // len(steps)
            size = max(low, 1) - 1 + step
            sizes[name] = size if high is None else min(size, high - start % max(1, high - low + 1))
        start += 1
        sizes = scope.balanced(sizes)
        if sizes is not None and sizes not in out:
            out.append(sizes)
    if len(out) < count and any([high is None for _, high in lows]) or not out:
        raise inconclusive("The constraints leave too few sizes to find how the program depends on them.")
    return out


def degree(names):
    """The highest total degree of the polynomials that are looked for."""
    return 3 if len(names) <= 2 else 2


def monomials(names):
    """All products of dimensions up to the highest degree."""
    return [c for n in range(degree(names) + 1) for c in combinations_with_replacement(sorted(names), n)]


def _value(monomial, sizes):
    n = 1
    for name in monomial:
        n *= sizes[name]
    return n


class Fitter:
    """Finds polynomials through the values at sample sizes."""

    def __init__(self, names, samples):
        self._basis = _independent(monomials(names), samples)
        self._known = {}
        rows = [[Fraction(_value(m, s)) for m in self._basis] for s in samples]
        self._rows = rows
        self._solver, self._chosen = _inverse(rows)

    def fit(self, values):
        """Pairs of monomial and coefficient, for one value a sample; None where no polynomial fits."""
        key = tuple(values)
        if key not in self._known:
            self._known[key] = self._find(key)
        return self._known[key]

    def _find(self, values):
        if len(set(values)) == 1:
            return [((), Fraction(values[0]))] if values[0] else []
        picked = [values[i] for i in self._chosen]
        coefficients = [sum([a * v for a, v in zip(row, picked)]) for row in self._solver]
        for row, v in zip(self._rows, values):
            if sum([c * x for c, x in zip(coefficients, row)]) != v:
                return None
        return [(m, c) for m, c in zip(self._basis, coefficients) if c]


def _independent_rows(rows):
    """The numbers of the rows that are no combination of those before, one by one."""
    reduced = []
    for i, row in enumerate(rows):
        row = list(row)
        for pivot, other in reduced:
            if row[pivot]:
                f = row[pivot] / other[pivot]
                row = [a - f * b for a, b in zip(row, other)]
        pivot = next((k for k, v in enumerate(row) if v), None)
        if pivot is not None:
            reduced.append((pivot, row))
            yield i


def _independent(candidates, samples):
    """The monomials whose values are no combination of those before, as a constraint may make them."""
    columns = ([Fraction(_value(m, s)) for s in samples] for m in candidates)
    return [candidates[i] for i in _independent_rows(columns)]


def _inverse(rows):
    """The inverse of a regular choice of rows, and the choice."""
    n = len(rows[0])
    chosen = []
    for i in _independent_rows(rows):
        chosen.append(i)
        if len(chosen) == n:
            break
    m = [[*rows[i], *[Fraction(int(k == j)) for k in range(n)]] for j, i in enumerate(chosen)]
    for c in range(n):
        p = next(k for k in range(c, n) if m[k][c])
        m[c], m[p] = m[p], m[c]
        m[c] = [v / m[c][c] for v in m[c]]
        for k in range(n):
            if k != c and m[k][c]:
                f = m[k][c]
                m[k] = [a - f * b for a, b in zip(m[k], m[c])]
    return [row[n:] for row in m], chosen


def evaluate(polynomial, sizes):
    """The whole number of a polynomial."""
    total = sum([c * _value(m, sizes) for m, c in polynomial], Fraction(0))
    if total.denominator != 1:
        raise inconclusive(f"A size of the program is no whole number for {sizes}.")
    return int(total)


def as_dimension(polynomial, scope):
    """The dimension of an output."""
    from ._export_dims import DimExpr
    if all([not m for m, _ in polynomial]):
        return int(sum([c for _, c in polynomial]))
    terms = {}
    for m, c in polynomial:
        if c.denominator != 1:
            raise inconclusive("An output has a size whose coefficients are no whole numbers.")
        terms[tuple([(n, m.count(n)) for n in sorted(set(m))])] = int(c)
    return DimExpr(terms, scope)
