"""Jaxprs as Python objects."""
from ._array import host, wrap
from ._core import ShapedArray


class ClosedJaxpr:
    """A jaxpr with the values of its constants."""
    __slots__ = ("_h",)
    __module__ = "jax._src.core"

    def __init__(self, h):
        self._h = h

    @property
    def jaxpr(self):
        return Jaxpr(self._h)

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

    def pretty_print(self, **_):
        return str(self)


class _Var:
    """A variable of a jaxpr, known by its type."""
    __slots__ = ("aval",)

    def __init__(self, aval):
        self.aval = aval

    def __repr__(self):
        return f"Var:{self.aval.str_short(True)}"


class _Primitive:
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class _Equation:
    """An equation of a jaxpr, known by its primitive."""
    __slots__ = ("primitive",)

    def __init__(self, name):
        self.primitive = _Primitive(name)

    def __repr__(self):
        return f"{self.primitive} ..."


class Jaxpr:
    """The program of a closed jaxpr."""
    __slots__ = ("_h",)
    __module__ = "jax._src.core"

    def __init__(self, h):
        self._h = h

    @property
    def eqns(self):
        return [_Equation(host.primitive(self._h, i)) for i in range(host.equationCount(self._h))]

    @property
    def invars(self):
        return [_Var(a) for a in host.inputAvals(self._h)]

    @property
    def outvars(self):
        return [_Var(a) for a in host.outputAvals(self._h)]

    @property
    def constvars(self):
        return [_Var(ShapedArray(c.shape, c.dtype)) for c in ClosedJaxpr(self._h).consts]

    @property
    def effects(self):
        from .debug import effect
        return {effect(name) for name in host.effects(self._h)}

    def __str__(self):
        return host.printed(self._h)

    __repr__ = __str__


def jaxpr_as_fun(closed):
    """A function of flat arguments that evaluates a jaxpr."""
    from ._flat import check_arg

    def fun(*args):
        return [wrap(h) for h in host.evaluate(closed._h, [check_arg(a) for a in args])]
    return fun
