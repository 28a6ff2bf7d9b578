"""Functions that say how they are divided over devices. This engine runs them whole, which gives the same values."""
from .._names import fun_name as _fun_name
from .._primitive import Primitive

custom_partitioning_p = Primitive("custom_partitioning")
custom_partitioning_p.multiple_results = True
BATCHING = "…"


class ArrayMapping(tuple):
    """The factors of the axes of an array."""
    __module__ = "jax._src.custom_partitioning_sharding_rule"

    def __new__(cls, *dims):
        return tuple.__new__(cls, dims)


class CompoundFactor(tuple):
    """An axis made of several factors."""
    __module__ = "jax._src.custom_partitioning_sharding_rule"

    def __new__(cls, *factors):
        if len(factors) < 2:
            raise ValueError("A compound factor should contain at least two factors")
        return tuple.__new__(cls, factors)


class SdyShardingRule:
    """How the axes of operands and results belong together."""
    __module__ = "jax._src.custom_partitioning_sharding_rule"

    def __init__(self, operand_mappings, result_mappings, **factor_sizes):
        self.operand_mappings = tuple(operand_mappings)
        self.result_mappings = tuple(result_mappings)
        self.factor_sizes = factor_sizes


class custom_partitioning:
    """A function with a partitioning of its own."""
    __module__ = "jax._src.custom_partitioning"

    def __init__(self, fun, static_argnums=()):
        self.fun = fun
        self.partition = None
        self.static_argnums = static_argnums
        self.__wrapped__ = fun
        self.__name__ = _fun_name(fun)

    def def_partition(self, partition, infer_sharding_from_operands=None, propagate_user_sharding=None,
                      decode_shardings=True, sharding_rule=None, *, reduction_factors=None, need_replication_factors=None,
                      permutation_factors=None, **factor_sizes):
        """Sets the rules. A ``sharding_rule`` is a text such as ``"i j, j k -> i k"``, an :class:`SdyShardingRule`, or a
        function that gives one of them."""
        if sharding_rule is not None and not callable(sharding_rule) and not isinstance(sharding_rule, SdyShardingRule):
            if not isinstance(sharding_rule, str):
                raise TypeError(f"custom_partitioning: sharding_rule must be a str, but got {type(sharding_rule)}")
            if "->" not in sharding_rule:
                raise ValueError(f"custom_partitioning: there is no -> in sharding_rule {sharding_rule!r}")
        self.partition = partition
        return partition

    def __call__(self, *args, **kwargs):
        if self.partition is None:
            raise AttributeError(f"No partition defined for custom_partitioning function {self.__name__}")
        return self.fun(*args, **kwargs)
