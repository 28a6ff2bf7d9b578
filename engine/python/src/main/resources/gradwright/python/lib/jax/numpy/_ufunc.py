"""Universal functions: callables of scalars over broadcast arrays, with reductions and the like made of them."""
from .._documentation import attach as _attach
from .._array import operand
from .._jit import jit

_AT = ("JAX arrays are immutable, so jnp.ufunc.at() cannot change its argument as np.ufunc.at() does. Pass inplace=False and"
       " keep the result: arr = jnp.add.at(arr, ind, val, inplace=False)")


def check_arrays(name, *values):
    """TypeError for the first value that is no array and no number."""
    for position, v in enumerate(values):
        if type(v) is str or v is None or operand(v) is None:
            raise TypeError(f"{name} requires ndarray or scalar arguments, got {type(v)} at position {position}.")


def _index(n):
    if not hasattr(n, "__index__"):
        raise TypeError(f"{type(n).__name__!r} object cannot be interpreted as an integer")
    return n.__index__()


class ufunc:
    """A function of `nin` scalars with `nout` results, mapped over arrays that broadcast.

    func: computes one element; any function of JAX arrays.
    nin, nout: how many arguments and results it has.
    name: its name, `func`'s by default.
    identity: what leaves the other argument as it is, or None; reductions start there.
    call, reduce, accumulate, at, reduceat: faster ways to do the same.
    """
    __module__ = "jax.numpy"

    def __init__(self, func, /, nin, nout, *, name=None, nargs=None, identity=None, call=None, reduce=None,
                 accumulate=None, at=None, reduceat=None):
        self.__doc__ = func.__doc__
        self.__name__ = name or func.__name__
        self._properties = {"func": func, "nin": _index(nin), "nout": _index(nout),
                            "nargs": _index(nargs or nin), "identity": identity, "call": call, "reduce": reduce,
                            "accumulate": accumulate, "at": at, "reduceat": reduceat}

    _func = property(lambda self: self._properties["func"])
    nin = property(lambda self: self._properties["nin"], doc="The number of arguments.")
    nout = property(lambda self: self._properties["nout"], doc="The number of results.")
    nargs = property(lambda self: self._properties["nargs"], doc="The number of arguments that are arrays.")
    identity = property(lambda self: self._properties["identity"], doc="The neutral element, or None.")

    @property
    def _key(self):
        return self._func, self.__name__, self.identity, self.nin, self.nout, self.nargs

    def __hash__(self):
        return hash(self._key)

    def __eq__(self, other):
        return isinstance(other, ufunc) and self._key == other._key

    def __repr__(self):
        return f"<jnp.ufunc '{self.__name__}'>"

    def __call__(self, *args, out=None, where=None):
        check_arrays(self.__name__, *args)
        if out is not None:
            raise NotImplementedError(f"out argument of {self}")
        if where is not None:
            raise NotImplementedError(f"where argument of {self}")
        return (self._properties["call"] or self._call_vectorized)(*args)

    @jit(static_argnames=["self"])
    def _call_vectorized(self, *args):
        from ._vectorize import vectorize
        return vectorize(self._func)(*args)

    def _check_binary(self, method):
        if self.nin != 2:
            raise ValueError(f"{method} only supported for binary ufuncs")
        if self.nout != 1:
            raise ValueError(f"{method} only supported for functions returning a single value")

    def _check_out(self, method, out):
        if out is not None:
            raise NotImplementedError(f"out argument of {self.__name__}.{method}()")

    @jit(static_argnames=["self", "axis", "dtype", "out", "keepdims"])
    def reduce(self, a, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=None):
        """Combines the elements along an axis (None: all), from the identity or `initial` on.

        where: a mask of bools that broadcasts to `a`; needs an identity or `initial`.
        ValueError without elements and identity, or where the function is not of two arguments and one result."""
        check_arrays(f"{self.__name__}.reduce", a)
        self._check_binary("reduce")
        self._check_out("reduce", out)
        if initial is not None:
            check_arrays(f"{self.__name__}.reduce", initial)
        if where is not None:
            check_arrays(f"{self.__name__}.reduce", where)
            if self.identity is None and initial is None:
                raise ValueError(f"reduction operation {self.__name__!r} does not have an identity, so to use a where mask"
                                 " one has to specify 'initial'.")
            kind = getattr(where, "dtype", type(where))
            if kind != bool:
                raise ValueError(f"where argument must have dtype=bool; got dtype={kind}")
        found = self._properties["reduce"]
        if found is not None:
            return found(a, axis=axis, dtype=dtype, keepdims=keepdims, initial=initial, where=where)
        from ._ufunc_loops import reduce
        return reduce(self, a, axis, dtype, keepdims, initial, where)

    @jit(static_argnames=["self", "axis", "dtype"])
    def accumulate(self, a, axis=0, dtype=None, out=None):
        """The results of combining ever more elements along an axis: the shape of `a`."""
        self._check_binary("accumulate")
        self._check_out("accumulate", out)
        found = self._properties["accumulate"]
        if found is not None:
            return found(a, axis=axis, dtype=dtype)
        from ._ufunc_loops import accumulate
        return accumulate(self, a, axis, dtype)

    @jit(static_argnums=[0], static_argnames=["inplace"])
    def at(self, a, indices, b=None, /, *, inplace=True):
        """A copy of `a` with the function applied to the elements at `indices`, in turn where they repeat.

        b: the second argument, for functions of two. inplace: must be False, NotImplementedError else."""
        if inplace:
            raise NotImplementedError(_AT)
        found = self._properties["at"]
        if found is not None:
            return found(a, indices) if b is None else found(a, indices, b)
        from ._ufunc_loops import at
        return at(self, a, indices, () if b is None else (b,))

    @jit(static_argnames=["self", "axis", "dtype"])
    def reduceat(self, a, indices, axis=0, dtype=None, out=None):
        """Combines the elements from each index up to the next along an axis."""
        self._check_binary("reduceat")
        self._check_out("reduceat", out)
        found = self._properties["reduceat"]
        if found is not None:
            return found(a, indices, axis=axis, dtype=dtype)
        from ._ufunc_loops import reduceat
        return reduceat(self, a, indices, axis, dtype)

    @jit(static_argnums=[0])
    def outer(self, A, B, /):
        """The function of each pair of elements: shape `A.shape + B.shape`."""
        self._check_binary("outer")
        check_arrays(f"{self.__name__}.outer", A, B)
        from .._vmap import vmap
        from . import ravel, shape
        rows = vmap(vmap(self, (None, 0)), (0, None))(ravel(A), ravel(B))
        return rows.reshape(*shape(A), *shape(B))


def frompyfunc(func, /, nin, nout, *, identity=None):
    """A ufunc of a function of scalars.

    func: takes `nin` scalars and gives `nout` results, in JAX operations.
    nin, nout: how many arguments and results it has.
    identity: the neutral element of a function of two arguments, if it has one.
    """
    return ufunc(func, nin, nout, identity=identity)


_attach(globals(), "arrays", "frompyfunc")
