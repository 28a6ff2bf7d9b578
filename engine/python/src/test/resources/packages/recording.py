"""Records what functions gave with real JAX, and compares with it later.

A script of this folder calls `run(__file__, functions)`:

    python SCRIPT.py record                               with real JAX and the package
    PYTHONPATH=FOLDER gradwright run SCRIPT.py check      with the engine

Names after `record` or `check` choose functions; `-v` shows tracebacks. FOLDER holds the packages' wheels, unpacked:
none is part of the build.
"""
import json
import sys
import traceback
import warnings

import jax
import numpy as np

warnings.simplefilter("ignore")


def _value(f):
    try:
        found = f()
        return found if isinstance(found, str) else [
            np.asarray(v, dtype=np.float64).ravel().tolist() for v in jax.tree.leaves(found)]
    except Exception as e:
        if "-v" in sys.argv:
            traceback.print_exc()
        return f"{type(e).__name__}: {str(e)[:300]}"


def _differs(got, want, tolerance):
    if isinstance(got, str) or isinstance(want, str):
        return None if got == want else f"got {str(got)[:400]}, want {str(want)[:400]}"
    if [len(g) for g in got] != [len(w) for w in want]:
        return f"sizes {[len(g) for g in got]}, want {[len(w) for w in want]}"
    worst = 0.0
    for g, w in zip(got, want):
        g, w = np.array(g), np.array(w)
        if not np.array_equal(np.isfinite(g), np.isfinite(w)):
            return "not finite elsewhere"
        both = np.isfinite(w)
        if both.any():
            worst = max(worst, float(np.max(np.abs(g[both] - w[both]) / (np.abs(w[both]) + 1e-2))))
    return None if worst < tolerance else f"relative difference {worst}"


def run(file, functions, tolerance=1e-4):
    """Runs the functions: leaves of what each returns are compared as numbers, a string as it is."""
    answers = file[:-3] + ".json"
    chosen = [a for a in sys.argv[2:] if a != "-v"]
    functions = [f for f in functions if not chosen or f.__name__ in chosen]
    recording = sys.argv[1:2] == ["record"]
    want = {}
    if chosen or not recording:
        with open(answers) as source:
            want = json.load(source)
    bad = 0
    for f in functions:
        got = _value(f)
        if recording:
            want[f.__name__] = got
            print(f.__name__, got if isinstance(got, str) else "ok", flush=True)
            continue
        wrong = _differs(got, want.get(f.__name__, "not recorded"), tolerance)
        bad += wrong is not None
        print(f.__name__, wrong or "ok", flush=True)
    if recording:
        with open(answers, "w") as target:
            json.dump(want, target)
        return
    print("checked", len(functions), "bad", bad)
    sys.exit(1 if bad else 0)
