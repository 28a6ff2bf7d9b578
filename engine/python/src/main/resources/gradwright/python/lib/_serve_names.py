"""Names, their signatures and documentation, and errors in source texts, for the editor."""

import __main__
import builtins
import importlib
import inspect
import sys
import types
import warnings

_MODULES = (
    "jax jax.numpy jax.lax jax.random jax.nn jax.nn.initializers jax.tree jax.tree_util jax.numpy.linalg jax.numpy.fft"
    " jax.scipy.special jax.scipy.linalg jax.debug jax.image jax.ops jax.dtypes jax.experimental numpy"
).split()
_SUMMARY = 200


def _kind(value):
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, type):
        return "class"
    if isinstance(value, sys.modules["jax"].Array) or type(value).__name__ == "ndarray":
        return "array"
    return "function" if callable(value) else "value"


def _signature(value, kind):
    if kind not in ("function", "class"):
        return ""
    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError, AttributeError, NameError):
        return ""


def _documentation(value, kind):
    try:
        if kind == "array":
            return f"{type(value).__name__} {value.dtype.name}{list(value.shape)}"
        if kind == "value":
            text = repr(value)
            return text if len(text) <= _SUMMARY else text[:_SUMMARY] + "..."
        if "jax" in sys.modules:
            from jax._documentation import complete
            complete()
        return inspect.getdoc(value) or ""
    except Exception:
        return ""


def _entry(name, qualified, value):
    """Name, qualified name, kind, signature, summary, documentation."""
    kind = _kind(value)
    text = _documentation(value, kind)
    summary = text.split("\n", 1)[0][:_SUMMARY]
    return [name, qualified, kind, _signature(value, kind), summary, "" if kind in ("array", "value") else text]


def _qualified(name, value):
    module = getattr(value, "__module__", None)
    if isinstance(value, types.ModuleType):
        return value.__name__
    if isinstance(module, str) and module not in ("__main__", "builtins") and isinstance(getattr(value, "__qualname__", None), str):
        return f"{module}.{value.__qualname__}"
    return name


def names(prefix):
    """The program's names, or the members of the value that `prefix` (ending in a dot) names."""
    if "." not in prefix:
        return [_entry(name, _qualified(name, value), value) for name, value in list(__main__.__dict__.items())
                if not name.startswith("__")]
    first, *rest = prefix.rstrip(".").split(".")
    try:
        value = __main__.__dict__[first] if first in __main__.__dict__ else vars(builtins)[first]
        for part in rest:
            value = getattr(value, part)
    except Exception:
        return []
    module = value.__name__ if isinstance(value, types.ModuleType) else None
    entries = []
    for name in dir(value):
        if name.startswith("_"):
            continue
        if module is not None and module.split(".")[0] in ("jax", "numpy"):
            # The catalogue knows signatures and texts of the library; asking Python for hundreds of them takes seconds.
            entries.append([name, f"{module}.{name}", "function", "", "", ""])
            continue
        try:
            member = getattr(value, name)
        except Exception:
            continue
        entries.append(_entry(name, f"{prefix.rstrip('.')}.{name}", member))
    return entries


def library(known):
    """Names of the library's modules that are not in `known`, which are qualified names."""
    known = set(known)
    entries = []
    for module_name in _MODULES:
        try:
            module = importlib.import_module(module_name)
        except ImportError:
            continue
        for name in dir(module):
            qualified = f"{module_name}.{name}"
            if name.startswith("_") or qualified in known:
                continue
            try:
                entries.append(_entry(name, qualified, getattr(module, name)))
            except Exception:
                continue
    return entries


def check(file, text):
    """Line, column, end line, end column (from 1, the end exclusive), severity and message of what the compiler reports."""
    problems = []
    lines = text.split("\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(text, file, "exec", dont_inherit=True)
        except SyntaxError as error:
            line = max(1, min(error.lineno or 1, len(lines)))
            column = max(1, error.offset or 1)
            end_line = error.end_lineno or line
            end_column = error.end_offset or 0
            if (end_line, end_column) <= (line, column):
                end_line, end_column = line, column + 1
            problems.append([line, column, end_line, end_column, "error", error.msg])
        except ValueError as error:
            problems.append([1, 1, 1, 2, "error", str(error)])
        except (RecursionError, MemoryError):
            problems.append([1, 1, 1, 2, "error", "the text is nested too deeply"])
    for warning in caught:
        line = max(1, min(warning.lineno, len(lines)))
        text_of_line = lines[line - 1]
        start = len(text_of_line) - len(text_of_line.lstrip()) + 1
        problems.append([line, start, line, max(start + 1, len(text_of_line) + 1), "warning", str(warning.message)])
    return problems
