"""Functions with transformations around them that also pass values out on the side."""
from .._linear_util import (StoreException, WrappedFun, cache, merge_linear_aux, transformation, transformation2,
                            transformation_with_aux, transformation_with_aux2, wrap_init)
from collections.abc import Callable
