"""Taylor mode, and other parts of jax.experimental."""
import jax
import jax.numpy as jnp
from jax import lax
from jax.experimental.jet import jet
from jax.experimental.ode import odeint

from corpus import *
from corpus import case as add

JET = "jax.experimental.jet.jet"
X = lit([0.3, 0.7])
TERMS = (lit([1.0, 0.5]), lit([0.2, 0.3]), lit([0.1, -0.4]))


def case(name, function, *args, **options):
    add(name, function, *args, **options)


def series(f, **options):
    return lambda x, *terms: jet(f, (x,), (list(terms),), **options)


for name in ("sin cos tanh exp log sqrt abs log1p expm1 arcsinh arctanh sinh cosh square reciprocal floor sign"
             " negative").split():
    case(JET, series(getattr(jnp, name)), X, *TERMS, x64=name in ("sin", "exp", "log"))
for name in "logistic erf erfc erf_inv rsqrt".split():
    case(JET, series(getattr(lax, name)), X, *TERMS)
for f in (lambda x: x**2.5, lambda x: x**3, lambda x: x**-2, lambda x: x * x[::-1], lambda x: x / (x + 1),
          lambda x: x @ jnp.array([[1.0, 2], [3, 4]]) @ x, jnp.max, lambda x: jnp.maximum(x, 0.5),
          lambda x: jnp.where(x > 0.5, x * x, x), jnp.sum, jnp.cumsum, jnp.cumprod, jax.nn.softmax, jax.nn.gelu,
          lambda x: x[0], lambda x: x[jnp.array([1, 0])], lambda x: x.at[0].add(x[1]), jax.jit(lambda x: jnp.sin(x) * 2),
          lambda x: jnp.arctan2(x, x + 1), lambda x: {"a": x, "b": x * x}, lambda x: jnp.ones(2), jax.nn.logsumexp,
          lambda x: jnp.concatenate([x, x * x]), lambda x: x % 0.4,
          lambda x: jnp.tanh(x @ jnp.ones((2, 3))) @ jnp.ones(3)):
    case(JET, series(f), X, *TERMS)
case(JET, lambda x, a, b, c: jet(lambda u, v: u * jnp.sin(v), (x, x + 1), ([a, b, c], [a, b, c])), X, *TERMS, grad=True,
     vmap=True)
case(JET, series(jnp.exp, factorial_scaled=False), X, *TERMS, grad=True)
case(JET, lambda x: jet(jnp.sin, (x,), ((3.0, 2.0),)), lit(0.125))
case(JET, lambda x: jet(jnp.sin, (x, x), ((x,), (x, x))), X, raises="line")
case(JET, lambda x: jet(jnp.sin, ((x, x),), ((x,),)), X, raises="line")
case("jax.experimental.ode.odeint", lambda y: odeint(lambda y, t: -y, y, jnp.array([0.0, 0.5, 1.0])), f32(2), grad=True)
case("jax.experimental.ode.odeint", lambda y, k: odeint(lambda y, t, k: -k * y * t, y, jnp.array([0.0, 0.5, 1.0]), k),
     f32(2), f32(), grad=True)


def memory(bidirectional, layers):
    from jax.experimental import rnn
    n = rnn.get_num_params_in_lstm(3, 2, layers, bidirectional)
    directions = layers * (2 if bidirectional else 1)

    def call(x, w, lengths):
        weights = rnn.unpack_lstm_weights(w, 3, 2, layers, bidirectional)
        zero = jnp.zeros((directions, 2, 2))
        return rnn.lstm_ref(x, zero, zero + 0.5, *weights, lengths, 3, 2, layers, 0.0, bidirectional)
    return call, f32(n, seed=5, lo=-1, hi=1)


for both in (False, True):
    for layers in (1, 2):
        f, w = memory(both, layers)
        case("jax.experimental.rnn.lstm_ref", f, f32(2, 4, 3), w, lit([4, 2], "int32"), grad=True)


def _rnn():
    from jax.experimental import rnn
    w = rnn.init_lstm_weight(jax.random.key(0), 3, 2, 1, True)
    return w, rnn.get_num_params_in_lstm(3, 2, 2, True)


case("jax.experimental.rnn.init_lstm_weight", lambda: _rnn(), jit=False)
