"""Vectorisation: vmap."""
from ._documentation import attach as _attach
from ._array import _aval, host, wrap
from ._autodiff import _document, check_callable
from ._flat import Store, UnboundRef, check_arg, check_mapped, flat_function
from ._tree import LEAF, PyTreeDef, build, flatten_spec, tree_flatten


# What a function may give that is no array: JAX hands it on where it is not mapped.
_PLAIN = (bool, int, float, complex)


def _none_leaf(x):
    return x is None


def flatten_axes(name, treedef, axis_tree, kws=False):
    """The axes for each leaf of a structure, from a tree prefix of ints and Nones."""
    leaves, axis_def = tree_flatten(axis_tree, is_leaf=_none_leaf)
    dummy = treedef.unflatten([_PytreeLeaf()] * treedef.num_leaves)
    try:
        out = []
        for axis, subtree in zip(leaves, axis_def.flatten_up_to(dummy)):
            out.extend([axis] * len(flatten_spec(subtree)[0]))
        return out
    except ValueError:
        pass
    if kws:
        dummy = dummy[0]
        axis_tree = axis_tree[0]
    from .tree_util import prefix_errors
    errors = prefix_errors(axis_tree, dummy)
    details = "\n  ".join([e(name).args[0] for e in errors])
    raise ValueError(f"{name} specification must be a tree prefix of the corresponding value; \n  Mismatch details"
                     f" ({len(errors)} found):\n  {details}") from None


class _PytreeLeaf:
    def __repr__(self):
        return "pytree leaf"


def _axis_size(fun, spec, handles, axes, name, axis_size):
    if not handles:
        if axis_size is not None:
            return axis_size
        args, kwargs = build(spec, iter([]))
        raise ValueError(f"{name} wrapped function must be passed at least one argument containing an array or"
                         f" axis_size must be specified, got empty *args={args} and **kwargs={kwargs}")
    sizes = []
    per_leaf = []
    for h, axis in zip(handles, axes):
        if axis is None:
            per_leaf.append(None)
            continue
        shape = _aval(h).shape
        rank = len(shape)
        if not -rank <= axis < rank:
            least = axis + 1 if axis >= 0 else -axis
            raise ValueError(f"{name} was requested to map its argument along axis {axis}, which implies that its rank"
                             f" should be at least {least}, but is only {rank} (its shape is {shape})")
        per_leaf.append(shape[axis])
        if shape[axis] not in sizes:
            sizes.append(shape[axis])
    if axis_size is not None and axis_size not in sizes:
        sizes.append(axis_size)
    if len(sizes) == 1:
        return sizes[0]
    if not sizes:
        raise ValueError(f"{name} must have at least one non-None value in in_axes or axis_size must be specified")
    _inconsistent(fun, spec, handles, axes, name, per_leaf, axis_size)


def _inconsistent(fun, spec, handles, axes, name, per_leaf, axis_size):
    from ._names import argument_names
    from ._tree_paths import keystr, leaf_paths
    treedef = PyTreeDef(spec)
    names = argument_names(fun, len(treedef.children()[0].children()))
    texts = {}
    for path, h, axis, size in zip(leaf_paths(treedef), handles, axes, per_leaf):
        if size is None:
            continue
        if path[0].idx == 0:
            shown = f"argument {names[path[1].idx]}{keystr(path[2:])}"
        else:
            shown = f"kwargs{keystr(path[1:])}"
        texts.setdefault(size, []).append(f"axis {axis} of {shown} of type {_aval(h).str_short()}")
    lines = [f"{name} got inconsistent sizes for array axes to be mapped:"]
    if axis_size is not None and axis_size not in texts:
        lines.append(f"  * the `axis_size` argument was {axis_size};")
    for size, group in sorted(texts.items(), key=lambda item: -len(item[1])):
        if len(group) == 1:
            lines.append(f"  * one axis had size {size}: {group[0]};")
        else:
            most = "most axes" if len(group) > 1 and len(texts) > 1 and len(group) == max(map(len, texts.values())) \
                else "some axes"
            shown = group[:5]
            rest = len(group) - len(shown)
            lines.append(f"  * {most} ({len(group)} of them) had size {size}, e.g. {shown[0]};"
                         if rest or len(group) > 1 else f"  * one axis had size {size}: {shown[0]};")
    raise ValueError("\n".join(lines)[:-1])


def vmap(fun, in_axes=0, out_axes=0, axis_name=None, axis_size=None, spmd_axis_name=None, sum_match=False):
    """A function that maps ``fun`` over axes of its arguments.

    ``in_axes`` and ``out_axes`` are tree prefixes of the arguments and of the result: an axis, or None where the value
    is the same for all.
    """
    check_callable(fun)
    if isinstance(in_axes, list):
        in_axes = tuple(in_axes)
    if not (in_axes is None or type(in_axes) in (int, tuple)):
        raise TypeError("vmap in_axes must be an int, None, or a tuple of entries corresponding to the positional"
                        f" arguments passed to the function, but got {in_axes}.")
    for what, axes in (("in_axes", in_axes), ("out_axes", out_axes)):
        if not all([type(leaf) is int for leaf in flatten_spec(axes)[0]]):
            raise TypeError(f"vmap {what} must be an int, None, or (nested) container with those types as leaves, but"
                            f" got {axes}.")

    @_document(fun, "Vectorized version of {fun}. Takes similar arguments as {fun} but with additional array axes over"
                    " which {fun} is mapped.\n\nOriginal documentation:\n\n{doc}")
    def vmap_f(*args, **kwargs):
        if isinstance(in_axes, tuple) and len(in_axes) != len(args):
            raise ValueError("vmap in_axes must be an int, None, or a tuple of entries corresponding to the positional"
                             f" arguments passed to the function, but got len(in_axes)={len(in_axes)},"
                             f" len(args)={len(args)}")
        leaves, spec = flatten_spec((args, kwargs))
        if type(in_axes) is int and not kwargs:
            axes = [in_axes] * len(leaves)
        else:
            axes = flatten_axes("vmap in_axes", PyTreeDef(spec, len(leaves)), (in_axes, 0), kws=True)
        try:
            handles = [check_mapped(x) if a is not None or getattr(x, "_is_ref", False) else None
                       for x, a in zip(leaves, axes)]
        except UnboundRef:
            from ._refs import vmap_with_refs
            return vmap_with_refs(fun, leaves, spec, axes, out_axes, axis_name, axis_size)
        size = _axis_size(fun, spec, handles, axes, "vmap", axis_size)
        store, whole = Store(), []

        def called(tree):
            out = fun(*tree[0], **tree[1])
            if type(out_axes) is not int:
                whole[:] = flatten_spec(out)[0]
            return out
        call, taken = called, spec
        if None in axes:
            # What is not mapped reaches the function as it is, and may be anything.
            call, taken = _with_rest(call, spec, leaves, axes)
            handles = [h for h, a in zip(handles, axes) if a is not None]
            axes = [a for a in axes if a is not None]
        flat = flat_function(call, taken, store,
                             lambda x: f"Output from batched function {x!r} with type {type(x)} is not a valid JAX type")

        def wanted():
            if type(out_axes) is int or out_axes is None:
                return [out_axes] * store.count
            return flatten_axes("vmap out_axes", store.treedef(), out_axes)
        try:
            outs = host.vmap(flat, handles, axes, size, axis_name, wanted)
        except RuntimeError as problem:
            text = str(problem)
            if type(problem) is not RuntimeError or not text.startswith("VmapSpecMismatch "):
                raise
            _spec_mismatch(text, store, out_axes)
        if any([type(x) in _PLAIN for x in whole]):
            # what is not mapped and no array comes back as it is
            return build(store.spec, iter([x if a is None and type(x) in _PLAIN else wrap(h)
                                           for x, a, h in zip(whole, wanted(), outs)]))
        return store.build(outs)
    return vmap_f


def _with_rest(call, spec, leaves, axes):
    """A function of the mapped leaves alone, and the structure they come in."""
    mapped = [i for i, a in enumerate(axes) if a is not None]

    def call_mapped(values):
        full = list(leaves)
        for i, x in zip(mapped, values):
            full[i] = x
        return call(build(spec, iter(full)))
    return call_mapped, (tuple, None, (LEAF,) * len(mapped))


def _spec_mismatch(text, store, out_axes):
    from ._tree_paths import keystr, tree_leaves_with_path
    _, leaf, source = text.split()
    full = store.treedef().unflatten(flatten_axes("vmap out_axes", store.treedef(), out_axes)) if not (
        out_axes is None) else store.treedef().unflatten([None] * store.count)
    path, axis = tree_leaves_with_path(full, is_leaf=_none_leaf)[int(leaf)]
    raise ValueError(f"at vmap out_axes{keystr(path)}, got axis spec {axis} but output was batched on axis"
                     f" {source}") from None


def pmap(fun, axis_name=None, *, in_axes=0, out_axes=0, static_broadcasted_argnums=(), devices=None, backend=None,
         axis_size=None, donate_argnums=(), global_arg_shapes=None):
    """Maps ``fun`` over the devices: each takes one slice along the mapped axes."""
    check_callable(fun)
    from ._devices import devices as all_devices
    from ._jit import jit
    mapped = jit(vmap(fun, in_axes, out_axes, axis_name=axis_name or "<axis>", axis_size=axis_size))

    @_document(fun, "Parallel version of {fun}.\n\nOriginal documentation:\n\n{doc}")
    def pmap_f(*args, **kwargs):
        count = len(devices) if devices is not None else len(all_devices())
        leaves, spec = flatten_spec((args, kwargs))
        axes = flatten_axes("pmap in_axes", PyTreeDef(spec, len(leaves)), (in_axes, 0), kws=True)
        for x, axis in zip(leaves, axes):
            if axis is None:
                continue
            shape = _aval(check_arg(x)).shape
            if not shape:
                raise ValueError("pmap was requested to map its argument along axis 0, which implies that its rank"
                                 " should be at least 1, but is only 0 (its shape is ())")
            if shape[axis] > count:
                if count == 1:
                    raise ValueError("cannot select an axis to squeeze out which has size not equal to one, got"
                                     f" shape={shape} and dimensions=({axis % len(shape)},)")
                raise ValueError(f"compiling computation that requires {shape[axis]} logical devices, but only {count}"
                                 " XLA devices are available (num_replicas=" f"{shape[axis]})")
        return mapped(*args, **kwargs)
    return pmap_f


_attach(globals(), "transforms", "pmap vmap")
