"""Which dtype and shape nested Python data has."""
from array import array as packed

from . import _dtype as _np
from ._core import asarray, code, find, port, wrap

_PLAIN = {bool, int, float, complex}
_NESTED = {list, tuple, range}


def _ragged(shape):
    text = "(" + ", ".join([str(s) for s in shape]) + (",)" if len(shape) == 1 else ")")
    return ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape after"
                      f" {len(shape)} dimensions. The detected shape was {text} + inhomogeneous part.")


def discover(x, dtype):
    """An array from a nested sequence."""
    shape = [len(x)]
    items = list(x)
    objects = dtype is not None and find(dtype).kind == "O"
    while items:
        types = set(map(type, items))
        nested = {t for t in types if t in _NESTED or issubclass(t, (list, tuple))}
        if not nested:
            break
        if nested != types:
            if objects or any([_is_array(t) for t in types]):
                break
            raise _ragged(shape)
        sizes = set(map(len, items))
        if len(sizes) > 1:
            if objects:
                break
            raise _ragged(shape)
        shape.append(sizes.pop())
        items = [y for row in items for y in row]
    if not items:
        return wrap(port.zeros(code(find(dtype)), shape, False))
    if not objects and any([_is_array(t) for t in types]):
        return _stacked(items, shape, dtype)
    return values(items, shape, dtype)


def _is_array(t):
    return hasattr(t, "__array__") and not issubclass(t, _np.generic)


def _stacked(items, shape, dtype):
    parts = [asarray(i) for i in items]
    inner = parts[0].shape
    if any([p.shape != inner for p in parts]):
        raise _ragged(shape)
    if dtype is None:
        dtype = find(port.common([port_type(i, p) for i, p in zip(items, parts)]))
    out = wrap(port.zeros(code(find(dtype)), [len(parts), *inner], False))
    for i, p in enumerate(parts):
        out[i] = p
    return out.reshape(tuple(shape) + inner)


def port_type(item, part):
    """The name of the dtype of an item."""
    return code(part.dtype)


def values(items, shape, dtype):
    """An array of a shape from a flat list of numbers, texts or objects."""
    d = None if dtype is None else find(dtype)
    if d is not None and d.kind == "O":
        return wrap(port.fromList(items, shape, "object"))
    types = set(map(type, items))
    if not types <= _PLAIN:
        return _others(items, shape, d, types)
    if complex in types:
        if d is not None and d.kind not in "cUS":
            raise TypeError("float() argument must be a string or a real number, not 'complex'"
                            if d.kind == "f" else "int() argument must be a string, a bytes-like object or a real number,"
                            " not 'complex'")
        parts = []
        for v in items:
            parts += (v.real, v.imag) if type(v) is complex else (float(v), 0.0)
        return _as(wrap(port.fromParts(parts, shape, "complex128")), d)
    if float in types:
        if d is not None and d.kind in "iu":
            return values([int(v) for v in items], shape, d)
        if len(items) > 100:
            return _as(wrap(port.fromBuffer(packed("d", items), shape, "float64")), d)
        return _as(wrap(port.fromList(items, shape, "float64")), d)
    if int in types:
        return _integers(items, shape, d)
    return _as(wrap(port.fromList(items, shape, "bool")), d)


def _integers(items, shape, d):
    low, high = min(items), max(items)
    if d is not None and d.kind in "iu":
        bits = d.itemsize * 8
        least, most = (0, (1 << bits) - 1) if d.kind == "u" else (-(1 << bits - 1), (1 << bits - 1) - 1)
        if low < least or high > most:
            raise OverflowError(f"Python integer {low if low < least else high} out of bounds for {d.name}")
        if bits == 64 and d.kind == "u":
            return wrap(port.fromList(items, shape, d.name))
    elif d is not None and d.kind in "fc":
        return _as(values([float(v) for v in items], shape, None), d)
    elif not -(1 << 63) <= low or high >= 1 << 63:
        if low >= 0 and high < 1 << 64:
            return _as(wrap(port.fromList(items, shape, "uint64")), d)
        if d is None:
            return wrap(port.fromList(items, shape, "object"))
        raise OverflowError("Python int too large to convert to C long")
    if len(items) > 100:
        return _as(wrap(port.fromBuffer(packed("q", items), shape, "int64")), d)
    return _as(wrap(port.fromList(items, shape, "int64")), d)


def _as(out, d):
    return out if d is None or out.dtype is d else out.astype(d)


def _others(items, shape, d, types):
    if all([issubclass(t, (_np.generic, bool, int, float, complex)) for t in types]):
        natural = find(port.common([_name(i) for i in items]))
        if natural.kind in "US":
            return _texts(items, shape, d)
        plain = [i._v if isinstance(i, _np.generic) else i for i in items]
        if natural.kind == "c":
            plain = [complex(v) for v in plain]
        elif natural.kind == "f" or natural.kind == "V":
            plain = [float(v) for v in plain]
        elif natural.kind in "iu":
            plain = [int(v) for v in plain]
        return values(plain, shape, natural if d is None or d.kind not in "iu" or natural.kind == "f" else d) if d is None else \
            _as(values(plain, shape, natural), d)
    if all([issubclass(t, (str, bytes, bool, int, float, complex, _np.generic)) for t in types]):
        return _texts(items, shape, d)
    if d is not None and d.kind in "biufc":
        read = {"b": bool, "i": int, "u": int, "f": float, "c": complex}[d.kind]
        return values([read(i) for i in items], shape, d)
    return wrap(port.fromList(items, shape, "object"))


def _name(x):
    if isinstance(x, _np.generic):
        return code(x.dtype) if x.dtype.kind not in "US" else f"<U{len(x)}"
    return {bool: "bool", int: "int64", float: "float64", complex: "complex128"}.get(type(x), "object")


def _texts(items, shape, d):
    if d is not None and d.kind in "biufc":
        read = {"b": bool, "i": int, "u": int, "f": float, "c": complex}[d.kind]
        return values([read(i) for i in items], shape, d)
    if all([isinstance(i, bytes) for i in items]) and (d is None or d.kind == "S"):
        width = max([len(i) for i in items])
        return _as(wrap(port.fromList([i.decode("latin-1") for i in items], shape, f"|S{max(width, 1)}")), None)
    plain = [str(i) for i in items]
    width = max([len(i) for i in plain])
    for t in set(map(type, items)):
        if not issubclass(t, (str, bytes)):
            width = max(width, {"b": 5, "i": 21, "u": 20, "f": 32, "c": 64}[find(t).kind])
    if d is not None and d.itemsize:
        width = d.itemsize // 4
    return wrap(port.fromList(plain, shape, f"<U{max(width, 1)}"))


def other(x, dtype):
    """An array of a value without a protocol of its own for arrays."""
    try:
        view = memoryview(x)
    except TypeError:
        if hasattr(x, "__len__") and hasattr(x, "__getitem__") and not isinstance(x, dict):
            return discover(list(x), dtype)
        if dtype is not None and find(dtype).kind in "biufc":
            return values([{"b": bool, "i": int, "u": int, "f": float, "c": complex}[find(dtype).kind](x)], (), dtype)
        return wrap(port.fromList([x], [], "object"))
    name = find(view.format if view.format not in ("l", "L") else {"l": "int64", "L": "uint64"}[view.format]).name
    if not view.c_contiguous:
        return discover(view.tolist(), dtype)
    out = wrap(port.fromBuffer(view.cast("B") if view.format != "B" else view, list(view.shape), name))
    return out
