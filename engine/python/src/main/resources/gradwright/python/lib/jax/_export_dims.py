"""Symbolic dimensions: polynomials of named sizes, each of which is at least one."""
from ._export_errors import inconclusive


def expression(x, scope):
    """A number or an expression as an expression."""
    return x if isinstance(x, DimExpr) else DimExpr({(): x}, scope)


def simplified(terms, scope):
    """The polynomial of terms, with the scope's equalities put in; a plain number where it is one."""
    out = {}
    for m, c in terms.items():
        after, k = scope.equal.get(m, (None, 1))
        if after is None or c % k:
            out[m] = out.get(m, 0) + c
            continue
        for part, n in expression(after, scope).terms.items():
            out[part] = out.get(part, 0) + n * (c // k)
    out = {m: c for m, c in out.items() if c}
    if not out:
        return 0
    return out[()] if list(out) == [()] else DimExpr(out, scope)


def _order(monomial):
    return sum([n for _, n in monomial]), [(str(f), n) for f, n in monomial]


class DimExpr:
    """A polynomial with whole coefficients of dimension variables, and of quotients and remainders of such."""
    __slots__ = ("terms", "scope", "_key")
    __module__ = "jax._src.export.shape_poly"

    def __init__(self, terms, scope):
        self.terms = {m: c for m, c in terms.items() if c}
        self.scope = scope
        self._key = tuple(sorted([(str(m), c) for m, c in self.terms.items()]))

    # ---- making ----

    def _simple(self, terms):
        return simplified(terms, self.scope)

    def _other(self, x):
        if isinstance(x, DimExpr):
            if x.scope is not self.scope:
                raise ValueError("Invalid mixing of symbolic scopes for linear combination.\nExpected  scope"
                                 f" {self.scope}\nand found for '{x}' (unknown) scope {x.scope}\nSee"
                                 " https://docs.jax.dev/en/latest/export/shape_poly.html#user-specified-symbolic-constraints.")
            return x.terms
        try:
            return {(): x.__index__()}
        except AttributeError:
            return None

    def __add__(self, other):
        terms = self._other(other)
        if terms is None:
            return NotImplemented
        out = dict(self.terms)
        for m, c in terms.items():
            out[m] = out.get(m, 0) + c
        return self._simple(out)

    __radd__ = __add__

    def __neg__(self):
        return DimExpr({m: -c for m, c in self.terms.items()}, self.scope)

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        terms = self._other(other)
        if terms is None:
            return NotImplemented
        out = {}
        for a, x in self.terms.items():
            for b, y in terms.items():
                powers = dict(a)
                for f, n in b:
                    powers[f] = powers.get(f, 0) + n
                m = tuple(sorted(powers.items(), key=lambda p: str(p[0])))
                out[m] = out.get(m, 0) + x * y
        return self._simple(out)

    __rmul__ = __mul__

    def __pow__(self, n):
        out = 1
        for _ in range(n):
            out = self * out
        return out

    def _divided(self, other, kind):
        terms = self._other(other)
        divisor = self._simple(terms)
        if type(divisor) is int and divisor > 0 and all([c % divisor == 0 for c in self.terms.values()]):
            return self._simple({m: c // divisor for m, c in self.terms.items()}) if kind == "floordiv" else 0
        if divisor == self:
            return 1 if kind == "floordiv" else 0
        return self._simple({((_Factor(kind, self, divisor), 1),): 1})

    def __floordiv__(self, other):
        return self._divided(other, "floordiv")

    def __mod__(self, other):
        return self._divided(other, "mod")

    def __rfloordiv__(self, other):
        return self._simple({((_Factor("floordiv", other, self), 1),): 1})

    def __rmod__(self, other):
        return self._simple({((_Factor("mod", other, self), 1),): 1})

    # ---- asking ----

    def variable(self):
        """The name, where this is a variable alone."""
        if len(self.terms) == 1:
            (m, c), = self.terms.items()
            if c == 1 and len(m) == 1 and m[0][1] == 1 and type(m[0][0]) is str:
                return m[0][0]
        return None

    def names(self):
        """The variables in it."""
        found = set()
        for m in self.terms:
            for f, _ in m:
                found |= {f} if type(f) is str else f.names()
        return found

    def evaluate(self, sizes):
        """The number for sizes of the variables."""
        total = 0
        for m, c in self.terms.items():
            for f, n in m:
                c *= (sizes[f] if type(f) is str else f.evaluate(sizes)) ** n
            total += c
        return total

    def bounds(self):
        """The least and the greatest value, None where there is none."""
        low = high = 0
        for m, c in self.terms.items():
            a, b = 1, 1
            for f, n in m:
                x, y = (_variable_bounds(f, self.scope) if type(f) is str else f.bounds())
                a = None if a is None or x is None or x < 0 else a * x ** n
                b = None if b is None or y is None or x is None or x < 0 else b * y ** n
            if c < 0:
                a, b = b, a
            low = None if low is None or a is None else low + c * a
            high = None if high is None or b is None else high + c * b
        for known in self.scope._lower if low is None or low < 0 else ():
            rest = self - known
            if type(rest) is int:
                low = rest if low is None else max(low, rest)
        return low, high

    def _sign(self, other, symbol, holds):
        difference = self - other
        if type(difference) is int:
            return holds(difference, difference)
        found = holds(*difference.bounds())
        if found is None:
            raise inconclusive(f"Symbolic dimension comparison '{self}' {symbol} '{other}' is inconclusive.")
        return found

    def __ge__(self, other):
        return self._sign(other, ">=", lambda a, b: True if a is not None and a >= 0 else
                          False if b is not None and b < 0 else None)

    def __gt__(self, other):
        return self._sign(other, ">", lambda a, b: True if a is not None and a > 0 else
                          False if b is not None and b <= 0 else None)

    def __le__(self, other):
        return self._sign(other, "<=", lambda a, b: True if b is not None and b <= 0 else
                          False if a is not None and a > 0 else None)

    def __lt__(self, other):
        return self._sign(other, "<", lambda a, b: True if b is not None and b < 0 else
                          False if a is not None and a >= 0 else None)

    def __eq__(self, other):
        if not isinstance(other, DimExpr):
            return False
        return other.scope is self.scope and other._key == self._key

    def __hash__(self):
        return hash(self._key)

    def __bool__(self):
        return True

    def __int__(self):
        raise inconclusive(f"Symbolic dimension '{self}' used in a context that requires a constant")

    __index__ = __int__

    def __repr__(self):
        out = []
        for m in sorted(self.terms, key=_order, reverse=True):
            c = self.terms[m]
            text = "*".join([str(f) if n == 1 else f"{f}^{n}" for f, n in m])
            size = str(abs(c)) if not text else text if abs(c) == 1 else f"{abs(c)}*{text}"
            out.append(("- " if c < 0 else "+ " if out else "") + size)
        return " ".join(out)

    __str__ = __repr__


DimExpr.__name__ = DimExpr.__qualname__ = "_DimExpr"


def _variable_bounds(name, scope):
    low, high = 1, None
    for e in scope._lower:
        rest = {m: c for m, c in e.terms.items() if m}
        if rest == {((name, 1),): 1}:
            low = max(low, -e.terms.get((), 0))
        elif rest == {((name, 1),): -1}:
            most = e.terms.get((), 0)
            high = most if high is None else min(high, most)
    return low, high


class _Factor:
    """The quotient or the remainder of two dimensions, as a part of a polynomial."""
    __slots__ = ("kind", "left", "right")

    def __init__(self, kind, left, right):
        self.kind, self.left, self.right = kind, left, right

    def names(self):
        return set().union(*[x.names() for x in (self.left, self.right) if isinstance(x, DimExpr)])

    def evaluate(self, sizes):
        a, b = [x.evaluate(sizes) if isinstance(x, DimExpr) else x for x in (self.left, self.right)]
        return a // b if self.kind == "floordiv" else a % b

    def bounds(self):
        a = self.left.bounds() if isinstance(self.left, DimExpr) else (self.left, self.left)
        if type(self.right) is not int or self.right <= 0:
            return None, None
        if self.kind == "mod":
            return 0, self.right - 1
        return tuple([None if x is None else x // self.right for x in a])

    def __str__(self):
        return f"{self.kind}({self.left}, {self.right})"

    def __eq__(self, other):
        return isinstance(other, _Factor) and str(self) == str(other)

    def __hash__(self):
        return hash(str(self))
