"""flax.nnx as its guides use it: training loops, transforms over modules, state, random streams; see recording.py."""
import functools

import jax
import jax.numpy as jnp
import jax.random as jr
import numpy as np
import optax
from flax import nnx, serialization
from recording import run

x = jr.normal(jr.key(0), (8, 6))
y = jnp.arange(8) % 4
tokens = jr.randint(jr.key(5), (4, 9), 0, 17)


class Block(nnx.Module):
    def __init__(self, width, heads, *, rngs, dtype=None):
        self.first = nnx.LayerNorm(width, rngs=rngs)
        self.attention = nnx.MultiHeadAttention(num_heads=heads, in_features=width, decode=False, dtype=dtype, rngs=rngs)
        self.second = nnx.RMSNorm(width, rngs=rngs)
        self.up = nnx.Linear(width, 2 * width, use_bias=False, dtype=dtype, rngs=rngs)
        self.down = nnx.Linear(2 * width, width, use_bias=False, dtype=dtype, rngs=rngs)
        self.dropout = nnx.Dropout(0.1, rngs=rngs)

    def __call__(self, x, mask=None):
        x = x + self.dropout(self.attention(self.first(x), mask=mask))
        return x + self.down(nnx.gelu(self.up(self.second(x))))


class Transformer(nnx.Module):
    def __init__(self, words, width, layers, *, rngs, dtype=None):
        self.embedding = nnx.Embed(words, width, rngs=rngs)
        self.position = nnx.Param(nnx.initializers.normal(0.02)(rngs.params(), (16, width)))
        self.blocks = nnx.List([Block(width, 2, rngs=rngs, dtype=dtype) for _ in range(layers)])
        self.norm = nnx.LayerNorm(width, rngs=rngs)

    def __call__(self, ids):
        h = self.embedding(ids) + self.position[:ids.shape[1]]
        mask = nnx.make_causal_mask(ids)
        for block in self.blocks:
            h = block(h, mask)
        return self.embedding.attend(self.norm(h))


def transformer_training():
    model = Transformer(17, 8, 2, rngs=nnx.Rngs(0, dropout=1))
    schedule = optax.warmup_cosine_decay_schedule(0.0, 1e-2, 2, 6)
    optimizer = nnx.Optimizer(model, optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, eps=1e-3)), wrt=nnx.Param)
    metrics = nnx.MultiMetric(loss=nnx.metrics.Average("loss"), accuracy=nnx.metrics.Accuracy())

    def loss_of(model, ids):
        logits = model(ids[:, :-1])
        return optax.softmax_cross_entropy_with_integer_labels(logits, ids[:, 1:]).mean(), logits

    @nnx.jit
    def step(model, optimizer, metrics, ids):
        (loss, logits), grads = nnx.value_and_grad(loss_of, has_aux=True)(model, ids)
        metrics.update(loss=loss, logits=logits, labels=ids[:, 1:])
        optimizer.update(model, grads)
        return loss
    model.train()
    losses = [step(model, optimizer, metrics, tokens) for _ in range(4)]
    model.eval()
    return losses, metrics.compute(), model(tokens).sum(-1), optimizer.step[...]


def mixed_precision():
    model = Transformer(17, 8, 1, rngs=nnx.Rngs(0, dropout=1), dtype=jnp.bfloat16)
    model.eval()
    logits = jax.jit(lambda s, t: nnx.merge(nnx.graphdef(model), s)(t))(nnx.state(model), tokens)
    assert logits.dtype == jnp.float32, logits.dtype
    return jax.eval_shape(model.blocks[0], jnp.ones((1, 2, 8))).dtype == jnp.float32, jnp.round(logits, 1).shape


def functional_state():
    model = nnx.Sequential(nnx.Linear(6, 5, rngs=nnx.Rngs(0)), nnx.relu, nnx.BatchNorm(5, rngs=nnx.Rngs(1)))
    graph, params, rest = nnx.split(model, nnx.Param, ...)

    @jax.jit
    def forward(params, rest, x):
        m = nnx.merge(graph, params, rest)
        out = m(x)
        return out, nnx.state(m, nnx.BatchStat)
    out, stats = forward(params, rest, x)
    nnx.update(model, stats)
    flat = nnx.to_flat_state(nnx.state(model))
    return out, nnx.state(model), ["/".join(map(str, p)) for p, _ in flat] and len(list(flat)), nnx.to_pure_dict(params)


def filters_and_paths():
    model = Transformer(17, 8, 1, rngs=nnx.Rngs(0))
    kernels = nnx.state(model, nnx.All(nnx.Param, lambda path, v: path[-1] == "kernel"))
    names = sorted("/".join(map(str, p)) for p, _ in nnx.to_flat_state(kernels))
    modules = sorted(type(m).__name__ for _, m in nnx.iter_modules(model))
    return ";".join(names + modules)


def counting():
    class Counter(nnx.Variable):
        pass

    class Counted(nnx.Module):
        def __init__(self, rngs):
            self.linear = nnx.Linear(6, 2, rngs=rngs)
            self.count = Counter(jnp.array(0))

        def __call__(self, x):
            self.count[...] += 1
            return self.linear(x)
    m = Counted(nnx.Rngs(0))

    @nnx.jit
    def f(m, x):
        return m(x)
    for _ in range(3):
        out = f(m, x)
    g = nnx.grad(lambda m: m(x).sum())(m)
    return out, m.count[...], g


def scan_over_layers():
    class Layer(nnx.Module):
        def __init__(self, rngs):
            self.linear = nnx.Linear(6, 6, rngs=rngs)
            self.bn = nnx.BatchNorm(6, rngs=rngs)
            self.dropout = nnx.Dropout(0.5, rngs=rngs)

        def __call__(self, x):
            return self.dropout(nnx.gelu(self.bn(self.linear(x))))

    class Deep(nnx.Module):
        def __init__(self, rngs):
            @nnx.split_rngs(splits=3)
            @nnx.vmap(in_axes=(0,), out_axes=0)
            def create(rngs):
                return Layer(rngs)
            self.layers = create(rngs)

        def __call__(self, x):
            @nnx.scan(in_axes=(nnx.Carry, 0), out_axes=nnx.Carry)
            def forward(x, layer):
                return layer(x)
            return forward(x, self.layers)
    model = Deep(nnx.Rngs(0, dropout=3))

    @nnx.jit
    def go(model, x):
        return nnx.value_and_grad(lambda m: (m(x) ** 2).mean())(model)
    return go(model, x), nnx.state(model, nnx.BatchStat)


def remat_and_while():
    model = nnx.Linear(6, 6, rngs=nnx.Rngs(2))

    @nnx.remat
    def block(m, x):
        return jnp.tanh(m(x))
    grads = nnx.grad(lambda m: block(m, block(m, x)).sum())(model)

    def body(carry):
        m, i, h = carry
        return m, i + 1, jnp.tanh(m(h))
    _, _, h = nnx.while_loop(lambda c: c[1] < 3, body, (model, jnp.array(0), x))
    f = nnx.fori_loop(0, 3, lambda i, c: (c[0], jnp.tanh(c[0](c[1]))), (model, x))[1]
    return grads, h, f


def cond_and_switch():
    model = nnx.Dict(a=nnx.Linear(6, 2, rngs=nnx.Rngs(2)), b=nnx.Linear(6, 2, rngs=nnx.Rngs(3)))

    @nnx.jit
    def f(model, flag, i):
        one = nnx.cond(flag, lambda m: m.a(x), lambda m: m.b(x), model)
        two = nnx.switch(i, (lambda m: m.a(x), lambda m: m.b(x) * 2, lambda m: m.b(x) * 3), model)
        return one, two
    return f(model, True, 2), f(model, False, 0)


def ensembles():
    @nnx.vmap(in_axes=0, out_axes=0)
    def create(key):
        return nnx.Linear(6, 3, rngs=nnx.Rngs(key))
    models = create(jr.split(jr.key(1), 5))
    optimizer = nnx.Optimizer(models, optax.sgd(0.1, momentum=0.9), wrt=nnx.Param)

    @nnx.jit
    def step(models, optimizer):
        def total(models):
            losses = nnx.vmap(lambda m, x: (m(x) ** 2).mean(), in_axes=(0, None))(models, x)
            return losses.sum(), losses
        grads, losses = nnx.grad(total, has_aux=True)(models)
        optimizer.update(models, grads)
        return losses
    return [step(models, optimizer) for _ in range(3)]


def state_axes():
    class Noisy(nnx.Module):
        def __init__(self, rngs):
            self.linear = nnx.Linear(6, 3, rngs=rngs)
            self.dropout = nnx.Dropout(0.5, rngs=rngs)

        def __call__(self, x):
            return self.dropout(self.linear(x))
    m = Noisy(nnx.Rngs(0, dropout=7))
    axes = nnx.StateAxes({nnx.RngState: 0, ...: None})

    @nnx.split_rngs(splits=4, only="dropout")
    @nnx.vmap(in_axes=(nnx.StateAxes({(nnx.RngKey, nnx.RngCount): 0, ...: None}), None), out_axes=0)
    def forward(m, x):
        return m(x)
    return forward(m, x), len(axes)


def random_streams():
    rngs = nnx.Rngs(0, params=1, noise=jr.key(9))
    return [jr.key_data(rngs.params()), jr.key_data(rngs.noise()), jr.key_data(rngs()), rngs.normal((2,)), rngs.params.uniform((3,)),
            jr.key_data(rngs.params()), rngs.params.count[...]]


def shared_weights():
    class Tied(nnx.Module):
        def __init__(self, rngs):
            self.a = nnx.Linear(6, 6, rngs=rngs)
            self.b = self.a

        def __call__(self, x):
            return self.b(jnp.tanh(self.a(x)))
    m = Tied(nnx.Rngs(0))
    graph, state = nnx.split(m)
    again = nnx.merge(graph, state)
    return len(jax.tree.leaves(state)), float(again.a is again.b), nnx.grad(lambda m: m(x).sum())(m)


def partial_training():
    model = nnx.Sequential(nnx.Linear(6, 5, rngs=nnx.Rngs(0)), nnx.LoRA(5, 2, 5, rngs=nnx.Rngs(1)), nnx.Linear(5, 4, rngs=nnx.Rngs(2)))
    optimizer = nnx.Optimizer(model, optax.adam(1e-2), wrt=nnx.LoRAParam)

    @nnx.jit
    def step(model, optimizer):
        diff = nnx.DiffState(0, nnx.LoRAParam)
        loss, grads = nnx.value_and_grad(lambda m: (m(x) ** 2).mean(), argnums=diff)(model)
        optimizer.update(model, grads)
        return loss
    return [step(model, optimizer) for _ in range(3)], nnx.state(model, nnx.LoRAParam)


def layers():
    r = nnx.Rngs(4)
    image = jr.normal(jr.key(3), (2, 8, 8, 3))
    conv = nnx.Conv(3, 4, (3, 3), strides=2, padding="SAME", feature_group_count=1, rngs=r)
    back = nnx.ConvTranspose(4, 3, (3, 3), strides=(2, 2), rngs=r)
    group = nnx.GroupNorm(4, num_groups=2, rngs=r)
    instance = nnx.InstanceNorm(4, rngs=r)
    spectral = nnx.SpectralNorm(nnx.Linear(6, 3, rngs=r), rngs=r)
    weight = nnx.WeightNorm(nnx.Linear(6, 3, rngs=r), rngs=r)
    einsum = nnx.Einsum("ab,bcd->acd", (6, 2, 3), (2, 3), rngs=r)
    general = nnx.LinearGeneral((6,), (2, 2), axis=(-1,), rngs=r)
    prelu = nnx.PReLU()
    h = conv(image)
    return (h, back(h), group(h), instance(h), spectral(x, update_stats=True), weight(x), einsum(x), general(x), prelu(x),
            nnx.avg_pool(image, (2, 2), (2, 2)), nnx.max_pool(image, (3, 3), (2, 2), "SAME"), nnx.min_pool(image, (2, 2)))


def recurrent():
    s = jr.normal(jr.key(3), (2, 5, 4))
    r = nnx.Rngs(6)
    lstm = nnx.RNN(nnx.LSTMCell(4, 3, rngs=r))
    gru = nnx.RNN(nnx.GRUCell(4, 3, rngs=r), return_carry=True, reverse=True, keep_order=True)
    both = nnx.Bidirectional(nnx.RNN(nnx.SimpleCell(4, 3, rngs=r)), nnx.RNN(nnx.OptimizedLSTMCell(4, 3, rngs=r)))
    return lstm(s), gru(s, seq_lengths=jnp.array([3, 5])), both(s), nnx.grad(lambda m: m(s).sum())(lstm)


def decoding():
    attention = nnx.MultiHeadAttention(num_heads=2, in_features=6, qkv_features=8, decode=True, rngs=nnx.Rngs(0))
    attention.init_cache((2, 5, 6))
    s = jr.normal(jr.key(3), (2, 5, 6))

    @nnx.jit
    def step(m, token):
        return m(token)
    out = [step(attention, s[:, i:i + 1]) for i in range(5)]
    attention.set_attributes(decode=False)
    return out, attention(s, mask=nnx.make_causal_mask(s[..., 0]))


def checkpoint():
    model = Transformer(17, 8, 1, rngs=nnx.Rngs(0))
    state = nnx.state(model, nnx.Param)
    pure = nnx.to_pure_dict(state)
    data = serialization.msgpack_serialize(jax.tree.map(np.asarray, serialization.to_state_dict(pure)))
    other = Transformer(17, 8, 1, rngs=nnx.Rngs(1))
    restored = serialization.msgpack_restore(data)
    target = nnx.state(other, nnx.Param)
    nnx.replace_by_pure_dict(target, nnx.restore_int_paths(restored))
    nnx.update(other, target)
    model.eval()
    other.eval()
    return jnp.abs(model(tokens) - other(tokens)).max(), len(data), other(tokens).sum(-1)


def abstract_initialisation():
    abstract = nnx.eval_shape(lambda: Transformer(17, 8, 1, rngs=nnx.Rngs(0)))
    graph, shapes = nnx.split(abstract)
    params = sum(int(np.prod(v.shape)) for v in jax.tree.leaves(nnx.state(abstract, nnx.Param)))

    @nnx.jit
    def create():
        return Transformer(17, 8, 1, rngs=nnx.Rngs(0))
    return params, nnx.state(create(), nnx.Param)


def custom_gradient():
    m = nnx.Linear(6, 3, rngs=nnx.Rngs(0))

    @nnx.custom_vjp
    def f(m, x):
        return jnp.sin(m(x))

    def forward(m, x):
        return f(m, x), (jnp.cos(m(x)), m)

    def backward(residuals, g):
        input_updates, out_g = g
        c, m = residuals
        m_g = jax.tree.map(lambda v: jnp.full(v.shape, 0.5), nnx.state(m))
        return m_g, (out_g * c) @ m.kernel[...].T
    f.defvjp(forward, backward)
    return nnx.grad(lambda m, x: f(m, x).sum(), argnums=(0, 1))(m, x)


def cached_partial():
    model = nnx.Linear(6, 4, rngs=nnx.Rngs(0))
    optimizer = nnx.Optimizer(model, optax.sgd(1e-1), wrt=nnx.Param)

    @nnx.jit
    def step(model, optimizer, x, y):
        loss, grads = nnx.value_and_grad(lambda m: optax.softmax_cross_entropy_with_integer_labels(m(x), y).mean())(model)
        optimizer.update(model, grads)
        return loss
    fast = nnx.cached_partial(step, model, optimizer)
    return [fast(x, y) for _ in range(4)], model.kernel[...]


def sowing():
    class M(nnx.Module):
        def __init__(self, rngs):
            self.linear = nnx.Linear(6, 4, rngs=rngs)

        def __call__(self, x):
            h = self.linear(x)
            self.sow(nnx.Intermediate, "features", h)
            return nnx.relu(h)
    m = M(nnx.Rngs(0))
    m(x)
    m(x + 1)
    found = nnx.pop(m, nnx.Intermediate)
    return found, float(hasattr(m, "features"))


def linen_bridge():
    from flax import linen as nn
    from flax.nnx import bridge
    model = bridge.ToNNX(nn.Dense(4), rngs=nnx.Rngs(0)).lazy_init(x)
    back = bridge.to_linen(nnx.Linear, 6, 3)
    variables = back.init(jr.key(0), x)
    return model(x), variables["params"], back.apply(variables, x)


def display():
    m = nnx.Linear(2, 3, rngs=nnx.Rngs(0))
    return str(nnx.state(m)) + nnx.tabulate(nnx.Sequential(m, nnx.relu), jnp.ones((1, 2)), console_kwargs={"width": 100, "color_system": None})


def errors():
    found = []

    def caught(f):
        try:
            f()
            found.append("none")
        except Exception as e:
            found.append(type(e).__name__ + ": " + str(e).split("\n")[0][:90])
    m = nnx.Linear(6, 3, rngs=nnx.Rngs(0))
    caught(lambda: m(jnp.ones((2, 5))))
    caught(lambda: nnx.Linear(6, 3))
    caught(lambda: jax.jit(lambda x: m.bias.set_value(m.bias[...] + x))(1.0))
    caught(lambda: nnx.Dropout(0.5)(x))
    caught(lambda: nnx.split(m, nnx.BatchStat))
    return "\n".join(found)


run(__file__, [v for k, v in list(globals().items()) if callable(v) and getattr(v, "__module__", None) == "__main__"
               and isinstance(v, type(run))])
