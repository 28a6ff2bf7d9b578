"""Registries of rules by primitive. A rule given for one of the engine's own primitives stands in place of the engine's."""
from .._array import host


def _applied(primitive, name, avals):
    from .._extension import Application
    from .._parameters import parameters_of
    from .._primitive import by_name
    return Application(by_name(name), parameters_of(primitive, name, avals))


class Registry(dict):
    """Rules of Python's primitives; for the engine's, rules made from the transformation itself.

    ``kind`` names what the engine asks the rules for: ``jvp``, ``transpose`` or ``batch``; None: it never asks.
    """

    def __init__(self, engine_rule, kind=None):
        super().__init__()
        self._engine_rule = engine_rule
        self._kind = kind

    def __setitem__(self, primitive, rule):
        super().__setitem__(primitive, rule)
        if getattr(primitive, "_engine", False) and self._kind is not None:
            host.replaceRule(self._kind, primitive.name, _applied)

    def __delitem__(self, primitive):
        super().__delitem__(primitive)
        if getattr(primitive, "_engine", False) and self._kind is not None:
            host.restoreRule(self._kind, primitive.name)

    def pop(self, primitive, *default):
        found = super().pop(primitive, *default)
        if getattr(primitive, "_engine", False) and self._kind is not None:
            host.restoreRule(self._kind, primitive.name)
        return found

    def __missing__(self, primitive):
        if not getattr(primitive, "_engine", False) or self._engine_rule is None:
            raise KeyError(primitive)
        rule = self._engine_rule(primitive)
        return lambda *args, **params: host.withOriginalRules(lambda: rule(*args, **params))

    def __contains__(self, primitive):
        return super().__contains__(primitive) or self._engine_rule is not None and getattr(primitive, "_engine", False)

    def get(self, primitive, default=None):
        try:
            return self[primitive]
        except KeyError:
            return default

    def setdefault(self, primitive, default=None):
        if primitive not in self:
            self[primitive] = default
        return self[primitive]
