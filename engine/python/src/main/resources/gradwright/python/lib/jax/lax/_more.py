"""Parts of jax.lax that are made of its other functions, and enumerations."""
from collections import namedtuple
from collections.abc import Sequence
from enum import Enum, IntEnum
from typing import Union

from .._documentation import attach as _attach
from .. import lax
from .. import numpy as jnp
from .._vmap import vmap


class FftType(IntEnum):
    """The kind of a Fourier transform."""
    FFT = 0
    IFFT = 1
    RFFT = 2
    IRFFT = 3


class RandomAlgorithm(IntEnum):
    """The algorithm of a generator of random bits."""
    RNG_DEFAULT = 0
    RNG_THREE_FRY = 1
    RNG_PHILOX = 2


class AccuracyMode(Enum):
    """How exactly elementary functions are computed; the engine has one way."""
    HIGHEST = 1
    DEFAULT = 2


class Tolerance:
    """How far the results of elementary functions may be from the exact ones."""
    __module__ = "jax._src.lax.lax"

    def __init__(self, atol=0.0, rtol=0.0, ulps=0):
        if atol < 0.0 or rtol < 0.0 or ulps < 0.0:
            raise ValueError("Tolerances must be non-negative.")
        if atol == 0.0 and rtol == 0.0 and ulps == 0:
            raise ValueError("At least one of atol, rtol, or ulps must be set.")
        self.atol, self.rtol, self.ulps = atol, rtol, ulps


DotAlgorithm = namedtuple(
    "DotAlgorithm", "lhs_precision_type rhs_precision_type accumulation_type lhs_component_count rhs_component_count"
    " num_primitive_operations allow_imprecise_accumulation", defaults=(1, 1, 1, False))
_PRESETS = ("DEFAULT ANY_F8_ANY_F8_F32 ANY_F8_ANY_F8_F32_FAST_ACCUM ANY_F8_ANY_F8_ANY ANY_F8_ANY_F8_ANY_FAST_ACCUM"
            " F16_F16_F16 F16_F16_F32 BF16_BF16_BF16 BF16_BF16_F32 BF16_BF16_F32_X3 BF16_BF16_F32_X6 BF16_BF16_F32_X9"
            " TF32_TF32_F32 TF32_TF32_F32_X3 F32_F32_F32 F64_F64_F64")


class DotAlgorithmPreset(Enum):
    """Named algorithms for products."""
    locals().update({name: i for i, name in enumerate(_PRESETS.split())})

    def __repr__(self):
        return f"DotAlgorithmPreset.{self.name}"

    __str__ = __repr__


_Pair = tuple[Sequence[int], Sequence[int]]
DotDimensionNumbers = tuple[_Pair, _Pair]
ConvGeneralDilatedDimensionNumbers = Union[tuple[str, str, str], lax.ConvDimensionNumbers, None]


class RaggedDotDimensionNumbers:
    """The axes of a product of groups of different sizes: those of ``dot_general``, the ragged ones of the left operand, and
    those of the right operand that number the groups."""
    __module__ = "jax._src.lax.lax"

    def __init__(self, dot_dimension_numbers, lhs_ragged_dimensions, rhs_group_dimensions):
        self.dot_dimension_numbers = tuple([tuple([tuple(y) for y in x]) for x in dot_dimension_numbers])
        self.lhs_ragged_dimensions = tuple(lhs_ragged_dimensions)
        self.rhs_group_dimensions = tuple(rhs_group_dimensions)

    def _fields(self):
        return self.dot_dimension_numbers, self.lhs_ragged_dimensions, self.rhs_group_dimensions

    def __eq__(self, other):
        return isinstance(other, RaggedDotDimensionNumbers) and self._fields() == other._fields()

    def __hash__(self):
        return hash(self._fields())

    def __repr__(self):
        return (f"RaggedDotDimensionNumbers(dot_dimension_numbers={self.dot_dimension_numbers},"
                f" lhs_ragged_dimensions={self.lhs_ragged_dimensions}, rhs_group_dimensions={self.rhs_group_dimensions})")


class Token:
    """A value that only orders effects."""
    __slots__ = ("_buf",)
    __module__ = "jax._src.core"

    def __init__(self, buf):
        self._buf = buf

    def block_until_ready(self):
        return self


def after_all(*operands):
    """A token that comes after others."""
    return Token(None)


def create_token(_=None):
    """A new token."""
    return Token(None)


def stage(x, /):
    """``x`` as an array."""
    return jnp.asarray(x)


def composite(decomposition, name, version=0):
    """A function that a compiler may know by name; here it is its decomposition, jitted under that name."""
    from .._jit import jit

    def call(*args, **kwargs):
        def body(*xs):
            return decomposition(*xs, **kwargs)
        body.__name__ = name
        return jit(body)(*args)
    return call


def platform_dependent(*args, default=None, **per_platform):
    """Applies the function for the platform that programs run on."""
    from .._devices import default_backend
    found = per_platform.get(default_backend(), default)
    if found is None:
        raise NotImplementedError("translation rule for platform_dependent not found for platform "
                                  f"{default_backend()}")
    return found(*args)


def mulhi(x, y, /):
    """The upper half of the product of integers."""
    x, y = jnp.asarray(x), jnp.asarray(y)
    if x.dtype is not y.dtype or x.dtype.kind not in "iu":
        raise TypeError(f"mulhi requires arguments of equal integer dtypes, got {x.dtype.name}, {y.dtype.name}.")
    bits = x.dtype.itemsize * 8
    unsigned = "uint" + str(bits)
    half = jnp.array(bits // 2, unsigned)
    mask = jnp.array((1 << bits // 2) - 1, unsigned)
    a, b = lax.bitcast_convert_type(x, unsigned), lax.bitcast_convert_type(y, unsigned)
    ah, al, bh, bl = a >> half, a & mask, b >> half, b & mask
    low, cross, other = al * bl, al * bh, ah * bl
    middle = (low >> half) + (cross & mask) + (other & mask)
    high = ah * bh + (cross >> half) + (other >> half) + (middle >> half)
    out = lax.bitcast_convert_type(high, x.dtype)
    if x.dtype.kind == "u":
        return out
    zero = jnp.zeros((), x.dtype)
    return out - jnp.where(x < 0, y, zero) - jnp.where(y < 0, x, zero)


def scatter_apply(operand, scatter_indices, func, dimension_numbers, *, update_shape=(), indices_are_sorted=False,
                  unique_indices=False, mode=None):
    """``operand`` with a function applied to the elements at indices, as often as each is named."""
    from .._control import while_loop
    operand = jnp.asarray(operand)
    times = lax.scatter_add(jnp.zeros(operand.shape, "int32"), scatter_indices, jnp.ones(update_shape, "int32"),
                            dimension_numbers, mode=mode)

    def applied(x):
        return jnp.reshape(vmap(func)(jnp.ravel(x)), x.shape)
    if not operand.size:
        return operand
    most = jnp.max(times)
    _, out = while_loop(lambda s: s[0] < most, lambda s: (s[0] + 1, jnp.where(times > s[0], applied(s[1]), s[1])),
                        (jnp.array(0, "int32"), operand))
    return out


def ragged_dot(lhs, rhs, group_sizes, precision=None, preferred_element_type=None, group_offset=None, out_sharding=None):
    """The product of consecutive groups of rows, each with a matrix of its own; rows after the last group give zeros."""
    numbers = RaggedDotDimensionNumbers((((1,), (1,)), ((), ())), (0,), (0,))
    return ragged_dot_general(lhs, rhs, group_sizes, numbers, precision, preferred_element_type, group_offset)


def ragged_dot_general(lhs, rhs, group_sizes, ragged_dot_dimension_numbers, precision=None, preferred_element_type=None,
                       group_offset=None, out_sharding=None):
    """A contraction whose left side has groups of different sizes along one axis."""
    if group_offset is not None:
        raise NotImplementedError("Unimplemented group_offset support.")
    lhs, rhs, sizes = jnp.asarray(lhs), jnp.asarray(rhs), jnp.asarray(group_sizes)
    numbers = ragged_dot_dimension_numbers
    (lc, rc), (lb, rb) = numbers.dot_dimension_numbers
    axis, = numbers.lhs_ragged_dimensions
    if axis in lb or sizes.ndim != 1:
        raise NotImplementedError("ragged_dot_general over a batch axis, or with group sizes of several axes, is not"
                                  " implemented")
    ends = jnp.cumsum(sizes)
    place = jnp.arange(lhs.shape[axis])
    member = (place[None, :] >= (ends - sizes)[:, None]) & (place[None, :] < ends[:, None])
    member = jnp.reshape(member, [sizes.shape[0], *[lhs.shape[axis] if i == axis else 1 for i in range(lhs.ndim)]])
    groups = jnp.where(member, lhs[None], jnp.zeros((), lhs.dtype))

    def product(x, y):
        return lax.dot_general(x, y, (((*lc,), (*rc,)), ((*lb,), (*rb,))), precision=precision,
                               preferred_element_type=preferred_element_type)
    if axis in lc:
        return vmap(product, in_axes=(0, None))(groups, rhs)
    group, = numbers.rhs_group_dimensions
    rc, rb = [d - (d > group) for d in rc], [d - (d > group) for d in rb]
    return jnp.sum(vmap(product, in_axes=(0, group))(groups, rhs), axis=0)


def conv_general_dilated_local(lhs, rhs, window_strides, padding, filter_shape, lhs_dilation=None, rhs_dilation=None,
                               dimension_numbers=None, precision=None):
    """A convolution with weights of their own at each place."""
    rhs = jnp.asarray(rhs)
    numbers = lax.conv_dimension_numbers(jnp.shape(lhs), rhs.shape, dimension_numbers)
    patches = lax.conv_general_dilated_patches(lhs, filter_shape, window_strides, padding, lhs_dilation, rhs_dilation,
                                               numbers, precision)
    _, weights, out = numbers
    places = sorted(range(len(out) - 2), key=lambda k: out[2 + k])
    left, right = [out[2 + k] for k in places], [weights[2 + k] for k in places]
    found = lax.dot_general(patches, rhs, (((out[1],), (weights[1],)), (tuple(left), tuple(right))), precision=precision)
    return jnp.moveaxis(found, (-2, -1), (out[0], out[1]))


_attach(globals(), "control",
        "after_all composite conv_general_dilated_local mulhi platform_dependent ragged_dot"
        " ragged_dot_general scatter_apply stage")
