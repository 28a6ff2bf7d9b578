"""Types and primitives that are translated into others. This engine keeps what libraries declare of them, and has arrays and
references only: values of such types cannot be traced."""
from .._core import ShapedArray
from .._hijax import VJPHiPrimitive
from .._primitive import Primitive
from .._refs import AbstractRef, TransformedRef
from ..interpreters.ad import Zero, instantiate_zeros, is_undefined_primal

AbstractValue = ShapedArray


class _EffectTypes:
    """Types of effects."""

    def __init__(self):
        self._types = set()

    def add_type(self, effect_type):
        self._types.add(effect_type)

    def contains(self, effect):
        return isinstance(effect, tuple(self._types))


control_flow_allowed_effects = _EffectTypes()
_types = {}


class HiType:
    """Base of types that are translated into types of arrays."""
    __module__ = "jax._src.hijax"
    has_qdd = False
    is_high = True


class MutableHiType(HiType):
    """The same for values that change."""
    __module__ = "jax._src.hijax"
    has_qdd = True


class HiPspec:
    """Base of mapped axes of such types."""
    __module__ = "jax._src.hijax"


class HiPrimitive(Primitive):
    """Base of primitives that are translated into others."""
    __module__ = "jax._src.hijax"

    def __init__(self, name):
        super().__init__(name)

    def bind(self, *args, **params):
        raise NotImplementedError(f"the primitive {self.name} is to be translated into others, which this engine does not"
                                  " do")


class AvalQDD(tuple):
    """A type with what is known of its value's state."""
    __module__ = "jax._src.core"

    def __new__(cls, aval, qdd):
        return tuple.__new__(cls, (aval, qdd))

    aval = property(lambda self: self[0])
    qdd = property(lambda self: self[1])


AvalMutableQDD = AvalQDD


class aval_property:
    """A property of traced values that their type computes."""
    __module__ = "jax._src.core"

    def __init__(self, fget):
        self.fget = fget


class aval_method:
    """A method of traced values that their type has."""
    __module__ = "jax._src.core"

    def __init__(self, fun):
        self.fun = fun


def register_hitype(val_cls, typeof_fn):
    """Declares the type of values of a class."""
    _types[val_cls] = typeof_fn
