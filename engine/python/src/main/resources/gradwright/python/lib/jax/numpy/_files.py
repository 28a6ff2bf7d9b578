"""Arrays from bytes, text and files, and the options of printing: NumPy's, given to JAX's arrays."""
from .._documentation import attach as _attach
from ._construct import asarray

_IMPURE = ("jnp.{0}() is not implemented, because it would read on each time that it is called, which no JAX transformation"
           " can repeat. Consider jnp.asarray(np.{0}(...)) outside of transformed functions; see"
           " https://docs.jax.dev/en/latest/notebooks/Common_Gotchas_in_JAX.html#pure-functions")
_WIDE = {"float64": "d", "int64": "q", "uint64": "Q"}


def frombuffer(buffer, dtype=float, count=-1, offset=0):
    """The elements that bytes hold: shape (n).

    buffer: bytes, or an object that gives access to its memory. dtype: how its bytes are read, float64 by default; what is
    wider than arrays may be here is narrowed afterwards. count: how many elements, -1 for all. offset: bytes to skip.
    ValueError where the bytes are not a whole number of elements, or too few.
    """
    from ..dtypes import to_dtype
    from . import zeros
    raw = memoryview(buffer).cast("B")
    kind = to_dtype(dtype)
    if not 0 <= offset <= len(raw):
        raise ValueError(f"offset must be non-negative and no greater than buffer length ({len(raw)})")
    size = kind.itemsize
    if count < 0:
        if (len(raw) - offset) % size:
            raise ValueError("buffer size must be a multiple of element size")
        count = (len(raw) - offset) // size
    elif count * size > len(raw) - offset:
        raise ValueError("buffer is smaller than requested size")
    raw = raw[offset:offset + count * size]
    code = _WIDE.get(kind.name)
    if code is not None:
        return asarray(raw.cast(code).tolist(), dtype=None if dtype is float else kind) if count else zeros(0, kind)
    if kind.name == "complex128":
        flat = raw.cast("d").tolist()
        return asarray([complex(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)], dtype=kind)
    return asarray(list(raw), dtype="uint8").view(kind)


def fromstring(string, dtype=float, count=-1, *, sep):
    """The numbers of a text: shape (n).

    string: the numbers. sep: what stands between them; any white space may stand around it. dtype: theirs.
    count: how many, -1 for all. ValueError for an empty `sep` and for too few numbers.
    """
    if not isinstance(string, str):
        raise TypeError(f"fromstring() argument 1 must be str, not {type(string).__name__}")
    if not sep:
        raise ValueError("The binary mode of fromstring is removed, use frombuffer instead")
    mark = sep.strip()
    parts = [p.strip() for p in string.split(mark)] if mark else string.split()
    if parts and not parts[-1]:
        parts.pop()
    if count >= 0:
        if count > len(parts):
            raise ValueError("string is smaller than requested size")
        parts = parts[:count]
    from ..dtypes import to_dtype
    read = int if to_dtype(dtype).kind in "iub" else float
    return asarray([read(p) for p in parts], dtype=dtype)


def fromfile(*args, **kwargs):
    """Not available: reading from a file is not a pure function. NotImplementedError."""
    raise NotImplementedError(_IMPURE.format("fromfile"))


def fromiter(*args, **kwargs):
    """Not available: reading from an iterator is not a pure function. NotImplementedError."""
    raise NotImplementedError(_IMPURE.format("fromiter"))


def from_dlpack(x, /, *, device=None, copy=None):
    """An array over the memory of another library's array, by the DLPack protocol.

    x: an object with ``__dlpack__`` and ``__dlpack_device__``. device: where the result is to be.
    copy: True to copy, False to refuse copies, None to copy where needed.
    """
    from ..dlpack import from_dlpack as read
    return read(x, device=device, copy=copy)


def save(file, arr, allow_pickle=True):
    """Writes one array in NumPy's format .npy.

    file: a path or a file open for bytes. arr: an array. allow_pickle: whether objects may be written as pickles.
    """
    import numpy
    numpy.save(file, arr, allow_pickle=allow_pickle)


def savez(file, *args, allow_pickle=True, **kwds):
    """Writes several arrays to one file in NumPy's format .npz.

    file: a path or a file open for bytes. args: arrays named arr_0, arr_1, ... kwds: arrays by name.
    allow_pickle: whether objects may be written as pickles.
    """
    import numpy
    numpy.savez(file, *args, allow_pickle=allow_pickle, **kwds)


def load(file, *args, **kwargs):
    """The array of a .npy file, or the archive of a .npz file.

    file: a path or a file open for bytes. args, kwargs: those of ``numpy.load``.
    """
    import numpy
    out = numpy.load(file, *args, **kwargs)
    if not isinstance(out, numpy.ndarray):
        return out
    if str(out.dtype) in ("V2", "|V2"):  # how NumPy's format writes bfloat16
        from ..dtypes import bfloat16
        out = out.view(bfloat16)
    return asarray(out)


def printoptions(*args, **kwargs):
    """A context in which arrays are printed with other options: those of ``numpy.set_printoptions``."""
    import numpy
    return numpy.printoptions(*args, **kwargs)


def set_printoptions(*args, **kwargs):
    """Sets how arrays are printed: ``precision``, ``threshold``, ``edgeitems``, ``linewidth``, ``suppress`` and so on, as
    ``numpy.set_printoptions``."""
    import numpy
    numpy.set_printoptions(*args, **kwargs)


def get_printoptions():
    """The options of printing as a dict."""
    import numpy
    return numpy.get_printoptions()


_attach(globals(), "arrays",
        "from_dlpack frombuffer fromfile fromiter fromstring get_printoptions load printoptions save"
        " savez set_printoptions")
