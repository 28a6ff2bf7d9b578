"""Smaller parts of the package's surface."""
from ._array import host


class ensure_compile_time_eval:
    """Context manager: operations inside are computed at once, even while a function is traced."""

    def __enter__(self):
        self._before = host.enterEval()

    def __exit__(self, *exc):
        host.leave(self._before)


class named_scope:
    """Context manager: names the operations inside."""

    def __init__(self, name):
        if not isinstance(name, str):
            raise TypeError("named_scope name argument must be a string.")
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None

    def __call__(self, fun):
        return named_call(fun, name=self.name)


def named_call(fun, *, name=None):
    """``fun`` with its operations named."""
    from functools import wraps

    @wraps(fun)
    def wrapped(*args, **kwargs):
        return fun(*args, **kwargs)
    return wrapped


def print_environment_info(return_string=False):
    """Versions and devices."""
    from ._devices import devices
    from .version import __version__
    text = f"jax:    {__version__} (Gradwright)\ndevice info: {devices()}\n"
    if return_string:
        return text
    print(text, end="")


def make_mesh(axis_shapes, axis_names, axis_types=None, *, devices=None):
    """A mesh of devices."""
    from ._devices import devices as all_devices
    n = 1
    for s in axis_shapes:
        n *= s
    found = list(devices) if devices is not None else all_devices()
    if len(found) < n:
        raise ValueError(f"Number of devices {len(found)} must be >= the product of mesh_shape {tuple(axis_shapes)}")
    raise NotImplementedError("jax.make_mesh is not implemented")
