"""Control flow over trees: cond, switch, while_loop, fori_loop, scan, map."""
from ._documentation import attach as _attach
from . import _config
from ._array import _aval, host, wrap
from ._core import ShapedArray
from ._flat import Store, UnboundRef, check_arg, flat_function, value
from ._names import described, source_info
from ._tree import LEAF, PyTreeDef, build, flatten_spec

_values = _config.values


def _not_jax(fun, kind):
    def describe(x):
        return (f"function {source_info(fun)} traced for {kind} returned a value of type {type(x)}, which is not a"
                " valid JAX type")
    return describe


def _stage(call, spec, types, fun, kind):
    store = Store()
    body = host.stage(flat_function(call, spec, store, _not_jax(fun, kind)), types, described(fun, kind, spec))
    return body, store


def _plain(t):
    return t.str_short()


def _difference(a, b):
    if type(a) is not ShapedArray or type(b) is not ShapedArray:
        return ""
    if a.shape == b.shape and a.dtype is b.dtype:
        return ""
    if a.shape != b.shape and a.dtype is not b.dtype:
        return ", so the shapes and dtypes do not match"
    if a.shape != b.shape:
        return ", so the shapes do not match"
    return ", so the dtypes do not match"


def _otherwise_divided(a, b):
    """Whether types show different shardings; one that shows none is whole."""
    if a._sharding is None and b._sharding is None:
        return False
    return a.sharding != b.sharding


# ---- conditionals ----

class _NoOperand:
    """The default of `operand`, which may itself be None."""
    __slots__ = ()

    def __repr__(self):
        return "<no operand>"


_NO_OPERAND = _NoOperand()


def cond(pred, true_fun, false_fun, *operands, operand=_NO_OPERAND):
    """Applies ``true_fun`` or ``false_fun`` to the operands, by the value of a boolean scalar."""
    if not callable(true_fun) or not callable(false_fun):
        if callable(false_fun) and len(operands) == 2 and callable(operands[1]):
            # the older form: an operand with each function
            on_true, on_false = false_fun, operands[1]
            return cond(pred, lambda x, _: on_true(x), lambda _, x: on_false(x), true_fun, operands[0])
        raise TypeError("lax.cond: true_fun and false_fun arguments should be callable.")
    if operand is not _NO_OPERAND:
        if operands:
            raise TypeError("if 'operand' keyword is passed then no positional operands can be passed, got"
                            f" operand={operand} and positional operands {operands}")
        operands = (operand,)
    p = value(pred)
    if pred is None:
        raise TypeError("cond predicate is None")
    if p is None:
        raise TypeError(f"Pred must be a scalar, got {pred} of type {type(pred)}")
    aval = _aval(p)
    if aval.shape != ():
        raise TypeError(f"Pred must be a scalar, got {pred} of shape {aval.shape}.")
    if aval.dtype.kind not in "biuf":
        raise TypeError(f"Pred type must be either boolean or number, got {pred}.")
    if _values["jax_disable_jit"] and host.concrete(p) is not None:
        return true_fun(*operands) if bool(pred) else false_fun(*operands)
    if aval.dtype.kind != "b":
        from . import numpy as jnp
        p = jnp.not_equal(pred, 0)._h
    return _branches(p, [false_fun, true_fun], operands, "cond", ["false_fun", "true_fun"])


def switch(index, branches, *operands, operand=_NO_OPERAND):
    """Applies the branch of a number to the operands; the number is clamped into range."""
    if not all([callable(b) for b in branches]):
        raise TypeError("lax.switch: branches argument should be a sequence of callables.")
    if operand is not _NO_OPERAND:
        if operands:
            raise TypeError("if 'operand' keyword is passed then no positional operands can be passed, got"
                            f" operand={operand} and positional operands {operands}")
        operands = (operand,)
    i = value(index)
    if i is None:
        raise TypeError(f"Index type must be an integer, got {index}.")
    if _aval(i).shape != ():
        raise TypeError(f"Branch index must be scalar, got {index} of shape {_aval(i).shape}.")
    dtype = _aval(i).dtype
    if dtype.kind not in "iu":
        raise TypeError(f"Index type must be an integer, got {index} as {dtype.name}")
    branches = list(branches)
    if not branches:
        raise ValueError("Empty branch sequence")
    if len(branches) == 1:
        return branches[0](*operands)
    if _values["jax_disable_jit"] and host.concrete(i) is not None:
        return branches[max(0, min(len(branches) - 1, int(index)))](*operands)
    return _branches(i, branches, operands, "switch", [f"branch {k}" for k in range(len(branches))])


def _branches(index, branches, operands, kind, labels):
    try:
        return _pure_branches(index, branches, operands, kind, labels)
    except UnboundRef as problem:
        from ._refs import branches_with_refs
        return branches_with_refs(problem, index, branches, operands, kind, labels)


def _pure_branches(index, branches, operands, kind, labels):
    leaves, spec = flatten_spec(operands)
    handles = [check_arg(x) for x in leaves]
    types = [host.avalOf(h) for h in handles]
    # JAX traces the true branch of a conditional first.
    order = [1, 0] if kind == "cond" else range(len(branches))
    bodies, stores = [None] * len(branches), [None] * len(branches)
    for k in order:
        fun = branches[k]
        bodies[k], stores[k] = _stage(lambda tree, f=fun: f(*tree), spec, types, fun, kind)
    first = 1 if kind == "cond" else 0
    for k in order:
        if k != first:
            _check_branches(branches, bodies, stores, first, k, kind, labels)
    return stores[first].build(host.cond(index, bodies, handles))


def _check_branches(branches, bodies, stores, a, b, kind, labels):
    noun = "cond" if kind == "cond" else "switch"
    where = f"{labels[a]} is {source_info(branches[a])}\n{labels[b]} is {source_info(branches[b])}"
    name_a = f"{labels[a]} output"
    if stores[a].spec != stores[b].spec:
        from ._tree_errors import structure_differences
        from ._tree_paths import keystr
        lines = []
        for path, x, y, why in structure_differences(PyTreeDef(stores[a].spec), PyTreeDef(stores[b].spec)):
            at = f" at path {keystr(path)}" if path else ""
            lines.append(f"{name_a}{at} is a {x} but {labels[b]} output{at} is a {y}, so {why}.")
        raise TypeError(f"{noun} branch outputs must have the same pytree structure, but they differ:\n\n{where}\n\n"
                        + "\n\n".join(lines) + f"\n\nRevise {labels[a]} and/or {labels[b]} so that they have the same"
                        " pytree structure.")
    lines = []
    from ._tree_paths import keystr, leaf_paths
    paths = leaf_paths(PyTreeDef(stores[a].spec))
    for path, x, y in zip(paths, host.outputAvals(bodies[a]), host.outputAvals(bodies[b])):
        if _differ(x, y):
            at = keystr(path)
            lines.append(f"The output of {labels[a]}{' at path ' + at if at else ''} has type {_plain(x)} but the"
                         f" corresponding output of {labels[b]} has type {_plain(y)}{_difference(x, y)}.")
    if lines:
        raise TypeError(f"{noun} branches must have equal output types but they differ.\n\n{where}\n\n"
                        + "\n\n".join(lines)
                        + f"\n\nRevise {labels[a]} and/or {labels[b]} so that all output types match.")


# ---- loops ----

def _promoted(handles, types, outs):
    """Starts of weak type converted where the body widens them; None when nothing changes."""
    changed = False
    for k, (a, b) in enumerate(zip(types, outs)):
        if host.promotesTo(a, b):
            handles[k] = host.convertTo(handles[k], host.strong(b))
            types[k] = host.avalOf(handles[k])
            changed = True
    return changed


def _differ(a, b):
    """Whether two types of a carry are not the same but for a weak type."""
    if type(a) is not ShapedArray or type(b) is not ShapedArray:
        return a != b
    return a.shape != b.shape or a.dtype is not b.dtype or _otherwise_divided(a, b)


def _check_carry(fun, kind, spec, in_avals, out_spec, out_avals, position, name=None):
    if name is None:
        from ._names import argument_names
        name = argument_names(fun, position + 1)[position]
    if out_spec != spec:
        from ._tree_errors import structure_differences
        from ._tree_paths import keystr
        lines = []
        for path, x, y, why in structure_differences(PyTreeDef(spec), PyTreeDef(out_spec)):
            x = "<class 'jax._src.core.ShapedArray'>" if x == "pytree leaf" else x
            y = "<class 'jax._src.core.ShapedArray'>" if y == "pytree leaf" else y
            at = keystr(path)
            shown = f"The input carry component {name}{at}" if at else f"The input carry {name}"
            lines.append(f"{shown} is a {x} but the corresponding component of the carry output is a {y}, so {why}.")
        raise TypeError(f"{kind} body function carry input and carry output must have the same pytree structure, but"
                        " they differ:\n\n" + "\n\n".join(lines) + "\n\nRevise the function so that the carry output"
                        " has the same pytree structure as the carry input.")
    from ._tree_paths import keystr, leaf_paths
    lines = []
    for path, a, b in zip(leaf_paths(PyTreeDef(spec)), in_avals, out_avals):
        if _differ(a, b):
            at = keystr(path)
            shown = f"The input carry component {name}{at}" if at else f"The input carry {name}"
            lines.append(f"{shown} has type {_plain(a)} but the corresponding output carry component has type"
                         f" {_plain(b)}{_difference(a, b)}.")
    if lines:
        listed = lines[0] if len(lines) == 1 else "\n".join([f"  * {line}" for line in lines])
        raise TypeError(f"{kind} body function carry input and carry output must have equal types, but they differ:"
                        f"\n\n{listed}\n\nRevise the function so that all output types match the corresponding input"
                        " types.")


def while_loop(cond_fun, body_fun, init_val):
    """Applies ``body_fun`` to a value while ``cond_fun`` of it is true."""
    if not (callable(body_fun) and callable(cond_fun)):
        raise TypeError("lax.while_loop: body_fun and cond_fun arguments should be callable.")
    if _values["jax_disable_jit"]:
        val = init_val
        while bool(cond_fun(val)):
            val = body_fun(val)
        return val
    try:
        return _while_loop(cond_fun, body_fun, init_val)
    except UnboundRef as problem:
        from ._refs import while_with_refs
        return while_with_refs(problem, cond_fun, body_fun, init_val)


def _while_loop(cond_fun, body_fun, init_val):
    leaves, spec = flatten_spec(init_val)
    handles = [check_arg(x) for x in leaves]
    types = [host.avalOf(h) for h in handles]
    for _ in range(3):
        test, test_store = _stage(cond_fun, spec, types, cond_fun, "while_cond")
        body, store = _stage(body_fun, spec, types, body_fun, "while_body")
        if store.spec == spec and _promoted(handles, types, host.outputTypes(body)):
            continue
        break
    outs = list(host.outputAvals(test))
    if test_store.spec is not LEAF:
        raise TypeError(f"cond_fun must return a boolean scalar, but got pytree {PyTreeDef(test_store.spec)}.")
    if outs[0].shape != () or outs[0].dtype.kind != "b":
        raise TypeError(f"cond_fun must return a boolean scalar, but got output type(s) {outs}.")
    _check_carry(body_fun, "while_loop", spec, [_aval(h) for h in handles], store.spec, host.outputAvals(body), 0)
    return store.build(host.whileLoop(test, body, handles))


def fori_loop(lower, upper, body_fun, init_val, *, unroll=None):
    """Applies ``body_fun(i, value)`` for each i from ``lower`` to ``upper``."""
    if not callable(body_fun):
        raise TypeError("lax.fori_loop: body_fun argument should be callable.")
    lo, hi = check_arg(lower), check_arg(upper)
    a, b = _aval(lo), _aval(hi)
    for x in (a, b):
        if x.shape != ():
            raise TypeError("lower and upper arguments to fori_loop must be scalars")
    if a.dtype is not b.dtype and (not (a.weak_type or b.weak_type) or "f" in (a.dtype.kind, b.dtype.kind)):
        raise TypeError("lower and upper arguments to fori_loop must have equal types, got"
                        f" {a.dtype.name} and {b.dtype.name}")
    start, stop = _trip(lower), _trip(upper)
    if _values["jax_disable_jit"] and start is not None and stop is not None:
        val = init_val
        for i in range(start, stop):
            val = body_fun(i, val)
        return val
    if start is not None and stop is not None:
        length = max(stop - start, 0)
        if length == 0:
            return init_val

        def scan_body(carry, _):
            i, x = carry
            return (i + 1, body_fun(i, x)), None
        (_, result), _ = _scan(scan_body, (lower, init_val), None, length, False, unroll or 1,
                               "loop_carry", body_fun)
        return result
    from . import numpy as jnp
    if a.dtype is not b.dtype:
        common = jnp.result_type(lower, upper)
        lower, upper = jnp.asarray(lower, common), jnp.asarray(upper, common)
    elif unroll is not None and unroll is not False and unroll != 1:
        raise ValueError("Can only use `unroll` in `fori_loop` if the loop bounds are statically known.")

    def test(carry):
        i, end, _ = carry
        return _lax().lt(i, end)

    def body(carry):
        i, end, x = carry
        return _lax().add(i, _one_like(i)), end, body_fun(i, x)
    return while_loop(test, body, (lower, upper, init_val))[2]


def _lax():
    from . import lax
    return lax


def _one_like(i):
    return wrap(host.oneLike(i._h)) if hasattr(i, "_h") else 1


def _trip(x):
    if type(x) is int:
        return x
    h = value(x)
    v = host.staticInteger(h)
    return v


def scan(f, init, xs=None, length=None, reverse=False, unroll=1, _split_transpose=False):
    """Loops over the leading axis of ``xs``, carrying a value: ``f(carry, x)`` gives the next carry and an output."""
    if not callable(f):
        raise TypeError("lax.scan: f argument should be a callable.")
    return _scan(f, init, xs, length, reverse, unroll, None, f)


def _scan(f, init, xs, length, reverse, unroll, carry_name, named):
    try:
        return _pure_scan(f, init, xs, length, reverse, unroll, carry_name, named)
    except UnboundRef as problem:
        from ._refs import scan_with_refs
        return scan_with_refs(problem, f, init, xs, length, reverse, unroll, carry_name, named)


def _pure_scan(f, init, xs, length, reverse, unroll, carry_name, named):
    x_leaves, x_spec = flatten_spec(xs)
    x_handles = [check_arg(x) for x in x_leaves]
    lengths = []
    for x, h in zip(x_leaves, x_handles):
        if type(_aval(h)) is not ShapedArray:
            continue
        shape = _aval(h).shape
        if not shape:
            kind = IndexError if hasattr(x, "shape") else ValueError
            raise kind(f"scan got value with no leading axis to scan over: {x}.")
        lengths.append(shape[0])
        if host.shardingOf(h) is not None and _aval(h).sharding.spec[0] is not None:
            raise ValueError(f"0th dimension of all xs should be replicated. Got {_aval(h).sharding.spec}")
    if length is not None:
        try:
            n = length.__index__()
        except Exception:
            raise TypeError("The `length` argument to `scan` expects a concrete `int` value, got"
                            f" {length!r}.") from None
        if not all([m == n for m in lengths]):
            raise ValueError(f"scan got `length` argument of {n} which disagrees with leading axis sizes {lengths}.")
    else:
        sizes = sorted(set(lengths))
        if len(sizes) > 1:
            raise ValueError("scan got values with different leading axis sizes: "
                             + ", ".join([str(m) for m in lengths]) + ".")
        if not sizes:
            raise ValueError("scan got no values to scan over and `length` not provided.")
        n = sizes[0]
    if _values["jax_disable_jit"]:
        return _eager_scan(f, init, x_handles, x_spec, n, reverse)
    leaves, spec = flatten_spec(init)
    handles = [check_arg(x) for x in leaves]
    types = [host.avalOf(h) for h in handles]
    slices = [host.sliceType(h) for h in x_handles]
    both = (tuple, None, (spec, x_spec))
    for _ in range(3):
        body, store = _stage_pair(f, both, types + slices, named)
        out_spec, y_spec = store.extra
        n_carry = len(handles)
        if out_spec == spec and _promoted(handles, types, list(host.outputTypes(body))[:n_carry]):
            continue
        break
    outs = list(host.outputAvals(body))
    _check_carry(f, "scan", spec, [_aval(h) for h in handles], out_spec, outs[:n_carry], 0, carry_name)
    if type(unroll) is bool:
        unroll = max(n, 1) if unroll else 1
    if unroll < 1:
        raise ValueError("`unroll` must be a `bool` or a non-negative `int`.")
    result = list(host.scan(body, handles, x_handles, n, bool(reverse), unroll))
    carry = [wrap(h) for h in result[:n_carry]]
    ys = [wrap(h) for h in result[n_carry:]]
    return (carry[0] if spec is LEAF else build(spec, iter(carry)),
            ys[0] if y_spec is LEAF else build(y_spec, iter(ys)))


def _stage_pair(f, spec, types, named):
    store = Store()

    def flat(handles):
        carry, x = build(spec, iter([wrap(h) for h in handles]))
        out = f(carry, x)
        if not isinstance(out, (tuple, list)) or len(out) != 2:
            raise TypeError(f"scan body output must be a pair, got {_typed(out)}.")
        carry_leaves, carry_spec = flatten_spec(out[0])
        y_leaves, y_spec = flatten_spec(out[1])
        store.extra = (carry_spec, y_spec)
        store.spec = carry_spec
        from ._flat import output_values
        return output_values(carry_leaves + y_leaves, _not_jax(named, "scan"))
    # the names of a fori_loop's parameters are those of its own body, (i, value)
    about = described(named, "scan", spec) if named is f else described(named, "fori_loop", spec[2][0])
    return host.stage(flat, types, about), store


def _typed(out):
    from ._tree import tree_map
    try:
        return tree_map(lambda x: _aval(value(x)), out)
    except Exception:
        return out


def _eager_scan(f, init, handles, spec, n, reverse):
    from . import numpy as jnp
    from ._indexing import getitem
    from ._tree import tree_map
    xs = build(spec, iter([wrap(h) for h in handles])) if spec is not LEAF else wrap(handles[0])
    carry, ys = init, []
    for i in (reversed(range(n)) if reverse else range(n)):
        carry, y = f(carry, tree_map(lambda x: getitem(x, i), xs))
        ys.append(y)
    if reverse:
        ys.reverse()
    if not ys:
        return carry, None
    return carry, tree_map(lambda *parts: jnp.stack(parts), *ys)


def map(f, xs, *, batch_size=None):
    """Applies ``f`` to each slice of ``xs`` along its leading axis, one after the other."""
    if batch_size is not None:
        return _batched_map(f, xs, batch_size)

    def g(_, x):
        return (), f(x)
    return _scan(g, (), xs, None, False, 1, None, f)[1]


def _batched_map(f, xs, batch_size):
    from . import numpy as jnp
    from ._tree import tree_leaves, tree_map
    from ._vmap import vmap
    n = tree_leaves(xs)[0].shape[0]
    whole = n // batch_size
    main = tree_map(lambda x: jnp.reshape(x[:whole * batch_size], (whole, batch_size) + x.shape[1:]), xs)
    out = map(vmap(f), main)
    out = tree_map(lambda y: jnp.reshape(y, (whole * batch_size,) + y.shape[2:]), out)
    if n % batch_size:
        rest = vmap(f)(tree_map(lambda x: x[whole * batch_size:], xs))
        out = tree_map(lambda a, b: jnp.concatenate([a, b]), out, rest)
    return out


def associative_scan(fn, elems, reverse=False, axis=0):
    """All prefix combinations of an associative function along an axis, in logarithmic depth."""
    if not callable(fn):
        raise TypeError("lax.associative_scan: fn argument should be callable.")
    from . import lax
    leaves, spec = flatten_spec(elems)
    from .numpy import asarray
    leaves = [asarray(x) for x in leaves]
    rank = leaves[0].ndim
    if not -rank <= axis < rank:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {rank}")
    axis %= rank
    if reverse:
        leaves = [lax.rev(x, [axis]) for x in leaves]
    n = leaves[0].shape[axis]
    if not all([x.shape[axis] == n for x in leaves[1:]]):
        raise ValueError("Array inputs to associative_scan must have the same first dimension. (saw:"
                         f" {[x.shape for x in leaves]})")

    def combine(a, b):
        a_tree = a[0] if spec is LEAF else build(spec, iter(a))
        b_tree = b[0] if spec is LEAF else build(spec, iter(b))
        return flatten_spec(fn(a_tree, b_tree))[0]

    def part(x, start, limit, stride=1):
        return lax.slice_in_dim(x, start, limit, stride=stride, axis=axis)

    def go(parts):
        size = parts[0].shape[axis]
        if size < 2:
            return parts
        reduced = combine([part(x, 0, -1, 2) for x in parts], [part(x, 1, None, 2) for x in parts])
        odd = go(reduced)
        if size % 2 == 0:
            even = combine([part(x, 0, -1) for x in odd], [part(x, 2, None, 2) for x in parts])
        else:
            even = combine(odd, [part(x, 2, None, 2) for x in parts])
        even = [lax.concatenate([part(x, 0, 1), e], axis) for x, e in zip(parts, even)]
        return [_interleave(e, o, axis) for e, o in zip(even, odd)]
    out = go(leaves)
    if reverse:
        out = [lax.rev(x, [axis]) for x in out]
    return out[0] if spec is LEAF else build(spec, iter(out))


def _interleave(a, b, axis):
    from . import lax
    n, m = a.shape[axis], b.shape[axis]

    def config(high, low):
        out = [(0, 0, 0)] * a.ndim
        out[axis] = (low, high, 1)
        return out
    zero_a, zero_b = lax._const(a, 0), lax._const(b, 0)
    operation = lax.bitwise_or if a.dtype.kind == "b" else lax.add
    return operation(lax.pad(a, zero_a, config(1 if n == m else 0, 0)),
                     lax.pad(b, zero_b, config(0 if n == m else 1, 1)))


_attach(globals(), "control", "associative_scan cond fori_loop map scan switch while_loop")
