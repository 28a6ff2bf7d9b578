"""Values as JSON that people can read, and how two of them are compared."""
import math

import tolerances


def encode(value):
    """Containers become {"t": type, "c": children}, arrays [dtype, weak type, shape, flat list], the rest its repr."""
    if value is None or isinstance(value, (bool, int, str)):
        return {"py": value}
    if isinstance(value, float):
        return {"py": _number(value)}
    if isinstance(value, (tuple, list)):
        return {"t": type(value).__name__, "c": [encode(v) for v in value]}
    if isinstance(value, dict):
        return {"t": "dict", "k": [str(k) for k in value], "c": [encode(v) for v in value.values()]}
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        return _array(value)
    import jax
    leaves = jax.tree.leaves(value)
    if len(leaves) == 1 and leaves[0] is value:
        return {"repr": repr(value)}
    return {"t": type(value).__name__, "c": [encode(v) for v in leaves]}


def traced(encoded):
    """What a compiled function gives for a value: Python's numbers become arrays."""
    if isinstance(encoded, list):
        return encoded
    if "c" in encoded:
        return {**encoded, "c": [traced(c) for c in encoded["c"]]}
    number = encoded.get("py")
    if isinstance(number, bool):
        return ["bool", False, [], [number]]
    if isinstance(number, int):
        return ["int32", True, [], [number]]
    return ["float32", True, [], [number]] if isinstance(number, float) else encoded


def error(e):
    lines = str(e).strip().split("\n")
    return {"error": type(e).__name__, "line": lines[0]}


def _array(value):
    import jax
    import numpy as np
    dtype = str(value.dtype)
    weak = bool(getattr(value, "weak_type", False))
    if dtype.startswith("key<"):
        return [dtype, weak, list(value.shape), np.asarray(jax.random.key_data(value)).ravel().tolist()]
    if dtype == "float0":
        return [dtype, weak, list(value.shape), []]
    if dtype in ("bfloat16", "float16") or dtype.startswith(("float8", "float4", "int4", "uint4", "int2", "uint2")):
        value = np.asarray(value).astype("float32")
    flat = np.asarray(value).ravel().tolist()
    if flat and isinstance(flat[0], (float, complex)):
        flat = [_number(v) for v in flat]
    return [dtype, weak, list(value.shape), flat]


def _number(v):
    """A number as JSON has it: NaN and infinities as text, complex numbers as pairs, floats with the digits they need."""
    if isinstance(v, complex):
        return [_number(v.real), _number(v.imag)]
    if math.isnan(v):
        return "nan"
    if math.isinf(v):
        return "inf" if v > 0 else "-inf"
    return v


def weighted(out):
    """A real scalar in which every inexact leaf of a result counts with a weight of its own."""
    import jax
    import jax.numpy as jnp
    total = 0.0
    for n, leaf in enumerate(jax.tree.leaves(out)):
        leaf = jnp.asarray(leaf)
        if not jnp.issubdtype(leaf.dtype, jnp.inexact):
            continue
        ramp = jnp.arange(leaf.size, dtype="float32")
        weights = 1 + n / 4 + (ramp * 7 % 5) / 8
        parts = [jnp.real(leaf), jnp.imag(leaf)] if jnp.issubdtype(leaf.dtype, jnp.complexfloating) else [leaf]
        for k, part in enumerate(parts):
            total = total + jnp.sum(jnp.ravel(part) * (weights / (k + 1)).astype(part.dtype))
    return total


def difference(case, want, got):
    """What differs, or None."""
    if "error" in want and "error" in got and case.raises != "line":
        return None if want["error"] == got["error"] and got["line"] else f"expected {want}, got {got}"
    return _difference(case.name, want, got)


def _difference(name, want, got):
    if isinstance(want, list) and isinstance(got, list):
        return _array_difference(name, want, got)
    if isinstance(want, list) or isinstance(got, list):
        return f"expected {_short(want)}, got {_short(got)}"
    if "c" in want and "c" in got:
        if want["t"] != got["t"] or want.get("k") != got.get("k") or len(want["c"]) != len(got["c"]):
            return f"expected a {want['t']} of {len(want['c'])} {want.get('k', '')}, got {_short(got)}"
        for n, (a, b) in enumerate(zip(want["c"], got["c"])):
            problem = _difference(name, a, b)
            if problem:
                return f"[{n}]: {problem}"
        return None
    if want == got:
        return None
    if "py" in want and "py" in got and isinstance(want["py"], float) and isinstance(got["py"], float):
        return _list_difference(name, "float64", [want["py"]], [got["py"]])
    return f"expected {_short(want)}, got {_short(got)}"


def _short(value):
    text = str(value)
    return text if len(text) < 400 else text[:400] + "..."


def _array_difference(name, want, got):
    for what, a, b in zip(("dtype", "weak type", "shape"), want, got):
        if a != b:
            return f"{what}: expected {a}, got {b}"
    return _list_difference(name, want[0], want[3], got[3])


def _list_difference(name, dtype, want, got):
    tolerance = tolerances.of(name, dtype)
    if tolerance is None:
        return None if want == got else f"expected {_short(want)}, got {_short(got)}"
    relative, absolute = tolerance
    a, b = _flat(want), _flat(got)
    scale = max([abs(v) for v in a if math.isfinite(v)], default=0.0)
    for n, (x, y) in enumerate(zip(a, b)):
        if x == y or math.isnan(x) and math.isnan(y):
            continue
        if not abs(x - y) <= relative * abs(x) + absolute * scale:
            return f"element {n}: expected {x!r}, got {y!r} (scale {scale:.3g})"
    return None if len(a) == len(b) else f"{len(a)} elements expected, got {len(b)}"


def _flat(values):
    return [float(p) for v in values for p in (v if isinstance(v, list) else [v])]
