"""A dictionary with weak keys, as small as tracing needs it: importing `weakref` would cost every script a start."""
from _weakref import ref as _ref


class WeakKeys:
    """Maps objects that can be weakly referenced; an entry goes when its key does. Keys are compared as in a dict."""
    __slots__ = ("_entries", "_remove", "__weakref__")

    def __init__(self):
        self._entries = entries = {}
        self._remove = lambda reference: entries.pop(reference, None)

    def get(self, key, default=None):
        return self._entries.get(_ref(key), default)

    def __setitem__(self, key, value):
        self._entries[_ref(key, self._remove)] = value

    def __len__(self):
        return len(self._entries)

    def values(self):
        return list(self._entries.values())

    def clear(self):
        self._entries.clear()
