"""Pytrees: structures, paths, registration and the messages of mismatches."""
import collections
import dataclasses
import jax
from jax import tree_util as tu


def t(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, repr(str(e)))


S = jax.tree.structure
NT = collections.namedtuple('NT', 'x y')
td = S({'a': [1, None], 'b': (2, {}), 'c': NT(1, ()), 'd': (3,)})
print(td, td.num_leaves, td.num_nodes, td.children(), td.node_data())
print(hash(td) == hash(S({'a': [1, None], 'b': (2, {}), 'c': NT(1, ()), 'd': (3,)})))
print(S(1).node_data(), S(1).children(), S(None).node_data(), S([1]).node_data(), S((1,)).node_data(), S({'a': 1}).node_data())
print(S([]), S(()), S({}), S({1: 2}))
t(lambda: jax.tree.unflatten(S([1, 2]), [1, 2, 3]))
t(lambda: jax.tree.unflatten(S(1), []))
t(lambda: S([1, 2]).flatten_up_to([1]))
t(lambda: S([1, 2]).flatten_up_to((1, 2)))
t(lambda: S((1, 2)).flatten_up_to([1, 2]))
t(lambda: S((1, 2)).flatten_up_to((1,)))
t(lambda: S({'a': 1}).flatten_up_to({'b': 1}))
t(lambda: S({'a': 1}).flatten_up_to(1))
t(lambda: S(None).flatten_up_to(1))
t(lambda: S(NT(1, 2)).flatten_up_to((1, 2)))
t(lambda: S(collections.OrderedDict(a=1)).flatten_up_to({'a': 2}))
t(lambda: S([1, 2]).flatten_up_to([1, (2, 3)]))
t(lambda: S([1, 2]) == 3)
t(lambda: S([1, 2]) != S([3, 4]))
t(lambda: tu.treedef_tuple([S(1), S([1])]))
t(lambda: tu.treedef_is_leaf(S(1)))
t(lambda: tu.tree_transpose(S([1, 2]), S({'a': 1}), [{'a': 1}, {'a': 2}]))
t(lambda: tu.tree_transpose(S([1, 2]), S({'a': 1}), [{'a': 1}, {'a': 2, 'b': 3}]))
t(lambda: jax.tree.transpose(S([1, 2]), None, [{'a': 1}, {'a': 2}]))
t(lambda: jax.tree.broadcast([1, 2], [(1, 2), {'a': 3}]))
t(lambda: jax.tree.broadcast([1, 2], [(1, 2)]))
t(lambda: jax.tree.map(lambda a, b: a + b, {'a': 1, 'c': [1, 2]}, {'a': 1, 'c': [1, 2, 3]}))
t(lambda: jax.tree.map(lambda a, b: a, {'a': 1}, {'a': 1, 'b': 1}))
t(lambda: jax.tree.map(lambda a, b: a, NT(1, 2), (1, 2)))
t(lambda: jax.tree.map(lambda a, b: a, [1, 2], 3))
t(lambda: jax.tree.reduce(lambda a, b: a + b, []))
t(lambda: jax.tree.reduce_associative(lambda a, b: a + b, [1, 2, 3]))
t(lambda: jax.tree.all([True, 0]))
t(lambda: S(tu.Partial(max, 1, a=2)))
t(lambda: tu.tree_flatten_with_path(tu.Partial(max, 1, a=2)))
kp = (tu.DictKey('a'), tu.SequenceKey(1), tu.GetAttrKey('x'), tu.FlattenedIndexKey(0))
t(lambda: kp)
t(lambda: [str(k) for k in kp])
t(lambda: (tu.keystr(kp), tu.keystr(kp, simple=True, separator='/')))
t(lambda: tu.tree_map_with_path(lambda p, x: (tu.keystr(p), x), NT(1, {'b': [2]})))
t(lambda: tu.tree_leaves_with_path(collections.OrderedDict(b=1, a=2)))
t(lambda: tu.tree_leaves_with_path(collections.defaultdict(list, b=1, a=2)))


class A:
    def __init__(self, x, y):
        self.x, self.y = x, y


t(lambda: len(jax.tree.leaves([A(1, 2)])))
tu.register_pytree_node(A, lambda a: ((a.x,), a.y), lambda y, c: A(c[0], y))
print(S(A(1, 'q')), S(A(1, 'q')) == S(A(2, 'q')), S(A(1, 'q')) == S(A(2, 'r')), tu.tree_leaves_with_path(A(1, 2)))
t(lambda: S(A(1, 2)).flatten_up_to(A(1, 3)))


@tu.register_pytree_with_keys_class
class B:
    def __init__(self, x):
        self.x = x

    def tree_flatten_with_keys(self):
        return (((tu.GetAttrKey('x'), self.x),), None)

    @classmethod
    def tree_unflatten(cls, aux, children):
        return cls(*children)


print(tu.tree_flatten_with_path(B([1, 2])), jax.tree.map(lambda x: x + 1, B(3)).x)


@tu.register_static
class C:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f'C({self.x})'

    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return hash(self.x)


print(S(C(1)), S([C(1)]) == S([C(1)]))


@dataclasses.dataclass
class D:
    a: int
    b: int
    c: str = dataclasses.field(metadata={'static': True}, default='s')


tu.register_dataclass(D)
print(S(D(1, 2)), tu.tree_leaves_with_path(D(1, 2)))


@dataclasses.dataclass
class E:
    a: int
    b: str


tu.register_dataclass(E, data_fields=['a'], meta_fields=['b'])
print(S(E(1, 2)), tu.tree_leaves_with_path(E(1, 2)))
t(lambda: tu.register_dataclass(E, data_fields=['a'], meta_fields=['b']))


class F(E):
    pass


class G:
    pass


t(lambda: tu.register_dataclass(F, data_fields=['a'], meta_fields=[]))
t(lambda: tu.register_dataclass(F, data_fields=['a', 'zz'], meta_fields=['b']))
t(lambda: tu.register_dataclass(G))
t(lambda: tu.tree_flatten([1, None, [3]], is_leaf=lambda x: x is None))
t(lambda: tu.all_leaves([1, 2, [3]]))
t(lambda: jax.tree.leaves(None))
t(lambda: tu.tree_structure([1, (2,)]).compose(S((1, 2))))
