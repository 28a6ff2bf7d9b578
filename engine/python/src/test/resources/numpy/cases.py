"""Cases of NumPy: what real NumPy answers, and whether this one answers the same.

    python cases.py record [AREA ...]   with real NumPy: writes AREA.jsonl beside each AREA.txt
    gradwright run cases.py check [AREA ...]   with ours: prints what differs

A case is a line of AREA.txt: statements separated by `; `, the last one an expression. A line `#: tolerance T` sets how
far floats may differ, relative to their size, from there on; `0` asks for the same bits. The common values of all cases
are those of `scope`.
"""
import json
import os
import sys
import warnings

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
AREAS = sorted([f[:-4] for f in os.listdir(HERE) if f.endswith(".txt") and f != "waived.txt"])


def scope():
    """The names that cases use."""
    r = ((np.arange(60) * 37) % 101 - 50) / 7.0
    return {
        "np": np, "A": np.arange(12.0).reshape(3, 4), "I": np.arange(12).reshape(3, 4), "R": r, "M": r[:16].reshape(4, 4),
        "F": r[:12].astype("f4").reshape(3, 4), "C": (r[:6] + 1j * r[6:12]).reshape(2, 3), "B": np.array([True, False, True]),
        "T": r.reshape(3, 4, 5), "N": np.array([1.0, np.nan, 3.0, np.inf]), "U": np.array([3, 1, 2], "u1"),
        "S": np.array(["pear", "fig", "apple"]), "H": np.array([0.5, 1.5, 65504.0], "f2"),
    }


def encoded(v):
    """A value as plain data."""
    if isinstance(v, np.ndarray):
        return ["array", v.dtype.str, list(v.shape), [plain(x) for x in v.ravel().tolist()]]
    if isinstance(v, np.generic):
        return ["scalar", v.dtype.str, plain(v.item())]
    if isinstance(v, (tuple, list)):
        return [type(v).__name__ if type(v) in (tuple, list) else "tuple", [encoded(x) for x in v]]
    if isinstance(v, dict):
        return ["dict", [[encoded(k), encoded(x)] for k, x in v.items()]]
    if isinstance(v, np.dtype):
        return ["dtype", v.str]
    if isinstance(v, (bool, int, float, complex, str, bytes)) or v is None:
        return [type(v).__name__, plain(v)]
    return ["other", repr(v)]


def plain(x):
    """A Python value as JSON holds it."""
    if isinstance(x, float):
        return {"f": repr(x)}
    if isinstance(x, complex):
        return {"c": [repr(x.real), repr(x.imag)]}
    if isinstance(x, bytes):
        return {"b": x.decode("latin-1")}
    return x if isinstance(x, (bool, int, str)) or x is None else {"o": repr(x)}


def answer(line):
    """What a case gives: a value or an error, and the warnings on the way."""
    names = scope()
    *before, last = line.split("; ")
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            for statement in before:
                exec(statement, names)
            out = encoded(eval(last, names))
        except Exception as e:
            out = ["error", type(e).__name__.lstrip("_"), str(e)]
    return {"case": line, "out": out, "warnings": sorted({f"{w.category.__name__}: {w.message}" for w in heard})}


def lines(area):
    """The cases of an area, each with its tolerance."""
    tolerance = 1e-15
    with open(os.path.join(HERE, area + ".txt")) as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("#: tolerance "):
                tolerance = float(line.split()[2])
            elif line and not line.startswith("#"):
                yield line, tolerance


def same(a, b, tolerance, narrow=False):
    """Whether two answers agree."""
    if isinstance(a, list) and isinstance(b, list):
        if a[:1] in (["array"], ["scalar"]) and len(a) > 1 and a[1] in ("<f4", "<c8", "<f2"):
            narrow = {"<f2": 1e-3}.get(a[1], 1e-6)
        return len(a) == len(b) and all([same(x, y, tolerance, narrow) for x, y in zip(a, b)])
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        if "f" in a:
            return near(a["f"], b["f"], tolerance, narrow)
        if "c" in a:
            size = max(abs(float(a["c"][0])), abs(float(a["c"][1])))
            return all([near(x, y, tolerance, narrow, size) for x, y in zip(a["c"], b["c"])])
    return a == b


def near(x, y, tolerance, narrow, size=0.0):
    """Whether two floats agree, given as texts."""
    if x == y:
        return True
    if tolerance == 0:
        return False
    p, q = float(x), float(y)
    if p != p or q != q:
        return p != p and q != q
    return abs(p - q) <= max(tolerance, narrow or 0.0) * max(abs(p), abs(q), size, 1e-300 if not narrow else 1e-30)


def record(area):
    """Writes what this NumPy answers."""
    with open(os.path.join(HERE, area + ".jsonl"), "w") as f:
        for line, _ in lines(area):
            f.write(json.dumps(answer(line)) + "\n")


def check(area, verbose=True):
    """The number of cases, and of those that differ and are not waived."""
    with open(os.path.join(HERE, "waived.txt")) as f:
        waived = {w.rstrip("\n") for w in f if w.strip() and not w.startswith("#")}
    with open(os.path.join(HERE, area + ".jsonl")) as f:
        known = {a["case"]: a for a in map(json.loads, f)}
    total = bad = 0
    for line, tolerance in lines(area):
        total += 1
        want, got = known[line], json.loads(json.dumps(answer(line)))
        fine = same(want["out"], got["out"], tolerance) and want["warnings"] == got["warnings"]
        if fine and line in waived:
            print(f"{area}: no longer needs a waiver: {line}")
        if not fine and line not in waived:
            bad += 1
            if verbose:
                print(f"{area}: {line}\n  wants {str(want['out'])[:400]} {want['warnings'] or ''}\n  gets  {str(got['out'])[:400]}"
                      f" {got['warnings'] or ''}")
    return total, bad


def main(action, *areas):
    """Records or checks areas, all where none is named."""
    total = bad = 0
    for area in areas or AREAS:
        if action == "record":
            record(area)
        else:
            n, k = check(area)
            total, bad = total + n, bad + k
            print(f"{area}: {n - k} of {n} agree")
    if action == "check":
        print(f"{total - bad} of {total} cases agree")
        sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
