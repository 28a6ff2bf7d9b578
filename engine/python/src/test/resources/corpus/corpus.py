"""The frame of the corpus: what to call, what JAX answered, and whether the engine answers the same.

    python corpus.py record AREA...     with real JAX: writes AREA.jsonl from cases_AREA.py
    python corpus.py check [AREA...]    on the engine: compares; exit code 1 where something differs
"""
import importlib
import json
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.modules["corpus"] = sys.modules[__name__]  # the cases import this very module

import encode  # noqa: E402
from data import *  # noqa: E402,F403
from data import Data, made  # noqa: E402


class Case:
    """A call and what is asked of it. `kinds` are the answers that are recorded."""

    def __init__(self, name, function, args, grad, vmap, x64, raises, jit, library):
        self.name, self.function, self.args = name, function, args
        self.grad, self.vmap, self.x64, self.raises, self.library = grad, vmap, x64, raises, library
        self.jit = jit and not raises and library == "jax" and any(isinstance(a, Data) for a in args)

    @property
    def kinds(self):
        out = [] if self.x64 == "only" else ["value"]
        if self.grad and self.x64 != "only":
            out.append("grad")
        if self.vmap and self.x64 != "only":
            out.append("vmap")
        if self.x64:
            out.append("value64")
            if self.grad:
                out.append("grad64")
        return out

    def answer(self, kind):
        """The value of `kind`, encoded; an exception is encoded too."""
        wide, kind = kind.endswith("64"), kind.removesuffix("64")
        call = {"value": self._value, "grad": self._grad, "vmap": self._vmap, "jit": self._jitted}[kind]
        args = self.args
        if kind == "vmap":
            args = [a if x is None else a.batched(3) for a, x in zip(args, self._axes())]
        try:
            return encode.encode(call(made(args, self.library, wide)))
        except Exception as e:
            return encode.error(e)

    def _value(self, args):
        return self.function(*args)

    def _jitted(self, args):
        import jax
        spots = [i for i, a in enumerate(self.args) if isinstance(a, Data)]

        def f(*arrays):
            full = list(args)
            for i, a in zip(spots, arrays):
                full[i] = a
            return self.function(*full)

        return jax.jit(f)(*[args[i] for i in spots])

    def _grad(self, args):
        """The gradient, by every inexact argument, of the outputs' parts summed with fixed weights."""
        import jax
        spots = tuple(i for i, a in enumerate(self.args) if isinstance(a, Data) and a.inexact)
        return jax.grad(lambda *a: encode.weighted(self.function(*a)), argnums=spots)(*args)

    def _axes(self):
        if self.vmap is True:
            return tuple(0 if isinstance(a, Data) else None for a in self.args)
        return self.vmap

    def _vmap(self, args):
        import jax
        return jax.vmap(self.function, in_axes=self._axes())(*args)


_cases = []


def case(name, function, *args, grad=False, vmap=False, x64=False, raises=False, jit=True, library="jax"):
    """Adds a case: `name` is the public name that it tests, `function` is called with `args`, of which those made by
    `f32`, `i32` and so on are arrays. `x64`: True to ask under jax_enable_x64 too, with the
    arrays' dtypes widened, "only" to ask there alone. `raises`: an exception of JAX's class is the expected answer; "line"
    asks for its message's first line too; None, for cases made in a loop, records what comes. `vmap`: True, or in_axes. `jit`: whether the engine must give the same value
    under jit of the arrays among `args`. `library`: "jax", or "numpy" where the arrays are to be NumPy's."""
    _cases.append(Case(name, function, args, grad, vmap, x64, raises, jit, library))


def areas():
    return sorted(f[6:-3] for f in os.listdir(HERE) if f.startswith("cases_") and f.endswith(".py"))


def load(area):
    """The cases of an area by their identities: the name and its running number."""
    _cases.clear()
    importlib.import_module("cases_" + area)
    numbers, out = {}, {}
    for c in _cases:
        n = numbers[c.name] = numbers.get(c.name, -1) + 1
        out[f"{c.name}#{n}"] = c
    _cases.clear()
    return out


def wide(on):
    import jax
    jax.config.update("jax_enable_x64", on)


def answers(cases, kinds_of):
    """The answers of all cases: first those in 32 bits, then, with the other setting, those in 64."""
    out = {i: {} for i in cases}
    for on in (False, True):
        wide(on)
        for i, c in cases.items():
            for kind in kinds_of(c):
                if kind.endswith("64") == on:
                    out[i][kind] = c.answer(kind)
    wide(False)
    return out


def record(area):
    cases = load(area)
    got = answers(cases, lambda c: c.kinds)
    with open(os.path.join(HERE, area + ".jsonl"), "w", encoding="utf-8") as f:
        for i, row in got.items():
            for kind, answer in row.items():
                if cases[i].raises is not None and ("error" in answer) != bool(cases[i].raises):
                    print(f"{area}: {i} {kind}: {answer if 'error' in answer else 'does not raise'}", file=sys.stderr)
            f.write(json.dumps({"case": i, **row}) + "\n")
    print(f"{area}: {len(cases)} cases, {sum(map(len, got.values()))} answers recorded")


def recorded(area):
    path = os.path.join(HERE, area + ".jsonl")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as f:
        return {row.pop("case"): row for row in map(json.loads, f)}


def waived():
    """Answers that are known to differ, each with its reason: `AREA IDENTITY KIND: reason`."""
    with open(os.path.join(HERE, "waived.txt"), encoding="utf-8") as f:
        lines = [line.split(":", 1) for line in f if line.strip() and not line.startswith("#")]
    return {key.strip(): reason.strip() for key, reason in lines}


def check(area):
    """(passed, failures) of an area; an answer that is waived and agrees is a failure too."""
    cases, expected, known = load(area), recorded(area), waived()
    got = answers(cases, lambda c: c.kinds + ["jit"] * c.jit * (c.x64 != "only"))
    passed, failures = 0, [f"{i}: recorded, but no longer a case" for i in expected if i not in cases]
    for i, row in got.items():
        for kind, answer in row.items():
            want = expected.get(i, {}).get("value" if kind == "jit" else kind)
            if kind == "jit" and want is not None:
                want = encode.traced(want)
            problem = "not recorded" if want is None else encode.difference(cases[i], want, answer)
            excuse = f"{area} {i} {kind}" in known
            if bool(problem) == excuse:
                passed += not excuse
            else:
                failures.append(f"{i} {kind}: {problem or 'is waived, but agrees'}")
    return passed, failures


def main(arguments):
    act = arguments[0]
    bad = 0
    for area in arguments[1:] or areas():
        if act == "record":
            record(area)
            continue
        start = time.time()
        passed, failures = check(area)
        bad += len(failures)
        for f in failures:
            print(f"{area}: {f}")
        print(f"{area}: {passed} of {passed + len(failures)} answers agree, {time.time() - start:.1f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
