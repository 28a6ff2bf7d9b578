"""Arrays of devices for meshes."""
import numpy as np

from .._documentation import attach as _attach
from .._devices import devices as _all_devices


def create_device_mesh(mesh_shape, devices=None, *, contiguous_submeshes=False, allow_split_physical_axes=False):
    """An array of all devices in the given shape."""
    devices = list(_all_devices() if devices is None else devices)
    mesh_shape = tuple(mesh_shape)
    n = 1
    for d in mesh_shape:
        n *= d
    if n != len(devices):
        raise ValueError(f"Number of devices {len(devices)} must equal the product of mesh_shape {mesh_shape}")
    return np.asarray(devices, dtype=object).reshape(mesh_shape)


def create_hybrid_device_mesh(mesh_shape, dcn_mesh_shape, devices=None, *, process_is_granule=False,
                              should_sort_granules_by_key=True, allow_split_physical_axes=False):
    """An array of devices of several slices or processes; here there is only one of either."""
    devices = list(_all_devices() if devices is None else devices)
    if not process_is_granule:
        raise ValueError(f"Device {devices[0]} does not have attribute 'slice_index' for creating a hybrid mesh."
                         " process_is_granule=True can be used if the process is the unit of the slower network.")
    total = 1
    for d in dcn_mesh_shape:
        total *= d
    if total != 1:
        raise ValueError(f"Number of slices 1 must equal the product of dcn_mesh_shape {tuple(dcn_mesh_shape)}")
    return create_device_mesh(mesh_shape, devices)


_attach(globals(), "devices", "create_device_mesh create_hybrid_device_mesh")
