"""jax.lax: operations across named axes."""
import jax
from jax import lax
import jax.numpy as jnp

from corpus import *

L = "jax.lax."


def over(f, **k):
    """`f` mapped over an axis named i."""
    return lambda *xs: jax.vmap(f, axis_name="i", **k)(*xs)


for name in ("psum", "pmean", "pmax", "pmin"):
    f = getattr(lax, name)
    grad = name in ("psum", "pmean")
    case(L + name, over(lambda x, f=f: f(x, "i")), f32(4), grad=grad, vmap=True, x64=True)
    case(L + name, over(lambda x, f=f: f(x, axis_name="i") * x), f32(3, 2), grad=grad, vmap=True)
    case(L + name, over(lambda x, f=f: f({"a": x, "b": (x * 2,)}, "i")), f32(3), grad=grad)
    case(L + name, over(lambda x, f=f: f(x, ("i",))), i32(4))
    case(L + name, over(lambda x, f=f: f(x, "i")), bf16(3))
    case(L + name, over(lambda x, f=f: f(x, "i")), special())
    case(L + name, over(lambda x, f=f: f(x, "i", axis_index_groups=None)), f32(3))
    case(L + name, lambda x, f=f: jax.vmap(jax.vmap(lambda v: f(v, ("i", "j")), axis_name="j"), axis_name="i")(x), f32(2, 3), grad=grad)
    case(L + name, lambda x, f=f: jax.vmap(jax.vmap(lambda v: f(v, "i"), axis_name="j"), axis_name="i")(x), f32(2, 3), grad=grad)
    case(L + name, over(lambda x, f=f: f(x, "i"), in_axes=1, out_axes=1), f32(2, 3))
    case(L + name, over(lambda x, f=f: f(x, "i", axis_index_groups=[[0, 1], [2, 3]])), f32(4), raises=True)
    case(L + name, lambda x, f=f: f(x, "i"), f32(4), raises=True)
    case(L + name, over(lambda x, f=f: f(x, "k")), f32(4), raises=True)
case(L + "psum", over(lambda x: lax.psum(1, "i") * x), f32(4), grad=True)
case(L + "psum", over(lambda x: x * lax.psum(2.5, "i")), f32(3))
case(L + "psum", over(lambda x: lax.psum(x, "i")), bools(4))
case(L + "psum", over(lambda x: lax.psum(x, "i")), c64(4))
case(L + "psum", lambda x: lax.psum(x, 0), f32(3), raises=False)
case(L + "psum", lambda x: jax.vmap(lambda v: jax.grad(lambda u: lax.psum(u * u, "i"))(v), axis_name="i")(x), f32(3))
case(L + "pmean", over(lambda x: lax.pmean(x, "i")), i32(3))
case(L + "axis_index", over(lambda x: x + lax.axis_index("i")), i32(3), vmap=True)
case(L + "axis_index", lambda: jax.vmap(lambda: lax.axis_index("i"), axis_name="i", axis_size=3)())
case(L + "axis_index", lambda x: jax.vmap(jax.vmap(lambda v: v * lax.axis_index("i") + lax.axis_index("j"), axis_name="j"), axis_name="i")(x), f32(2, 3), grad=True)
case(L + "axis_index", lambda x: jax.vmap(jax.vmap(lambda v: v * 0 + lax.axis_index(("i", "j")), axis_name="j"), axis_name="i")(x), i32(2, 3))
case(L + "axis_index", lambda: lax.axis_index("i"), raises=True)
case(L + "axis_size", over(lambda x: x * lax.axis_size("i")), f32(3), grad=True)
case(L + "axis_size", lambda x: jax.vmap(jax.vmap(lambda v: v * lax.axis_size(("i", "j")), axis_name="j"), axis_name="i")(x), f32(2, 3))
case(L + "axis_size", lambda: lax.axis_size("i"), raises="line")
G = L + "all_gather"
case(G, over(lambda x: lax.all_gather(x, "i")), f32(3), grad=True, vmap=True)
case(G, over(lambda x: lax.all_gather(x, "i", axis=1)), f32(3, 2), grad=True, vmap=True)
case(G, over(lambda x: lax.all_gather(x, "i", axis=-1)), f32(3, 2))
case(G, over(lambda x: lax.all_gather(x, "i", tiled=True)), f32(3, 2), grad=True)
case(G, over(lambda x: lax.all_gather(x, "i", axis=1, tiled=True)), i32(2, 2, 2))
case(G, over(lambda x: lax.all_gather({"a": x}, "i", to="varying")), f32(2))
case(G, over(lambda x: lax.all_gather(x, "i", axis=5)), f32(2), raises=True)
case(G, lambda x: lax.all_gather(x, "i"), f32(2), raises="line")
P = L + "ppermute"
case(P, over(lambda x: lax.ppermute(x, "i", [(0, 1), (1, 2), (2, 0)])), f32(3), grad=True, vmap=True)
case(P, over(lambda x: lax.ppermute(x, "i", perm=((0, 2), (2, 1), (1, 0)))), f32(3, 2), grad=True)
case(P, over(lambda x: lax.ppermute((x, {"a": x}), "i", [(0, 1), (1, 0)])), i32(2))
case(P, over(lambda x: lax.ppermute(x, "i", [(0, 1)])), f32(3), raises=True)
case(P, over(lambda x: lax.ppermute(x, "i", [(0, 1), (0, 2), (1, 0)])), f32(3))
case(P, lambda x: lax.ppermute(x, "i", [(0, 1)]), f32(3), raises="line")
case(L + "pshuffle", over(lambda x: lax.pshuffle(x, "i", [2, 0, 1])), f32(3), grad=True, vmap=True)
case(L + "pshuffle", over(lambda x: lax.pshuffle({"a": x}, "i", perm=(1, 0))), i32(2, 2))
case(L + "pshuffle", over(lambda x: lax.pshuffle(x, "i", [0, 0, 1])), f32(3), raises="line")
case(L + "pshuffle", over(lambda x: lax.pshuffle(x, "i", [0, 1])), f32(3), raises=True)
A = L + "all_to_all"
case(A, over(lambda x: lax.all_to_all(x, "i", 0, 0)), f32(3, 3), grad=True, vmap=True)
case(A, over(lambda x: lax.all_to_all(x, "i", split_axis=1, concat_axis=0)), f32(2, 3, 2), grad=True)
case(A, over(lambda x: lax.all_to_all(x, "i", 0, 1)), f32(2, 2, 3))
case(A, over(lambda x: lax.all_to_all(x, "i", 0, 1, tiled=True)), f32(2, 4, 3), grad=True, vmap=True)
case(A, over(lambda x: lax.all_to_all(x, "i", 0, 0, tiled=True)), i32(2, 4))
case(A, over(lambda x: lax.all_to_all((x, x * 2), "i", 0, 0)), f32(2, 2))
case(A, over(lambda x: lax.all_to_all(x, "i", 0, 0)), f32(3, 2), raises="line")
case(A, over(lambda x: lax.all_to_all(x, "i", 0, 0, tiled=True)), f32(2, 3), raises=True)
case(A, lambda x: lax.all_to_all(x, "i", 0, 0), f32(2, 2), raises="line")
case(L + "pswapaxes", over(lambda x: lax.pswapaxes(x, "i", 0)), f32(3, 3), grad=True, vmap=True)
case(L + "pswapaxes", over(lambda x: lax.pswapaxes(x, "i", axis=1)), f32(2, 3, 2), grad=True)
case(L + "pswapaxes", over(lambda x: lax.pswapaxes({"a": x}, "i", 0)), i32(2, 2))
case(L + "pswapaxes", over(lambda x: lax.pswapaxes(x, "i", 0)), f32(3, 2), raises=True)
R = L + "psum_scatter"
case(R, over(lambda x: lax.psum_scatter(x, "i")), f32(3, 3), grad=True, vmap=True)
case(R, over(lambda x: lax.psum_scatter(x, "i", scatter_dimension=1)), f32(2, 3, 2), grad=True)
case(R, over(lambda x: lax.psum_scatter(x, "i", tiled=True)), f32(2, 4), grad=True)
case(R, over(lambda x: lax.psum_scatter([x, x], "i", scatter_dimension=0, tiled=True)), i32(2, 2))
case(R, over(lambda x: lax.psum_scatter(x, "i", tiled=True)), f32(3, 2), raises=True)

# ---- axes that nobody named: JAX's messages differ by where the function is called ----
NOWHERE = {
    "psum": lambda x: jax.lax.psum(x, "nowhere"), "pmean": lambda x: jax.lax.pmean(x, "nowhere"), "pmax": lambda x: jax.lax.pmax(x, "nowhere"),
    "pmin": lambda x: jax.lax.pmin(x, "nowhere"), "axis_index": lambda x: jax.lax.axis_index("nowhere"), "axis_size": lambda x: jax.lax.axis_size("nowhere"),
    "ppermute": lambda x: jax.lax.ppermute(x, "nowhere", [(0, 1)]), "all_gather": lambda x: jax.lax.all_gather(x, "nowhere"),
    "pshuffle": lambda x: jax.lax.pshuffle(x, "nowhere", [0]), "psum_scatter": lambda x: jax.lax.psum_scatter(x, "nowhere"),
}
for name, f in NOWHERE.items():
    case("jax.lax." + name, f, f32(3), raises="line", jit=False)
    case("jax.lax." + name, jax.jit(f), f32(3), raises="line", jit=False)
