"""The registry of pytree nodes as a mapping from types."""
from .._tree import _registry as _own


class _Entry:
    """Functions that take a node apart and put it together."""
    __slots__ = ("to_iter", "from_iter")

    def __init__(self, to_iter, from_iter):
        self.to_iter = to_iter
        self.from_iter = from_iter


class _Registry:
    """The registered types and the functions of each."""

    def __contains__(self, cls):
        return cls in _own or cls in (list, tuple, dict, type(None))

    def __getitem__(self, cls):
        entry = _own[cls]
        return _Entry(entry.flatten, entry.unflatten)

    def get(self, cls, default=None):
        return self[cls] if cls in _own else default

    def __iter__(self):
        return iter((list, tuple, dict, type(None), *_own))


_registry = _Registry()
