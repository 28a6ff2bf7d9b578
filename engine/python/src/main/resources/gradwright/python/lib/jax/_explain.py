"""Why a jitted function is traced again, and reports of tracing and compiling. Imported only when somebody asks."""
import sys as _sys

from . import _config
from ._bridge import _LIBRARY, _columns, host
from ._names import code_of, definition, fun_name, leaf_names
from ._tree import PyTreeDef

_WEAK_TYPES = "https://docs.jax.dev/en/latest/type_promotion.html#weak-types"


def why(fun, history, key, places):
    """The kind of a miss, the lines of its report, and its differences (aspect, path, now, before): against the nearest of
    the keys that the function was traced for before."""
    if not history:
        code = code_of(fun)
        again = code is not None and (code.co_filename, code.co_firstlineno) in places
        return ("REDEFINED" if again else "NEVER_SEEN"), [], []
    found, score = None, None
    for old in reversed(history):
        *differences, cost = _differences(fun, key, old)
        if score is None or cost < score:
            found, score = differences, cost
    return found


def _differences(fun, new, old):
    """How two keys (structure, types, context) differ: the kind of miss, lines of text, differences, and how far apart."""
    new_spec, new_avals, new_context = new
    old_spec, old_avals, old_context = old
    if new_spec != old_spec:
        lines, found = _structures(fun, new_spec, old_spec)
        return "STRUCTURE", lines, found, 1000 + 10 * len(lines) + abs(len(new_avals) - len(old_avals))
    kind, lines, found, cost = "CONTEXT", [], [], 0
    names = None
    for i, (a, b) in enumerate(zip(new_avals, old_avals)):
        if a == b:
            continue
        if names is None:
            names = leaf_names(fun, PyTreeDef(new_spec))
        kind = "TYPES"
        cost += 10
        weak = a.weak_type != b.weak_type
        mark = (lambda t: f"{t.str_short(True)}{{weak_type={t.weak_type}}}") if weak else (lambda t: t.str_short(True))
        texts = (names[i], mark(a), mark(b))
        if a.shape != b.shape:
            cost += 1 + abs(len(a.shape) - len(b.shape)) + sum([x != y for x, y in zip(a.shape, b.shape)])
            found.append(("SHAPE" if len(a.shape) == len(b.shape) else "RANK", *texts))
        if a.dtype is not b.dtype:
            cost += 5
            found.append(("DTYPE", *texts))
        if weak:
            cost += 1
            found.append(("WEAK_TYPE", *texts))
        lines.append(f"* at {names[i]}, now {mark(a)} and before {mark(b)}" + (
            f", see {_WEAK_TYPES}" if weak else ""))
    if lines:
        lines.insert(0, "different input types:")
    if new_context != old_context:
        changed = _config.context_difference(new_context, old_context)
        lines.append("Tracing context doesn't match, e.g. due to config or context manager.")
        lines += [f"* {n} differs: now {a} and before {b}" for n, a, b in changed]
        found += [("CONFIGURATION", n, str(a), str(b)) for n, a, b in changed]
        cost += 100 * len(changed)
    return kind, lines, found, cost


def _structures(fun, new_spec, old_spec):
    """Lines and differences for two structures of arguments, static values among them."""
    from ._tree_errors import differing_nodes
    from ._tree_paths import keystr
    from .tree_util import Static
    lines, found = ["different input pytree:"], []
    for path, a, b, why, x, y in differing_nodes(PyTreeDef(new_spec), PyTreeDef(old_spec)):
        lines.append(f"* at input path {keystr(path)}, now {a} and before {b}, so {why}")
        if type(x) is Static and type(y) is Static:
            found.append(("STATIC_VALUE", _argument(fun, new_spec, path), repr(x.val), repr(y.val)))
        else:
            found.append(("STRUCTURE", _argument(fun, new_spec, path), a, b))
    return lines, found


def _argument(fun, spec, path):
    """A path below `(args, kwargs)` as a user names it; `arguments` for all of them."""
    from ._names import argument_names
    from ._tree_paths import keystr
    if len(path) < 2:
        return "keyword arguments" if path and path[0].idx == 1 else "arguments"
    if path[0].idx == 1:
        return str(path[1].key) + keystr(path[2:])
    names = argument_names(fun, len(PyTreeDef(spec).children()[0].children()))
    return names[path[1].idx] + keystr(path[2:])


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
    if kind in ("NEVER_SEEN", "REDEFINED"):
        lines += ["  never seen function:", f"    {name} id={id(fun)} defined at {place}"]
        if kind == "REDEFINED":
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


def publish(fun, kind, differences):
    """Hands a miss to the engine's listeners."""
    code = code_of(fun)
    file, line = ("", 0) if code is None else (code.co_filename, code.co_firstlineno)
    host.publishMiss(fun_name(fun), file, line, kind, [text for d in differences for text in d])
