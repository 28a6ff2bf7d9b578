"""Foreign functions. Programs call compiled code of other languages through XLA, which this engine does not have; Python
functions are called with :func:`jax.pure_callback` and :func:`jax.experimental.io_callback`."""


def _no_foreign(name):
    raise NotImplementedError(f"jax.ffi.{name}: this engine cannot load XLA's foreign functions; use jax.pure_callback")


def ffi_call(target_name, result_shape_dtypes, *, has_side_effect=False, vmap_method=None, input_layouts=None,
             output_layouts=None, input_output_aliases=None, custom_call_api_version=4, legacy_backend_config=None,
             **_):
    """A function that would call a foreign one; calling it raises an error that says so."""
    def wrapped(*args, **kwargs):
        raise NotImplementedError(f"No FFI target named {target_name!r}: this engine cannot load XLA's foreign functions;"
                                  " use jax.pure_callback")
    return wrapped


def register_ffi_target(name, fn, platform="cpu", api_version=1, **kwargs):
    """Not in this engine."""
    _no_foreign("register_ffi_target")


def register_ffi_target_as_batch_partitionable(name):
    """Not in this engine."""
    _no_foreign("register_ffi_target_as_batch_partitionable")


def register_ffi_type(name, type_registration, platform="cpu"):
    """Not in this engine."""
    _no_foreign("register_ffi_type")


def register_ffi_type_id(name, obj, platform="cpu"):
    """Not in this engine."""
    _no_foreign("register_ffi_type_id")


def pycapsule(funcptr):
    """Not in this engine."""
    _no_foreign("pycapsule")


def include_dir():
    """Not in this engine: there are no headers."""
    _no_foreign("include_dir")


def ffi_lowering(call_target_name, *, operand_layouts=None, result_layouts=None, backend_config=None, **lowering_args):
    """Not in this engine."""
    _no_foreign("ffi_lowering")


def build_ffi_lowering_function(call_target_name, *, operand_layouts=None, result_layouts=None, backend_config=None,
                                skip_ffi_layout_processing=False, **lowering_args):
    """Not in this engine."""
    _no_foreign("build_ffi_lowering_function")
