"""Programs of several processes. This engine runs in one; a cluster of one process can be initialized."""
from ._documentation import attach as _attach

_initialized = False


def initialize(coordinator_address=None, num_processes=None, process_id=None, local_device_ids=None,
               cluster_detection_method=None, initialization_timeout=300, heartbeat_timeout_seconds=100,
               shutdown_timeout_seconds=300, coordinator_bind_address=None, slice_index=None, **_):
    """Makes this process a cluster of one; more processes are not possible in this engine."""
    global _initialized
    if _initialized:
        raise RuntimeError("distributed.initialize should only be called once.")
    if num_processes not in (None, 1) or process_id not in (None, 0):
        raise NotImplementedError("jax.distributed.initialize: this engine runs programs of one process, got"
                                  f" num_processes={num_processes} and process_id={process_id}")
    _initialized = True


def is_initialized():
    """Whether :func:`initialize` was called."""
    return _initialized


def shutdown():
    """Ends what :func:`initialize` began."""
    global _initialized
    _initialized = False


_attach(globals(), "devices", "initialize shutdown")
