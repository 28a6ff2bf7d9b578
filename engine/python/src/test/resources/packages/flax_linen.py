"""flax.linen as its guides use it: lifted transforms, states, recurrent and attention layers; see recording.py."""
import functools
from typing import Any, Callable, Sequence

import flax
import flax.linen as nn
import jax
import jax.numpy as jnp
import jax.random as jr
import numpy as np
import optax
from flax import serialization, struct, traverse_util
from flax.core import freeze, unfreeze
from flax.training import dynamic_scale, early_stopping, train_state
from recording import run

x = jr.normal(jr.key(0), (8, 6))
y = jnp.arange(8) % 4
s = jr.normal(jr.key(3), (2, 5, 4))
tokens = jr.randint(jr.key(5), (4, 9), 0, 17)


class MLP(nn.Module):
    features: Sequence[int]
    act: Callable = nn.relu
    dtype: Any = None

    def setup(self):
        self.layers = [nn.Dense(f, dtype=self.dtype) for f in self.features]

    def __call__(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i != len(self.layers) - 1:
                x = self.act(x)
        return x


class EncoderBlock(nn.Module):
    heads: int
    rate: float = 0.1

    @nn.compact
    def __call__(self, x, mask, train):
        h = nn.MultiHeadAttention(num_heads=self.heads, dropout_rate=self.rate, deterministic=not train)(nn.LayerNorm()(x), mask=mask)
        x = x + nn.Dropout(self.rate)(h, deterministic=not train)
        h = nn.Dense(x.shape[-1])(nn.swish(nn.Dense(2 * x.shape[-1])(nn.RMSNorm()(x))))
        return x + nn.Dropout(self.rate, deterministic=not train)(h)


class Encoder(nn.Module):
    words: int = 17
    width: int = 8
    layers: int = 2
    heads: int = 2

    @nn.compact
    def __call__(self, ids, train=False):
        embed = nn.Embed(self.words, self.width, embedding_init=nn.initializers.xavier_uniform())
        h = embed(ids) + self.param("position", nn.initializers.normal(0.02), (ids.shape[1], self.width))
        mask = nn.combine_masks(nn.make_attention_mask(ids > 0, ids > 0), nn.make_causal_mask(ids))
        for _ in range(self.layers):
            h = EncoderBlock(self.heads)(h, mask, train)
        return embed.attend(nn.LayerNorm()(h))


def transformer_training():
    @functools.partial(jax.jit, donate_argnums=0)
    def step(state, ids, key):
        key = jr.fold_in(key, state.step)

        def loss_of(params):
            logits = state.apply_fn({"params": params}, ids[:, :8], train=True, rngs={"dropout": key})
            return optax.softmax_cross_entropy_with_integer_labels(logits, ids[:, 1:]).mean()
        loss, grads = jax.value_and_grad(loss_of)(state.params)
        return state.apply_gradients(grads=grads), loss
    model = Encoder()
    params = model.init(jr.key(0), tokens[:, :8])["params"]
    state = train_state.TrainState.create(apply_fn=model.apply, params=params, tx=optax.adamw(1e-2, eps=1e-3))
    losses = []
    for _ in range(4):
        state, loss = step(state, tokens, jr.key(2))
        losses.append(loss)
    return losses, state.step, state.params["position"]


def scanned_layers():
    class Body(nn.Module):
        @nn.compact
        def __call__(self, h, _):
            h = nn.Dropout(0.3, deterministic=False)(nn.tanh(nn.Dense(6)(h)))
            self.sow("intermediates", "mean", h.mean())
            return nn.BatchNorm(use_running_average=False)(h), h.sum()

    class Deep(nn.Module):
        @nn.compact
        def __call__(self, x):
            body = nn.scan(nn.remat(Body, prevent_cse=False), variable_axes={"params": 0, "batch_stats": 0, "intermediates": 0},
                           split_rngs={"params": True, "dropout": True}, length=3)
            return body()(x, None)
    m = Deep()
    v = m.init({"params": jr.key(1), "dropout": jr.key(2)}, x)

    @jax.jit
    def go(params):
        (h, ys), state = m.apply({"params": params, "batch_stats": v["batch_stats"]}, x, rngs={"dropout": jr.key(4)},
                                 mutable=["batch_stats", "intermediates"])
        return (h ** 2).mean(), (ys, state)
    return jax.value_and_grad(go, has_aux=True)(v["params"]), jax.tree.map(jnp.shape, v["params"])


def vmapped_modules():
    heads = nn.vmap(nn.Dense, in_axes=None, out_axes=1, variable_axes={"params": 0}, split_rngs={"params": True}, axis_size=3)(4)
    v = heads.init(jr.key(0), x)
    shared = nn.vmap(nn.BatchNorm, in_axes=0, out_axes=0, variable_axes={"params": None, "batch_stats": None},
                     split_rngs={"params": False}, axis_name="batch")(use_running_average=False, axis_name="batch")
    w = shared.init(jr.key(0), s)
    return v, heads.apply(v, x), shared.apply(w, s, mutable=["batch_stats"])


def lifted_control():
    class M(nn.Module):
        @nn.compact
        def __call__(self, x, flag):
            a, b = nn.Dense(6, name="a"), nn.Dense(6, name="b")
            if self.is_initializing():
                a(x), b(x)
            h = nn.cond(flag, lambda m, h: a(h), lambda m, h: b(h), self, x)
            h = nn.switch(1, [lambda m, h: a(h), lambda m, h: jnp.sin(b(h))], self, h)
            count = self.variable("state", "count", lambda: jnp.array(0))

            def body(m, c):
                return jnp.tanh(a(c))

            def test(m, c):
                return jnp.abs(c).max() > 0.3
            h = nn.while_loop(test, body, self, h * 2, carry_variables=[], broadcast_variables="params")
            count.value += 1
            return h
    m = M()
    v = m.init(jr.key(0), x, True)
    return m.apply(v, x, True, mutable="state"), jax.jit(lambda v, f: m.apply(v, x, f, mutable=["state"]))(v, False)


def custom_gradients():
    class M(nn.Module):
        @nn.compact
        def __call__(self, x):
            dense = nn.Dense(4)

            def forward(m, x):
                return nn.vjp(lambda m, x: m(x), m, x)

            def backward(pull, g):
                return jax.tree.map(jnp.sign, pull(g))
            return nn.custom_vjp(lambda m, x: m(x), forward_fn=forward, backward_fn=backward)(dense, x)
    m = M()
    v = m.init(jr.key(0), x)

    class J(nn.Module):
        @nn.compact
        def __call__(self, x):
            dense = nn.Dense(4)
            dense(x)
            zero = {"params": jax.tree.map(jnp.ones_like, dense.variables["params"])}
            return nn.jvp(lambda m, x: m(x), dense, (x,), (jnp.ones_like(x),), zero)
    j = J()
    return jax.grad(lambda v: m.apply(v, x).sum())(v), j.apply(j.init(jr.key(0), x), x)


def map_variables():
    class Sign(nn.Module):
        @nn.compact
        def __call__(self, x):
            return nn.map_variables(nn.Dense, "params", lambda p: jax.tree.map(jnp.sign, p), init=True)(4)(x)
    m = Sign()
    v = m.init(jr.key(0), x)
    return v, m.apply(v, x)


def recurrent():
    out = []
    for cell in (nn.LSTMCell, nn.OptimizedLSTMCell, nn.GRUCell, nn.MGUCell, nn.SimpleCell):
        m = nn.RNN(cell(3), return_carry=True)
        v = m.init(jr.key(1), s)
        out.append(m.apply(v, s, seq_lengths=jnp.array([3, 5])))
    both = nn.Bidirectional(nn.RNN(nn.LSTMCell(3)), nn.RNN(nn.GRUCell(3)))
    v = both.init(jr.key(1), s)
    conv = nn.RNN(nn.ConvLSTMCell(2, (3, 3)))
    movie = jr.normal(jr.key(2), (1, 3, 5, 5, 2))
    w = conv.init(jr.key(1), movie)
    return out, both.apply(v, s), jax.grad(lambda w: conv.apply(w, movie).sum())(w)


def convolutions():
    image = jr.normal(jr.key(3), (2, 8, 8, 3))
    found = []
    for m in (nn.Conv(4, (3, 3), strides=2, padding="VALID"), nn.Conv(6, (3, 3), feature_group_count=3, kernel_dilation=2),
              nn.Conv(4, (3,), padding="CAUSAL"), nn.Conv(4, (3, 3), padding="CIRCULAR"), nn.ConvTranspose(4, (3, 3), strides=(2, 2)),
              nn.ConvLocal(2, (3, 3)), nn.GroupNorm(num_groups=3), nn.InstanceNorm(), nn.LayerNorm(reduction_axes=(1, 2)),
              nn.WeightNorm(nn.Dense(4)), nn.Einsum((3, 4), "...a,ab->...b"), nn.DenseGeneral((2, 2), axis=(-1, -2))):
        data = image[:, 0] if isinstance(m, nn.Conv) and m.padding == "CAUSAL" else image
        v = m.init(jr.key(1), data)
        found.append(m.apply(v, data))
    spectral = nn.SpectralNorm(nn.Conv(4, (3, 3)))
    v = spectral.init(jr.key(1), image, update_stats=False)
    return found, spectral.apply(v, image, update_stats=True, mutable=["batch_stats"])


def cached_decoding():
    m = nn.MultiHeadDotProductAttention(num_heads=2, qkv_features=8, decode=True)
    v = m.init(jr.key(1), s)
    cache, params, out = v["cache"], v["params"], []

    @jax.jit
    def step(cache, token):
        y, up = m.apply({"params": params, "cache": cache}, token, mutable=["cache"])
        return up["cache"], y
    for i in range(5):
        cache, token = step(cache, s[:, i:i + 1])
        out.append(token)
    return out, cache


def variational_autoencoder():
    class VAE(nn.Module):
        @nn.compact
        def __call__(self, x):
            h = nn.relu(nn.Dense(8)(x))
            mean, logvar = nn.Dense(2, name="mean")(h), nn.Dense(2, name="logvar")(h)
            z = mean + jnp.exp(0.5 * logvar) * jr.normal(self.make_rng("noise"), mean.shape)
            return nn.Dense(6)(nn.relu(nn.Dense(8)(z))), mean, logvar
    m = VAE()
    params = m.init({"params": jr.key(0), "noise": jr.key(1)}, x)
    tx = optax.adam(1e-2, eps=1e-3)
    opt = tx.init(params)

    @jax.jit
    def step(params, opt, key):
        def loss_of(params):
            out, mean, logvar = m.apply(params, x, rngs={"noise": key})
            kl = -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), -1)
            return ((out - x) ** 2).sum(-1).mean() + kl.mean()
        loss, grads = jax.value_and_grad(loss_of)(params)
        updates, opt = tx.update(grads, opt, params)
        return optax.apply_updates(params, updates), opt, loss
    losses = []
    for key in jr.split(jr.key(7), 4):
        params, opt, loss = step(params, opt, key)
        losses.append(loss)
    return losses, params


def scaled_half_precision():
    m = MLP((8, 4), dtype=jnp.float16)
    params = m.init(jr.key(0), x)
    scale = dynamic_scale.DynamicScale(growth_interval=2)

    @jax.jit
    def step(scale, params):
        grad_fn = scale.value_and_grad(lambda p: optax.softmax_cross_entropy_with_integer_labels(m.apply(p, x).astype(jnp.float32), y).mean())
        scale, finite, loss, grads = grad_fn(params)
        return scale, finite, jax.tree.map(lambda p, g: jnp.where(finite, p - 0.1 * g, p), params, grads)
    scales = []
    for _ in range(4):
        scale, finite, params = step(scale, params)
        scales.append((scale.scale, finite))
    return scales, jax.tree.map(lambda p: jnp.round(p, 1).shape, params)


def serialised():
    m = MLP((8, 4))
    state = train_state.TrainState.create(apply_fn=m.apply, params=m.init(jr.key(0), x)["params"], tx=optax.adam(1e-2))
    data = serialization.to_bytes(state)
    blank = train_state.TrainState.create(apply_fn=m.apply, params=m.init(jr.key(1), x)["params"], tx=optax.adam(1e-2))
    back = serialization.from_bytes(blank, data)
    half = serialization.msgpack_restore(serialization.msgpack_serialize({"a": jnp.ones(2, jnp.bfloat16), "b": np.arange(3), "c": 1 + 2j}))
    return back.params, len(data), back.opt_state[0].count, half["a"].astype(jnp.float32), half["b"], np.array(half["c"]).real


def trees():
    m = MLP((8, 4))
    params = m.init(jr.key(0), x)["params"]
    flat = traverse_util.flatten_dict(params, sep="/")
    frozen = freeze(params)
    partition = traverse_util.path_aware_map(lambda path, v: "frozen" if "layers_0" in path else "trainable", params)
    tx = optax.multi_transform({"trainable": optax.sgd(0.1), "frozen": optax.set_to_zero()}, partition)
    grads = jax.grad(lambda p: m.apply({"params": p}, x).sum())(params)
    updates, _ = tx.update(grads, tx.init(params), params)
    return ",".join(sorted(flat)) and updates, unfreeze(frozen.copy({"extra": jnp.ones(2)})), jax.tree.map(jnp.zeros_like, frozen)


def captured():
    m = MLP((8, 4))
    v = m.init(jr.key(0), x)
    out, state = m.apply(v, x, capture_intermediates=True, mutable=["intermediates"])
    bound = m.bind(v)
    perturbed = None

    class P(nn.Module):
        @nn.compact
        def __call__(self, x):
            h = self.perturb("h", nn.Dense(3)(x))
            return jnp.sum(h ** 2)
    p = P()
    w = p.init(jr.key(1), x)
    perturbed = jax.grad(lambda q: p.apply({"params": w["params"], "perturbations": q}, x))(w["perturbations"])
    return out, state["intermediates"], bound(x), bound.layers[0](x), perturbed


def methods_and_names():
    class Auto(nn.Module):
        def setup(self):
            self.encoder, self.decoder = nn.Dense(3), nn.Dense(6)

        def __call__(self, x):
            return self.decoder(self.encoder(x))

        def encode(self, x):
            return self.encoder(x)

        @nn.nowrap
        def plain(self):
            return 3
    m = Auto()
    v = m.init(jr.key(0), x)
    shapes = jax.eval_shape(m.init, jr.key(0), x)
    out, v2 = m.init_with_output(jr.key(0), x)
    return m.apply(v, x, method=m.encode), m.apply(v, x, method="encode"), jax.tree.map(lambda a: a.shape, shapes), out, m.plain()


def partitioned():
    m = nn.Dense(4, kernel_init=nn.with_partitioning(nn.initializers.lecun_normal(), ("in", "out")))
    v = m.init(jr.key(0), x)
    specs = nn.get_partition_spec(v)
    return nn.meta.unbox(v), str(specs["params"]["kernel"]) == "PartitionSpec('in', 'out')", m.apply(v, x)


def tabulated():
    return MLP((8, 4)).tabulate(jr.key(0), x, compute_flops=False, console_kwargs={"width": 110, "color_system": None})


def early():
    stop, found = early_stopping.EarlyStopping(min_delta=1e-2, patience=2), []
    for loss in (1.0, 0.5, 0.499, 0.498, 0.497, 0.1):
        stop = stop.update(loss)
        found.append(float(stop.should_stop))
    return found


def dataclasses_as_trees():
    @struct.dataclass
    class State:
        a: Any
        b: int = struct.field(pytree_node=False, default=2)

    class Other(struct.PyTreeNode):
        c: Any
    st = State(jnp.ones(2))
    g = jax.grad(lambda s: (s.a ** s.b).sum())(st)
    return g, jax.jit(lambda o: o.replace(c=o.c * 2))(Other(jnp.arange(3.0))), str(jax.tree.structure(st))[:0] or 1.0


def errors():
    found = []

    def caught(f):
        try:
            f()
            found.append("none")
        except Exception as e:
            found.append(type(e).__name__ + ": " + str(e).split("\n")[0][:80])
    m = MLP((8, 4))
    v = m.init(jr.key(0), x)
    caught(lambda: m.apply(v, jnp.ones((2, 5))))
    caught(lambda: m.apply({"params": {}}, x))
    caught(lambda: nn.Dropout(0.5, deterministic=False).apply({}, x))
    caught(lambda: nn.BatchNorm(use_running_average=False).apply({"params": {}}, x))
    caught(lambda: setattr(m, "features", (1,)))
    caught(lambda: nn.Dense(3)(x))
    return "\n".join(found)


run(__file__, [v for k, v in list(globals().items()) if isinstance(v, type(run)) and getattr(v, "__module__", None) == "__main__"])
