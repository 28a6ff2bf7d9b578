"""Abstract values: what is known of an array without its elements."""
from numpy import _dtype

_SHORT = {
    "bool": "bool", "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64", "uint8": "u8", "uint16": "u16",
    "uint32": "u32", "uint64": "u64", "float16": "f16", "bfloat16": "bf16", "float32": "f32", "float64": "f64",
    "complex64": "c64", "complex128": "c128",
}


def size_of(shape):
    """The number of elements of a shape."""
    n = 1
    for d in shape:
        n *= d
    return n


class KeyTy:
    """The dtype of typed random keys."""
    __slots__ = ("name", "itemsize", "engine", "__weakref__")
    __module__ = "jax._src.random.prng"
    kind = "V"

    def __init__(self, name, itemsize, engine=None):
        self.name = name
        self.itemsize = itemsize
        # The engine's type, for keys of generators that a program defines: their names need not differ.
        self.engine = engine

    @property
    def type(self):
        from .dtypes import prng_key
        return prng_key

    def __repr__(self):
        return self.name

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return hash(self.name)


class VoidDType:
    """The dtype of tangents of integers and booleans: no information."""
    __slots__ = ("__weakref__",)
    __module__ = "numpy.dtypes"
    name = "void0"
    kind = "V"
    itemsize = 0
    type = _dtype.void

    names = ("float0",)

    def zeros(self, shape):
        """An array of this dtype, as ``numpy.zeros`` gives it."""
        from ._array import host, wrap
        return wrap(host.zerosOf(host.makeAval("float0", list(shape), False)))

    def __repr__(self):
        return "dtype([('float0', 'V')])"

    def __str__(self):
        return "[('float0', 'V')]"

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return 0x0F0


KEY_FRY = KeyTy("key<fry>", 8)
_KEYS = {k.name: k for k in (KEY_FRY, KeyTy("key<rbg>", 16), KeyTy("key<urbg>", 16))}
float0 = VoidDType()
_dtype.register(float0)
_OTHER = {**_KEYS, "float0": float0}


def dtype_by_name(name):
    """The dtype object for the engine's name of a type."""
    found = _OTHER.get(name)
    return _dtype.by_name(name) if found is None else found


def dtype_name(dtype):
    """The engine's name of a dtype, a scalar type, a Python type or a name."""
    if type(dtype) is str and (dtype in _SHORT or dtype in _OTHER):
        return dtype
    if dtype is float0:
        return "float0"
    if type(dtype) is KeyTy:
        return dtype.name
    found = _dtype.find(dtype)
    return found.name if type(found) is _dtype.dtype else dtype_name(found)


class AbstractValue:
    """Base of types of values."""
    __slots__ = ()
    __module__ = "jax._src.core"
    is_high = False
    has_qdd = False

    def to_ct_aval(self):
        """The type of cotangents."""
        return self.to_tangent_aval()


class ShapedArray(AbstractValue):
    """Shape, dtype and weak type of an array."""
    __slots__ = ("shape", "dtype", "weak_type", "_sharding", "_varying", "__weakref__")
    __module__ = "jax._src.core"

    def __init__(self, shape, dtype, weak_type=False, *, sharding=None, _varying=(), **_):
        self.shape = tuple(shape)
        self.dtype = dtype if type(dtype) is KeyTy else dtype_by_name(dtype_name(dtype))
        self.weak_type = weak_type
        # What the engine's type says, or nothing.
        if sharding is not None:
            from ._sharding import NamedSharding
            if isinstance(sharding, NamedSharding):
                from ._explicit import type_sharding
                sharding = type_sharding(sharding, self.shape)
        self._sharding = sharding
        # The manual mesh axes along which a value may differ, in the mesh's order.
        self._varying = _varying

    ndim = property(lambda self: len(self.shape))
    size = property(lambda self: size_of(self.shape))

    @property
    def sharding(self):
        """How arrays of this type are divided over the mesh in context."""
        if self._sharding is None:
            from ._shardings import whole
            return whole(len(self.shape))
        from ._explicit import abstract
        return abstract(self._sharding)

    vma = property(lambda self: frozenset(self._varying))

    @property
    def manual_axis_type(self):
        """Along which mesh axes values of this type may differ, inside a function over shards."""
        from ._explicit import ManualAxisType
        return ManualAxisType(varying=self.vma)

    mat = manual_axis_type

    def update(self, shape=None, dtype=None, weak_type=None, sharding=None, **_):
        sharding = self._sharding if sharding is None and shape is None else sharding
        return ShapedArray(self.shape if shape is None else shape, self.dtype if dtype is None else dtype,
                           self.weak_type if weak_type is None else weak_type, sharding=sharding, _varying=self._varying)

    def str_short(self, short_dtypes=False, mesh_axis_types=False):
        name = str(self.dtype) if self.dtype is not float0 else "float0"
        if short_dtypes:
            name = _SHORT.get(name, name)
        if self._sharding is not None or self._varying or mesh_axis_types:
            from ._explicit import shape_text
            return name + shape_text(self, mesh_axis_types)
        return f"{name}[{','.join([str(d) for d in self.shape])}]"

    # ---- as a part of types that are made of arrays ----

    def lo_ty(self):
        return [self]

    def lower_val(self, value):
        return [value]

    def raise_val(self, value):
        return value

    def leading_axis_spec(self):
        return 0

    def inc_rank(self, size, spec):
        from .extend.core import unmapped_aval
        return unmapped_aval(size, spec, self)

    def dec_rank(self, size, spec):
        from .extend.core import mapped_aval
        return mapped_aval(size, spec, self)

    def to_tangent_aval(self):
        return ShapedArray(self.shape, self.dtype if self.dtype.kind in "fc" or self.dtype.name == "bfloat16"
                           else float0, self.weak_type, sharding=self._sharding, _varying=self._varying)

    def __eq__(self, other):
        return (type(other) is ShapedArray and self.shape == other.shape and self.dtype is other.dtype
                and self.weak_type == other.weak_type and self._varying == other._varying
                and (self._sharding is other._sharding or self.sharding == other.sharding))

    def __hash__(self):
        return hash((self.shape, self.dtype, self.weak_type))

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __str__(self):
        return ("~" if self.weak_type else "") + self.str_short()

    def __repr__(self):
        return f"ShapedArray({self.str_short()}{', weak_type=True' if self.weak_type else ''})"


class ShapeDtypeStruct:
    """A stand-in for an array: its shape and dtype."""
    __slots__ = ("shape", "dtype", "sharding", "weak_type", "__weakref__")
    __module__ = "jax"

    def __init__(self, shape, dtype, *, sharding=None, weak_type=False, vma=None, is_ref=False):
        if dtype is None:
            raise ValueError("ShapeDtypeStruct: dtype must be specified.")
        self.shape = tuple(shape) if not isinstance(shape, int) else (shape,)
        self.dtype = dtype if type(dtype) is KeyTy else dtype_by_name(dtype_name(dtype))
        if sharding is not None and hasattr(sharding, "partitions"):
            from ._sharding import named
            sharding = named(sharding, "ShapeDtypeStruct")
        self.sharding = sharding
        self.weak_type = weak_type

    ndim = property(lambda self: len(self.shape))
    size = property(lambda self: size_of(self.shape))
    nbytes = property(lambda self: size_of(self.shape) * self.dtype.itemsize)

    @classmethod
    def like(cls, x):
        """The stand-in for a given array or number."""
        from ._flat import typeof
        a = typeof(x)
        return cls(a.shape, a.dtype, weak_type=a.weak_type)

    def update(self, **kwargs):
        fields = {"shape": self.shape, "dtype": self.dtype, "sharding": self.sharding, "weak_type": self.weak_type}
        fields.update(kwargs)
        return ShapeDtypeStruct(fields.pop("shape"), fields.pop("dtype"), **fields)

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __repr__(self):
        sharding = f", sharding={self.sharding}" if self.sharding is not None else ""
        weak = ", weak_type=True" if self.weak_type else ""
        return f"ShapeDtypeStruct(shape={self.shape}, dtype={self.dtype.name}{sharding}{weak})"

    __str__ = __repr__

    def __eq__(self, other):
        return (type(other) is ShapeDtypeStruct and (self.shape, self.dtype, self.sharding, self.weak_type)
                == (other.shape, other.dtype, other.sharding, other.weak_type))

    def __hash__(self):
        return hash((self.shape, self.dtype, self.weak_type))


# Abstract values by what the engine calls them, so that each exists once.
_avals = {}


def make_aval(dtype, weak, dims, sharding):
    """The abstract value of the engine's dtype name, weak type, dimensions and sharding."""
    return ShapedArray(tuple(dims), dtype, weak, sharding=sharding)
