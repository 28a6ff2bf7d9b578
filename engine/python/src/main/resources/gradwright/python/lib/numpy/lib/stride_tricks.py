"""Views with other strides."""
from .._core import asarray, axes_of, port, wrap
from .._manipulation import broadcast_arrays, broadcast_shapes, broadcast_to  # noqa: F401


def as_strided(x, shape=None, strides=None, subok=False, writeable=True, *, check_bounds=None):
    """A view with any shape and strides inside of the array's memory."""
    x = asarray(x)
    out = wrap(port.strided(x._h, list(x.shape if shape is None else shape), list(x.strides if strides is None else strides)))
    if not writeable:
        out.flags.writeable = False
    return out


def sliding_window_view(x, window_shape, axis=None, *, subok=False, writeable=False):
    """A view of all windows of a shape."""
    x = asarray(x)
    window = tuple(window_shape) if hasattr(window_shape, "__iter__") else (window_shape,)
    axes = list(range(x.ndim)) if axis is None else axes_of(axis, x.ndim)
    if len(window) != len(axes):
        raise ValueError("Since axis is `None`, must provide window_shape for all dimensions of `x`; got"
                         f" {len(window)} window_shape elements and `x.ndim` is {x.ndim}." if axis is None else
                         f"Must provide matching length window_shape and axis; got {len(window)} window_shape elements and"
                         f" {len(axes)} axes elements.")
    shape = list(x.shape)
    for i, w in zip(axes, window):
        if shape[i] < w:
            raise ValueError("window shape cannot be larger than input array shape")
        shape[i] -= w - 1
    return as_strided(x, shape + list(window), list(x.strides) + [x.strides[i] for i in axes], writeable=writeable)
