"""Parts of JAX that may change."""


from .._documentation import attach as _attach

def enable_x64(new_val=True):
    """Context manager: 64-bit types inside."""
    from .._config import states
    return states["enable_x64"](new_val)


def io_callback(callback, result_shape_dtypes, *args, sharding=None, ordered=False, **kwargs):
    """Calls a Python function with side effects from within a program."""
    from ..debug import io_callback as call
    return call(callback, result_shape_dtypes, *args, sharding=sharding, ordered=ordered, **kwargs)


_attach(globals(), "transforms", "io_callback")
