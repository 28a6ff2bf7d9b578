"""Haiku's transforms and modules, chex's assertions and dataclasses, jmp's policies, jraph's graphs; see recording.py."""
import chex
import haiku as hk
import jax
import jax.numpy as jnp
import jax.random as jr
import jmp
import jraph
import optax
from recording import run

key = jr.key(0)
x = jr.normal(jr.key(1), (8, 6))


def transform():
    def forward(x):
        return hk.nets.MLP([16, 4], activation=jnp.tanh)(x)
    net = hk.without_apply_rng(hk.transform(forward))
    params = net.init(key, x)
    optim = optax.adam(1e-2)
    state = optim.init(params)

    @jax.jit
    def step(params, state):
        value, grads = jax.value_and_grad(lambda p: jnp.mean(net.apply(p, x) ** 2))(params)
        updates, state = optim.update(grads, state)
        return optax.apply_updates(params, updates), state, value
    values = []
    for _ in range(4):
        params, state, value = step(params, state)
        values.append(value)
    return values, params


def with_state():
    def forward(x, training):
        x = hk.Linear(5)(x)
        x = hk.BatchNorm(True, True, 0.9)(x, training)
        x = hk.dropout(hk.next_rng_key(), 0.3, x) if training else x
        count = hk.get_state("count", (), init=jnp.zeros)
        hk.set_state("count", count + 1)
        return x
    net = hk.transform_with_state(forward)
    params, state = net.init(key, x, True)
    out, state = net.apply(params, state, key, x, True)
    return out, state, net.apply(params, state, None, x, False)


def layers():
    image = jr.normal(jr.key(2), (2, 8, 8, 3))

    def forward(image, x):
        out = [hk.Conv2D(4, 3)(image), hk.Conv2DTranspose(2, 3)(image), hk.max_pool(image, 2, 2, "SAME"), hk.LayerNorm(-1, True, True)(x),
               hk.Embed(10, 4)(jnp.array([1, 3])), hk.MultiHeadAttention(2, 3, w_init_scale=1.0)(x, x, x),
               hk.GroupNorm(1)(image), hk.RMSNorm(-1)(x), hk.Sequential([hk.Linear(3), jax.nn.relu, hk.Flatten()])(x)]
        core = hk.LSTM(5)
        ys, state = hk.dynamic_unroll(core, x[:, None], core.initial_state(1))
        gru = hk.GRU(4)
        return out, ys, state, hk.static_unroll(gru, x[:, None], gru.initial_state(1))
    net = hk.transform(forward)
    params = net.init(key, image, x)
    return net.apply(params, key, image, x), {k: {n: v.shape for n, v in p.items()} for k, p in params.items()}


class Scaled(hk.Module):
    def __init__(self, name=None):
        super().__init__(name=name)

    def __call__(self, x):
        w = hk.get_parameter("w", [x.shape[-1]], init=hk.initializers.VarianceScaling(2.0))
        return x * w


def lifted():
    def forward(x):
        x = hk.remat(Scaled())(x)
        x, _ = hk.scan(lambda c, _: (Scaled(name="step")(c) if False else jnp.sin(c), None), x, None, length=3)
        stack = hk.experimental.layer_stack(2)(lambda h: jnp.tanh(hk.Linear(6)(h)))
        y = hk.vmap(Scaled(), split_rng=False)(x)
        y = hk.cond(jnp.sum(y) > 0, lambda a: a, lambda a: -a, y)
        return stack(y)
    net = hk.transform(forward)
    params = net.init(key, x)
    return net.apply(params, key, x), jax.grad(lambda p: net.apply(p, key, x).sum())(params)


def multi():
    def build():
        encode, decode = hk.Linear(3, name="e"), hk.Linear(6, name="d")

        def init(x):
            return decode(encode(x))
        return init, (encode, decode)
    net = hk.multi_transform(build)
    params = net.init(key, x)
    return net.apply[0](params, None, x), net.apply[1](params, None, jnp.ones((2, 3)))


def summary():
    net = hk.transform(lambda v: hk.nets.MLP([4, 2])(v))
    return hk.experimental.tabulate(net)(x)


def tools():
    net = hk.transform(lambda v: hk.nets.MLP([4, 2])(v))
    params = net.init(key, x)
    a, b = hk.data_structures.partition(lambda m, n, v: n == "w", params)
    seq = hk.PRNGSequence(3)
    return hk.data_structures.tree_size(a), b, jr.key_data(next(seq)), [m for m, _, _ in hk.data_structures.traverse(params)] and 1


@chex.dataclass
class State:
    position: chex.Array
    count: int = 0


def dataclasses():
    s = State(position=jnp.ones(3), count=2)
    out = jax.jit(lambda s: s.replace(position=s.position * 2))(s)
    return out, jax.tree.map(lambda v: v + 1, s), sorted(s.keys()) == ["count", "position"]


def assertions():
    chex.assert_shape(x, (8, None))
    chex.assert_rank([x, x], 2)
    chex.assert_type(x, float)
    chex.assert_equal_shape([x, x])
    chex.assert_trees_all_close({"a": x}, {"a": x + 1e-9})
    chex.assert_tree_all_finite({"a": x})
    chex.assert_scalar(1.0)
    chex.assert_trees_all_equal_shapes_and_dtypes({"a": x}, {"a": x * 2})
    chex.assert_tree_no_nones({"a": x})
    text = ""
    for f in (lambda: chex.assert_shape(x, (3, 4)), lambda: chex.assert_trees_all_close({"a": x}, {"a": x + 1}), lambda: chex.assert_rank(x, 1),
              lambda: chex.assert_trees_all_equal_structs({"a": 1}, {"b": 1})):
        try:
            f()
        except AssertionError as e:
            text += str(e).splitlines()[0] + "\n"
    return text


def traces():
    @jax.jit
    @chex.assert_max_traces(n=1)
    def f(v):
        return v + 1
    f(1.0)
    f(2.0)
    try:
        f(jnp.ones(3))
        return "no error"
    except AssertionError as e:
        return str(e)[:60]


def checked():
    @jax.jit
    def f(v):
        chex.assert_tree_all_finite(v) if not isinstance(v, jax.core.Tracer) else None
        return v

    @chex.chexify
    @jax.jit
    def g(v):
        chex.assert_trees_all_equal(v > 0, jnp.array(True))
        return jnp.log(v)
    good = g(jnp.array(2.0))
    chex.block_until_chexify_assertions_complete()
    try:
        g(jnp.array(-1.0))
        chex.block_until_chexify_assertions_complete()
        return "no error"
    except Exception as e:
        return f"{float(good):.4f} {type(e).__name__}"


def restricted():
    with chex.restrict_backends(forbidden=["cpu"]):
        try:
            jax.jit(lambda v: v * 3.25)(1.5)
            return "no error"
        except Exception as e:
            return f"{type(e).__name__}: {e}"


def policies():
    policy = jmp.get_policy("params=float32,compute=float16,output=float32")
    scale = jmp.DynamicLossScale(jnp.array(2.0 ** 4))
    grads = {"a": jnp.array([1.0, jnp.inf])}
    return policy.cast_to_compute({"a": x})["a"].dtype.name == "float16", policy.cast_to_output(x), scale.scale(3.0), \
        scale.adjust(jmp.all_finite(grads)).loss_scale, jmp.select_tree(jnp.array(True), {"a": 1.0}, {"a": 2.0})


def graphs():
    graph = jraph.GraphsTuple(nodes=jnp.ones((3, 2)), edges=jnp.ones((3, 2)), senders=jnp.array([0, 1, 2]),
                              receivers=jnp.array([1, 2, 0]), n_node=jnp.array([3]), n_edge=jnp.array([3]), globals=jnp.ones((1, 2)))
    net = jraph.GraphNetwork(lambda e, s, r, g: e + s + r, lambda n, s, r, g: n + s + r, lambda n, e, g: n + e + g)
    both = jraph.batch([graph, graph])
    return net(graph), jraph.pad_with_graphs(both, 10, 10, 4), jraph.segment_softmax(jnp.arange(4.0), jnp.array([0, 0, 1, 1]), 2)


run(__file__, [transform, with_state, layers, lifted, multi, summary, tools, dataclasses, assertions, traces, checked, restricted,
               policies, graphs])
