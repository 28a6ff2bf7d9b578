"""Calls of jitted functions and of operators that take the short way after the first time, against what the long way gives."""
import collections
import threading

import jax
import jax.numpy as jnp

CASES = []


def case(f):
    CASES.append(f)
    return f


def failures():
    """The names of the cases that fail, with what they raised."""
    out = []
    for f in CASES:
        try:
            f()
        except Exception as e:
            out.append(f"{f.__name__}: {type(e).__name__}: {e}")
    return out


def raised(f, *args):
    try:
        f(*args)
    except Exception as e:
        return type(e).__name__, str(e).split("\n")[0]
    return None


def traced(f, **options):
    """The jitted function and the list that grows with each of its traces."""
    traces = []

    def counted(*args, **kwargs):
        traces.append(1)
        return f(*args, **kwargs)
    return jax.jit(counted, **options), traces


@case
def types_decide_about_the_program():
    f, traces = traced(lambda x: x + 1)
    for _ in range(3):
        assert f(jnp.float32(1)).dtype == "float32"
        assert f(jnp.int32(1)).dtype == "int32"
        assert f(jnp.zeros(3)).shape == (3,)
        assert f(1).weak_type and f(1).dtype == "int32"
        assert f(1.5).weak_type and float(f(1.5)) == 2.5
        assert f(True).dtype == "int32"
        assert not f(jnp.float32(1)).weak_type
    assert len(traces) == 6, len(traces)
    assert f._cache_size() == 6


@case
def structures_decide_about_the_program():
    f, traces = traced(lambda t: t)
    Point = collections.namedtuple("Point", "x y")
    trees = [[1.0, 2.0], (1.0, 2.0), {"b": 1.0, "a": (2.0, None)}, [[1.0], {"z": 3.0}], Point(1.0, [2.0]), None, [], {}]
    for _ in range(3):
        for tree in trees:
            result = f(tree)
            assert type(result) is type(tree)
            assert jax.tree.structure(result) == jax.tree.structure(tree), tree
            assert jax.tree.leaves(result) == jax.tree.leaves(tree), tree
    assert len(traces) == len(trees), len(traces)


@case
def a_dict_is_read_by_its_sorted_keys():
    f = jax.jit(lambda t: t["a"] - t["b"])
    for _ in range(3):
        assert float(f({"a": 5.0, "b": 2.0})) == 3.0
        assert float(f({"b": 2.0, "a": 5.0})) == 3.0
    assert raised(f, {"a": 1.0, "c": 1.0}) == ("KeyError", "'b'")


@case
def registered_nodes_take_the_long_way():
    @jax.tree_util.register_pytree_node_class
    class Pair(tuple):
        def tree_flatten(self):
            return (self[1], self[0]), None

        @classmethod
        def tree_unflatten(cls, data, children):
            return cls(reversed(children))
    f = jax.jit(lambda p: p[0] - p[1])
    for _ in range(3):
        assert float(f(Pair((5.0, 2.0)))) == 3.0
    g = jax.jit(lambda x: Pair((x, x + 1)))
    for _ in range(3):
        result = g(1.0)
        assert type(result) is Pair and float(result[1]) == 2.0


@case
def keywords_and_static_arguments_take_the_long_way():
    f, traces = traced(lambda x, n=2: x * n)
    for _ in range(3):
        assert float(f(3.0)) == 6.0
        assert float(f(3.0, n=4.0)) == 12.0
    g, static = traced(lambda x, n: x * n, static_argnums=1)
    for _ in range(2):
        assert float(g(3.0, 2)) == 6.0 and float(g(3.0, 5)) == 15.0
    assert len(traces) == 2 and len(static) == 2


@case
def subclasses_of_numbers_and_numpy_scalars_are_arguments_too():
    import numpy as np

    class Real(float):
        pass
    f = jax.jit(lambda x: x * 2)
    for _ in range(3):
        assert float(f(1.5)) == 3.0
        assert float(f(Real(1.5))) == 3.0
        assert float(f(np.float32(1.5))) == 3.0
        assert f(np.arange(3)).tolist() == [0, 2, 4]
    assert raised(f, "text")[0] == "TypeError"
    assert raised(f, 1 << 40)[0] == "OverflowError"


@case
def settings_are_part_of_the_key():
    f, traces = traced(lambda x: x + 1.0)
    assert f(1.0).dtype == "float32" and f(1.0).dtype == "float32"
    with jax.enable_x64(True):
        assert f(1.0).dtype == "float64" and f(1.0).dtype == "float64"
    assert f(1.0).dtype == "float32"
    assert len(traces) == 2
    with jax.disable_jit():
        f(1.0)
        f(1.0)
    assert len(traces) == 4


@case
def forgotten_programs_are_traced_again():
    f, traces = traced(lambda x: x + 1)
    g = jax.jit(f.__wrapped__)
    f(1.0), f(1.0), g(1.0)
    assert len(traces) == 1
    f.clear_cache()
    assert f._cache_size() == 0
    g(1.0), f(1.0)
    assert len(traces) == 2
    jax.clear_caches()
    f(1.0)
    assert len(traces) == 3


@case
def tracers_are_recorded():
    f, traces = traced(lambda x, y: x * y)
    f(2.0, 3.0), f(2.0, 3.0)
    assert float(jax.grad(f)(2.0, 3.0)) == 3.0 == float(jax.grad(f)(2.0, 3.0))
    assert jax.vmap(f, (0, None))(jnp.arange(3.0), 2.0).tolist() == [0, 2, 4]
    jaxpr = str(jax.make_jaxpr(lambda x: f(x, 1.0))(2.0))
    assert "jit[" in jaxpr and "name=counted" in jaxpr, jaxpr


@case
def leaked_tracers_are_refused():
    kept = []

    @jax.jit
    def f(x):
        kept.append(x)
        return x
    f(1.0)
    g = jax.jit(lambda x: x + 1)
    g(1.0), g(1.0)
    assert raised(g, kept[0])[0] == "UnexpectedTracerError"
    assert raised(lambda x: x + 1, kept[0])[0] == "UnexpectedTracerError"


@case
def donated_and_deleted_arrays_are_gone():
    f = jax.jit(lambda x: x + 1, donate_argnums=0)
    for _ in range(3):
        x = jnp.arange(4.0)
        f(x)
        assert x.is_deleted()
        assert raised(f, x)[0] in ("RuntimeError", "ValueError")


@case
def errors_of_callbacks_come_when_results_are_waited_for():
    def fail(x):
        raise ValueError("in the callback")
    f = jax.jit(lambda x: jax.pure_callback(fail, jax.ShapeDtypeStruct((), "float32"), x))
    for _ in range(3):
        found = raised(lambda: jax.block_until_ready(f(jnp.float32(1))))
        assert found is not None, "no error"


@case
def callbacks_run_python_within_a_short_call():
    seen = []
    f = jax.jit(lambda x: jax.pure_callback(lambda v: (seen.append(1), v)[1], jax.ShapeDtypeStruct((), "float32"), x) + 1)
    for i in range(4):
        assert float(f(jnp.float32(i))) == i + 1
    assert len(seen) == 4


@case
def threads_call_one_function():
    f = jax.jit(lambda x, y: {"sum": x + y, "all": [x, y]})
    f(1.0, 2.0)
    wrong = []

    def work(k):
        for i in range(50):
            r = f(float(k), float(i))
            if float(r["sum"]) != k + i or float(r["all"][1]) != i:
                wrong.append((k, i))
    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert not wrong, wrong


@case
def methods_and_attributes_are_what_they_were():
    class Model:
        scale = 3.0

        @jax.jit
        def __call__(self):
            return 1.0

        def plain(self, x):
            return self.scale * x
        jitted = jax.jit(plain, static_argnums=0)
    m = Model()
    assert float(m.jitted(2.0)) == 6.0 == float(m.jitted(2.0))
    f = jax.jit(m.plain)
    assert f.__name__ == "plain" and float(f(2.0)) == 6.0 == float(f.__call__(2.0))


@case
def operators_refuse_what_they_refused():
    x = jnp.arange(3.0)
    assert raised(lambda: x + [1, 2, 3]) == (
        "TypeError", "unsupported operand type(s) for +: 'ArrayImpl' and 'list'"), raised(lambda: x + [1, 2, 3])
    assert raised(lambda: x + None)[0] == "TypeError"
    assert raised(lambda: x + jnp.zeros(4))[0] == "TypeError"
    assert raised(lambda: "a" * x)[0] == "TypeError"
    assert (2 - x).tolist() == [2, 1, 0] and (x - 2).tolist() == [-2, -1, 0]
    assert (2 ** x).tolist() == [1, 2, 4] and (-x).tolist() == [0, -1, -2]
    assert (x == 1).tolist() == [False, True, False] and (x == "a") is False
    assert (x > 1).dtype == bool and (1 < x).tolist() == [False, False, True]


@case
def results_wait_when_they_are_asked_for():
    f = jax.jit(lambda a: a @ a)
    x = jnp.ones((600, 600))
    for _ in range(3):
        ys = [f(x), (f(x), {"k": f(x)}), 5]
        assert jax.block_until_ready(ys) is ys
        assert ys[0].is_ready() and float(ys[1][1]["k"][0, 0]) == 600.0


@case
def equations_have_their_parts():
    closed = jax.make_jaxpr(lambda x: jnp.sin(x) * 2.0)(1.0)
    first, second = closed.eqns
    assert closed.eqns[0] is first and first.ctx is None
    assert first.outvars[0] is second.invars[0] and first.invars[0] is closed.jaxpr.invars[0]
    assert [e.primitive.name for e in closed.eqns] == ["sin", "mul"]
    assert raised(lambda: first.nothing)[0] == "AttributeError"


@case
def functions_bind_arguments_as_python_does():
    x = jnp.arange(6.0).reshape(2, 3)
    for _ in range(2):
        assert jnp.sum(x, 0).tolist() == [3, 5, 7] == jnp.sum(a=x, axis=(0,)).tolist()
        assert jnp.sum(x, dtype=jnp.int32).dtype == "int32" and jnp.sum(x, dtype="int32").dtype == "int32"
        assert jnp.concatenate([x, x], axis=1).shape == (2, 6)
        u, s, v = jnp.linalg.svd(x, full_matrices=False)
        assert s.shape == (2,) and type(jnp.linalg.svd(x)).__name__ == "SVDResult"
        assert raised(lambda: jnp.sin())[0] == "TypeError"
        assert raised(lambda: jnp.sin(x, x))[0] == "TypeError"
        assert raised(lambda: jnp.sum(x, axis=7))[0] == "ValueError"
