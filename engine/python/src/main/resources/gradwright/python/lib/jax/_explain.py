"""Why a jitted function is traced again, and reports of tracing and compiling. Imported only when somebody asks."""
import sys as _sys

from . import _config
from ._bridge import _LIBRARY, _columns, host
from ._names import code_of, definition, fun_name, leaf_names
from ._tree import PyTreeDef

_WEAK_TYPES = "https://docs.jax.dev/en/latest/type_promotion.html#weak-types"


def why(fun, history, key, places):
    """The kind of a miss and its reasons: against the nearest of the keys that the function was traced for before."""
    if not history:
        code = code_of(fun)
        again = code is not None and (code.co_filename, code.co_firstlineno) in places
        return ("redefined" if again else "never seen"), []
    reasons, score = [], None
    for old in reversed(history):
        lines, cost = _differences(fun, key, old)
        if score is None or cost < score:
            reasons, score = lines, cost
    return "differs", reasons


def _differences(fun, new, old):
    """Lines that tell how two keys (structure, types, context) differ, and how far apart they are."""
    new_spec, new_avals, new_context = new
    old_spec, old_avals, old_context = old
    if new_spec != old_spec:
        from ._tree_errors import structure_differences
        from ._tree_paths import keystr
        lines = ["different input pytree:"]
        for path, a, b, why in structure_differences(PyTreeDef(new_spec), PyTreeDef(old_spec)):
            lines.append(f"* at input path {keystr(path)}, now {a} and before {b}, so {why}")
        return lines, 1000 + 10 * len(lines) + abs(len(new_avals) - len(old_avals))
    lines, cost = [], 0
    names = None
    for i, (a, b) in enumerate(zip(new_avals, old_avals)):
        if a == b:
            continue
        if names is None:
            names = leaf_names(fun, PyTreeDef(new_spec))
        cost += 10
        if a.shape != b.shape:
            cost += 1 + abs(len(a.shape) - len(b.shape)) + sum([x != y for x, y in zip(a.shape, b.shape)])
        if a.dtype is not b.dtype:
            cost += 5
        weak = a.weak_type != b.weak_type
        cost += 1 if weak else 0
        mark = (lambda t: f"{t.str_short(True)}{{weak_type={t.weak_type}}}") if weak else (lambda t: t.str_short(True))
        lines.append(f"* at {names[i]}, now {mark(a)} and before {mark(b)}" + (
            f", see {_WEAK_TYPES}" if weak else ""))
    if lines:
        lines.insert(0, "different input types:")
    if new_context != old_context:
        changed = _config.context_difference(new_context, old_context)
        lines.append("Tracing context doesn't match, e.g. due to config or context manager.")
        lines += [f"* {n} differs: now {a} and before {b}" for n, a, b in changed]
        cost += 100 * len(changed)
    return lines, cost


def user_place():
    """The user's innermost frame: file, line, column, function."""
    frame = _sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_LIBRARY):
        frame = frame.f_back
    if frame is None:
        return "<unknown>"
    column = _columns(frame.f_code, frame.f_lasti)[2]
    at = "" if column is None else f":{column}"
    return f"{frame.f_code.co_filename}:{frame.f_lineno}{at} ({frame.f_code.co_name})"


def report(fun, kind, reasons):
    """Logs a miss as JAX's `jax_explain_cache_misses` does."""
    name, place = fun_name(fun), definition(fun)
    lines = [f"TRACING CACHE MISS at {user_place()}:"]
    if kind in ("never seen", "redefined"):
        lines += ["  never seen function:", f"    {name} id={id(fun)} defined at {place}"]
        if kind == "redefined":
            lines += ["  but seen another function defined on the same line; maybe the function is",
                      "  being re-defined repeatedly, preventing caching?"]
    else:
        lines += [f"  for {name} defined at {place}",
                  "  all previously seen cache keys differ. For the closest previous key:"]
        lines += ["  " + r for r in reasons]
    log("jax._src.interpreters.partial_eval", "\n".join(lines))


def log(logger, message):
    """A warning through the standard logging module; on standard error where no handler is set up."""
    import logging
    root = logging.getLogger("jax")
    if not root.handlers and not logging.getLogger().handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("{levelname}:{asctime}:{name}:{lineno}: {message}", style="{"))
        root.addHandler(handler)
    logging.getLogger(logger).warning(message)


def traced(fun, seconds):
    """Logs that a function was traced."""
    log("jax._src.dispatch", f"Finished tracing {fun_name(fun)} for jit in {seconds:.9f} sec")


def compiling(fun, avals):
    """Logs that a function is about to be compiled."""
    types = "(" + ", ".join([repr(a) for a in avals]) + ("," if len(avals) == 1 else "") + ")"
    mapping = "(" + ", ".join(["UnspecifiedValue"] * len(avals)) + ("," if len(avals) == 1 else "") + ")"
    log("jax._src.interpreters.pxla", f"Compiling jit({fun_name(fun)}) with global shapes and types {types}."
                                      f" Argument mapping: {mapping}.")


def compiled(fun, seconds):
    """Logs that a function was lowered and compiled."""
    name = fun_name(fun)
    log("jax._src.dispatch", f"Finished jaxpr to MLIR module conversion jit({name}) in {0.0:.9f} sec")
    log("jax._src.dispatch", f"Finished XLA compilation of jit({name}) in {seconds:.9f} sec")


def publish(fun, kind, reasons):
    """Hands a miss to the engine's listeners."""
    host.publishMiss(fun_name(fun), kind, reasons)
