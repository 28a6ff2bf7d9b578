"""Pytrees: the registry of node types, tree definitions, and flattening.

A structure is kept as nested tuples `(type, data, children)`, with `LEAF` for a leaf, so that hashing and comparing
two structures are single built-in operations. `PyTreeDef` wraps such a tuple.
"""
from _collections import OrderedDict, defaultdict
from ._documentation import attach as _attach

LEAF = "*"
_NONE = type(None)
_NONE_SPEC = (_NONE, None, ())


class _Entry:
    """What the registry knows of a node type."""
    __slots__ = ("flatten", "unflatten", "flatten_with_keys")

    def __init__(self, flatten, unflatten, flatten_with_keys=None):
        self.flatten = flatten
        self.unflatten = unflatten
        self.flatten_with_keys = flatten_with_keys


_registry = {}
# type -> function(value, append leaf) -> structure; False for types known to be leaves
_flatteners = {}
_flattener = _flatteners.get


def _is_namedtuple_type(cls):
    return issubclass(cls, tuple) and cls is not tuple and hasattr(cls, "_fields")


def _classify(cls):
    flattener = False
    if cls not in _registry and _is_namedtuple_type(cls):
        flattener = _flatten_namedtuple
    _flatteners[cls] = flattener
    return flattener


def _flatten_any(x, append):
    h = _flattener(type(x))
    if h is None:
        h = _classify(type(x))
    if h is False:
        append(x)
        return LEAF
    return h(x, append)


def _flatten_children(children, append):
    out = []
    push = out.append
    for c in children:
        h = _flattener(type(c))
        if h is False:
            append(c)
            push(LEAF)
        elif h is None:
            push(_flatten_any(c, append))
        else:
            push(h(c, append))
    return tuple(out)


def _flatten_list(x, append):
    return (list, None, _flatten_children(x, append))


def _flatten_tuple(x, append):
    return (tuple, None, _flatten_children(x, append))


def _flatten_namedtuple(x, append):
    return (type(x), None, _flatten_children(x, append))


def _flatten_none(x, append):
    return _NONE_SPEC


def sorted_keys(d):
    """The keys of a dict in the order in which its children are flattened."""
    if len(d) < 2:
        return tuple(d)
    try:
        return tuple(sorted(d))
    except Exception as e:
        raise ValueError("Comparator raised exception while sorting pytree dictionary keys.") from e


def _flatten_dict(x, append):
    keys = sorted_keys(x)
    return (dict, keys, _flatten_children([x[k] for k in keys], append))


def _flatten_ordered_dict(x, append):
    return (OrderedDict, tuple(x), _flatten_children(x.values(), append))


def _flatten_defaultdict(x, append):
    keys = sorted_keys(x)
    return (defaultdict, (x.default_factory, keys), _flatten_children([x[k] for k in keys], append))


_flatteners.update({
    list: _flatten_list, tuple: _flatten_tuple, dict: _flatten_dict, _NONE: _flatten_none,
    OrderedDict: _flatten_ordered_dict, defaultdict: _flatten_defaultdict,
    int: False, float: False, complex: False, bool: False, str: False,
})


def one_level(x):
    """Children, type and data of a node; None when `x` is a leaf."""
    cls = type(x)
    if cls is list or cls is tuple:
        return list(x), cls, None
    if cls is dict:
        keys = sorted_keys(x)
        return [x[k] for k in keys], dict, keys
    if x is None:
        return [], _NONE, None
    if cls is OrderedDict:
        return list(x.values()), cls, tuple(x)
    if cls is defaultdict:
        keys = sorted_keys(x)
        return [x[k] for k in keys], cls, (x.default_factory, keys)
    entry = _registry.get(cls)
    if entry is not None:
        children, data = entry.flatten(x)
        return list(children), cls, data
    if _is_namedtuple_type(cls):
        return list(x), cls, None
    return None


def _flatten_where(x, append, is_leaf):
    if is_leaf(x):
        append(x)
        return LEAF
    node = one_level(x)
    if node is None:
        append(x)
        return LEAF
    children, cls, data = node
    return (cls, data, tuple([_flatten_where(c, append, is_leaf) for c in children]))


def flatten_spec(tree, is_leaf=None):
    """Leaves and structure of a tree: the raw form of `tree_flatten`."""
    leaves = []
    if is_leaf is None:
        return leaves, _flatten_any(tree, leaves.append)
    return leaves, _flatten_where(tree, leaves.append, is_leaf)


def make_node(cls, data, children):
    """A node of the given type from its children."""
    if cls is list:
        return list(children)
    if cls is tuple:
        return tuple(children)
    if cls is dict:
        return dict(zip(data, children))
    if cls is _NONE:
        return None
    if cls is OrderedDict:
        return OrderedDict(zip(data, children))
    if cls is defaultdict:
        return defaultdict(data[0], zip(data[1], children))
    entry = _registry.get(cls)
    if entry is not None:
        return entry.unflatten(data, tuple(children))
    return cls(*children)


def build(spec, leaves):
    """The tree of a structure, its leaves taken from an iterator."""
    if spec is LEAF:
        return next(leaves)
    cls, data, children = spec
    if cls is list:
        return [next(leaves) if c is LEAF else build(c, leaves) for c in children]
    if cls is tuple:
        return tuple([next(leaves) if c is LEAF else build(c, leaves) for c in children])
    if cls is dict:
        return dict(zip(data, [next(leaves) if c is LEAF else build(c, leaves) for c in children]))
    if cls is _NONE:
        return None
    return make_node(cls, data, [build(c, leaves) for c in children])


def count_leaves(spec):
    """How many leaves a structure has."""
    if spec is LEAF:
        return 1
    n = 0
    for c in spec[2]:
        n += 1 if c is LEAF else count_leaves(c)
    return n


def _count_nodes(spec):
    return 1 if spec is LEAF else 1 + sum([_count_nodes(c) for c in spec[2]])


def _describe(spec):
    if spec is LEAF:
        return "*"
    cls, data, children = spec
    parts = [_describe(c) for c in children]
    if cls is list:
        return "[" + ", ".join(parts) + "]"
    if cls is tuple:
        return "(" + ", ".join(parts) + (",)" if len(parts) == 1 else ")")
    if cls is dict:
        return "{" + ", ".join([f"{k!r}: {p}" for k, p in zip(data, parts)]) + "}"
    if cls is _NONE:
        return "None"
    if cls in _registry or cls is OrderedDict or cls is defaultdict:
        return f"CustomNode({cls.__name__}[{data}], [{', '.join(parts)}])"
    return f"CustomNode(namedtuple[{cls.__name__}], [{', '.join(parts)}])"


def _flatten_up_to(spec, tree, append):
    if spec is LEAF:
        append(tree)
        return
    cls, data, children = spec
    kind = type(tree)
    if cls is list:
        if kind is not list:
            raise ValueError(f"Expected list, got {tree!r}.")
        if len(tree) != len(children):
            raise ValueError(f"List arity mismatch: {len(tree)} != {len(children)}; list: {tree!r}.")
    elif cls is tuple:
        if kind is not tuple:
            raise ValueError(f"Expected tuple, got {tree!r}.")
        if len(tree) != len(children):
            raise ValueError(f"Tuple arity mismatch: {len(tree)} != {len(children)}; tuple: {tree!r}.")
    elif cls is dict:
        if kind is not dict:
            raise ValueError(f"Expected dict, got {tree!r}.")
        if tree.keys() != set(data):
            raise ValueError(
                f"Dict key mismatch; expected keys: {list(data)}; present keys: {list(sorted_keys(tree))}.")
        tree = [tree[k] for k in data]
    elif cls is _NONE:
        if tree is not None:
            raise ValueError(
                f"Expected None, got {tree!r}.\n\nIn previous releases of JAX, flatten-up-to used to consider None to"
                " be a tree-prefix of non-None values. To obtain the previous behavior, you can usually write:\n"
                "  jax.tree.map(lambda x, y: None if x is None else f(x, y), a, b, is_leaf=lambda x: x is None)")
        return
    elif cls in _registry or cls is OrderedDict or cls is defaultdict:
        if kind is not cls:
            name = "<class 'collections.OrderedDict'>" if cls is OrderedDict else cls
            raise ValueError(f"Custom node type mismatch: expected type: {name}, value: {tree!r}.")
        value = tree
        tree, _, found = one_level(value)
        if found != data:
            raise ValueError(f"Mismatch custom node data: {data} != {found}; value: {value!r}.")
        if len(tree) != len(children):
            raise ValueError(f"Custom type arity mismatch: {len(tree)} != {len(children)}; value: {value!r}.")
    else:
        if not _is_namedtuple_type(kind):
            raise ValueError(f"Expected named tuple, got {tree!r}.")
        if len(tree) != len(children):
            raise ValueError(f"Named tuple arity mismatch: {len(tree)} != {len(children)}; tuple: {tree!r}.")
        if kind is not cls:
            raise ValueError(f"Named tuple type mismatch: expected type: {cls}, tuple: {tree!r}.")
    for c, t in zip(children, tree):
        if c is LEAF:
            append(t)
        else:
            _flatten_up_to(c, t, append)


class ByEquality:
    """A structure as a key of dicts, whose nodes' data may have no hashes."""
    __slots__ = ("spec",)

    def __init__(self, spec):
        self.spec = spec

    def __eq__(self, other):
        return type(other) is ByEquality and self.spec == other.spec

    def __hash__(self):
        return _lenient_hash(self.spec)


def _lenient_hash(x):
    try:
        return hash(x)
    except TypeError:
        return hash(tuple([_lenient_hash(i) for i in x])) if isinstance(x, tuple) else hash(type(x))


class PyTreeDef:
    """The structure of a pytree: everything but its leaves."""
    __slots__ = ("_spec", "num_leaves", "_hash", "__weakref__")
    __module__ = "jaxlib._jax.pytree"

    def __init__(self, spec, num_leaves=None):
        self._spec = spec
        self.num_leaves = count_leaves(spec) if num_leaves is None else num_leaves
        self._hash = None

    @property
    def num_nodes(self):
        return _count_nodes(self._spec)

    def unflatten(self, leaves):
        """The tree with this structure and the given leaves."""
        if type(leaves) is not list and type(leaves) is not tuple:
            leaves = list(leaves)
        n = len(leaves)
        if n != self.num_leaves:
            if n < self.num_leaves:
                raise ValueError(f"Too few leaves for PyTreeDef; expected {self.num_leaves}, got {n}")
            raise ValueError(f"Too many leaves for PyTreeDef; expected {self.num_leaves}.")
        spec = self._spec
        return leaves[0] if spec is LEAF else build(spec, iter(leaves))

    def flatten_up_to(self, tree):
        """The subtrees of `tree` at this structure's leaves."""
        out = []
        _flatten_up_to(self._spec, tree, out.append)
        return out

    def children(self):
        return [] if self._spec is LEAF else [PyTreeDef(c) for c in self._spec[2]]

    def node_data(self):
        if self._spec is LEAF:
            return None
        cls, data, _ = self._spec
        return cls, list(data) if cls is dict else data

    def compose(self, inner):
        """This structure with `inner` at each leaf."""
        def put(spec):
            return inner._spec if spec is LEAF else (spec[0], spec[1], tuple([put(c) for c in spec[2]]))
        return PyTreeDef(put(self._spec))

    def walk(self, f_node, f_leaf, leaves):
        leaves = iter(leaves)

        def go(spec):
            if spec is LEAF:
                leaf = next(leaves)
                return leaf if f_leaf is None else f_leaf(leaf)
            data = list(spec[1]) if spec[0] is dict else spec[1]
            return f_node(tuple([go(c) for c in spec[2]]), data)
        return go(self._spec)

    def from_iterable_tree(self, tree):
        def go(spec, t):
            return t if spec is LEAF else make_node(spec[0], spec[1], [go(c, x) for c, x in zip(spec[2], t)])
        return go(self._spec, tree)

    @staticmethod
    def from_node_data_and_children(registry, node_data, children):
        if node_data is None:
            return PyTreeDef(LEAF, 1)
        cls, data = node_data
        return PyTreeDef((cls, tuple(data) if cls is dict else data, tuple([c._spec for c in children])))

    def __eq__(self, other):
        if type(other) is not PyTreeDef:
            return False
        return self._spec == other._spec

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        h = self._hash
        if h is None:
            try:
                h = hash(self._spec)
            except TypeError:
                h = hash(ByEquality(self._spec))
            self._hash = h
        return h

    def __repr__(self):
        return f"PyTreeDef({_describe(self._spec)})"


def tree_flatten(tree, is_leaf=None):
    """Flattens a pytree: the list of its leaves and its structure. Alias of :func:`jax.tree.flatten`."""
    leaves = []
    if is_leaf is None:
        spec = _flatten_any(tree, leaves.append)
    else:
        spec = _flatten_where(tree, leaves.append, is_leaf)
    return leaves, PyTreeDef(spec, len(leaves))


def tree_unflatten(treedef, leaves):
    """The tree of a structure and its leaves. Alias of :func:`jax.tree.unflatten`."""
    return treedef.unflatten(leaves)


def tree_leaves(tree, is_leaf=None):
    """The leaves of a pytree. Alias of :func:`jax.tree.leaves`."""
    return flatten_spec(tree, is_leaf)[0]


def tree_structure(tree, is_leaf=None):
    """The structure of a pytree. Alias of :func:`jax.tree.structure`."""
    leaves, spec = flatten_spec(tree, is_leaf)
    return PyTreeDef(spec, len(leaves))


def tree_map(f, tree, *rest, is_leaf=None):
    """Maps a function of several arguments over the leaves of pytrees. Alias of :func:`jax.tree.map`."""
    leaves, spec = flatten_spec(tree, is_leaf)
    if not rest:
        mapped = [f(x) for x in leaves]
        return mapped[0] if spec is LEAF else build(spec, iter(mapped))
    columns = [leaves]
    for r in rest:
        column = []
        try:
            _flatten_up_to(spec, r, column.append)
        except Exception as e:
            from ._tree_errors import prefix_errors
            error = next(prefix_errors((), tree, r, is_leaf), None)
            raise (e if error is None else error("tree_map tree")) from None
        columns.append(column)
    mapped = [f(*xs) for xs in zip(*columns)]
    return mapped[0] if spec is LEAF else build(spec, iter(mapped))


def register(cls, flatten, unflatten, flatten_with_keys=None, kind="custom"):
    """Adds a node type to the registry; a second registration of one type is a ValueError."""
    if cls in _registry or cls in (list, tuple, dict, _NONE, OrderedDict, defaultdict):
        raise ValueError(f"Duplicate {kind} PyTreeDef type registration for {cls}.")
    _registry[cls] = _Entry(flatten, unflatten, flatten_with_keys)

    def flattener(x, append):
        result = flatten(x)
        try:
            children, data = result
        except (TypeError, ValueError):
            raise RuntimeError(
                f"PyTree custom to_iterable function should return a pair, got {result!r} from {cls}") from None
        return (cls, data, _flatten_children(children, append))
    _flatteners[cls] = flattener


def registered(cls):
    """The registry entry of a type, or None."""
    return _registry.get(cls)


def is_tree_node(typ):
    """Whether values of this type are nodes of pytrees."""
    return (typ in _registry or typ in (list, tuple, dict, _NONE, OrderedDict, defaultdict)
            or _is_namedtuple_type(typ))


_attach(globals(), "tree", "tree_flatten tree_leaves tree_map tree_structure tree_unflatten is_tree_node")
