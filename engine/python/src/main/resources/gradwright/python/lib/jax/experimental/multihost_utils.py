"""Values of several processes, of which this engine has one."""
from .._documentation import attach as _attach
from .. import numpy as jnp
from ..tree_util import tree_map


def broadcast_one_to_all(in_tree, is_source=None):
    """The values of the first process."""
    return tree_map(jnp.asarray, in_tree)


def sync_global_devices(name):
    """Waits for all processes."""


def process_allgather(in_tree, tiled=False):
    """The values of all processes as NumPy arrays, stacked or joined along the first axis."""
    import numpy as np
    return tree_map(lambda x: np.asarray(x) if tiled else np.asarray(x)[None], in_tree)


def assert_equal(in_tree, fail_message=""):
    """Checks that the values are the same in all processes."""


def _check_specs(pspecs):
    if pspecs is None:
        raise ValueError("`None` is not a valid input to the pspecs argument: jax.sharding.PartitionSpec() says that an array"
                         " is whole on each device.")


def host_local_array_to_global_array(local_inputs, global_mesh, pspecs):
    """Arrays of this process as arrays sharded over a mesh."""
    _check_specs(pspecs)
    from .._placement import place
    from .._sharding import NamedSharding, PartitionSpec
    if isinstance(pspecs, PartitionSpec):
        return tree_map(lambda x: place(x, NamedSharding(global_mesh, pspecs)), local_inputs)
    return tree_map(lambda x, s: place(x, NamedSharding(global_mesh, s)), local_inputs, pspecs)


def global_array_to_host_local_array(global_inputs, global_mesh, pspecs):
    """Sharded arrays as arrays of this process: the same."""
    _check_specs(pspecs)
    return global_inputs


class ProcessFailureError(RuntimeError):
    """A process of the program failed."""


def live_devices(devices):
    """Not in this engine: there are no processes that could fail."""
    raise NotImplementedError("live_devices: programs of this engine have one process")


def reached_preemption_sync_point(step_id):
    """Whether the program is about to be preempted: it never is."""
    return False


_attach(globals(), "devices",
        "assert_equal broadcast_one_to_all global_array_to_host_local_array"
        " host_local_array_to_global_array process_allgather sync_global_devices")
