"""Resizing of images."""
import enum
import math

from ._documentation import attach as _attach
from . import lax, numpy as jnp


class ResizeMethod(enum.Enum):
    """How new pixels come from old ones."""
    NEAREST = 0
    LINEAR = 1
    LANCZOS3 = 2
    LANCZOS5 = 3
    CUBIC = 4
    CUBIC_PYTORCH = 5
    AREA = 6

    @staticmethod
    def from_string(s):
        names = {"nearest": ResizeMethod.NEAREST, "lanczos3": ResizeMethod.LANCZOS3, "lanczos5": ResizeMethod.LANCZOS5,
                 **dict.fromkeys(("linear", "bilinear", "trilinear", "triangle"), ResizeMethod.LINEAR),
                 **dict.fromkeys(("cubic", "bicubic", "tricubic"), ResizeMethod.CUBIC), "area": ResizeMethod.AREA,
                 **dict.fromkeys(("cubic-pytorch", "bicubic-pytorch"), ResizeMethod.CUBIC_PYTORCH)}
        if s not in names:
            raise ValueError(f'Unknown resize method "{s}"')
        return names[s]


def _triangle(x):
    return jnp.maximum(0, 1 - jnp.abs(x))


def _cubic(a):
    """The kernel of Keys 1981 with a parameter."""
    def kernel(x):
        out = ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0
        out = jnp.where(x >= 1.0, ((a * x - 5.0 * a) * x + 8.0 * a) * x - 4.0 * a, out)
        return jnp.where(x >= 2.0, 0.0, out)
    return kernel


def _lanczos(radius):
    def kernel(x):
        y = radius * jnp.sin(math.pi * x) * jnp.sin(math.pi * x / radius)
        out = jnp.where(x > 1e-3, y / jnp.where(x != 0, math.pi ** 2 * x ** 2, 1), 1)
        return jnp.where(x > radius, 0.0, out)
    return kernel


_KERNELS = {ResizeMethod.LINEAR: _triangle, ResizeMethod.CUBIC: _cubic(-0.5), ResizeMethod.LANCZOS3: _lanczos(3.0),
            ResizeMethod.LANCZOS5: _lanczos(5.0), ResizeMethod.CUBIC_PYTORCH: _cubic(-0.75), ResizeMethod.AREA: None}
# pixels beyond the edges that PyTorch's kernel sees: the edges' own colours
_PADDING = 2


def _weights(old, new, scale, translation, method, antialias):
    """The share of each old pixel (rows) in each new one (columns)."""
    inverse = 1.0 / scale
    dtype = jnp.result_type(scale, translation)
    spread = jnp.maximum(inverse, 1.0) if antialias else 1.0
    places = (jnp.arange(new, dtype=dtype) + 0.5) * inverse - translation * inverse - 0.5
    if method is ResizeMethod.AREA:
        weights = _overlaps(old, new, inverse, translation, dtype)
    elif method is ResizeMethod.CUBIC_PYTORCH:
        pixels = jnp.arange(-_PADDING, old + _PADDING, dtype=dtype)
        shares = _KERNELS[method](jnp.abs(places[None, :] - pixels[:, None]))
        inside = jnp.clip(pixels.astype(int), 0, old - 1)
        weights = jnp.zeros((old, new), dtype).at[inside].add(shares)
    else:
        weights = _KERNELS[method](jnp.abs(places[None, :] - jnp.arange(old, dtype=dtype)[:, None]) / spread)
    total = jnp.sum(weights, axis=0, keepdims=True)
    enough = jnp.abs(total) > 1000.0 * float(jnp.finfo("float32").eps)
    weights = jnp.where(enough, weights / jnp.where(total != 0, total, 1), 0)
    if method is ResizeMethod.CUBIC_PYTORCH:
        return weights
    return jnp.where(((places >= -0.5) & (places <= old - 0.5))[None, :], weights, 0)


def _overlaps(old, new, inverse, translation, dtype):
    """How much of each old pixel (rows) lies in each new one (columns)."""
    left = jnp.arange(new, dtype=dtype) * inverse - translation * inverse
    pixels = jnp.arange(old, dtype=dtype)[:, None]
    return jnp.maximum(0.0, jnp.minimum((left + inverse)[None, :], pixels + 1.0) - jnp.maximum(left[None, :], pixels))


def _scaled(image, shape, dims, scales, translations, method, antialias, precision):
    if method is ResizeMethod.CUBIC_PYTORCH and antialias:
        method = ResizeMethod.CUBIC
    for d, scale, translation in zip(dims, scales, translations):
        w = _weights(image.shape[d], shape[d], scale, translation, method, antialias).astype(image.dtype)
        image = jnp.moveaxis(jnp.tensordot(image, w, axes=((d,), (0,)), precision=precision), -1, d)
    return image


def _method(method):
    return ResizeMethod.from_string(method) if isinstance(method, str) else method


def _inexact(image):
    return image if image.dtype.kind in "fcV" else image.astype(jnp.result_type(float))


def resize(image, shape, method, antialias=True, precision=lax.Precision.HIGHEST):
    """The image with another shape; axes that keep their size are left alone.

    ``method`` is "nearest", "linear" (also "bilinear", "trilinear", "triangle"), "cubic" (also "bicubic", "tricubic"),
    "cubic-pytorch" (also "bicubic-pytorch"), "lanczos3", "lanczos5" or "area"; ``antialias`` widens the kernel when the image shrinks.
    """
    image = jnp.asarray(image)
    shape = tuple(shape)
    if len(shape) != image.ndim:
        raise ValueError(f"shape must have length equal to the number of dimensions of x;  {shape} vs {image.shape}")
    method = _method(method)
    dims = [d for d in range(len(shape)) if image.shape[d] != shape[d]]
    if method is ResizeMethod.NEAREST:
        for d in dims:
            old, new = image.shape[d], shape[d]
            places = jnp.floor((jnp.arange(new, dtype="float32") + 0.5) * old / new).astype("int32")
            image = jnp.take(image, places, axis=d)
        return image
    scales = [shape[d] / image.shape[d] if shape[d] else 1.0 for d in dims]
    return _scaled(_inexact(image), shape, dims, scales, [0.0] * len(dims), method, antialias, precision)


def scale_and_translate(image, shape, spatial_dims, scale, translation, method, antialias=True,
                        precision=lax.Precision.HIGHEST):
    """The image scaled by ``scale`` and moved by ``translation`` along ``spatial_dims``."""
    image = jnp.asarray(image)
    shape = tuple(shape)
    if len(shape) != image.ndim:
        raise ValueError(f"shape must have length equal to the number of dimensions of x;  {shape} vs {image.shape}")
    method = _method(method)
    if method is ResizeMethod.NEAREST:
        raise ValueError("Nearest neighbor resampling is not currently supported for scale_and_translate.")
    dims = [d % image.ndim for d in spatial_dims]
    scales, moves = jnp.asarray(scale), jnp.asarray(translation)
    inexact = jnp.result_type(scales, moves, jnp.asarray(0.0))
    scales, moves = scales.astype(inexact), moves.astype(inexact)
    return _scaled(_inexact(image), shape, dims, [scales[i] for i in range(len(dims))],
                   [moves[i] for i in range(len(dims))], method, antialias, precision)


_attach(globals(), "arrays", "resize scale_and_translate")
