"""Foreign functions. A call of one can be traced, typed, batched and printed as JAX does; it cannot run, for foreign functions
are compiled against XLA's headers, which this engine does not have. Python functions are called with
:func:`jax.pure_callback` and :func:`jax.experimental.io_callback`."""
from ._documentation import attach as _attach
from ._ffi_call import ffi_call  # noqa: F401


def _no_foreign(name):
    raise NotImplementedError(f"jax.ffi.{name}: this engine cannot load XLA's foreign functions; use jax.pure_callback")


def register_ffi_target(name, fn, platform="cpu", api_version=1, **kwargs):
    """Takes foreign functions of other platforms, which are never called here, and refuses those of the CPU."""
    from .errors import JaxRuntimeError
    if platform == "cpu":
        raise JaxRuntimeError(f"INVALID_ARGUMENT: jax.ffi.register_ffi_target: {name!r} is of type {type(fn)}; this engine can"
                              " call no foreign functions, see jax.pure_callback")


def register_ffi_target_as_batch_partitionable(name):
    """Marks a foreign function as one that may be divided along its batch axes: every call is whole here."""


def register_ffi_type(name, type_registration, platform="cpu"):
    """Refused: types belong to foreign functions, of which this engine calls none."""
    from .errors import JaxRuntimeError
    raise JaxRuntimeError(f"INVALID_ARGUMENT: jax.ffi.register_ffi_type: {name!r} cannot be registered, got"
                          f" {type_registration!r}; this engine can call no foreign functions")


def register_ffi_type_id(name, obj, platform="cpu"):
    """The older name of :func:`register_ffi_type`."""
    register_ffi_type(name, {"type_id": obj}, platform)


def pycapsule(funcptr):
    """Not in this engine."""
    _no_foreign("pycapsule")


def include_dir():
    """Not in this engine: there are no headers."""
    _no_foreign("include_dir")


def ffi_lowering(call_target_name, *, operand_layouts=None, result_layouts=None, backend_config=None,
                 skip_ffi_layout_processing=False, **lowering_args):
    """Not in this engine, which has no MLIR."""
    _no_foreign("ffi_lowering")


def build_ffi_lowering_function(call_target_name, *, operand_layouts=None, result_layouts=None, backend_config=None,
                                skip_ffi_layout_processing=False, **lowering_args):
    """Not in this engine, which has no MLIR."""
    _no_foreign("build_ffi_lowering_function")


_attach(globals(), "tools", "pycapsule register_ffi_target register_ffi_type ffi_lowering")
