"""Utilities for pytrees under short names."""
from ._tree import tree_flatten as flatten, tree_leaves as leaves, tree_map as map
from ._tree import tree_structure as structure, tree_unflatten as unflatten
from ._tree_paths import tree_flatten_with_path as flatten_with_path
from ._tree_paths import tree_leaves_with_path as leaves_with_path, tree_map_with_path as map_with_path
from .tree_util import static, tree_all as all, tree_broadcast as broadcast, tree_reduce as reduce
from .tree_util import tree_reduce_associative as reduce_associative, tree_transpose as transpose
