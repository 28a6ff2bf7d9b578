"""Parameters of equations: from the engine's form to Python's, and back."""
from numpy import _dtype as _np

from ._array import host

# Primitives with a parameter that says how exact their result is.
_WITH_ACCURACY = frozenset("exp exp2 expm1 log log1p sin cos tan tanh logistic sqrt rsqrt cbrt".split())
_OPEN = {"remat2": "jaxpr", "scatter-add": "update_jaxpr", "scatter-mul": "update_jaxpr", "scatter-min": "update_jaxpr",
         "scatter-max": "update_jaxpr", "scatter-sub": "update_jaxpr"}


class Opaque(str):
    """A parameter known by its text alone: a rule, a policy or a callback that the engine holds."""
    __slots__ = ("_primitive",)

    def __repr__(self):
        return str(self)

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)


def parameters(equation):
    """The parameters of one of the engine's equations by name."""
    return _named_parameters(host.equationPrimitive(equation), host.equationName(equation),
                             list(host.equationParameters(equation)), len(host.equationInputs(equation)),
                             len(host.equationOutputs(equation)))


def parameters_of(primitive, name, avals):
    """The parameters of one of the engine's primitives on inputs of the engine's types."""
    return _named_parameters(primitive, name, list(host.primitiveParameters(primitive, avals)), len(avals), 0)


def _named_parameters(primitive, name, flat, inputs, outputs):
    params = {flat[i]: _python(flat[i + 1], primitive) for i in range(0, len(flat), 2)}
    if name in _WITH_ACCURACY:
        params["accuracy"] = None
    opened = _OPEN.get(name)
    if opened is not None and params.get(opened) is not None:
        params[opened] = params[opened].jaxpr
    if name == "dot_general":
        params["dimension_numbers"] = tuple([tuple([tuple(axes) for axes in pair])
                                             for pair in params["dimension_numbers"]])
    elif name == "jit":
        _complete_jit(params, inputs, outputs)
    elif name == "custom_jvp_call":
        params["jvp_jaxpr_fun"] = params.pop("jvp")
        params["num_consts"] = 0
        params.pop("name")
    elif name == "custom_vjp_call":
        params["fwd_jaxpr_thunk"] = params.pop("fwd")
        params["out_trees"] = None
        params["num_consts"] = 0
        params.pop("name")
    return params


def _complete_jit(params, inputs, outputs):
    from ._shardings import UNSPECIFIED
    params.update(compiler_options_kvs=(), ctx_mesh=None, in_layouts=(None,) * inputs, out_layouts=(None,) * outputs,
                  in_shardings=(UNSPECIFIED,) * inputs, out_shardings=(UNSPECIFIED,) * outputs)
    if not params.get("donated_invars"):
        params["donated_invars"] = (False,) * inputs


def _python(value, primitive):
    if value is None or type(value) in (bool, int, float, str):
        return value
    try:
        items = list(value)
    except TypeError:
        from ._jaxpr import closed_jaxpr
        return closed_jaxpr(value)
    tag, rest = items[0], items[1:]
    if tag == "tuple":
        return tuple([_python(v, primitive) for v in rest])
    if tag == "dtype":
        from ._core import dtype_by_name
        return dtype_by_name(rest[0])
    return _named(rest[0], primitive)


def _named(text, primitive):
    """The object that a text of the engine stands for: a number, an enumeration's member, dimension numbers."""
    head = text.split("(")[0].split(".")[0]
    if head in ("GatherDimensionNumbers", "ScatterDimensionNumbers", "ConvDimensionNumbers", "GatherScatterMode",
                "Precision") or text[:1] in "([-0123456789" or text in ("nan", "inf", "True", "False"):
        from . import lax
        scope = {n: getattr(lax, n) for n in (head,) if n.isidentifier() and hasattr(lax, n)}
        scope.update(nan=float("nan"), inf=float("inf"), __builtins__={})
        return eval(text, scope)
    out = Opaque(text)
    out._primitive = primitive
    return out


def engine_primitive(primitive, params):
    """The engine's form of one of its primitives with parameters."""
    flat = []
    original = None
    for name, value in params.items():
        if isinstance(value, Opaque):
            original = value._primitive
        flat += [name, engine_value(value)]
    return host.builtin(primitive.name, flat, original)


def engine_value(x):
    """The engine's form of a parameter; what it cannot hold becomes text or None."""
    t = type(x)
    if x is None or t in (bool, int, float):
        return x
    if isinstance(x, str):
        return str(x)
    if isinstance(x, (tuple, list)):
        return [engine_value(v) for v in x]
    if t is _np.dtype or isinstance(x, type):
        from ._functions import host_dtype
        from .dtypes import canonicalize_dtype
        return host_dtype(canonicalize_dtype(x, True).name)
    if isinstance(x, _np.generic):
        return engine_value(x.item())
    from ._jaxpr import ClosedJaxpr, Jaxpr
    if isinstance(x, ClosedJaxpr):
        return x._h
    if isinstance(x, Jaxpr):
        return host.close(x._h, [])
    name = getattr(x, "name", None)
    if isinstance(name, str) and hasattr(x, "value"):
        return name
    try:
        return int(x.__index__())
    except (AttributeError, TypeError):
        return None
