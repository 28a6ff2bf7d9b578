"""Functions of the catalogue as Python functions, made when first asked for."""
from numpy import _dtype as _np

from ._config import values
from ._array import Array, _ARRAY_TYPES, _CLASSES, _PLAIN, _kind, _new, host, operand
from ._bridge import door
from ._core import KeyTy, dtype_by_name, dtype_name, float0

_invoke = host.invoke
_dtypes = {}
_results = {}


def host_dtype(name):
    """The engine's dtype of this name."""
    d = _dtypes.get(name)
    if d is None:
        d = _dtypes[name] = host.dtype(name)
        if d is None:
            raise TypeError(f"data type {name!r} is not supported")
    return d


def convert(x):
    """The neutral form of a Python argument."""
    t = type(x)
    if t in _ARRAY_TYPES:
        return x._h
    if t in _PLAIN:
        return x
    if t is tuple:
        return host.tuple([convert(i) for i in x])
    if t is list:
        return [convert(i) for i in x]
    if t is complex:
        return host.complex(x.real, x.imag)
    if t is KeyTy and x.engine is not None:
        return x.engine
    if t is _np.dtype or t is KeyTy or x is float0:
        return host_dtype(dtype_name(x))
    if isinstance(x, type):
        if x in (bool, int, float, complex) or issubclass(x, _np.generic):
            return host_dtype(_canonical(x))
        scalar = getattr(x, "dtype", None)
        if scalar is not None and isinstance(x, type):
            return host_dtype(dtype_name(scalar))
        return host.opaque(repr(x))
    if t is slice:
        return host.slice(convert(x.start), convert(x.stop), convert(x.step))
    if x is Ellipsis:
        return host.ellipsis()
    h = operand(x)
    if h is not None:
        return h
    if isinstance(x, tuple):
        return host.tuple([convert(i) for i in x])
    if isinstance(x, list):
        return [convert(i) for i in x]
    if t is range:
        return [i for i in x]
    name = getattr(x, "_engine_name", None)
    if name is not None:
        return name
    if getattr(x, "_is_ref", False):
        return host.opaque("<class 'jax._src.interpreters.partial_eval.DynamicJaxprTracer'>")
    shape, dtype = getattr(x, "shape", None), getattr(x, "dtype", None)
    if isinstance(shape, tuple) and dtype is not None:
        return host.abstractArray(host.makeAval(dtype_name(dtype), list(shape), bool(getattr(x, "weak_type", False))))
    return host.opaque(repr(t))


def _canonical(cls):
    """The name of a Python scalar type as arrays have it: 64 bits where these are enabled, else 32."""
    from .dtypes import canonicalize_dtype
    return canonicalize_dtype(cls).name if cls in (int, float, complex) else dtype_name(cls)


_NARROW = {"int64": "int32", "uint64": "uint32", "float64": "float32", "complex128": "complex64"}
# functions whose dtype may also be the name of a generator of random bits
_KEY_MAKERS = ("key", "wrap_key_data")
_DTYPE_PARAMETERS = frozenset(["dtype", "new_dtype", "element_type", "preferred_element_type", "index_dtype"])
_SHAPE_PARAMETERS = frozenset(["shape", "new_sizes", "newshape"])


def checked_dtype(x, where):
    """The name of a dtype argument as arrays have it; a 64-bit type asked for by name is narrowed with a warning."""
    if x is None:
        return None
    if x is str or x is bytes:
        raise TypeError(f"JAX only supports number, bool, and string dtypes, got dtype {x} in {where}")
    name = dtype_name(x)
    if name in ("object", "str"):
        raise TypeError(f"JAX only supports number, bool, and string dtypes, got dtype {name} in {where}")
    if name in _NARROW and not values["jax_enable_x64"]:
        if x not in (int, float, complex):
            from ._warnings import warn_user
            warn_user(f"Explicitly requested dtype {name} requested in {where} is not available, and will be truncated"
                      f" to dtype {_NARROW[name]}. To enable more dtypes, set the jax_enable_x64 configuration option or"
                      " the JAX_ENABLE_X64 shell environment variable. See"
                      " https://github.com/jax-ml/jax#current-gotchas for more.", UserWarning)
        name = _NARROW[name]
    return name


def convert_dtype(x, where):
    """The engine's dtype for a dtype argument; the engine narrows 64-bit types that are not enabled, with a warning."""
    if x is None:
        return None
    if x is float or x is int or x is complex:
        return host_dtype(_canonical(x))
    if isinstance(x, Array) or getattr(type(x), "__array_interface__", None) is not None and not isinstance(x, _np.generic):
        raise ValueError("Passing an array as a dtype argument is no longer supported; instead of dtype=arr use"
                         f" dtype=arr.dtype. Got dtype={x!r} in {where}.")
    if x is str or x is bytes:
        raise TypeError(f"JAX only supports number, bool, and string dtypes, got dtype {x} in {where}")
    name = dtype_name(x)
    if name in ("object", "str"):
        raise TypeError(f"JAX only supports number, bool, and string dtypes, got dtype {name} in {where}")
    return host_dtype(name)


def convert_shape(x):
    """The neutral form of a shape argument; a sequence of a library's own class counts as the tuple of its items."""
    t = type(x)
    if t is not tuple and hasattr(t, "__len__") and hasattr(t, "__getitem__") and not hasattr(t, "shape") \
            and not isinstance(x, (tuple, list, range, str, bytes, dict)):
        x = tuple(x)
    return convert(x)


def result(r):
    """The Python form of a function's result."""
    k = _kind(r)
    if k >= 0:
        out = _new(_CLASSES[k])
        out._h = r
        return out
    if k == -1:
        return r
    if k == -2:
        return [result(x) for x in host.items(r)]
    if k == -3:
        return tuple([result(x) for x in host.items(r)])
    if k == -4:
        return dtype_by_name(host.dtypeName(r))
    if k == -6:
        a, b = host.parts(r)
        return complex(a, b)
    name, fields = host.resultType(r), tuple(host.resultFields(r))
    cls = _results.get((name, fields))
    if cls is None:
        from collections import namedtuple
        cls = _results[(name, fields)] = namedtuple(name, fields)
    return cls(*[result(x) for x in host.items(r)])


def call(f, positional, keywords=None):
    """Calls a function of the catalogue with positional arguments and keywords as alternating names and values."""
    return result(_invoke(f, [convert(x) for x in positional], keywords))


def make(entry, module, name):
    """A Python function with the signature, name and documentation of a catalogue entry."""
    text = host.parameters(entry)
    flat = list(host.parameterNames(entry))
    names, kinds = flat[0::2], flat[1::2]
    dtyped = [n for n in names if n in _DTYPE_PARAMETERS and name not in _KEY_MAKERS]
    positional, keyword = [], []
    star = None
    for n, k in zip(names, kinds):
        item = (f"_dtype({n}, '{name}')" if n in dtyped else f"_shape({n})" if n in _SHAPE_PARAMETERS else f"_convert({n})")
        if k <= 1:
            positional.append(item)
        elif k == 2:
            star = n
        elif k == 3:
            keyword.append(f"'{n}', {item}")
        else:
            keyword.append(f"*_extra({n})")
    args = "[" + ", ".join(positional) + "]"
    if star is not None:
        args += f" + [_convert(_x) for _x in {star}]"
    words = "[" + ", ".join(keyword) + "]" if keyword else "None"
    body = f"    return _result(_invoke(_f, {args}, {words}))\n"
    head = _head(name, names, kinds, "out_sharding") if "out_sharding" in names else ""
    head += _head(name, names, kinds, "device") if "device" in names else ""
    plain = all([k <= 1 or k == 3 for k in kinds])
    if plain:
        # What a built-in function calls where an argument is none that it knows.
        source = (f"def _instead({', '.join(names)}):\n{body}"
                  f"def {name}({text}):\n{head}    return _fast({', '.join(names)})\n")
    else:
        source = f"def {name}({text}):\n{head}{body}"
    scope = {"_f": entry, "_invoke": _invoke, "_convert": convert, "_result": result, "_extra": _extra,
             "_dtype": convert_dtype, "_shape": convert_shape, "_divided": _divided, "_put": _put, "__name__": module}
    exec(compile(source, __file__, "exec"), scope)
    f = scope[name]
    if plain:
        scope["_fast"] = door("function", entry, name, scope["_instead"], result, len(positional), tuple(names),
                              tuple([n in dtyped for n in names]))
    f.__doc__ = host.documentation(entry)
    f.__module__ = module
    return f


def _head(name, names, kinds, wanted):
    """The first lines of a function that takes the sharding or the device of its result."""
    rest = [(n, k) for n, k in zip(names, kinds) if n != wanted]
    positional = "".join([f"{n}, " if k <= 1 else f"*{n}, " for n, k in rest if k <= 2])
    keyword = ", ".join([f"{n!r}: {n}" if k == 3 else f"**{n}" for n, k in rest if k > 2])
    return (f"    if {wanted} is not None:\n"
            f"        return _{'divided' if wanted == 'out_sharding' else 'put'}({name!r}, {name}, {wanted}, ({positional}), {{{keyword}}})\n")


def _divided(*arguments):
    from ._explicit import divided
    return divided(*arguments)


def _put(name, f, device, args, keywords):
    """The result of a function, on a device."""
    from ._devices import device_put
    return device_put(f(*args, **keywords), device)


def _extra(d):
    out = []
    for k, v in d.items():
        out += [k, convert(v)]
    return out


def lookup(module, name):
    """The function of a module, or None."""
    entry = host.lookup(f"{module}.{name}")
    return None if entry is None else make(entry, module, host.name(entry) if host.name(entry).isidentifier() else name)


def module_getattr(module, scope, lazy=None):
    """A module's `__getattr__` and `__dir__`: catalogue functions, then names of other modules in `lazy`."""
    lazy = lazy or {}

    def getattr_(name):
        if not name.startswith("__"):
            source = lazy.get(name)
            if source is not None:
                from importlib import import_module
                value = import_module(source)
                if source != f"{module}.{name}":
                    value = getattr(value, name, None)
                if value is not None:
                    scope[name] = value
                    return value
            f = lookup(module, name)
            if f is not None:
                scope[name] = f
                return f
        raise AttributeError(f"module '{module}' has no attribute '{name}'")

    def dir_():
        return sorted({n for n in scope if not n.startswith("_")} | set(lazy) | set(host.names(module)))
    return getattr_, dir_
