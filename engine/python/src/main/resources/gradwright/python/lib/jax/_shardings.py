"""Shardings of values that are not divided over devices."""


class UnspecifiedValue:
    """Stands for a sharding that is left to the engine."""
    __slots__ = ()
    __module__ = "jax._src.sharding_impls"

    def __repr__(self):
        return "UnspecifiedValue"


UNSPECIFIED = UnspecifiedValue()
_whole = {}


def whole(ndim):
    """The sharding of values that are not divided over any mesh."""
    from ._mesh import get_abstract_mesh
    mesh = get_abstract_mesh()
    if not mesh.empty:
        from .sharding import NamedSharding, PartitionSpec
        return NamedSharding(mesh, PartitionSpec(*[None] * ndim))
    found = _whole.get(ndim)
    if found is None:
        from .sharding import AbstractMesh, NamedSharding, PartitionSpec
        found = _whole[ndim] = NamedSharding(AbstractMesh((), ()), PartitionSpec(*[None] * ndim))
    return found
