"""jax.nn, jax.nn.initializers, jax.image, jax.ops."""
import jax
from jax import nn
import jax.numpy as jnp

from corpus import *

N = "jax.nn."
for name in ("relu", "relu6", "sigmoid", "softplus", "log_sigmoid", "silu", "swish", "mish", "soft_sign", "selu", "hard_tanh", "hard_sigmoid",
             "hard_silu", "hard_swish", "identity", "elu", "celu", "leaky_relu", "squareplus", "gelu", "sparse_plus", "sparse_sigmoid", "tanh"):
    f = getattr(nn, name)
    case(N + name, f, f32(3, 4, lo=-4, hi=4), grad=True, vmap=True, x64=True)
    case(N + name, f, special())
    case(N + name, f, lit([0.0, -0.0, 1.0, -1.0, 6.0, 3.0, -3.0]), grad=True)
    case(N + name, f, bf16(4), jit=False)
    case(N + name, f, f16(4), jit=False)
    case(N + name, f, i32(5), jit=False)
    case(N + name, f, f32(0))
    case(N + name, f, 1.5)
    case(N + name, lambda f=f: f("a"), raises=True)
case(N + "elu", lambda x: nn.elu(x, alpha=0.5), f32(4), grad=True)
case(N + "elu", nn.elu, f32(4), f32(lo=0.5, hi=1), grad=True)
case(N + "celu", lambda x: nn.celu(x, 2.0), f32(4), grad=True)
case(N + "leaky_relu", lambda x: nn.leaky_relu(x, negative_slope=0.2), f32(4), grad=True)
case(N + "squareplus", lambda x: nn.squareplus(x, b=1.0), f32(4), grad=True)
case(N + "gelu", lambda x: nn.gelu(x, approximate=False), f32(4), grad=True, x64=True)
case(N + "gelu", lambda x: nn.gelu(x, False), special())
case(N + "log1mexp", nn.log1mexp, f32(3, 2, lo=0.1, hi=3), grad=True, vmap=True, x64=True)
case(N + "log1mexp", nn.log1mexp, lit([1e-6, 0.0, 30.0, inf, nan, -1.0]))
case(N + "log1mexp", nn.log1mexp, 0.5)
for name in ("softmax", "log_softmax", "standardize", "logsumexp", "logmeanexp"):
    f = getattr(nn, name)
    case(N + name, f, f32(3, 4), grad=True, vmap=True, x64=True)
    case(N + name, lambda x, f=f: f(x, axis=0), f32(3, 4), grad=True)
    case(N + name, lambda x, f=f: f(x, (0, 1)), f32(2, 3), grad=True)
    case(N + name, f, special())
    case(N + name, lambda x, w, f=f: f(x, where=w), f32(3, 4), bools(3, 4, seed=2), grad=name not in ("log_softmax", "softmax", "logsumexp"))
    case(N + name, f, bf16(4), jit=False)
    case(N + name, f, i32(4), jit=False)
    case(N + name, lambda x, f=f: f(x, axis=3), f32(2), raises=True)
    case(N + name, lambda f=f: f([1.0, 2.0]), raises=name != "logmeanexp")
case(N + "softmax", lambda x, w: nn.softmax(x, where=w), f32(4), lit([True, False, True, True], "bool"), grad=True)
case(N + "log_softmax", lambda x, w: nn.log_softmax(x, where=w), f32(4), lit([True, False, True, True], "bool"))
case(N + "softmax", nn.softmax, f32(0))
case(N + "softmax", lambda x: nn.softmax(x, axis=()), f32(3))
case(N + "logsumexp", lambda a, b: nn.logsumexp(a, b=b), f32(3, 4), f32(3, 4, seed=1, lo=0.1), grad=True)
case(N + "logsumexp", lambda a, b: nn.logsumexp(a, axis=1, b=b, keepdims=True, return_sign=True), f32(3, 4), f32(3, 4, seed=1), grad=True)
case(N + "logsumexp", lambda a: nn.logsumexp(a, keepdims=True), f32(3), grad=True)
case(N + "logsumexp", lambda a: nn.logsumexp(a, return_sign=True), c64(3))
case(N + "logsumexp", nn.logsumexp, lit([-inf, -inf]))
case(N + "logsumexp", nn.logsumexp, lit([inf, 1.0]))
case(N + "logmeanexp", lambda x: nn.logmeanexp(x, axis=1, keepdims=True), f32(2, 3), grad=True)
case(N + "standardize", lambda x: nn.standardize(x, axis=0, epsilon=1e-2), f32(3, 2), grad=True)
case(N + "standardize", lambda x, m, v: nn.standardize(x, mean=m, variance=v), f32(3, 2), f32(1), f32(1, lo=0.5, hi=1), grad=True)
case(N + "standardize", lambda x: nn.standardize(x, algorithm="fast"), f32(3, 2), grad=True)
case(N + "standardize", lambda x: nn.standardize(x, algorithm="welford"), f32(3, 2), raises=True)
case(N + "standardize", lambda x: nn.standardize(x, algorithm="nonsense"), f32(3, 2), raises=True)
case(N + "glu", nn.glu, f32(3, 4), grad=True, vmap=True, x64=True)
case(N + "glu", lambda x: nn.glu(x, axis=0), f32(4, 2), grad=True)
case(N + "glu", nn.glu, bf16(4))
case(N + "glu", nn.glu, f32(3), raises=True)
case(N + "glu", lambda x: nn.glu(x, 2), f32(4), raises=True)
case(N + "one_hot", lambda x: nn.one_hot(x, 4), i32(5, lo=-1, hi=6), vmap=True, x64=True)
case(N + "one_hot", lambda x: nn.one_hot(x, 3, dtype=jnp.int32, axis=0), i32(2, 2, lo=0, hi=3))
case(N + "one_hot", lambda x: nn.one_hot(x, 3, dtype=bool), u8(2, lo=0, hi=3))
case(N + "one_hot", lambda x: nn.one_hot(x, 0), i32(2))
case(N + "one_hot", lambda x: nn.one_hot(x, 3), i32(lo=1, hi=2))
case(N + "one_hot", lambda x: nn.one_hot(x, 3), lit([1.0, 2.0, 0.5]))
case(N + "one_hot", lambda x: nn.one_hot(x, 3, axis=4), i32(2), raises=True)
case(N + "one_hot", lambda x: nn.one_hot(x, -1), i32(2), raises=True)
Q = N + "dot_product_attention"
case(Q, lambda q, k, v: nn.dot_product_attention(q, k, v), f32(1, 2, 2, 3), f32(1, 3, 2, 3, seed=1), f32(1, 3, 2, 3, seed=2), grad=True, vmap=True)
case(Q, lambda q, k, v: nn.dot_product_attention(q, k, v, is_causal=True, scale=0.5), f32(3, 2, 2), f32(3, 2, 2, seed=1), f32(3, 2, 2, seed=2), grad=True)
case(Q, lambda q, k, v: nn.dot_product_attention(q, k, v), f32(1, 2, 4, 2), f32(1, 2, 2, 2, seed=1), f32(1, 2, 2, 2, seed=2), grad=True)
case(Q, lambda q, k, v, b: nn.dot_product_attention(q, k, v, bias=b), f32(1, 2, 1, 2), f32(1, 2, 1, 2, seed=1), f32(1, 2, 1, 2, seed=2), f32(1, 1, 2, 2), grad=True)
case(Q, lambda q, k, v, m: nn.dot_product_attention(q, k, v, mask=m), f32(1, 2, 1, 2), f32(1, 2, 1, 2, seed=1), f32(1, 2, 1, 2, seed=2),
     lit([True, False, True, True], "bool", (1, 1, 2, 2)), grad=True)
case(Q, lambda q, k, v: nn.dot_product_attention(q, k, v, query_seq_lengths=jnp.array([1]), key_value_seq_lengths=jnp.array([2])),
     f32(1, 2, 1, 2), f32(1, 3, 1, 2, seed=1), f32(1, 3, 1, 2, seed=2), grad=True)
case(Q, lambda q, k, v: nn.dot_product_attention(q, k, v, local_window_size=1), f32(1, 3, 1, 2), f32(1, 3, 1, 2, seed=1), f32(1, 3, 1, 2, seed=2), grad=True)
case(Q, lambda q, k, v: nn.dot_product_attention(q, k, v, local_window_size=(1, 0), implementation="xla", return_residual=True), f32(1, 3, 1, 2),
     f32(1, 3, 1, 2, seed=1), f32(1, 3, 1, 2, seed=2))
case(Q, nn.dot_product_attention, bf16(1, 2, 1, 2), bf16(1, 2, 1, 2, seed=1), bf16(1, 2, 1, 2, seed=2))
case(Q, nn.dot_product_attention, f32(1, 2, 3, 2), f32(1, 2, 2, 2), f32(1, 2, 2, 2), raises=True)
case(Q, lambda q, k, v: nn.dot_product_attention(q, k, v, implementation="nonsense"), f32(1, 2, 1, 2), f32(1, 2, 1, 2), f32(1, 2, 1, 2), raises="line")
case(Q, lambda q, k, v: nn.dot_product_attention(q, k, v, mask=jnp.ones((1, 1, 2, 2))), f32(1, 2, 1, 2), f32(1, 2, 1, 2), f32(1, 2, 1, 2), raises="line")
M = N + "scaled_matmul"


def scaled_matmul(a, b, s, t, **k):
    """JAX compiles it for GPUs only; on a CPU its recorded answer is the product of the scaled operands."""
    try:
        return nn.scaled_matmul(a, b, s, t, **k)
    except NotImplementedError:
        wide = [x.astype("float32") * jnp.repeat(y.astype("float32"), x.shape[-1] // y.shape[-1], -1) for x, y in ((a, s), (b, t))]
        return jnp.einsum("bmk,bnk->bmn", *wide).astype(k.get("preferred_element_type", jnp.float32))


case(M, lambda a, b, s, t: scaled_matmul(a, b, s, t), bf16(1, 2, 4), bf16(1, 3, 4), bf16(1, 2, 2, lo=0.5, hi=2), bf16(1, 3, 2, lo=0.5, hi=2))
case(M, lambda a, b, s, t: scaled_matmul(a, b, s, t, preferred_element_type=jnp.bfloat16), f32(2, 2, 4), f32(2, 2, 4), f32(2, 2, 1, lo=0.5), f32(2, 2, 1, lo=0.5))
case(M, lambda a, b, s, t: nn.scaled_matmul(a, b, s, t), bf16(1, 2, 4), bf16(1, 3, 5), bf16(1, 2, 2), bf16(1, 3, 2), raises=True)
case(M, lambda a, b, s, t: nn.scaled_matmul(a, b, s, t), bf16(2, 4), bf16(3, 4), bf16(2, 2), bf16(3, 2), raises=True)
case(M, lambda a, b, s, t: nn.scaled_matmul(a, b, s, t), bf16(1, 2, 4), bf16(1, 3, 4), bf16(1, 2, 3), bf16(1, 3, 3), raises=True)
DG = N + "scaled_dot_general"
case(DG, lambda a, b: nn.scaled_dot_general(a, b, (((2,), (2,)), ((0,), (0,)))), bf16(1, 2, 32), bf16(1, 3, 32))
case(DG, lambda a, b: nn.scaled_dot_general(a, b, (((1,), (0,)), ((), ())), preferred_element_type=jnp.bfloat16), f32(2, 32), f32(32, 2))
case(DG, lambda a, b: nn.scaled_dot_general(a, b, (((1,), (0,)), ((), ())), implementation="cudnn"), f32(2, 32), f32(32, 2))
case(N + "get_scaled_dot_general_config", lambda: nn.get_scaled_dot_general_config("mxfp8").mode, jit=False)
case(N + "get_scaled_dot_general_config", lambda: nn.get_scaled_dot_general_config("mxfp8").block_size, jit=False)
case(N + "get_scaled_dot_general_config", lambda: nn.get_scaled_dot_general_config("nvfp4").block_size, jit=False)
case(N + "get_scaled_dot_general_config", lambda: nn.get_scaled_dot_general_config("nonsense"), raises="line")

I = N + "initializers."
init = nn.initializers
for name in ("zeros", "ones"):
    f = getattr(init, name)
    case(I + name, lambda k, f=f: f(k, (2, 3)), key())
    case(I + name, lambda k, f=f: f(k, (2,), jnp.int32), key())
    case(I + name, lambda k, f=f: f(k, (), dtype="bfloat16", out_sharding=None), key())
    case(I + name, lambda k, f=f: f(k, (0, 2)), key(), x64=True)
for name, options in (("constant", (2.5,)), ("uniform", ()), ("uniform", (0.5,)), ("normal", ()), ("normal", (2.0, jnp.bfloat16)), ("truncated_normal", ()),
                      ("truncated_normal", (0.5, None, -1.0, 0.5)), ("glorot_normal", ()), ("glorot_uniform", ()), ("he_normal", ()), ("he_uniform", ()),
                      ("kaiming_normal", ()), ("kaiming_uniform", ()), ("lecun_normal", ()), ("lecun_uniform", ()), ("xavier_normal", ()),
                      ("xavier_uniform", ()), ("glorot_normal", (0, 1)), ("he_uniform", ((-3, -2), -1)), ("orthogonal", ()), ("orthogonal", (2.0, 0)),
                      ("variance_scaling", (2.0, "fan_in", "normal")), ("variance_scaling", (1.0, "fan_out", "uniform")),
                      ("variance_scaling", (1.0, "fan_avg", "truncated_normal")), ("variance_scaling", (1.0, "fan_geo_avg", "truncated_normal", -2, -1, 0))):
    f = getattr(init, name)
    shape = (2, 3, 2) if len(options) and (isinstance(options[0], tuple) or options[-1] == 0 and name == "variance_scaling") else (3, 2)
    case(I + name, lambda k, f=f, o=options, s=shape: f(*o)(k, s), key(3), x64=True)
    case(I + name, lambda k, f=f, o=options, s=shape: f(*o)(k, s, jnp.float16), key(3))
case(I + "variance_scaling", lambda k: init.variance_scaling(1.0, "nonsense", "normal")(k, (2, 2)), key(), raises="line")
case(I + "variance_scaling", lambda k: init.variance_scaling(1.0, "fan_in", "nonsense")(k, (2, 2)), key(), raises="line")
case(I + "variance_scaling", lambda k: init.variance_scaling(1.0, "fan_in", "truncated_normal")(k, (3, 2), jnp.complex64), key())
case(I + "variance_scaling", lambda k: init.variance_scaling(1.0, "fan_in", "normal")(k, (3, 2), jnp.complex64), key())
case(I + "variance_scaling", lambda k: init.variance_scaling(1.0, "fan_in", "uniform")(k, (3, 2), jnp.complex64), key())
case(I + "variance_scaling", lambda k: init.variance_scaling(1.0, "fan_in", "uniform", in_axis=0, out_axis=())(k, (3,)), key())
case(I + "glorot_uniform", lambda k: init.glorot_uniform()(k, (2,)), key(), raises="line")
case(I + "orthogonal", lambda k: init.orthogonal()(k, (2,)), key(), raises="line")
case(I + "orthogonal", lambda k: init.orthogonal(column_axis=0)(k, (3, 2, 2)), key())
case(I + "delta_orthogonal", lambda k: init.delta_orthogonal()(k, (3, 2, 3)), key(1), x64=True)
case(I + "delta_orthogonal", lambda k: init.delta_orthogonal(2.0)(k, (3, 3, 2, 2), jnp.float32), key(1))
case(I + "delta_orthogonal", lambda k: init.delta_orthogonal(column_axis=-1)(k, (1, 1, 1, 2, 2)), key(1))
case(I + "delta_orthogonal", lambda k: init.delta_orthogonal()(k, (3, 3, 2)), key(1), raises="line")
case(I + "delta_orthogonal", lambda k: init.delta_orthogonal()(k, (2, 2)), key(1), raises="line")
case(I + "Initializer", lambda: isinstance(init.zeros, init.Initializer), jit=False)
case(I + "Initializer", lambda: init.Initializer.__name__, jit=False)
case(I + "Initializer", lambda: init.Initializer(), raises=True)

R = "jax.image."
from jax import image
for method in ("nearest", "linear", "bilinear", "bicubic", "cubic", "lanczos3", "lanczos5"):
    case(R + "resize", lambda x, m=method: image.resize(x, (5, 2), m), f32(3, 4), grad=True, vmap=method == "linear", x64=method == "linear")
    case(R + "resize", lambda x, m=method: image.resize(x, (2, 6), method=m, antialias=False), f32(4, 3), grad=method != "nearest")
    if method != "nearest":
        case(R + "scale_and_translate", lambda x, m=method: image.scale_and_translate(x, (4, 4), (0, 1), jnp.array([1.5, 0.5]), jnp.array([0.5, -1.0]), m), f32(3, 4), grad=True)
case(R + "resize", lambda x: image.resize(x, (3, 4), image.ResizeMethod.LINEAR), f32(3, 4))
case(R + "resize", lambda x: image.resize(x, (2, 3, 1), "linear", precision="high"), f32(4, 3, 1))
case(R + "resize", lambda x: image.resize(x, (6,), "nearest"), i32(3))
case(R + "resize", lambda x: image.resize(x, (6,), "linear"), i32(3))
case(R + "resize", lambda x: image.resize(x, (6,), "linear"), bf16(3))
case(R + "resize", lambda x: image.resize(x, (6, 2), "linear"), f32(3), raises="line")
case(R + "resize", lambda x: image.resize(x, (6,), "nonsense"), f32(3), raises="line")
case(R + "scale_and_translate", lambda x, s, t: image.scale_and_translate(x, (2, 3), (1,), s, t, "linear", antialias=False), f32(2, 4), f32(1, lo=0.5, hi=1), f32(1), vmap=True)
case(R + "scale_and_translate", lambda x: image.scale_and_translate(x, (2, 2), (0, 1), jnp.ones(2), jnp.zeros(2), image.ResizeMethod.CUBIC), f32(2, 2))
case(R + "scale_and_translate", lambda x: image.scale_and_translate(x, (2, 2), (0,), jnp.ones(1), jnp.zeros(1), "linear"), f32(2, 3))
case(R + "scale_and_translate", lambda x: image.scale_and_translate(x, (2,), (0,), jnp.ones(1), jnp.zeros(1), "linear"), f32(2, 3), raises=True)
case(R + "scale_and_translate", lambda x: image.scale_and_translate(x, (2, 2), (0, 1), jnp.ones(2), jnp.zeros(2), "nearest"), f32(2, 2), raises="line")
case(R + "ResizeMethod", lambda: [repr(m) for m in image.ResizeMethod], jit=False)
case(R + "ResizeMethod", lambda: (image.ResizeMethod.from_string("bicubic").name, image.ResizeMethod.from_string("triangle").name), jit=False)
case(R + "ResizeMethod", lambda: image.ResizeMethod.from_string("nonsense"), raises="line")

for name in ("segment_sum", "segment_prod", "segment_max", "segment_min"):
    f = getattr(jax.ops, name)
    ids = lit([0, 2, 2, 0, 1], "int32")
    grad = name != "segment_prod"
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 3), f32(5), ids, grad=grad, vmap=(0, None), x64=True)
    case("jax.ops." + name, lambda x, i, f=f: f(x, i), f32(5, 2), ids, jit=False)
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, num_segments=5), i32(5), ids)
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 2), f32(5), ids, grad=grad)
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 3, mode="clip"), f32(3), lit([-1, 7, 1], "int32"))
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 3, indices_are_sorted=True, unique_indices=True), f32(3), lit([0, 1, 2], "int32"), grad=True)
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 3, bucket_size=2), f32(5), ids)
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 3, out_sharding=None), f32(5), ids)
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 3), bools(5), ids, raises=name in ("segment_sum", "segment_prod"))
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 2), f32(0), i32(0))
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, -1), f32(5), ids, raises="line")
    case("jax.ops." + name, lambda x, i, f=f: f(x, i, 3), f32(5), f32(5), raises=True)
