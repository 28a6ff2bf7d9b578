"""Messages for pytrees that do not match: imported only when something went wrong."""
from ._tree import tree_structure, one_level, tree_unflatten
from ._tree_paths import child_keys, keystr


def _names(keys):
    return " ".join([str(k.key) for k in keys])


def prefix_errors(path, prefix, full, is_leaf=None):
    """Yields, for each place where `prefix` is no tree prefix of `full`, a function from a name to the error."""
    structure = tree_structure(prefix, is_leaf)
    if structure.num_nodes == 1 and structure.num_leaves == 1:
        return
    where = keystr(path)
    cls = type(prefix)
    if cls is not type(full):
        other = type(full)
        yield lambda name: ValueError(
            f"pytree structure error: different types at key path\n    {name}{where}\n"
            f"At that key path, the prefix pytree {name} has a subtree of type\n    {cls}\n"
            f"but at the same key path the full pytree has a subtree of different type\n    {other}.")
        return
    prefix_children, _, prefix_data = one_level(prefix)
    full_children, _, full_data = one_level(full)
    prefix_keys, full_keys = child_keys(prefix), child_keys(full)
    if isinstance(prefix, (list, tuple)):
        if len(prefix) != len(full):
            n, m = len(prefix), len(full)
            yield lambda name: ValueError(
                f"pytree structure error: different lengths of {cls.__name__} at key path\n    {name}{where}\n"
                f"At that key path, the prefix pytree {name} has a subtree of type {cls.__name__} of length {n}, "
                f"but the full pytree has a subtree of the same type but of length {m}.")
            return
    elif len(prefix_children) != len(full_children):
        difference = [k for k in prefix_keys if k not in full_keys] + [k for k in full_keys if k not in prefix_keys]
        yield lambda name: ValueError(
            f"pytree structure error: different numbers of pytree children at key path\n    {name}{where}\n"
            f"At that key path, the prefix pytree {name} has a subtree of type\n    {cls}\n"
            f"with {len(prefix_children)} child keys\n    {_names(prefix_keys)}\n"
            "but at the same key path the full pytree has a subtree of the same type but with "
            f"{len(full_children)} child keys\n    {_names(full_keys)}\n"
            f"so the symmetric difference on key sets is\n    {_names(difference)}")
        return
    if prefix_data != full_data:
        yield lambda name: _metadata_error(name, where, cls, str(prefix_data), str(full_data))
        return
    for key, a, b in zip(prefix_keys, prefix_children, full_children):
        yield from prefix_errors((*path, key), a, b)


def _metadata_error(name, where, cls, a, b):
    import difflib
    difference = "".join(["    " + line + "\n" if line.strip() else line + "\n"
                          for line in "\n".join(difflib.ndiff(a.splitlines(), b.splitlines())).split("\n")])
    if difference.endswith("\n"):
        difference = difference[:-1]
    return ValueError(
        f"pytree structure error: different pytree metadata at key path\n    {name}{where}\n"
        f"At that key path, the prefix pytree {name} has a subtree of type\n    {cls}\n"
        f"with metadata\n    {a}\n"
        "but at the same key path the full pytree has a subtree of the same type but with metadata\n"
        f"    {b}\nso the diff in the metadata at these pytree nodes is\n{difference}")


class _Leaf:
    """Stands for a leaf when two structures are compared."""


_LEAF = _Leaf()


def structure_differences(a, b):
    """Yields (path, what `a` has, what `b` has, explanation) for each place where two structures differ."""
    for found in differing_nodes(a, b):
        yield found[:4]


def differing_nodes(a, b):
    """The same, followed by the two nodes."""
    yield from _differences((), tree_unflatten(a, [_LEAF] * a.num_leaves), tree_unflatten(b, [_LEAF] * b.num_leaves))


def _type_name(x):
    return "pytree leaf" if type(x) is _Leaf else str(type(x))


def _plural(n):
    return f"{n} child" + ("ren" if n > 1 else "")


def _differences(path, a, b):
    if type(a) is _Leaf and type(b) is _Leaf:
        return
    if type(a) is not type(b):
        yield path, _type_name(a), _type_name(b), "their Python types differ", a, b
        return
    a_children, cls, a_data = one_level(a)
    b_children, _, b_data = one_level(b)
    if isinstance(a, (list, tuple)):
        if len(a) != len(b):
            kind = "tuple" if isinstance(a, tuple) else "list"
            yield path, f"{kind} of length {len(a)}", f"{kind} of length {len(b)}", "the lengths do not match", a, b
            return
    a_keys, b_keys = child_keys(a), child_keys(b)
    if len(a_children) != len(b_children):
        why = "the numbers of children do not match"
        names_a, names_b = [getattr(k, "key", k) for k in a_keys], [getattr(k, "key", k) for k in b_keys]
        odd = [k for k in names_a if k not in names_b] + [k for k in names_b if k not in names_a]
        if odd:
            why += ", with the symmetric difference of key sets: {" + ", ".join([repr(k) for k in odd]) + "}"
        yield path, f"{cls} with {_plural(len(a_children))}", f"{cls} with {_plural(len(b_children))}", why, a, b
        return
    if a_data != b_data:
        yield (path, f"{cls} with pytree metadata {a_data}", f"{cls} with pytree metadata {b_data}",
               "the pytree node metadata does not match", a, b)
        return
    for key, x, y in zip(a_keys, a_children, b_children):
        yield from _differences((*path, key), x, y)
