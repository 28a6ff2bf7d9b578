"""Recomputing instead of keeping: checkpoint, its policies, and names for values."""
from collections import namedtuple as _namedtuple
from types import SimpleNamespace as _SimpleNamespace

from ._documentation import attach as _attach
from ._array import host, wrap
from ._autodiff import _document, check_callable
from ._flat import Store, UnboundRef, check_arg, flat_function, not_a_type
from ._names import described
from ._tree import flatten_spec
from .errors import ConcretizationTypeError


class RecomputeType:
    """What a policy answers for values to be computed again."""


class SaveableType:
    """What a policy answers for values to be kept."""


Recompute = RecomputeType()
Saveable = SaveableType()


class Offloadable(_namedtuple("Offloadable", "src dst")):
    """What a policy answers for values to be kept in another memory. This engine has one memory: they are kept."""
    __slots__ = ()


class _Listed:
    """A policy that is printed by its fields."""
    __slots__ = ("_fields",)

    def __init__(self, **fields):
        self._fields = fields

    def __repr__(self):
        return f"{type(self).__name__}({', '.join([f'{k}={v!r}' for k, v in self._fields.items()])})"

    def __eq__(self, other):
        return type(self) is type(other) and self._fields == other._fields

    def __hash__(self):
        return hash((type(self), *self._fields.items()))


class DotsSaveable(_Listed):
    """Keeps the results of products; of those without batch axes only, where asked for."""
    __slots__ = ()

    def __call__(self, prim, *_, **params):
        if self._fields["only_if_no_batch_dims"]:
            return prim.name == "dot_general" and not any(params["dimension_numbers"][1])
        return prim.name in ("dot_general", "conv_general_dilated")


class SaveOnlyTheseNames(_Listed):
    """Keeps values with one of the names given."""
    __slots__ = ()

    def __call__(self, prim, *_, **params):
        return prim.name == "name" and params["name"] in self._fields["saveable_names"]


class SaveAnyNamesButThese(_Listed):
    """Keeps values that have a name, but for the names given."""
    __slots__ = ()

    def __call__(self, prim, *_, **params):
        return prim.name == "name" and params["name"] not in self._fields["names"]


def everything_saveable(*_, **__):
    """Keeps everything."""
    return True


def nothing_saveable(*_, **__):
    """Keeps nothing."""
    return False


def offload_dot_with_no_batch_dims(offload_src, offload_dst):
    """Keeps, in another memory, the results of products without batch axes."""
    def policy(prim, *_, **params):
        if prim.name == "dot_general" and not any(params["dimension_numbers"][1]):
            return Offloadable(src=offload_src, dst=offload_dst)
        return Recompute
    return policy


def save_anything_except_these_names(*names_not_to_save):
    """Keeps everything; the names matter to values alone that carry them."""
    return lambda *_, **__: True


def save_any_names_but_these(*names_not_to_save):
    """Keeps values that have a name, but for the names given."""
    return SaveAnyNamesButThese(names=frozenset(names_not_to_save))


def save_only_these_names(*names_which_can_be_saved):
    """Keeps values with one of the names given."""
    return SaveOnlyTheseNames(saveable_names=frozenset(names_which_can_be_saved))


def save_and_offload_only_these_names(*, names_which_can_be_saved, names_which_can_be_offloaded, offload_src, offload_dst):
    """Keeps values with one of the names given, some of them in another memory."""
    saved, offloaded = set(names_which_can_be_saved), set(names_which_can_be_offloaded)
    both = saved.intersection(offloaded)
    if both:
        raise ValueError("The names should be exclusive and should not intersect in `names_which_can_be_saved` and"
                         f" `names_which_can_be_offloaded`. Got names_which_can_be_saved={saved},"
                         f" names_which_can_be_offloaded={offloaded} and the intersection={both}")

    def policy(prim, *_, **params):
        if prim.name == "name" and params["name"] in saved:
            return Saveable
        if prim.name == "name" and params["name"] in offloaded:
            return Offloadable(src=offload_src, dst=offload_dst)
        return Recompute
    return policy


def save_from_both_policies(policy_1, policy_2):
    """Keeps what one of two policies keeps."""
    def policy(prim, *args, **params):
        out1, out2 = policy_1(prim, *args, **params), policy_2(prim, *args, **params)
        if not (isinstance(out1, bool) and isinstance(out2, bool)):
            raise ValueError(f"The return value of the policies should be a boolean. Got: {out1} and {out2}. Please write a"
                             " custom policy function directly, rather than using this helper function.")
        return out1 or out2
    return policy


dots_saveable = checkpoint_dots = DotsSaveable(only_if_no_batch_dims=False)
dots_with_no_batch_dims_saveable = DotsSaveable(only_if_no_batch_dims=True)
checkpoint_policies = _SimpleNamespace(
    everything_saveable=everything_saveable, nothing_saveable=nothing_saveable, dots_saveable=dots_saveable,
    checkpoint_dots=dots_saveable, dots_with_no_batch_dims_saveable=dots_with_no_batch_dims_saveable,
    checkpoint_dots_with_no_batch_dims=dots_with_no_batch_dims_saveable,
    offload_dot_with_no_batch_dims=offload_dot_with_no_batch_dims,
    save_anything_except_these_names=save_anything_except_these_names,
    save_any_names_but_these=save_any_names_but_these, save_only_these_names=save_only_these_names,
    save_from_both_policies=save_from_both_policies,
    save_and_offload_only_these_names=save_and_offload_only_these_names)


def _shown(policy):
    """The policy as jaxprs print it, without addresses."""
    import re
    return re.sub(r" at 0x[0-9a-fA-F]+", " at 0xXXXXXXXXXXXX", str(policy))


def _keeps(policy, primitive, name, avals):
    """Whether a policy keeps the result of one of the engine's primitives."""
    from ._parameters import parameters_of
    from ._primitive import by_name
    own = host.application(primitive)
    prim, params = (by_name(name), parameters_of(primitive, name, avals)) if own is None else (own.primitive, own.params)
    case = policy(prim, *[host.pythonAval(a) for a in avals], **params)
    if isinstance(case, bool):
        return case
    if not isinstance(case, (RecomputeType, SaveableType, Offloadable)):
        raise TypeError(f"Value returned from checkpoint policy should be a boolean, `ad_checkpoint.Recompute`,"
                        f" `ad_checkpoint.Saveable` or `ad_checkpoint.Offloadable(...)`. Got {case} of type {type(case)}.")
    return not isinstance(case, RecomputeType)


class _NotGiven:
    """The default of `concrete`, which is no option any more."""
    __slots__ = ()

    def __repr__(self):
        return "<not given>"


_NOT_GIVEN = _NotGiven()


def checkpoint(fun, *, prevent_cse=True, policy=None, static_argnums=(), static_argnames=(), concrete=_NOT_GIVEN):
    """``fun`` with its intermediate values recomputed for the backward pass instead of kept."""
    if concrete is not _NOT_GIVEN:
        raise NotImplementedError("The `concrete` option to `jax.checkpoint` was deprecated in JAX v0.8.2, and removed in"
                                  " JAX v0.10.0. In its place please use `static_argnums`; for details refer to"
                                  " https://docs.jax.dev/en/latest/jep/11830-new-remat-checkpoint.html.")
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
        rule = None if policy is None else lambda p, name, avals: _keeps(policy, p, name, list(avals))
        try:
            outs = host.checkpoint(flat, bool(prevent_cse), None if policy is None else _shown(policy), rule,
                                   [check_arg(x) for x in leaves], described(fun, "checkpoint / remat", spec, True))
        except ConcretizationTypeError as problem:
            raise _with_advice(problem) from None
        except UnboundRef as problem:
            from ._refs import through
            return through(problem, fun, lambda f: checkpoint(
                f, prevent_cse=prevent_cse, policy=policy, static_argnums=tuple([i + 1 for i in fixed])), args, kwargs)
        return store.build(list(outs))
    return fun_remat


remat = checkpoint


def _with_advice(problem):
    """The error of a value that `checkpoint` made abstract, and what to do about it."""
    message = problem.args[0]
    if "for checkpoint" not in message:
        return problem
    out = type(problem).__new__(type(problem))
    out.args = (message + "\n\nConsider using the `static_argnums` parameter for `jax.remat` or `jax.checkpoint`. See the"
                " `jax.checkpoint` docstring and its example involving `static_argnums`:\n"
                "https://docs.jax.dev/en/latest/_autosummary/jax.checkpoint.html\n",)
    return out


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


_attach(globals(), "transforms", "checkpoint checkpoint_name")
