"""Interpreters of jaxprs written in Python: a function of equations in the place of each equation's own meaning."""
from ._array import host, wrap
from ._flat import check_arg


class Equation:
    """An equation of a jaxpr, its parameters read when asked for."""
    __slots__ = ("handle", "name", "_params")

    def __init__(self, handle):
        self.handle = handle
        self.name = host.equationName(handle)
        self._params = None

    @property
    def params(self):
        """The parameters by name; jaxprs among them are the engine's."""
        if self._params is None:
            flat = list(host.equationParameters(self.handle))
            self._params = {flat[i]: _plain(flat[i + 1]) for i in range(0, len(flat), 2)}
        return self._params

    def bind(self, values):
        """The outputs for arrays."""
        return [wrap(h) for h in host.bindEquation(self.handle, [check_arg(x) for x in values])]


def _plain(value):
    if value is None or type(value) in (bool, float, str):
        return value
    if type(value) is int:
        return -(-value)  # an int of Python's own
    try:
        items = list(value)
    except TypeError:
        return None if type(value).__name__ == "ForeignNone" else value
    tag, rest = items[0], items[1:]
    if tag == "tuple":
        return tuple([_plain(v) for v in rest])
    if tag == "dtype":
        from .numpy import dtype
        return dtype(rest[0])
    return rest[0]


def interpret(jaxpr, args, step):
    """Runs the engine's jaxpr: `step(equation, inputs)` gives the outputs of each equation."""
    identity = host.atomIdentity
    env = {}
    for v, x in zip(host.constantAtoms(jaxpr), host.constants(jaxpr)):
        env[identity(v)] = wrap(x)
    for v, x in zip(host.inputAtoms(jaxpr), args):
        env[identity(v)] = x
    known = {}

    def read(atom):
        key = identity(atom)
        found = env.get(key)
        if found is None and key not in env:
            found = known[key] = wrap(host.literalValue(atom))
            env[key] = found
        return found
    for handle in host.equations(jaxpr):
        outs = step(Equation(handle), [read(a) for a in host.equationInputs(handle)])
        for v, x in zip(host.equationOutputs(handle), outs):
            env[identity(v)] = x
    return [read(a) for a in host.outputAtoms(jaxpr)]


def stage(fun, avals):
    """The engine's jaxpr of a function of a list of arrays; `avals` are the engine's types."""
    def flat(handles):
        return [check_arg(x) for x in fun([wrap(h) for h in handles])]
    return host.stage(flat, list(avals), None)


def types_of(values):
    """The engine's types of arrays."""
    return [host.avalOf(check_arg(x)) for x in values]
