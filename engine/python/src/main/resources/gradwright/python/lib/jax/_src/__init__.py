"""Names that libraries take from JAX's own files, where they have a public counterpart here.

Each module of the table is made when it is imported, and looks its names up in the modules given.
"""
from importlib import import_module
from sys import modules
from types import ModuleType

_SOURCES = {
    "ad_checkpoint": "jax.ad_checkpoint", "ad_util": "jax.interpreters.ad jax.lax", "api": "jax jax._jit jax._vmap",
    "api_util": "jax.api_util jax._names", "array": "jax._array jax", "basearray": "jax jax._array",
    "callback": "jax.experimental jax.debug", "checkify": "jax.experimental.checkify",
    "compiler": "jax._src._compiler", "config": "jax._config jax", "core": "jax.core jax.extend.core jax._core jax._refs jax._array jax._jaxpr jax._traces",
    "custom_batching": "jax.custom_batching", "custom_derivatives": "jax.custom_derivatives",
    "debugging": "jax.debug", "dispatch": "jax.interpreters.xla", "distributed": "jax._src._distributed",
    "dtypes": "jax.dtypes jax._src._dtypes", "earray": "jax._src._earray", "errors": "jax.errors", "flatten_util": "jax.flatten_util",
    "lax": "jax.lax", "lax.lax": "jax.lax", "lax.control_flow": "jax.lax", "lax.parallel": "jax.lax",
    "lax.linalg": "jax.lax.linalg", "lax.slicing": "jax.lax", "linear_util": "jax._linear_util",
    "literals": "jax._src._literals", "mesh": "jax.sharding", "monitoring": "jax.monitoring", "nn": "jax.nn",
    "nn.functions": "jax.nn", "nn.initializers": "jax.nn.initializers", "numpy": "jax.numpy",
    "numpy.lax_numpy": "jax.numpy", "numpy.util": "jax.numpy", "partition_spec": "jax.sharding", "pjit": "jax._jit jax",
    "prng": "jax.extend.random jax.random", "profiler": "jax.profiler", "random": "jax.random", "ref": "jax.ref",
    "sharding": "jax.sharding", "sharding_impls": "jax.sharding jax._shardings", "named_sharding": "jax.sharding",
    "source_info_util": "jax.extend.source_info_util", "stages": "jax.stages", "state": "jax.ref",
    "state.types": "jax._refs", "state.primitives": "jax.ref", "traceback_util": "jax._src._traceback",
    "tree_util": "jax.tree_util jax._src._trees", "typing": "jax.typing jax", "util": "jax._src._util jax.api_util",
    "interpreters": "jax.interpreters", "interpreters.ad": "jax.interpreters.ad",
    "interpreters.batching": "jax.interpreters.batching", "interpreters.mlir": "jax.interpreters.mlir",
    "interpreters.partial_eval": "jax.interpreters.partial_eval", "interpreters.pxla": "jax.interpreters.pxla",
    "xla_bridge": "jax.extend.backend jax",
}


class _Counterpart(ModuleType):
    """A module whose names are those of public modules."""

    def __init__(self, name, sources):
        super().__init__(name)
        self.__path__ = []
        self._sources = sources

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        for source in self._sources:
            try:
                value = getattr(import_module(source), name)
            except (AttributeError, ModuleNotFoundError):
                continue
            self.__dict__[name] = value
            return value
        raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'")


def _make():
    for name, sources in _SOURCES.items():
        made = _Counterpart("jax._src." + name, sources.split())
        modules["jax._src." + name] = made
        owner, _, last = name.rpartition(".")
        if owner:
            modules["jax._src." + owner].__dict__[last] = made
        else:
            globals()[last] = made


_make()
