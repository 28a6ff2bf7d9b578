"""The arrays that a finished program's names hold, for the panel that shows them."""

import __main__

from jax._array import ArrayImpl
from jax._bridge import host
from jax._tree import one_level
from jax._tree_paths import child_keys, keystr
from numpy import ndarray

_LEAVES = 2000
_NODES = 20000
_DEPTH = 24


class _Walk:
    """Finds the arrays below a value, in the order of its pytree, up to a limit."""

    def __init__(self):
        self.nodes = 0
        self.found = []
        self._above = set()

    def into(self, value, path, depth=0):
        if isinstance(value, (ArrayImpl, ndarray)):
            # Arrays of texts and objects have no numbers to show.
            if value.dtype.kind not in "OUS":
                self.found.append((path, value))
            return
        self.nodes += 1
        if self.nodes > _NODES or len(self.found) >= _LEAVES or depth > _DEPTH or id(value) in self._above:
            return
        if type(value) in (int, float, complex, bool, str):
            return
        try:
            level = one_level(value)
            if level is None or not level[0]:
                return
            keys = child_keys(value)
        except Exception:
            # A node type of the program's own that cannot be taken apart holds nothing that could be shown.
            return
        self._above.add(id(value))
        for key, child in zip(keys, level[0]):
            self.into(child, path + keystr((key,)), depth + 1)
        self._above.discard(id(value))


def _visible(name):
    return not (name.startswith("__") and name.endswith("__"))


def arrays():
    """Path, type, dtype, shape, weak type, device, bytes and whether it is deleted, of each array."""
    walk = _Walk()
    for name, value in list(__main__.__dict__.items()):
        if _visible(name):
            walk.into(value, name)
    return [_account(path, value) for path, value in walk.found[:_LEAVES]]


def _account(path, value):
    of_jax = isinstance(value, ArrayImpl)
    dtype = value.dtype
    return [
        path,
        "jax.Array" if of_jax else "numpy.ndarray",
        dtype.name,
        list(value.shape),
        bool(value.weak_type) if of_jax else False,
        host.device(value._h) if of_jax else "host",
        value.size * dtype.itemsize,
        bool(host.isDeleted(value._h)),
    ]


def find(path):
    """The engine's array at a path that `arrays` gave; None when it is not there any more."""
    end = min([i for i in (path.find("["), path.find(".")) if i >= 0], default=len(path))
    name = path[:end]
    if name not in __main__.__dict__:
        return None
    walk = _Walk()
    walk.into(__main__.__dict__[name], name)
    for at, value in walk.found:
        if at == path:
            return _numbers(value)
    return None


def _numbers(value):
    """The engine's array of a value: that of NumPy's is a copy."""
    if isinstance(value, ArrayImpl):
        return value._h
    from numpy._core import port
    return port.toEngine(value._h)
