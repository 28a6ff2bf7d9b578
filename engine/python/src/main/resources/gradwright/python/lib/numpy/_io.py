"""Arrays in files: NumPy's own format, texts and raw bytes."""
from ._core import asarray, code, find, port, wrap

_MAGIC = b"\x93NUMPY"
# What the format says of dtypes that are not NumPy's own. NumPy reads them as bytes of no meaning, to be viewed; here they come
# as what can only be meant.
_EXTENSIONS = {"<V2": "bfloat16", "|V2": "bfloat16"}


def _header(a):
    d = a.dtype
    fortran = a.flags.f_contiguous and not a.flags.c_contiguous
    text = f"{{'descr': {d.str!r}, 'fortran_order': {fortran}, 'shape': {a.shape!r}, }}"
    size = len(text) + 1
    text = text + " " * (-(10 + size) % 64) + "\n"
    return _MAGIC + b"\x01\x00" + len(text).to_bytes(2, "little") + text.encode("latin1"), fortran


def _write(f, a, allow_pickle=True):
    a = asarray(a)
    head, fortran = _header(a)
    f.write(head)
    if a.dtype.kind == "V":
        a = a.view(f"u{a.dtype.itemsize}")
    if a.dtype.kind == "O":
        if not allow_pickle:
            raise ValueError("Object arrays cannot be saved when allow_pickle=False")
        import pickle
        pickle.dump(a, f, protocol=4)
    else:
        f.write(a.tobytes("F" if fortran else "C"))


def _read(f, allow_pickle=False):
    magic = f.read(8)
    if magic[:6] != _MAGIC:
        raise ValueError(f"the magic string is not correct; expected {_MAGIC!r}, got {magic[:6]!r}")
    n = int.from_bytes(f.read(2 if magic[6] == 1 else 4), "little")
    from ast import literal_eval
    h = literal_eval(f.read(n).decode("latin1" if magic[6] < 3 else "utf-8"))
    descr, shape = h["descr"], h["shape"]
    if not isinstance(descr, str):
        raise NotImplementedError("numpy.load: structured dtypes are not supported")
    if descr == "|O":
        if not allow_pickle:
            raise ValueError("Object arrays cannot be loaded when allow_pickle=False")
        import pickle
        return pickle.load(f)
    swapped = descr[0] == ">"
    d = find(_EXTENSIONS.get(descr) or (descr[1:] if swapped else descr))
    count = 1
    for k in shape:
        count *= k
    data = f.read(count * d.itemsize)
    if len(data) != count * d.itemsize:
        raise EOFError(f"cannot reshape array of size {len(data) // max(d.itemsize, 1)} into shape {shape}")
    a = _from_bytes(data, d, count)
    if swapped:
        a = a.byteswap()
    return a.reshape(shape[::-1]).T if h["fortran_order"] else a.reshape(shape)


def _from_bytes(data, d, count):
    if d.kind == "U":
        size = d.itemsize
        items = [data[i * size:(i + 1) * size].decode("utf-32-le").rstrip("\0") for i in range(count)]
        return wrap(port.fromList(items, [count], code(d)))
    if d.kind == "S":
        size = d.itemsize
        items = [data[i * size:(i + 1) * size].rstrip(b"\0").decode("latin-1") for i in range(count)]
        return wrap(port.fromList(items, [count], code(d)))
    return wrap(port.fromBuffer(data, [count], code(d)))


def _opened(file, mode, suffix=None):
    """A file object, and whether it was opened here."""
    if hasattr(file, "write" if "w" in mode else "read"):
        return file, False
    name = file.__fspath__() if hasattr(file, "__fspath__") else file
    if suffix and not name.endswith(suffix):
        name += suffix
    return open(name, mode), True


def save(file, arr, allow_pickle=True):
    """Writes an array in NumPy's format."""
    f, mine = _opened(file, "wb", ".npy")
    try:
        _write(f, arr, allow_pickle)
    finally:
        if mine:
            f.close()


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding="ASCII", *, max_header_size=10000):
    """Reads an array, or a file of several, in NumPy's format."""
    f, mine = _opened(file, "rb")
    start = f.read(6)
    f.seek(-len(start), 1)
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return NpzFile(f, mine, allow_pickle)
    try:
        if not start:
            raise EOFError("No data left in file")
        if start != _MAGIC:
            if not allow_pickle:
                raise ValueError("This file contains pickled (object) data. If you trust the file you can load it unsafely using"
                                 " the `allow_pickle=` keyword argument or `pickle.load()`.")
            import pickle
            return pickle.load(f)
        return _read(f, allow_pickle)
    finally:
        if mine:
            f.close()


class NpzFile:
    """Several arrays of one file, read when asked for."""
    __module__ = "numpy.lib.npyio"

    def __init__(self, file, mine, allow_pickle=False):
        from zipfile import ZipFile
        self.zip = ZipFile(file)
        self.fid = file if mine else None
        self._allow = allow_pickle
        self.files = [n[:-4] if n.endswith(".npy") else n for n in self.zip.namelist()]

    def __getitem__(self, key):
        if key not in self.files:
            raise KeyError(f"{key} is not a file in the archive")
        name = key + ".npy" if key + ".npy" in self.zip.namelist() else key
        from io import BytesIO
        return _read(BytesIO(self.zip.read(name)), self._allow)

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __contains__(self, key):
        return key in self.files

    def keys(self):
        """The arrays' names."""
        return list(self.files)

    def values(self):
        """The arrays."""
        return [self[k] for k in self.files]

    def items(self):
        """The arrays with their names."""
        return [(k, self[k]) for k in self.files]

    def get(self, key, default=None):
        """The array of a name."""
        return self[key] if key in self else default

    def close(self):
        """Closes the file."""
        self.zip.close()
        if self.fid is not None:
            self.fid.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


def _savez(file, args, kwds, method, allow_pickle):
    from io import BytesIO
    from zipfile import ZipFile
    names = dict(kwds)
    for i, a in enumerate(args):
        key = f"arr_{i}"
        if key in names:
            raise ValueError(f"Cannot use un-named variables and keyword {key}")
        names[key] = a
    if not hasattr(file, "write"):
        file = file.__fspath__() if hasattr(file, "__fspath__") else file
        file = file if file.endswith(".npz") else file + ".npz"
    with ZipFile(file, "w", compression=method) as z:
        for key, a in names.items():
            b = BytesIO()
            _write(b, a, allow_pickle)
            z.writestr(key + ".npy", b.getvalue())


def savez(file, *args, allow_pickle=True, **kwds):
    """Writes several arrays into one file."""
    _savez(file, args, kwds, 0, allow_pickle)


def savez_compressed(file, *args, allow_pickle=True, **kwds):
    """Writes several arrays into one compressed file."""
    _savez(file, args, kwds, 8, allow_pickle)


def frombuffer(buffer, dtype=float, count=-1, offset=0, *, like=None):
    """An array of a buffer's bytes: a copy, not to be written where the buffer is not."""
    d = find(dtype)
    view = memoryview(buffer).cast("B")
    if count < 0:
        if (len(view) - offset) % d.itemsize:
            raise ValueError("buffer size must be a multiple of element size")
        count = (len(view) - offset) // d.itemsize
    if offset + count * d.itemsize > len(view):
        raise ValueError("buffer is smaller than requested size")
    out = _from_bytes(bytes(view[offset:offset + count * d.itemsize]), d, count)
    if view.readonly:
        port.setWritable(out._h, False)
    return out


def fromfile(file, dtype=float, count=-1, sep="", offset=0, *, like=None):
    """An array of a file's bytes or numbers."""
    f, mine = _opened(file, "rb")
    try:
        f.seek(offset, 1)
        if sep:
            text = f.read()
            return fromstring(text.decode() if isinstance(text, bytes) else text, dtype, count, sep)
        d = find(dtype)
        data = f.read() if count < 0 else f.read(count * d.itemsize)
        n = len(data) // d.itemsize
        return _from_bytes(data[:n * d.itemsize], d, n)
    finally:
        if mine:
            f.close()


def fromstring(string, dtype=float, count=-1, *, sep, like=None):
    """An array of a text of numbers."""
    if sep == "":
        raise ValueError("The binary mode of fromstring is removed, use frombuffer instead")
    parts = [p for p in (string.split() if sep.isspace() else string.split(sep)) if p.strip()]
    d = find(dtype)
    read = int if d.kind in "iu" else complex if d.kind == "c" else float
    out = asarray([read(p) for p in parts], d)
    return out if count < 0 else out[:count]


def fromregex(file, regexp, dtype, encoding=None):
    """Structured dtypes do not exist here."""
    raise NotImplementedError("numpy.fromregex: structured dtypes are not supported")


def from_dlpack(x, /, *, device=None, copy=None):
    """The array of an object of another library, by its own conversion."""
    return asarray(x)


class memmap:
    """Memory-mapped files do not exist here."""

    def __new__(cls, *args, **kwargs):
        raise NotImplementedError("numpy.memmap: memory-mapped arrays are not supported")


def tofile(a, fid, sep="", format="%s"):
    """Writes an array's bytes, or its numbers as text."""
    f, mine = _opened(fid, "wb")
    try:
        f.write(sep.join([format % v for v in a.ravel()]).encode() if sep else a.tobytes())
    finally:
        if mine:
            f.close()


def _lines(fname, encoding):
    if isinstance(fname, str) or hasattr(fname, "__fspath__"):
        name = fname.__fspath__() if hasattr(fname, "__fspath__") else fname
        if name.endswith(".gz"):
            import gzip
            with gzip.open(name, "rt") as f:
                return f.readlines()
        with open(name, encoding=encoding) as f:
            return f.readlines()
    return [x.decode(encoding or "latin1") if isinstance(x, bytes) else x for x in fname]


def loadtxt(fname, dtype=float, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0,
            encoding=None, max_rows=None, *, quotechar=None, like=None):
    """An array of a text of numbers."""
    marks = [] if comments is None else [comments] if isinstance(comments, str) else list(comments)
    d = find(dtype)
    rows = []
    usecols = [usecols] if isinstance(usecols, int) else usecols
    for line in _lines(fname, encoding)[skiprows:]:
        for m in marks:
            line = line.split(m)[0]
        line = line.strip() if delimiter is None else line.strip("\r\n")
        if not line.strip():
            continue
        if max_rows is not None and len(rows) >= max_rows:
            break
        parts = line.split(delimiter)
        if rows and usecols is None and len(parts) != len(rows[0]):
            raise ValueError(f"the number of columns changed from {len(rows[0])} to {len(parts)} at row {len(rows) + 1}; use"
                             " `usecols` to select a subset and avoid this error")
        chosen = range(len(parts)) if usecols is None else usecols
        rows.append([_cell(parts[k], k, d, converters, len(rows)) for k in chosen])
    if not rows:
        from ._door import warn
        warn(f'loadtxt: input contained no data: "{fname}"', UserWarning)
        out = asarray([], d)
    else:
        out = asarray(rows, None if d.kind in "US" and not d.itemsize else d)
    if ndmin < 2:
        out = out.squeeze() if out.ndim > 1 and (out.shape[0] == 1 or out.shape[1] == 1) else out
    if ndmin == 1:
        out = out.reshape(-1) if not out.ndim else out
    return out.T if unpack else out


def _cell(text, k, d, converters, row):
    if converters is not None:
        f = converters if callable(converters) else converters.get(k)
        if f is not None:
            return f(text)
    text = text.strip()
    try:
        if d.kind in "US":
            return text
        return int(text) if d.kind in "iu" else complex(text) if d.kind == "c" else float(text)
    except ValueError:
        raise ValueError(f"could not convert string {text!r} to {d.name} at row {row}, column {k + 1}.") from None


def genfromtxt(fname, dtype=float, comments="#", delimiter=None, skip_header=0, skip_footer=0, converters=None,
               missing_values=None, filling_values=None, usecols=None, names=None, unpack=None, invalid_raise=True, max_rows=None,
               encoding=None, **kwargs):
    """An array of a text of numbers, with missing ones."""
    if names is not None:
        raise NotImplementedError("numpy.genfromtxt: names need structured dtypes, which are not supported")
    d = None if dtype is None else find(dtype)
    rows = []
    lines = _lines(fname.splitlines() if isinstance(fname, str) and "\n" in fname else fname, encoding)[skip_header:]
    for line in lines[:len(lines) - skip_footer]:
        line = (line.split(comments)[0] if comments else line).strip("\r\n")
        if not line.strip():
            continue
        parts = [p.strip() for p in line.split(delimiter)]
        if usecols is not None:
            parts = [parts[k] for k in usecols]
        rows.append(parts)
        if max_rows is not None and len(rows) >= max_rows:
            break
    if rows and len({len(r) for r in rows}) > 1:
        bad = [i for i, r in enumerate(rows) if len(r) != len(rows[0])]
        raise ValueError("Some errors were detected !\n" + "\n".join(
            [f"    Line #{i + 1 + skip_header} (got {len(rows[i])} columns instead of {len(rows[0])})" for i in bad]))
    fill = filling_values if filling_values is not None else -1 if d is not None and d.kind in "iu" else float("nan")

    def cell(text, k):
        f = None if converters is None else converters.get(k)
        if f is not None:
            return f(text)
        if d is not None and d.kind in "US":
            return text
        try:
            return int(text) if d is not None and d.kind in "iu" else float(text)
        except ValueError:
            return fill
    out = asarray([[cell(p, k) for k, p in enumerate(r)] for r in rows], d)
    if d is None and out.size and bool((out == out.astype(int)).all()):
        out = out.astype(int)
    out = out.squeeze()
    return out.T if unpack else out


def savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\n", header="", footer="", comments="# ", encoding=None):
    """Writes numbers as text."""
    X = asarray(X)
    if X.ndim > 2:
        raise ValueError(f"Expected 1D or 2D array, got {X.ndim}D array instead")
    rows = X.reshape(-1, 1) if X.ndim < 2 else X
    n = rows.shape[1]
    if isinstance(fmt, (list, tuple)):
        if len(fmt) != n:
            raise AttributeError(f"fmt has wrong shape.  {fmt!s}")
        row_format = delimiter.join(fmt)
    else:
        row_format = fmt if fmt.count("%") == n and n > 1 else delimiter.join([fmt] * n)
    text = []
    if header:
        text.append(comments + header.replace("\n", "\n" + comments) + newline)
    for row in rows:
        text.append(row_format % tuple(row) + newline)
    if footer:
        text.append(comments + footer.replace("\n", "\n" + comments) + newline)
    joined = "".join(text)
    if hasattr(fname, "write"):
        try:
            fname.write(joined)
        except TypeError:
            fname.write(joined.encode(encoding or "latin1"))
    else:
        name = fname.__fspath__() if hasattr(fname, "__fspath__") else fname
        with open(name, "w", encoding=encoding or "latin1") as f:
            f.write(joined)
