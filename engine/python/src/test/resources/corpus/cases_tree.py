"""jax.tree, jax.tree_util, jax.flatten_util."""
from collections import OrderedDict, namedtuple

import jax
from jax import flatten_util, tree, tree_util
import jax.numpy as jnp

from corpus import *

Pair = namedtuple("Pair", "left right")
T = {"b": (1, [2.5, None]), "a": Pair(3, "x")}
U = {"b": (10, [20.5, None]), "a": Pair(30, "y")}


class Box:
    def __init__(self, value, tag="t"):
        self.value, self.tag = value, tag


tree_util.register_pytree_with_keys(Box, lambda b: (((tree_util.GetAttrKey("value"), b.value),), b.tag), lambda tag, kids: Box(kids[0], tag))


def same(name, of_tree, of_util, *args, raises=False, **options):
    """The same question for the short name and the long one."""
    case("jax.tree." + name, lambda: of_tree(*args, **options), raises=raises, jit=False)
    case("jax.tree_util." + ("tree_" + name), lambda: of_util(*args, **options), raises=raises, jit=False)


def both(name):
    return getattr(tree, name), getattr(tree_util, "tree_" + name)


same("flatten", lambda t: str(tree.flatten(t)), lambda t: str(tree_util.tree_flatten(t)), T)
for value in (T, 3, None, [], {}, (), [None], OrderedDict([("z", 1), ("a", 2)]), Box(4), [Box(1), Box([2, 3], "u")], {2: "a", 1: "b"}, range(3), "s", {"a": {}}):
    same("leaves", *[lambda t, f=f: f(t) for f in both("leaves")], value)
    same("structure", *[lambda t, f=f: str(f(t)) for f in both("structure")], value)
same("flatten", *[lambda t, f=f: f(t)[0] for f in both("flatten")], {1: 0, "a": 2}, raises=True)
same("leaves", *both("leaves"), T, is_leaf=lambda x: isinstance(x, tuple))
same("leaves", *both("leaves"), [None, 1], is_leaf=lambda x: x is None)
same("structure", *[lambda t, f=f: f(t).num_leaves for f in both("structure")], T)
same("structure", *[lambda t, f=f: (f(t) == f(U), hash(f(t)) == hash(f(U)), f(t).num_nodes) for f in both("structure")], T)
same("structure", *[lambda t, f=f: str(f(t, is_leaf=lambda x: isinstance(x, list))) for f in both("structure")], T)
same("unflatten", *[lambda t, f=f: f(tree.structure(t), [1, 2, 3, 4]) for f in both("unflatten")], T)
same("unflatten", *[lambda t, f=f: f(tree.structure(t), iter("abcd")) for f in both("unflatten")], T)
same("unflatten", *[lambda t, f=f: f(tree.structure(t), [1, 2]) for f in both("unflatten")], T, raises=True)
same("unflatten", *[lambda t, f=f: f(tree.structure(t), [1] * 9) for f in both("unflatten")], T, raises=True)
same("unflatten", *[lambda t, f=f: f(t, [1]) for f in both("unflatten")], T, raises=True)
same("map", *[lambda t, f=f: f(lambda x: (x, x), t) for f in both("map")], T)
same("map", *[lambda t, f=f: f(lambda x, y: str(x) + str(y), t, U) for f in both("map")], T)
same("map", *[lambda t, f=f: f(lambda x: 0, t, is_leaf=lambda x: isinstance(x, list)) for f in both("map")], T)
same("map", *[lambda t, f=f: f(lambda x, y: y, t, {"a": 1}) for f in both("map")], {"a": (1, 2)}, raises=True)
same("map", *[lambda t, f=f: f(lambda x, y: y, t, {"a": (1, 2, 3)}) for f in both("map")], {"a": (1, 2)}, raises="line")
same("map", *[lambda t, f=f: f(lambda x, y: y, t, {"b": (1, 2)}) for f in both("map")], {"a": (1, 2)}, raises="line")
same("map", *[lambda t, f=f: f(lambda x, y: y, t, {"a": [1, 2]}) for f in both("map")], {"a": (1, 2)}, raises="line")
same("map", *[lambda t, f=f: f(lambda x, y: y, t, [None]) for f in both("map")], [1])
same("map", *[lambda t, f=f: f(3, t) for f in both("map")], [1], raises=True)
case("jax.tree.map", lambda x: tree.map(lambda v: v * 2, {"a": x, "b": [x, None]}), f32(2), grad=True, vmap=True)
same("all", *both("all"), [True, {"a": 1}])
same("all", *both("all"), [True, {"a": 0}])
same("all", *both("all"), [])
same("all", *both("all"), [[0], 1], is_leaf=lambda x: isinstance(x, list))
same("reduce", *[lambda t, f=f: f(lambda a, b: a + b, t) for f in both("reduce")], [1, (2, {"a": 3})])
same("reduce", *[lambda t, f=f: f(lambda a, b: a + b, t, 10) for f in both("reduce")], [1, (2, None)])
same("reduce", *[lambda t, f=f: f(lambda a, b: a + b, t, initializer="") for f in both("reduce")], ["x", ("y",)])
same("reduce", *[lambda t, f=f: f(lambda a, b: a + len(b), t, 0, is_leaf=lambda x: isinstance(x, list)) for f in both("reduce")], ([1], [1, 2]))
same("reduce", *[lambda t, f=f: f(lambda a, b: a, t) for f in both("reduce")], [], raises=True)
same("reduce_associative", *[lambda t, f=f: f(lambda a, b: f"({a}{b})", t) for f in both("reduce_associative")], list("abcde"))
same("reduce_associative", *[lambda t, f=f: f(lambda a, b: a + b, t, identity=0) for f in both("reduce_associative")], [])
same("reduce_associative", *[lambda t, f=f: f(lambda a, b: a + b, t, is_leaf=lambda x: isinstance(x, tuple)) for f in both("reduce_associative")], [(1,), (2, 3)])
same("reduce_associative", *[lambda t, f=f: f(lambda a, b: a + b, t) for f in both("reduce_associative")], [], raises="line")
same("transpose", *[lambda t, f=f: f(tree.structure([0, 0]), tree.structure({"a": 0, "b": 0}), t) for f in both("transpose")], [{"a": 1, "b": 2}, {"a": 3, "b": 4}])
same("transpose", *[lambda t, f=f: f(tree.structure([0, 0]), None, t) for f in both("transpose")], [(1, 2), (3, 4)])
same("transpose", *[lambda t, f=f: f(tree.structure([0]), tree.structure((0,)), t) for f in both("transpose")], [(1, 2), (3, 4)], raises=True)
same("transpose", *[lambda t, f=f: f(tree.structure([]), tree.structure((0,)), t) for f in both("transpose")], [], raises=True)
same("broadcast", *both("broadcast"), [1, 2], [(1, 2), {"a": 3}])
same("broadcast", *both("broadcast"), 7, T)
same("broadcast", *both("broadcast"), [1, None], [(5, 6), None])
same("broadcast", *both("broadcast"), [1, 2], (3, 4), raises=True)
same("broadcast", *[lambda p, t, f=f: f(p, t, is_leaf=lambda x: isinstance(x, tuple)) for f in both("broadcast")], [(9, 9)], [{"a": 1}])
for name in ("leaves_with_path", "flatten_with_path"):
    for value in (T, 5, [], [Box(1)], {3: [1]}):
        same(name, *[lambda t, f=f, n=name: [(tree_util.keystr(k), v) for k, v in (f(t) if "leaves" in n else f(t)[0])] for f in both(name)], value)
    same(name, *[lambda t, f=f: str(f(t)) for f in both(name)], {"a": [1, Pair(2, 3)], "b": Box(3).value})
    same(name, *[lambda t, f=f: str(f(t, is_leaf=lambda x: isinstance(x, list))) for f in both(name)], {"a": [1]})
    same(name, *[lambda t, f=f: str(f(t, is_leaf=lambda p, x: len(p) == 1, is_leaf_takes_path=True)) for f in both(name)], {"a": [1]})
same("map_with_path", *[lambda t, f=f: f(lambda p, x: tree_util.keystr(p) + str(x), t) for f in both("map_with_path")], T)
same("map_with_path", *[lambda t, f=f: f(lambda p, x, y: (x, y), t, U) for f in both("map_with_path")], T)
same("map_with_path", *[lambda t, f=f: f(lambda p, x: x, t, is_leaf=lambda p, x: len(p) == 1, is_leaf_takes_path=True) for f in both("map_with_path")], T)
same("map_with_path", *[lambda t, f=f: f(lambda p, x, y: x, t, [1]) for f in both("map_with_path")], [1, 2], raises=True)
S = "jax.tree.static"
case(S, lambda: str(dict(tree.static(default=3).metadata)), jit=False)
case(S, lambda: tree.static(default=3, metadata={"k": 1}).default, jit=False)
case(S, lambda: tree.static(3), raises=True)


def registered():
    from dataclasses import dataclass

    @tree_util.register_dataclass
    @dataclass
    class Layer:
        w: int
        name: str = tree.static(default="n")
    return Layer


case(S, lambda: str(tree.structure(registered()(1))).replace("registered.<locals>.", ""), jit=False)
U_ = "jax.tree_util."
case(U_ + "register_dataclass", lambda: tree.leaves(registered()(5, "q")), jit=False)
case(U_ + "register_dataclass", lambda: [tree_util.keystr(k) for k, _ in tree.leaves_with_path(registered()([5, 6]))], jit=False)
case(U_ + "register_dataclass", lambda: tree.map(lambda x: x + 1, registered()(5, "q")).name, jit=False)
case(U_ + "register_dataclass", lambda: tree_util.register_dataclass(type("C", (), {}), ["x"]), raises=True)
case(U_ + "register_dataclass", lambda: tree_util.register_dataclass(type("C", (), {})), raises=True)


def plain(register):
    class Node:
        def __init__(self, kids, aux=1):
            self.kids, self.aux = kids, aux

        def tree_flatten(self):
            return self.kids, self.aux

        def tree_flatten_with_keys(self):
            return [(tree_util.SequenceKey(i), k) for i, k in enumerate(self.kids)], self.aux

        @classmethod
        def tree_unflatten(cls, aux, kids):
            return cls(tuple(kids), aux)
    register(Node)
    return Node


REGISTER = {
    "register_pytree_node": lambda c: tree_util.register_pytree_node(c, lambda n: (n.kids, n.aux), lambda a, k: c(tuple(k), a)),
    "register_pytree_node_class": tree_util.register_pytree_node_class,
    "register_pytree_with_keys": lambda c: tree_util.register_pytree_with_keys(c, c.tree_flatten_with_keys, lambda a, k: c(tuple(k), a)),
    "register_pytree_with_keys_class": tree_util.register_pytree_with_keys_class,
    "register_static": tree_util.register_static,
}
for name, register in REGISTER.items():
    case(U_ + name, lambda r=register: tree.leaves(plain(r)((1, [2, None]))) if r is not tree_util.register_static else len(tree.leaves(plain(r)((1,)))), jit=False)
    case(U_ + name, lambda r=register: [tree_util.keystr(k) for k, _ in tree.leaves_with_path([plain(r)((1, 2))])], jit=False)
    case(U_ + name, lambda r=register: tree.structure(plain(r)((1, 2))).num_leaves, jit=False)
    case(U_ + name, lambda r=register: tree_util.is_tree_node(plain(r)), jit=False)
    case(U_ + name, lambda r=register: [r(c) for c in [plain(r)]], raises=True)
for kind in (list, tuple, dict, type(None), int, str, Pair, Box, OrderedDict):
    case(U_ + "is_tree_node", lambda c=kind: tree_util.is_tree_node(c), jit=False)
case(U_ + "is_tree_node", lambda: tree_util.is_tree_node(typ=list), jit=False)
case(U_ + "all_leaves", lambda: tree_util.all_leaves([1, 2.0, "a"]), jit=False)
case(U_ + "all_leaves", lambda: tree_util.all_leaves([1, [2]]), jit=False)
case(U_ + "all_leaves", lambda: tree_util.all_leaves([1, None]), jit=False)
case(U_ + "all_leaves", lambda: tree_util.all_leaves([[2]], is_leaf=lambda x: isinstance(x, list)), jit=False)
for value in ([1, [2]], (1,), {"b": 1, "a": 2}, None, Pair(1, 2), Box(7)):
    case(U_ + "flatten_one_level", lambda v=value: str((list(tree_util.flatten_one_level(v)[0]), tree_util.flatten_one_level(v)[1])).replace("cases_tree.", ""), jit=False)
    case(U_ + "flatten_one_level_with_keys", lambda v=value: str(list(tree_util.flatten_one_level_with_keys(v)[0])), jit=False)
case(U_ + "flatten_one_level", lambda: tree_util.flatten_one_level(3), raises=True)
case(U_ + "flatten_one_level_with_keys", lambda: tree_util.flatten_one_level_with_keys(3), raises=True)
PATH = (tree_util.DictKey("a"), tree_util.SequenceKey(2), tree_util.GetAttrKey("w"), tree_util.FlattenedIndexKey(1))
case(U_ + "keystr", lambda: tree_util.keystr(PATH), jit=False)
case(U_ + "keystr", lambda: tree_util.keystr(PATH, simple=True, separator="/"), jit=False)
case(U_ + "keystr", lambda: tree_util.keystr(PATH, simple=True), jit=False)
case(U_ + "keystr", lambda: tree_util.keystr((), separator="."), jit=False)
case(U_ + "keystr", lambda: tree_util.keystr(PATH, separator="."), jit=False)
case(U_ + "KeyEntry", lambda: str(tree_util.KeyEntry), jit=False)
case(U_ + "KeyPath", lambda: [str(k) for k in PATH], jit=False)
case(U_ + "KeyPath", lambda: [repr(k) for k in PATH], jit=False)
case(U_ + "KeyPath", lambda: (PATH[0] == tree_util.DictKey("a"), hash(PATH[1]) == hash(tree_util.SequenceKey(2)), PATH[0].key, PATH[1].idx, PATH[2].name), jit=False)
P = U_ + "Partial"
case(P, lambda x: tree_util.Partial(jnp.multiply, x)(2.0), f32(2), grad=True)
case(P, lambda: tree.leaves(tree_util.Partial(print, 1, [2, None], end=3)), jit=False)
case(P, lambda x: jax.jit(lambda f, y: f(y))(tree_util.Partial(lambda a, b: a - b, x), x), f32(2))
case(P, lambda: tree_util.Partial(tree_util.Partial(max, 1), 5)(3), jit=False)
case(P, lambda: tree_util.Partial(3), raises=True)
D = tree.structure({"a": (1, 2), "b": 3})
case(U_ + "treedef_children", lambda: [str(c) for c in tree_util.treedef_children(D)], jit=False)
case(U_ + "treedef_children", lambda: tree_util.treedef_children(tree.structure(1)), jit=False)
case(U_ + "treedef_is_leaf", lambda: (tree_util.treedef_is_leaf(D), tree_util.treedef_is_leaf(tree.structure(1)), tree_util.treedef_is_leaf(tree.structure(None))), jit=False)
case(U_ + "treedef_tuple", lambda: str(tree_util.treedef_tuple([D, tree.structure(1)])), jit=False)
case(U_ + "treedef_tuple", lambda: str(tree_util.treedef_tuple(())), jit=False)
case(U_ + "treedef_tuple", lambda: str(tree_util.treedef_tuple(iter([D]))), jit=False)
R = "jax.flatten_util.ravel_pytree"
case(R, lambda x, y: flatten_util.ravel_pytree({"a": x, "b": [y]})[0], f32(2, 2), f32(), grad=True, vmap=True)
case(R, lambda x, y: flatten_util.ravel_pytree((x, y))[0], i32(2), f32(2))
case(R, lambda x: flatten_util.ravel_pytree({"a": x, "b": x * 2})[1](jnp.arange(4.0)), f32(2))
case(R, lambda: flatten_util.ravel_pytree([])[0], jit=False)
case(R, lambda: flatten_util.ravel_pytree([1, 2.5])[0])
case(R, lambda x: (lambda f: f[1](f[0] * 2))(flatten_util.ravel_pytree((x, 3))), i32(2))
case(R, lambda x: flatten_util.ravel_pytree([x])[1](jnp.zeros(5)), f32(2), raises=True)
case(R, lambda x: flatten_util.ravel_pytree([x])[1](jnp.zeros(2, int)), f32(2), raises=False)
case(R, lambda x, y: flatten_util.ravel_pytree((x, y))[0], bools(2), c64(2))
