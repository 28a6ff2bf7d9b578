"""Arrays rebuilt from pickles, and texts as bytes."""
from ._core import asarray, code, find, port, wrap


def rebuilt(data, name, shape):
    """The array that was pickled."""
    d = find(name)
    if d.kind in "OUS":
        return asarray(data, object if d.kind == "O" else name).reshape(shape)
    return wrap(port.fromBuffer(data, list(shape), code(d)))


def text_bytes(a):
    """The bytes of an array of texts, as NumPy lays them out."""
    d = a.dtype
    if d.kind == "S":
        return b"".join([v.ljust(d.itemsize, b"\0") for v in a.ravel().tolist()])
    return b"".join([v.encode("utf-32-le").ljust(d.itemsize, b"\0") for v in a.ravel().tolist()])
