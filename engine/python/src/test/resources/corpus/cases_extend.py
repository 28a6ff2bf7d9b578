"""Primitives bound by name, primitives of Python's own, jaxprs taken apart and put together, rematerialization policies."""
import jax
import jax.numpy as jnp
from jax import lax
from jax.extend import core as jc
from jax.extend.core import primitives as P
from jax.interpreters import ad, batching, mlir

from corpus import bools, c64, case, f32, i32

MODULE = "jax.extend.core.primitives."

# ---- primitives bound by name ----
UNARY = """abs acosh asinh atan cbrt ceil cos cosh digamma erf erf_inv erfc exp exp2 expm1 floor is_finite lgamma log log1p
logistic neg round_ rsqrt sign sin sinh sqrt square tan tanh bessel_i0e bessel_i1e asin acos atanh""".split()
WITH_ACCURACY = set("cbrt cos exp exp2 expm1 log log1p logistic rsqrt sin sqrt tan tanh".split())
for name in UNARY:
    if name == "round_":
        continue
    p = getattr(P, name + "_p")
    params = {"accuracy": None} if name in WITH_ACCURACY else {}
    low, high = (1.1, 2.0) if name == "acosh" else (0.1, 0.9)
    case(MODULE + name + "_p", lambda x, p=p, params=params: p.bind(x, **params), f32(3, lo=low, hi=high),
         grad=name not in ("is_finite", "ceil", "floor", "sign"), vmap=True)
for name in "add sub mul div rem pow max min atan2 nextafter igamma igammac zeta".split():
    p = getattr(P, name + "_p")
    params = {"out_dtype": None} if name == "mul" else {}
    lows = (1.5, 2.5) if name == "zeta" else (0.2, 1.7)
    case(MODULE + name + "_p", lambda x, y, p=p, params=params: p.bind(x, y, **params),
         f32(4, lo=lows[0], hi=lows[1]), f32(4, lo=0.3, hi=1.9, seed=1), vmap=True)
for name in "eq ne lt le gt ge".split():
    case(MODULE + name + "_p", lambda x, y, p=getattr(P, name + "_p"): p.bind(x, y), i32(5), i32(5, seed=3), vmap=True)
for name in "and or xor shift_left shift_right_arithmetic shift_right_logical".split():
    case(MODULE + name + "_p", lambda x, y, p=getattr(P, name + "_p"): p.bind(x, jnp.abs(y) % 8), i32(5), i32(5, seed=3))
case(MODULE + "not_p", lambda x: P.not_p.bind(x), i32(5))
case(MODULE + "not_p", lambda x: P.not_p.bind(x), bools(5))
case(MODULE + "population_count_p", lambda x: P.population_count_p.bind(x), i32(5))
case(MODULE + "clz_p", lambda x: P.clz_p.bind(x), i32(5))
case(MODULE + "real_p", lambda x: P.real_p.bind(x), c64(4))
case(MODULE + "imag_p", lambda x: P.imag_p.bind(x), c64(4))
case(MODULE + "complex_p", lambda x, y: P.complex_p.bind(x, y), f32(4), f32(4, seed=2))
case(MODULE + "integer_pow_p", lambda x: P.integer_pow_p.bind(x, y=3), f32(4), grad=True, vmap=True)
case(MODULE + "integer_pow_p", lambda x: P.integer_pow_p.bind(x, y=-2), f32(4, lo=0.5, hi=1.0), grad=True)
case(MODULE + "round_p", lambda x: P.round_p.bind(x, rounding_method=lax.RoundingMethod.TO_NEAREST_EVEN), f32(6))
case(MODULE + "convert_element_type_p",
     lambda x: P.convert_element_type_p.bind(x, new_dtype=jnp.dtype("int32"), weak_type=False, sharding=None), f32(4))
case(MODULE + "bitcast_convert_type_p",
     lambda x: P.bitcast_convert_type_p.bind(x, new_dtype=jnp.dtype("int32")), f32(4))
case(MODULE + "reduce_precision_p", lambda x: P.reduce_precision_p.bind(x, exponent_bits=5, mantissa_bits=4), f32(4))
case(MODULE + "select_n_p", lambda p, x, y: P.select_n_p.bind(p, x, y), bools(4), f32(4), f32(4, seed=1), vmap=True)
case(MODULE + "clamp_p", lambda x: P.clamp_p.bind(jnp.float32(-0.5), x, jnp.float32(0.5)), f32(6), grad=True)
case(MODULE + "reshape_p", lambda x: P.reshape_p.bind(x, new_sizes=(4, 3), dimensions=None, sharding=None), f32(3, 4),
     grad=True, vmap=True)
case(MODULE + "transpose_p", lambda x: P.transpose_p.bind(x, permutation=(1, 0)), f32(3, 4), grad=True, vmap=True)
case(MODULE + "broadcast_in_dim_p",
     lambda x: P.broadcast_in_dim_p.bind(x, shape=(2, 3), broadcast_dimensions=(1,), sharding=None), f32(3), grad=True,
     vmap=True)
case(MODULE + "squeeze_p", lambda x: P.squeeze_p.bind(x, dimensions=(1,)), f32(3, 1), grad=True)
case(MODULE + "slice_p", lambda x: P.slice_p.bind(x, start_indices=(0, 1), limit_indices=(2, 4), strides=None),
     f32(3, 4), grad=True, vmap=True)
case(MODULE + "slice_p", lambda x: P.slice_p.bind(x, start_indices=(0, 1), limit_indices=(3, 4), strides=(2, 2)),
     f32(3, 4), grad=True)
case(MODULE + "pad_p", lambda x: P.pad_p.bind(x, jnp.float32(7), padding_config=((1, 1, 0), (0, 0, 1))), f32(2, 2),
     grad=True)
case(MODULE + "concatenate_p", lambda x, y: P.concatenate_p.bind(x, y, dimension=0), f32(2, 2), f32(1, 2), grad=True)
case(MODULE + "rev_p", lambda x: P.rev_p.bind(x, dimensions=(0,)), f32(3, 2), grad=True, vmap=True)
case(MODULE + "iota_p", lambda: P.iota_p.bind(dtype=jnp.dtype("int32"), shape=(3, 2), dimension=0, sharding=None))
for name in "sum prod max min".split():
    params = {"out_sharding": None} if name == "sum" else {}
    p = getattr(P, f"reduce_{name}_p")
    case(MODULE + f"reduce_{name}_p", lambda x, p=p, params=params: p.bind(x, axes=(0,), **params), f32(3, 4), grad=True,
         vmap=True)
case(MODULE + "reduce_and_p", lambda x: P.reduce_and_p.bind(x, axes=(0,)), bools(3, 2))
case(MODULE + "reduce_or_p", lambda x: P.reduce_or_p.bind(x, axes=(1,)), bools(3, 2))
for name in "argmax argmin".split():
    case(MODULE + name + "_p", lambda x, p=getattr(P, name + "_p"): p.bind(x, axes=(1,), index_dtype=jnp.dtype("int32")),
         f32(3, 4), vmap=True)
for name in "cumsum cumprod cummax cummin cumlogsumexp".split():
    case(MODULE + name + "_p", lambda x, p=getattr(P, name + "_p"): p.bind(x, axis=0, reverse=False), f32(4, 2),
         grad=True, vmap=True)
    case(MODULE + name + "_p", lambda x, p=getattr(P, name + "_p"): p.bind(x, axis=1, reverse=True), f32(2, 3))
for name in "sum max min".split():
    case(MODULE + f"reduce_window_{name}_p", lambda x, p=getattr(P, f"reduce_window_{name}_p"): p.bind(
        x, window_dimensions=(2,), window_strides=(1,), padding=((0, 1),), base_dilation=(1,), window_dilation=(1,)),
        f32(5))
case(MODULE + "sort_p", lambda x, y: P.sort_p.bind(x, y, dimension=0, is_stable=True, num_keys=1), f32(5),
     f32(5, seed=1), vmap=True)
case(MODULE + "top_k_p", lambda x: P.top_k_p.bind(x, k=2, axis=0), f32(5))
case(MODULE + "dynamic_slice_p", lambda x: P.dynamic_slice_p.bind(x, jnp.int32(1), slice_sizes=(2,)), f32(4), grad=True)
case(MODULE + "dynamic_update_slice_p", lambda x, u: P.dynamic_update_slice_p.bind(x, u, jnp.int32(1)), f32(4), f32(2),
     grad=True)
case(MODULE + "dot_general_p", lambda x, y: P.dot_general_p.bind(
    x, y, dimension_numbers=(((1,), (0,)), ((), ())), precision=None, preferred_element_type=jnp.dtype("float32"),
    out_sharding=None), f32(2, 3), f32(3, 4, seed=1), grad=True, vmap=True)
case(MODULE + "cholesky_p", lambda x: jnp.tril(P.cholesky_p.bind(x @ x.T + 3 * jnp.eye(3))), f32(3, 3))
case(MODULE + "lu_p", lambda x: P.lu_p.bind(x), f32(3, 3))
case(MODULE + "add_jaxvals_p", lambda x, y: P.add_jaxvals_p.bind(x, y), f32(3), f32(3, seed=1), grad=True)
case(MODULE + "random_seed_p", lambda: [e.primitive.name for e in jax.make_jaxpr(jax.random.key)(3).eqns], jit=False)


# ---- jaxprs ----
def evaluate(f, *args):
    """The interpreter of JAX's tutorial: equation by equation, with what each holds."""
    closed = jax.make_jaxpr(f)(*args)
    env = {}

    def read(v):
        return v.val if type(v) is jc.Literal else env[v]
    jaxpr = closed.jaxpr
    env.update(zip(jaxpr.invars, args))
    env.update(zip(jaxpr.constvars, closed.consts))
    for eqn in jaxpr.eqns:
        params = eqn.primitive.get_bind_params(eqn.params)
        outs = eqn.primitive.bind(*map(read, eqn.invars), **params)
        env.update(zip(eqn.outvars, outs if eqn.primitive.multiple_results else [outs]))
    return [read(v) for v in jaxpr.outvars]


@jax.custom_jvp
def doubled(x):
    return jnp.sin(x)


doubled.defjvp(lambda p, t: (doubled(p[0]), 2.0 * t[0]))


@jax.custom_vjp
def tripled(x):
    return jnp.sin(x)


tripled.defvjp(lambda x: (tripled(x), x), lambda r, g: (3.0 * g,))
PROGRAMS = {
    "elementwise": lambda x: jnp.sin(x) * 2 + jnp.exp(-x), "matmul": lambda x: x @ x.T, "indexing": lambda x: x[1:, ::2],
    "gather": lambda x: x[jnp.array([0, 2, 1])], "scatter": lambda x: x.at[jnp.array([0, 2])].add(1.0),
    "at set": lambda x: x.at[1].set(0.5), "reductions": lambda x: (x.sum(0), x.max(), x.argmin(1)),
    "sort": lambda x: jnp.sort(x, 0), "cumsum": lambda x: jnp.cumsum(x, 1), "where": lambda x: jnp.where(x > 0, x, 0.0),
    "jit": lambda x: jax.jit(lambda y: y * y + 1)(x), "scan": lambda x: lax.scan(lambda c, a: (c + a, c * a), x[0], x),
    "while": lambda x: lax.while_loop(lambda c: c.sum() < 40.0, lambda c: c * 2 + 1, x),
    "cond": lambda x: lax.cond(x[0, 0] > 0, lambda y: y * 2, lambda y: -y, x), "custom_jvp": lambda x: doubled(x),
    "custom_vjp": lambda x: tripled(x), "remat": lambda x: jax.checkpoint(lambda y: jnp.sin(jnp.sin(y)))(x),
    "conv": lambda x: lax.conv(x[None, None], jnp.ones((1, 1, 2, 2)), (1, 1), "SAME"), "fft": lambda x: jnp.fft.fft(x),
    "concatenate": lambda x: jnp.concatenate([x, x + 1], 1), "stack": lambda x: jnp.stack([x, -x]), "pad": lambda x: jnp.pad(x, 1),
    "complex": lambda x: lax.complex(x, x) * (1 + 2j), "softmax": lambda x: jax.nn.softmax(x), "norm": lambda x: jnp.linalg.norm(x),
    "convert": lambda x: x.astype(jnp.int32) // 2, "solve": lambda x: jnp.linalg.solve(x @ x.T + 5 * jnp.eye(3), x),
    "random": lambda x: jax.random.normal(jax.random.key(1), (3,)) + x[:, 0], "map": lambda x: lax.map(jnp.sum, x),
    "fori": lambda x: lax.fori_loop(0, 3, lambda i, c: c * 1.5 + i, x), "select": lambda x: jnp.select([x > 1, x > 0], [x, 2 * x], 0.0),
}
for label, f in PROGRAMS.items():
    case("jax.core.eval_jaxpr", lambda x, f=f: evaluate(f, x), f32(3, 4), vmap=label not in ("while", "cond"), jit=True)
    case("jax.extend.core.jaxpr_as_fun", lambda x, f=f: jc.jaxpr_as_fun(jax.make_jaxpr(f)(x))(x), f32(3, 4))
    case("jax.core.eval_jaxpr", lambda x, f=f: [sorted(e.params) for e in jax.make_jaxpr(f)(x).eqns
                                                if e.primitive.name not in ("pure_callback",)], f32(3, 4), jit=False)
    case("jax.extend.core.JaxprEqn", lambda x, f=f: [(e.primitive.name, len(e.invars), len(e.outvars),
                                                     [v.aval.str_short() for v in e.outvars])
                                                    for e in jax.make_jaxpr(f)(x).eqns], f32(3, 4), jit=False)
for label in ("elementwise", "custom_jvp", "custom_vjp", "remat", "jit", "scan", "softmax", "scatter", "gather"):
    case("jax.core.eval_jaxpr", lambda x, f=PROGRAMS[label]: evaluate(f, x), f32(3, 4), grad=True, jit=False)


def rewritten(x):
    """A program with each sine made a cosine."""
    closed = jax.make_jaxpr(lambda y: jnp.sin(y) * 2 + jnp.sin(y + 1))(x)
    eqns = [e.replace(primitive=lax.cos_p) if e.primitive is lax.sin_p else e for e in closed.jaxpr.eqns]
    return jc.jaxpr_as_fun(closed.replace(jaxpr=closed.jaxpr.replace(eqns=eqns)))(x)


case("jax.extend.core.ClosedJaxpr", rewritten, f32(4), grad=True, vmap=True)
case("jax.extend.core.Jaxpr", lambda x: str(jax.make_jaxpr(lambda y: jnp.sin(y) * 2)(x)), f32(4), jit=False)
case("jax.extend.core.subjaxprs", lambda x: [len(j.eqns) for j in jc.subjaxprs(
    jax.make_jaxpr(lambda y: lax.scan(lambda c, a: (c + jnp.sin(a), a), y[0], y))(x).jaxpr)], f32(4), jit=False)
case("jax.extend.core.jaxprs_in_params", lambda x: [len(list(jc.jaxprs_in_params(e.params))) for e in jax.make_jaxpr(
    lambda y: lax.cond(y[0] > 0, jnp.sin, jnp.cos, y))(x).eqns], f32(4), jit=False)
case("jax.extend.core.check_jaxpr", lambda x: jc.check_jaxpr(jax.make_jaxpr(jnp.sin)(x).jaxpr) is None, f32(4), jit=False)
case("jax.extend.core.Literal", lambda x: [repr(v) for v in jax.make_jaxpr(lambda y: y * 2.0)(x).eqns[0].invars[1:]],
     f32(4), jit=False)


# ---- primitives of Python's own ----
madd_p = jc.Primitive("multiply_add")
madd_p.def_impl(lambda x, y, z, *, scale: scale * (x * y) + z)
madd_p.def_abstract_eval(lambda x, y, z, *, scale: jax.core.ShapedArray(x.shape, x.dtype))
mlir.register_lowering(madd_p, mlir.lower_fun(lambda x, y, z, *, scale: scale * (x * y) + z, multiple_results=False))


def _madd_jvp(primals, tangents, *, scale):
    x, y, z = primals
    xt, yt, zt = [ad.instantiate_zeros(t) for t in tangents]
    return madd_p.bind(x, y, z, scale=scale), madd_p.bind(xt, y, madd_p.bind(x, yt, zt, scale=scale), scale=scale)


def _madd_transpose(ct, x, y, z, *, scale):
    zero = jnp.zeros_like(ct)
    if not ad.is_undefined_primal(x):
        return None, madd_p.bind(x, ct, zero, scale=scale), ct if ad.is_undefined_primal(z) else None
    return madd_p.bind(ct, y, zero, scale=scale), None, ct if ad.is_undefined_primal(z) else None


def _madd_batch(args, dims, *, scale):
    size = next(x.shape[d] for x, d in zip(args, dims) if d is not None)
    args = [batching.bdim_at_front(x, d, size) for x, d in zip(args, dims)]
    return madd_p.bind(*args, scale=scale), 0


ad.primitive_jvps[madd_p] = _madd_jvp
ad.primitive_transposes[madd_p] = _madd_transpose
batching.primitive_batchers[madd_p] = _madd_batch


def madd(x, y, z):
    return madd_p.bind(x, y, z, scale=2.0)


both_p = jc.Primitive("sin_cos")
both_p.multiple_results = True
both_p.def_impl(lambda x: [jnp.sin(x), jnp.cos(x)])
both_p.def_abstract_eval(lambda x: [x, x])
mlir.register_lowering(both_p, mlir.lower_fun(lambda x: [jnp.sin(x), jnp.cos(x)], multiple_results=True))
ad.primitive_jvps[both_p] = lambda primals, tangents: (
    (lambda out: (out, [tangents[0] * out[1], -tangents[0] * out[0]]))(both_p.bind(primals[0])))
batching.defvectorized(both_p)
twice_p = jc.Primitive("twice")
twice_p.def_impl(lambda x: 2 * x)
twice_p.def_abstract_eval(lambda x: x)
mlir.register_lowering(twice_p, mlir.lower_fun(lambda x: 2 * x, multiple_results=False))
ad.deflinear(twice_p, lambda ct: [twice_p.bind(ct)])
batching.defvectorized(twice_p)
prod_p = jc.Primitive("prod")
prod_p.def_impl(lambda x, y: x * y)
prod_p.def_abstract_eval(lambda x, y: x)
mlir.register_lowering(prod_p, mlir.lower_fun(lambda x, y: x * y, multiple_results=False))
ad.defbilinear(prod_p, lambda ct, x, y: prod_p.bind(ct, y), lambda ct, x, y: prod_p.bind(x, ct))
batching.defvectorized(prod_p)
cube_p = jc.Primitive("cube")
cube_p.def_impl(lambda x: x ** 3)
cube_p.def_abstract_eval(lambda x: x)
mlir.register_lowering(cube_p, mlir.lower_fun(lambda x: x ** 3, multiple_results=False))
ad.defjvp(cube_p, lambda g, x: 3 * x ** 2 * g)
batching.defvectorized(cube_p)
total_p = jc.Primitive("total")
total_p.def_impl(lambda x, *, axes: jnp.sum(x, axes))
total_p.def_abstract_eval(lambda x, *, axes: jax.core.ShapedArray(
    [n for i, n in enumerate(x.shape) if i not in axes], x.dtype))
mlir.register_lowering(total_p, mlir.lower_fun(lambda x, *, axes: jnp.sum(x, axes), multiple_results=False))
batching.defreducer(total_p)
bare_p = jc.Primitive("bare")
NAME = "jax.extend.core.Primitive"
case(NAME, madd, f32(3), f32(3, seed=1), f32(3, seed=2), grad=True, vmap=True)
case(NAME, madd, f32(3), f32(3, seed=1), f32(3, seed=2), vmap=(0, None, 0))
case(NAME, lambda x, y: jax.jit(jax.grad(lambda a, b: madd(a, b, a).sum()))(x, y), f32(3), f32(3, seed=1))
case(NAME, lambda x: jax.vmap(jax.grad(lambda a: madd(a, a, a)))(x), f32(4))
case(NAME, lambda x: jax.hessian(lambda a: madd(a, a, a).sum())(x), f32(3))
case(NAME, lambda x: jax.jacfwd(lambda a: madd(a, a, a))(x), f32(3))
case(NAME, lambda x: lax.scan(lambda c, a: (madd(c, a, c), c), x[0], x), f32(4), grad=True)
case(NAME, lambda x: lax.cond(x[0] > 0, lambda a: madd(a, a, a), lambda a: a, x), f32(4), grad=True)
case(NAME, lambda x: jax.checkpoint(lambda a: madd(a, a, a))(x), f32(4), grad=True)
case(NAME, lambda x: str(jax.make_jaxpr(lambda a: madd(a, a, a))(x)), f32(4), jit=False)
case(NAME, lambda x: jax.jvp(lambda a: madd(a, 1 + a, a), (x,), (x,)), f32(4))
case(NAME, lambda x: both_p.bind(x), f32(4))
case(NAME, lambda x: both_p.bind(x)[0] * both_p.bind(x)[1], f32(4))
case(NAME, lambda x: jax.jvp(both_p.bind, (x,), (x,)), f32(4))
case("jax.interpreters.ad.deflinear", lambda x: twice_p.bind(x) + 1, f32(4), grad=True, vmap=True)
case("jax.interpreters.ad.defbilinear", lambda x, y: prod_p.bind(x, y), f32(4), f32(4, seed=1), grad=True, vmap=True)
case("jax.interpreters.ad.defjvp", lambda x: cube_p.bind(x), f32(4), grad=True, vmap=True)
case("jax.interpreters.ad.defjvp", lambda x: jax.grad(jax.grad(cube_p.bind))(x), f32())
case("jax.interpreters.batching.defvectorized", lambda x: jax.vmap(cube_p.bind, in_axes=1)(x), f32(3, 4))
case("jax.interpreters.batching.defreducer", lambda x: jax.vmap(lambda a: total_p.bind(a, axes=(0,)))(x), f32(3, 4, 2))
case("jax.interpreters.batching.defreducer", lambda x: jax.vmap(lambda a: total_p.bind(a, axes=(1,)), in_axes=1)(x),
     f32(3, 4, 2))
for action in (lambda x: bare_p.bind(x), lambda x: jax.make_jaxpr(bare_p.bind)(x), lambda x: jax.jit(bare_p.bind)(x),
               lambda x: jax.jvp(bare_p.bind, (x,), (x,)), lambda x: jax.vmap(bare_p.bind)(x)):
    case(NAME, action, f32(3), raises="line")
unlowered_p = jc.Primitive("unlowered")
unlowered_p.def_impl(lambda x: x)
unlowered_p.def_abstract_eval(lambda x: x)
ad.primitive_jvps[unlowered_p] = lambda p, t: (unlowered_p.bind(*p), unlowered_p.bind(*t))
case(NAME, lambda x: jax.jit(unlowered_p.bind)(x), f32(3), raises="line")
case(NAME, lambda x: jax.grad(lambda a: unlowered_p.bind(a).sum())(x), f32(3), raises="line")
case("jax.interpreters.ad.Zero", lambda: repr(ad.Zero(jax.core.ShapedArray((2,), jnp.float32))), jit=False)
case("jax.interpreters.ad.instantiate_zeros", lambda: ad.instantiate_zeros(ad.Zero(jax.core.ShapedArray((2,), "float32"))))


# ---- policies ----
def layered(x, policy):
    def f(y):
        y = _named(jnp.sin(y), "a")
        y = jnp.sin(y @ y.T)
        return _named(jnp.cos(y), "b").sum()
    return jax.checkpoint(f, policy=policy)(x)


def _named(x, name):
    from jax.ad_checkpoint import checkpoint_name
    return checkpoint_name(x, name)


def kept(x, policy):
    """Types of what a function keeps for its derivative."""
    from jax._src.ad_checkpoint import saved_residuals
    return sorted([a.str_short() for a, _ in saved_residuals(lambda y: layered(y, policy), x)])


CP = jax.checkpoint_policies
POLICIES = {
    "everything_saveable": CP.everything_saveable, "nothing_saveable": CP.nothing_saveable,
    "dots_saveable": CP.dots_saveable, "checkpoint_dots": CP.checkpoint_dots,
    "dots_with_no_batch_dims_saveable": CP.dots_with_no_batch_dims_saveable,
    "checkpoint_dots_with_no_batch_dims": CP.checkpoint_dots_with_no_batch_dims,
    "save_only_these_names": CP.save_only_these_names("a"), "save_any_names_but_these": CP.save_any_names_but_these("a"),
    "save_from_both_policies": CP.save_from_both_policies(CP.dots_saveable, CP.save_only_these_names("b")),
}
for label, policy in POLICIES.items():
    case("jax.checkpoint_policies." + label, lambda x, p=policy: layered(x, p), f32(3, 2), grad=True)
    case("jax.checkpoint_policies." + label, lambda x, p=policy: kept(x, p), f32(3, 2), jit=False)
case("jax.checkpoint", lambda x: kept(x, lambda prim, *_, **params: prim.name == "sin"), f32(3, 2), jit=False)
