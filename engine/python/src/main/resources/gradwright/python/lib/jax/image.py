"""Resizing of images."""
import enum
import math

from . import lax, numpy as jnp


class ResizeMethod(enum.Enum):
    """How new pixels come from old ones."""
    NEAREST = 0
    LINEAR = 1
    LANCZOS3 = 2
    LANCZOS5 = 3
    CUBIC = 4

    @staticmethod
    def from_string(s):
        names = {"nearest": ResizeMethod.NEAREST, "lanczos3": ResizeMethod.LANCZOS3, "lanczos5": ResizeMethod.LANCZOS5,
                 **dict.fromkeys(("linear", "bilinear", "trilinear", "triangle"), ResizeMethod.LINEAR),
                 **dict.fromkeys(("cubic", "bicubic", "tricubic"), ResizeMethod.CUBIC)}
        if s not in names:
            raise ValueError(f'Unknown resize method "{s}"')
        return names[s]


def _triangle(x):
    return jnp.maximum(0, 1 - jnp.abs(x))


def _cubic(x):
    # Keys 1981, with a = -1/2.
    out = (1.5 * x - 2.5) * x * x + 1.0
    out = jnp.where(x >= 1.0, ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0, out)
    return jnp.where(x >= 2.0, 0.0, out)


def _lanczos(radius):
    def kernel(x):
        y = radius * jnp.sin(math.pi * x) * jnp.sin(math.pi * x / radius)
        out = jnp.where(x > 1e-3, y / jnp.where(x != 0, math.pi ** 2 * x ** 2, 1), 1)
        return jnp.where(x > radius, 0.0, out)
    return kernel


_KERNELS = {ResizeMethod.LINEAR: _triangle, ResizeMethod.CUBIC: _cubic, ResizeMethod.LANCZOS3: _lanczos(3.0),
            ResizeMethod.LANCZOS5: _lanczos(5.0)}


def _weights(old, new, scale, translation, kernel, antialias):
    """The share of each old pixel (rows) in each new one (columns)."""
    inverse = 1.0 / scale
    spread = jnp.maximum(inverse, 1.0) if antialias else 1.0
    places = (jnp.arange(new, dtype="float32") + 0.5) * inverse - translation * inverse - 0.5
    distance = jnp.abs(places[None, :] - jnp.arange(old, dtype="float32")[:, None]) / spread
    weights = kernel(distance)
    total = jnp.sum(weights, axis=0, keepdims=True)
    enough = jnp.abs(total) > 1000.0 * float(jnp.finfo("float32").eps)
    weights = jnp.where(enough, weights / jnp.where(total != 0, total, 1), 0)
    return jnp.where(((places >= -0.5) & (places <= old - 0.5))[None, :], weights, 0)


def _scaled(image, shape, dims, scales, translations, method, antialias, precision):
    kernel = _KERNELS[method]
    for d, scale, translation in zip(dims, scales, translations):
        w = _weights(image.shape[d], shape[d], scale, translation, kernel, antialias).astype(image.dtype)
        image = jnp.moveaxis(jnp.tensordot(image, w, axes=((d,), (0,)), precision=precision), -1, d)
    return image


def _method(method):
    return ResizeMethod.from_string(method) if isinstance(method, str) else method


def _inexact(image):
    return image if image.dtype.kind in "fcV" else image.astype(jnp.result_type(float))


def resize(image, shape, method, antialias=True, precision=lax.Precision.HIGHEST):
    """The image with another shape; axes that keep their size are left alone.

    ``method`` is "nearest", "linear" (also "bilinear", "trilinear", "triangle"), "cubic" (also "bicubic", "tricubic"),
    "lanczos3" or "lanczos5"; ``antialias`` widens the kernel when the image shrinks.
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
    return _scaled(_inexact(image), shape, dims, [scales[i] for i in range(len(dims))],
                   [moves[i] for i in range(len(dims))], method, antialias, precision)
