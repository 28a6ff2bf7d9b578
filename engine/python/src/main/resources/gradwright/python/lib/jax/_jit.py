"""Compilation: jit, its stages, make_jaxpr and eval_shape."""
from sys import modules

from ._documentation import attach as _attach
from . import _config
from ._array import _ARRAY_TYPES, _NUMBERS, _aval, host, wrap
from ._bridge import door
from ._core import AbstractValue, KeyTy, ShapeDtypeStruct, ShapedArray
from ._flat import Store, UnboundRef, check_arg, flat_function, value
from ._names import described, fun_name, source_info
from ._tree import ByEquality, LEAF, PyTreeDef, _registry, build, flatten_spec
from ._weak import WeakKeys
from .tree_util import Static

_values = _config.values
_new_variant = host.variant
_call = host.call
door("registry", _registry)
_learn = door("learn", None)
# Where the built-in function that calls jitted functions keeps what it knows, among the variants of a function.
_MEMORY = "memory"


class _Variant:
    """What jit keeps for one structure of arguments with its static values: the engine's programs, and output structures."""
    __slots__ = ("engine", "outputs", "spec", "gives")

    def __init__(self, engine, spec, gives):
        self.engine = engine
        self.outputs = []
        self.spec = spec
        self.gives = gives


class _Options:
    """How a function is jitted."""
    __slots__ = ("static_argnums", "static_argnames", "donate_argnums", "donate_argnames", "inline", "keep_unused", "key")

    def __init__(self, static_argnums, static_argnames, donate_argnums, donate_argnames, inline, keep_unused):
        self.static_argnums = static_argnums
        self.static_argnames = static_argnames
        self.donate_argnums = donate_argnums
        self.donate_argnames = donate_argnames
        self.inline = inline
        self.keep_unused = keep_unused
        self.key = (static_argnums, static_argnames, donate_argnums, donate_argnames, inline, keep_unused)


# function -> {options -> variants}: jitting one function twice shares its programs
_caches = WeakKeys()


# function -> what it was traced for, to explain the next miss
_histories = WeakKeys()
# file and line of the functions that were traced
_places = set()


def _history_of(fun):
    try:
        found = _histories.get(fun)
        if found is None:
            found = _histories[fun] = []
        return found
    except TypeError:
        return None


def _shared_cache(fun, key):
    try:
        caches = _caches.get(fun)
        if caches is None:
            caches = _caches[fun] = {}
    except TypeError:
        return {_MEMORY: door("memory")}
    found = caches.get(key)
    if found is None:
        found = caches[key] = {_MEMORY: door("memory")}
    return found


def _forget(variants):
    memory = variants[_MEMORY]
    variants.clear()
    variants[_MEMORY] = door("forget", memory)


def clear_caches():
    """Forgets all traced and compiled programs."""
    for caches in list(_caches.values()):
        for variants in caches.values():
            _forget(variants)
    host.clearCaches()
    _histories.clear()
    _places.clear()


def _numbers(x):
    if x is None:
        return ()
    return (x.__index__(),) if hasattr(x, "__index__") else tuple([i.__index__() for i in x])


def _strings(x):
    if x is None:
        return ()
    return (x,) if isinstance(x, str) else tuple(x)


class PjitFunction:
    """A jitted function."""
    __slots__ = ("_known", "__dict__", "__weakref__")
    __module__ = "jaxlib._jax"

    def __init__(self, fun, options):
        self._fun = fun
        self._options = options
        self._variants = _shared_cache(fun, options.key)
        self._with_refs = None
        self._learns_refs = True
        self._static = bool(options.static_argnums or options.static_argnames)
        # None where the built-in function is of no use.
        self._known = None if self._static else self._variants[_MEMORY]
        self.__wrapped__ = fun
        for name in ("__name__", "__qualname__", "__doc__", "__module__", "__annotations__"):
            try:
                self.__dict__[name] = getattr(fun, name)
            except AttributeError:
                pass
        if "__name__" not in self.__dict__:
            self.__dict__["__name__"] = fun_name(fun)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        from types import MethodType
        return MethodType(self, instance)

    def __repr__(self):
        return f"<PjitFunction of {self._fun!r}>"

    def _call(self, *args, **kwargs):
        """The long way of a call, for what the built-in function does not know."""
        if _values["jax_disable_jit"]:
            return self._fun(*args, **kwargs)
        if self._with_refs is not None:
            return self._with_refs(args, kwargs)
        handles = []
        variant = None
        if not kwargs and not self._static:
            # The common case without a walk: arrays and numbers by position, found by their count.
            for x in args:
                t = type(x)
                if t in _ARRAY_TYPES:
                    handles.append(x._h)
                elif t in _NUMBERS:
                    handles.append(x)
                else:
                    break
            else:
                variant = self._variants.get(len(args))
        if variant is None:
            try:
                handles, variant = self._find(args, kwargs)
            except UnboundRef as problem:
                return self._learn_refs(problem, args, kwargs)
        out = _call(variant.engine, handles)
        if out is None:
            try:
                program = self._trace(variant, handles, args, kwargs)
            except UnboundRef as problem:
                return self._learn_refs(problem, args, kwargs)
            out = host.runTraced(variant.engine, program, handles)
        out_spec = variant.outputs[out[0]]
        if self._known is not None and not kwargs and not _learn(
                self._known, variant.engine, variant.spec, out_spec, args, handles):
            self._known = None
        if out_spec is LEAF:
            return wrap(out[1])
        return build(out_spec, iter([wrap(h) for h in out[1:]]))

    def _learn_refs(self, problem, args, kwargs):
        """Calls the function as one of the values of mutable references too, from now on."""
        if not self._learns_refs:
            raise problem
        from ._refs import JitWithRefs
        self._with_refs = JitWithRefs(self, problem)
        self._known = None
        return self._with_refs(args, kwargs)

    # ---- arguments ----

    def _find(self, args, kwargs):
        """The engine's values of all leaves, and the variant for their structure."""
        if self._static:
            leaves, spec, key = self._split(args, kwargs)
        else:
            leaves, spec = flatten_spec((args, kwargs))
            key = spec
        handles = []
        for x in leaves:
            t = type(x)
            if t in _ARRAY_TYPES:
                handles.append(x._h)
            elif t in _NUMBERS:
                handles.append(x)
            else:
                handles.append(self._leaf(x, args, kwargs))
        try:
            variant = self._variants.get(key)
        except TypeError:  # auxiliary data without a hash, as a dict
            key = ByEquality(key)
            variant = self._variants.get(key)
        if variant is None:
            variant = self._variants[key] = self._variant(spec, args, kwargs)
            if not kwargs and not self._static and all([a is LEAF for a in spec[2][0][2]]):
                self._variants[len(args)] = variant
        return handles, variant

    def _split(self, args, kwargs):
        """Leaves and structure with the static arguments as part of the structure."""
        options = self._options
        n = len(args)
        args = list(args)
        for i in options.static_argnums:
            if -n <= i < n:
                args[i] = _static(args[i])
        kwargs = {k: _static(v) if k in options.static_argnames else v for k, v in kwargs.items()}
        leaves, spec = flatten_spec((tuple(args), kwargs))
        return leaves, spec, spec

    def _leaf(self, x, args, kwargs):
        h = value(x) if not isinstance(x, (ShapeDtypeStruct, ShapedArray)) else None
        if h is not None:
            return h
        if getattr(x, "_is_ref", False):
            raise UnboundRef(x)
        from ._names import leaf_names
        leaves, spec = (self._split(args, kwargs)[:2] if self._static else flatten_spec((args, kwargs)))
        names = leaf_names(self._fun, PyTreeDef(spec, len(leaves)))
        path = next((n for n, leaf in zip(names, leaves) if leaf is x), "args")
        if isinstance(x, ShapeDtypeStruct):
            raise TypeError(f"Argument '{path}' of shape {x.dtype.name}[{','.join(map(str, x.shape))}] of type"
                            f" {type(x)} is not a valid JAX type.")
        raise TypeError(f"Error interpreting argument to {self._fun} as an abstract array. The problematic value is of"
                        f" type {type(x)} and was passed to the function at path {path}.\nThis typically means that a"
                        " jit-wrapped function was called with a non-array argument, and this argument was not marked"
                        " as static using the static_argnums or static_argnames parameters of jax.jit.")

    def _donated(self, spec):
        """For each leaf of the arguments, whether its memory is given away."""
        options = self._options
        out = []
        for i, a in enumerate(spec[2][0][2]):
            out += [i in options.donate_argnums] * PyTreeDef(a).num_leaves
        for k, a in zip(spec[2][1][1], spec[2][1][2]):
            out += [k in options.donate_argnames] * PyTreeDef(a).num_leaves
        return out

    def _variant(self, spec, args, kwargs):
        options = self._options
        donated = self._donated(spec) if options.donate_argnums or options.donate_argnames else []
        return _Variant(_new_variant(fun_name(self._fun), options.inline, options.keep_unused, donated), spec,
                        any(donated))

    def _flat(self, variant, store):
        fun = self._fun
        static = self._static

        def call(tree):
            args, kwargs = tree
            if static:
                args = [a.val if type(a) is Static else a for a in args]
                kwargs = {k: v.val if type(v) is Static else v for k, v in kwargs.items()}
            return fun(*args, **kwargs)

        def describe(x):
            return (f"function {source_info(fun)} traced for jit returned a value of type {type(x)}, which is not a"
                    " valid JAX type")
        return flat_function(call, variant.spec, store, describe)

    def _trace(self, variant, handles, args, kwargs):
        if _values["jax_no_tracing"]:
            raise RuntimeError(f"re-tracing function {source_info(self._fun)} for `jit`, but 'no_tracing' is set")
        if "jax._src._compiler" in modules:
            modules["jax._src._compiler"].announced()
        key = (variant.spec, [_aval(h) for h in handles], _config.trace_context())
        history = _history_of(self._fun)
        explain, log = _values["jax_explain_cache_misses"], _values["jax_log_compiles"]
        if explain or log or host.eventsActive():
            program = self._trace_reporting(variant, handles, explain, log, history, key)
        else:
            program = self._trace_quietly(variant, handles)
        if variant.gives and host.isEval() and all([host.kind(h) <= 0 for h in handles]):
            _warn_of_useless(program, 4)
        if history is not None:
            if not history:
                code = getattr(self._fun, "__code__", None)
                if code is not None:
                    _places.add((code.co_filename, code.co_firstlineno))
            history.append(key)
        return program

    def _trace_quietly(self, variant, handles):
        store = Store()
        program = host.trace(variant.engine, handles, self._flat(variant, store),
                             described(self._fun, "jit", variant.spec, True))
        self._remember(variant, program, store)
        return program

    def _trace_reporting(self, variant, handles, explain, log, history, key):
        from time import perf_counter
        from . import _explain
        avals = key[1]
        kind, reasons, differences = _explain.why(self._fun, history, key, _places)
        if explain:
            _explain.report(self._fun, kind, reasons)
        _explain.publish(self._fun, kind, differences)
        start = perf_counter()
        program = self._trace_quietly(variant, handles)
        if log:
            _explain.traced(self._fun, perf_counter() - start)
            if host.isEval() and all([host.kind(h) <= 0 for h in handles]):
                _explain.compiling(self._fun, avals)
                start = perf_counter()
                host.compile(variant.engine, program)
                _explain.compiled(self._fun, perf_counter() - start)
        return program

    def _remember(self, variant, program, store):
        n = program.number()
        outputs = variant.outputs
        while len(outputs) <= n:
            outputs.append(None)
        outputs[n] = store.spec

    # ---- stages ----

    def trace(self, *args, **kwargs):
        """Traces for these arguments, which may be abstract."""
        from ._stages import Traced
        if self._static:
            leaves, spec, key = self._split(args, kwargs)
        else:
            leaves, spec = flatten_spec((args, kwargs))
            key = spec
        avals = [abstract(x) for x in leaves]
        variant = self._variants.get(key)
        if variant is None:
            variant = self._variants[key] = self._variant(spec, args, kwargs)
        store = Store()
        program = host.traceAbstract(variant.engine, [aval_key(a) for a in avals], self._flat(variant, store),
                                     described(self._fun, "jit", spec, True))
        if store.spec is not None:
            self._remember(variant, program, store)
        return Traced(self, variant, program, spec, avals)

    def lower(self, *args, **kwargs):
        """Traces and lowers for these arguments, which may be abstract."""
        traced = self.trace(*args, **kwargs)
        if traced._variant.gives:
            _warn_of_useless(traced._program, 3)
        return traced.lower()

    def eval_shape(self, *args, **kwargs):
        """Shapes and dtypes of the result, without computing it."""
        return eval_shape(self._fun, *args, **kwargs)

    def clear_cache(self):
        """Forgets this function's programs."""
        _forget(self._variants)

    def _cache_size(self):
        return sum([v.engine.size() for k, v in self._variants.items() if k is not _MEMORY and type(k) is not int])


def _warn_of_useless(program, level):
    """Says which arguments were to be given away although no result has their shape and dtype."""
    useless = program.uselessDonations()
    if useless:
        import warnings
        warnings.warn(f"Some donated buffers were not usable: {useless}.\nSee an explanation at"
                      " https://docs.jax.dev/en/latest/faq.html#buffer-donation.", stacklevel=level)


PjitFunction.__call__ = door("jit", PjitFunction.__dict__["_known"], PjitFunction._call)


def _static(x):
    try:
        hash(x)
    except TypeError as e:
        raise ValueError("Non-hashable static arguments are not supported. An error occurred while trying to hash an"
                         f" object of type {type(x)}, {x}. The error was:\n{type(e).__name__}: {e}\n") from None
    return Static(x)


def _infer_static(fun, argnums, argnames, what):
    """Completes argument numbers by names and names by numbers, and checks both against the signature."""
    if not argnums and not argnames:
        return argnums, argnames
    from ._names import parameters
    try:
        found = parameters(fun)
    except Exception:
        found = None
    if found is None:
        return argnums, argnames
    positional, star, keyword, double = found
    n = len(positional)
    if star is None:
        for i in argnums:
            if i >= n or i < -n:
                raise ValueError(f"Jitted function has {what}_argnums={argnums}, but only accepts {n} positional"
                                 " arguments.")
    if double is None:
        unknown = {a for a in argnames if a not in positional and a not in keyword}
        if unknown:
            raise ValueError(f"Jitted function has invalid argnames {unknown} in {what}_argnames. Function does not take"
                             " these args.")
    names = set(argnames)
    numbers = list(argnums)
    if not argnames:
        for i in argnums:
            if -n <= i < n:
                names.add(positional[i])
    elif not argnums:
        for a in argnames:
            if a in positional:
                numbers.append(positional.index(a))
    return tuple(numbers), tuple(sorted(names))


def jit(fun=None, /, *, in_shardings=None, out_shardings=None, static_argnums=None, static_argnames=None,
        donate_argnums=None, donate_argnames=None, keep_unused=False, device=None, backend=None, inline=False,
        abstracted_axes=None, compiler_options=None):
    """Compiles ``fun``: the first call for each set of argument types traces it and makes native code.

    Arguments named in ``static_argnums`` or ``static_argnames`` must be hashable; the function is traced again for each
    of their values. Without ``fun``, a decorator with these options.
    """
    if fun is None:
        def decorator(f):
            return jit(f, in_shardings=in_shardings, out_shardings=out_shardings,
                       static_argnums=static_argnums, static_argnames=static_argnames,
                       donate_argnums=donate_argnums, donate_argnames=donate_argnames, keep_unused=keep_unused,
                       inline=inline, compiler_options=compiler_options)
        return decorator
    if not callable(fun):
        raise TypeError(f"Expected a callable value, got {fun}")
    numbers, names = _infer_static(fun, _numbers(static_argnums), _strings(static_argnames), "static")
    donated, donated_names = _infer_static(fun, _numbers(donate_argnums), _strings(donate_argnames), "donate")
    options = _Options(numbers, names, donated, donated_names, bool(inline), bool(keep_unused))
    if in_shardings is not None or out_shardings is not None or compiler_options:
        from ._jit_sharded import ShardedPjitFunction
        return ShardedPjitFunction(fun, options, in_shardings, out_shardings, compiler_options)
    return PjitFunction(fun, options)


def abstract(x):
    """The abstract value of an argument that may be abstract already."""
    if isinstance(x, ShapeDtypeStruct):
        sharding = None
        if x.sharding is not None and hasattr(x.sharding, "spec"):
            from ._explicit import type_sharding
            sharding = type_sharding(x.sharding, x.shape)
        return ShapedArray(x.shape, x.dtype, bool(x.weak_type), sharding=sharding)
    if isinstance(x, AbstractValue):
        return x
    if type(x) not in _ARRAY_TYPES and not isinstance(x, (int, float, complex)) and hasattr(x, "shape") and hasattr(
            x, "dtype") and value(x) is None:
        return ShapedArray(x.shape, x.dtype)
    return _aval(check_arg(x))


def aval_key(a):
    """The engine's abstract value for a Python one."""
    if type(a) is not ShapedArray:
        hitypes = modules.get("jax._hitypes")
        if hitypes is not None and isinstance(a, hitypes.HiType):
            return hitypes.key(a)
    name = a.dtype.name
    if type(a.dtype) is KeyTy and a.dtype.engine is not None:
        return host.keyAval(a.dtype.engine, list(a.shape))
    out = host.makeAval("float0" if name == "void0" else name, list(a.shape), a.weak_type)
    sharding = getattr(a, "_sharding", None)
    return out if sharding is None else host.shardedAval(out, sharding)


def _stand_in(a):
    if type(a) is not ShapedArray:
        return a
    return ShapeDtypeStruct(a.shape, a.dtype, weak_type=a.weak_type,
                            sharding=None if a._sharding is None else a.sharding)


def eval_shape(fun, *args, **kwargs):
    """Shapes and dtypes of the result of ``fun``, without computing it."""
    leaves, spec = flatten_spec((args, kwargs))
    store = Store()

    def describe(x):
        return (f"function {source_info(fun)} traced for jit returned a value of type {type(x)}, which is not a"
                " valid JAX type")
    abstracts = {}

    def call(tree):
        out = fun(*tree[0], **tree[1])
        found, out_spec = flatten_spec(out)
        places = [i for i, x in enumerate(found) if type(x) is ShapeDtypeStruct]
        if not places:
            return out
        # what is known of these outputs already is all that is asked for
        for i in places:
            abstracts[i] = found[i]
            found[i] = 0
        return build(out_spec, iter(found))
    flat = flat_function(call, spec, store, describe)
    jaxpr = host.stage(flat, [aval_key(abstract(x)) for x in leaves], described(fun, "jit", spec, True))
    outs = [abstracts[i] if i in abstracts else _stand_in(a) for i, a in enumerate(host.outputAvals(jaxpr))]
    return build(store.spec, iter(outs)) if store.spec is not LEAF else outs[0]


def make_jaxpr(fun, static_argnums=(), axis_env=None, return_shape=False):
    """A function that gives the jaxpr of ``fun`` for its arguments."""
    if not callable(fun):
        raise TypeError("the first argument must be callable")
    static_argnums = _numbers(static_argnums)

    def make_jaxpr_f(*args, **kwargs):
        from ._jaxpr import closed_jaxpr
        dynamic = [None if i in static_argnums else a for i, a in enumerate(args)]
        leaves, spec = flatten_spec((tuple(dynamic), kwargs))
        store = Store()

        def call(tree):
            full = [args[i] if i in static_argnums else a for i, a in enumerate(tree[0])]
            return fun(*full, **tree[1])

        def describe(x):
            return (f"function {source_info(fun)} traced for jit returned a value of type {type(x)}, which is"
                    " not a valid JAX type")
        flat = flat_function(call, spec, store, describe)
        def names():
            from ._names import leaf_names
            from ._tree_paths import keystr, leaf_paths
            results = PyTreeDef(store.spec, store.count)
            return (tuple(leaf_names(fun, PyTreeDef(spec, len(leaves)))),
                    tuple(["result" + keystr(p) for p in leaf_paths(results)]))
        closed = closed_jaxpr(host.stage(flat, [aval_key(abstract(x)) for x in leaves],
                                         described(fun, "jit", spec, True)), names)
        if return_shape:
            outs = [_stand_in(a) for a in closed.out_avals]
            return closed, (outs[0] if store.spec is LEAF else build(store.spec, iter(outs)))
        return closed
    make_jaxpr_f.__module__ = "jax"
    make_jaxpr_f.__name__ = f"make_jaxpr({fun_name(fun)})"
    return make_jaxpr_f


_attach(globals(), "transforms", "clear_caches eval_shape jit make_jaxpr")
