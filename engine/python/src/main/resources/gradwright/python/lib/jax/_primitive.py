"""Primitives: the engine's own, known by name, and those that Python code defines with rules of its own."""
from ._array import Tracer, host, wrap
from ._flat import check_arg

# Primitives that give a list of results.
_MULTIPLE = frozenset("""
approx_top_k call closed_call cond custom_jvp_call custom_lin custom_vjp_call custom_vmap_call dce_sink device_put eig eigh
hessenberg jit custom_linear_solve lu optimization_barrier qr reduce reduce_window remat_opt remat2 rng_bit_generator
scan schur sort split svd threefry2x32 top_k tridiagonal unstack while debug_callback debug_print pure_callback
io_callback psum_invariant geqrf
""".split())


class Primitive:
    """An operation with a name and rules: how it is computed, typed, differentiated, batched and lowered.

    Rules of a primitive that Python code makes are given by its ``def_`` methods and by the registries of
    ``jax.interpreters``.
    """
    __module__ = "jax._src.core"
    multiple_results = False
    call_primitive = False
    map_primitive = False
    ref_primitive = False
    skip_canonicalization = False
    is_effectful = None
    _engine = False
    # Whether the engine replaces it by what it stands for before a program is run.
    high = False

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"{self.name}"

    # ---- rules ----

    def def_impl(self, impl):
        """Sets the function that computes the primitive on concrete arguments."""
        self.impl = impl
        return impl

    def def_abstract_eval(self, abstract_eval):
        """Sets the function from abstract values of the inputs to those of the outputs."""
        self.abstract_eval = lambda *args, **kwargs: (abstract_eval(*args, **kwargs), frozenset())
        return abstract_eval

    def def_effectful_abstract_eval(self, effectful_abstract_eval):
        """Sets the same, giving a pair of abstract values and effects."""
        self.abstract_eval = effectful_abstract_eval
        return effectful_abstract_eval

    def_effectful_abstract_eval2 = def_effectful_abstract_eval

    def def_bind_with_trace(self, bind_with_trace):
        """Sets what :meth:`bind` does."""
        self._bind = bind_with_trace
        return bind_with_trace

    _bind = None

    def impl(self, *args, **params):
        if self._engine:
            return self.bind(*args, **params)
        raise NotImplementedError(f"Evaluation rule for '{self.name}' not implemented")

    def abstract_eval(self, *args, **params):
        if self._engine:
            from ._parameters import engine_primitive
            outs = list(host.outputTypesOf(engine_primitive(self, params), [_aval_key(a) for a in args]))
            return (outs if self.multiple_results else outs[0]), frozenset()
        raise NotImplementedError(f"Abstract evaluation for '{self.name}' not implemented")

    # ---- application ----

    def bind(self, *args, **params):
        """Applies the primitive to arguments, with parameters by name."""
        if self._bind is not None:
            return self._bind(None, args, params)
        if self._engine:
            from ._parameters import engine_primitive
            made = engine_primitive(self, params)
        else:
            if host.isEval() and not any([isinstance(a, Tracer) for a in args]):
                return self.impl(*args, **params)
            from ._extension import Application
            made = host.own(self.name, Application(self, params))
        outs = [wrap(h) for h in host.bindPrimitive(made, [check_arg(a) for a in args])]
        return outs if self.multiple_results else outs[0]

    def bind_with_trace(self, trace, args, params):
        """The same; there is one current trace, and it is used."""
        return self.bind(*args, **params)

    def get_bind_params(self, params):
        """The parameters to pass to :meth:`bind`, from an equation's parameters."""
        return dict(params)


def _aval_key(a):
    from ._jit import aval_key
    return aval_key(a)


class _EnginePrimitive(Primitive):
    """One of the engine's own primitives; there is one object for each name."""
    __module__ = "jax._src.core"
    _engine = True

    def __init__(self, name):
        super().__init__(name)
        self.multiple_results = name in _MULTIPLE
        self.call_primitive = name in ("call", "closed_call")

    def __reduce__(self):
        return by_name, (self.name,)


_made = {}


def by_name(name):
    """The engine's primitive of a name."""
    found = _made.get(name)
    if found is None:
        found = _made[name] = _EnginePrimitive(name)
    return found


# Names under which modules hold a primitive that is called otherwise.
_ALIASES = {
    "add_jaxvals": "add_any", "scatter_add": "scatter-add", "scatter_max": "scatter-max", "scatter_min": "scatter-min",
    "scatter_mul": "scatter-mul", "scatter_sub": "scatter-sub", "linear_solve": "custom_linear_solve", "remat": "remat2",
}


def by_attribute(attribute):
    """The engine's primitive that modules hold as this attribute, `add_p` say."""
    stem = attribute[:-2]
    return by_name(_ALIASES.get(stem, stem))
