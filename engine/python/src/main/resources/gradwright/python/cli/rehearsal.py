"""What an engine runs until somebody comes: the ways through the engine that most programs take, so that they are compiled by then."""
import jax
import jax.numpy as jnp


def predict(params, x):
    for w, b in params[:-1]:
        x = jnp.tanh(x @ w + b)
    w, b = params[-1]
    return jax.nn.log_softmax(x @ w + b)


def loss(params, x, y):
    return -jnp.mean(jnp.sum(predict(params, x) * y, axis=1))


@jax.jit
def step(params, x, y):
    value, gradient = jax.value_and_grad(loss)(params, x, y)
    return value, jax.tree.map(lambda p, g: p - 0.1 * g, params, gradient)


@jax.jit
def scale(a, x, y):
    return a * x + y


@jax.jit
def total(xs):
    return jax.lax.scan(lambda carry, x: (carry * 0.5 + x, carry), jnp.zeros(4), xs)


def train(rounds):
    keys = jax.random.split(jax.random.key(0), 3)
    sizes = [8, 16, 16, 4]
    params = [
        (jax.random.normal(key, (m, n)) / m ** 0.5, jnp.zeros(n)) for key, m, n in zip(keys, sizes[:-1], sizes[1:])
    ]
    x = jnp.linspace(-1.0, 1.0, 256).reshape(32, 8)
    y = jax.nn.one_hot(jnp.arange(32) % 4, 4)
    for _ in range(rounds):
        value, params = step(params, x, y)
    return float(value)


def dispatch(rounds):
    x = jnp.arange(1000.0)
    y = jnp.ones(1000)
    for _ in range(rounds):
        scale(2.0, x, y).block_until_ready()


def eager(rounds):
    x = jnp.arange(12.0).reshape(3, 4)
    for _ in range(rounds):
        y = jnp.where(x > 2, x * 2 + 1, -x).sum(axis=0)
        x = x.at[0].set(y) / jnp.max(jnp.abs(y))
        y[1:3], x.T @ x, x.shape, len(x)
    jax.grad(lambda v: jnp.sum(jnp.sin(v) ** 2))(y)
    jax.vmap(lambda v: v @ y)(x)
    return str(x)


print(train(40))
print(total(jnp.ones((5, 4))))
print(jax.make_jaxpr(jax.grad(loss))([(jnp.ones((8, 4)), jnp.ones(4))], jnp.ones((2, 8)), jnp.ones((2, 4))))
dispatch(1500)
print(eager(30))
