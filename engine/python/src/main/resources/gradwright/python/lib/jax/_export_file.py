"""The file of an exported function.

    8 bytes   the word GRADEXP and a zero
    2 bytes   version of the format, little-endian; this engine writes 2, reads 1 too, and refuses later ones
    2 bytes   zero
    4 bytes   CRC-32 of what follows
    8 bytes   length of the header
    header    JSON: name, types, structures and shardings of arguments and results, platforms, numbers of the program, derivative's
              length
    program   the structure of the program, as gradwright.core.export writes it
    derivative  where there is one: a whole file of this kind

A number of the program is a whole number, or for symbolic dimensions a polynomial: a list of pairs of a coefficient, as text,
and a list of names.
"""
from base64 import b64decode, b64encode
from binascii import crc32
from fractions import Fraction
import json
import struct

from ._documentation import attach as _attach
from ._core import ShapedArray
from ._export_dims import DimExpr
from ._export_program import SizedProgram, FixedProgram
from ._tree import LEAF, PyTreeDef

_MAGIC = b"GRADEXP\0"
_VERSION = 2
_HEAD = struct.Struct("<8sHHIQ")
# type -> (name, serialize auxiliary data); name -> (type, deserialize, from children)
_writers, _readers = {}, {}


def register_pytree_node_serialization(nodetype, *, serialized_name, serialize_auxdata, deserialize_auxdata,
                                       from_children=None):
    """Lets a type of pytree nodes be written into files of exported functions."""
    from ._tree import _registry
    if nodetype not in _registry:
        raise ValueError(f"If `from_children` is not present, you must call first `jax.tree_util.register_pytree_node`"
                         f" for `{nodetype}`")
    _register(nodetype, serialized_name, serialize_auxdata, deserialize_auxdata)
    return nodetype


def register_namedtuple_serialization(nodetype, *, serialized_name):
    """Lets a type of named tuples be written into files of exported functions."""
    if not (issubclass(nodetype, tuple) and hasattr(nodetype, "_fields")):
        raise ValueError(f"Use `jax.export.register_pytree_node_serialization` for types other than"
                         f" `collections.namedtuple`, got {nodetype}")
    _register(nodetype, serialized_name, None, None)
    return nodetype


def _register(nodetype, name, write, read):
    if nodetype in _writers:
        raise ValueError(f"Duplicate serialization registration for type `{nodetype}`. Previous registration was with"
                         f" serialized_name `{_writers[nodetype][0]}`.")
    if name in _readers:
        raise ValueError(f"Duplicate serialization registration for serialized_name `{name}`. Previous registration was"
                         f" for type `{_readers[name][0]}`.")
    _writers[nodetype] = (name, write)
    _readers[name] = (nodetype, read)


def tree_data(spec):
    """A structure as JSON has it."""
    if spec is LEAF:
        return "*"
    kind, data, children = spec
    parts = [tree_data(c) for c in children]
    if kind is type(None):
        return None
    if kind is tuple:
        return ["tuple", parts]
    if kind is list:
        return ["list", parts]
    if kind is dict:
        return ["dict", list(data), parts]
    if kind not in _writers:
        raise ValueError(f"Cannot serialize PyTreeDef containing an unregistered type `{kind}`. Use"
                         " `export.register_pytree_node_serialization` or `export.register_namedtuple_serialization`.")
    name, write = _writers[kind]
    return ["node", name, None if write is None else b64encode(bytes(write(data))).decode(), parts]


def tree_spec(x):
    """The structure of what `tree_data` gave."""
    if x == "*":
        return LEAF
    if x is None:
        return type(None), None, ()
    parts = tuple([tree_spec(c) for c in x[-1]])
    if x[0] in ("tuple", "list"):
        return tuple if x[0] == "tuple" else list, None, parts
    if x[0] == "dict":
        return dict, tuple(x[1]), parts
    if x[1] not in _readers:
        raise ValueError(f"Cannot deserialize a PyTreeDef containing an unregistered type `{x[1]}`. Use"
                         " `export.register_pytree_node_serialization` or `export.register_namedtuple_serialization`.")
    kind, read = _readers[x[1]]
    return kind, None if read is None else read(b64decode(x[2])), parts


def _aval_data(a):
    return [a.dtype.name, [str(d) if isinstance(d, DimExpr) else d for d in a.shape]]


def _aval_of(x, scope):
    from ._export_parse import parse_shape
    name, shape = x
    return ShapedArray([parse_shape(d, scope, None)[0] if type(d) is str else d for d in shape], name)


def _number_data(n):
    return n if type(n) is int else [[str(c), list(m)] for m, c in n]


def _number_of(x):
    return x if type(x) is int else [(tuple(m), Fraction(c)) for c, m in x]


def _spec_data(s):
    return None if s is None else [list(axes) if isinstance(axes, tuple) else axes for axes in s]


def _spec_of(x):
    from ._sharding import PartitionSpec
    return None if x is None else PartitionSpec(*[tuple(axes) if isinstance(axes, list) else axes for axes in x])


def serialize(exported, vjp_order=0):
    """An exported function as bytes."""
    structure, numbers, names = exported._program.data()
    derivative = serialize(exported.vjp(), vjp_order - 1) if vjp_order > 0 else b""
    scope = next((d.scope for a in exported.in_avals for d in a.shape if isinstance(d, DimExpr)), None)
    header = json.dumps({
        "name": exported.fun_name, "in_tree": tree_data(exported.in_tree._spec),
        "out_tree": tree_data(exported.out_tree._spec), "in": [_aval_data(a) for a in exported.in_avals],
        "out": [_aval_data(a) for a in exported.out_avals], "platforms": exported.platforms,
        "devices": exported.nr_devices, "shardings": [[_spec_data(s) for s in side] for side in exported._specs],
        "checks": [str(c) for c in exported.disabled_safety_checks], "dimensions": names,
        "constraints": [text for text, *_ in scope._explicit] if scope is not None else [], "numbers": [_number_data(n) for n in numbers],
        "program": len(structure), "derivative": len(derivative)}).encode()
    body = header + structure + bytes(derivative)
    return bytearray(_HEAD.pack(_MAGIC, _VERSION, 0, crc32(body), len(header)) + body)


def deserialize(blob):
    """The exported function that :meth:`Exported.serialize` wrote."""
    blob = bytes(blob)
    if len(blob) < _HEAD.size or blob[:8] != _MAGIC:
        raise ValueError("deserialize: the data are no exported function of this engine")
    _, version, _, check, length = _HEAD.unpack(blob[:_HEAD.size])
    if version > _VERSION:
        raise ValueError(f"deserialize: the exported function has version {version} of the format; this engine knows up"
                         f" to {_VERSION}")
    body = blob[_HEAD.size:]
    if crc32(body) != check:
        raise ValueError("deserialize: the exported function is damaged: its checksum is wrong")
    try:
        return _restored(json.loads(body[:length].decode()), body, length)
    except (KeyError, TypeError, IndexError) as problem:
        raise ValueError(f"deserialize: the exported function is damaged: {problem!r}") from problem


def _restored(h, body, length):
    from ._array import host
    from ._export_call import Exported
    from ._export_scope import SymbolicScope
    structure = body[length:length + h["program"]]
    numbers = [_number_of(n) for n in h["numbers"]]
    scope = SymbolicScope(h["constraints"]) if h["dimensions"] else None
    program = SizedProgram(structure, numbers, h["dimensions"]) if h["dimensions"] else \
        FixedProgram(host.decoded(structure, numbers))
    derivative = body[length + h["program"]:]
    get_vjp = None
    if h["derivative"]:
        found = deserialize(derivative)
        get_vjp = lambda _: found  # noqa: E731
    return Exported(h["name"], PyTreeDef(tree_spec(h["in_tree"])), [_aval_of(a, scope) for a in h["in"]],
                    PyTreeDef(tree_spec(h["out_tree"])), [_aval_of(a, scope) for a in h["out"]], h["platforms"],
                    h["checks"], program, get_vjp, h.get("devices", 1),
                    [[_spec_of(s) for s in side] for side in h["shardings"]] if "shardings" in h else None)


_attach(globals(), "tools", "deserialize register_namedtuple_serialization register_pytree_node_serialization")
