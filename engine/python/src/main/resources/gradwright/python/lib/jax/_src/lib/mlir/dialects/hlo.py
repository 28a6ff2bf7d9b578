"""Operations of lowering rules: each is made of the values that a rule is given, and has its value as ``result``.

The values of lowering rules are traced arrays here (see :mod:`jax.interpreters.mlir`), so each operation is the function of
``jax.lax`` of the same meaning. ``AddOp(x, y).result`` and ``add(x, y)`` are the same value.
"""
_FUNCTIONS = {
    "abs": "abs", "add": "add", "and": "bitwise_and", "atan2": "atan2", "cbrt": "cbrt", "ceil": "ceil", "clamp": "clamp",
    "complex": "complex", "cosine": "cos", "count_leading_zeros": "clz", "divide": "div", "exponential": "exp",
    "exponential_minus_one": "expm1", "floor": "floor", "imag": "imag", "is_finite": "is_finite", "log": "log",
    "log_plus_one": "log1p", "logistic": "logistic", "maximum": "max", "minimum": "min", "multiply": "mul",
    "negate": "neg", "not": "bitwise_not", "or": "bitwise_or", "popcnt": "population_count", "power": "pow",
    "real": "real", "remainder": "rem", "round_nearest_even": "round", "rsqrt": "rsqrt", "select": "select",
    "shift_left": "shift_left", "shift_right_arithmetic": "shift_right_arithmetic",
    "shift_right_logical": "shift_right_logical", "sign": "sign", "sine": "sin", "sqrt": "sqrt", "subtract": "sub",
    "tan": "tan", "tanh": "tanh", "xor": "bitwise_xor",
}
_CLASSES = {
    "AbsOp": "abs", "AddOp": "add", "AndOp": "and", "Atan2Op": "atan2", "CbrtOp": "cbrt", "CeilOp": "ceil",
    "ClampOp": "clamp", "ComplexOp": "complex", "CosineOp": "cosine", "ClzOp": "count_leading_zeros", "DivOp": "divide",
    "ExpOp": "exponential", "Expm1Op": "exponential_minus_one", "FloorOp": "floor", "ImagOp": "imag",
    "IsFiniteOp": "is_finite", "LogOp": "log", "Log1pOp": "log_plus_one", "LogisticOp": "logistic", "MaxOp": "maximum",
    "MinOp": "minimum", "MulOp": "multiply", "NegOp": "negate", "NotOp": "not", "OrOp": "or", "PopulationCountOp": "popcnt",
    "PowOp": "power", "RealOp": "real", "RemOp": "remainder", "RoundNearestEvenOp": "round_nearest_even",
    "RsqrtOp": "rsqrt", "SelectOp": "select", "ShiftLeftOp": "shift_left",
    "ShiftRightArithmeticOp": "shift_right_arithmetic", "ShiftRightLogicalOp": "shift_right_logical", "SignOp": "sign",
    "SineOp": "sine", "SqrtOp": "sqrt", "SubtractOp": "subtract", "TanOp": "tan", "TanhOp": "tanh", "XorOp": "xor",
}


def _function(name):
    from jax import lax
    if name == "round_nearest_even":
        return lambda x: lax.round(x, lax.RoundingMethod.TO_NEAREST_EVEN)
    return getattr(lax, _FUNCTIONS[name])


def _values(operands):
    """The operands, operations among them by their values."""
    return [x.result if isinstance(x, _Operation) else x for x in operands]


class _Operation:
    """An operation on values."""
    __slots__ = ("result",)

    def __init__(self, *operands, **attributes):
        if attributes:
            raise TypeError(f"{type(self).__name__}: the attributes {sorted(attributes)} are not known")
        self.result = _function(_CLASSES[type(self).__name__])(*_values(operands))

    @property
    def results(self):
        return [self.result]


def __getattr__(name):
    if name in _CLASSES:
        made = type(name, (_Operation,), {"__slots__": (), "__module__": __name__})
    elif name.rstrip("_") in _FUNCTIONS:
        function = _function(name.rstrip("_"))

        def made(*operands):
            return function(*_values(operands))
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = made
    return made
