"""jax.lax: loops, branches, scans, solves."""
import jax
from jax import lax
import jax.numpy as jnp

from corpus import *

L = "jax.lax."


def cell(c, x):
    return jnp.sin(c) + x, c * x


S = L + "scan"
case(S, lambda c, xs: lax.scan(cell, c, xs), f32(2), f32(4, 2), grad=True, vmap=True, x64=True)
case(S, lambda c, xs: lax.scan(cell, c, xs, reverse=True), f32(2), f32(4, 2), grad=True, vmap=(None, 0))
case(S, lambda c, xs: lax.scan(cell, c, xs, unroll=2), f32(2), f32(5, 2), grad=True)
case(S, lambda c, xs: lax.scan(cell, c, xs, unroll=True), f32(2), f32(3, 2), grad=True)
case(S, lambda c, xs: lax.scan(cell, c, xs, 4, _split_transpose=True), f32(), f32(4), grad=True)
case(S, lambda c: lax.scan(lambda c, _: (c * 2, c), c, None, length=3), f32(2), grad=True, vmap=True)
case(S, lambda c: lax.scan(lambda c, _: (c * 2, None), c, length=0), f32(2), grad=True)
case(S, lambda xs: lax.scan(lambda c, x: (None, x * 2), None, xs), f32(3), grad=True)
case(S, lambda c, xs: lax.scan(cell, c, xs), f32(), f32(0))
case(S, lambda c, xs: lax.scan(lambda c, x: ({"a": c["a"] + x, "n": c["n"] + 1}, (c["n"], x)), {"a": c, "n": 0}, xs), f32(), f32(3), grad=True)
case(S, lambda c, xs, w: lax.scan(lambda c, x: (jnp.tanh(w @ c + x), c.sum()), c, xs), f32(2), f32(3, 2), f32(2, 2), grad=True, vmap=(0, None, None))
case(S, lambda xs: lax.scan(lambda c, x: (c + x, c), 0, xs), i32(4))
case(S, lambda xs: lax.scan(lambda c, x: (c + x, c), 0.0, xs), f32(4), grad=True)
case(S, lambda xs: lax.scan(lambda c, x: (c + x["a"] * x["b"][0], x["b"]), jnp.float32(0), {"a": xs, "b": (xs, xs)}), f32(3), grad=True)
case(S, lambda xs: jax.jvp(lambda v: lax.scan(cell, jnp.float32(0.3), v), (xs,), (xs,)), f32(3))
case(S, lambda xs: jax.hessian(lambda v: lax.scan(cell, jnp.float32(0.3), v)[0])(xs), f32(3))
case(S, lambda xs: lax.scan(lambda c, x: (c + 1.5, x), 0, xs), f32(3))
case(S, lambda xs: lax.scan(lambda c, x: ((c, c), x), jnp.float32(0), xs), f32(3), raises="line")
case(S, lambda xs: lax.scan(lambda c, x: (c[None], x), jnp.float32(0), xs), f32(3), raises="line")
case(S, lambda xs: lax.scan(lambda c, x: ({"b": c["b"].astype(int)}, x), {"b": jnp.float32(0)}, xs), f32(3), raises="line")
case(S, lambda xs: lax.scan(lambda c, x: ({"a": c["b"]}, x), {"b": jnp.float32(0)}, xs), f32(3), raises="line")
case(S, lambda xs: lax.scan(lambda c, x: c + x, jnp.float32(0), xs), f32(3), raises="line")
case(S, lambda xs: lax.scan(cell, jnp.float32(0), xs, length=2), f32(3), raises="line")
case(S, lambda a, b: lax.scan(lambda c, x: (c, x), jnp.float32(0), (a, b)), f32(3), f32(2), raises="line")
case(S, lambda: lax.scan(lambda c, x: (c, x), jnp.float32(0), None), raises="line")
case(S, lambda x: lax.scan(lambda c, x: (c, x), jnp.float32(0), x), f32(), raises=True)
case(S, lambda: lax.scan("f", 0, None, 1), raises="line")
case(S, lambda xs: lax.scan(cell, jnp.float32(0), xs, unroll=-1), f32(3), raises="line")
case(S, lambda xs: lax.scan(cell, jnp.float32(0), xs, unroll="a"), f32(3), raises=True)
case(S, lambda xs: lax.scan(lambda c, x: (c, "a"), jnp.float32(0), xs), f32(3), raises=True)
case(S, lambda xs: lax.scan(lambda c, x: ((c[0], c[1][None]), x), (jnp.float32(0), jnp.float32(1)), xs), f32(3), raises="line")

C = L + "cond"
for pred in (True, False):
    case(C, lambda x, p=pred: lax.cond(p, jnp.sin, jnp.cos, x), f32(3), grad=True, vmap=True, x64=True)
    case(C, lambda x, p=pred: lax.cond(p, lambda a: (a, 2.0), lambda a: (a * 2, 3.0), x), f32(3), grad=True)
    case(C, lambda x, y, p=pred: lax.cond(p, lambda a, b: a + b, lambda a, b: a * b, x, y), f32(2), f32(2, seed=1), grad=True)
    case(C, lambda x, p=pred: lax.cond(x[0] > 0 if p else x[0] <= 0, jnp.exp, jnp.tanh, x), f32(3), grad=True, vmap=True)
    case(C, lambda x, p=pred: lax.cond(p, lambda: x, lambda: -x), f32(2), grad=True)
    case(C, lambda x, p=pred: lax.cond(p, jnp.sin, jnp.cos, operand=x), f32(2), grad=True)
    case(C, lambda x, p=pred: lax.cond(p, lambda _: 1, lambda _: 2, operand=None), f32())
case(C, lambda i, x: lax.cond(i, jnp.sin, jnp.cos, x), i32(lo=2, hi=3), f32(2), vmap=(0, None))
case(C, lambda x: lax.cond(x.sum() > 0, lambda d: d["a"], lambda d: d["b"], {"a": x, "b": -x}), f32(3), grad=True, vmap=True)
case(C, lambda x: jax.jvp(lambda v: lax.cond(v.sum() > 0, jnp.sin, jnp.cos, v), (x,), (x,)), f32(3))
case(C, lambda x: lax.cond(1.5, jnp.sin, jnp.cos, x), f32(2))
case(C, lambda p, x: lax.cond(p, jnp.sin, jnp.cos, x), bools(2), f32(2), raises="line")
case(C, lambda x: lax.cond("a", jnp.sin, jnp.cos, x), f32(2), raises=True)
case(C, lambda x: lax.cond((1,), jnp.sin, jnp.cos, x), f32(2), raises=True)
case(C, lambda x: lax.cond(True, lambda a: a, lambda a: (a, a), x), f32(2), raises="line")
case(C, lambda x: lax.cond(True, lambda a: a, lambda a: a[:1], x), f32(2), raises="line")
case(C, lambda x: lax.cond(True, lambda a: a, lambda a: a.astype(int), x), f32(2), raises="line")
case(C, lambda x: lax.cond(True, lambda a: {"k": a}, lambda a: {"k": a[None]}, x), f32(2), raises="line")
case(C, lambda x: lax.cond(True, lambda a: {"k": a}, lambda a: {"j": a}, x), f32(2), raises="line")
case(C, lambda x: lax.cond(True, jnp.sin, 3, x), f32(2), raises="line")
case(C, lambda x: lax.cond(True, jnp.sin, jnp.cos), f32(2), raises=True)
case(C, lambda x: lax.cond(True, lambda a: a, lambda a, b: a, x), f32(2), raises=True)

W = L + "switch"
for i in (-1, 0, 1, 2, 5):
    case(W, lambda x, i=i: lax.switch(i, [jnp.sin, jnp.cos, jnp.tanh], x), f32(3), grad=True)
case(W, lambda i, x: lax.switch(i, (jnp.sin, jnp.cos, jnp.tanh), x), i32(lo=1, hi=2), f32(3), grad=True, vmap=True, x64=True)
case(W, lambda i, x: lax.switch(i, (jnp.sin, jnp.cos, jnp.tanh), x), i32(lo=-3, hi=5), f32(3), grad=True, vmap=True)
case(W, lambda x, y: lax.switch(1, [lambda a, b: a, lambda a, b: b], x, y), f32(2), f32(2, seed=1), grad=True)
case(W, lambda x: lax.switch(0, [jnp.sin], x), f32(2), grad=True)
case(W, lambda x: lax.switch(0, [jnp.sin, jnp.cos], operand=x), f32(2))
case(W, lambda i: lax.switch(i, [lambda: 1, lambda: 2]), i32(lo=1, hi=2))
case(W, lambda i: lax.switch(i, [lambda: 1, lambda: 2]), u8(lo=1, hi=2))
case(W, lambda x: lax.switch(0, [], x), f32(2), raises="line")
case(W, lambda x: lax.switch(0.5, [jnp.sin, jnp.cos], x), f32(2), raises="line")
case(W, lambda i, x: lax.switch(i, [jnp.sin, jnp.cos], x), i32(2), f32(2), raises="line")
case(W, lambda x: lax.switch(0, [jnp.sin, 3], x), f32(2), raises="line")
case(W, lambda x: lax.switch(0, [lambda a: a, lambda a: a[:1]], x), f32(2), raises="line")
case(W, lambda x: lax.switch(0, [lambda a: a, lambda a: a, lambda a: (a,)], x), f32(2), raises="line")

H = L + "while_loop"
case(H, lambda x: lax.while_loop(lambda c: c[0] < 3, lambda c: (c[0] + 1, c[1] * 2), (0, x)), f32(2), vmap=True, x64=True)
case(H, lambda n, x: lax.while_loop(lambda c: c[0] < n, lambda c: (c[0] + 1, jnp.sin(c[1])), (0, x)), i32(lo=0, hi=4), f32(2), vmap=True)
case(H, lambda x: jax.jvp(lambda v: lax.while_loop(lambda c: c.sum() < 9, lambda c: c * 2, v), (x,), (x,)), f32(3, lo=0.1, hi=1))
case(H, lambda x: lax.while_loop(lambda c: False, lambda c: c * 2, x), f32(2))
case(H, lambda: lax.while_loop(lambda c: c < 10, lambda c: c + 3, 0))
case(H, lambda x: lax.while_loop(lambda c: c["i"] < 2, lambda c: {"i": c["i"] + 1, "x": (c["x"][0] + 1,)}, {"i": 0, "x": (x,)}), f32(2))
case(H, lambda x: jax.grad(lambda v: lax.while_loop(lambda c: c < 9, lambda c: c * 2, v))(x), f32(lo=1, hi=2), raises="line")
case(H, lambda x: lax.while_loop(lambda c: c, lambda c: c * 2, x), f32(2), raises="line")
case(H, lambda x: lax.while_loop(lambda c: c.sum(), lambda c: c * 2, x), f32(2), raises="line")
case(H, lambda x: lax.while_loop(lambda c: (True, True), lambda c: c * 2, x), f32(2), raises="line")
case(H, lambda x: lax.while_loop(lambda c: True, lambda c: c[:1], x), f32(2), raises="line")
case(H, lambda x: lax.while_loop(lambda c: True, lambda c: (c, c), x), f32(2), raises="line")
case(H, lambda x: lax.while_loop(lambda c: True, lambda c: {"a": c["a"].astype(int)}, {"a": x}), f32(2), raises="line")
case(H, lambda x: lax.while_loop(lambda c: c < 9, lambda c: c * 1.5, 1), f32(2))
case(H, lambda x: lax.while_loop(3, lambda c: c, x), f32(2), raises="line")

F = L + "fori_loop"
case(F, lambda x: lax.fori_loop(0, 3, lambda i, c: jnp.sin(c) + i, x), f32(2), grad=True, vmap=True, x64=True)
case(F, lambda n, x: lax.fori_loop(0, n, lambda i, c: c * 1.5 + i, x), i32(lo=3, hi=4), f32(2), vmap=True)
case(F, lambda x: lax.fori_loop(2, 5, lambda i, c: (c[0] + i, c[1] * c[0]), (x, x)), f32(2), grad=True)
case(F, lambda x: lax.fori_loop(0, 4, lambda i, c: c.at[i].add(i * c[i]), x), f32(4), grad=True, vmap=True)
case(F, lambda x: lax.fori_loop(0, 4, lambda i, c: c * 2, x, unroll=2), f32(2), grad=True)
case(F, lambda x: lax.fori_loop(0, 4, lambda i, c: c * 2, x, unroll=True), f32(2), grad=True)
case(F, lambda x: lax.fori_loop(3, 1, lambda i, c: c * 2, x), f32(2))
case(F, lambda x: lax.fori_loop(jnp.int8(0), jnp.int8(3), lambda i, c: c + i, x), i8(2))
case(F, lambda: lax.fori_loop(0, 5, lambda i, c: c + i, 0))
case(F, lambda n, x: jax.grad(lambda v: lax.fori_loop(0, n, lambda i, c: c * 2, v))(x), i32(lo=2, hi=3), f32(), jit=False)
case(F, lambda x: lax.fori_loop(0, 3, lambda i, c: (c, c), x), f32(2), raises="line")
case(F, lambda x: lax.fori_loop(0, 3, lambda i, c: c[:1], x), f32(2), raises="line")
case(F, lambda x: lax.fori_loop(0.5, 3, lambda i, c: c, x), f32(2), raises="line")
case(F, lambda n, x: lax.fori_loop(0, n, lambda i, c: c, x, unroll=2), i32(lo=3, hi=4), f32(2), jit=False)
case(F, jax.jit(lambda n, x: lax.fori_loop(0, n, lambda i, c: c, x, unroll=2)), i32(lo=3, hi=4), f32(2), raises="line")
case(F, lambda x: lax.fori_loop(jnp.arange(2), 3, lambda i, c: c, x), f32(2), raises=True)
case(F, lambda x: lax.fori_loop(0, 3, "f", x), f32(2), raises="line")

M = L + "map"
case(M, lambda xs: lax.map(jnp.sin, xs), f32(4), grad=True, vmap=True, x64=True)
case(M, lambda xs: lax.map(lambda x: (x * 2, {"s": x.sum()}), xs), f32(3, 2), grad=True)
case(M, lambda xs, ys: lax.map(lambda a: a[0] * a[1], (xs, ys)), f32(3), f32(3, seed=1), grad=True)
case(M, lambda xs: lax.map(lambda x: x ** 2, xs, batch_size=2), f32(5), grad=True, vmap=True)
case(M, lambda xs: lax.map(lambda x: x + 1, xs, batch_size=4), i32(4))
case(M, lambda xs: lax.map(lambda x: x + 1, xs, batch_size=9), f32(4, 2))
case(M, lambda xs: lax.map(lambda x: x + 1, xs), f32(0))
case(M, lambda x: lax.map(lambda x: x + 1, x), f32(), raises=True)
case(M, lambda a, b: lax.map(lambda x: x[0], (a, b)), f32(2), f32(3), raises="line")

A = L + "associative_scan"
case(A, lambda x: lax.associative_scan(jnp.add, x), f32(6), grad=True, vmap=True, x64=True)
case(A, lambda x: lax.associative_scan(jnp.multiply, x, reverse=True), f32(5), grad=True)
case(A, lambda x: lax.associative_scan(jnp.maximum, x, axis=1), f32(2, 5), grad=True, vmap=True)
case(A, lambda x: lax.associative_scan(jnp.add, x, axis=-1), i32(2, 3))
case(A, lambda x, y: lax.associative_scan(lambda a, b: (a[0] * b[0], a[1] * b[0] + b[1]), (x, y)), f32(5), f32(5, seed=1), grad=True, vmap=True)
case(A, lambda x: lax.associative_scan(jnp.matmul, x), f32(3, 2, 2), grad=True)
case(A, lambda x: lax.associative_scan(jnp.logical_or, x), bools(5))
case(A, lambda x: lax.associative_scan(jnp.add, x), f32(1))
case(A, lambda x: lax.associative_scan(jnp.add, x), f32(0))
case(A, lambda x: lax.associative_scan(3, x), f32(3), raises="line")
case(A, lambda x, y: lax.associative_scan(lambda a, b: a, (x, y)), f32(3), f32(2), raises="line")
case(A, lambda x: lax.associative_scan(jnp.add, x, axis=2), f32(3), raises=True)

SPD = [[3.0, 1.0], [1.0, 2.0]]
K = L + "custom_linear_solve"


def solved(m, b, **k):
    return lax.custom_linear_solve(lambda v: m @ v, b, lambda mv, r: jnp.linalg.solve(m, r), **k)


case(K, lambda m, b: solved(m, b, symmetric=True), spd(2), f32(2), grad=True)
case(K, lambda m, b: solved(m, b, transpose_solve=lambda mv, r: jnp.linalg.solve(m.T, r)), spd(3), f32(3), grad=True, vmap=True, x64=True)
case(K, lambda m, b: lax.custom_linear_solve(lambda v: m @ v, b, lambda mv, r: (jnp.linalg.solve(m, r), r.sum()), symmetric=True, has_aux=True),
     spd(2), f32(2), vmap=(None, 0))
case(K, lambda b: lax.custom_linear_solve(lambda d: {"x": d["x"] * 2}, {"x": b}, lambda mv, r: {"x": r["x"] / 2}, symmetric=True), f32(2), grad=True)
case(K, lambda m, b: jax.jvp(lambda v: solved(m, v), (b,), (b,)), spd(2), f32(2))
case(K, lambda m, b: jax.grad(lambda v: solved(m, v).sum())(b), spd(2), f32(2), raises="line")
case(K, lambda m, b: lax.custom_linear_solve(lambda v: (m @ v, v), b, lambda mv, r: r), spd(2), f32(2), raises="line")
case(K, lambda m, b: lax.custom_linear_solve(lambda v: m @ v, b, lambda mv, r: (r, r)), spd(2), f32(2), raises="line")
case(K, lambda m, b: lax.custom_linear_solve(lambda v: m @ v, b, lambda mv, r: r[:1]), spd(2), f32(2), raises="line")
R = L + "custom_root"


def root(f, x0, **k):
    def newton(g, x):
        for _ in range(30):
            x = x - g(x) / jax.grad(g)(x)
        return x
    return lax.custom_root(f, x0, newton, lambda g, y: y / g(1.0), **k)


case(R, lambda a: root(lambda x: x ** 2 - a, a), f32(lo=1, hi=4), grad=True, x64=True)
case(R, lambda a: jax.jvp(lambda a: root(lambda x: x ** 3 - a, a), (a,), (a,)), f32(lo=1, hi=4))
case(R, lambda a: lax.custom_root(lambda x: x * 2 - a, a, lambda f, x: (a / 2, {"n": 3}), lambda g, y: y / 2, has_aux=True), f32(), vmap=True)
case(R, lambda a: jax.grad(lambda a: lax.custom_root(lambda x: x * 2 - a, a, lambda f, x: (a / 2, 3.0), lambda g, y: y / 2, has_aux=True)[0])(a), f32())
case(R, lambda a: lax.custom_root(lambda x: (x, x), a, lambda f, x: x, lambda g, y: y), f32(), raises="line")
case(R, lambda a: lax.custom_root(lambda x: x, a, lambda f, x: (x, x), lambda g, y: y), f32(), raises="line")
