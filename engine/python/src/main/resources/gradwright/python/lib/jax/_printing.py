"""The texts of arrays under options of printing that a program has set: NumPy's, given to JAX's arrays."""
import numpy as np


def array_repr(x):
    """`Array([1., 2.], dtype=float32)` with NumPy's options."""
    width = np.get_printoptions()["linewidth"]
    kind = f"dtype={x.dtype.name}" + (", weak_type=True" if x.weak_type else "")
    if x.size == 0:
        body = f"[], shape={x.shape}"
    else:
        body = np.array2string(np.asarray(x), prefix="Array(", suffix=",", separator=", ", max_line_width=width)
    last = len(body) - body.rfind("\n") + 1
    gap = " " if last + len(kind) + 2 <= width else " " * len("Array(")
    return f"Array({body},{gap}{kind})"


def array_str(x):
    """The elements with NumPy's options."""
    return str(np.asarray(x))
