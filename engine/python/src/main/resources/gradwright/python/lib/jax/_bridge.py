"""The door to the engine: its host object, and the conversion of values and errors on the way through."""
import builtins as _builtins
import sys as _sys

import polyglot as _polyglot

from . import _config
from . import errors as _errors

_bridge = _polyglot.import_value("gradwright")


class _Host:
    """The engine's methods under one roof, each bound once."""


host = _Host()
for _port, _names in (
        (_bridge.arrays(), "kind aval setAvalMaker pythonAval makeAval avalOf array concrete primal origin repr str positional item"
                           " buffer address fromList fromBuffer scalarOf complexScalar importArray"
                            " withWeakType exportArray await_ delete isDeleted isReady isCommitted device toDevice countTrue number"),
        (_bridge.functions(), "lookup names resultTypeOf parameters parameterNames summary documentation name invoke1 invoke2 invoke tuple slice"
                              " ellipsis dtype complex opaque abstractArray items resultType resultFields parts dtypeName"),
        (_bridge.indexing(), "getItem rows index update applyAt positions"),
        (_bridge.transforms(), "vjp linearize pullback pushforward residuals withResiduals jvp oneLike zerosLike zerosOf vmap stage hoistInexact hoistedValues hoistedJaxpr evaluate transposeLinear"
                               " splitAxis downcastLike enterEval enterFolding traceOf leave isEval axisSize printed inputAvals outputAvals"
                               " constants equationCount primitive effects currentTrace homeTrace traceKind foreignTo mappedSince varies peeled sumInvariant traceKinds axisNames"),
        (_bridge.control(), "convertOutputs outputTypes cond whileLoop scan convertTo join promotesTo sliceType strong"
                            " isWeak staticInteger linearSolve root"),
        (_bridge.jaxprs(), "inputAtoms outputAtoms constantAtoms equations equationInputs equationOutputs equationName"
                           " equationEffects equationText atomAval atomType atomLiteral atomText atomIdentity sameAtom"
                           " equationParameters primitiveParameters prettyPrinted savedResiduals equationPrimitive equationSource"
                           " sourceFrames sourceSummary currentSource jaxprEffects bindEquation checkDescription callJitted encoded"
                           " decoded literalValue"),
        (_bridge.profile(), "now startRecording stopRecording recordingOrigin"),
        (_bridge.extensions(), "own knows known builtin bindPrimitive outputTypesOf application replaceRule restoreRule withOriginalRules variable literal equation jaxpr"
                               " close open evaluateOpen mistake withoutDeadCode customType customValue customObject"
                               " keyType keyAval"),
        (_bridge.jit(), "variant call trace traceAbstract runTraced compile text cost"
                        " eventsActive publishMiss"),
        (_bridge.shardings(), "meshAxes meshSharding setMesh shardingOf shardingParts withSharding hasMesh placed placementOf reshard shardedAval"
                              " wantSharding"),
        (_bridge.settings(), "configure enterHost leaveHost devices setDevices liveBytes synchronize clearCaches"),
        (_bridge.callbacks(), "check debug pure io isZero tangentType zero instantiate customJvp customVjp checkpoint name"
                              " threefry barrier customVmap")):
    for _name in _names.split():
        if _name == "name" and hasattr(host, "name"):
            host.nameValue = getattr(_port, _name)
        else:
            setattr(host, _name, getattr(_port, _name))
# Makes built-in functions, which are Java and stand for Python functions where these are called most.
door = _bridge.dispatch().door()
host.fail = _bridge.dispatch().fail
# The folder that holds the packages; without `os`, which every script would wait for.
_LIBRARY = __file__[:-len("jax/_bridge.py")]


def _error_class(kind):
    cls = getattr(_errors, kind, None) or getattr(_builtins, kind, None)
    if kind == "ShardingTypeError":
        from ._explicit import ShardingTypeError as cls
    if cls is None and kind == "TypePromotionError":
        from .dtypes import TypePromotionError as cls
    return cls if isinstance(cls, type) and issubclass(cls, BaseException) else None


def _raise(kind, message, trace, jits=0):
    """Raises the Python exception for an error that the engine reports."""
    if trace is not None:
        _sys.stderr.write(trace)
    cls = _error_class(kind)
    if cls is FloatingPointError and "encountered in" in message:
        # each function of jax.numpy is a jitted one in JAX, which says that it runs again, as each jitted function around it
        loop = message.endswith((" scan", " while", " cond"))
        for _ in range(0 if _jit_is_off() else jits + (not loop)):
            print("Invalid nan value encountered in the output of a jax.jit function. Calling the de-optimized version.")
    raise cls(message) if cls is not None else RuntimeError(f"{kind} {message}")


def _jit_is_off():
    from ._config import config
    return config.jax_disable_jit


# Positions of each code object's instructions, looked up once.
_positions = {}


def _columns(code, offset):
    table = _positions.get(code)
    if table is None:
        if len(_positions) > 4096:
            _positions.clear()
        try:
            table = list(code.co_positions())
        except Exception:
            table = ()
        _positions[code] = table
    i = offset // 2
    if 0 <= i < len(table):
        return table[i]
    return (None, None, None, None)


def _warn(category, message):
    """Passes on a warning of the engine."""
    from ._warnings import warn_user
    warn_user(message, getattr(_builtins, category, UserWarning))


def _configure(name, value):
    if name == "jax_num_cpu_devices":
        if value > 0:
            host.setDevices(value)
        return
    if value is None or isinstance(value, (bool, int, float, str)):
        host.configure(name, value)


_bridge.connect(_raise, _LIBRARY, _warn)
_config.listen(_configure)
