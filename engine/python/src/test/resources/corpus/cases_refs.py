"""Mutable array references: made, read and written, in every transformation that takes them."""
import jax
import jax.numpy as jnp
from jax import lax

from corpus import case, f32, i32

NEW, GET, SET, SWAP, ADD = "jax.ref.new_ref", "jax.ref.get", "jax.ref.set", "jax.ref.swap", "jax.ref.addupdate"


def changed(x, *acts):
    ref = jax.new_ref(x)
    for act in acts:
        act(ref)
    return ref[...]


def put(idx, value):
    return lambda ref: jax.ref.set(ref, idx, value)


case(NEW, lambda x: jax.new_ref(x)[...], f32(3), grad=True, vmap=True)
case(NEW, lambda x: jax.new_ref(x)[...], i32(2, 3))
case(NEW, lambda: repr(jax.new_ref(jnp.arange(3.0))), jit=False)
case(NEW, lambda: [jax.new_ref(jnp.ones((2, 3))).shape, jax.new_ref(jnp.ones((2, 3))).ndim, len(jax.new_ref(jnp.ones(4)))], jit=False)
case(NEW, lambda: str(jax.typeof(jax.new_ref(jnp.ones((2, 3))))), jit=False)
case(NEW, lambda: jax.new_ref([1.0, 2.0]), raises=True)
for idx in (Ellipsis, 0, -1, slice(1, 3), (0, slice(None)), (slice(None), 1), (slice(0, 4, 2), slice(1, None)), (), None):
    case(GET, lambda x, i=idx: jax.ref.get(jax.new_ref(x), i), f32(4, 3), grad=True, vmap=True)
case(GET, lambda x: jax.new_ref(x)[jnp.array([0, 2])], f32(4, 3), grad=True)
case(GET, lambda x: jax.new_ref(x)[7], f32(4), raises="line", jit=False)
for idx, shape in ((Ellipsis, (4, 3)), (0, (3,)), (-1, (3,)), (slice(1, 3), (2, 3)), ((slice(None), 1), (4,))):
    case(SET, lambda x, v, i=idx: changed(x, put(i, v)), f32(4, 3), f32(*shape, seed=1), grad=True, vmap=True)
    case(SWAP, lambda x, v, i=idx: (lambda r: (jax.ref.swap(r, i, v), r[...]))(jax.new_ref(x)), f32(4, 3),
         f32(*shape, seed=1), grad=True)
    case(ADD, lambda x, v, i=idx: changed(x, lambda r: jax.ref.addupdate(r, i, v)), f32(4, 3), f32(*shape, seed=1),
         grad=True, vmap=True)
case(SET, lambda x: changed(x, put(Ellipsis, jnp.ones(2))), f32(3), raises=True)
case(SET, lambda x: changed(x, put(Ellipsis, jnp.ones(3, jnp.int32))), f32(3), raises="line")
case(SET, lambda x: changed(x, put(0, 3)), f32(3), raises="line")
case("jax.freeze", lambda x: jax.freeze(jax.new_ref(x * 2)), f32(3))


def counted(times):
    """A jitted function that changes a reference from outside, called several times."""
    total = jax.new_ref(jnp.zeros(2))

    @jax.jit
    def step(x):
        total[...] += x
        return total[0]
    outs = [step(jnp.ones(2) * (i + 1)) for i in range(times)]
    return outs, total[...]


case(NEW, lambda: counted(3), jit=False)


def argument(x):
    ref = jax.new_ref(x)

    @jax.jit
    def step(q, y):
        q[...] += y
        return q[0]
    return step(ref, 1.0), step(ref, 2.0), ref[...]


case(NEW, argument, f32(3), jit=False)


def tree_argument(x):
    state = {"a": jax.new_ref(x), "b": [jax.new_ref(x * 2)]}
    jax.jit(lambda s: s["b"][0].__setitem__(Ellipsis, s["a"][...] * 3))(state)
    return state["a"][...], state["b"][0][...]


case(NEW, tree_argument, f32(3), jit=False)


def twice(x):
    ref = jax.new_ref(x)
    return jax.jit(lambda a, b: a[0])(ref, ref)


case(NEW, twice, f32(3), raises=True)
case(NEW, lambda x: (lambda r: jax.jit(lambda: r)())(jax.new_ref(x)), f32(3), raises=True)


def scanned(x):
    ref = jax.new_ref(jnp.zeros(()))

    def body(c, a):
        ref[...] += jnp.sin(a * c)
        return c + 1, ref[...]
    out = lax.scan(body, 1.0, x)
    return out[1], ref[...]


case(NEW, scanned, f32(4), grad=True, vmap=True)


def filled(x):
    ref = jax.new_ref(jnp.zeros(4))

    def body(i, _):
        ref[i] = x[i] * 2
    lax.fori_loop(0, 4, body, None)
    return ref[...]


case(NEW, filled, f32(4), grad=True)


def looped(x):
    ref = jax.new_ref(jnp.zeros((), jnp.int32))

    def body(c):
        ref[...] += 1
        return c * 2
    out = lax.while_loop(lambda c: c.sum() < 100.0, body, x)
    return out, ref[...]


case(NEW, looped, f32(3, lo=0.5, hi=1.0))


def chosen(x, flag):
    ref = jax.new_ref(x)

    def yes():
        ref[...] = ref[...] * 2
        return 1.0

    def no():
        ref[...] += 1.0
        return 2.0
    return lax.cond(flag, yes, no), ref[...]


case(NEW, lambda x: chosen(x, x[0] > 0), f32(3), grad=True)
case(NEW, lambda x: chosen(x, x[0] <= 0), f32(3), grad=True)


def mapped(x, y):
    ref = jax.new_ref(x)

    def one(r, v):
        jax.ref.addupdate(r, ..., v)
        return r[...] * 2
    return jax.vmap(one)(ref, y), ref[...]


case(NEW, mapped, f32(3, 2), f32(3, 2, seed=1), jit=False)
case(NEW, lambda x: (lambda r: jax.vmap(lambda v: v * r[...])(x))(jax.new_ref(jnp.float32(2))), f32(3))
case(NEW, lambda x: (lambda r: jax.vmap(lambda v: jax.ref.set(r, ..., v))(x))(jax.new_ref(jnp.float32(2))), f32(3),
     raises=True)


def noted(x):
    """A reference that takes a value out of a differentiated function."""
    ref = jax.new_ref(jnp.zeros(()))

    def f(y):
        ref[...] = lax.stop_gradient(jnp.sum(y))
        return jnp.sum(y ** 2)
    return jax.grad(f)(x), ref[...]


case(NEW, noted, f32(3), jit=False)


def leaked(x):
    ref = jax.new_ref(jnp.zeros(()))

    def f(y):
        ref[...] = jnp.sum(y)
        return jnp.sum(y ** 2)
    return jax.grad(f)(x)


case(NEW, leaked, f32(3), raises=True)
case(NEW, lambda x: jax.checkpoint(lambda v: changed(v, put(0, 1.0)).sum())(x), f32(3))
case(NEW, lambda x: jax.jvp(lambda v: changed(v * 2, put(0, 1.0)), (x,), (x,)), f32(3))


def nested(x):
    ref = jax.new_ref(jnp.zeros(3))

    @jax.jit
    def inner(v):
        ref[...] += v

    @jax.jit
    def outer(v):
        inner(v)
        inner(v * 2)
        return ref[...].sum()
    return outer(x), outer(x), ref[...]


case(NEW, nested, f32(3), jit=False)
STATEFUL = "jax.experimental.random.StatefulPRNG"


def draws(act):
    from jax.experimental import random
    return act(random.stateful_rng(42))


case("jax.experimental.random.stateful_rng", lambda: draws(lambda r: [r.uniform(), r.uniform(), r.random((2,))]), jit=False)
case(STATEFUL, lambda: draws(lambda r: [r.normal(1.0, 2.0, (3,)), r.normal()]), jit=False)
case(STATEFUL, lambda: draws(lambda r: [r.integers(0, 10, (4,)), r.integers(5)]), jit=False)
case(STATEFUL, lambda: draws(lambda r: (lambda f: [f(), f(), r.uniform()])(jax.jit(r.uniform))), jit=False)
case(STATEFUL, lambda: draws(lambda r: jax.vmap(lambda g, x: x + g.uniform())(r.split(3), jnp.zeros(3))), jit=False)
case(STATEFUL, lambda: draws(lambda r: [q.uniform() for q in r.spawn(2)]), jit=False)

# ---- references from outside of a vectorised function cannot be written there ----


def mapped(write):
    ref = jax.new_ref(0)

    def f(x):
        write(ref)
        return x
    return jax.vmap(f)(jnp.arange(3))


case("jax.new_ref", lambda: mapped(lambda r: jax.ref.addupdate(r, ..., 1)), raises="line")
case("jax.new_ref", lambda: mapped(lambda r: r.__setitem__(..., 2)), raises="line")
case("jax.new_ref", lambda: mapped(lambda r: r[...]))
