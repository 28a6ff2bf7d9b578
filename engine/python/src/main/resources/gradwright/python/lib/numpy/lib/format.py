"""NumPy's file format."""
from .._io import _MAGIC as MAGIC_PREFIX  # noqa: F401
from .._io import _read, _write


def write_array(fp, array, version=None, allow_pickle=True, pickle_kwargs=None):
    """Writes an array."""
    _write(fp, array, allow_pickle)


def read_array(fp, allow_pickle=False, pickle_kwargs=None, *, max_header_size=10000):
    """Reads an array."""
    return _read(fp, allow_pickle)
