"""Smaller parts of the package's surface."""
from ._documentation import attach as _attach
from ._array import host


class ensure_compile_time_eval:
    """Context manager: operations on constants are computed at once, even while a function is traced."""

    def __enter__(self):
        self._before = host.enterFolding()

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
    if name is None:
        name = fun.__name__

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


def fwd_and_bwd(fun, argnums, has_aux=False, jitted=True):
    """Forward and backward functions of ``fun``: the first gives output and residuals, the second cotangents.

    Residuals are a function here, which cannot leave a compiled program: ``jitted`` compiles ``fun`` instead."""
    from ._autodiff import vjp
    from ._jit import jit
    fun = jit(fun) if jitted else fun
    one = isinstance(argnums, int)

    def forward(*args, **kwargs):
        n = len(args)
        places = [argnums % n] if one else [i % n for i in argnums]

        def partial(*moving):
            full = list(args)
            for i, x in zip(places, moving):
                full[i] = x
            return fun(*full, **kwargs)
        return vjp(partial, *[args[i] for i in places], has_aux=has_aux)

    def backward(residuals, cotangent):
        found = residuals(cotangent)
        return found[0] if one else found
    return forward, backward


def copy_to_host_async(x):
    """Does nothing: arrays are in the host's memory."""
    return x


def live_arrays(platform=None):
    """Not kept by this engine."""
    raise NotImplementedError("jax.live_arrays is not implemented")


_attach(globals(), "transforms", "copy_to_host_async fwd_and_bwd live_arrays named_call print_environment_info")
