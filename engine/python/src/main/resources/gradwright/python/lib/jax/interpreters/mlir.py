"""How primitives of Python's own become part of compiled programs.

The engine has no MLIR. A lowering rule made by :func:`lower_fun` is traced; any other rule is called with traced arrays in
place of MLIR values, so that rules which build their result with ``jax.numpy``, ``jax.lax`` or
:func:`emit_python_callback` work as well.
"""
from .._primitive import Primitive

_rules = {}

Value = object
Token = object
LoweringRule = object


class ModuleContext:
    """What a lowering rule may ask of the program it is part of."""
    __module__ = "jax._src.interpreters.mlir"
    platforms = ("cpu",)
    backend = None


class LoweringRuleContext:
    """What a lowering rule may ask of the equation that it lowers."""
    __module__ = "jax._src.interpreters.mlir"

    def __init__(self, primitive, avals_in, avals_out):
        self.module_context = ModuleContext()
        self.primitive = primitive
        self.name_stack = None
        self.avals_in = avals_in
        self.avals_out = avals_out
        self.tokens_in = None
        self.tokens_out = None
        self.platforms = ("cpu",)

    def replace(self, **changes):
        out = LoweringRuleContext(self.primitive, self.avals_in, self.avals_out)
        out.__dict__.update(self.__dict__, **changes)
        return out


class _Lowered:
    """A lowering rule that traces a function."""
    __slots__ = ("fun", "multiple_results")

    def __init__(self, fun, multiple_results):
        self.fun = fun
        self.multiple_results = multiple_results

    def __call__(self, ctx, *args, **params):
        out = self.fun(*args, **params)
        return list(out) if self.multiple_results else [out]


def lower_fun(fun, multiple_results=True):
    """A lowering rule that puts the operations of a function in the place of the primitive."""
    return _Lowered(fun, multiple_results)


def register_lowering(prim, rule, platform=None, inline=True, cacheable=True):
    """Sets the lowering rule of a primitive. Rules for other platforms than the CPU are kept and not used."""
    if platform in (None, "cpu"):
        if getattr(prim, "_engine", False):
            raise NotImplementedError(f"the rules of the engine's primitive '{prim}' cannot be replaced")
        if platform == "cpu" or prim not in _rules or _rules[prim][1] is None:
            _rules[prim] = (rule, platform)
    return rule


def _expansion(primitive, avals, keys, params):
    """The engine's program for a primitive with inputs of these types."""
    from .._array import host, wrap
    from .._flat import not_a_type, output_values
    found = _rules.get(primitive)
    if found is None:
        raise NotImplementedError(f"MLIR translation rule for primitive '{primitive}' not found for platform cpu")
    rule = found[0]
    outs = primitive.abstract_eval(*avals, **params)[0]
    context = LoweringRuleContext(primitive, avals, list(outs) if primitive.multiple_results else [outs])

    def flat(handles):
        out = rule(context, *[wrap(h) for h in handles], **params)
        out = list(out) if isinstance(out, (list, tuple)) else [out]
        out = [x[0] if isinstance(x, (list, tuple)) and len(x) == 1 else getattr(x, "result", x) for x in out]
        return output_values(out, not_a_type)
    return host.stage(flat, keys, None)


def emit_python_callback(ctx, callback, token, operands, operand_avals, result_avals, *, has_side_effect=False,
                         **options):
    """A call of a Python function on concrete operands: its results, the token, and an object to keep alive."""
    from .._core import ShapeDtypeStruct
    shapes = [ShapeDtypeStruct(a.shape, a.dtype) for a in result_avals]
    if has_side_effect:
        from ..experimental import io_callback
        outs = io_callback(lambda *xs: list(callback(*xs)), shapes, *operands)
    else:
        from ..debug import pure_callback
        outs = pure_callback(lambda *xs: list(callback(*xs)), shapes, *operands)
    return list(outs), token, None


def _absent(name):
    raise AttributeError(f"jax.interpreters.mlir.{name} builds MLIR, which this engine does not have: give primitives a"
                         " lowering made by mlir.lower_fun")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    _absent(name)
