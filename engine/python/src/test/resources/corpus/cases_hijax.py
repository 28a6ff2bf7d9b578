"""Primitives that transformations take as units, and types that a program defines."""
from dataclasses import dataclass

import jax
import jax.numpy as jnp
from jax import lax
from jax.experimental.hijax import (HiPrimitive, HiType, ShapedArray, VJPHiPrimitive, Zero, instantiate_zeros,
                                    is_undefined_primal, register_hitype)

from corpus import case, f32

H = "jax.experimental.hijax."
V, T = H + "VJPHiPrimitive", H + "HiType"


class Power(VJPHiPrimitive):
    """All rules: the value's own power, so that a wrong derivative of `expand` would show."""

    def __init__(self, aval, n):
        self.in_avals = (aval,)
        self.out_aval = aval
        self.params = {"n": n}
        super().__init__()

    def expand(self, x):
        return x ** self.n

    def vjp_fwd(self, nzs_in, x):
        return self(x), x

    def vjp_bwd_retval(self, x, g):
        return (self.n * power(x, self.n - 1) * g,)

    def jvp(self, primals, tangents):
        (x,), (t,) = primals, tangents
        return self(x), self.n * power(x, self.n - 1) * t

    def lin(self, nzs_in, x):
        return self(x), self.n * power(x, self.n - 1)

    def linearized(self, slope, t):
        return slope * t

    def batch_dim_rule(self, axis_data, dims):
        return dims[0]


def power(x, n):
    return Power(jax.typeof(x), n)(x)


class Product(VJPHiPrimitive):
    """Accumulates cotangents, and keeps only the residuals that are needed."""

    def __init__(self, a, b):
        self.in_avals = (a, b)
        self.out_aval = {"product": a, "pair": (a, b)}
        self.params = {}
        super().__init__()

    def expand(self, x, y):
        return {"product": x * y, "pair": (x, y)}

    def vjp_fwd(self, nzs_in, x, y):
        wanted.append(nzs_in)
        return self(x, y), (x if nzs_in[1] else None, y if nzs_in[0] else None)

    def vjp_bwd(self, res, g, x_acc, y_acc):
        x, y = res
        p, (a, b) = g["product"], g["pair"]
        zeros.append((type(p) is Zero, type(a) is Zero, type(b) is Zero))
        g, a, b = [instantiate_zeros(v) for v in (p, a, b)]
        x_acc.accum(a)
        if y is not None:
            x_acc.accum(g * y)
        y_acc.accum(b)
        if x is not None:
            y_acc.accum(g * x)

    def batch_dim_rule(self, axis_data, dims):
        d = dims[1] if dims[0] is None else dims[0]
        return {"product": d, "pair": dims}


wanted, zeros = [], []


def product(x, y):
    return Product(jax.typeof(x), jax.typeof(y))(x, y)


class Triple(VJPHiPrimitive):
    """Linear, with a transpose and no other rule."""

    def __init__(self, aval):
        self.in_avals = (aval,)
        self.out_aval = aval
        self.params = {}
        super().__init__()

    def expand(self, x):
        return 3 * x

    def transpose(self, ct, acc):
        acc.accum(3 * ct)


def triple(x):
    return Triple(jax.typeof(x))(x)


X = f32(3, lo=0.5, hi=2)
case(V, lambda x: power(x, 3), X, grad=True, vmap=True)
case(V, lambda x: jax.jit(power, static_argnums=1)(x, 3), X, grad=True, vmap=True)
case(V, lambda x: jax.jvp(lambda x: power(x, 3), (x,), (x,)), X, vmap=True)
case(V, lambda x: jax.linearize(lambda x: power(x, 3), x)[1](x), X)
case(V, lambda x: jax.hessian(lambda x: power(x, 3).sum())(x), X)
case(V, lambda x: jax.jacrev(jax.grad(lambda x: power(x, 4).sum()))(x), X)
case(V, lambda x: jax.vmap(jax.vmap(lambda x: power(x, 2)))(jnp.outer(x, x)), X, grad=True)
case(V, lambda x: jax.vmap(jax.grad(lambda x: power(x, 3)))(x), X, grad=True)
case(V, lambda x: lax.scan(lambda c, x: (c + power(x, 2), power(c, 2)), 0.0, x), X, grad=True)
case(V, lambda x: lax.cond(x[0] > 0, lambda x: power(x, 3), lambda x: x, x), X, grad=True)
case(V, lambda x: lax.while_loop(lambda x: x.sum() < 100, lambda x: power(x, 2) + 1, x), X)
case(V, lambda x: jax.checkpoint(lambda x: power(x, 3))(x), X, grad=True)
case(V, lambda x, y: product(x, y)["product"], X, f32(3, seed=1), grad=True, vmap=True)
case(V, lambda x, y: product(x, y), X, f32(3, seed=1), grad=True)
case(V, lambda x, y: jax.vmap(product, (0, None))(x, y[0])["product"], X, f32(3, seed=1))
case(V, lambda: (wanted.clear(), jax.grad(lambda x: product(x, 2.0)["product"])(3.0), wanted[0]))
case(V, lambda: (wanted.clear(), jax.grad(lambda x: product(2.0, x)["product"])(3.0), wanted[0]))
case(V, lambda: (zeros.clear(), jax.grad(lambda x: product(x, 2.0)["pair"][0])(3.0), zeros[0]))
case(V, lambda x: jax.linear_transpose(triple, x)(x)[0], X)
case(V, lambda: str(jax.make_jaxpr(lambda x: power(x, 3))(2.0)))
case(V, lambda: str(jax.make_jaxpr(jax.grad(lambda x: power(x, 3)))(2.0)))
case(V, lambda: str(jax.make_jaxpr(jax.jit(lambda x, y: product(x, y)))(2.0, 3.0)))
case(V, lambda: repr(Power(ShapedArray((2,), jnp.dtype("float32")), 3)))
case(V, lambda: (Power(jax.typeof(1.0), 3) == Power(jax.typeof(2.0), 3), Power(jax.typeof(1.0), 3) == Power(jax.typeof(1.0), 2),
                 hash(Power(jax.typeof(1.0), 3)) == hash(Power(jax.typeof(2.0), 3))))
for call in (lambda: jax.grad(triple)(1.0), lambda: jax.jvp(triple, (1.0,), (1.0,)), lambda: jax.linearize(triple, 1.0),
             lambda: jax.vmap(triple)(jnp.arange(2.0)), lambda: jax.linear_transpose(lambda x: power(x, 2), 1.0)(1.0)):
    case(V, call, raises=True)


class Unset(VJPHiPrimitive):
    def __init__(self, names):
        for name in names:
            setattr(self, name, ())
        super().__init__()


class Both(Triple):
    def vjp_bwd(self, res, g, acc):
        acc.accum(g)

    def vjp_bwd_retval(self, res, g):
        return (g,)


case(V, lambda: Unset([]), raises="line")
case(V, lambda: Unset(["in_avals"]), raises="line")
case(V, lambda: Unset(["in_avals", "out_aval"]), raises="line")
case(V, lambda: Both(jax.typeof(1.0)), raises=True)
case(V, lambda: Triple(jax.typeof(1.0))(1.0, 2.0), raises=True)

# ---- types ----


@dataclass(frozen=True)
class Scaled:
    """Integers with a scale: a value that is made of two arrays."""
    whole: jax.Array
    scale: jax.Array


@dataclass(frozen=True)
class ScaledTy(HiType):
    shape: tuple

    def lo_ty(self):
        return [ShapedArray(self.shape, jnp.dtype("int8")), ShapedArray((), jnp.dtype("float32"))]

    def lower_val(self, v):
        return [v.whole, v.scale]

    def raise_val(self, whole, scale):
        return Scaled(whole, scale)

    def to_tangent_aval(self):
        return ShapedArray(self.shape, jnp.dtype("float32"))

    def str_short(self, short_dtypes=False, mesh_axis_types=False):
        return f"{'s8' if short_dtypes else 'scaled8'}[{','.join(map(str, self.shape))}]"
    __repr__ = str_short


register_hitype(Scaled, lambda v: ScaledTy(v.whole.shape))


class Pack(VJPHiPrimitive):
    def __init__(self, aval):
        self.in_avals = (aval,)
        self.out_aval = ScaledTy(aval.shape)
        self.params = {}
        super().__init__()

    def expand(self, x):
        scale = jnp.max(jnp.abs(x)) / 127
        return Scaled(jnp.round(x / scale).astype("int8"), scale)

    def vjp_fwd(self, nzs_in, x):
        return self(x), None

    def vjp_bwd_retval(self, res, g):
        return (g,)

    def jvp(self, primals, tangents):
        return self(*primals), tangents[0]


class Unpack(VJPHiPrimitive):
    def __init__(self, aval):
        self.in_avals = (aval,)
        self.out_aval = ShapedArray(aval.shape, jnp.dtype("float32"))
        self.params = {}
        super().__init__()

    def expand(self, v):
        return v.whole.astype("float32") * v.scale

    def vjp_fwd(self, nzs_in, v):
        return self(v), None

    def vjp_bwd_retval(self, res, g):
        return (g,)

    def jvp(self, primals, tangents):
        return self(*primals), tangents[0]


def pack(x):
    return Pack(jax.typeof(x))(x)


def unpack(v):
    return Unpack(jax.typeof(v))(v)


def parts(v):
    return v.whole, v.scale


case(T, lambda x: parts(pack(x)), X, jit=False)
case(T, lambda x: unpack(pack(x)), X, grad=True)
case(T, lambda x: parts(jax.jit(pack)(x)), X, jit=False)
case(T, lambda x: jax.jit(unpack)(pack(x)), X, jit=False)
case(T, lambda x: unpack(jax.jit(lambda v: pack(unpack(v) + 1))(pack(x))), X)
case(T, lambda x: jax.grad(lambda v: jnp.sum(unpack(v) ** 2))(pack(x)), X, jit=False)
case(T, lambda x: jax.vjp(lambda v: unpack(v) * 2, pack(x))[1](x)[0], X, jit=False)
case(T, lambda x: jax.jvp(lambda x: jnp.sin(unpack(pack(x))), (x,), (x,)), X)
case(T, lambda x: jax.jvp(lambda v: jnp.sin(unpack(v)), (pack(x),), (x,)), X, jit=False)
case(T, lambda x: unpack(lax.scan(lambda v, _: (pack(unpack(v) + x), None), pack(x), length=3)[0]), X)
case(T, lambda x: parts(lax.scan(lambda c, x: (c, pack(x)), 0.0, jnp.outer(x, x))[1]), X, jit=False)
case(T, lambda x: unpack(lax.fori_loop(0, 3, lambda i, v: pack(unpack(v) * 2), pack(x))), X)
case(T, lambda x: jax.jit(lambda v: lax.while_loop(lambda c: c.sum() < 50, lambda c: c + unpack(v), unpack(v)))(pack(x)), X,
     jit=False)
case(T, lambda: str(jax.make_jaxpr(lambda x: unpack(pack(x)))(jnp.ones(3))))
case(T, lambda: str(jax.make_jaxpr(jax.jit(unpack))(pack(jnp.ones(3)))))
case(T, lambda: str(jax.make_jaxpr(jax.grad(lambda x: unpack(pack(x)).sum()))(jnp.ones(3))))
case(H + "register_hitype", lambda: str(jax.typeof(pack(jnp.ones((2, 3))))))
case(H + "register_hitype", lambda: len(jax.tree.leaves(pack(jnp.ones(3)))))
case(T, lambda: jax.jit(lambda v: v.whole)(pack(jnp.ones(3))), raises="line")
case(T, lambda: jax.jit(lambda v: jnp.zeros(v.shape))(pack(jnp.ones(3))))
case(T, lambda: jax.jit(lambda x: Scaled(x, x[0]))(jnp.ones(3)), raises=True)
case(T, lambda: jnp.sin(pack(jnp.ones(3))), raises=True)
case(T, lambda: jax.grad(pack)(jnp.ones(3)), raises="line")


# ---- primitives of the older kind ----

class Halves(HiPrimitive):
    def abstract_eval(self, aval):
        return ScaledTy(aval.shape), set()

    def to_lojax(self, x):
        return Scaled((x * 2).astype("int8"), jnp.float32(0.5))

    def jvp(self, primals, tangents):
        return self.bind(*primals), tangents[0]


halves = Halves("halves")
case(H + "HiPrimitive", lambda x: parts(halves.bind(x)), X, jit=False)
case(H + "HiPrimitive", lambda x: unpack(halves.bind(x)), X)
case(H + "HiPrimitive", lambda x: jax.jit(lambda x: unpack(halves.bind(x)))(x), X)
case(H + "HiPrimitive", lambda x: jax.jvp(lambda x: unpack(halves.bind(x)), (x,), (x,)), X)
case(H + "HiPrimitive", lambda: str(jax.make_jaxpr(halves.bind)(jnp.ones(3))))
case(H + "instantiate_zeros", lambda: instantiate_zeros(Zero(jax.typeof(jnp.ones((2, 3))))))
case(H + "instantiate_zeros", lambda: instantiate_zeros(Zero(jax.typeof(1.0))))
case(H + "is_undefined_primal", lambda: is_undefined_primal(1.0))
