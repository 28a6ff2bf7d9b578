"""Options of the package: their values, environment variables, and the context managers that change them for a while."""
import sys as _sys
from ._documentation import attach as _attach

import polyglot as _polyglot

_DEFAULTS = {
    "jax2tf_associative_scan_reductions": False,
    "jax_platforms": None,
    "jax_pjrt_client_create_options": None,
    "jax_enable_checks": False,
    "jax_debug_key_reuse": False,
    "jax_check_tracer_leaks": False,
    "jax_check_static_indices": False,
    "jax_captured_constants_warn_bytes": 2000000000,
    "jax_captured_constants_report_frames": 0,
    "jax_debug_leaked_clients_on_clear_backends": False,
    "jax_debug_nans": False,
    "jax_debug_infs": False,
    "jax_log_compiles": False,
    "jax_explain_cache_misses": False,
    "jax_log_checkpoint_residuals": False,
    "jax_distributed_debug": False,
    "jax_random_seed_offset": 0,
    "jax_legacy_prng_key": "allow",
    "jax_enable_custom_prng": False,
    "jax_default_prng_impl": "threefry2x32",
    "jax_threefry_partitionable": True,
    "jax_threefry_gpu_kernel_lowering": False,
    "jax_use_direct_linearize": True,
    "jax_use_simplified_jaxpr_constants": False,
    "jax_embedded_constants_max_bytes": 32,
    "jax_remove_size_one_mesh_axis_from_type": False,
    "check_vma": False,
    "jax_softmax_custom_jvp": False,
    "jax_raise_persistent_cache_errors": False,
    "jax_persistent_cache_min_compile_time_secs": 1.0,
    "jax_persistent_cache_min_entry_size_bytes": 0,
    "jax_persistent_cache_enable_xla_caches": "xla_gpu_per_fusion_autotune_cache_dir",
    "jax_compilation_cache_include_metadata_in_key": False,
    "jax_hlo_source_file_canonicalization_regex": None,
    "jax_source_url_schema": None,
    "jax_include_full_tracebacks_in_locations": True,
    "jax_traceback_in_locations_limit": 100,
    "jax_share_binary_between_hosts": False,
    "jax_share_binary_between_hosts_timeout_ms": 1200000,
    "jax_enable_compilation_cache": True,
    "jax_compilation_cache_dir": None,
    "jax_compilation_cache_check_contents": False,
    "jax_compilation_cache_max_size": -1,
    "jax_remove_custom_partitioning_ptr_from_cache_key": False,
    "jax_explicit_x64_dtypes": "warn",
    "jax_numpy_dtype_promotion": "standard",
    "jax_disallow_mesh_context_manager": False,
    "jax_error_checking_behavior_nan": "ignore",
    "jax_error_checking_behavior_divide": "ignore",
    "jax_error_checking_behavior_oob": "ignore",
    "jax_enable_x64": False,
    "jax_default_device": None,
    "jax_disable_jit": False,
    "jax_numpy_rank_promotion": "allow",
    "jax_auto_pcast": True,
    "jax_default_matmul_precision": None,
    "jax_allow_f16_reductions": True,
    "jax_traceback_filtering": "auto",
    "jax_use_emit_pipeline_primitive": False,
    "jax_bcoo_cusparse_lowering": False,
    "eager_constant_folding": False,
    "jax_compiler_enable_remat_pass": True,
    "jax_no_tracing": False,
    "jax_no_execution": False,
    "jax_disable_vmap_shmap_error": False,
    "jax_mutable_array_checks": True,
    "jax_disable_bwd_checks": False,
    "jax_experimental_unsafe_xla_runtime_errors": False,
    "jax_xla_profile_version": 0,
    "jax_transfer_guard_host_to_device": None,
    "jax_transfer_guard_device_to_device": None,
    "jax_transfer_guard_device_to_host": None,
    "jax_transfer_guard": None,
    "jax_array_garbage_collection_guard": None,
    "jax_thread_guard": False,
    "jax_send_traceback_to_runtime": "off",
    "jax_debug_log_modules": "",
    "jax_logging_level": "NOTSET",
    "jax_use_shardy_partitioner": True,
    "jax_exec_time_optimization_effort": 0.0,
    "jax_memory_fitting_effort": 0.0,
    "jax_optimization_level": "UNKNOWN",
    "jax_memory_fitting_level": "O2",
    "jax_cpu_collectives_implementation": "gloo",
    "jax_high_dynamic_range_gumbel": False,
    "jax_dump_ir_to": "",
    "jax_include_debug_info_in_dumps": True,
    "jax_dump_ir_modes": "stablehlo",
    "jax_ragged_dot_use_ragged_dot_instruction": True,
    "jax_check_proxy_envs": True,
    "jax_enable_recoverability": False,
    "jax_enable_preemption_service": True,
    "jax_xla_backend": "",
    "jax_backend_target": "",
    "jax_platform_name": "",
    "jax_cuda_visible_devices": "all",
    "jax_rocm_visible_devices": "all",
    "jax_oneapi_visible_devices": "all",
    "jax_cpu_enable_async_dispatch": True,
    "jax_sort_devices_by_process_index": True,
    "jax_num_cpu_devices": -1,
    "jax_cpu_get_local_topology_timeout_minutes": 2,
    "jax_cpu_get_global_topology_timeout_minutes": 5,
    "jax_pprint_use_color": True,
    "jax_tracer_error_num_traceback_frames": 5,
    "jax_disable_most_optimizations": False,
    "jax_compiler_detailed_logging_min_ops": 10,
    # options of parts that this engine has not: taken, and without effect
    "jax2tf_default_native_serialization": True,
    "jax_compilation_cache_expect_pgle": False,
    "jax_cross_host_transfer_socket_address": "",
    "jax_cross_host_transfer_timeout_seconds": None,
    "jax_cross_host_transfer_transfer_size": None,
    "jax_cross_host_transport_addresses": "",
    "jax_custom_vjp3": False,
    "jax_enable_pgle": False,
    "jax_export_calling_convention_version": 10,
    "jax_export_ignore_forward_compatibility": False,
    "jax_force_dcn_cross_host_transfers": False,
    "jax_mock_gpu_topology": "",
    "jax_mosaic_allow_hlo": False,
    "jax_pallas_enable_debug_checks": False,
    "jax_pallas_poison_buffers": False,
    "jax_pallas_use_mosaic_gpu": True,
    "jax_pallas_verbose_errors": False,
    "jax_pgle_aggregation_percentile": 90,
    "jax_pgle_profiling_runs": 3,
    "jax_ragged_dot_use_gpu_pallas_triton_lowering": False,
    "jax_refs_to_pins": False,
    "jax_remat3": False,
    "jax_scan3": False,
    "jax_serialization_version": 0,
    "jax_use_magma": "auto",
    "mock_num_gpu_processes": 0,
}

_PRECISIONS = [
    "default", "high", "highest", "bfloat16", "tensorfloat32", "float32", "ANY_F8_ANY_F8_F32",
    "ANY_F8_ANY_F8_F32_FAST_ACCUM", "ANY_F8_ANY_F8_ANY", "ANY_F8_ANY_F8_ANY_FAST_ACCUM", "F16_F16_F16", "F16_F16_F32",
    "BF16_BF16_BF16", "BF16_BF16_F32", "BF16_BF16_F32_X3", "BF16_BF16_F32_X6", "BF16_BF16_F32_X9", "TF32_TF32_F32",
    "TF32_TF32_F32_X3", "F32_F32_F32", "F64_F64_F64",
]
_GUARDS = ["allow", "log", "disallow", "log_explicit", "disallow_explicit"]
# option -> (may be None, its values)
_CHOICES = {
    "jax_numpy_rank_promotion": (False, ["allow", "warn", "raise"]),
    "jax_numpy_dtype_promotion": (False, ["standard", "strict"]),
    "jax_explicit_x64_dtypes": (False, ["warn", "error", "allow"]),
    "jax_legacy_prng_key": (False, ["allow", "warn", "error"]),
    "jax_default_prng_impl": (False, ["threefry2x32", "threefry4x32", "rbg", "unsafe_rbg", "philox2x32", "philox4x32"]),
    "jax_default_matmul_precision": (True, _PRECISIONS),
    "jax_traceback_filtering": (False, ["off", "tracebackhide", "remove_frames", "quiet_remove_frames", "auto"]),
    "jax_transfer_guard": (True, _GUARDS),
    "jax_transfer_guard_host_to_device": (True, _GUARDS),
    "jax_transfer_guard_device_to_device": (True, _GUARDS),
    "jax_transfer_guard_device_to_host": (True, _GUARDS),
    "jax_array_garbage_collection_guard": (True, ["allow", "log", "fatal"]),
}
# The options that a traced function can observe: part of every cache key.
_TRACED = (
    "jax_enable_x64", "jax_numpy_rank_promotion", "jax_numpy_dtype_promotion", "jax_default_matmul_precision",
    "jax_default_device", "jax_disable_jit", "jax_threefry_partitionable", "jax_debug_key_reuse",
    "jax_softmax_custom_jvp", "jax_random_seed_offset", "jax_explicit_x64_dtypes", "jax_allow_f16_reductions",
    "jax_high_dynamic_range_gumbel", "jax_check_static_indices", "jax_default_prng_impl", "jax_no_execution",
    "jax_check_tracer_leaks",
)
_UNSET = object()

values = dict(_DEFAULTS)
# functions of (name, value) that hear of every change
_listeners = []
# a tuple of the traced options' values, remade when one changes
_context = [None]


def trace_context():
    """The values of all options that tracing depends on, as one hashable value."""
    context = _context[0]
    if context is None:
        context = _context[0] = tuple([values[n] for n in _TRACED])
    return context


def context_difference(a, b):
    """Names and values of the options in which two trace contexts differ."""
    return [(n, x, y) for n, x, y in zip(_TRACED, a, b) if x != y]


def listen(listener):
    """Calls `listener(name, value)` for every option now and at each change."""
    _listeners.append(listener)
    for name, value in values.items():
        if value != _DEFAULTS[name]:
            listener(name, value)


def _store(name, value):
    if values[name] is value:
        return
    values[name] = value
    _context[0] = None
    for listener in _listeners:
        listener(name, value)


def _check(name, value):
    choice = _CHOICES.get(name)
    if choice is not None:
        optional, allowed = choice
        if value is None and optional:
            return value
        if value not in allowed:
            raise ValueError(f"new enum value must be {'None or ' if optional else ''}in {allowed},"
                             f" got {value} of type {type(value)}.")
        return value
    default = _DEFAULTS[name]
    if type(default) is int and value is not None and not isinstance(value, int):
        raise ValueError(f"new int config value must be None or of type int, got {value} of type {type(value)}")
    if type(default) is float and value is not None and not isinstance(value, (int, float)):
        raise ValueError(f"new float config value must be None or of type float, got {value} of type {type(value)}")
    if type(default) is str and value is not None and not isinstance(value, str):
        raise ValueError(f"new string config value must be of type str, got {value} of type {type(value)}")
    if type(default) is bool:
        return bool(value)
    return value


class Config:
    """The options of the package, as attributes and by `update`."""
    __module__ = "jax._src.config"

    def update(self, name, val):
        """Sets an option."""
        if name not in _DEFAULTS:
            raise AttributeError(f"Unrecognized config option: {name}")
        _store(name, _check(name, val))

    def read(self, name):
        """The value of an option."""
        if name not in _DEFAULTS:
            raise AttributeError(f"Unrecognized config option: {name}")
        return values[name]

    @property
    def values(self):
        return dict(values)

    @property
    def x64_enabled(self):
        return values["jax_enable_x64"]

    @property
    def _value_holders(self):
        return dict(values)

    def config_with_absl(self):
        """Takes the options from the command line when it is parsed: here, at once."""
        self.parse_flags_with_absl()

    def parse_flags_with_absl(self):
        """Sets the options that the program's arguments give: ``--jax_enable_x64``, ``--jax_platforms=cpu``. Other
        arguments are left to the program."""
        words = iter(_sys.argv[1:])
        for word in words:
            if word == "--":
                return
            name, equals, text = word.lstrip("-").partition("=")
            negative = name.startswith("nojax_") and not equals
            name = name[2:] if negative else name
            if not word.startswith("-") or name not in _DEFAULTS:
                continue
            if type(_DEFAULTS[name]) is bool:
                self.update(name, not negative and _truth(text if equals else "true", f"flag --{name}"))
            else:
                text = text if equals else next(words, "")
                kind = type(_DEFAULTS[name])
                self.update(name, kind(text) if kind in (int, float) else text)

    def __getattr__(self, name):
        try:
            return values[name]
        except KeyError:
            raise AttributeError(f"'Config' object has no attribute '{name}'") from None


config = Config()


class StateContextManager:
    """Sets an option on entry and sets it back on exit; decorates functions too."""
    __slots__ = ("_name", "_new", "_old")
    __module__ = "jax._src.config"

    def __init__(self, name, new):
        self._name = name
        self._new = new
        self._old = []

    def __enter__(self):
        self._old.append(values[self._name])
        _store(self._name, self._new)

    def __exit__(self, *exc):
        _store(self._name, self._old.pop())

    def __call__(self, fun):
        from functools import wraps

        @wraps(fun)
        def wrapped(*args, **kwargs):
            with StateContextManager(self._name, self._new):
                return fun(*args, **kwargs)
        return wrapped


class State:
    """The context manager of one option: `with option(value): ...`.

    Parameters:
      new_val: the option's value within the block
    """
    __slots__ = ("_name", "_doc", "_default")
    __module__ = "jax._src.config"

    def __init__(self, name, doc, default=_UNSET):
        self._name = name
        self._doc = doc
        self._default = default

    @property
    def value(self):
        return values[self._name]

    @property
    def __name__(self):
        return self._name[4:] if self._name.startswith("jax_") else self._name

    def __bool__(self):
        raise TypeError(f"bool() not supported for instances of type '{type(self).__name__}'"
                        " (did you mean to use '.value' instead?)")

    def __call__(self, new_val=_UNSET):
        if new_val is _UNSET:
            new_val = True if type(_DEFAULTS[self._name]) is bool else self._default
            if new_val is _UNSET:
                raise TypeError(f"Context manager for {self.__name__} config option requires an argument"
                                " representing the new value for the config option.")
        return StateContextManager(self._name, _check(self._name, new_val))


STATES = (
    "allow_f16_reductions", "array_garbage_collection_guard", "auto_pcast", "check_tracer_leaks", "debug_infs",
    "debug_key_reuse", "debug_nans", "default_device", "default_matmul_precision", "default_prng_impl",
    "enable_checks", "enable_custom_prng", "enable_x64", "explain_cache_misses", "legacy_prng_key", "log_compiles",
    "no_execution", "no_tracing", "numpy_dtype_promotion", "numpy_rank_promotion",
    "remove_size_one_mesh_axis_from_type", "softmax_custom_jvp", "thread_guard", "threefry_partitionable",
    "transfer_guard_device_to_device", "transfer_guard_device_to_host", "transfer_guard_host_to_device",
)
states = {n: State("jax_" + n, f"Context manager for the `jax_{n}` option.") for n in STATES}
states["transfer_guard"] = State("jax_transfer_guard", "Context manager for transfers between host and devices.")


def checking_leaks():
    """Checks for leaked tracers inside the context."""
    return states["check_tracer_leaks"](True)


def disable_jit(disable=True):
    """Runs jitted functions eagerly inside the context."""
    return StateContextManager("jax_disable_jit", bool(disable))


def _environment():
    """The options that environment variables set. Asked of `os` once the script has imported it, and may have changed it;
    importing it here would cost every script a start."""
    os = _sys.modules.get("os")
    if os is not None:
        return [(n, os.environ[n.upper()]) for n in _DEFAULTS if n.upper() in os.environ]
    found = _polyglot.import_value("gradwright").settings().environment(list(_DEFAULTS))
    return [(str(found[i]), str(found[i + 1])) for i in range(0, len(found), 2)]


def _truth(text, where):
    low = text.lower()
    if low in ("y", "yes", "t", "true", "on", "1"):
        return True
    if low in ("n", "no", "f", "false", "off", "0", ""):
        return False
    raise ValueError(f"invalid truth value {low!r} for {where}")


def _from_environment():
    os = _sys.modules.get("os")
    flags = os.environ.get("XLA_FLAGS", "") if os is not None else ""
    for flag in flags.split():
        name, _, number = flag.partition("=")
        if name == "--xla_force_host_platform_device_count" and number.isdigit():
            values["jax_num_cpu_devices"] = int(number)
    for name, text in _environment():
        default = _DEFAULTS[name]
        if type(default) is bool:
            values[name] = _truth(text, f"environment {name.upper()!r}")
        elif type(default) is int:
            values[name] = int(text)
        elif type(default) is float:
            values[name] = float(text)
        else:
            values[name] = _check(name, text) if name in _CHOICES else text


_from_environment()


_attach(globals(), "transforms", "checking_leaks disable_jit")
