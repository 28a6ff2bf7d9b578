"""Functions exported from one program to be called in another, in a file format of the engine's own."""
from ._export_call import Exported, default_export_platform, export
from ._export_scope import SymbolicScope, is_symbolic_dim, symbolic_args_specs, symbolic_shape
from ._export_file import (deserialize, register_namedtuple_serialization, register_pytree_node_serialization)

# Calling conventions of real JAX whose meaning exported functions have.
minimum_supported_calling_convention_version = 9
maximum_supported_calling_convention_version = 10


class DisabledSafetyCheck:
    """A check that is left out when a function is exported or called."""
    __slots__ = ("_impl",)
    __module__ = "jax.export"

    def __init__(self, _impl):
        self._impl = _impl

    @classmethod
    def platform(cls):
        """Lets a function be called on another platform than it was exported for."""
        return cls("platform")

    @classmethod
    def custom_call(cls, target_name):
        """Lets a function use a call that is not known to be stable; the engine has none."""
        return cls(f"custom_call:{target_name}")

    def is_custom_call(self):
        """The name of the call that this allows, or None."""
        return self._impl[12:] if self._impl.startswith("custom_call:") else None

    def __str__(self):
        return self._impl

    __repr__ = __str__

    def __eq__(self, other):
        return isinstance(other, DisabledSafetyCheck) and self._impl == other._impl

    def __hash__(self):
        return hash(self._impl)
