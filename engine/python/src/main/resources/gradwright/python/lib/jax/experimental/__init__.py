"""Parts of JAX that may change."""


def enable_x64(new_val=True):
    """Context manager: 64-bit types inside."""
    from .._config import states
    return states["enable_x64"](new_val)


def io_callback(*args, **kwargs):
    """Calls a Python function with side effects from within a program."""
    from ..debug import io_callback as call
    return call(*args, **kwargs)
