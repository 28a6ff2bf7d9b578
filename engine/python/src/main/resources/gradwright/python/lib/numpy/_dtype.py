"""Data types: the scalar type hierarchy and `dtype` objects, shared by `numpy` and `jax`."""


class generic:
    """Base of all scalar types."""
    __slots__ = ()
    __module__ = "numpy"
    dtype = None

    def __new__(cls, value=0, *rest):
        from ._core import made
        return made(cls, value, *rest)

    def __class_getitem__(cls, item):
        return cls


class number(generic):
    __slots__ = ()


class integer(number):
    __slots__ = ()


class signedinteger(integer):
    __slots__ = ()


class unsignedinteger(integer):
    __slots__ = ()


class inexact(number):
    __slots__ = ()


class floating(inexact):
    __slots__ = ()


class complexfloating(inexact):
    __slots__ = ()


class flexible(generic):
    __slots__ = ()


class character(flexible):
    __slots__ = ()


class bool_(generic):
    __slots__ = ("_v", "__weakref__")


class object_(generic):
    __slots__ = ("_v", "__weakref__")


class str_(character, str):
    __slots__ = ()
    _v = property(str.__str__)


class bytes_(character, bytes):
    __slots__ = ()
    _v = property(lambda self: bytes(self))


class void(flexible):
    __slots__ = ("_v", "__weakref__")


bool_.__name__ = bool_.__qualname__ = "bool"


def _scalar(name, base):
    return type(name, (base,), {"__slots__": ("_v", "__weakref__"), "__module__": "numpy"})


def _number(name, base, python):
    """A scalar type that is one of Python's own number types as well."""
    return type(name, (base, python), {"__slots__": (), "__module__": "numpy", "_v": property(python)})


int8 = _scalar("int8", signedinteger)
int16 = _scalar("int16", signedinteger)
int32 = _scalar("int32", signedinteger)
int64 = _scalar("int64", signedinteger)
uint8 = _scalar("uint8", unsignedinteger)
uint16 = _scalar("uint16", unsignedinteger)
uint32 = _scalar("uint32", unsignedinteger)
uint64 = _scalar("uint64", unsignedinteger)
float16 = _scalar("float16", floating)
float32 = _scalar("float32", floating)
float64 = _number("float64", floating, float)
complex64 = _scalar("complex64", complexfloating)
complex128 = _number("complex128", complexfloating, complex)


def _extension(name):
    cls = _scalar(name, generic)
    cls.__module__ = "ml_dtypes"
    return cls


bfloat16 = _extension("bfloat16")
float8_e4m3fn = _extension("float8_e4m3fn")
float8_e5m2 = _extension("float8_e5m2")
int4 = _extension("int4")
uint4 = _extension("uint4")

# scalar type -> kind, size in bytes, character, number, array interface code
_FACTS = {
    bool_: ("b", 1, "?", 0, "|b1"),
    int8: ("i", 1, "b", 1, "|i1"), uint8: ("u", 1, "B", 2, "|u1"),
    int16: ("i", 2, "h", 3, "<i2"), uint16: ("u", 2, "H", 4, "<u2"),
    int32: ("i", 4, "i", 5, "<i4"), uint32: ("u", 4, "I", 6, "<u4"),
    int64: ("i", 8, "l", 7, "<i8"), uint64: ("u", 8, "L", 8, "<u8"),
    float16: ("f", 2, "e", 23, "<f2"), float32: ("f", 4, "f", 11, "<f4"), float64: ("f", 8, "d", 12, "<f8"),
    complex64: ("c", 8, "F", 14, "<c8"), complex128: ("c", 16, "D", 15, "<c16"),
    bfloat16: ("V", 2, "E", 256, "<V2"), float8_e4m3fn: ("V", 1, "4", 257, "<V1"),
    float8_e5m2: ("f", 1, "5", 258, "<f1"), int4: ("V", 1, "a", 259, "<V1"), uint4: ("V", 1, "A", 260, "<V1"),
    object_: ("O", 8, "O", 17, "|O"), str_: ("U", 0, "U", 19, "<U0"), bytes_: ("S", 0, "S", 18, "|S0"),
}
_by_name = {}
_by_type = {}


class dtype:
    """What the elements of an array are: name, kind, size. There is one object for each type."""
    __slots__ = ("type", "name", "kind", "itemsize", "char", "num", "str", "__weakref__")
    __module__ = "numpy"

    def __new__(cls, spec=None, align=False, copy=False):
        return find(spec)

    def __class_getitem__(cls, item):
        return cls

    alignment = property(lambda self: self.itemsize)
    byteorder = property(lambda self: "|" if self.itemsize == 1 or self.kind in "OS" else "=")
    isbuiltin = property(lambda self: 1)
    isalignedstruct = property(lambda self: False)
    flags = property(lambda self: 0)
    metadata = property(lambda self: None)
    descr = property(lambda self: [("", self.str)])
    isnative = property(lambda self: True)
    names = property(lambda self: None)
    fields = property(lambda self: None)
    shape = property(lambda self: ())
    ndim = property(lambda self: 0)
    subdtype = property(lambda self: None)
    base = property(lambda self: self)
    hasobject = property(lambda self: self.kind == "O")

    def newbyteorder(self, order="S"):
        return self

    def __eq__(self, other):
        if type(other) is dtype:
            return self is other
        try:
            return find(other) is self
        except TypeError:
            return False

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.type)

    def __str__(self):
        return self.name

    def __repr__(self):
        if self.type.__module__ == "ml_dtypes":
            return f"dtype({self.name})"
        return f"dtype('{self.str.replace('|O', 'O').replace('|S', 'S') if self.kind in 'USO' else self.name}')"

    def __reduce__(self):
        return find, (self.str if self.kind in "US" else self.name,)

    def __bool__(self):
        return True

    def __lt__(self, other):
        return self <= other and self != other

    def __le__(self, other):
        from ._types import can_cast
        return can_cast(self, find(other))

    def __gt__(self, other):
        return find(other) < self

    def __ge__(self, other):
        return find(other) <= self


def _make(scalar, facts):
    d = object.__new__(dtype)
    d.type = scalar
    d.name = scalar.__name__
    d.kind, d.itemsize, d.char, d.num, d.str = facts
    scalar.dtype = d
    _by_type[scalar] = d
    if d.kind in "USO":
        d.name = {"U": "str", "S": "bytes", "O": "object"}[d.kind]
    _by_name[d.name] = d
    if d.kind != "V":
        _by_name[d.str] = d
        _by_name[d.str[1:]] = d
        _by_name[d.char] = d
    return d


for _type, _facts in _FACTS.items():
    _make(_type, _facts)
for _alias, _name in {
    "bool_": "bool", "int": "int64", "float": "float64", "complex": "complex128", "uint": "uint64",
    "double": "float64", "single": "float32", "half": "float16", "int_": "int64", "float_": "float64",
    "complex_": "complex128", "q": "int64", "Q": "uint64", "p": "int64", "intp": "int64", "uintp": "uint64",
    "byte": "int8", "ubyte": "uint8", "short": "int16", "ushort": "uint16", "intc": "int32", "uintc": "uint32",
    "csingle": "complex64", "cdouble": "complex128", "longlong": "int64", "ulonglong": "uint64", "long": "int64",
    "longdouble": "float64", "g": "float64", "clongdouble": "complex128", "G": "complex128",
    "ulong": "uint64",
}.items():
    _by_name[_alias] = _by_name[_name]
_by_type.update({
    bool: _by_name["bool"], int: _by_name["int64"], float: _by_name["float64"], complex: _by_name["complex128"],
    object: _by_type[object_], str: _by_type[str_], bytes: _by_type[bytes_], number: _by_name["float64"], floating: _by_name["float64"],
    inexact: _by_name["float64"], integer: _by_name["int64"], signedinteger: _by_name["int64"],
    unsignedinteger: _by_name["uint64"], complexfloating: _by_name["complex128"],
})


def register(foreign):
    """Lets a dtype of another package stand for itself."""
    _by_type[foreign] = foreign


def find(spec):
    """The dtype that a name, a type, a dtype or an object with a dtype stands for."""
    if type(spec) is dtype:
        return spec
    if spec is None:
        return _by_name["float64"]
    if isinstance(spec, bytes):
        spec = spec.decode()
    if isinstance(spec, str):
        found = _by_name.get(spec)
        if found is None and spec[:1] in ("=", "<", "|"):
            found = _by_name.get("<" + spec[1:]) or _by_name.get("|" + spec[1:])
        return found if found is not None else _text(spec)
    try:
        found = _by_type.get(spec)
    except TypeError:
        found = None
    if found is not None:
        return found
    inner = getattr(spec, "dtype", None)
    if type(inner) is dtype:
        return inner
    if inner is not None and not isinstance(inner, property):
        return inner
    if isinstance(spec, type):
        return _by_type[object_]
    raise TypeError(f"Cannot interpret '{spec!r}' as a data type")


def _text(spec):
    """The dtype of texts or byte strings of a width: `U5`, `S3`."""
    body = spec.lstrip("=<|")
    if body[:1] not in ("U", "S") or not body[1:].isdigit():
        raise TypeError(f"data type {spec!r} not understood")
    width = int(body[1:])
    d = object.__new__(dtype)
    d.kind = d.char = body[0]
    d.type, d.num, d.itemsize = (str_, 19, 4 * width) if d.kind == "U" else (bytes_, 18, width)
    d.name = f"{'str' if d.kind == 'U' else 'bytes'}{8 * d.itemsize}"
    d.str = f"{'<' if d.kind == 'U' else '|'}{body}"
    for key in (d.str, body, d.name):
        _by_name[key] = d
    return d


def by_name(name):
    """The dtype with this exact name."""
    return _by_name[name]
