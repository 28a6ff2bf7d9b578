"""Utilities for pytrees: nested containers whose leaves are arrays."""
from _functools import partial as _partial, reduce as _reduce

from ._documentation import attach as _attach
from ._tree import (PyTreeDef, is_tree_node, one_level, register, tree_flatten, tree_leaves, tree_map,
                    tree_structure, tree_unflatten)
from ._tree_paths import (DictKey, FlattenedIndexKey, GetAttrKey, SequenceKey, child_keys, keystr,
                          tree_flatten_with_path, tree_leaves_with_path, tree_map_with_path)

KeyPath = tuple
_MISSING = object()


def treedef_tuple(treedefs):
    """The structure of a tuple whose elements have the given structures."""
    return PyTreeDef((tuple, None, tuple([t._spec for t in treedefs])))


def treedef_children(treedef):
    """The structures of a structure's immediate children."""
    return treedef.children()


def treedef_is_leaf(treedef):
    """Whether a structure has a single node."""
    return treedef.num_nodes == 1


def all_leaves(iterable, is_leaf=None):
    """Whether all elements of an iterable are leaves."""
    items = list(iterable)
    leaves = tree_leaves(items, is_leaf)
    return len(items) == len(leaves) and all([a is b for a, b in zip(items, leaves)])


def tree_transpose(outer_treedef, inner_treedef, pytree_to_transpose):
    """Turns a tree of trees inside out. Alias of :func:`jax.tree.transpose`."""
    flat, treedef = tree_flatten(pytree_to_transpose)
    if inner_treedef is None:
        inner_treedef = tree_structure(outer_treedef.flatten_up_to(pytree_to_transpose)[0])
    inner, outer = inner_treedef.num_leaves, outer_treedef.num_leaves
    if inner == 0 or outer == 0:
        raise ValueError(f"tree_transpose: the outer and the inner structure must have leaves, got {outer_treedef} and"
                         f" {inner_treedef}")
    if treedef.num_leaves != inner * outer:
        raise TypeError(f"Mismatch\n{treedef}\n != \n{outer_treedef.compose(inner_treedef)}")
    columns = [[flat[i * inner + j] for i in range(outer)] for j in range(inner)]
    return inner_treedef.unflatten([outer_treedef.unflatten(c) for c in columns])


def tree_reduce(function, tree, initializer=_MISSING, is_leaf=None):
    """Reduces the leaves of a pytree from left to right. Alias of :func:`jax.tree.reduce`."""
    leaves = tree_leaves(tree, is_leaf)
    if initializer is _MISSING:
        if not leaves:
            raise TypeError("reduce() of empty iterable with no initial value")
        return _reduce(function, leaves)
    return _reduce(function, leaves, initializer)


def tree_reduce_associative(operation, tree, *, identity=_MISSING, is_leaf=None):
    """Reduces the leaves of a pytree by an associative operation. Alias of :func:`jax.tree.reduce_associative`."""
    leaves = tree_leaves(tree, is_leaf)
    if not leaves:
        if identity is _MISSING:
            raise TypeError("Must specify identity for parallel reduction of empty sequence.")
        return identity

    def halves(part):
        if len(part) == 1:
            return part[0]
        middle = len(part) // 2
        return operation(halves(part[:middle]), halves(part[middle:]))
    return halves(leaves)


def tree_all(tree, *, is_leaf=None):
    """Whether all leaves are true. Alias of :func:`jax.tree.all`."""
    return all(tree_leaves(tree, is_leaf))


def broadcast_prefix(prefix_tree, full_tree, is_leaf=None):
    """The list of `prefix_tree`'s leaves, each repeated for the leaves of `full_tree` below it."""
    result = []

    def add(x, subtree):
        result.extend([x] * tree_structure(subtree, is_leaf).num_leaves)
    prefix_leaves, prefix_def = tree_flatten(prefix_tree, (lambda x: x is None) if is_leaf is None
                                             else (lambda x: x is None or is_leaf(x)))
    for x, subtree in zip(prefix_leaves, prefix_def.flatten_up_to(full_tree)):
        add(x, subtree)
    return result


def prefix_errors(prefix_tree, full_tree, is_leaf=None):
    """For each place where a tree is no prefix of another, a function from its name to the error."""
    from ._tree_errors import prefix_errors as errors
    return list(errors((), prefix_tree, full_tree, is_leaf))


def tree_broadcast(prefix_tree, full_tree, is_leaf=None):
    """A tree prefix spread over the full tree. Alias of :func:`jax.tree.broadcast`."""
    leaves, prefix_def = tree_flatten(prefix_tree, is_leaf)
    try:
        subtrees = prefix_def.flatten_up_to(full_tree)
    except ValueError as e:
        errors = prefix_errors(prefix_tree, full_tree, is_leaf)
        raise (errors[0]("broadcast_prefix prefix_tree") if errors else e) from None
    out = []
    for x, subtree in zip(leaves, subtrees):
        out.extend([x] * tree_structure(subtree, is_leaf).num_leaves)
    return tree_structure(full_tree, is_leaf).unflatten(out)


def flatten_one_level(tree):
    """Children and auxiliary data of a node."""
    node = one_level(tree)
    if node is None:
        raise ValueError(f"can't tree-flatten type: {type(tree)}")
    children = tuple(node[0]) if tree is None or type(tree) in (dict, tuple) else node[0]
    return children, type(tree) if hasattr(type(tree), "_fields") and node[2] is None else node[2]


def flatten_one_level_with_keys(tree):
    """Children with their keys, and auxiliary data, of a node."""
    children, data = flatten_one_level(tree)
    return list(zip(child_keys(tree), children)), data


def register_pytree_node(nodetype, flatten_func, unflatten_func, flatten_with_keys_func=None):
    """Makes a type a node of pytrees."""
    register(nodetype, flatten_func, unflatten_func, flatten_with_keys_func)


def register_pytree_node_class(cls):
    """Class decorator: makes a class with `tree_flatten` and `tree_unflatten` a node of pytrees."""
    register(cls, lambda x: x.tree_flatten(), cls.tree_unflatten)
    return cls


def register_pytree_with_keys(nodetype, flatten_with_keys, unflatten_func, flatten_func=None):
    """Makes a type a node of pytrees whose children have keys of their own."""
    if flatten_func is None:
        def flatten_func(tree):
            pairs, data = flatten_with_keys(tree)
            return [child for _, child in pairs], data
    register(nodetype, flatten_func, unflatten_func, flatten_with_keys)


def register_pytree_with_keys_class(cls):
    """Class decorator: makes a class with `tree_flatten_with_keys` and `tree_unflatten` a node of pytrees."""
    register_pytree_with_keys(cls, lambda x: x.tree_flatten_with_keys(), cls.tree_unflatten,
                              (lambda x: x.tree_flatten()) if hasattr(cls, "tree_flatten") else None)
    return cls


def register_static(cls):
    """Class decorator: makes a class a node without leaves; its instances are compared by `==`."""
    register(cls, lambda x: ((), x), lambda data, children: data)
    return cls


def register_dataclass(nodetype, data_fields=None, meta_fields=None, drop_fields=()):
    """Makes a dataclass a node of pytrees; fields with metadata `static=True` are part of the structure."""
    if data_fields is None or meta_fields is None:
        if (data_fields is None) != (meta_fields is None):
            raise TypeError("register_dataclass: data_fields and meta_fields must both be specified"
                            f" when either is specified. Got data_fields={data_fields!r} meta_fields={meta_fields!r}.")
        if not hasattr(nodetype, "__dataclass_fields__"):
            raise TypeError("register_dataclass: data_fields and meta_fields are required when nodetype is not a"
                            f" dataclass. Got nodetype={nodetype}.")
        own = _init_fields(nodetype)
        data_fields = [f.name for f in own if not f.metadata.get("static", False)]
        meta_fields = [f.name for f in own if f.metadata.get("static", False)]
    data_fields, meta_fields = tuple(data_fields), tuple(meta_fields)
    if hasattr(nodetype, "__dataclass_fields__"):
        given = set(data_fields) | set(meta_fields)
        own = {f.name for f in _init_fields(nodetype)} - set(drop_fields)
        if given != own:
            text = "data_fields and meta_fields must include all dataclass fields with ``init=True`` and only them."
            if own - given:
                text += f" Missing fields: {own - given}. Add them to drop_fields to suppress this error."
            if given - own:
                text += f" Unexpected fields: {given - own}."
            raise ValueError(text)

    def flatten(x):
        return [getattr(x, n) for n in data_fields], tuple([getattr(x, n) for n in meta_fields])

    def flatten_with_keys(x):
        return ([(GetAttrKey(n), getattr(x, n)) for n in data_fields], tuple([getattr(x, n) for n in meta_fields]))

    def unflatten(meta, data):
        kwargs = dict(zip(meta_fields, meta))
        kwargs.update(zip(data_fields, data))
        return nodetype(**kwargs)
    register(nodetype, flatten, unflatten, flatten_with_keys, kind="custom dataclass")
    return nodetype


def _init_fields(cls):
    return [f for f in cls.__dataclass_fields__.values() if f._field_type.name == "_FIELD" and f.init]


class Partial(_partial):
    """A `functools.partial` that is a pytree: its arguments are the children, its function is structure."""
    __module__ = "jax._src.tree_util"

    def __new__(cls, func, *args, **kwargs):
        if isinstance(func, _partial):
            return _partial.__new__(cls, _Callable(func), *args, **kwargs)
        return _partial.__new__(cls, func, *args, **kwargs)

    def __repr__(self):
        parts = [repr(self.func)] + [repr(a) for a in self.args] + [f"{k}={v!r}" for k, v in self.keywords.items()]
        return f"Partial({', '.join(parts)})"


class _Callable:
    """A callable compared by identity, so that a partial object can be part of a structure."""
    __slots__ = ("_f",)

    def __init__(self, f):
        self._f = f

    def __call__(self, *args, **kwargs):
        return self._f(*args, **kwargs)

    def __eq__(self, other):
        return type(other) is _Callable and self._f is other._f

    def __hash__(self):
        return id(self._f)

    def __repr__(self):
        return repr(self._f)


register(Partial, lambda p: ((p.args, p.keywords), p.func), lambda func, children: Partial(func, *children[0], **children[1]))


class Static:
    """A value that is structure: equal only to values of the same type that compare equal."""
    __slots__ = ("val",)
    __module__ = "jax._src.tree_util"

    def __init__(self, val):
        self.val = val

    def __eq__(self, other):
        return type(other) is Static and type(self.val) is type(other.val) and self.val == other.val

    def __hash__(self):
        return hash((type(self.val), self.val))

    def __repr__(self):
        return f"Static(val={self.val!r})"


register_static(Static)


def static(**kwargs):
    """A field of a dataclass that is structure, not data: `dataclasses.field` with `static` in its metadata, which
    `register_dataclass` reads."""
    from dataclasses import field
    metadata = {"static": True, **(kwargs.pop("metadata", None) or {})}
    return field(metadata=metadata, **kwargs)


def __getattr__(name):
    if name == "KeyEntry":
        from typing import Hashable, TypeVar
        globals()[name] = found = TypeVar(name, bound=Hashable)
        return found
    raise AttributeError(f"module 'jax.tree_util' has no attribute '{name}'")


class PyTreeRegistry:
    """The types that are nodes of pytrees."""
    __slots__ = ()
    __module__ = "jaxlib._jax.pytree"

    def flatten(self, tree, leaf_predicate=None):
        """Leaves and structure."""
        return tree_flatten(tree, leaf_predicate)

    def flatten_with_path(self, tree, leaf_predicate=None):
        """Leaves with their paths, and structure."""
        return tree_flatten_with_path(tree, leaf_predicate)

    def flatten_one_level(self, tree):
        """Children and auxiliary data of a node; None for a leaf."""
        return None if one_level(tree) is None else flatten_one_level(tree)

    def flatten_one_level_with_keys(self, tree):
        """Children with their keys, and auxiliary data, of a node; None for a leaf."""
        return None if one_level(tree) is None else flatten_one_level_with_keys(tree)

    def is_node(self, tree):
        """Whether a value is a node."""
        return one_level(tree) is not None

    def register_node(self, nodetype, to_iterable, from_iterable, to_iterable_with_keys=None):
        """Makes a type a node."""
        register_pytree_node(nodetype, to_iterable, from_iterable, to_iterable_with_keys)


default_registry = PyTreeRegistry()


_attach(globals(), "tree",
        "tree_all tree_broadcast tree_reduce tree_reduce_associative static tree_transpose all_leaves"
        " flatten_one_level flatten_one_level_with_keys register_dataclass register_pytree_node"
        " register_pytree_node_class register_pytree_with_keys register_pytree_with_keys_class"
        " register_static treedef_children treedef_is_leaf treedef_tuple")
