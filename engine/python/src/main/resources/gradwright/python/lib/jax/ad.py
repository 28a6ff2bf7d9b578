"""What is wanted of the derivatives that a function of :func:`jax.vjp` gives: see its ``with_refs``."""
from .tree_util import register_static as _register_static


class _Mark:
    """A mark without parts."""
    __slots__ = ()
    __module__ = "jax._src.api"

    def __eq__(self, other):
        return type(other) is type(self)

    def __hash__(self):
        return hash(type(self))

    def __repr__(self):
        return f"{type(self).__name__}()"


class GradValue(_Mark):
    """The derivative is wanted as a value."""
    __slots__ = ()
    __module__ = "jax._src.api"


class DontWant(_Mark):
    """The derivative is not wanted."""
    __slots__ = ()
    __module__ = "jax._src.api"


class GradRef(_Mark):
    """The derivative has been added to a reference."""
    __slots__ = ()
    __module__ = "jax._src.api"


class DidntWant(_Mark):
    """The derivative was not wanted."""
    __slots__ = ()
    __module__ = "jax._src.api"


_register_static(GradRef)
_register_static(DidntWant)


def _given(cotangent, wanted):
    """A cotangent where and as it is wanted."""
    if getattr(wanted, "_is_ref", False):
        wanted.addupdate(cotangent)
        return GradRef()
    if isinstance(wanted, DontWant):
        return DidntWant()
    if isinstance(wanted, GradValue):
        return cotangent
    raise TypeError("VJP.with_refs takes mutable references, jax.ad.GradValue() and jax.ad.DontWant() in the structure of"
                    f" the arguments of the differentiated function, got {wanted!r} of type {type(wanted)}")
