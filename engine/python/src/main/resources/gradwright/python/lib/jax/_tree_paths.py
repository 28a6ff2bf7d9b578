"""Key paths: where in a pytree a leaf stands."""
from _collections import OrderedDict, defaultdict

from ._documentation import attach as _attach
from ._tree import PyTreeDef, LEAF, one_level, registered, sorted_keys


class _Key:
    __slots__ = ("_value",)
    _field = "key"

    def __init__(self, value):
        self._value = value

    def __eq__(self, other):
        return type(self) is type(other) and self._value == other._value

    def __hash__(self):
        return hash((type(self).__name__, self._value))

    def __repr__(self):
        return f"{type(self).__name__}({self._field}={self._value!r})"


def _key_class(name, field, doc, text):
    return type(name, (_Key,), {
        "__slots__": (), "__doc__": doc, "__module__": "jax.tree_util", "_field": field,
        "__init__": _named_init(field), "__str__": text, "__match_args__": (field,),
        field: property(lambda self: self._value),
    })


def _named_init(field):
    scope = {}
    exec(f"def __init__(self, {field}):\n    self._value = {field}\n", scope)
    return scope["__init__"]


SequenceKey = _key_class("SequenceKey", "idx", "The position in a list or tuple.", lambda self: f"[{self._value!r}]")
DictKey = _key_class("DictKey", "key", "The key in a dict.", lambda self: f"[{self._value!r}]")
GetAttrKey = _key_class("GetAttrKey", "name", "The name of an attribute.", lambda self: f".{self._value}")
FlattenedIndexKey = _key_class(
    "FlattenedIndexKey", "key", "The position among the children of a node whose keys are not known.",
    lambda self: f"[<flat index {self._value}>]")


def keystr(keys, *, simple=False, separator=""):
    """A key path as text."""
    if simple:
        return separator.join([str(k._value) if isinstance(k, _Key) else str(k) for k in keys])
    return separator.join([str(k) for k in keys])


def child_keys(x):
    """The keys of a node's children, in flattening order."""
    cls = type(x)
    if cls is list or cls is tuple:
        return tuple([SequenceKey(i) for i in range(len(x))])
    if cls is dict or cls is defaultdict:
        return tuple([DictKey(k) for k in sorted_keys(x)])
    if x is None:
        return ()
    if cls is OrderedDict:
        return tuple([DictKey(k) for k in x])
    entry = registered(cls)
    if entry is None:
        return tuple([GetAttrKey(name) for name in cls._fields])
    if entry.flatten_with_keys is not None:
        return tuple([k for k, _ in entry.flatten_with_keys(x)[0]])
    return tuple([FlattenedIndexKey(i) for i in range(len(tuple(entry.flatten(x)[0])))])


def _with_path(path, x, append, is_leaf):
    if is_leaf is not None and (is_leaf(path, x) if is_leaf.takes_path else is_leaf(x)):
        append((path, x))
        return LEAF
    node = one_level(x)
    if node is None:
        append((path, x))
        return LEAF
    children, cls, data = node
    keys = child_keys(x)
    return (cls, data, tuple([_with_path((*path, k), c, append, is_leaf) for k, c in zip(keys, children)]))


class _Predicate:
    __slots__ = ("f", "takes_path")

    def __init__(self, f, takes_path):
        self.f = f
        self.takes_path = takes_path

    def __call__(self, *args):
        return self.f(*args)


def tree_flatten_with_path(tree, is_leaf=None, is_leaf_takes_path=False):
    """Flattens a pytree, each leaf with its key path. Alias of :func:`jax.tree.flatten_with_path`."""
    pairs = []
    predicate = None if is_leaf is None else _Predicate(is_leaf, is_leaf_takes_path)
    spec = _with_path((), tree, pairs.append, predicate)
    return pairs, PyTreeDef(spec, len(pairs))


def tree_leaves_with_path(tree, is_leaf=None, is_leaf_takes_path=False):
    """The leaves of a pytree with their key paths. Alias of :func:`jax.tree.leaves_with_path`."""
    return tree_flatten_with_path(tree, is_leaf, is_leaf_takes_path)[0]


def tree_map_with_path(f, tree, *rest, is_leaf=None, is_leaf_takes_path=False):
    """Maps a function of key path and leaves over pytrees. Alias of :func:`jax.tree.map_with_path`."""
    pairs, treedef = tree_flatten_with_path(tree, is_leaf, is_leaf_takes_path)
    columns = [list(c) for c in zip(*pairs)] if pairs else [[], []]
    columns += [treedef.flatten_up_to(r) for r in rest]
    return treedef.unflatten([f(*xs) for xs in zip(*columns)])


def leaf_paths(treedef):
    """The key path of each leaf of a structure."""
    return [path for path, _ in tree_leaves_with_path(treedef.unflatten(range(treedef.num_leaves)))]


_attach(globals(), "tree", "tree_flatten_with_path tree_leaves_with_path tree_map_with_path keystr")
