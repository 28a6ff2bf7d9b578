"""Checks of the specifications of shard_map, and what it says of wrong ones."""
from ._array import _aval
from ._names import argument_names, fun_name
from ._sharding import PartitionSpec, axes_of
from ._tree import PyTreeDef
from ._tree_paths import keystr, leaf_paths


def flatten_specs(name, spec, specs, tree):
    """One specification for each leaf, from a tree prefix."""
    from ._vmap import flatten_axes
    try:
        return flatten_axes(name, PyTreeDef(spec), specs)
    except ValueError:
        from .tree_util import prefix_errors
        found = prefix_errors(specs, tree)
        if not found:
            raise
        raise found[0](name) from None


def check_specs(prefix, specs, axes):
    """Specifications must be such, and name mapped axes only."""
    from ._tree_paths import tree_leaves_with_path
    wrong, unknown = [], []
    for path, s in tree_leaves_with_path(specs):
        if not isinstance(s, PartitionSpec):
            wrong.append(f"  {prefix}_specs{keystr(path)} is {s} of type {type(s).__name__}, ")
        else:
            unknown += [f"  {prefix}_specs{keystr(path)} refers to {a!r}" for part in s for a in axes_of(part)
                        if a not in axes]
    if wrong:
        raise TypeError(f"shard_map {prefix}_specs argument must be a pytree of `jax.sharding.PartitionSpec` instances,"
                        " but:\n\n" + "\n\n".join(wrong) + f"\n\nCheck the {prefix}_specs values passed to shard_map.")
    if unknown:
        raise ValueError(f"shard_map {prefix}_specs argument must refer to an axis marked as manual"
                         f" ({frozenset(axes)}), but:\n\n" + "\n\n".join(unknown)
                         + f"\n\nCheck the {prefix}_specs values passed to shard_map.")


def _bullets(lines):
    return lines[0][2:] if len(lines) == 1 else "\n\n".join(lines)


def _bound(f, path, count):
    name = argument_names(f, count)[path[0].idx]
    return f", where args{keystr(path[:1])} is bound to {fun_name(f)}'s parameter '{name}',"


def check_arguments(f, mesh, spec, specs, handles):
    """Arguments must have the rank that their specifications need, and axes that divide."""
    paths = leaf_paths(PyTreeDef(spec))
    count = len(PyTreeDef(spec).children())
    short, scalar, uneven = [], False, []
    sizes = mesh.shape
    for path, s, h in zip(paths, specs, handles):
        if s is None:
            continue
        a = _aval(h)
        if len(s) > len(a.shape):
            scalar |= not a.shape
            short.append(f"* in_specs{_spec_path(specs, path)} is {s} which has length {len(s)}, but the passed"
                         f" args{keystr(path)}{_bound(f, path, count)} has shape {a.str_short()}, which has rank"
                         f" {len(a.shape)} (and {len(a.shape)} < {len(s)})")
            continue
        for d, part in enumerate(s):
            names = axes_of(part)
            size = 1
            for n in names:
                size *= sizes[n]
            if a.shape[d] % size:
                axis = f"axes {names}" if len(names) > 1 else f"axis '{names[0]}'"
                uneven.append(f"* the passed args{keystr(path)} of shape {a.str_short()}{_bound(f, path, count)}"
                              f" corresponds to in_specs{_spec_path(specs, path)} of value {s}, which maps array axis"
                              f" {d} (of size {a.shape[d]}) to mesh {axis} (of {'total ' if len(names) > 1 else ''}size"
                              f" {size}), but {size} does not evenly divide {a.shape[d]}")
    if short:
        _rank_error("in", f, short, scalar)
    if uneven:
        raise ValueError(
            f"shard_map applied to the function '{fun_name(f)}' was given argument arrays with axis sizes that are not"
            f" evenly divisible by the corresponding mesh axis sizes:\n\nThe mesh given has shape {tuple(sizes.values())}"
            f" with corresponding axis names {mesh.axis_names}.\n\n{_bullets(uneven)}\n\nArray arguments' axis sizes must"
            " be evenly divisible by the mesh axis or axes indicated by the corresponding elements of the argument's"
            " in_specs entry. Consider checking that in_specs are correct, and if so consider changing the mesh axis"
            f" sizes or else padding the input and adapting '{fun_name(f)}' appropriately.")


def _spec_path(specs, path):
    return "" if len(specs) == 1 else keystr(path)


def _rank_error(prefix, f, lines, scalar, more=""):
    message = (f"shard_map applied to the function '{fun_name(f)}' was given an {prefix}_specs entry which is too long to"
               f" be compatible with the corresponding {prefix}put value from the function:\n\n{_bullets(lines)}\n\n"
               f"Entries in {prefix}_specs must be of length no greater than the number of axes in the corresponding"
               f" {prefix}put value.\n\nEither revise the spec to be shorter, or modify '{fun_name(f)}' so that its"
               f" {prefix}puts have sufficient rank.")
    if scalar:
        message += (f"\n\nFor scalar values (rank 0), consider using an {prefix}_specs entry of `P()`, where"
                    " `P = jax.sharding.PartitionSpec`." + more)
    raise ValueError(message)


def check_outputs(f, spec, specs, handles):
    """Results must have the rank that their specifications need."""
    short, scalar = [], False
    for path, s, h in zip(leaf_paths(PyTreeDef(spec)), specs, handles):
        a = _aval(h)
        if len(s) > len(a.shape):
            scalar |= not a.shape
            short.append(f"* out_specs{_spec_path(specs, path)} is {s} which has length {len(s)}, but"
                         f" {fun_name(f)}(*args){keystr(path)} has shape {a.str_short()}, which has rank"
                         f" {len(a.shape)} (and {len(a.shape)} < {len(s)})")
    if short:
        _rank_error("out", f, short, scalar, " In particular, for rank 0 outputs which are not constant over the mesh,"
                    " add at least one (singleton) axis to them so that they can be concatenated using out_specs.")


def not_replicated(f, mesh, kept, leaf, axis):
    """Raises the error for a result that may differ along a mesh axis that its specification leaves out."""
    path = leaf_paths(PyTreeDef(kept["spec"]))[leaf]
    s = kept["specs"][leaf]
    named = [a for part in s for a in axes_of(part)]
    where = f"out_specs{_spec_path(kept['specs'], path)} is {s} which implies that the corresponding output value is"
    left_out = [a for a in mesh.axis_names if a not in named]
    if len(left_out) > 1:
        why = (f"{where} only varying across mesh axes {{{','.join(named)}}} and not {{{axis}}}, but it was inferred to"
               f" be possibly varying over {{{','.join([*named, axis])}}}")
    else:
        why = f"{where} replicated across mesh axis '{axis}', but could not infer replication over any axes"
    raise ValueError(
        f"shard_map applied to the function '{fun_name(f)}' was given out_specs which require replication which can't be"
        f" statically inferred given the mesh:\n\nThe mesh given has shape {tuple(mesh.shape.values())} with"
        f" corresponding axis names {mesh.axis_names}.\n\n{why}\n\nCheck if these output values are meant to be"
        " replicated over those mesh axes. If not, consider revising the corresponding out_specs entries. If so, consider"
        " disabling the check by passing the check_vma=False argument to `jax.shard_map`.") from None
