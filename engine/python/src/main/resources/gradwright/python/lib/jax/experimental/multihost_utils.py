"""Agreement among processes. Programs of this engine have one process, which always agrees with itself."""
from .._tree import tree_map


class ProcessFailureError(RuntimeError):
    """A process of the program failed."""


def broadcast_one_to_all(in_tree, is_source=None):
    """The data of one process, on all of them."""
    import numpy as np
    return tree_map(np.asarray, in_tree)


def process_allgather(in_tree, tiled=False):
    """The data of all processes: stacked along a new axis, or joined where ``tiled``."""
    import numpy as np
    return tree_map(lambda x: np.asarray(x) if tiled and np.ndim(x) else np.expand_dims(np.asarray(x), 0), in_tree)


def sync_global_devices(name):
    """Waits until all processes have come here."""


def assert_equal(in_tree, fail_message=""):
    """Checks that all processes have equal data."""


def host_local_array_to_global_array(local_inputs, global_mesh, pspecs):
    """The processes' parts as one array divided over a mesh."""
    from .._devices import device_put
    from ..sharding import NamedSharding, PartitionSpec
    if isinstance(pspecs, PartitionSpec):
        return tree_map(lambda x: device_put(x, NamedSharding(global_mesh, pspecs)), local_inputs)
    return tree_map(lambda x, s: device_put(x, NamedSharding(global_mesh, s)), local_inputs, pspecs)


def global_array_to_host_local_array(global_inputs, global_mesh, pspecs):
    """The process's part of an array: all of it."""
    return global_inputs


def live_devices(devices):
    """Not in this engine: there are no processes that could fail."""
    raise NotImplementedError("live_devices: programs of this engine have one process")


def reached_preemption_sync_point(step_id):
    """Whether the program is about to be preempted: it never is."""
    return False
