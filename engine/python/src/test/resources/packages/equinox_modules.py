"""Equinox: modules, filtered transformations, layers, serialisation; see recording.py."""
import functools as ft
import io

import equinox as eqx
import jax
import jax.numpy as jnp
import jax.random as jr
import optax
from recording import run

key = jr.key(0)
x = jr.normal(jr.key(1), (8, 6))


class Linear(eqx.Module):
    weight: jax.Array
    bias: jax.Array
    name: str = eqx.field(static=True)

    def __init__(self, n, m, key):
        a, b = jr.split(key)
        self.weight = jr.normal(a, (m, n))
        self.bias = jr.normal(b, (m,))
        self.name = "linear"

    def __call__(self, x):
        return self.weight @ x + self.bias


@eqx.filter_jit
@eqx.filter_value_and_grad
def loss(model, x, y):
    return jnp.mean((jax.vmap(model)(x) - y) ** 2)


def readme():
    model = Linear(6, 3, key)
    value, grads = loss(model, x, jnp.ones((8, 3)))
    model = eqx.apply_updates(model, jax.tree.map(lambda g: -0.1 * g, grads))
    return value, model


def printed():
    return repr(Linear(6, 3, key)) + eqx.tree_pformat(eqx.nn.MLP(2, 3, 4, 2, activation=len, key=key))


def frozen():
    try:
        Linear(6, 3, key).weight = 0
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def training():
    model = eqx.nn.MLP(6, 3, 16, 2, key=key)
    optim = optax.adam(1e-2)
    state = optim.init(eqx.filter(model, eqx.is_array))

    @eqx.filter_jit
    def step(model, state):
        value, grads = eqx.filter_value_and_grad(lambda m: jnp.mean(jax.vmap(m)(x) ** 2))(model)
        updates, state = optim.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, value
    values = []
    for _ in range(5):
        model, state, value = step(model, state)
        values.append(value)
    return values


def layers():
    keys = iter(jr.split(key, 20))
    image = jr.normal(jr.key(2), (3, 8, 8))
    return [
        eqx.nn.Conv2d(3, 4, 3, key=next(keys))(image), eqx.nn.ConvTranspose2d(3, 4, 3, key=next(keys))(image),
        eqx.nn.MaxPool2d(2, 2)(image), eqx.nn.AvgPool2d(2, 2)(image), eqx.nn.AdaptiveAvgPool2d(3)(image),
        eqx.nn.GRUCell(6, 5, key=next(keys))(x[0], jnp.zeros(5)),
        eqx.nn.LSTMCell(6, 5, key=next(keys))(x[0], (jnp.zeros(5), jnp.zeros(5))),
        eqx.nn.LayerNorm(6)(x[0]), eqx.nn.RMSNorm(6)(x[0]), eqx.nn.GroupNorm(3, 3)(image),
        eqx.nn.Embedding(10, 4, key=next(keys))(3), eqx.nn.PReLU(0.2)(x), eqx.nn.Dropout(0.5)(x, key=next(keys)),
        eqx.nn.MultiheadAttention(2, 6, key=next(keys))(x, x, x, mask=jnp.tril(jnp.ones((8, 8), bool))),
        eqx.nn.RotaryPositionalEmbedding(6)(x), eqx.nn.Linear(6, "scalar", key=next(keys))(x[0]),
        eqx.nn.WeightNorm(eqx.nn.Linear(6, 2, key=next(keys)))(x[0]),
    ]


def sequential():
    model = eqx.nn.Sequential([eqx.nn.Linear(6, 4, key=key), eqx.nn.Lambda(jax.nn.relu), eqx.nn.Dropout(0.3),
                               eqx.nn.Linear(4, 2, key=jr.key(9))])
    keys = jr.split(jr.key(3), 8)
    return jax.vmap(model)(x, key=keys), jax.vmap(eqx.nn.inference_mode(model))(x)


def batch_norm():
    class Net(eqx.Module):
        linear: eqx.nn.Linear
        norm: eqx.nn.BatchNorm
        spectral: eqx.nn.SpectralNorm

        def __init__(self, key):
            self.linear = eqx.nn.Linear(6, 4, key=key)
            self.norm = eqx.nn.BatchNorm(4, axis_name="batch", mode="batch")
            self.spectral = eqx.nn.SpectralNorm(eqx.nn.Linear(4, 4, key=key), "weight", key=key)

        def __call__(self, x, state):
            x, state = self.norm(self.linear(x), state)
            return self.spectral(x, state)
    model, state = eqx.nn.make_with_state(Net)(key)

    @eqx.filter_jit
    def apply(model, state):
        return jax.vmap(model, axis_name="batch", in_axes=(0, None), out_axes=(0, None))(x, state)
    out, state = apply(model, state)
    out, state = apply(model, state)
    return out, jax.vmap(eqx.nn.inference_mode(model), axis_name="batch", in_axes=(0, None), out_axes=(0, None))(
        x, state)[0]


def stateful():
    class Counter(eqx.Module):
        index: eqx.nn.StateIndex

        def __init__(self):
            self.index = eqx.nn.StateIndex(jnp.array(0))

        def __call__(self, x, state):
            n = state.get(self.index)
            return x + n, state.set(self.index, n + 1)
    c, state = eqx.nn.make_with_state(Counter)()
    f = eqx.filter_jit(lambda c, x, s: c(x, s))
    a, state = f(c, 1.0, state)
    b, state = f(c, 1.0, state)
    return a, b, state.get(c.index)


def filtered():
    model = eqx.nn.MLP(6, 3, 4, 1, key=key)
    arrays, rest = eqx.partition(model, eqx.is_inexact_array)
    ensemble = eqx.filter_vmap(lambda k: eqx.nn.Linear(6, 2, key=k))(jr.split(key, 4))
    out = eqx.filter_vmap(lambda m, v: m(v), in_axes=(eqx.if_array(0), None))(ensemble, x[0])
    return eqx.combine(arrays, rest)(x[0]), out, eqx.filter_eval_shape(model, x[0]).shape


def derivatives():
    def f(p, n):
        return {"a": jnp.sin(p["a"]) * n, "b": jnp.sum(p["a"] ** 2)}
    p = {"a": jnp.arange(3.0), "s": "text"}
    out, jvp = eqx.filter_jvp(lambda a: jnp.sin(a) * 2, (jnp.arange(3.0),), (jnp.ones(3),))
    value, vjp = eqx.filter_vjp(f, p, 3)
    hess = eqx.filter_hessian(lambda v: jnp.sum(v ** 3))(jnp.arange(3.0))
    jac = eqx.filter_jacrev(lambda v: jnp.sin(v))(jnp.arange(3.0)), eqx.filter_jacfwd(jnp.sin)(jnp.arange(3.0))
    return out, jvp, value, vjp({"a": jnp.ones(3), "b": jnp.array(1.0)})[0]["a"], hess, jac


def custom_rules():
    @eqx.filter_custom_vjp
    def f(a, scale):
        return jnp.sum(a ** 2) * scale

    @f.def_fwd
    def fwd(perturbed, a, scale):
        return f(a, scale), a

    @f.def_bwd
    def bwd(residuals, g, perturbed, a, scale):
        return 5 * residuals * g

    @eqx.filter_custom_jvp
    def h(a):
        return a * 2

    @h.def_jvp
    def h_jvp(primals, tangents):
        return h(*primals), tangents[0] * 7
    return eqx.filter_grad(f)(jnp.arange(3.0), 2.0), jax.grad(lambda a: h(a))(3.0)


def serialised():
    model = eqx.nn.MLP(6, 3, 4, 1, key=key)
    file = io.BytesIO()
    eqx.tree_serialise_leaves(file, model)
    file.seek(0)
    other = eqx.tree_deserialise_leaves(file, eqx.nn.MLP(6, 3, 4, 1, key=jr.key(5)))
    return other(x[0]), bool(eqx.tree_equal(model, other))


def surgery():
    model = eqx.nn.MLP(6, 3, 4, 1, key=key)
    new = eqx.tree_at(lambda m: m.layers[0].weight, model, jnp.ones((4, 6)))
    new = eqx.tree_at(lambda m: m.layers[-1].bias, new, replace_fn=lambda b: b + 1)
    return new(x[0]), eqx.tree_check(new)


def errors():
    @eqx.filter_jit
    def f(v):
        v = eqx.error_if(v, jnp.any(v < 0), "v must be positive")
        return v + 1
    ok = f(jnp.array(1.0))
    try:
        f(jnp.array(-1.0))
        return "no error"
    except Exception as e:
        return ("v must be positive" in str(e)) * "raised " + str(float(ok)) + " " + type(e).__name__


def loops():
    import equinox.internal as eqxi

    def total(kind, v):
        def cond(c):
            return c[0] < 6

        def body(c):
            return c[0] + 1, jnp.sin(c[1]) + c[1]
        return eqxi.while_loop(cond, body, (0, v), max_steps=16, kind=kind)[1].sum()
    v = jnp.arange(3.0)
    out = [total(k, v) for k in ("lax", "checkpointed", "bounded")]
    grads = [jax.grad(ft.partial(total, k))(v) for k in ("checkpointed", "bounded")]
    scanned = eqxi.scan(lambda c, a: (c + a, c * a), 1.0, v, kind="checkpointed")
    return out, grads, scanned


def closures():
    w = jnp.arange(3.0)
    closed = eqx.filter_closure_convert(lambda a: a * w, jnp.ones(3))
    jaxpr, shape, out = eqx.filter_make_jaxpr(lambda a: a * w)(jnp.ones(3))
    return closed(jnp.ones(3) * 2), len(jaxpr.eqns)


def enumeration():
    class Colour(eqx.Enumeration):
        red = "is red"
        blue = "is blue"
    r = Colour.where(jnp.array(True), Colour.red, Colour.blue)
    return bool(r == Colour.red), len(Colour[Colour.red])


def callbacks():
    import numpy as np
    out = eqx.filter_jit(lambda a: eqx.filter_pure_callback(lambda b: np.sin(np.asarray(b)), a, result_shape_dtypes=a))(
        jnp.arange(3.0))
    return out, eqx.filter_checkpoint(lambda a: jnp.sin(a))(out), eqx.filter_grad(
        eqx.filter_checkpoint(lambda a: jnp.sum(jnp.sin(a))))(out)


run(__file__, [readme, printed, frozen, training, layers, sequential, batch_norm, stateful, filtered, derivatives,
               custom_rules, serialised, surgery, errors, loops, closures, enumeration, callbacks])
