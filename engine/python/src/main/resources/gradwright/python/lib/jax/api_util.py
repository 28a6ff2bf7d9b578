"""Parts of the transformations' treatment of arguments, for libraries that make transformations of their own."""
from functools import partial

from ._linear_util import transformation2, transformation_with_aux2
from ._tree import PyTreeDef, tree_flatten
from ._vmap import flatten_axes as _flatten_axes


def safe_map(f, *args):
    """A list of the values of a function; all arguments must have one length."""
    args = [list(a) for a in args]
    n = len(args[0])
    for a in args[1:]:
        if len(a) != n:
            raise ValueError(f"length mismatch: {[len(a) for a in args]}")
    return [f(*xs) for xs in zip(*args)]


def _flatten_fun(f, store, in_tree, *args_flat):
    py_args, py_kwargs = in_tree.unflatten(args_flat)
    ans, out_tree = tree_flatten(f(*py_args, **py_kwargs))
    store.store(out_tree)
    return ans


def _flatten_fun_nokwargs(f, store, in_tree, *args_flat):
    ans, out_tree = tree_flatten(f(*in_tree.unflatten(args_flat)))
    store.store(out_tree)
    return ans


flatten_fun = transformation_with_aux2(_flatten_fun)
flatten_fun_nokwargs = transformation_with_aux2(_flatten_fun_nokwargs)


def argnums_partial(f, dyn_argnums, args, require_static_args_hashable=True):
    """A wrapped function of some of its arguments, and these; the others are fixed."""
    dyn = (dyn_argnums,) if isinstance(dyn_argnums, int) else tuple(dyn_argnums)
    n = len(args)
    dyn = tuple([i % n for i in dyn])
    fixed = {}
    for i, a in enumerate(args):
        if i not in dyn:
            if require_static_args_hashable:
                try:
                    hash(a)
                except TypeError:
                    raise ValueError("Non-hashable static arguments are used in a jit function, which can lead to"
                                     f" unexpected cache-misses. Static argument (index {i}) of type {type(a)} for"
                                     f" function {f.__name__} is non-hashable.") from None
            fixed[i] = a

    def whole(inner, *dyn_args):
        moving = iter(dyn_args)
        return inner(*[fixed[i] if i in fixed else next(moving) for i in range(n)])
    return f.wrap(whole, (), None), tuple([args[i] for i in dyn])


def donation_vector(donate_argnums, donate_argnames, in_tree, kws=True):
    """A flag for each leaf of the arguments that says whether its memory is given away."""
    args_def, kwargs_def = in_tree.children() if kws else (in_tree, None)
    out = []
    for i, a in enumerate(args_def.children()):
        out += [i in donate_argnums] * a.num_leaves
    if kwargs_def is not None:
        for k, a in zip(kwargs_def.node_data()[1], kwargs_def.children()):
            out += [k in donate_argnames] * a.num_leaves
    return tuple(out)


def rebase_donate_argnums(donate_argnums, static_argnums):
    """Positions of donated arguments among those that are not static."""
    static = set(static_argnums)
    return tuple([i - sum([s < i for s in static]) for i in donate_argnums if i not in static])


def flatten_axes(name, treedef, axis_tree, *, kws=False, tupled_args=False):
    """The axes for each leaf of a structure, from a tree prefix of them."""
    return _flatten_axes(name, treedef, axis_tree, kws=kws)


def shaped_abstractify(x):
    """The abstract value of an argument."""
    from ._flat import typeof
    from ._core import ShapedArray, ShapeDtypeStruct
    if isinstance(x, ShapeDtypeStruct):
        return ShapedArray(x.shape, x.dtype, bool(x.weak_type))
    return typeof(x)


def debug_info(traced_for, fun, args, kwargs, *, static_argnums=(), static_argnames=(), result_paths_thunk=None,
               sourceinfo=None, signature=None):
    """Names of a function and its arguments."""
    from ._jaxpr import DebugInfo
    from ._names import leaf_names, source_info
    _, spec = tree_flatten((tuple(args), kwargs))
    return DebugInfo(traced_for, sourceinfo or source_info(fun), tuple(leaf_names(fun, spec)), result_paths_thunk)
