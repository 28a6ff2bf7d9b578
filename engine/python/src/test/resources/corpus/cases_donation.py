"""Arguments that are given away: which are gone, what is said of the others, and that results are right whatever memory they take."""
import warnings

import jax
import jax.numpy as jnp
from jax import lax

from corpus import *
from corpus import case as add

J = "jax.jit"
LARGE = 300_001


def case(function, **options):
    add(J, function, jit=False, **options)


def gone(f, donated, *args, **options):
    """The results, whether each argument is deleted, and what was said."""
    args = [jnp.array(a) for a in args]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        out = jax.jit(f, donate_argnums=donated, **options)(*args)
    jax.block_until_ready(out)
    return out, tuple(a.is_deleted() for a in args), tuple(str(w.message) for w in said if "donated" in str(w.message))


def row(n=LARGE, scale=1.0):
    return jnp.arange(n, dtype=jnp.float32) * (scale / n)


def ends(tree):
    """A few elements of large results."""
    return jax.tree.map(lambda x: x[jnp.array([0, 1, 17, -17, -2, -1])], tree)


def sgd(w, g):
    return w - 0.1 * g


def adam(w, m, v, g):
    m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
    return w - 0.1 * m / (jnp.sqrt(v) + 1e-3), m, v


for n in (3, 1000, LARGE):
    case(lambda n=n: ends(jax.jit(sgd, donate_argnums=0)(row(max(n, 17)), row(max(n, 17), 2.0))))
    case(lambda n=n: ends(jax.jit(adam, donate_argnums=(0, 1, 2))(*[row(max(n, 17), s) for s in (1.0, 2.0, 3.0, 4.0)])))
case(lambda: gone(sgd, 0, row(4), row(4)))
case(lambda: gone(sgd, (0, 1), row(4), row(4)))
case(lambda: gone(lambda x: x.sum(), 0, row(4)))
case(lambda: gone(lambda x, y: (x.sum(), y[:2]), (0, 1), row(4), jnp.ones((2, 3), jnp.int32)))
case(lambda: gone(lambda x: x.astype(jnp.int32), 0, row(4)))
case(lambda: gone(lambda x: x.reshape(2, 2), 0, row(4)))
case(lambda: gone(lambda x: x.T + 1, 0, jnp.ones((2, 3))))
case(lambda: gone(lambda x: (x, x * 2), 0, row(4)))
case(lambda: gone(lambda x: (x * 2, x), 0, row(4)))
case(lambda: gone(lambda x: (x * 2, x * 2), 0, row(4)))
case(lambda: gone(lambda x, y: x, 0, row(4), row(4)))
case(lambda: gone(lambda x, y: y + 1, 0, row(4), row(4)))
case(lambda: gone(lambda x, y: y + 1, 0, row(4), row(4), keep_unused=True))
case(lambda: gone(lambda x, y: (x + y, x - y), (0, 1), row(4), row(4)))
case(lambda: gone(lambda t: jax.tree.map(lambda x: x + 1, t), 0, row(4)))
case(lambda: ends(jax.jit(lambda x: x[::-1] + x, donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: jnp.cumsum(x), donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: jnp.sort(-x), donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: x - x.mean(), donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: (x - x.mean(), x * x), donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: x.at[3].set(7.0), donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: (x.at[3].set(7.0), x[3]) [0], donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x, i: x.at[i].add(x[i - 1]), donate_argnums=0)(row(), jnp.array([1, 2, 17]))))
case(lambda: ends(jax.jit(lambda x: lax.dynamic_update_slice(x, x[1:4], (0,)), donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: lax.fori_loop(0, 5, lambda i, c: c * 0.5 + c[::-1], x), donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: lax.fori_loop(0, 5, lambda i, c: c.at[i].set(9.0), x), donate_argnums=0)(row())))
case(lambda: ends(jax.jit(lambda x: lax.scan(lambda c, _: (jnp.sin(c), c[0]), x, None, length=4)[0], donate_argnums=0)(row())))
case(lambda: jax.jit(lambda x: x @ x, donate_argnums=0)(jnp.arange(9.0).reshape(3, 3)))
case(lambda: jax.jit(lambda x: (jnp.conj(x) * x, x.real), donate_argnums=0)(jnp.arange(6.0) + 1j))
case(lambda: jax.jit(lambda p, x: (p["a"] + x, {"a": p["a"] * 2}), donate_argnames="p")({"a": row(5)}, row(5)))


def trained(steps):
    step = jax.jit(adam, donate_argnums=(0, 1, 2))
    state = [row(1000, s) for s in (1.0, 2.0, 3.0)]
    for i in range(steps):
        state = step(*state, row(1000, float(i)))
    return ends(tuple(state))


case(lambda: trained(7))


def kept():
    """An array that something else sees, or that a program knows, keeps its numbers for them."""
    x = row(1000)
    y = x.reshape(10, 100)
    step = jax.jit(sgd, donate_argnums=0)
    z = step(x, row(1000))
    return y[5, 5], z[505]


case(kept)


def captured():
    x = row(1000)
    reads = jax.jit(lambda y: y + x)
    first = reads(row(1000))[7]
    jax.jit(sgd, donate_argnums=0)(x + 0, row(1000))
    return first, reads(row(1000))[7]


case(captured)


def pointers(put):
    """Whether each step of a training but the first computes in place."""
    step = jax.jit(sgd, donate_argnums=0)
    w = put(row(100_000))
    out = []
    for _ in range(3):
        at = w.unsafe_buffer_pointer()
        w = step(w, row(100_000))
        out.append(w.unsafe_buffer_pointer() == at)
    return out[1:]


case(lambda: pointers(lambda x: x))
case(lambda: pointers(lambda x: jax.device_put(x + 0, jax.devices()[0])))
# the same array twice
x4 = lambda: row(4)
case(lambda: (lambda x: jax.jit(lambda a, b: a - b, donate_argnums=0)(x, x))(x4()), raises="line")
case(lambda: (lambda x: jax.jit(lambda a, b: a - b, donate_argnums=1)(x, x))(x4()), raises="line")
case(lambda: (lambda x: jax.jit(lambda a, b: (a + b, a - b), donate_argnums=(0, 1))(x, x))(x4()), raises="line")
# used after it is gone
case(lambda: (lambda x: (jax.jit(sgd, donate_argnums=0)(x, row(4)), x + 1))(x4()), raises="line")
case(lambda: (lambda x: (jax.jit(sgd, donate_argnums=0)(x, row(4)), jax.jit(sgd)(x, row(4))))(x4()), raises="line")
case(lambda: (lambda x: (jax.jit(sgd, donate_argnums=0)(x, row(4)), str(x)))(x4()), raises="line")
case(lambda: (lambda x: (jax.jit(sgd, donate_argnums=0)(x, row(4)), x.shape, x.dtype.name, x.is_deleted())[1:])(x4()))


def distinct():
    """Equal results are arrays of their own."""
    a, b = jax.jit(lambda x: (x * 2, x * 2))(row(4))
    a.delete()
    return b


case(distinct)


def constant():
    f = jax.jit(lambda x: (x, jnp.arange(3)))
    f(1.0)[1].delete()
    return f(1.0)[1]


case(constant)
case(lambda: jax.jit(adam, donate_argnums=(0, 1, 2)).lower(*[row(1000)] * 4).compile().memory_analysis().alias_size_in_bytes)
