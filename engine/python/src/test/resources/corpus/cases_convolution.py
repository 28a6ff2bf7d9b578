"""jax.lax: convolutions."""
import jax
from jax import lax
import jax.numpy as jnp

from corpus import *

L = "jax.lax."


def general(x, k, *a, **kw):
    return lax.conv_general_dilated(x, k, *a, **kw)


G = L + "conv_general_dilated"
for padding in ("SAME", "VALID", "SAME_LOWER", ((1, 2),), [(0, 0)], ((-1, 1),)):
    case(G, lambda x, k, p=padding: general(x, k, (1,), p), f32(2, 2, 5), f32(3, 2, 3), grad=True, vmap=padding == "SAME", x64=padding == "SAME")
    case(G, lambda x, k, p=padding: general(x, k, (2,), p), f32(1, 2, 6), f32(2, 2, 3), grad=True)
for layout in (("NCHW", "OIHW", "NCHW"), ("NHWC", "HWIO", "NHWC"), ("NCHW", "HWIO", "NHWC"), ("CNHW", "IOHW", "CNHW"), ("NHWC", "OIHW", "NCHW"),
               ("HWNC", "HWOI", "HWNC")):
    size = {"N": 2, "C": 2, "H": 3, "W": 4}
    kernel = {"O": 2, "I": 2, "H": 2, "W": 3}
    case(G, lambda x, k, d=layout: general(x, k, (1, 2), "SAME", dimension_numbers=d), f32(*[size[c] for c in layout[0]]),
         f32(*[kernel[c] for c in layout[1]], seed=1), grad=True, vmap=layout[0] in ("NHWC", "CNHW"))
case(G, lambda x, k: general(x, k, (1,), "VALID", rhs_dilation=(2,)), f32(1, 1, 6), f32(2, 1, 2), grad=True, vmap=True)
case(G, lambda x, k: general(x, k, (1,), ((1, 1),), lhs_dilation=(2,)), f32(1, 1, 4), f32(2, 1, 3), grad=True, vmap=True)
case(G, lambda x, k: general(x, k, (2,), ((2, 1),), (3,), (2,)), f32(1, 2, 4), f32(2, 2, 3), grad=True)
case(G, lambda x, k: general(x, k, (1, 2), ((0, 1), (2, 0)), (1, 2), (2, 1)), f32(1, 1, 4, 3), f32(1, 1, 2, 2), grad=True)
case(G, lambda x, k: general(x, k, (1,), "SAME", feature_group_count=2), f32(1, 4, 4), f32(2, 2, 3), grad=True, vmap=True)
case(G, lambda x, k: general(x, k, (1,), "VALID", feature_group_count=3), f32(2, 3, 4), f32(6, 1, 2), grad=True, vmap=(None, 0))
case(G, lambda x, k: general(x, k, (2,), "SAME", rhs_dilation=(2,), feature_group_count=2), f32(1, 2, 5), f32(2, 1, 2), grad=True, vmap=(0, None))
case(G, lambda x, k: general(x, k, (1,), "VALID", batch_group_count=2), f32(4, 1, 4), f32(2, 1, 2), grad=True, vmap=True)
case(G, lambda x, k: general(x, k, (1,), "SAME", batch_group_count=2), f32(2, 2, 3), f32(4, 2, 2), grad=True)
case(G, lambda x, k: general(x, k, (1, 1, 1), "SAME", dimension_numbers=("NCDHW", "OIDHW", "NCDHW")), f32(1, 1, 2, 2, 2), f32(1, 1, 2, 1, 2), grad=True)
case(G, lambda x, k: general(x, k, (1, 1, 1), "VALID"), f32(1, 1, 2, 2, 3), f32(1, 1, 2, 1, 2), grad=True)
case(G, lambda x, k: general(x, k, (), ()), f32(2, 3), f32(4, 3), grad=True)
case(G, lambda x, k: general(x, k, (1,), "SAME"), c64(1, 1, 4), c64(1, 1, 2), grad=True)
case(G, lambda x, k: general(x, k, (1,), "SAME"), i32(1, 1, 4), i32(1, 1, 2))
case(G, lambda x, k: general(x, k, (1,), "SAME"), bf16(1, 2, 4), bf16(1, 2, 2))
case(G, lambda x, k: general(x, k, (1,), "SAME", preferred_element_type=jnp.float32), bf16(1, 2, 4), bf16(1, 2, 2), grad=True)
case(G, lambda x, k: general(x, k, (1,), "SAME", precision=lax.Precision.HIGHEST, out_sharding=None), f32(1, 1, 4), f32(1, 1, 2))
case(G, lambda x, k: general(x, k, (1,), "VALID"), f32(0, 1, 4), f32(2, 1, 2))
case(G, lambda x, k: general(x, k, (1,), "VALID"), f32(1, 1, 1), f32(2, 1, 2))
case(G, lambda x, k: general(x, k, (1,), "VALID"), lit([1.0, nan, inf, 1.0, 2.0], "float32", (1, 1, 5)), f32(1, 1, 2))
case(G, lambda x, k: general(x, k, (1,), "VALID"), f32(1, 2, 4), f32(1, 3, 2), raises="line")
case(G, lambda x, k: general(x, k, (1,), "VALID"), f32(1, 2, 4), f32(1, 2), raises=True)
case(G, lambda x, k: general(x, k, (1, 1), "VALID"), f32(1, 2, 4), f32(1, 2, 2), raises=True)
case(G, lambda x, k: general(x, k, (1,), "nonsense"), f32(1, 2, 4), f32(1, 2, 2), raises="line")
case(G, lambda x, k: general(x, k, (1,), "VALID", feature_group_count=2), f32(1, 3, 4), f32(2, 1, 2), raises="line")
case(G, lambda x, k: general(x, k, (1,), "VALID", feature_group_count=2), f32(1, 2, 4), f32(3, 1, 2), raises="line")
case(G, lambda x, k: general(x, k, (1,), "VALID", batch_group_count=2), f32(3, 1, 4), f32(2, 1, 2), raises="line")
case(G, lambda x, k: general(x, k, (1,), "VALID", batch_group_count=2, feature_group_count=2), f32(2, 2, 4), f32(2, 1, 2), raises="line")
case(G, lambda x, k: general(x, k, (1,), "VALID", dimension_numbers=("NCH", "OIH", "NC")), f32(1, 2, 4), f32(1, 2, 2), raises=True)
case(G, lambda x, k: general(x, k, (1,), "VALID", dimension_numbers=("NCC", "OIH", "NCH")), f32(1, 2, 4), f32(1, 2, 2), raises="line")
case(G, lambda x, k: general(x, k, (1,), "VALID", dimension_numbers="NCH"), f32(1, 2, 4), f32(1, 2, 2), raises="line")
case(G, lambda x, k: general(x, k, (1,), "VALID"), f32(1, 2, 4), i32(1, 2, 2), raises="line")
case(L + "conv", lambda x, k: lax.conv(x, k, (1,), "SAME"), f32(1, 2, 4), f32(2, 2, 3), grad=True, vmap=True, x64=True)
case(L + "conv", lambda x, k: lax.conv(x, k, (2, 1), "VALID"), f32(1, 1, 4, 3), f32(1, 1, 2, 2), grad=True)
case(L + "conv", lambda x, k: lax.conv(x, k, (1,), "VALID", precision="high", preferred_element_type="float32"), f16(1, 1, 4), f16(1, 1, 2))
case(L + "conv", lambda x, k: lax.conv(x, k, (1,), "VALID"), i32(1, 1, 4), i32(1, 1, 2))
case(L + "conv", lambda x, k: lax.conv(x, k, (1,), ((1, 1),)), f32(1, 1, 4), f32(1, 1, 2))
case(L + "conv", lambda x, k: lax.conv(x, k, (1,), "VALID"), f32(1, 2, 4), f32(1, 1, 2), raises="line")
W = L + "conv_with_general_padding"
case(W, lambda x, k: lax.conv_with_general_padding(x, k, (1,), ((1, 2),), (2,), (1,)), f32(1, 1, 4), f32(1, 1, 2), grad=True, vmap=True)
case(W, lambda x, k: lax.conv_with_general_padding(x, k, (2,), "SAME", None, (2,)), f32(1, 2, 5), f32(1, 2, 2), grad=True)
case(W, lambda x, k: lax.conv_with_general_padding(x, k, (1, 1), "VALID", None, None), f32(1, 1, 3, 3), f32(1, 1, 2, 2))
case(W, lambda x, k: lax.conv_with_general_padding(x, k, (1,), "SAME", (2,), None), f32(1, 1, 3), f32(1, 1, 2), raises=True)
case(W, lambda x, k: lax.conv_with_general_padding(x, k, (1,), "VALID", None, None), f32(1, 2, 3), f32(1, 1, 2), raises=True)
T = L + "conv_transpose"
for padding in ("SAME", "VALID", ((1, 2),)):
    for flip in (False, True):
        case(T, lambda x, k, p=padding, t=flip: lax.conv_transpose(x, k, (2,), p, transpose_kernel=t), f32(1, 4, 2), f32(3, 2, 2), grad=True,
             vmap=padding == "SAME")
for layout in (("NCHW", "OIHW", "NCHW"), ("NHWC", "HWIO", "NHWC"), ("NHWC", "HWIO", "NCHW")):
    shape = (1, 2, 3, 3) if layout[0] == "NCHW" else (1, 3, 3, 2)
    kernel = (2, 2, 2, 3) if layout[1] == "OIHW" else (2, 3, 2, 2)
    case(T, lambda x, k, d=layout: lax.conv_transpose(x, k, (2, 1), "SAME", dimension_numbers=d), f32(*shape), f32(*kernel), grad=True)
case(T, lambda x, k: lax.conv_transpose(x, k, (1,), "SAME", (2,)), f32(1, 4, 1), f32(2, 1, 1), grad=True)
case(T, lambda x, k: lax.conv_transpose(x, k, (1,), "VALID", rhs_dilation=(2,), precision="highest"), f32(1, 4, 1), f32(2, 1, 1))
case(T, lambda x, k: lax.conv_transpose(x, k, (4,), "SAME"), f32(1, 3, 1), f32(2, 1, 1), grad=True)
case(T, lambda x, k: lax.conv_transpose(x, k, (1,), "SAME", preferred_element_type="float32"), bf16(1, 3, 1), bf16(2, 1, 1))
case(T, lambda x, k: lax.conv_transpose(x, k, (1,), "nonsense"), f32(1, 3, 1), f32(2, 1, 1), raises=True)
case(T, lambda x, k: lax.conv_transpose(x, k, (1,), "SAME"), f32(1, 3, 2), f32(2, 1, 1), raises=True)
P = L + "conv_general_dilated_patches"
case(P, lambda x: lax.conv_general_dilated_patches(x, (2,), (1,), "VALID"), f32(1, 2, 4), grad=True, vmap=True)
case(P, lambda x: lax.conv_general_dilated_patches(x, (2, 2), (1, 2), "SAME"), f32(1, 1, 3, 4), grad=True)
case(P, lambda x: lax.conv_general_dilated_patches(x, filter_shape=(2,), window_strides=(1,), padding=((1, 1),), lhs_dilation=(2,), rhs_dilation=(2,)), f32(1, 2, 4), grad=True)
case(P, lambda x: lax.conv_general_dilated_patches(x, (2, 2), (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")), f32(1, 3, 3, 2), grad=True)
case(P, lambda x: lax.conv_general_dilated_patches(x, (2,), (1,), "VALID", precision="highest", preferred_element_type="float32"), f32(1, 1, 4), raises=True)
case(P, lambda x: lax.conv_general_dilated_patches(x, (2, 2), (1,), "VALID"), f32(1, 1, 4), raises=True)
D = L + "conv_dimension_numbers"
case(D, lambda: lax.conv_dimension_numbers((1, 2, 3), (1, 2, 3), None), jit=False)
case(D, lambda: lax.conv_dimension_numbers((1, 2, 3, 3), (1, 2, 3, 3), ("NHWC", "HWIO", "NCHW")), jit=False)
case(D, lambda: lax.conv_dimension_numbers((1, 2, 3), (1, 2, 3), lax.ConvDimensionNumbers((0, 1, 2), (1, 0, 2), (0, 2, 1))), jit=False)
case(D, lambda: lax.conv_dimension_numbers((1, 2, 3), (1, 2), None), raises="line")
case(D, lambda: lax.conv_dimension_numbers((1, 2, 3), (1, 2, 3), ("NCH", "OIH")), raises="line")
case(D, lambda: lax.conv_dimension_numbers((1, 2, 3), (1, 2, 3), ("NCX", "OIH", "NCH")), raises="line")
case(D, lambda: lax.conv_dimension_numbers((1, 2, 3), (1, 2, 3), 3), raises="line")
case(L + "ConvDimensionNumbers", lambda: lax.ConvDimensionNumbers((0, 1), (0, 1), (1, 0)), jit=False)
case(L + "ConvDimensionNumbers", lambda: repr(lax.ConvDimensionNumbers((0, 1), (0, 1), (1, 0))), jit=False)
