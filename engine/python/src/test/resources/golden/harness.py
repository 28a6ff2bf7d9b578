"""Runs the golden snippets on the engine and compares with what JAX printed. Each function gives (passed, failures)."""
import ast
import contextlib
import io
import json
import os
import re
import sys
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
_NUMBER = re.compile(r"(?<![A-Za-z_\d.])[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        return f.read()


def normal(text):
    text = re.sub(r"0x[0-9a-fX]+", "0x", text)
    text = re.sub(r"np\.int64\((-?\d+)\)", r"\1", text)
    text = re.sub(r"\bid=\d+", "id=", text)
    return " ".join(text.split())


def close(a, b, tolerance):
    if a == b:
        return True
    try:
        x, y = float(a), float(b)
    except ValueError:
        return False
    if "." not in a + b and "e" not in a + b:
        return False
    return x == y or abs(x - y) <= tolerance * max(1e-2, abs(x), abs(y))


def same(expected, actual, tolerance=2e-5):
    """Whether two texts are equal but for white space and the last digits of numbers."""
    expected, actual = normal(expected), normal(actual)
    if expected == actual:
        return True
    a, b = _NUMBER.findall(expected), _NUMBER.findall(actual)
    if len(a) != len(b):
        return False
    shape = [re.sub(r"\s+", "", _NUMBER.sub("#", t)).replace("+#", "#") for t in (expected, actual)]
    return shape[0] == shape[1] and all(close(x, y, tolerance) for x, y in zip(a, b))


def sections(text):
    out, name = {}, None
    for line in text.split("\n"):
        if line.startswith("=== "):
            name = line[4:]
            out[name] = ""
        elif name is not None:
            out[name] += line + "\n"
    return out


def compare(expected, actual, skip=()):
    passed, failures = 0, []
    for name, text in expected.items():
        if name in skip:
            continue
        got = actual.get(name, "(missing)")
        if same(text, got):
            passed += 1
        else:
            failures.append(f"{name}\n--- expected\n{text.rstrip()}\n--- actual\n{got.rstrip()}")
    return passed, failures


def load(name, **extra):
    """The names that a script defines when it is not the main program."""
    scope = {"__name__": "golden", "__file__": os.path.join(HERE, name), **extra}
    exec(compile(read(name), os.path.join(HERE, name), "exec"), scope)
    return scope


def describe(error):
    return f"!! {type(error).__module__}.{type(error).__name__}: {error}"


# The seed document's older spellings work here, with a warning: JAX has removed them.
OLD_SPELLINGS = ("tree_map", "tree_reduce", "tree_flatten", "tree_unflatten")
# Backend texts are this engine's own.
OWN_TEXTS = ("hlo",)


def seed(only=()):
    import jax
    import jax.numpy as jnp
    import numpy as np
    actual = {}
    for name, code in load("seed_check.py")["S"]:
        if only and name not in only:
            continue
        scope = {"jax": jax, "jnp": jnp, "np": np, "__name__": "__main__"}
        out, failed = io.StringIO(), ""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                with contextlib.redirect_stdout(out):
                    exec(compile(code, name, "exec"), scope)
                    jax.effects_barrier()
            except Exception as e:
                failed = describe(e)
        actual[name] = out.getvalue().rstrip() + "\n" + failed
    expected = sections(read("seed_check.out"))
    if only:
        expected = {n: expected[n] for n in only}
    return compare(expected, actual, OLD_SPELLINGS + OWN_TEXTS)


def derivatives(only=()):
    return jaxprs(only, "derivatives")


def library(only=()):
    """Functions that are written in Python: values, gradients, errors."""
    return jaxprs(only, "library")


def jaxprs(only=(), script="jaxprs"):
    out = io.StringIO()
    source = read(script + ".py")
    tree = ast.parse(source)
    scope = {"__name__": "golden"}
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for statement in tree.body:
            piece = ast.get_source_segment(source, statement)
            if only and piece.startswith("show(") and not any(f"'{n}'" in piece[:60] for n in only):
                continue
            start = out.tell()
            try:
                exec(compile(ast.Module([statement], []), script + ".py", "exec"), scope)
            except Exception as e:
                if out.tell() == start and piece.startswith("show("):
                    print("===", re.match(r"show\('([^']*)'", piece).group(1))
                    print(f"!! {type(e).__name__}: {e}")
    expected = sections(read(script + ".out"))
    if only:
        expected = {n: expected[n] for n in only}
    return compare(expected, sections(out.getvalue()))


def trees():
    """Each line that trees.py prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        load("trees.py", __name__="__main__")
    expected, actual = read("trees.out").strip().split("\n"), out.getvalue().strip().split("\n")
    if len(expected) != len(actual):
        return 0, [f"{len(expected)} lines expected, got {len(actual)}"]
    failures = [f"line {i + 1}\n--- expected\n{a}\n--- actual\n{b}"
                for i, (a, b) in enumerate(zip(expected, actual)) if not same(a, b)]
    return len(expected) - len(failures), failures


_SAVED = ("jax_enable_x64", "jax_debug_nans", "jax_debug_infs", "jax_debug_key_reuse", "jax_numpy_rank_promotion",
          "jax_numpy_dtype_promotion", "jax_no_tracing", "jax_check_tracer_leaks")


def run_error_snippets(only=()):
    """What each snippet of errors_golden.py printed and raised."""
    import jax
    import jax.numpy as jnp
    import numpy as np
    from jax import lax
    out = {}
    for name, code in load("errors_golden.py")["S"]:
        if only and name not in only:
            continue
        scope = {"jax": jax, "jnp": jnp, "np": np, "lax": lax, "__name__": "__main__"}
        text, result = io.StringIO(), {}
        saved = {k: getattr(jax.config, k) for k in _SAVED}
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            try:
                with contextlib.redirect_stdout(text):
                    exec(compile(code, "<user>", "exec"), scope)
                    jax.effects_barrier()
            except Exception as e:
                result["exc_class"] = type(e).__module__ + "." + type(e).__qualname__
                result["mro"] = [k.__name__ for k in type(e).__mro__][1:-2]
                result["msg"] = str(e)
            result["warnings"] = [f"{w.category.__name__}: {w.message}" for w in seen]
        result["stdout"] = text.getvalue()
        for k, v in saved.items():
            if getattr(jax.config, k) != v:
                jax.config.update(k, v)
        out[name] = result
    return out


def errors(only=()):
    """(snippets, classes equal, first lines equal, differences of class, differences of first line)"""
    expected = json.loads(read("errors_golden.json"))
    actual = run_error_snippets(only)
    classes, lines = [], []
    total = 0
    for name, want in expected.items():
        if only and name not in only:
            continue
        total += 1
        got = actual[name]
        a, b = want.get("exc_class", "none"), got.get("exc_class", "none")
        if a != b or want.get("mro") != got.get("mro"):
            classes.append(f"{name}: expected {a}, got {b}: {got.get('msg', '')[:200]}")
            lines.append(name)
            continue
        x = want.get("msg", want["stdout"]).strip().split("\n")[0]
        y = got.get("msg", got["stdout"]).strip().split("\n")[0]
        if not same(x, y):
            lines.append(f"{name}\n    expected {x}\n    got      {y}")
    return total, classes, lines


class _Guard(ast.NodeTransformer):
    """Puts each recording statement into a try of its own."""

    def visit_Expr(self, node):
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "rec":
            handler = ast.parse("try:\n    pass\nexcept Exception as _e:\n    failed()").body[0]
            handler.body = [node]
            handler.handlers[0].body[0].value.args = [call.args[0], ast.Name("_e", ast.Load())]
            return ast.copy_location(handler, node)
        return node


def random():
    """Every row of the random numbers: exact bits but for the normal distribution and what derives from it."""
    tree = ast.parse(read("random_golden.py"))
    body = []
    for statement in tree.body:
        text = ast.dump(statement)
        if "'dump'" in text or "id='print'" in text:
            continue
        body.append(_Guard().visit(statement))
    problems = {}

    def failed(name, error):
        problems[name] = f"{type(error).__name__}: {error}"
    scope = {"__name__": "golden", "failed": failed}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for statement in body:
            module = ast.fix_missing_locations(ast.Module([statement], []))
            try:
                exec(compile(module, "random_golden.py", "exec"), scope)
            except Exception as e:
                problems[f"statement at line {statement.lineno}"] = f"{type(e).__name__}: {e}"
    import jax
    jax.config.update("jax_enable_x64", False)
    expected = json.loads(read("random_golden.json"))
    got = scope.get("G", {})
    passed, failures = 0, []
    for name, want in expected.items():
        have = got.get(name)
        if have is None:
            failures.append(f"{name}: {problems.get(name, 'missing')}")
        elif isinstance(want, str):
            if same(want, have):
                passed += 1
            else:
                failures.append(f"{name}: expected {want}, got {have}")
        else:
            why = _row(name, want, have)
            if why is None:
                passed += 1
            else:
                failures.append(f"{name}: {why}")
    failures += [f"{n}: {p}" for n, p in problems.items() if n.startswith("statement")]
    return passed, failures


# What derives from the normal distribution or needs a sum: within 3 units of the last place. All else is exact.
_DERIVED = ("normal", "vmap normal", "key(0) normal", "NONPART normal", "X64 normal", "dirichlet", "f(", "t(", "maxwell",
            "double_sided_maxwell", "multivariate_normal", "generalized_normal", "ball", "orthogonal", "init.orthogonal")


def _ordered(bits, width):
    """The bits of a float as an integer that grows with it."""
    return bits if bits < 1 << (width - 1) else (1 << (width - 1)) - bits


def _row(name, want, have):
    if want["dtype"] != have["dtype"] or want["shape"] != have["shape"]:
        return f"expected {want['dtype']}{want['shape']}, got {have['dtype']}{have['shape']}"
    key = "bits" if "bits" in want else "val"
    if want[key] == have[key]:
        return None
    if not name.startswith(_DERIVED):
        return f"expected {want[key]}, got {have[key]}"
    if key == "val":  # complex numbers: 3 units of float32
        pairs = [(x, y) for a, b in zip(want["val"], have["val"]) for x, y in zip(a, b)]
        return None if all(abs(x - y) <= 3 * 2 ** -23 * abs(x) for x, y in pairs) else f"{want['val']}, got {have['val']}"
    width = {"float32": 32, "float64": 64}.get(want["dtype"], 16)
    worst = max(abs(_ordered(a, width) - _ordered(b, width)) for a, b in zip(want["bits"], have["bits"]))
    return None if worst <= 3 else f"{worst} units in the last place"


def promotion():
    source = read("promotion_golden.py")
    source = source[:source.index("json.dump(")]
    scope = {"__name__": "golden"}
    exec(compile(source, "promotion_golden.py", "exec"), scope)
    expected = json.loads(read("promotion_golden.json"))
    got = scope["G"]
    passed, failures = 0, []
    for table, rows in expected.items():
        for name, want in rows.items():
            have = got.get(table, {}).get(name, "(missing)")
            if same(want, have) or want.startswith("!") and have.startswith("!") and want.split(":")[0][:12] == have[:12]:
                passed += 1
            else:
                failures.append(f"{table} {name}: expected {want}, got {have}")
    return passed, failures


def misc():
    """Texts, attributes, stages, key paths, debug.print and numerical edge cases, line by line."""
    import jax
    out = io.StringIO()
    source = read("misc_golden.py")
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scope = {"__name__": "golden"}
        exec(compile(source, os.path.join(HERE, "misc_golden.py"), "exec"), scope)
        jax.effects_barrier()
    return compare(_lines(read("misc_golden.out")), _lines(out.getvalue()))


def _lines(text):
    """The lines by section and name (`numerics mean`) or by section and number (`trace 2`)."""
    out, section, key = {}, None, None
    for line in text.rstrip().split("\n"):
        line = re.sub(r"\S*/misc_golden.py", "misc_golden.py", line)
        heading = re.match(r"## ([\w./]+(?: reprs| shape compiled| formats)?)", line)
        if heading:
            section, count = heading.group(1), 0
        if section in ("reprs", "numerics") and not heading:
            named = re.match(r"([^|]+?) \|", line)
            key = f"{section} {named.group(1)}" if named else key
        else:
            key = f"{section} {count}"
            count += 1
        out[key] = out.get(key, "") + line + "\n"
    return out


def listed(name):
    """The names in a file of known differences."""
    try:
        return [line.strip() for line in read(name).split("\n") if line.strip() and not line.startswith("#")]
    except FileNotFoundError:
        return []


if __name__ == "__main__" and len(sys.argv) > 1:
    what, only = sys.argv[1], tuple(sys.argv[2:])
    if what == "errors":
        total, classes, lines = errors(only)
        print("\n".join(classes))
        print("\n".join(lines))
        print(f"{total} snippets, {total - len(classes)} classes, {total - len(lines)} first lines")
    else:
        passed, failures = globals()[what](*((only,) if only else ()))
        print("\n".join(failures))
        print(f"{passed} passed, {len(failures)} differ")
