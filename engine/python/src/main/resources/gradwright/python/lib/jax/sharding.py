"""Where arrays are: meshes of devices, and shardings over them."""
from ._devices import Sharding, SingleDeviceSharding
from ._mesh import (AbstractDevice, AbstractMesh, AxisType, Mesh, get_abstract_mesh, get_mesh, set_mesh,
                    use_abstract_mesh)
from ._explicit import auto_axes, explicit_axes
from ._placement import reshard
from ._sharding import NamedSharding, PartitionSpec, make_single_device_sharding

P = PartitionSpec
