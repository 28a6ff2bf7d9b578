"""stax's layers and the example optimizers."""
import jax
import jax.numpy as jnp
from jax.example_libraries import optimizers, stax

from corpus import case, f32

S, O = "jax.example_libraries.stax.", "jax.example_libraries.optimizers."


def built(layer, x, **kwargs):
    """Shape of the result, parameters, and the result."""
    init, apply = layer
    shape, params = init(jax.random.key(3), x.shape)
    return jnp.array(shape), params, apply(params, x, **kwargs)


for name in "Tanh Relu Exp LogSoftmax Softmax Softplus Sigmoid Elu LeakyRelu Selu Gelu Identity Flatten".split():
    case(S + name, lambda x, n=name: built(getattr(stax, n), x)[2], f32(3, 4), grad=True, vmap=name != "Flatten")
case(S + "Dense", lambda x: built(stax.Dense(5), x), f32(3, 4))
case(S + "Dense", lambda x: built(stax.Dense(5), x)[2], f32(3, 4), grad=True)
image = f32(2, 6, 6, 3)
case(S + "Conv", lambda x: built(stax.Conv(4, (3, 3)), x)[1:], image)
case(S + "Conv", lambda x: built(stax.Conv(4, (3, 3), (2, 2), "SAME"), x)[1:], image)
case(S + "Conv", lambda x: built(stax.Conv(2, (2, 2)), x)[2], image, grad=True)
case(S + "GeneralConv", lambda x: built(stax.GeneralConv(("NCHW", "OIHW", "NHWC"), 2, (2, 2)), x)[1:], f32(2, 3, 5, 5))
case(S + "ConvTranspose", lambda x: stax.ConvTranspose(2, (2, 2), (2, 2))[1](
    (jnp.ones((2, 2, 3, 2)), jnp.ones((1, 1, 1, 2))), x), image)
case(S + "MaxPool", lambda x: built(stax.MaxPool((2, 2)), x)[2], image, grad=True)
case(S + "MaxPool", lambda x: built(stax.MaxPool((3, 3), (2, 2), "SAME"), x)[2], image)
case(S + "SumPool", lambda x: built(stax.SumPool((2, 2), (2, 2)), x)[2], image, grad=True)
case(S + "AvgPool", lambda x: built(stax.AvgPool((2, 2), padding="SAME"), x)[2], image, grad=True)
case(S + "BatchNorm", lambda x: built(stax.BatchNorm(), x)[1:], image)
case(S + "BatchNorm", lambda x: built(stax.BatchNorm(axis=(0,), center=False), x)[2], f32(5, 3), grad=True)
case(S + "FanInSum", lambda x: stax.FanInSum[1]((), [x, x * 2]), f32(2, 3), grad=True)
case(S + "FanInConcat", lambda x: stax.FanInConcat()[1]((), [x, x * 2]), f32(2, 3), grad=True)
case(S + "FanOut", lambda x: stax.FanOut(3)[1]((), x), f32(2, 3))
case(S + "Dropout", lambda x: stax.Dropout(0.5)[1]((), x, rng=jax.random.key(1)), f32(4, 3), grad=True)
case(S + "Dropout", lambda x: stax.Dropout(0.5, "test")[1]((), x, rng=jax.random.key(1)), f32(4, 3))
case(S + "Dropout", lambda x: stax.Dropout(0.5)[1]((), x), f32(4, 3), raises=True)
case(S + "serial", lambda x: built(stax.serial(stax.Dense(4), stax.Relu, stax.Dense(2), stax.LogSoftmax), x)[1:], f32(3, 4))
case(S + "serial", lambda x: built(stax.serial(stax.Dense(4), stax.Relu, stax.Dense(2)), x)[2], f32(3, 4), grad=True)
case(S + "parallel", lambda x: built(stax.serial(stax.FanOut(2), stax.parallel(stax.Dense(3), stax.Identity),
                                                stax.FanInConcat()), x)[1:], f32(2, 4))
case(S + "shape_dependent", lambda x: built(stax.shape_dependent(lambda s: stax.Dense(s[-1] * 2)), x)[1:], f32(2, 4))
case(S + "elementwise", lambda x: stax.elementwise(jnp.sin)[1]((), x), f32(3))


def run(opt, x, steps=5):
    state = opt.init_fn({"a": x, "b": jnp.ones((2, 2))})
    loss = lambda p: jnp.sum(p["a"] ** 2) + jnp.sum(jnp.sin(p["b"]))  # noqa: E731
    for i in range(steps):
        state = opt.update_fn(i, jax.grad(loss)(opt.params_fn(state)), state)
    return opt.params_fn(state)


MAKERS = {
    "sgd": lambda s: optimizers.sgd(s), "momentum": lambda s: optimizers.momentum(s, 0.9),
    "nesterov": lambda s: optimizers.nesterov(s, 0.9), "adagrad": lambda s: optimizers.adagrad(s),
    "rmsprop": lambda s: optimizers.rmsprop(s), "rmsprop_momentum": lambda s: optimizers.rmsprop_momentum(s),
    "adam": lambda s: optimizers.adam(s), "adamax": lambda s: optimizers.adamax(s), "sm3": lambda s: optimizers.sm3(s),
}
for name, make in MAKERS.items():
    case(O + name, lambda x, m=make: run(m(0.1), x), f32(3))
    case(O + name, lambda x, m=make: run(m(optimizers.exponential_decay(0.1, 3, 0.5)), x, 3), f32(3))
SCHEDULES = {
    "constant": optimizers.constant(0.1), "exponential_decay": optimizers.exponential_decay(0.1, 10, 0.5),
    "inverse_time_decay": optimizers.inverse_time_decay(0.1, 3, 0.5, True),
    "polynomial_decay": optimizers.polynomial_decay(0.1, 10, 0.01, 2.0),
}
for name, schedule in SCHEDULES.items():
    case(O + name, lambda s=schedule: [s(i) for i in (0, 3, 7, 20)], jit=False)
case(O + "piecewise_constant", lambda: [optimizers.piecewise_constant([5, 10], [0.1, 0.2, 0.3])(i) for i in (0, 7, 20)])
case(O + "piecewise_constant", lambda: optimizers.piecewise_constant([5, 10], [0.1, 0.2]), raises=True)
case(O + "make_schedule", lambda: optimizers.make_schedule(0.5)(3), jit=False)
case(O + "make_schedule", lambda: optimizers.make_schedule([0.5])(3), raises=True)
case(O + "l2_norm", lambda x: optimizers.l2_norm({"a": x, "b": 2 * x}), f32(3), grad=True)
case(O + "clip_grads", lambda x: optimizers.clip_grads([x, x], 0.5), f32(3))
case(O + "unpack_optimizer_state", lambda x: (lambda o: o.params_fn(optimizers.pack_optimizer_state(
    optimizers.unpack_optimizer_state(o.init_fn({"a": x})))))(optimizers.adam(0.1)), f32(3))
