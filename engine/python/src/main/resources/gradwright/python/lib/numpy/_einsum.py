"""Sums of products described by subscripts: pairs of operands contracted from left to right."""
from . import _ufunc as u
from ._core import asarray
from ._products import _matrices


def _parsed(operands):
    if isinstance(operands[0], str):
        return operands[0].replace(" ", ""), [asarray(a) for a in operands[1:]]
    terms, arrays = [], []
    items = list(operands)
    out = None
    if len(items) % 2:
        out = items.pop()

    def letters(sub):
        return "".join(["..." if s is Ellipsis else chr(ord("a") + s) if s < 26 else chr(ord("A") + s - 26) for s in sub])
    for i in range(0, len(items), 2):
        arrays.append(asarray(items[i]))
        terms.append(letters(items[i + 1]))
    text = ",".join(terms)
    return text + "->" + letters(out) if out is not None else text, arrays


def _expanded(text, arrays):
    """Input and output terms with letters of their own for ellipses."""
    left, arrow, right = text.partition("->")
    terms = left.split(",")
    if len(terms) != len(arrays):
        raise ValueError("more operands provided to einstein sum function than specified in the subscripts string"
                         if len(terms) < len(arrays) else
                         "fewer operands provided to einstein sum function than specified in the subscripts string")
    widest = 0
    for t, a in zip(terms, arrays):
        if "..." in t:
            widest = max(widest, a.ndim - len(t.replace("...", "")))
    spare = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" if c not in text][:widest]
    out = []
    for t, a in zip(terms, arrays):
        n = a.ndim - len(t.replace("...", ""))
        t = t.replace("...", "".join(spare[widest - n:]) if "..." in t else "")
        if len(t) != a.ndim:
            raise ValueError("einstein sum subscripts string contains too many subscripts for operand 0" if len(t) > a.ndim else
                             "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided"
                             " to broadcast the extra dimensions.")
        out.append(t)
    if arrow:
        right = right.replace("...", "".join(spare))
    else:
        joined = "".join(out)
        right = "".join(spare) + "".join(sorted([c for c in set(joined) if joined.count(c) == 1 and c not in spare]))
    for c in right:
        if c not in "".join(out):
            raise ValueError(f"einstein sum subscripts string included output subscript '{c}' which never appeared in an input")
    return out, right


def _diagonals(a, term):
    """Repeated subscripts of one operand as diagonals."""
    for c in dict.fromkeys(term):
        while term.count(c) > 1:
            i = term.index(c)
            j = term.index(c, i + 1)
            if a.shape[i] != a.shape[j]:
                raise ValueError(f"dimensions in operand 0 for collapsing index '{c}' don't match ({a.shape[i]} != {a.shape[j]})")
            a = a.diagonal(0, i, j)
            term = term[:i] + term[i + 1:j] + term[j + 1:] + c
    return a, term


def _summed(a, term, kept):
    axes = tuple([i for i, c in enumerate(term) if c not in kept])
    if axes:
        a = asarray(u.add.reduce(a, axes, a.dtype if a.dtype.kind != "b" else None))
        term = "".join([c for c in term if c in kept])
    return a, term


def _product(a, ta, b, tb, kept):
    """The contraction of two operands, as a product of stacks of matrices."""
    shared = [c for c in ta if c in tb]
    stack = [c for c in shared if c in kept]
    over = [c for c in shared if c not in kept]
    mine = [c for c in ta if c not in shared]
    theirs = [c for c in tb if c not in shared]
    sizes = {}
    for t, x in ((ta, a), (tb, b)):
        for c, n in zip(t, x.shape):
            if sizes.get(c, 1) == 1:
                sizes[c] = n
            elif n not in (1, sizes[c]):
                raise ValueError(f"operands could not be broadcast together with remapped shapes [original->remapped]: {a.shape} {b.shape}")
    if not over:
        x = a.transpose([ta.index(c) for c in stack + mine]).reshape([a.shape[ta.index(c)] for c in stack + mine] + [1] * len(theirs))
        y = b.transpose([tb.index(c) for c in stack + theirs])
        y = y.reshape([b.shape[tb.index(c)] for c in stack] + [1] * len(mine) + [b.shape[tb.index(c)] for c in theirs])
        return asarray(u.multiply(x, y)), "".join(stack + mine + theirs)
    from ._manipulation import broadcast_to

    def shaped(x, t, order):
        v = x.transpose([t.index(c) for c in order])
        return broadcast_to(v, [sizes[c] for c in order])

    def count(cs):
        n = 1
        for c in cs:
            n *= sizes[c]
        return n
    x = shaped(a, ta, stack + mine + over).reshape([sizes[c] for c in stack] + [count(mine), count(over)])
    y = shaped(b, tb, stack + over + theirs).reshape([sizes[c] for c in stack] + [count(over), count(theirs)])
    r = _matrices(x, y)
    return r.reshape([sizes[c] for c in stack + mine + theirs]), "".join(stack + mine + theirs)


def einsum(operands):
    """The sum of products; operands come in either of NumPy's two forms."""
    text, arrays = _parsed(operands)
    terms, out = _expanded(text, arrays)
    done = [_diagonals(a, t) for a, t in zip(arrays, terms)]
    if len(done) == 1:
        a, t = done[0]
        a, t = _summed(a, t, out)
    else:
        a, t = done[0]
        for k in range(1, len(done)):
            b, tb = done[k]
            kept = set(out).union(*[set(x[1]) for x in done[k + 1:]])
            a, t = _summed(a, t, kept | set(tb))
            b, tb = _summed(b, tb, kept | set(t))
            a, t = _product(a, t, b, tb, kept)
        a, t = _summed(a, t, out)
    r = a.transpose([t.index(c) for c in out])
    return r if r.ndim else r[()]
