"""Recomputing instead of keeping: checkpoint, its policies, and names for values."""
from ._array import host, wrap
from ._autodiff import _document, check_callable
from ._flat import Store, check_arg, flat_function, not_a_type
from ._tree import flatten_spec


class _Policy:
    """Says which results a checkpoint keeps."""

    def __init__(self, name, keeps):
        self.__name__ = self.__qualname__ = name
        self._keeps = keeps

    def __call__(self, primitive, *_, **params):
        return self._keeps(getattr(primitive, "name", primitive), False)

    def __repr__(self):
        return self.__name__ if "(" in self.__name__ else f"<function {self.__name__} at 0xXXXXXXXXXXXX>"


def _listed(names):
    return ", ".join([repr(n) for n in sorted(names)])


_DOTS = ("dot_general", "conv_general_dilated")


class checkpoint_policies:
    """The policies of :func:`jax.checkpoint`."""
    everything_saveable = _Policy("everything_saveable", lambda p, batched: True)
    nothing_saveable = _Policy("nothing_saveable", lambda p, batched: False)
    dots_saveable = _Policy("DotsSaveable(only_if_no_batch_dims=False)", lambda p, batched: p in _DOTS)
    checkpoint_dots = dots_saveable
    dots_with_no_batch_dims_saveable = _Policy(
        "DotsSaveable(only_if_no_batch_dims=True)", lambda p, batched: p == "dot_general" and not batched)
    checkpoint_dots_with_no_batch_dims = dots_with_no_batch_dims_saveable

    @staticmethod
    def save_only_these_names(*names):
        return _Policy(f"SaveOnlyTheseNames(saveable_names=frozenset({{{_listed(names)}}}))",
                       lambda p, batched: p.startswith("name:") and p[5:] in names)

    @staticmethod
    def save_any_names_but_these(*names):
        return _Policy(f"SaveAnyNamesButThese(names=frozenset({{{_listed(names)}}}))",
                       lambda p, batched: p.startswith("name:") and p[5:] not in names)

    @staticmethod
    def save_anything_except_these_names(*names):
        return _Policy("save_anything_except_these_names",
                       lambda p, batched: not (p.startswith("name:") and p[5:] in names))

    @staticmethod
    def save_from_both_policies(a, b):
        return _Policy("save_from_both_policies", lambda p, batched: _keeps(a, p, batched) or _keeps(b, p, batched))


def _shown(policy):
    """The policy as jaxprs print it, without addresses."""
    import re
    return re.sub(r" at 0x[0-9a-fA-F]+", " at 0xXXXXXXXXXXXX", str(policy))


def _keeps(policy, primitive, batched):
    if isinstance(policy, _Policy):
        return bool(policy._keeps(primitive, batched))
    from ._jaxpr import _Primitive
    return bool(policy(_Primitive(primitive)))


class _NotGiven:
    """The default of `concrete`, which is no option any more."""
    __slots__ = ()

    def __repr__(self):
        return "<not given>"


_NOT_GIVEN = _NotGiven()


def checkpoint(fun, *, prevent_cse=True, policy=None, static_argnums=(), static_argnames=(), concrete=_NOT_GIVEN):
    """``fun`` with its intermediate values recomputed for the backward pass instead of kept."""
    if concrete is not _NOT_GIVEN:
        raise NotImplementedError("The 'concrete' option to jax.checkpoint has been removed: use static_argnums instead.")
    check_callable(fun)
    names = (static_argnames,) if isinstance(static_argnames, str) else tuple(static_argnames)
    static = (static_argnums,) if isinstance(static_argnums, int) else tuple(static_argnums)

    @_document(fun, "{doc}")
    def fun_remat(*args, **kwargs):
        n = len(args)
        fixed = {i % n for i in static} if n else set()
        moving = tuple([None if i in fixed else a for i, a in enumerate(args)])
        known = {k: v for k, v in kwargs.items() if k in names}
        leaves, spec = flatten_spec((moving, {k: v for k, v in kwargs.items() if k not in names}))
        store = Store()

        def call(tree):
            full = [args[i] if i in fixed else a for i, a in enumerate(tree[0])]
            return fun(*full, **tree[1], **known)
        flat = flat_function(call, spec, store, not_a_type)
        rule = None if policy is None else lambda p, batched: _keeps(policy, p, batched)
        outs = host.checkpoint(flat, bool(prevent_cse), None if policy is None else _shown(policy), rule,
                               [check_arg(x) for x in leaves])
        return store.build(list(outs))
    return fun_remat


remat = checkpoint


def checkpoint_name(x, name):
    """``x``, under a name that checkpoint policies know."""
    from ._tree import tree_map
    return tree_map(lambda leaf: wrap(host.nameValue(check_arg(leaf), name)), x)


def saved_residuals(f, *args, **kwargs):
    """What ``f`` keeps for its derivative at these arguments: pairs of a type and where the value comes from."""
    from ._array import host
    from ._flat import Store, check_arg, flat_function, not_a_type
    from ._names import leaf_names
    from ._tree import PyTreeDef, flatten_spec
    leaves, spec = flatten_spec((args, kwargs))
    flat = flat_function(lambda tree: f(*tree[0], **tree[1]), spec, Store(), not_a_type)
    types = [host.avalOf(check_arg(x)) for x in leaves]
    target = getattr(f, "__wrapped__", f)
    pairs = list(host.savedResiduals(flat, types, leaf_names(target, PyTreeDef(spec, len(leaves)))))
    return [(pairs[i], pairs[i + 1]) for i in range(0, len(pairs), 2)]


def print_saved_residuals(f, *args, **kwargs):
    """Prints what ``f`` keeps for its derivative."""
    for aval, origin in saved_residuals(f, *args, **kwargs):
        print(f"{aval.str_short(True)} {origin}")
