"""Functions with batching rules of their own."""
from ._documentation import attach as _attach
from ._array import host, wrap
from ._flat import Store, check_arg, flat_function, not_a_type, output_values
from ._names import fun_name
from ._tree import LEAF, PyTreeDef, build, flatten_spec, tree_map


class custom_vmap:
    """A function whose vectorized form is given by a rule, set by ``def_vmap``.

    The rule takes the size of the mapped axis, a tree of flags that tell which arguments are batched (along their leading
    axis), and the arguments; it gives the result and a tree of flags for it.
    """
    __module__ = "jax._src.custom_batching"

    def __init__(self, fun):
        self.fun = fun
        self.vmap_rule = None
        self.__wrapped__ = fun
        for name in ("__name__", "__qualname__", "__doc__", "__module__"):
            try:
                self.__dict__[name] = getattr(fun, name)
            except AttributeError:
                pass

    def def_vmap(self, vmap_rule):
        """Sets the rule."""
        self.vmap_rule = vmap_rule
        return vmap_rule

    def __call__(self, *args, **kwargs):
        name = fun_name(self.fun)
        rule = self.vmap_rule
        if rule is None:
            raise AttributeError(f"No batching rule defined for custom_vmap function {name} using def_vmap.")
        if kwargs:
            import inspect
            bound = inspect.signature(self.fun).bind(*args, **kwargs)
            bound.apply_defaults()
            args = bound.args
        leaves, spec = flatten_spec(args)
        handles = [check_arg(x) for x in leaves]
        types = [host.avalOf(h) for h in handles]
        store = Store()
        flat = flat_function(lambda tree: self.fun(*tree), spec, store, not_a_type)
        host.stage(flat, types, None)  # learns the structure of the result

        def batched(size, flags, values):
            marks = build(spec, iter([bool(f) for f in flags]))
            out, out_flags = rule(size, list(marks), *build(spec, iter([wrap(h) for h in values])))
            out_leaves, out_spec = flatten_spec(out)
            flag_leaves = flatten_spec(out_flags)[0]
            if len(flag_leaves) == 1 and len(out_leaves) > 1:
                flag_leaves = flag_leaves * len(out_leaves)
            if out_spec != store.spec:
                raise ValueError(f"structure of output value and output batching specification returned by custom vmap"
                                 f" rule ({fun_name(rule)}) do not match: {PyTreeDef(out_spec)} vs. {PyTreeDef(store.spec)}.")
            return [output_values(out_leaves, not_a_type), [bool(f) for f in flag_leaves]]
        tree = f"PyTreeDef(([], {repr(PyTreeDef(spec))[len('PyTreeDef('):-1]}))"
        outs = host.customVmap(name, flat, _shown(rule), batched, tree, repr(PyTreeDef(store.spec)), handles)
        return store.build(list(outs))


def _shown(f):
    return f"<function {getattr(f, '__qualname__', fun_name(f))} at 0xXXXXXXXXXXXX>"


def sequential_vmap(f):
    """``f`` with a batching rule that applies it to one example after the other."""
    f = custom_vmap(f)

    @f.def_vmap
    def rule(axis_size, in_batched, *args):
        from . import lax
        from .numpy import asarray
        leaves, spec = flatten_spec(args)
        flags = flatten_spec(in_batched)[0]

        def one(moving):
            rest = iter(moving)
            whole = [next(rest) if b else x for x, b in zip(leaves, flags)]
            return f(*build(spec, iter(whole)))
        out = lax.map(one, [asarray(x) for x, b in zip(leaves, flags) if b])
        return out, tree_map(lambda _: True, out)
    return f


_attach(globals(), "transforms", "custom_vmap.def_vmap sequential_vmap")
