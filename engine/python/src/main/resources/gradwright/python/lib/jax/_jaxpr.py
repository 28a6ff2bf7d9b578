"""Jaxprs as Python objects. One object stands for each variable within a jaxpr."""
from ._documentation import attach as _attach
from ._array import host, wrap
from ._bridge import door
from ._primitive import Primitive, by_name


class Var:
    """A variable of a jaxpr, equal to itself alone."""
    __slots__ = ("_h", "__weakref__")
    __module__ = "jax._src.core"

    def __init__(self, aval, initial_qdd=None, final_qdd=None):
        from ._jit import aval_key
        self._h = host.variable(aval_key(aval))

    @property
    def aval(self):
        return host.atomAval(self._h)

    def __eq__(self, other):
        return isinstance(other, Var) and host.sameAtom(self._h, other._h)

    def __hash__(self):
        return host.atomIdentity(self._h)

    def __repr__(self):
        return f"Var(id={host.atomIdentity(self._h)}):{self.aval.str_short()}"


class DropVar(Var):
    """A variable that nothing reads."""
    __slots__ = ()
    __module__ = "jax._src.core"

    def __repr__(self):
        return "_"


class Literal:
    """A scalar written into an equation."""
    __slots__ = ("_h", "val", "aval", "hash")
    __module__ = "jax._src.core"

    def __init__(self, val, aval):
        from ._flat import check_arg
        from ._jit import aval_key
        self._h = host.literal(check_arg(val), aval_key(aval))
        self.val = val
        self.aval = aval
        self.hash = None

    def __repr__(self):
        text = host.atomText(self._h)
        kind = {"i": "TypedInt", "u": "TypedInt", "c": "TypedComplex"}.get(self.aval.dtype.kind)
        if self.aval.weak_type and kind is not None:
            text = f"{kind}({text}, dtype={self.aval.dtype.name})"
        return f"Literal({text})"


_object = object.__new__


def _atom(h, known):
    """The object of an atom, the same each time within `known`."""
    key = host.atomIdentity(h)
    for found in known.get(key, ()):
        if host.sameAtom(found._h, h):
            return found
    val = host.atomLiteral(h)
    if val is None:
        out = _object(Var)
        out._h = h
    else:
        out = _object(Literal)
        out._h = h
        out.aval = host.atomAval(h)
        out.val = _literal_value(val, out.aval)
        out.hash = None
    known.setdefault(key, []).append(out)
    return out


def _literal_value(val, aval):
    if host.kind(val) == -6:
        val = complex(*host.parts(val))
    if aval.weak_type:
        return val
    from numpy._scalar import from_number
    return from_number(val, aval.dtype)


def _atoms(handles, known):
    return [_atom(h, known) for h in handles]


def _effects(names):
    names = list(names)
    if not names:
        return frozenset()
    from .debug import effect
    return {effect(name) for name in names}


class JaxprEqnContext:
    """What was configured where an equation was traced."""
    __slots__ = ()
    __module__ = "jax._src.core"


class JaxprEqn:
    """An equation of a jaxpr: a primitive with parameters, applied to atoms."""
    __slots__ = ("invars", "outvars", "primitive", "params", "effects", "source_info", "ctx", "_handle", "_known")
    __module__ = "jax._src.core"

    def __init__(self, invars, outvars, primitive, params, effects=frozenset(), source_info=None, ctx=None):
        self.invars = list(invars)
        self.outvars = list(outvars)
        self.primitive = primitive
        self.params = params
        self.effects = effects
        self.source_info = source_info
        self.ctx = ctx
        self._handle = None

    def __getattr__(self, name):
        # Parts of an equation of the engine's are made when they are first asked for.
        if name == "invars":
            value = _atoms(host.equationInputs(self._handle), self._known)
        elif name == "outvars":
            value = _atoms(host.equationOutputs(self._handle), self._known)
        elif name == "primitive":
            own = host.application(host.equationPrimitive(self._handle))
            value = by_name(host.equationName(self._handle)) if own is None else own.primitive
        elif name == "ctx":
            value = None
        elif name == "params":
            from ._parameters import parameters
            own = host.application(host.equationPrimitive(self._handle))
            value = parameters(self._handle) if own is None else own.params
        elif name == "effects":
            value = _effects(host.equationEffects(self._handle))
        elif name == "source_info":
            from ._source_info import SourceInfo
            value = SourceInfo(host.equationSource(self._handle))
        else:
            raise AttributeError(f"'JaxprEqn' object has no attribute {name!r}")
        setattr(self, name, value)
        return value

    @property
    def _h(self):
        """The engine's equation."""
        if self._handle is None:
            from .debug import effect_names
            from ._source_info import engine_source
            self._handle = host.equation(self._engine_primitive(), [v._h for v in self.invars],
                                         [v._h for v in self.outvars], effect_names(self.effects),
                                         engine_source(self.source_info))
        return self._handle

    def _engine_primitive(self):
        if self.primitive._engine:
            from ._parameters import engine_primitive
            return engine_primitive(self.primitive, self.params)
        from ._extension import Application
        return host.own(self.primitive.name, Application(self.primitive, self.params))

    def replace(self, **changes):
        """The equation with some of its parts replaced."""
        fields = {n: getattr(self, n) for n in ("invars", "outvars", "primitive", "params", "effects", "source_info", "ctx")}
        fields.update(changes)
        return JaxprEqn(**fields)

    def __repr__(self):
        return host.equationText(self._h)


# The equations of a jaxpr, with the dict that holds the objects of its variables.
_equations = door("equations", JaxprEqn, JaxprEqn.__dict__["_handle"], JaxprEqn.__dict__["_known"], None)


def new_jaxpr_eqn(invars, outvars, primitive, params, effects, source_info=None, ctx=None):
    """An equation."""
    return JaxprEqn(invars, outvars, primitive, params, effects, source_info, ctx)


class DebugInfo:
    """Names of a traced function, its arguments and its results."""
    __slots__ = ("traced_for", "func_src_info", "arg_names", "result_paths")
    __module__ = "jax._src.core"

    def __init__(self, traced_for, func_src_info, arg_names, result_paths):
        self.traced_for = traced_for
        self.func_src_info = func_src_info
        self.arg_names = arg_names
        self.result_paths = result_paths

    def __repr__(self):
        return (f"DebugInfo(traced_for={self.traced_for!r}, func_src_info={self.func_src_info!r},"
                f" arg_names={self.arg_names!r}, result_paths={self.result_paths!r})")


class Jaxpr:
    """A program: equations from inputs and constants to outputs."""
    __slots__ = ("_h", "_names", "_known", "_parts", "__weakref__")
    __module__ = "jax._src.core"
    is_high = False

    def __init__(self, constvars, invars, outvars, eqns, effects=frozenset(), debug_info=None, is_high=False):
        self._h = host.jaxpr([v._h for v in constvars], [v._h for v in invars], [e._h for e in eqns],
                             [v._h for v in outvars])
        self._names = None if debug_info is None else lambda: debug_info
        self._known = {}
        self._parts = {"constvars": list(constvars), "invars": list(invars), "outvars": list(outvars),
                       "eqns": list(eqns)}

    def _part(self, name, make):
        found = self._parts.get(name)
        if found is None:
            found = self._parts[name] = make()
        return found

    @property
    def eqns(self):
        return self._part("eqns", lambda: _equations(self._h, self._known))

    @property
    def invars(self):
        return self._part("invars", lambda: _atoms(host.inputAtoms(self._h), self._known))

    @property
    def outvars(self):
        return self._part("outvars", lambda: _atoms(host.outputAtoms(self._h), self._known))

    @property
    def constvars(self):
        return self._part("constvars", lambda: _atoms(host.constantAtoms(self._h), self._known))

    @property
    def in_avals(self):
        return [v.aval for v in self.invars]

    @property
    def out_avals(self):
        return [v.aval for v in self.outvars]

    @property
    def effects(self):
        return _effects(host.jaxprEffects(self._h))

    @property
    def debug_info(self):
        found = self._names() if self._names else None
        return found if isinstance(found, DebugInfo) else DebugInfo("jit", None, *(found or (None, None)))

    def replace(self, **changes):
        """The jaxpr with some of its parts replaced."""
        fields = {n: getattr(self, n) for n in ("constvars", "invars", "outvars", "eqns", "effects", "debug_info")}
        fields.update(changes)
        fields.pop("is_high", None)
        return Jaxpr(**fields)

    def __str__(self):
        return host.prettyPrinted(self._h, True, False, False)

    __repr__ = __str__

    def pretty_print(self, *, source_info=False, print_shapes=True, name_stack=False, **_):
        """The printed jaxpr, with the place of each equation where asked for."""
        return host.prettyPrinted(self._h, bool(print_shapes), bool(source_info), bool(name_stack))


def open_jaxpr(h, names=None):
    """The object for one of the engine's jaxprs."""
    out = _object(Jaxpr)
    out._h = h
    out._names = names
    out._known = {}
    out._parts = {}
    return out


class ClosedJaxpr:
    """A jaxpr with the values of its constants."""
    __slots__ = ("_h", "jaxpr", "consts", "__weakref__")
    __module__ = "jax._src.core"

    def __init__(self, jaxpr, consts):
        from ._flat import check_arg
        if len(consts) != len(jaxpr.constvars):
            raise AssertionError(f"{len(consts)} constants for {len(jaxpr.constvars)} variables")
        self.jaxpr = jaxpr
        self.consts = list(consts)
        self._h = host.close(jaxpr._h, [check_arg(c) for c in consts])

    def __getattr__(self, name):
        if name != "consts":
            raise AttributeError(f"'ClosedJaxpr' object has no attribute {name!r}")
        self.consts = value = [wrap(c) for c in host.constants(self._h)]
        return value

    literals = property(lambda self: self.consts)
    eqns = property(lambda self: self.jaxpr.eqns)
    constvars = property(lambda self: self.jaxpr.constvars)
    invars = property(lambda self: self.jaxpr.invars)
    outvars = property(lambda self: self.jaxpr.outvars)
    effects = property(lambda self: self.jaxpr.effects)
    debug_info = property(lambda self: self.jaxpr.debug_info)
    is_high = False

    @property
    def in_avals(self):
        return list(host.inputAvals(self._h))

    @property
    def out_avals(self):
        return list(host.outputAvals(self._h))

    def replace(self, *, jaxpr=None, consts=None):
        """The closed jaxpr with another program or other constants."""
        return ClosedJaxpr(self.jaxpr if jaxpr is None else jaxpr, self.consts if consts is None else consts)

    def map_jaxpr(self, f):
        """The closed jaxpr with its program transformed."""
        return ClosedJaxpr(f(self.jaxpr), self.consts)

    def __str__(self):
        return host.printed(self._h)

    __repr__ = __str__

    def pretty_print(self, **options):
        """The printed jaxpr, with the place of each equation where asked for."""
        return self.jaxpr.pretty_print(**options)


def closed_jaxpr(h, names=None):
    """The object for one of the engine's closed jaxprs."""
    out = _object(ClosedJaxpr)
    out._h = h
    out.jaxpr = open_jaxpr(host.open(h), names)
    return out


# ---- what is done with jaxprs ----

def eval_jaxpr(jaxpr, consts, *args, propagate_source_info=True):
    """Evaluates a jaxpr with the values of its constants on flat arguments, through the current trace."""
    from ._flat import check_arg
    return [wrap(h) for h in host.evaluateOpen(jaxpr._h, [check_arg(c) for c in consts], [check_arg(a) for a in args])]


def jaxpr_as_fun(closed_jaxpr, *args):
    """The results of a closed jaxpr for flat arguments; without arguments for a jaxpr that takes some, a function of them."""
    if not args and closed_jaxpr.jaxpr.invars:
        return lambda *xs: eval_jaxpr(closed_jaxpr.jaxpr, closed_jaxpr.consts, *xs)
    return eval_jaxpr(closed_jaxpr.jaxpr, closed_jaxpr.consts, *args)


class JaxprTypeError(TypeError):
    """A jaxpr that is not well formed."""
    __module__ = "jax._src.core"


def check_jaxpr(jaxpr):
    """Raises JaxprTypeError where a jaxpr is not well formed."""
    mistake = host.mistake(jaxpr._h)
    if mistake is not None:
        raise JaxprTypeError(mistake)


def jaxprs_in_params(params):
    """The jaxprs among an equation's parameters."""
    for value in params.values():
        for v in value if isinstance(value, (tuple, list)) else (value,):
            if isinstance(v, Jaxpr):
                yield v
            elif isinstance(v, ClosedJaxpr):
                yield v.jaxpr


def subjaxprs(jaxpr):
    """The jaxprs among the parameters of a jaxpr's equations."""
    for eqn in jaxpr.eqns:
        yield from jaxprs_in_params(eqn.params)


def gensym():
    """A function that makes a new variable of an abstract value."""
    return Var


_attach(globals(), "tools", "check_jaxpr gensym jaxpr_as_fun jaxprs_in_params new_jaxpr_eqn subjaxprs")
