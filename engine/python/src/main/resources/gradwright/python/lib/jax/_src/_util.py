"""Small functions over lists."""
from functools import partial, wraps

from ..api_util import safe_map


def safe_zip(*args):
    """A list of tuples; all arguments must have one length."""
    args = [list(a) for a in args]
    for a in args[1:]:
        if len(a) != len(args[0]):
            raise ValueError(f"length mismatch: {[len(a) for a in args]}")
    return list(zip(*args))


def split_list(args, ns):
    """A list cut into parts of the given lengths and the rest."""
    args, out = list(args), []
    for n in ns:
        out.append(args[:n])
        args = args[n:]
    return [*out, args]


def partition_list(flags, items):
    """The items not marked, and those marked."""
    return [x for f, x in zip(flags, items) if not f], [x for f, x in zip(flags, items) if f]


def merge_lists(flags, unmarked, marked):
    """The inverse of :func:`partition_list`."""
    a, b = iter(unmarked), iter(marked)
    return [next(b) if f else next(a) for f in flags]


def unzip2(pairs):
    """Two tuples from pairs."""
    pairs = list(pairs)
    return tuple([a for a, _ in pairs]), tuple([b for _, b in pairs])


def unzip3(triples):
    """Three tuples from triples."""
    triples = list(triples)
    return tuple([a for a, _, _ in triples]), tuple([b for _, b, _ in triples]), tuple([c for _, _, c in triples])


def concatenate(lists):
    """Lists one behind another."""
    return [x for part in lists for x in part]


def canonicalize_axis(axis, num_dims):
    """An axis counted from the front."""
    if not -num_dims <= axis < num_dims:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {num_dims}")
    return axis % num_dims


def use_cpp_class(cls):
    """The class as it is."""
    return lambda own: own


class HashableFunction:
    """A function compared by a value."""

    def __init__(self, f, closure):
        self.f = f
        self.closure = closure

    def __eq__(self, other):
        return type(other) is HashableFunction and self.closure == other.closure

    def __hash__(self):
        return hash((getattr(self.f, "__code__", self.f), self.closure))

    def __call__(self, *args, **kwargs):
        return self.f(*args, **kwargs)
