"""Derivative rules of users' own: custom_jvp, custom_vjp, custom_gradient, closure_convert."""
from ._documentation import attach as _attach
from ._array import _aval, host, wrap
from ._autodiff import check_callable
from ._flat import Store, check_arg, flat_function, output_values, value
from ._names import fun_name, source_info
from ._tree import LEAF, PyTreeDef, build, flatten_spec, tree_map


def _copy_names(target, fun):
    for name in ("__name__", "__qualname__", "__doc__", "__module__", "__annotations__"):
        try:
            setattr(target, name, getattr(fun, name))
        except AttributeError:
            pass
    target.__wrapped__ = fun


def _resolve(fun, args, kwargs):
    """Positional arguments for all parameters, keywords and defaults put in their places."""
    if not kwargs:
        from ._names import code_of
        code = code_of(fun)
        if code is None or len(args) >= code.co_argcount:
            return args
    try:
        import inspect
        bound = inspect.signature(fun).bind(*args, **kwargs)
        bound.apply_defaults()
    except (TypeError, ValueError):
        if kwargs:
            raise
        return args
    if bound.kwargs:
        raise TypeError("The following keyword arguments could not be resolved to positions: "
                        + ", ".join(bound.kwargs))
    return tuple(bound.args)


def _invalid(fun, kind):
    def describe(x):
        return (f"function {source_info(fun)} traced for {kind} returned a value of type {type(x)}, which is not a"
                " valid JAX type")
    return describe


class _Custom:
    """What custom_jvp and custom_vjp share: the primal function and the arguments that are not differentiated."""

    def __init__(self, fun, nondiff_argnums=(), nondiff_argnames=()):
        check_callable(fun)
        self.fun = fun
        _copy_names(self, fun)
        numbers = list(nondiff_argnums)
        if nondiff_argnames:
            from ._names import parameters
            names = parameters(fun)[0]
            numbers += [names.index(n) for n in nondiff_argnames]
        self.nondiff_argnums = tuple(numbers)

    def __getattr__(self, name):
        """Rules of another kind that the function wrapped here takes, as ``def_vmap``."""
        if name.startswith("def"):
            return getattr(self.fun, name)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        from types import MethodType
        return MethodType(self, instance)

    def _divide(self, args):
        fixed = [args[i] for i in self.nondiff_argnums]
        moving = [a for i, a in enumerate(args) if i not in self.nondiff_argnums]
        return fixed, tuple(moving)

    def _whole(self, fixed, moving):
        out, rest, held = [], iter(moving), dict(zip(self.nondiff_argnums, fixed))
        for i in range(len(fixed) + len(moving)):
            out.append(held[i] if i in held else next(rest))
        return out


class SymbolicZero:
    """A tangent or cotangent that is zero."""
    __slots__ = ("aval",)
    __module__ = "jax._src.custom_derivatives"

    def __init__(self, aval):
        self.aval = aval

    def __repr__(self):
        return "SymbolicZero"

    def __getattr__(self, name):
        if name == "aval":
            raise AttributeError(name)
        return getattr(self.aval, name)


class CustomVJPPrimal:
    """An argument of a forward rule with symbolic zeros: its value, and whether it is differentiated."""
    __slots__ = ("value", "perturbed")
    __module__ = "jax._src.custom_derivatives"

    def __init__(self, value, perturbed):
        self.value = value
        self.perturbed = perturbed

    def __repr__(self):
        return f"CustomVJPPrimal(value={self.value!r}, perturbed={self.perturbed!r})"


class custom_jvp(_Custom):
    """A function with a forward derivative rule of its own, set by ``defjvp`` or ``defjvps``."""
    __module__ = "jax._src.custom_derivatives"

    def __init__(self, fun, nondiff_argnums=(), nondiff_argnames=()):
        super().__init__(fun, nondiff_argnums, nondiff_argnames)
        self.jvp = None
        self.symbolic_zeros = False

    def defjvp(self, jvp, symbolic_zeros=False):
        """Sets the rule: a function of primals and tangents that gives primal and tangent outputs."""
        self.jvp = jvp
        self.symbolic_zeros = symbolic_zeros
        return jvp

    def defjvps(self, *jvps):
        """Sets one rule for each argument: a function of its tangent, the output, and the primals."""
        if self.nondiff_argnums:
            raise TypeError("Can't use ``defjvps`` with ``nondiff_argnums``.")

        def jvp(primals, tangents):
            out = self(*primals)
            total = None
            for rule, t in zip(jvps, tangents):
                if rule is None:
                    continue
                part = rule(t, out, *primals)
                total = part if total is None else tree_map(lambda a, b: a + b, total, part)
            if total is None:
                from .numpy import zeros_like
                total = tree_map(zeros_like, out)
            return out, total
        self.defjvp(jvp)

    def __call__(self, *args, **kwargs):
        name = fun_name(self.fun)
        if self.jvp is None:
            raise AttributeError(f"No JVP defined for custom_jvp function {name} using defjvp.")
        args = _resolve(self.fun, args, kwargs)
        fixed, moving = self._divide(args)
        leaves, spec = flatten_spec(moving)
        handles = [check_arg(x) for x in leaves]
        store = Store()
        flat = flat_function(lambda tree: self.fun(*self._whole(fixed, tree)), spec, store,
                             _invalid(self.fun, "custom_jvp"))

        def rule(primals, tangents):
            return self._rule(fixed, spec, store, name, primals, tangents)
        outs = host.customJvp(name, flat, fun_name(self.jvp), rule, self.symbolic_zeros, handles)
        return store.build(list(outs))

    def _rule(self, fixed, spec, store, name, primals, tangents):
        rule_name = fun_name(self.jvp)
        ps = [wrap(h) for h in primals]
        ts = []
        for t in tangents:
            if host.isZero(t):
                if self.symbolic_zeros:
                    ts.append(SymbolicZero(_tangent_aval(t)))
                else:
                    ts.append(wrap(host.array(host.instantiate(t))))
            else:
                ts.append(wrap(t))
        p_tree = build(spec, iter(ps))
        t_tree = build(spec, iter(ts))
        pair = self.jvp(*fixed, p_tree, t_tree)
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise TypeError(f"Custom JVP rule {rule_name} for function {name} must produce a pair (list or tuple of"
                            f" length two) representing primal and tangent outputs, but got {pair}.")
        outs, out_spec = flatten_spec(pair[0])
        out_ts, t_spec = flatten_spec(pair[1])
        if out_spec != t_spec:
            raise TypeError(f"Custom JVP rule {rule_name} for function {name} must produce primal and tangent outputs"
                            f" with equal container (pytree) structures, but got {PyTreeDef(out_spec)} and"
                            f" {PyTreeDef(t_spec)} respectively.")
        if store.spec is not None and out_spec != store.spec:
            raise TypeError(f"Custom JVP rule {rule_name} for function {name} must produce a pair (list or tuple of"
                            " length two) where the first element represents the primal output (equal in value to the"
                            f" output of the custom_jvp-decorated function {name}, and in particular of the same"
                            " container/pytree structure), but instead the JVP rule output's first element had"
                            f" container/pytree structure:\n    {PyTreeDef(out_spec)}\nwhile the custom_jvp-decorated"
                            f" function {name} had output container/pytree structure:\n    {PyTreeDef(store.spec)}.")
        store.spec = out_spec
        store.count = len(outs)
        values = output_values(outs, _invalid(self.jvp, "custom_jvp"))
        tangent_values = []
        for h, t in zip(values, out_ts):
            a = _aval(h)
            expected = a.to_tangent_aval()
            if type(t) is SymbolicZero:
                tangent_values.append(host.zero(host.avalOf(h)))
                continue
            v = value(t)
            b = _aval(v)
            if expected.dtype.name == "void0":
                tangent_values.append(host.zero(host.avalOf(h)))
                continue
            if b.shape != expected.shape or b.dtype is not expected.dtype:
                raise TypeError("Custom JVP rule must produce primal and tangent outputs with corresponding shapes and"
                                f" dtypes. Expected {expected.str_short()} (tangent type of {a.str_short()}) but got"
                                f" {b.str_short()}.")
            tangent_values.append(v)
        return values + tangent_values


class custom_vjp(_Custom):
    """A function with a reverse derivative rule of its own, set by ``defvjp``."""
    __module__ = "jax._src.custom_derivatives"

    def __init__(self, fun, nondiff_argnums=(), nondiff_argnames=()):
        super().__init__(fun, nondiff_argnums, nondiff_argnames)
        self.fwd = None
        self.bwd = None
        self.symbolic_zeros = False

    def defvjp(self, fwd, bwd, symbolic_zeros=False, optimize_remat=False):
        """Sets the rules: ``fwd`` gives output and residuals, ``bwd`` takes residuals and cotangent."""
        self.fwd = fwd
        self.bwd = bwd
        self.symbolic_zeros = symbolic_zeros

    def __call__(self, *args, **kwargs):
        name = fun_name(self.fun)
        if self.fwd is None or self.bwd is None:
            raise AttributeError(f"No VJP defined for custom_vjp function {name} using defvjp.")
        args = _resolve(self.fun, args, kwargs)
        fixed, moving = self._divide(args)
        leaves, spec = flatten_spec(moving)
        if any([getattr(x, "_is_ref", False) for x in leaves]):
            return self._with_refs(fixed, leaves, spec)
        handles = [check_arg(x) for x in leaves]
        store = Store()
        flat = flat_function(lambda tree: self.fun(*self._whole(fixed, tree)), spec, store,
                             _invalid(self.fun, "custom_vjp"))
        residual_spec = [None]

        def forward(inputs, perturbed):
            return self._forward(fixed, spec, store, residual_spec, name, inputs, perturbed)

        def backward(residuals, cotangents, inputs):
            return self._backward(fixed, spec, store, residual_spec, residuals, cotangents, inputs)
        outs = host.customVjp(name, flat, fun_name(self.fwd), forward, fun_name(self.bwd), backward,
                              self.symbolic_zeros, handles)
        return store.build(list(outs))

    def _with_refs(self, fixed, leaves, spec):
        """The call where mutable references are among the arguments: the rules see them, derivatives do not."""
        from .tree_util import Static
        moving = [i for i, x in enumerate(leaves) if not getattr(x, "_is_ref", False)]

        def whole(xs):
            full = list(leaves)
            for i, x in zip(moving, xs):
                full[i] = x
            return self._whole(fixed, build(spec, iter(full)))

        def fun(*xs):
            return self.fun(*whole(xs))

        def fwd(*xs):
            out, residuals = self.fwd(*whole(xs))
            return out, tree_map(lambda x: Static(x) if getattr(x, "_is_ref", False) else x, residuals)

        def bwd(residuals, cotangent):
            residuals = tree_map(lambda x: x.val if type(x) is Static else x, residuals,
                                 is_leaf=lambda x: type(x) is Static)
            result = self.bwd(*fixed, residuals, cotangent)
            found = []
            for r, s in zip(result, spec[2]):
                found += [None] * PyTreeDef(s).num_leaves if r is None else _expand(PyTreeDef(s), r)
            return tuple([found[i] for i in moving])
        _copy_names(fun, self.fun)
        inner = custom_vjp(fun)
        inner.defvjp(fwd, bwd, symbolic_zeros=self.symbolic_zeros)
        return inner(*[leaves[i] for i in moving])

    def _forward(self, fixed, spec, store, residual_spec, name, inputs, perturbed):
        leaves = [wrap(h) for h in inputs]
        if self.symbolic_zeros:
            leaves = [CustomVJPPrimal(x, bool(p)) for x, p in zip(leaves, perturbed)]
        tree = build(spec, iter(leaves))
        pair = self.fwd(*self._whole(fixed, tree))
        rule = fun_name(self.fwd)
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            shown = pair
            if hasattr(pair, "_h") and host.concrete(pair._h) is not None:
                shown = str(wrap(host.concrete(pair._h)))
            raise TypeError(
                f"Custom VJP fwd rule {rule} for function {name} must produce a pair (list or tuple of length two)"
                " where the first element represents the primal output (equal to those of the custom_vjp-decorated"
                f" function {name}) and the second element represents residuals (i.e. values stored from the forward"
                " pass for use on the backward pass), but instead of a pair the fwd rule"
                f" {rule} produced {shown}.")
        out_leaves, out_spec = flatten_spec(pair[0])
        if store.spec is not None and out_spec != store.spec:
            raise TypeError(
                f"Custom VJP fwd rule {rule} for function {name} must produce a pair (list or tuple of length two)"
                " where the first element represents the primal output (equal to the output of the"
                f" custom_vjp-decorated function {name}) and the second element represents residuals (i.e. values"
                " stored from the forward pass for use on the backward pass), but instead the fwd rule output's first"
                f" element had container/pytree structure:\n    {PyTreeDef(out_spec)}\nwhile the custom_vjp-decorated"
                f" function {name} had output container/pytree structure:\n    {PyTreeDef(store.spec)}.")
        store.spec = out_spec
        store.count = len(out_leaves)
        residual_leaves, residual = flatten_spec(pair[1])
        residual_spec[0] = residual
        describe = _invalid(self.fwd, "custom_vjp fwd")
        return [output_values(out_leaves, describe), output_values(residual_leaves, describe)]

    def _backward(self, fixed, spec, store, residual_spec, residuals, cotangents, inputs):
        residual_tree = [wrap(h) for h in residuals]
        residual_tree = residual_tree[0] if residual_spec[0] is LEAF else build(residual_spec[0], iter(residual_tree))
        cts = []
        for c in cotangents:
            if host.isZero(c):
                cts.append(SymbolicZero(_tangent_aval(c)) if self.symbolic_zeros else wrap(host.array(host.instantiate(c))))
            else:
                cts.append(wrap(host.known(c)))
        ct_tree = cts[0] if store.spec is LEAF else build(store.spec, iter(cts))
        result = self.bwd(*fixed, residual_tree, ct_tree)
        if isinstance(result, list):
            result = tuple(result)
        # None stands for a zero cotangent of a whole argument.
        got_spec = flatten_spec(result, lambda x: x is None)[1]
        expanded = None
        if isinstance(result, tuple) and len(result) == len(spec[2]):
            expanded = []
            try:
                for r, s in zip(result, spec[2]):
                    if r is None:
                        expanded += [None] * PyTreeDef(s).num_leaves
                    else:
                        expanded += _expand(PyTreeDef(s), r)
            except ValueError:
                expanded = None
        if expanded is None:
            raise TypeError(
                "Custom VJP bwd rule must produce an output with the same container (pytree) structure as the args"
                " tuple of the primal function, and in particular must produce a tuple of length equal to the number of"
                f" arguments to the primal function, but got bwd output structure {PyTreeDef(got_spec)} for primal"
                f" input structure {PyTreeDef(spec)}.")
        out = []
        for k, (ct, primal) in enumerate(zip(expanded, inputs)):
            zero = host.zero(primal)
            expected = _tangent_aval(zero)
            if ct is None or type(ct) is SymbolicZero or expected.dtype.name == "void0":
                out.append(zero)
                continue
            v = value(ct)
            a = _aval(v)
            if a.shape != expected.shape or a.dtype is not expected.dtype:
                if a.dtype.name == "void0":
                    out.append(zero)
                    continue
                from ._tree_paths import keystr, leaf_paths
                path = keystr(leaf_paths(PyTreeDef(spec))[k])
                why = ("so the shapes do not match" if a.dtype is expected.dtype else
                       "so the dtypes do not match" if a.shape == expected.shape else
                       "so the shapes and dtypes do not match")
                raise ValueError(
                    "Custom VJP bwd rule must produce an output with the same type as the args tuple of the primal"
                    f" function, but at output{path} the bwd rule produced an output of type {a.str_short()}"
                    f" corresponding to an input of type {expected.str_short()}, {why}")
            out.append(v)
        return out


def _tangent_aval(zero):
    return host.pythonAval(host.tangentType(zero))


def _expand(treedef, tree):
    leaves = treedef.flatten_up_to(tree)
    for x in leaves:
        if isinstance(x, (tuple, list, dict)):
            raise ValueError("too deep")
    return leaves


def custom_gradient(fun):
    """Decorator for a function that returns its value and a function from output cotangents to input cotangents."""
    @custom_vjp
    def wrapped_fun(*args, **kwargs):
        return fun(*args, **kwargs)[0]

    def fwd(*args, **kwargs):
        ans, rule = fun(*args, **kwargs)
        ans_leaves, ans_spec = flatten_spec(ans)
        zeros = [wrap(host.zerosLike(value(x))) for x in ans_leaves]
        example = build(ans_spec, iter(zeros)) if ans_spec is not LEAF else zeros[0]
        converted, consts = closure_convert(rule, example)
        return ans, (_Residual(converted), consts, args)

    def bwd(res, cts):
        rule, consts, args = res
        out = rule.f(cts, *consts)
        args_leaves, args_spec = flatten_spec(args)
        if args_spec[0] is tuple and len(args_spec[2]) == 1:
            return (out,) if not (isinstance(out, tuple) and len(out) == 1 and args_spec[2][0] is LEAF) else out
        return tuple(out)
    wrapped_fun.defvjp(fwd, bwd)
    _copy_names(wrapped_fun, fun)
    return wrapped_fun


class _Residual:
    """A function among residuals: structure, not data."""
    __slots__ = ("f",)

    def __init__(self, f):
        self.f = f

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)


def _register():
    from .tree_util import register_static
    register_static(_Residual)


_register()


def closure_convert(fun, *example_args):
    """A closed form of ``fun``: a function of its arguments and of the values that it closes over, and these values."""
    leaves, spec = flatten_spec(example_args)
    store = Store()
    flat = flat_function(lambda tree: fun(*tree), spec, store, _invalid(fun, "closure_convert"))
    closed = host.stage(flat, [host.avalOf(check_arg(x)) for x in leaves], None)
    hoisted = host.hoistInexact(closed)
    consts = [wrap(h) for h in host.hoistedValues(hoisted)]
    body = host.hoistedJaxpr(hoisted)

    def converted(*args_and_consts):
        n = len(example_args)
        args, extra = args_and_consts[:n], args_and_consts[n:]
        arg_leaves, arg_spec = flatten_spec(tuple(args))
        if arg_spec != spec:
            raise TypeError(f"The inputs to the closure produced by closure_convert must have the same Pytree structure"
                            f" as the example arguments passed when closure_convert was called. Expected"
                            f" {PyTreeDef(spec)}, but got {PyTreeDef(arg_spec)}")
        values = [check_arg(x) for x in extra] + [check_arg(x) for x in arg_leaves]
        return store.build(list(host.evaluate(body, values)))
    return converted, consts


_attach(globals(), "transforms",
        "closure_convert custom_gradient custom_jvp.defjvp custom_jvp.defjvps custom_vjp.defvjp")
