"""Rules of differentiation: Jacobian-vector products and transposes of primitives."""
from functools import partial

from .._array import JVPTracer, host, wrap
from .._traces import JVPTrace
from .._flat import check_arg
from .._jit import aval_key
from .._primitive import Primitive, by_name
from ._registry import Registry

__all__ = ["JVPTracer", "Primitive", "UndefinedPrimal", "Zero", "add_jaxvals", "add_jaxvals_p", "add_tangents",
           "defbilinear", "defjvp", "defjvp2", "deflinear", "deflinear2", "get_primitive_transpose",
           "instantiate_zeros", "is_undefined_primal", "jvp", "linearize", "primitive_jvps", "primitive_transposes",
           "zeros_like_aval"]


class Zero:
    """A tangent or cotangent that is zero and is never computed."""
    __slots__ = ("aval",)
    __module__ = "jax._src.ad_util"

    def __init__(self, aval):
        self.aval = aval

    @staticmethod
    def from_primal_value(val):
        """The zero tangent of a value."""
        from .._flat import typeof
        return Zero(typeof(val).to_tangent_aval())

    def instantiate(self):
        return zeros_like_aval(self.aval)

    def __repr__(self):
        return f"Zero({self.aval})"


class UndefinedPrimal:
    """Stands for a linear input while an equation is transposed: only its type is known."""
    __slots__ = ("aval",)
    __module__ = "jax._src.interpreters.ad"

    def __init__(self, aval):
        self.aval = aval

    def __repr__(self):
        return f"UndefinedPrimal({self.aval})"


def is_undefined_primal(x):
    """Whether an operand of a transpose rule is a linear one."""
    return type(x) is UndefinedPrimal


def _undefined_node():
    from ..tree_util import register_pytree_node
    register_pytree_node(UndefinedPrimal, lambda z: ((), z.aval), lambda aval, _: UndefinedPrimal(aval))


_undefined_node()


def zeros_like_aval(aval):
    """Zeros of an abstract value."""
    return wrap(host.zerosOf(aval_key(aval)))


def instantiate_zeros(tangent):
    """A tangent as an array."""
    return zeros_like_aval(tangent.aval) if type(tangent) is Zero else tangent


add_jaxvals_p = add_any_p = by_name("add_any")


def add_jaxvals(x, y):
    """The sum of two tangents."""
    return add_jaxvals_p.bind(x, y)


def add_tangents(x, y):
    """The sum of two tangents that may be symbolic zeros."""
    if type(x) is Zero:
        return y
    if type(y) is Zero:
        return x
    return add_jaxvals(x, y)


def _as_handle(tangent, primal):
    return check_arg(instantiate_zeros(tangent)) if type(tangent) is Zero and tangent.aval.dtype.name != "void0" else \
        host.zero(host.avalOf(primal)) if type(tangent) is Zero else check_arg(tangent)


def _engine_jvp(primitive):
    def rule(primals, tangents, **params):
        from .._autodiff import jvp as jvp_
        moving = [i for i, t in enumerate(tangents) if type(t) is not Zero]

        def f(*xs):
            full = list(primals)
            for i, x in zip(moving, xs):
                full[i] = x
            return primitive.bind(*full, **params)
        return jvp_(f, [primals[i] for i in moving], [tangents[i] for i in moving])
    return rule


def _engine_transpose(primitive):
    def rule(ct, *args, **params):
        from .._autodiff import linear_transpose
        from .._core import ShapeDtypeStruct
        linear = [i for i, a in enumerate(args) if is_undefined_primal(a)]

        def f(*xs):
            full = list(args)
            for i, x in zip(linear, xs):
                full[i] = x
            return primitive.bind(*full, **params)
        cts = [instantiate_zeros(c) for c in ct] if primitive.multiple_results else instantiate_zeros(ct)
        found = iter(linear_transpose(f, *[ShapeDtypeStruct(args[i].aval.shape, args[i].aval.dtype) for i in linear])(cts))
        return [next(found) if i in linear else None for i in range(len(args))]
    return rule


primitive_jvps = Registry(_engine_jvp, "jvp")
primitive_linearizations = Registry(None)
primitive_transposes = Registry(_engine_transpose, "transpose")


def get_primitive_transpose(p):
    """The transpose rule of a primitive."""
    try:
        return primitive_transposes[p]
    except KeyError:
        raise NotImplementedError(
            f"Transpose rule (for reverse-mode differentiation) for '{p}' not implemented") from None


# ---- rules made from simpler ones ----

def deflinear(primitive, transpose_rule):
    """A linear primitive of one or more inputs; the rule takes the cotangent."""
    primitive_jvps[primitive] = partial(_linear_jvp, primitive)
    primitive_transposes[primitive] = partial(_linear_transpose, transpose_rule)


def deflinear2(primitive, transpose_rule):
    """A linear primitive; the rule takes the cotangent and the operands."""
    primitive_jvps[primitive] = partial(_linear_jvp, primitive)
    primitive_transposes[primitive] = partial(_linear_transpose2, transpose_rule)


def _linear_jvp(primitive, primals, tangents, **params):
    out = primitive.bind(*primals, **params)
    if all([type(t) is Zero for t in tangents]):
        return out, [Zero.from_primal_value(o) for o in out] if primitive.multiple_results \
            else Zero.from_primal_value(out)
    return out, primitive.bind(*[instantiate_zeros(t) for t in tangents], **params)


def _linear_transpose(rule, cotangent, *args, **params):
    return [Zero(a.aval) for a in args] if type(cotangent) is Zero else rule(cotangent, **params)


def _linear_transpose2(rule, cotangent, *args, **params):
    return [Zero(a.aval) for a in args] if type(cotangent) is Zero else rule(cotangent, *args, **params)


def defjvp(primitive, *jvprules):
    """One rule for each input: a function of its tangent and the inputs. None where the derivative is zero."""
    primitive_jvps[primitive] = partial(standard_jvp, jvprules, primitive)


def standard_jvp(jvprules, primitive, primals, tangents, **params):
    """Adds up what the rules of the inputs give."""
    out = primitive.bind(*primals, **params)
    parts = [rule(t, *primals, **params) for rule, t in zip(jvprules, tangents)
             if rule is not None and type(t) is not Zero]
    return out, _total(parts, out)


def defjvp2(primitive, *jvprules):
    """The same with rules that take the tangent, the output and the inputs."""
    primitive_jvps[primitive] = partial(standard_jvp2, jvprules, primitive)


def standard_jvp2(jvprules, primitive, primals, tangents, **params):
    """Adds up what the rules of the inputs give."""
    out = primitive.bind(*primals, **params)
    parts = [rule(t, out, *primals, **params) for rule, t in zip(jvprules, tangents)
             if rule is not None and type(t) is not Zero]
    return out, _total(parts, out)


def _total(parts, out):
    if not parts:
        return Zero.from_primal_value(out)
    total = parts[0]
    for part in parts[1:]:
        total = add_tangents(total, part)
    return total


def defbilinear(primitive, lhs_rule, rhs_rule):
    """A primitive linear in each of two inputs; each rule takes the cotangent and both operands."""
    defjvp(primitive, lambda g, x, y, **params: primitive.bind(g, y, **params),
           lambda g, x, y, **params: primitive.bind(x, g, **params))
    primitive_transposes[primitive] = partial(bilinear_transpose, lhs_rule, rhs_rule)


def bilinear_transpose(lhs_rule, rhs_rule, cotangent, x, y, **params):
    """The cotangent of the one operand that is linear."""
    if is_undefined_primal(x) == is_undefined_primal(y):
        raise AssertionError("exactly one operand of a bilinear primitive is linear when it is transposed")
    if is_undefined_primal(x):
        return (Zero(x.aval) if type(cotangent) is Zero else lhs_rule(cotangent, x, y, **params)), None
    return None, (Zero(y.aval) if type(cotangent) is Zero else rhs_rule(cotangent, x, y, **params))


# ---- transformations of flat functions ----

def jvp(fun, primals, tangents, has_aux=False, instantiate=True, transform_stack=True):
    """The value and the derivative of a function."""
    from .._autodiff import jvp as jvp_
    return jvp_(fun, primals, [instantiate_zeros(t) for t in tangents], has_aux=has_aux)


def linearize(traceable, primals_ft, has_aux=False, is_vjp=False):
    """The value of a function and its derivative as a function."""
    from .._autodiff import linearize as linearize_
    return linearize_(traceable, *primals_ft, has_aux=has_aux)


def backward_pass(jaxpr, transform_stack, consts, primals_in, cotangents_in):
    """Cotangents of a linear jaxpr's linear inputs."""
    from .._autodiff import linear_transpose
    from .._core import ShapeDtypeStruct
    from .._jaxpr import eval_jaxpr
    linear = [i for i, x in enumerate(primals_in) if is_undefined_primal(x)]

    def f(*xs):
        full = list(primals_in)
        for i, x in zip(linear, xs):
            full[i] = x
        return eval_jaxpr(jaxpr, consts, *full)
    avals = [primals_in[i].aval for i in linear]
    found = iter(linear_transpose(f, *[ShapeDtypeStruct(a.shape, a.dtype) for a in avals])(
        [instantiate_zeros(c) for c in cotangents_in]))
    return [next(found) if i in linear else None for i in range(len(primals_in))]


def jvp_jaxpr(jaxpr, nonzeros, instantiate):
    """The jaxpr of a closed jaxpr's values and derivatives, and flags of the derivatives that are not zero."""
    from .._jaxpr import jaxpr_as_fun
    from .._jit import make_jaxpr
    flags = [True] * len(jaxpr.out_avals)

    def f(*xs):
        primals = xs[:len(nonzeros)]
        moving = iter(xs[len(nonzeros):])
        tangents = [next(moving) if n else Zero(a.to_tangent_aval()) for n, a in zip(nonzeros, jaxpr.in_avals)]
        outs, ts = jvp(lambda *ys: tuple(jaxpr_as_fun(jaxpr, *ys)), primals, tangents)
        return (*outs, *ts)
    avals = [*jaxpr.in_avals, *[a.to_tangent_aval() for n, a in zip(nonzeros, jaxpr.in_avals) if n]]
    return make_jaxpr(f)(*avals), flags
