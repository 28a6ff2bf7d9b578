"""Where arrays are."""
from ._devices import SingleDeviceSharding


class PartitionSpec(tuple):
    """Which mesh axes partition each axis of an array."""
    __module__ = "jax.sharding"

    def __new__(cls, *partitions, unreduced=(), reduced=()):
        return tuple.__new__(cls, partitions)

    def __repr__(self):
        return "PartitionSpec(" + ", ".join([repr(p) for p in self]) + ("," if len(self) == 1 else "") + ")"


Sharding = SingleDeviceSharding
