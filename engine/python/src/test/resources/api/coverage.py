"""Which of JAX's documented names exist here, with which signature, and which are tested.

api.tsv lists the public names of JAX 0.10.2 (https://github.com/jax-ml/jax, Apache License 2.0) with their signatures."""
import ast
import importlib
import inspect
import os
import re
import types
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
EXCEPTIONS = ("missing.txt", "signatures.txt", "untested.txt", "undocumented.txt")


def documented():
    """(full name, module, name, signature) of every documented name that 0.10.2 has."""
    with open(os.path.join(HERE, "api.tsv"), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f][1:]
    for module, name, _, visibility, present, _, *rest in rows:
        if visibility.startswith("doc") and present == "Y":
            yield f"{module}.{name}", module, name, rest[0] if rest else ""


def find(module, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    return found


def expected(text):
    """[(name, kind, default)] of a signature as text; a default that is no literal is OPAQUE."""
    text = re.sub(r"<[^<>]*(?:<[^<>]*>[^<>]*)*>", "OPAQUE", text)
    text = re.sub(r"\) -> .*$", ")", text)
    args = ast.parse(f"def f{text}: pass").body[0].args
    plain = args.posonlyargs + args.args
    defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
    out = [(a.arg, "positional only" if n < len(args.posonlyargs) else "positional", _literal(d))
           for n, (a, d) in enumerate(zip(plain, defaults))]
    if args.vararg:
        out.append((args.vararg.arg, "*", ""))
    out += [(a.arg, "keyword only", _literal(d)) for a, d in zip(args.kwonlyargs, args.kw_defaults)]
    if args.kwarg:
        out.append((args.kwarg.arg, "**", ""))
    return out


def _literal(node):
    if node is None:
        return ""
    try:
        return repr(ast.literal_eval(node))
    except ValueError:
        return "OPAQUE"


_ROUTINES = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_KINDS = {inspect.Parameter.POSITIONAL_ONLY: "positional only", inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional",
          inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.KEYWORD_ONLY: "keyword only",
          inspect.Parameter.VAR_KEYWORD: "**"}


def actual(function):
    return [(p.name, _KINDS[p.kind], "" if p.default is inspect.Parameter.empty else repr(p.default))
            for p in inspect.signature(function).parameters.values()]


def signature_difference(found, text):
    """How a signature differs, or None."""
    try:
        want = expected(text)
    except SyntaxError:
        return None
    try:
        have = actual(found)
    except (TypeError, ValueError) as e:
        return f"has no signature: {e}"
    if len(want) == len(have) and all(
            a[:2] == b[:2] and (a[2] == b[2] or "OPAQUE" in a[2] and b[2] or b[2].startswith("<"))
            for a, b in zip(want, have)):
        return None
    return f"expected {_text(want)}, is {_text(have)}"


def _text(parameters):
    marks = {"positional": "", "positional only": "/", "keyword only": "kw ", "*": "*", "**": "**"}
    return "(" + ", ".join(marks[k] + n + ("=" + d if d else "") for n, k, d in parameters) + ")"


def undocumented(found):
    """What `help` does not say of a name: its summary, or a parameter; None where nothing is missing. Values have none."""
    if not callable(found):
        return None
    text = inspect.getdoc(found) or ""
    if not text.strip():
        return "has no summary"
    if isinstance(found, type) or not isinstance(found, _ROUTINES):
        return None
    try:
        names = list(inspect.signature(found).parameters)
    except (TypeError, ValueError):
        return None
    lacking = [n for n in names if not re.search(rf"^ *{re.escape(n)}: .", text, re.M)]
    return f"does not describe {', '.join(lacking)}" if lacking else None


def report(tested):
    """Rows (full name, exists, signature, tested, documented) in the order of api.tsv."""
    rows = []
    from jax._documentation import complete
    complete()
    for full, module, name, text in documented():
        try:
            found = find(module, name)
        except (ImportError, AttributeError):
            rows.append((full, "missing", "", "", ""))
            continue
        compared = callable(found) and text.startswith("(")
        difference = signature_difference(found, text) if compared else None
        rows.append((full, "exists", difference or "equal", "tested" if full in tested else "untested",
                     undocumented(found) or "documented"))
    return rows


def listed(name):
    """The exceptions in a file: names with their reasons, `NAME: reason`; `MODULE.*` stands for all of a module's."""
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        lines = [line.split(":", 1) for line in f if line.strip() and not line.startswith("#")]
    return {key.strip(): reason.strip() for key, reason in lines}


def excused(full, names):
    return full in names or any(k.endswith(".*") and full.startswith(k[:-1]) for k in names)


def problems(rows):
    """What is neither there nor excused."""
    missing, signatures, untested, unsaid = map(listed, EXCEPTIONS)
    out = []
    for full, exists, signature, tested, documented in rows:
        if exists == "missing" and not excused(full, missing):
            out.append(f"{full} is missing")
        if signature not in ("", "equal") and not excused(full, signatures):
            out.append(f"{full}: signature {signature}")
        if tested == "untested" and not excused(full, untested):
            out.append(f"{full} is not tested")
        if documented not in ("", "documented") and not excused(full, unsaid):
            out.append(f"{full}: the documentation {documented}")
    return out


def summary(rows):
    count = len(rows)
    exists = sum(r[1] == "exists" for r in rows)
    equal = sum(r[2] == "equal" for r in rows)
    tested = sum(r[3] == "tested" for r in rows)
    documented = sum(r[4] == "documented" for r in rows)
    return (f"{count} documented names: {exists} exist, {equal} with JAX's signature, {tested} tested,"
            f" {documented} documented")


def names_in_corpus():
    import sys
    sys.path.insert(0, os.path.join(HERE, "..", "corpus"))
    corpus = importlib.import_module("corpus")
    return {c.name for area in corpus.areas() for c in corpus.load(area).values()}


def names_in_tests():
    """Names that other tests test, listed with the test in covered.txt."""
    return set(listed("covered.txt"))


def outcome():
    """The report as text, and its problems."""
    rows = report(names_in_corpus() | names_in_tests())
    return "".join("\t".join(r) + "\n" for r in rows), problems(rows)


if __name__ == "__main__":
    table, found = outcome()
    print("\n".join(found))
    print(summary([line.split("\t") for line in table.splitlines()]))
