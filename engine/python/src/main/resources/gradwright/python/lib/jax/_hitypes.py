"""Types that Python code defines: their values are one thing to transformations, and become arrays before a program is run."""
from ._array import Tracer, _aval, host, wrap
from ._core import AbstractValue
from ._primitive import Primitive


class HiType(AbstractValue):
    """Base of types that are translated into types of arrays. Subclasses have equality and a hash."""
    __module__ = "jax._src.hijax"
    is_high = True
    has_qdd = False

    def __hash__(self):
        raise AssertionError("must override")

    def __eq__(self, other):
        raise AssertionError("must override")

    def lo_ty(self):
        """Types of the arrays that a value is made of."""
        raise AssertionError("must override")

    def lower_val(self, hi_val):
        """The arrays that a value is made of."""
        raise AssertionError("must override")

    def raise_val(self, *lo_vals):
        """The value made of arrays."""
        raise AssertionError("must override")

    def to_tangent_aval(self):
        """The type of tangents."""
        raise AssertionError("must override")

    def vspace_zero(self):
        """Zero, where this is a type of tangents."""
        raise AssertionError("must override")

    def vspace_add(self, x, y):
        """A sum, where this is a type of tangents."""
        raise AssertionError("must override")

    def dec_rank(self, size, spec):
        """The type of one of several values."""
        raise AssertionError("must override")

    def inc_rank(self, size, spec):
        """The type of several values."""
        raise AssertionError("must override")

    def leading_axis_spec(self):
        """How several values lie along a leading axis."""
        raise AssertionError("must override")

    def shard(self, mesh, manual_axes, check_vma, spec):
        """The type of one device's part."""
        raise AssertionError("must override")

    def unshard(self, mesh, check_vma, spec):
        """The type of the whole of which each device has a part."""
        raise AssertionError("must override")

    def nospec(self, mesh, check_vma, all_names):
        """How residuals are divided."""
        raise AssertionError("must override")

    def str_short(self, short_dtypes=False, mesh_axis_types=False):
        """The type as jaxprs print it."""
        return str(self)


class MutableHiType(AbstractValue):
    """Base of types of values that change."""
    __module__ = "jax._src.hijax"
    is_high = True
    has_qdd = True


class MappingSpec:
    """Base of what says how several values of such a type lie together."""
    __module__ = "jax._src.hijax"


class HiPspec:
    """Base of what says how such values are divided over a mesh."""
    __module__ = "jax._src.hijax"

    def to_lo(self):
        """The partition of each array that a value is made of."""
        raise AssertionError("must override")

    def to_tangent_spec(self):
        """The same for tangents."""
        raise AssertionError("must override")

    def to_ct_spec(self):
        """The same for cotangents."""
        raise AssertionError("must override")


class HiPrimitive(Primitive):
    """Base of primitives that are replaced by others, which their method ``to_lojax`` applies, before a program is run."""
    __module__ = "jax._src.hijax"
    high = True

    def __init__(self, name):
        from .interpreters import ad
        super().__init__(name)
        ad.primitive_jvps[self] = self.jvp
        ad.primitive_transposes[self] = self.transpose

    def is_high(self, *avals, **params):
        return True

    def is_effectful(self, params):
        return False

    def abstract_eval(self, *arg_avals, **params):
        """Types of the results, and effects."""
        raise AssertionError("must override")

    def to_lojax(self, *args, **params):
        """The results, by other operations."""
        raise AssertionError(f"must override for {self}")

    def jvp(self, primals, tangents, **params):
        """Results and their tangents."""
        raise AssertionError("must override")

    def transpose(self, *args, **params):
        """Cotangents of the inputs."""
        raise AssertionError("must override")

    def impl(self, *args, **params):
        return self.to_lojax(*args, **params)


# ---- values ----

_types_of = {}


def register_hitype(val_cls, typeof_fn):
    """Declares the type of values of a class."""
    _types_of[val_cls] = typeof_fn


def value(x):
    """The engine's value for an object of a registered class; None for others."""
    for cls in type(x).__mro__:
        typeof = _types_of.get(cls)
        if typeof is not None:
            return host.customValue(key(typeof(x)), x)
    return None


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


def attribute(tracer, name):
    """An attribute that a traced value of such a type has from it, in a tuple; None where it has none."""
    aval = _aval(tracer._h)
    if not isinstance(aval, HiType):
        return None
    try:
        found = getattr(aval, name)
    except AttributeError:
        return None
    if type(found) is aval_property:
        return found.fget(tracer),
    if type(found) is aval_method:
        from types import MethodType
        return MethodType(found.fun, tracer),
    return found,


# ---- the engine's types ----

# One of the engine's types for each of Python's: it tells them apart by identity.
_keys = {}


def key(hitype):
    """The engine's type for one of Python's."""
    found = _keys.get(hitype)
    if found is None:
        found = _keys[hitype] = host.customType(_Adapter(hitype))
    return found


class _Adapter:
    """What the engine asks of a type."""

    def __init__(self, hitype):
        self.type = hitype

    def name(self):
        return self.type.str_short(short_dtypes=True)

    def low(self):
        from ._jit import aval_key
        return [aval_key(a) for a in self.type.lo_ty()]

    def lower(self, hi_val):
        from ._flat import check_arg
        from ._extension import settled
        return [settled(check_arg(x)) for x in self.type.lower_val(hi_val)]

    def raised(self, handles):
        return self.type.raise_val(*[wrap(h) for h in handles])

    def tangent(self):
        from ._jit import aval_key
        return aval_key(self.type.to_tangent_aval())

    def zero(self):
        from ._flat import check_arg
        return check_arg(self.type.vspace_zero())

    def add(self, a, b):
        from ._flat import check_arg
        return check_arg(self.type.vspace_add(wrap(a), wrap(b)))

    def stacked(self, size):
        from ._jit import aval_key
        return aval_key(self.type.inc_rank(size, self.type.leading_axis_spec()))

    def unstacked(self):
        from ._jit import aval_key
        return aval_key(self.type.dec_rank(None, self.type.leading_axis_spec()))
