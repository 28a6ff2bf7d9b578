"""A tour of the language, section by section. Each sharp bit is shown both ways: the mistake with its error, and what to write
instead. Run it whole, or give section numbers: tour.py 3 6"""
import sys

import jax
import jax.numpy as jnp

SECTIONS = []


def section(title):
    def add(f):
        SECTIONS.append((title, f))
        return f
    return add


def mistake(f):
    """Runs something that must fail and shows the first line of its error."""
    try:
        f()
    except Exception as problem:
        print(f"  {type(problem).__name__}: {str(problem).splitlines()[0]}")
    else:
        raise AssertionError("expected an error")


@section("The transformations")
def transformations():
    def loss(x):
        return jnp.sum(x ** 2)

    x = jnp.array([1.0, 2.0, 3.0])
    print("grad:", jax.grad(loss)(x))
    print("jit:", jax.jit(lambda x: jnp.sum(x ** 2 + 3 * x + 1))(x))
    print("vmap:", jax.vmap(loss)(jnp.array([[1, 2], [3, 4], [5, 6]])))
    print("pmap over", len(jax.devices()), "device(s):", jax.pmap(lambda x: x ** 2)(jnp.arange(len(jax.devices()))))
    print("together:", jax.jit(jax.vmap(jax.grad(loss)))(jnp.arange(6.0).reshape(2, 3)))


@section("Arrays do not change")
def immutable():
    x = jnp.array([1, 2, 3])

    def assign():
        x[0] = 10
    print("x[0] = 10")
    mistake(assign)
    print("x.at[0].set(10):", x.at[0].set(10), " add:", x.at[0].add(5), " max:", x.at[1].max(7), " slice:", x.at[0:2].set(0))
    print("several places:", x.at[jnp.array([0, 2])].set(10), " the original is as it was:", x)
    print("x.at[[0, 2]] (a list)")
    mistake(lambda: x.at[[0, 2]].set(10))
    print("x.at[0, 1] on one axis")
    mistake(lambda: x.at[0, 1].set(10))


@section("Random numbers have explicit keys")
def random():
    key = jax.random.PRNGKey(42)
    print("the same key gives the same numbers:", jax.random.normal(key, (2,)), jax.random.normal(key, (2,)))
    key, subkey = jax.random.split(key)
    print("a fresh subkey gives others:", jax.random.normal(subkey, (2,)))
    keys = jax.random.split(key, 3)
    print("one key an example:", jax.vmap(lambda k: jax.random.uniform(k))(keys))


@section("64 bits are asked for")
def precision():
    print("by default:", jnp.array([1.0]).dtype)
    jax.config.update("jax_enable_x64", True)
    print("jax_enable_x64:", jnp.array([1.0]).dtype)
    jax.config.update("jax_enable_x64", False)


@section("Indices out of bounds")
def bounds():
    x = jnp.array([1, 2, 3])
    print("a read clamps: x[10] =", x[10], " a write is dropped:", x.at[10].set(99))
    print("to see it: x.at[10].get(mode='fill', fill_value=-1) =", x.at[10].get(mode="fill", fill_value=-1))


@section("Arrays, not lists")
def lists():
    print("jnp.sum([1, 2, 3])")
    mistake(lambda: jnp.sum([1, 2, 3]))
    print("jnp.sum(jnp.array([1, 2, 3])) =", jnp.sum(jnp.array([1, 2, 3])))


@section("Pure functions")
def pure():
    calls = []

    @jax.jit
    def impure(x):
        calls.append(1)
        return x ** 2
    impure(2.0)
    impure(3.0)
    print("two calls of a jitted function ran its Python", len(calls), "time(s)")

    @jax.jit
    def counted(x, counter):
        return x ** 2, counter + 1
    result, counter = counted(2.0, 0)
    result, counter = counted(3.0, counter)
    print("a counter that is an argument and a result:", counter)


@section("Control flow on values")
def control_flow():
    @jax.jit
    def wrong(x):
        if x > 0:
            return x ** 2
        return x ** 3
    print("if x > 0 inside jit")
    mistake(lambda: wrong(2.0))
    right = jax.jit(lambda x: jax.lax.cond(x > 0, lambda x: x ** 2, lambda x: x ** 3, x))
    print("lax.cond:", right(2.0), right(-2.0))

    @jax.jit
    def loop_wrong(x, n):
        for _ in range(n):
            x = x + 1
        return x
    print("range(n) of a traced n")
    mistake(lambda: loop_wrong(0, 5))
    print("lax.fori_loop:", jax.jit(lambda x, n: jax.lax.fori_loop(0, n, lambda i, v: v + 1, x))(0, 5))
    print("static_argnums:", jax.jit(lambda x, n: sum(x for _ in range(n)), static_argnums=1)(2, 5))
    print("lax.while_loop:", jax.lax.while_loop(lambda v: v < 10, lambda v: v + 1, 3))


@section("Shapes do not depend on values")
def shapes():
    x = jnp.array([1.0, -2.0, 3.0])
    print("x[mask] inside jit")
    mistake(lambda: jax.jit(lambda x, m: x[m])(x, x > 0))
    print("jnp.where keeps the shape:", jax.jit(lambda x, m: jnp.where(m, x, 0))(x, x > 0))


@section("Printing from compiled code")
def printing():
    @jax.jit
    def f(x):
        print("  print sees the tracer, once:", x)
        jax.debug.print("  debug.print sees the value: {}", x)
        return x ** 2
    f(2.0)
    f(3.0)
    jax.effects_barrier()


@section("Discrete choices have no gradient")
def discrete():
    x = jnp.array([1.0, 3.0, 2.0])
    print("through argmax, only the chosen element counts:", jax.grad(lambda x: x[jnp.argmax(x)])(x))
    print("a soft choice differentiates:", jax.grad(lambda x: jnp.sum(x * jax.nn.softmax(4 * x)))(x))


@section("More of autodiff")
def autodiff():
    x = jnp.array([1.0, 2.0, 3.0])
    f = lambda x, y: jnp.sum(x ** 2 + y ** 3)
    print("value and gradient:", *jax.value_and_grad(f)(x, x))
    print("by both arguments:", *jax.grad(f, argnums=(0, 1))(x, x))
    print("with auxiliary data:", jax.grad(lambda x: (jnp.sum(x ** 2), {"norm": jnp.linalg.norm(x)}), has_aux=True)(x))
    print("Hessian:\n", jax.hessian(lambda x: jnp.sum(x ** 3))(x))
    g = lambda x: jnp.array([x[0] ** 2, x[1] ** 3, x[0] * x[1]])
    y = jnp.array([2.0, 3.0])
    print("Jacobian, forwards and backwards agree:", bool(jnp.allclose(jax.jacfwd(g)(y), jax.jacrev(g)(y))))

    @jax.custom_gradient
    def doubled(x):
        result = jnp.exp(x)
        return result, lambda g: g * 2 * result
    print("a gradient of one's own:", jax.grad(doubled)(0.0))


@section("Pytrees")
def pytrees():
    params = {"w1": jnp.ones((10, 5)), "b1": jnp.zeros(5), "w2": jnp.ones((5, 1)), "b2": jnp.zeros(1)}

    def loss(params, x):
        h = jax.nn.relu(x @ params["w1"] + params["b1"])
        return jnp.mean((h @ params["w2"] + params["b2"]) ** 2)
    grads = jax.grad(loss)(params, jnp.ones((32, 10)))
    print("gradients come as the parameters do:", jax.tree.map(jnp.shape, grads))
    print("number of parameters:", jax.tree.reduce(lambda n, p: n + p.size, params, 0))
    flat, structure = jax.tree.flatten(params)
    print("flat and back:", jax.tree.unflatten(structure, flat).keys())


@section("Loops that compile")
def scans():
    def step(total, x):
        total = total + x
        return total, total
    print("scan:", jax.lax.scan(step, 0, jnp.array([1, 2, 3, 4, 5]))[1])
    w_h, w_x = jnp.eye(5) * 0.5, jnp.ones((5, 3)) * 0.1

    def cell(h, x):
        h = jnp.tanh(w_h @ h + w_x @ x)
        return h, h
    print("a recurrent network:", jax.lax.scan(cell, jnp.zeros(5), jnp.ones((10, 3)))[1].shape)


@section("Recompilation")
def recompilation():
    f = jax.jit(lambda x: jnp.sum(x ** 2))
    for n in (10, 20, 10):
        f(jnp.ones(n))
    print("three calls with two shapes: compiled", f._cache_size(), "times")


@section("Looking inside")
def inside():
    f = lambda x: x ** 2 + 3 * x
    print(jax.make_jaxpr(f)(1.0))
    print("its derivative:", jax.make_jaxpr(jax.grad(f))(1.0))
    from jax.test_util import check_grads
    check_grads(lambda x: jnp.sum(x ** 3), (jnp.array([1.0, 2.0, 3.0]),), order=2)
    print("check_grads agrees with finite differences, first and second order")


def main():
    wanted = [int(a) for a in sys.argv[1:]] or range(1, len(SECTIONS) + 1)
    for n in wanted:
        title, f = SECTIONS[n - 1]
        print(f"\n{n}. {title}")
        f()


main()
