"""Jaxprs as Python objects."""
from ._array import host, wrap


class Var:
    """A variable of a jaxpr, equal to itself alone."""
    __slots__ = ("_h",)
    __module__ = "jax._src.core"

    def __init__(self, h):
        self._h = h

    @property
    def aval(self):
        return host.atomAval(self._h)

    def __eq__(self, other):
        return type(other) is Var and host.atomIdentity(self._h) == host.atomIdentity(other._h)

    def __hash__(self):
        return host.atomIdentity(self._h)

    def __repr__(self):
        return f"Var(id={host.atomIdentity(self._h)}):{self.aval.str_short()}"


class Literal:
    """A scalar written into an equation."""
    __slots__ = ("_h", "val")
    __module__ = "jax._src.core"

    def __init__(self, h, val):
        self._h = h
        self.val = val

    @property
    def aval(self):
        return host.atomAval(self._h)

    def __repr__(self):
        return f"Literal({host.atomText(self._h)})"


def _atoms(handles):
    out = []
    for h in handles:
        val = host.atomLiteral(h)
        out.append(Var(h) if val is None else Literal(h, val))
    return out


class _Primitive:
    """A primitive, known by its name."""
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return type(other) is _Primitive and other.name == self.name

    def __hash__(self):
        return hash(self.name)

    def __repr__(self):
        return self.name


class JaxprEqn:
    """An equation of a jaxpr."""
    __slots__ = ("_closed", "_h", "primitive")
    __module__ = "jax._src.core"

    def __init__(self, closed, h):
        self._closed = closed
        self._h = h
        self.primitive = _Primitive(host.equationName(h))

    @property
    def invars(self):
        return _atoms(host.equationInputs(self._h))

    @property
    def outvars(self):
        return _atoms(host.equationOutputs(self._h))

    @property
    def params(self):
        flat = list(host.equationParameters(self._h))
        return {flat[i]: _parameter(flat[i + 1]) for i in range(0, len(flat), 2)}

    @property
    def effects(self):
        from .debug import effect
        return {effect(name) for name in host.equationEffects(self._h)}

    def __repr__(self):
        return host.equationText(self._closed, self._h)


class _Text(str):
    """A parameter that is known by its text alone."""
    __slots__ = ()

    def __repr__(self):
        return str(self)


def _parameter(value):
    if value is None or type(value) in (bool, int, float, str):
        return value
    try:
        items = list(value)
    except TypeError:
        return ClosedJaxpr(value)
    tag, rest = items[0], items[1:]
    if tag == "tuple":
        return tuple([_parameter(v) for v in rest])
    if tag == "dtype":
        from .numpy import dtype
        return dtype(rest[0])
    return _Text(rest[0])


class DebugInfo:
    """Names of a jaxpr's arguments and results."""
    __slots__ = ("arg_names", "result_paths")

    def __init__(self, arg_names, result_paths):
        self.arg_names = arg_names
        self.result_paths = result_paths


class ClosedJaxpr:
    """A jaxpr with the values of its constants."""
    __slots__ = ("_h", "_names")
    __module__ = "jax._src.core"

    def __init__(self, h, names=None):
        self._h = h
        self._names = names

    @property
    def jaxpr(self):
        return Jaxpr(self._h, self._names)

    @property
    def consts(self):
        return [wrap(c) for c in host.constants(self._h)]

    literals = consts

    @property
    def eqns(self):
        return self.jaxpr.eqns

    @property
    def in_avals(self):
        return list(host.inputAvals(self._h))

    @property
    def out_avals(self):
        return list(host.outputAvals(self._h))

    @property
    def effects(self):
        return self.jaxpr.effects

    def __str__(self):
        return host.printed(self._h)

    __repr__ = __str__

    def pretty_print(self, *, source_info=False, print_shapes=True, name_stack=False, **_):
        """The printed jaxpr, with the place of each equation where asked for."""
        return host.prettyPrinted(self._h, bool(print_shapes), bool(source_info), bool(name_stack))


class Jaxpr:
    """The program of a closed jaxpr."""
    __slots__ = ("_h", "_names")
    __module__ = "jax._src.core"

    def __init__(self, h, names=None):
        self._h = h
        self._names = names

    @property
    def eqns(self):
        return [JaxprEqn(self._h, e) for e in host.equations(self._h)]

    @property
    def invars(self):
        return _atoms(host.inputAtoms(self._h))

    @property
    def outvars(self):
        return _atoms(host.outputAtoms(self._h))

    @property
    def constvars(self):
        return _atoms(host.constantAtoms(self._h))

    @property
    def effects(self):
        from .debug import effect
        return {effect(name) for name in host.effects(self._h)}

    @property
    def debug_info(self):
        return DebugInfo(*(self._names() if self._names else (None, None)))

    def __str__(self):
        return host.printed(self._h)

    __repr__ = __str__

    pretty_print = ClosedJaxpr.pretty_print


def jaxpr_as_fun(closed):
    """A function of flat arguments that evaluates a jaxpr."""
    from ._flat import check_arg

    def fun(*args):
        return [wrap(h) for h in host.evaluate(closed._h, [check_arg(a) for a in args])]
    return fun
