"""Derivatives: grad, jvp, vjp, linearize, linear_transpose and Jacobians, over the engine's flat transformations."""

from operator import index
from ._documentation import attach as _attach
from ._array import _aval, host, wrap, mapped_axes
from ._flat import (Store, build_aux, check_arg, flat_function, flat_function_with_aux, not_a_type, value, wrap_all)
from ._core import ShapedArray
from ._names import fun_name, source_info
from ._tree import PyTreeDef, build, flatten_spec, register, tree_flatten, tree_map, tree_structure


def check_callable(fun):
    if not callable(fun):
        raise TypeError(f"Expected a callable value, got {fun}")
    if type(fun).__name__ in ("generator", "coroutine") or getattr(getattr(fun, "__code__", None), "co_flags", 0) & 0x20:
        raise TypeError(f"Expected a function, got a generator function: {fun}")


def _document(fun, text, argnums=""):
    """Copies name and documentation of a function to its transformed version."""
    def set_names(g):
        try:
            name = fun_name(fun)
            g.__name__ = name
            g.__qualname__ = getattr(fun, "__qualname__", name)
            g.__module__ = getattr(fun, "__module__", None)
            doc = getattr(fun, "__doc__", None) or ""
            g.__doc__ = text.format(fun=name, doc=doc, argnums=argnums)
            g.__wrapped__ = fun
        except Exception:
            pass
        return g
    return set_names


def _index(argnums):
    if isinstance(argnums, (tuple, list)):
        return tuple([index(i) for i in argnums])
    return index(argnums)


def _split_arguments(fun, argnums, args, kwargs, what="differentiating with respect to"):
    """The arguments to transform, and a function of them alone."""
    n = len(args)
    wanted = (argnums,) if isinstance(argnums, int) else argnums
    for i in wanted:
        if not -n <= i < n:
            raise ValueError("Positional argument indices, e.g. for `static_argnums`, must have value greater than or"
                             f" equal to -len(args) and less than len(args), but got value {i} for len(args) == {n}.")
    wanted = [i % n for i in wanted]

    def call(dynamic):
        full = list(args)
        for i, x in zip(wanted, dynamic):
            full[i] = x
        return fun(*full, **kwargs)
    return tuple([args[i] for i in wanted]), call


def _kind(dtype):
    name = dtype.name
    if name == "bfloat16" or name.startswith("float8"):
        return "f"
    return dtype.kind


def _unlike(a, b):
    """Whether two types are not the same but for a weak type."""
    if type(a) is not ShapedArray or type(b) is not ShapedArray:
        return a != b
    return a.shape != b.shape or a.dtype is not b.dtype


def _check_input_reverse(name, holomorphic, allow_int, h):
    aval = _aval(h)
    if not holomorphic and type(aval) is not ShapedArray:
        return
    dtype = aval.dtype
    kind = _kind(dtype)
    if holomorphic:
        if kind != "c":
            raise TypeError(f"{name} with holomorphic=True requires inputs with complex dtype, but got {dtype.name}.")
    if kind in "iub" or dtype.name.startswith("key<"):
        if not allow_int:
            raise TypeError(f"{name} requires real- or complex-valued inputs (input dtype that is a sub-dtype of"
                            f" np.inexact), but got {dtype.name}. If you want to use Boolean- or integer-valued"
                            " inputs, use vjp or set allow_int to True.")
    elif kind not in "fc":
        raise TypeError(f"{name} requires numerical-valued inputs (input dtype that is a sub-dtype of np.bool_ or"
                        f" np.number), but got {dtype.name}.")


def _check_output_reverse(name, holomorphic, h):
    dtype = _aval(h).dtype
    kind = _kind(dtype)
    if dtype.name.startswith("key<"):
        raise TypeError(f"{name} with output element type {dtype.name}")
    if holomorphic:
        if kind != "c":
            raise TypeError(f"{name} with holomorphic=True requires outputs with complex dtype, but got {dtype.name}.")
    elif kind == "c":
        raise TypeError(f"{name} requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but"
                        f" got {dtype.name}. For holomorphic differentiation, pass holomorphic=True. For"
                        " differentiation of non-holomorphic functions involving complex outputs, use jax.vjp"
                        " directly.")
    elif kind != "f":
        raise TypeError(f"{name} requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but"
                        f" got {dtype.name}. For differentiation of functions with integer outputs, use jax.vjp"
                        " directly.")


def _reverse(call, args, has_aux):
    """Runs the forward pass: the engine's vjp, the output's store, and the arguments' structure."""
    leaves, spec = flatten_spec(args)
    store = Store()
    make = flat_function_with_aux if has_aux else flat_function
    flat = make(call, spec, store, lambda x: f"Gradient only defined for scalar-output functions. Output was {x}.")
    return host.vjp(flat, [check_arg(x) for x in leaves]), store, spec


def _pulled(pullback, cotangents, primals):
    """The cotangents of primals; inside of a shard_map, those of values that are the same everywhere are summed."""
    out = host.pullback(pullback, cotangents)
    if not mapped_axes:
        return out
    from . import _manual
    return _manual.cotangents(out, _manual.marks(primals))


def value_and_grad(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False, reduce_axes=()):
    """A function that evaluates both ``fun`` and its gradient.

    ``argnums`` says which positional arguments to differentiate with respect to; with ``has_aux`` the function returns
    a pair, of which only the first element is differentiated.
    """
    check_callable(fun)
    argnums = _index(argnums)

    @_document(fun, "Value and gradient of {fun} with respect to positional argument(s) {argnums}. Takes the same"
                    " arguments as {fun} but returns a two-element tuple where the first element is the value of {fun}"
                    " and the second element is the gradient, which has the same shape as the arguments at positions"
                    " {argnums}.", argnums)
    def value_and_grad_f(*args, **kwargs):
        top = argnums if isinstance(argnums, int) else max(argnums)
        if top >= len(args):
            raise TypeError(f"differentiating with respect to {argnums=} requires at least {top + 1} positional"
                            f" arguments to be passed by the caller, but got only {len(args)} positional arguments.")
        dynamic, call = _split_arguments(fun, argnums, args, kwargs)
        leaves, spec = flatten_spec(dynamic)
        handles = [check_arg(x) for x in leaves]
        for h in handles:
            _check_input_reverse("grad", holomorphic, allow_int, h)
        store = Store()
        make = flat_function_with_aux if has_aux else flat_function
        flat = make(call, spec, store, lambda x: f"Gradient only defined for scalar-output functions. Output was {x}.")
        pullback = host.vjp(flat, handles)
        outs = pullback.outputs()
        if store.count != 1 or store.spec != "*":
            ans = store.build(outs[:store.count])
            raise TypeError(f"Gradient only defined for scalar-output functions. Output was {ans}.")
        ans = outs[0]
        if type(_aval(ans)) is not ShapedArray:
            raise TypeError("Gradient only defined for scalar-output functions. Output had abstract value"
                            f" {_aval(ans).str_short()}.")
        shape = _aval(ans).shape
        if shape != ():
            raise TypeError(f"Gradient only defined for scalar-output functions. Output had shape: {shape}.")
        _check_output_reverse("grad", holomorphic, ans)
        grads = wrap_all(_pulled(pullback, [host.oneLike(ans)], handles))
        result = build(spec, iter(grads))
        if isinstance(argnums, int):
            result = result[0]
        if has_aux:
            return (wrap(ans), build_aux(store, outs[1:])), result
        return wrap(ans), result
    return value_and_grad_f


def grad(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False, reduce_axes=()):
    """A function that evaluates the gradient of ``fun``, which must return a scalar.

    ``argnums`` says which positional arguments to differentiate with respect to; with ``has_aux`` the function returns
    a pair, and the transformed one a pair of gradient and auxiliary data.
    """
    evaluate = value_and_grad(fun, argnums, has_aux, holomorphic, allow_int)

    @_document(fun, "Gradient of {fun} with respect to positional argument(s) {argnums}. Takes the same arguments as"
                    " {fun} but returns the gradient, which has the same shape as the arguments at positions"
                    " {argnums}.", argnums)
    def grad_f(*args, **kwargs):
        value, g = evaluate(*args, **kwargs)
        return (g, value[1]) if has_aux else g
    return grad_f


def _shape(x):
    return _aval(value(x)).shape


def jvp(fun, primals, tangents, has_aux=False):
    """The value of ``fun`` at ``primals`` and its derivative in the direction ``tangents``."""
    check_callable(fun)
    if not isinstance(primals, (tuple, list)) or not isinstance(tangents, (tuple, list)):
        raise TypeError("primal and tangent arguments to jax.jvp must be tuples or lists; found"
                        f" {type(primals).__name__} and {type(tangents).__name__}.")
    primals, tangents = tuple(primals), tuple(tangents)
    ps, spec = flatten_spec(primals)
    ts, tangent_spec = flatten_spec(tangents)
    if spec != tangent_spec:
        raise TypeError("primal and tangent arguments to jax.jvp must have the same tree structure; primals have tree"
                        f" structure {PyTreeDef(spec)} whereas tangents have tree structure {PyTreeDef(tangent_spec)}.")
    ps = [check_arg(p) for p in ps]
    ts = [check_arg(t) for t in ts]
    for p, t in zip(ps, ts):
        a, b = _aval(p), _aval(t)
        if type(a) is not ShapedArray:
            if a.to_tangent_aval() != b:
                raise TypeError("primal and tangent arguments to jax.jvp do not match; types must be equal, got primal type"
                                f" {a.str_short()} and so expected tangent type {a.to_tangent_aval().str_short()}, but got"
                                f" tangent type {b.str_short()} instead.")
            continue
        expected = a.to_tangent_aval().dtype
        if expected is not b.dtype:
            raise TypeError("primal and tangent arguments to jax.jvp do not match; dtypes must be equal, or in case of"
                            f" int/bool primal dtype the tangent dtype must be float0.Got primal dtype {a.dtype} and so"
                            f" expected tangent dtype {expected}, but got tangent dtype {b.dtype} instead.")
        if a.shape != b.shape:
            raise ValueError("jvp called with different primal and tangent shapes;Got primal shape"
                             f" {a.shape} and tangent shape as {b.shape}")
    store = Store()
    make = flat_function_with_aux if has_aux else flat_function
    flat = make(lambda args: fun(*args), spec, store, not_a_type)
    outs, out_tangents = host.jvp(flat, ps, ts)
    n = store.count
    result = store.build(outs[:n]), store.build(out_tangents[:n])
    return (*result, build_aux(store, outs[n:])) if has_aux else result


class VJP:
    """The function that :func:`jax.vjp` returns: maps a cotangent of the output to cotangents of the inputs."""
    __slots__ = ("_pullback", "_store", "_spec", "_fun", "_same", "__weakref__")
    __module__ = "jax._src.api"

    def __init__(self, pullback, store, spec, fun, primals):
        self._same = None
        if mapped_axes:
            from ._manual import marks
            self._same = marks(primals)
        self._pullback = pullback
        self._store = store
        self._spec = spec
        self._fun = fun

    def __call__(self, *args):
        if len(args) != 1:
            name = fun_name(self._fun)
            raise TypeError(
                f"\nThe function returned by `jax.vjp` applied to {name} was called with {len(args)} arguments,\n"
                "but functions returned by `jax.vjp` must be called with a single argument\n"
                "corresponding to the single value returned by the function being differentiated\n"
                "(even if that returned value is a tuple or other container).\n\nFor example, if we have:\n\n"
                "  def f(x):\n    return (x, x)\n  _, f_vjp = jax.vjp(f, 1.0)\n\n"
                "the function `f` returns a single tuple as output, and so we call `f_vjp` with a\nsingle tuple as its"
                " argument:\n\n  x_bar, = f_vjp((2.0, 2.0))\n\nIf we instead call `f_vjp(2.0, 2.0)`, with the values"
                " 'splatted out' as arguments\nrather than in a tuple, this error can arise.")
        ct = args[0]
        store = self._store
        leaves, spec = flatten_spec(ct)
        if spec != store.spec:
            _cotangent_structure_error(self._fun, store, spec)
        outs = self._pullback.outputs()
        handles = []
        for x, out in zip(leaves, outs[:store.count]):
            h = check_arg(x)
            got, primal = _aval(h), _aval(out)
            expected = primal.to_tangent_aval()
            if _unlike(got, expected):
                raise ValueError(
                    "unexpected JAX type (e.g. shape/dtype) for argument to VJP function: got"
                    f" {got.str_short()}, but expected {expected.str_short()} because the corresponding output of the"
                    f" differentiated function had JAX type {primal.str_short()}")
            handles.append(h)
        cotangents = host.pullback(self._pullback, handles)
        if self._same is not None:
            from ._manual import cotangents as summed
            cotangents = summed(cotangents, self._same)
        return build(self._spec, iter(wrap_all(cotangents)))

    def with_refs(self, *wanted):
        """A function of the cotangent that adds cotangents of the inputs to references. ``wanted`` has for each input the
        reference, ``jax.ad.GradValue()`` for the value as usual, or ``jax.ad.DontWant()``."""
        from . import ad
        marks = PyTreeDef(self._spec).flatten_up_to(wanted)

        def with_refs(*args):
            cotangents = flatten_spec(self(*args))[0]
            return build(self._spec, iter([ad._given(c, w) for c, w in zip(cotangents, marks)]))
        return with_refs


def _with_residuals(vjp_fun, residuals):
    """The same function over other residuals; ones that are no arrays, as when trees are compared, are kept aside."""
    out = object.__new__(VJP)
    out._store, out._spec, out._fun, out._same = vjp_fun._store, vjp_fun._spec, vjp_fun._fun, vjp_fun._same
    handles = [getattr(x, "_h", None) for x in residuals]
    out._pullback = residuals if None in handles else host.withResiduals(vjp_fun._pullback, handles)
    return out


def _residuals(vjp_fun):
    kept = vjp_fun._pullback
    return (kept if isinstance(kept, (tuple, list)) else wrap_all(host.residuals(kept))), vjp_fun


register(VJP, _residuals, _with_residuals)


def _cotangent_structure_error(fun, store, spec):
    from ._tree_errors import structure_differences
    from ._tree_paths import keystr
    lines = []
    for path, out, got, why in structure_differences(PyTreeDef(store.spec), PyTreeDef(spec)):
        lines.append(f"  * out{keystr(path)} was a {out} in the original output, but a {got} here, so {why}.")
    raise ValueError("unexpected tree structure.\n\nThe argument to a VJP function returned by `jax.vjp` must match the"
                     f" pytree\nstructure of the differentiated function {source_info(fun)}.\n\n"
                     "But the tree structures differ:\n" + "\n".join(lines))


def vjp(fun, *primals, has_aux=False, reduce_axes=()):
    """The value of ``fun`` at ``primals`` and a function that maps cotangents of the output to those of the inputs."""
    check_callable(fun)
    leaves, spec = flatten_spec(primals)
    store = Store()
    make = flat_function_with_aux if has_aux else flat_function
    flat = make(lambda args: fun(*args), spec, store, not_a_type)
    handles = [check_arg(x) for x in leaves]
    pullback = host.vjp(flat, handles)
    outs = pullback.outputs()
    n = store.count
    out = store.build(outs[:n])
    f_vjp = VJP(pullback, store, spec, fun, handles)
    return (out, f_vjp, build_aux(store, outs[n:])) if has_aux else (out, f_vjp)


def linearize(fun, *primals, has_aux=False):
    """The value of ``fun`` at ``primals`` and its derivative there as a function of the tangents."""
    check_callable(fun)
    leaves, spec = flatten_spec(primals)
    handles = [check_arg(x) for x in leaves]
    store = Store()
    make = flat_function_with_aux if has_aux else flat_function
    linear = host.linearize(make(lambda args: fun(*args), spec, store, not_a_type), handles)
    outs = linear.outputs()
    n = store.count
    out = store.build(outs[:n])

    def f_jvp(*tangents):
        ts, tangent_spec = flatten_spec(tangents)
        if tangent_spec != spec:
            raise TypeError(f"expected {PyTreeDef(spec)}, got {PyTreeDef(tangent_spec)}")
        values = [check_arg(t) for t in ts]
        for p, t in zip(handles, values):
            a, b = _aval(p).to_tangent_aval(), _aval(t)
            if _unlike(a, b):
                raise ValueError("linearized function called on tangent values inconsistent with the original primal"
                                 f" values:\nGot tangent aval {b} for primal aval {_aval(p)} but expected {a}.")
        return store.build(host.pushforward(linear, values)[:n])
    return (out, f_jvp, build_aux(store, outs[n:])) if has_aux else (out, f_jvp)


def linear_transpose(fun, *primals, reduce_axes=()):
    """The transpose of a function that is promised to be linear, for arguments shaped like ``primals``."""
    leaves, spec = flatten_spec(primals)
    avals = [_aval_of(x) for x in leaves]
    for a in avals:
        if _kind(a.dtype) not in "fc":
            raise TypeError("linear_transpose only supports [float or complex -> float or complex], and [integer ->"
                            f" integer] functions, but got [{a.dtype.name}].")
    store = Store()
    flat = flat_function(lambda args: fun(*args), spec, store, not_a_type)
    jaxpr = host.stage(flat, [_aval_key(a) for a in avals], None)

    def transposed(ct):
        cts, ct_spec = flatten_spec(ct)
        if ct_spec != store.spec:
            raise TypeError("cotangent tree does not match function output, expected"
                            f" {PyTreeDef(store.spec)} but got {PyTreeDef(ct_spec)}")
        values = [check_arg(x) for x in cts]
        for h, a in zip(values, host.outputAvals(jaxpr)):
            b = _aval(h)
            if b.shape != a.shape or b.dtype is not a.dtype:
                raise TypeError("cotangent type does not match function output, expected"
                                f" {a} but got {b}")
        return build(spec, iter(wrap_all(host.transposeLinear(jaxpr, values))))
    return transposed


def _aval_of(x):
    from ._core import ShapeDtypeStruct
    if isinstance(x, (ShapedArray, ShapeDtypeStruct)):
        return ShapedArray(x.shape, x.dtype, x.weak_type)
    return _aval(check_arg(x))


def _aval_key(a):
    from ._jit import aval_key
    return aval_key(a)


# ---- Jacobians ----

def _unravel(tree, axis, array, example=None, force=False):
    """Splits one axis of an array into the leaves of a tree, in the leaves' own types or the example's."""
    from . import numpy as jnp
    leaves, treedef = tree_flatten(tree)
    sizes = [max(_size(x), 0) for x in leaves]
    axis %= array.ndim
    before, after = array.shape[:axis], array.shape[axis + 1:]
    parts = wrap_all(host.splitAxis(array._h, axis, sizes))
    out = []
    for x, part in zip(leaves, parts):
        part = jnp.reshape(part, before + _shape(x) + after)
        out.append(wrap(host.downcastLike(part._h, check_arg(x if example is None else example), force)))
    return treedef.unflatten(out)


def _size(x):
    n = 1
    for d in _shape(x):
        n *= d
    return n


def _standard_basis(tree):
    from . import numpy as jnp
    leaves = tree_flatten(tree)[0]
    n = sum([_size(x) for x in leaves])
    dtype = jnp.result_type(*leaves)
    return _unravel(tree, 1, jnp.eye(n, dtype=dtype), force=True)


def jacfwd(fun, argnums=0, has_aux=False, holomorphic=False):
    """The Jacobian of ``fun``, computed column by column in forward mode."""
    check_callable(fun)
    argnums = _index(argnums)

    @_document(fun, "Jacobian of {fun} with respect to positional argument(s) {argnums}. Takes the same arguments as"
                    " {fun} but returns the jacobian of the output with respect to the arguments at positions"
                    " {argnums}.", argnums)
    def jacfun(*args, **kwargs):
        from ._vmap import vmap
        dynamic, call = _split_arguments(fun, argnums, args, kwargs)
        tree_map(lambda x: _check_input_forward(holomorphic, _aval(check_arg(x)).dtype), dynamic)

        def push(tangents):
            return jvp(lambda *xs: call(xs), dynamic, tangents, has_aux=has_aux)
        basis = _standard_basis(dynamic)
        if has_aux:
            y, jac, aux = vmap(push, out_axes=(None, -1, None))(basis)
        else:
            y, jac = vmap(push, out_axes=(None, -1))(basis)
        if holomorphic:
            tree_map(_check_output_forward, y)
        example = dynamic[0] if isinstance(argnums, int) else dynamic
        tree = tree_map(lambda out, j: _unravel(example, -1, j, out), y, jac)
        return (tree, aux) if has_aux else tree
    return jacfun


# The checks walk through `tree_map`, which builds containers of what they return: one whose constructor refuses anything but
# arrays says so here.
def _check_output_forward(x):
    if x.dtype.kind != "c":
        raise TypeError(f"jacfwd with holomorphic=True requires outputs with complex dtype, but got {x.dtype.name}.")


def _check_input_forward(holomorphic, dtype):
    kind = _kind(dtype)
    if holomorphic:
        if kind != "c":
            raise TypeError(f"jacfwd with holomorphic=True requires inputs with complex dtype, but got {dtype.name}.")
    elif kind != "f":
        raise TypeError("jacfwd requires real-valued inputs (input dtype that is a sub-dtype of np.floating), but got"
                        f" {dtype.name}. For holomorphic differentiation, pass holomorphic=True. For differentiation of"
                        " non-holomorphic functions involving complex inputs or integer inputs, use jax.jvp directly.")


def jacrev(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False):
    """The Jacobian of ``fun``, computed row by row in reverse mode."""
    check_callable(fun)
    argnums = _index(argnums)

    @_document(fun, "Jacobian of {fun} with respect to positional argument(s) {argnums}. Takes the same arguments as"
                    " {fun} but returns the jacobian of the output with respect to the arguments at positions"
                    " {argnums}.", argnums)
    def jacfun(*args, **kwargs):
        from ._vmap import vmap
        from .tree_util import tree_transpose
        dynamic, call = _split_arguments(fun, argnums, args, kwargs)
        tree_map(lambda x: _check_input_reverse("jacrev", holomorphic, allow_int, check_arg(x)), dynamic)
        result = vjp(lambda *xs: call(xs), *dynamic, has_aux=has_aux)
        y, pullback = result[0], result[1]
        tree_map(lambda x: _check_output_reverse("jacrev", holomorphic, x._h), y)
        jac = vmap(pullback)(_standard_basis(y))
        example = dynamic
        if isinstance(argnums, int):
            jac, example = jac[0], dynamic[0]
        tree = tree_map(lambda x, j: _unravel(y, 0, j, x), example, jac)
        tree = tree_transpose(tree_structure(example), tree_structure(y), tree)
        return (tree, result[2]) if has_aux else tree
    return jacfun


jacobian = jacrev


def hessian(fun, argnums=0, has_aux=False, holomorphic=False):
    """The Hessian of ``fun``: the forward-mode Jacobian of its reverse-mode Jacobian."""
    return jacfwd(jacrev(fun, argnums, has_aux=has_aux, holomorphic=holomorphic), argnums, has_aux=has_aux,
                  holomorphic=holomorphic)


_attach(globals(), "transforms", "grad hessian jacfwd jacrev jvp linear_transpose linearize value_and_grad vjp")
