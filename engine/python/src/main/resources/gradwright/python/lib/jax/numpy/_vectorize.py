"""vectorize: functions of scalars or small arrays over broadcast arguments."""
import re as _re

from .._names import fun_name
from .._vmap import vmap

_CORE = r"\((?:\w+(?:,\w+)*)?\)"
_SIGNATURE = _re.compile(rf"^{_CORE}(?:,{_CORE})*->{_CORE}(?:,{_CORE})*$")


def _parse(signature):
    text = signature.replace(" ", "")
    if not _SIGNATURE.match(text):
        raise ValueError(f"not a valid gufunc signature: {signature}")

    def side(part):
        return [tuple([d for d in core.split(",") if d]) for core in _re.findall(r"\(([^)]*)\)", part)]
    inputs, outputs = text.split("->")
    return side(inputs), side(outputs)


def _check(shape, core, sizes, where):
    n = len(core)
    if len(shape) < n:
        raise ValueError(f"input with shape {shape} does not have enough dimensions for all core dimensions {core} {where}")
    for name, size in zip(core, shape[len(shape) - n:]):
        known = sizes.setdefault(name, size)
        if known != size:
            raise ValueError(f"inconsistent size for core dimension {name!r}: {size} vs {known} {where}")


def vectorize(pyfunc, excluded=frozenset(), signature=None):
    """A function that maps ``pyfunc`` over the broadcast leading axes of its arguments."""
    if any([not isinstance(e, (str, int)) for e in excluded]):
        raise TypeError("jax.numpy.vectorize can only exclude integer or string arguments, but excluded={!r}".format(
            set(excluded)))

    def wrapped(*args, **kwargs):
        from . import asarray, broadcast_shapes
        where = f"on vectorized function with {excluded=} and {signature=}"
        numbers = [i for i in range(len(args)) if i not in excluded]
        names = [k for k in kwargs if k not in excluded]
        moving = [asarray(args[i]) for i in numbers] + [asarray(kwargs[k]) for k in names]
        if signature is None:
            cores, outputs = [()] * len(moving), None
        else:
            cores, outputs = _parse(signature)
            if len(cores) != len(moving):
                raise TypeError(f"wrong number of positional arguments: expected {len(cores)}, got {len(moving)} {where}")
        sizes = {}
        for a, core in zip(moving, cores):
            _check(a.shape, core, sizes, where)

        def call(*values):
            full, words = list(args), dict(kwargs)
            for i, v in zip(numbers, values):
                full[i] = v
            for k, v in zip(names, values[len(numbers):]):
                words[k] = v
            out = pyfunc(*full, **words)
            if outputs is not None:
                results = out if len(outputs) > 1 else (out,)
                if len(outputs) > 1 and (not isinstance(out, tuple) or len(out) != len(outputs)):
                    raise TypeError(f"wrong number of output arguments from vectorized function: expected {len(outputs)}")
                for r, core in zip(results, outputs):
                    shape = getattr(r, "shape", ())
                    if len(shape) != len(core):
                        raise ValueError(f"output shape {shape} does not match core dimensions {core} {where}")
            return out
        leading = [a.shape[:a.ndim - len(core)] for a, core in zip(moving, cores)]
        shape = broadcast_shapes(*leading) if leading else ()
        rank = len(shape)
        # From the innermost axis outwards: each axis of the broadcast shape is one vmap over the arguments that have it.
        f = call
        values = []
        plan = []
        for a, lead, core in zip(moving, leading, cores):
            keep = []
            for k, d in enumerate(lead):
                at = rank - len(lead) + k
                if d == 1 and shape[at] != 1:
                    keep.append(False)
                else:
                    keep.append(True)
            plan.append({rank - len(lead) + k for k, used in enumerate(keep) if used})
            values.append(a.reshape([d for d, used in zip(lead, keep) if used] + list(a.shape[len(lead):])))
        for axis in reversed(range(rank)):
            in_axes = tuple([0 if axis in p else None for p in plan])
            f = vmap(f, in_axes=in_axes) if any([i == 0 for i in in_axes]) else \
                vmap(f, in_axes=in_axes, axis_size=shape[axis])
        return f(*values)
    wrapped.__name__ = fun_name(pyfunc)
    wrapped.__doc__ = ("Vectorized version of " + fun_name(pyfunc) + ". Takes similar arguments but with additional array"
                       " axes over which it is mapped.\n\n" + (getattr(pyfunc, "__doc__", None) or ""))
    wrapped.__wrapped__ = pyfunc
    return wrapped
