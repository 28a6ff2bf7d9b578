"""Functions of trees as functions of flat lists of the engine's values."""
from sys import modules as _modules

from ._documentation import attach as _attach
from ._array import _ARRAY_TYPES, _NUMBERS, _aval, mapped_axes, operand, wrap
from ._core import ShapeDtypeStruct
from ._tree import LEAF, PyTreeDef, build, flatten_spec


class Store:
    """What the last call of a flat function left behind: its output's structure, and more."""
    __slots__ = ("spec", "count", "aux", "leaves", "extra")

    def __init__(self):
        self.spec = None
        self.count = 0
        self.aux = None
        self.leaves = None
        self.extra = None

    def treedef(self):
        return PyTreeDef(self.spec)

    def build(self, handles):
        """The output tree around the engine's values."""
        spec = self.spec
        if spec is LEAF:
            return wrap(handles[0])
        return build(spec, iter([wrap(h) for h in handles]))


def value(x):
    """The engine's value for a leaf, or None where it is not one."""
    t = type(x)
    if t in _ARRAY_TYPES:
        return x._h
    if t in _NUMBERS:
        return x
    if x is None or t is str:
        return None
    xla = _modules.get("jax.interpreters.xla")
    if xla is not None:
        convert = xla.canonicalize_dtype_handlers.given(t)
        if convert is not None:
            return operand(convert(x))
    if getattr(t, "__jax_array__", None) is not None:
        raise ValueError("Triggering __jax_array__() during abstractification is no longer supported. To avoid this error,"
                         " either explicitly convert your object using jax.numpy.array(), or register your object as a"
                         " pytree.")
    hitypes = _modules.get("jax._hitypes")
    if hitypes is not None:
        h = hitypes.value(x)
        if h is not None:
            return h
    return operand(x)


class UnboundRef(NotImplementedError):
    """A mutable reference is used inside a function that is being staged and does not pass its value in and out."""

    def __init__(self, ref):
        super().__init__("a mutable array reference that was made outside of a function cannot be used in it under this"
                         " transformation")
        self.ref = ref


def check_mapped(x):
    """The engine's value for an argument that is mapped over."""
    h = value(x)
    if h is None and not getattr(x, "_is_ref", False):
        kind = type(x) if type(x) is str else f"'{type(x)}'"
        raise TypeError(f"Argument '{x}' of type {kind} is not a valid JAX type")
    return check_arg(x) if h is None else h


def check_arg(x):
    """The engine's value for an argument; a TypeError where it is none."""
    h = value(x)
    if h is None:
        if getattr(x, "_is_ref", False):
            raise UnboundRef(x)
        raise TypeError(f"Argument '{x}' of type {type(x)} is not a valid JAX type.")
    return h


def typeof(x):
    """The abstract value of an argument."""
    if getattr(x, "_is_ref", False):
        return x.aval
    if type(x) is ShapeDtypeStruct:
        from ._jit import abstract
        return abstract(x)
    h = check_arg(x)
    if mapped_axes:
        from ._manual import typed
        return typed(_aval(h), h)
    return _aval(h)


def output_values(leaves, describe):
    """The engine's values for a function's output leaves."""
    out = []
    for x in leaves:
        t = type(x)
        if t in _ARRAY_TYPES:
            out.append(x._h)
        elif t in _NUMBERS:
            out.append(x)
        else:
            h = value(x)
            if h is None:
                if getattr(x, "_is_ref", False):
                    raise UnboundRef(x)
                raise TypeError(describe(x))
            out.append(h)
    return out


def flat_function(call, spec, store, describe):
    """A function of a flat list of values that rebuilds the arguments and flattens the result.

    `call` takes the tree of `spec`; `describe` makes the message for an output that is no array.
    """
    def flat(handles):
        leaves = [wrap(h) for h in handles]
        out = call(leaves[0] if spec is LEAF else build(spec, iter(leaves)))
        result, store.spec = flatten_spec(out)
        store.count = len(result)
        return output_values(result, describe)
    return flat


def flat_function_with_aux(call, spec, store, describe):
    """The same for a function that returns a pair of output and auxiliary data; the latter's values follow the outputs.

    Auxiliary leaves that are not arrays are kept as they are.
    """
    def flat(handles):
        leaves = [wrap(h) for h in handles]
        pair = call(leaves[0] if spec is LEAF else build(spec, iter(leaves)))
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise TypeError("expected function with aux output to return a two-element tuple, but got type"
                            f" {type(pair)} with value {pair!r}")
        out, aux = pair
        result, store.spec = flatten_spec(out)
        store.count = len(result)
        values = output_values(result, describe)
        aux_leaves, aux_spec = flatten_spec(aux)
        kept, slots = [], []
        for x in aux_leaves:
            h = value(x) if type(x) in _ARRAY_TYPES else None
            if h is None:
                slots.append((False, x))
            else:
                slots.append((True, len(kept)))
                kept.append(h)
        store.aux = (aux_spec, slots)
        return values + kept
    return flat


def build_aux(store, handles):
    """The auxiliary tree around the engine's values."""
    spec, slots = store.aux
    leaves = [wrap(handles[x]) if is_value else x for is_value, x in slots]
    return leaves[0] if spec is LEAF else build(spec, iter(leaves))


def not_a_type(x):
    return f"Value {x!r} of type {type(x)} is not a valid JAX type"


def wrap_all(handles):
    return [wrap(h) for h in handles]


_attach(globals(), "transforms", "typeof")
