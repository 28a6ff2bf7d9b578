"""Mutable references to arrays.

A reference holds a value of the trace that it was made under. A function that is staged (by jit, by loops and conditionals)
and uses a reference from outside is made one that takes the reference's value and gives the new one; which references these
are is learned from the first attempt to trace it, which ends with an UnboundRef.
"""
from ._documentation import attach as _attach
from ._array import _aval, host, mapped_axes as _mapped_axes, wrap
from ._core import ShapedArray
from ._flat import UnboundRef, check_arg, value
from ._tree import LEAF, PyTreeDef, build, flatten_spec


class AbstractRef:
    """The type of a mutable reference."""
    __slots__ = ("inner_aval", "memory_space", "kind", "__weakref__")
    __module__ = "jax._src.state.types"

    def __init__(self, inner_aval, memory_space=None, kind=None):
        self.inner_aval = inner_aval
        self.memory_space = memory_space
        self.kind = kind

    shape = property(lambda self: self.inner_aval.shape)
    dtype = property(lambda self: self.inner_aval.dtype)
    ndim = property(lambda self: self.inner_aval.ndim)
    size = property(lambda self: self.inner_aval.size)
    weak_type = property(lambda self: self.inner_aval.weak_type)
    sharding = property(lambda self: self.inner_aval.sharding)

    def update(self, inner_aval=None, memory_space=None, kind=None):
        return AbstractRef(inner_aval or self.inner_aval, memory_space or self.memory_space, kind or self.kind)

    def str_short(self, short_dtypes=False, **_):
        return f"Ref{{{self.inner_aval.str_short(short_dtypes)}}}"

    def __eq__(self, other):
        return type(other) is AbstractRef and (self.inner_aval, self.memory_space) == (
            other.inner_aval, other.memory_space)

    def __hash__(self):
        return hash((AbstractRef, self.inner_aval, self.memory_space))

    def __repr__(self):
        return self.str_short()

    __str__ = __repr__


class Ref:
    """A mutable reference to an array: ``ref[...]`` reads it, ``ref[...] = x`` writes it."""
    __slots__ = ("_value", "_home", "_made", "_inner", "_freed", "__weakref__")
    __module__ = "jax._src.core"
    _is_ref = True

    def __init__(self, aval, refs=None):
        raise TypeError("a Ref is made by jax.new_ref")

    @property
    def aval(self):
        return AbstractRef(self._inner)

    shape = property(lambda self: self._inner.shape)
    dtype = property(lambda self: self._inner.dtype)
    ndim = property(lambda self: len(self._inner.shape))
    size = property(lambda self: self._inner.size)
    weak_type = property(lambda self: self._inner.weak_type)
    committed = property(lambda self: self._value.committed)
    sharding = property(lambda self: self._value.sharding)
    format = property(lambda self: self._value.format)

    @property
    def at(self):
        return _At(self, ())

    def addupdate(self, x, idx=()):
        """Adds to the elements at an index, or to all."""
        addupdate(self, idx, x)

    def unsafe_buffer_pointer(self):
        return self._value.unsafe_buffer_pointer()

    def _read(self):
        """The value now."""
        if not host.sameAtom(host.homeTrace(), self._home):
            raise UnboundRef(self)
        if self._freed:
            raise ValueError("the reference has been freed")
        return self._value

    def _write(self, new, what):
        """Replaces the value by one of its type."""
        self._read()
        why = host.foreignTo(new._h, self._made)
        if why is None and not _mapped_axes and host.mappedSince(self._made):
            why = "vmapped"
        if why is not None:
            by = ("performing a set/swap operation with a differentiated value on a non-differentiated array reference of"
                  f" type {self.aval}. Move the array reference to be an argument of the differentiated function?"
                  if why == "differentiated" else
                  f"performing {what} operation with vmapped value on an unbatched array reference of type {self.aval}."
                  " Move the array reference to be an argument to the vmapped function?")
            raise Exception(by)
        self._value = _strong(new)

    def __getitem__(self, idx):
        return get(self, idx)

    def __setitem__(self, idx, value):
        set(self, idx, value)

    def __len__(self):
        if not self._inner.shape:
            raise TypeError("len() of unsized object")
        return self._inner.shape[0]

    def __repr__(self):
        text = repr(self._value)
        return "Ref" + text[len("Array"):] if text.startswith("Array") else f"Ref({text})"

    __str__ = __repr__


class _At:
    """``ref.at``: makes views of a part of a reference."""
    __slots__ = ("_ref", "_path")

    def __init__(self, ref, path):
        self._ref = ref
        self._path = path

    def __getitem__(self, idx):
        return TransformedRef(self._ref, (*self._path, idx))


class TransformedRef:
    """A view of the part of a reference at an index."""
    __slots__ = ("ref", "transforms")
    __module__ = "jax._src.state.types"
    _is_ref = True

    def __init__(self, ref, transforms):
        self.ref = ref
        self.transforms = tuple(transforms)

    def _part(self):
        part = self.ref._read()
        for idx in self.transforms:
            part = part[idx]
        return part

    shape = property(lambda self: self._part().shape)
    dtype = property(lambda self: self.ref.dtype)
    ndim = property(lambda self: len(self.shape))
    at = property(lambda self: _At(self.ref, self.transforms))

    def _read(self):
        return self._part()

    def _write(self, new, what):
        self.ref._write(_replaced(self.ref._read(), self.transforms, new), what)

    @property
    def aval(self):
        return AbstractRef(self._part().aval)

    def __getitem__(self, idx):
        return get(self, idx)

    def __setitem__(self, idx, value):
        set(self, idx, value)

    def __len__(self):
        return self.shape[0]


def _replaced(whole, path, new):
    return new if not path else whole.at[path[0]].set(_replaced(whole[path[0]], path[1:], new))


# ---- making, reading, writing ----

def _strong(x):
    return wrap(host.withWeakType(x._h, False)) if x.weak_type else x


def _make(x, inner):
    ref = object.__new__(Ref)
    ref._value = x
    ref._inner = inner
    ref._home = host.homeTrace()
    ref._made = host.currentTrace()
    ref._freed = False
    return ref


def new_ref(init_val, *, memory_space=None, kind=None):
    """A mutable reference to an array with this value."""
    h = value(init_val)
    if h is None:
        raise TypeError("Error interpreting argument to new_ref as a JAX value. The problematic value is of type"
                        f" {type(init_val)} and was passed to new_ref at position 0.")
    x = wrap(host.array(h))
    if x.weak_type and "staging" in list(host.traceKinds()):
        x = _strong(x)
    return _make(x, x.aval)


def empty_ref(ty, memory_space=None):
    """A mutable reference to an array of a type, with no value given; only inside functions that are staged."""
    if "staging" not in list(host.traceKinds()):
        raise NotImplementedError("Evaluation rule for 'empty_ref' not implemented")
    from .numpy import zeros
    return new_ref(zeros(ty.shape, ty.dtype))


def freeze(ref):
    """The value of a reference that is not written any more."""
    return _checked(ref, "freeze")._read()


def free_ref(ref):
    """Gives up a reference and its memory."""
    _checked(ref, "free_ref")._freed = True
    return ()


def _checked(ref, name):
    if not getattr(ref, "_is_ref", False):
        raise ValueError(f"Can only call `{name}` on a `Ref`: {ref}.")
    return ref


def _check_bounds(shape, idx):
    for i, n in zip(idx if isinstance(idx, tuple) else (idx,), shape):
        if i is Ellipsis:
            return
        if type(i) is int and not -n <= i < n:
            raise ValueError(f"Out of bound indexer: idx={i}, dim={n}.")


def _whole(idx):
    return idx is None or idx is Ellipsis or isinstance(idx, tuple) and not idx


def get(ref, idx=None):
    """The elements of a reference at an index."""
    x = _checked(ref, "ref_get")._read()
    if not _whole(idx):
        _check_bounds(x.shape, idx)
        x = x[idx]
    # a reference made of a Python number prints what is written, and is read in the weak type of the number
    return wrap(host.withWeakType(x._h, True)) if _base(ref).weak_type and not x.weak_type else x


def set(ref, idx, value):
    """Writes the elements of a reference at an index."""
    swap(ref, idx, value, "ref_set")


def swap(ref, idx, value, _function_name="ref_swap"):
    """Writes the elements of a reference at an index; gives what was there."""
    whole = _checked(ref, _function_name)._read()
    if not _whole(idx):
        _check_bounds(whole.shape, idx)
    old = whole if _whole(idx) else whole[idx]
    new = _operand(value, whole, old, "swap")
    ref._write(new if _whole(idx) else whole.at[idx].set(new), "a set/swap")
    return old


def addupdate(ref, idx, x):
    """Adds to the elements of a reference at an index."""
    whole = _checked(ref, "ref_addupdate")._read()
    if not _whole(idx):
        _check_bounds(whole.shape, idx)
    new = _operand(x, whole, whole if _whole(idx) else whole[idx], "addupdate")
    total = whole + new if _whole(idx) else whole.at[idx].add(new)
    if _base(ref).weak_type and _aval(check_arg(x)).weak_type and not total.weak_type:
        total = wrap(host.withWeakType(total._h, True))
    ref._write(total, "an addupdate")


def _operand(x, whole, part, name):
    """What is written, as an array of the part's type."""
    h = check_arg(x)
    a = _aval(h)
    if a.shape != part.shape:
        raise ValueError(f"Invalid shape for `{name}`. Ref shape: {whole.shape}. Expected shape: {part.shape}. Value"
                         f" shape: {a.shape}. Transforms: (). ")
    if a.dtype is not part.dtype and not (a.weak_type and type(x) is float and part.dtype.kind == "f"):
        raise ValueError(f"Invalid dtype for `{name}`. Ref dtype: {part.dtype}. Value dtype: {a.dtype}. ")
    return wrap(host.array(h)) if a.dtype is part.dtype else wrap(host.array(h)).astype(part.dtype)


# ---- references from outside of staged functions ----

class _Bound:
    """Context manager: references hold other values, of the trace at work; `values` are those at its end."""
    __slots__ = ("_refs", "_before", "values")

    def __init__(self, refs, values):
        self._refs = refs
        self.values = values

    def __enter__(self):
        self._before = [(r._value, r._home, r._made, r._inner) for r in self._refs]
        home, made = host.homeTrace(), host.currentTrace()
        for r, v in zip(self._refs, self.values):
            r._value, r._home, r._made = v, home, made
        return self

    def __exit__(self, *exc):
        self.values = [r._value for r in self._refs]
        for r, before in zip(self._refs, self._before):
            r._value, r._home, r._made, r._inner = before


def _same(refs, ref):
    return any([r is ref for r in refs])


def _with(problem, attempt):
    """Calls `attempt(refs)` with more and more references until it needs no other; they then hold what it gives."""
    refs = [_base(problem.ref)]
    while True:
        values = tuple([_strong(r._read()) for r in refs])
        try:
            out, new = attempt(refs, values)
        except UnboundRef as again:
            ref = _base(again.ref)
            if _same(refs, ref):
                raise
            refs.append(ref)
            continue
        for r, v in zip(refs, new):
            r._write(v, "a set/swap")
        return out


def _base(ref):
    return ref.ref if isinstance(ref, TransformedRef) else ref


def through(problem, fun, transform, args, kwargs):
    """Calls `transform(fun)` with the values of references passed in and out."""
    def attempt(refs, values):
        def pure(values, *args, **kwargs):
            with _Bound(refs, values) as bound:
                out = fun(*args, **kwargs)
            return out, tuple(bound.values)
        return transform(pure)(values, *args, **kwargs)
    return _with(problem, attempt)


def branches_with_refs(problem, index, branches, operands, kind, labels):
    """A conditional whose branches use references."""
    from ._control import _pure_branches

    def attempt(refs, values):
        def pure(branch):
            from functools import wraps

            @wraps(branch)
            def f(values, *xs):
                with _Bound(refs, values) as bound:
                    out = branch(*xs)
                return out, tuple(bound.values)
            return f
        return _pure_branches(index, [pure(b) for b in branches], (values, *operands), kind, labels)
    return _with(problem, attempt)


def while_with_refs(problem, cond_fun, body_fun, init_val):
    """A while loop whose functions use references."""
    from ._control import _while_loop

    def attempt(refs, values):
        def test(carry):
            with _Bound(refs, carry[0]):
                return cond_fun(carry[1])

        def body(carry):
            with _Bound(refs, carry[0]) as bound:
                out = body_fun(carry[1])
            return tuple(bound.values), out
        new, out = _while_loop(test, body, (values, init_val))
        return out, new
    return _with(problem, attempt)


def scan_with_refs(problem, f, init, xs, length, reverse, unroll, carry_name, named):
    """A scan whose body uses references."""
    from ._control import _pure_scan

    def attempt(refs, values):
        def body(carry, x):
            with _Bound(refs, carry[0]) as bound:
                out, y = f(carry[1], x)
            return (tuple(bound.values), out), y
        (new, carry), ys = _pure_scan(body, (values, init), xs, length, reverse, unroll, carry_name, named)
        return (carry, ys), new
    return _with(problem, attempt)


def _split_refs(leaves):
    """The references among leaves by position, and the leaves with values in their places."""
    found = [(i, x) for i, x in enumerate(leaves) if getattr(x, "_is_ref", False)]
    plain = list(leaves)
    for i, x in found:
        plain[i] = x._read()
    return found, plain


def _fresh(leaves, places):
    """References of the trace at work in the places of their values."""
    leaves = list(leaves)
    made = []
    for i in places:
        x = _strong(leaves[i])
        ref = _make(x, x.aval)
        made.append(ref)
        leaves[i] = ref
    return leaves, made


def vmap_with_refs(fun, leaves, spec, axes, out_axes, axis_name, axis_size):
    """A function of references mapped over axes of them."""
    from ._vmap import vmap
    found, plain = _split_refs(leaves)
    places = [i for i, _ in found]

    def pure(*flat):
        rest, made = _fresh(flat, places)
        args, kwargs = build(spec, iter(rest))
        return fun(*args, **kwargs), tuple([r._value for r in made])
    ref_axes = tuple([axes[i] for i in places])
    out, new = vmap(pure, in_axes=tuple(axes), out_axes=(out_axes, ref_axes), axis_name=axis_name,
                    axis_size=axis_size)(*plain)
    for (_, r), v in zip(found, new):
        r._write(v, "a set/swap")
    return out


class JitWithRefs:
    """A jitted function that uses references, its own arguments or from outside."""
    __slots__ = ("_owner", "_refs", "_made")

    def __init__(self, owner, problem):
        self._owner = owner
        self._refs = []
        self._made = {}

    def __call__(self, args, kwargs):
        owner = self._owner
        leaves, spec = owner._split(args, kwargs)[:2] if owner._static else flatten_spec((args, kwargs))
        found, plain = _split_refs(leaves)
        self._check_distinct(found, leaves, spec)
        places = tuple([i for i, _ in found])
        while True:
            refs = list(self._refs)
            values = tuple([_strong(r._read()) for r in refs])
            try:
                out, new, new_args = self._function(spec, places, refs)(values, plain)
            except UnboundRef as problem:
                ref = _base(problem.ref)
                if _same(refs, ref):
                    raise
                at = next((i for i, r in found if r is ref), None)
                if at is not None:
                    from ._names import source_info
                    raise ValueError(
                        f"when tracing {source_info(self._owner._fun)} for jit, a mutable array reference of type"
                        f" {ref.aval} was both closed over and passed as the argument"
                        f" {self._argument(leaves, spec, at)}") from None
                self._refs.append(ref)
                continue
            for r, v in zip([*refs, *[r for _, r in found]], [*new, *new_args]):
                r._write(v, "a set/swap")
            return out

    def _argument(self, leaves, spec, i):
        """What the argument with this leaf is called."""
        from ._names import leaf_names
        return leaf_names(self._owner._fun, PyTreeDef(spec, len(leaves)))[i]

    def _check_distinct(self, found, leaves, spec):
        from ._names import source_info
        for n, (i, a) in enumerate(found):
            for j, b in found[n + 1:]:
                if a is b:
                    raise ValueError(
                        "only one reference to a mutable array may be passed as an argument to a function, but when"
                        f" tracing {source_info(self._owner._fun)} for jit the mutable array reference of type {a.aval}"
                        f" appeared at both {self._argument(leaves, spec, i)} and {self._argument(leaves, spec, j)}.")

    def _function(self, spec, places, refs):
        key = (spec, places, len(refs))
        made = self._made.get(key)
        if made is None:
            from ._jit import jit
            from .tree_util import Static
            fun = self._owner._fun

            def pure(values, flat):
                rest, own = _fresh(flat, places)
                args, kwargs = build(spec, iter(rest))
                args = [a.val if type(a) is Static else a for a in args]
                kwargs = {k: v.val if type(v) is Static else v for k, v in kwargs.items()}
                with _Bound(refs, values) as bound:
                    out = fun(*args, **kwargs)
                self._check_result(out, flat, spec, dict(zip(places, own)))
                return out, tuple(bound.values), tuple([r._value for r in own])
            pure.__name__ = getattr(self._owner, "__name__", "pure")
            made = self._made[key] = jit(pure)
            made._learns_refs = False
        return made

    def _check_result(self, out, leaves, spec, own):
        for x in flatten_spec(out)[0]:
            if getattr(x, "_is_ref", False):
                from ._names import source_info
                passed = next((self._argument(leaves, spec, i) for i, r in own.items() if r is x), None)
                origin = "" if passed is None else \
                    f"\n\nThe returned mutable array was passed in as the argument {passed}."
                raise ValueError(f"function {source_info(self._owner._fun)} traced for jit returned a mutable array"
                                 f" reference of type {x.aval}, but mutable array references cannot be returned.{origin}")


_attach(globals(), "transforms", "addupdate freeze get new_ref set swap")
