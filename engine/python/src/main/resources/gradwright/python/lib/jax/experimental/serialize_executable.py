"""Compiled functions as bytes."""
import struct
from binascii import crc32
from .._documentation import attach as _attach

_MAGIC = b"GRADEXEC"


def serialize(compiled):
    """The program of a compiled function as bytes, and the structures of its arguments and results.

    Native code is not among them: a machine makes it anew for itself, or finds it in its cache.
    """
    from .._array import host
    structure, numbers = host.encoded(compiled._program.jaxpr())
    name = compiled._function.__name__.encode()
    numbers = [int(n) for n in numbers]
    body = struct.pack(f"<II{len(numbers)}q", len(name), len(numbers), *numbers) + name + bytes(memoryview(structure))
    return _MAGIC + struct.pack("<II", 1, crc32(body)) + body, compiled.in_tree, compiled.out_tree


def deserialize_and_load(serialized, in_tree, out_tree, backend=None, execution_devices=None):
    """The compiled function that `serialize` wrote."""
    from .._array import host, wrap
    from .._jit import jit
    from .._core import ShapeDtypeStruct
    if serialized[:8] != _MAGIC:
        raise ValueError("deserialize_and_load: the data are no compiled function of this engine")
    version, check = struct.unpack("<II", serialized[8:16])
    if version > 1:
        raise ValueError(f"deserialize_and_load: the data have version {version}; this engine knows up to 1")
    body = serialized[16:]
    if crc32(body) != check:
        raise ValueError("deserialize_and_load: the data are damaged: their checksum is wrong")
    n, count = struct.unpack("<II", body[:8])
    at = 8 + 8 * count
    numbers = list(struct.unpack(f"<{count}q", body[8:at]))
    name = body[at:at + n].decode()
    program = host.decoded(body[at + n:], numbers)

    def fun(*args, **kwargs):
        from ..tree_util import tree_leaves
        from .._flat import check_arg
        return out_tree.unflatten([wrap(h) for h in host.evaluate(program, [
            check_arg(x) for x in tree_leaves((args, kwargs))])])
    fun.__name__ = name
    types = [ShapeDtypeStruct(a.shape, a.dtype, weak_type=a.weak_type) for a in host.inputAvals(program)]
    args, kwargs = in_tree.unflatten(types)
    return jit(fun, keep_unused=True).lower(*args, **kwargs).compile()


_attach(globals(), "tools", "deserialize_and_load serialize")
