"""Types and primitives of a program's own that transformations take as units."""
from .._core import AbstractValue, ShapedArray
from .._hijax import VJPHiPrimitive
from .._hitypes import HiPrimitive, HiPspec, HiType, MutableHiType, aval_method, aval_property, register_hitype
from .._refs import AbstractRef, TransformedRef
from ..interpreters.ad import Zero, instantiate_zeros, is_undefined_primal


class _EffectTypes:
    """Types of effects."""

    def __init__(self):
        self._types = set()

    def add_type(self, effect_type):
        self._types.add(effect_type)

    def contains(self, effect):
        return isinstance(effect, tuple(self._types))


control_flow_allowed_effects = _EffectTypes()


class AvalQDD(tuple):
    """A type with what is known of its value's state."""
    __module__ = "jax._src.core"

    def __new__(cls, aval, qdd):
        return tuple.__new__(cls, (aval, qdd))

    aval = property(lambda self: self[0])
    qdd = property(lambda self: self[1])


AvalMutableQDD = AvalQDD
