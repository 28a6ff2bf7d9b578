"""Looking into running programs: print, callback, breakpoints."""
import string as _string

from ._documentation import attach as _attach
from ._array import host, wrap
from ._flat import check_arg, value
from ._names import fun_name as _fun_name
from ._tree import PyTreeDef as _PyTreeDef, build as _build, flatten_spec as _flatten_spec


class DebugEffect:
    """Marks programs that call back to be looked into."""
    __module__ = "jax._src.debugging"


class OrderedDebugEffect:
    """The same, with the order of the calls kept."""
    __module__ = "jax._src.debugging"


class IOEffect:
    """Marks programs that call host code with side effects."""
    __module__ = "jax._src.callback"


class CheckEffect:
    """Marks programs that hold a check which is not functionalized."""
    __module__ = "jax._src.checkify"


_effects = {"DEBUG": DebugEffect(), "ORDERED_DEBUG": OrderedDebugEffect(), "IO": IOEffect(), "ORDERED_IO": IOEffect(),
            "CHECK": CheckEffect(), "DEBUG_CHECK": CheckEffect()}


def effect(name):
    """The object that stands for one of the engine's effects."""
    return _effects[name]


def effect_names(effects):
    """The engine's names of effects."""
    names = []
    for e in effects:
        known = [name for name, stands in _effects.items() if stands is e]
        names.append(known[0] if known else "IO")
    return names


class _Checker(_string.Formatter):
    """Checks a format string's fields without formatting values."""

    def check_unused_args(self, used_args, args, kwargs):
        unused = [arg for i, arg in enumerate(args) if i not in used_args]
        if unused:
            raise ValueError(f"Unused positional arguments to `jax.debug.print`: {unused}")
        unused = {k: v for k, v in kwargs.items() if k not in used_args}
        if unused:
            raise ValueError("Unused keyword arguments to `jax.debug.print`: " + ", ".join(unused))

    def format_field(self, value, format_spec):
        return ""

    def convert_field(self, value, conversion):
        return value

    def get_field(self, field_name, args, kwargs):
        import _string as raw
        first, _ = raw.formatter_field_name_split(field_name)
        return self.get_value(first, args, kwargs), first

    def get_value(self, key, args, kwargs):
        if isinstance(key, int):
            if key >= len(args):
                raise IndexError("tuple index out of range")
            return args[key]
        return kwargs[key]


def _split(args, kwargs):
    """The values among arguments, their places, and how to put new ones there."""
    leaves, spec = _flatten_spec((args, kwargs))
    handles, places = [], []
    for i, x in enumerate(leaves):
        h = value(x)
        if h is not None:
            places.append(i)
            handles.append(h)

    def fill(values):
        out = list(leaves)
        for i, v in zip(places, values):
            out[i] = v
        return _build(spec, iter(out))
    return handles, fill


def print(fmt=None, *args, ordered=False, partitioned=False, skip_format_check=False, _use_logging=False, **kwargs):
    """Prints values when the program runs: `jax.debug.print("x = {}", x)`."""
    if not isinstance(fmt, str):
        raise TypeError(f"jax.debug.print: fmt must be a string to format, got {type(fmt)}")
    if not skip_format_check:
        _Checker().format(fmt, *args, **kwargs)
    handles, fill = _split(args, kwargs)

    def show(values):
        a, k = fill([wrap(h) for h in values])
        _emit(fmt.format(*a, **k) + "\n")
    host.debug(show, "debug_print", handles, bool(ordered), fmt)


def _emit(text):
    import sys
    sys.stdout.write(text)


def callback(callback=None, *args, ordered=False, partitioned=False, **kwargs):
    """Calls a Python function with the values of arguments when the program runs."""
    if not callable(callback):
        raise TypeError("first argument to jax.debug.callback must be callable, but got an object of type"
                        f" {type(callback)}")
    handles, fill = _split(args, kwargs)

    def call(values):
        a, k = fill([wrap(h) for h in values])
        _run("jax.debug.callback", callback, a, k)
    host.debug(call, _fun_name(callback), handles, bool(ordered), None)


def _run(kind, callback, args, kwargs):
    """What a callback returns. Its exception is logged, and becomes the program's failure."""
    try:
        return callback(*args, **kwargs)
    except Exception as e:
        from logging import getLogger
        getLogger("jax._src.callback").exception("%s failed", kind)
        raise _failed(_lines(e)) from e


def breakpoint(*, backend=None, filter_frames=True, num_frames=None, ordered=False, token=None, **kwargs):
    """Stops when the program runs and reads commands (``help`` lists them): frames and their variables as they were when the
    function was traced, traced ones with their values.

    ``filter_frames`` leaves out the frames of this package, ``num_frames`` bounds how many are kept. ``backend`` may be
    ``"cli"``; ``stdin`` and ``stdout`` may be given as well.
    """
    from . import _debugger
    frames = _debugger.frames(filter_frames, num_frames)
    values = _debugger.Values(frames)

    def stop(handles):
        values.put(handles)
        _debugger.Debugger(frames, **kwargs).cmdloop()
    host.debug(stop, "breakpoint", values.handles, bool(ordered), None)


def inspect_array_sharding(value, *, callback):
    """Calls a function with the sharding of each array of a tree: now, also for values that are being traced."""
    from ._tree import tree_map
    tree_map(lambda x: callback(x.sharding), value)


def visualize_sharding(shape, sharding, *, use_color=True, scale=1.0, min_width=9, max_width=80, color_map=None):
    """Draws which devices hold which part of an array of one or two axes."""
    from ._placement import draw
    _emit(draw(tuple(shape), sharding, scale, min_width, max_width))


def visualize_array_sharding(arr, **kwargs):
    """Draws which devices hold which part of an array."""
    inspect_array_sharding(arr, callback=lambda s: visualize_sharding(arr.shape, s, **kwargs))


def pure_callback(callback, result_shape_dtypes, *args, sharding=None, vmap_method=None, **kwargs):
    """Calls a Python function without side effects from within a program."""
    return _call("pure", callback, result_shape_dtypes, args, kwargs, vmap_method)


def io_callback(callback, result_shape_dtypes, *args, sharding=None, ordered=False, **kwargs):
    """Calls a Python function with side effects from within a program."""
    return _call("io", callback, result_shape_dtypes, args, kwargs, bool(ordered))


_METHODS = ("sequential", "sequential_unrolled", "expand_dims", "broadcast_all", "legacy_vectorized", None)


def _lines(error):
    """Where an exception was raised, without the frames of this package, and what it is."""
    from os.path import dirname
    from traceback import extract_tb, format_exception_only
    own = dirname(__file__)
    frames = [f'  File "{f.filename}", line {f.lineno}, in {f.name}\n' for f in extract_tb(error.__traceback__)
              if not f.filename.startswith(own)]
    return "".join([*frames, *format_exception_only(type(error), error)]).rstrip("\n")


def _failed(text):
    from .errors import JaxRuntimeError
    return JaxRuntimeError(f"INTERNAL: CpuCallback error calling callback: Traceback (most recent call last):\n{text}")


def _call(kind, callback, shapes, args, kwargs, option):
    from ._jit import abstract, aval_key
    if not callable(callback):
        raise TypeError(f"Expected a callable value, got {callback}")
    leaves, spec = _flatten_spec((args, kwargs))
    handles = [check_arg(x) for x in leaves]
    out_leaves, out_spec = _flatten_spec(shapes)
    avals = [abstract(x).update(weak_type=False) for x in out_leaves]
    if kind == "pure" and option not in _METHODS:
        raise ValueError(f"vmap_method must be on of the allowed methods {list(_METHODS)}, but got: {option}")
    name = f"_FlatCallback(callback_func={callback!r}, in_tree={_PyTreeDef(spec)})"

    def call(values):
        a, k = _build(spec, iter([wrap(h) for h in values]))
        result = _run(f"jax.{kind}_callback", callback, a, k)
        got, got_spec = _flatten_spec(result)
        if got_spec != out_spec:
            raise RuntimeError(f"The callback returned a value with structure {_PyTreeDef(got_spec)}, expected"
                               f" {_PyTreeDef(out_spec)}")
        from .numpy import asarray
        out = []
        for x, a in zip(got, avals):
            y = asarray(x)
            # under vmap there are further axes in front, which the engine knows
            fits = len(y.shape) >= len(a.shape) and y.shape[len(y.shape) - len(a.shape):] == a.shape
            if not fits or y.dtype is not a.dtype:
                if fits and y.dtype.name[:3] == a.dtype.name[:3]:
                    y = y.astype(a.dtype)
                else:
                    what, wanted, had = ("dtype", a.dtype, y.dtype) if fits else ("shape", a.shape, y.shape)
                    raise _failed(f"RuntimeError: Incorrect output {what} for return value #{len(out)}: Expected: {wanted},"
                                  f" Actual: {had}")
            out.append(y._h)
        return out
    if kind == "pure" and option is None:
        from . import _manual
        if _manual.axis_names():
            option = "sequential"  # shards call one by one
    types = [aval_key(a) for a in avals]
    bind = host.pure if kind == "pure" else host.io
    outs = [wrap(h) for h in bind(call, name, handles, types, option)]
    return outs[0] if out_spec == "*" else _build(out_spec, iter(outs))


_attach(globals(), "transforms",
        "pure_callback breakpoint callback inspect_array_sharding print visualize_array_sharding"
        " visualize_sharding")
