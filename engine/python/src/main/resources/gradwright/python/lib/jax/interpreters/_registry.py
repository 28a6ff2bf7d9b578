"""Registries of rules by primitive. The engine's own primitives have rules that cannot be replaced."""


class Registry(dict):
    """Rules of Python's primitives; for the engine's, rules made from the transformation itself."""

    def __init__(self, engine_rule):
        super().__init__()
        self._engine_rule = engine_rule

    def __setitem__(self, primitive, rule):
        if getattr(primitive, "_engine", False):
            raise NotImplementedError(f"the rules of the engine's primitive '{primitive}' cannot be replaced")
        super().__setitem__(primitive, rule)

    def __missing__(self, primitive):
        if not getattr(primitive, "_engine", False) or self._engine_rule is None:
            raise KeyError(primitive)
        return self._engine_rule(primitive)

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
