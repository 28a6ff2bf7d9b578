"""Functions of `jax.scipy` as functions of NumPy's arrays in 64 bits."""
import functools
from importlib import import_module


def answer(x):
    """A result as SciPy has it: arrays of NumPy, and its numbers where there is no axis."""
    import numpy as np
    from jax import Array
    if isinstance(x, Array):
        x = np.asarray(x)
        return x.copy() if x.ndim else x[()]
    if isinstance(x, tuple):
        parts = [answer(i) for i in x]
        return type(x)(*parts) if hasattr(x, "_fields") else type(x)(parts)
    return [answer(i) for i in x] if isinstance(x, list) else x


def on_host(function, name):
    """`function` for NumPy's arrays, under the public name `name`."""
    module, _, short = name.rpartition(".")

    def f(*args, **kwargs):
        from jax import enable_x64
        with enable_x64(True):
            return answer(function(*[_argument(a) for a in args], **{k: _argument(v) for k, v in kwargs.items()}))
    functools.update_wrapper(f, function)
    f.__name__ = f.__qualname__ = short
    f.__module__ = module
    return f


def _argument(x):
    import numpy as np
    return np.asarray(x) if isinstance(x, list) else x


class Distribution:
    """A distribution of `jax.scipy.stats`: its functions, and with parameters given their values fixed."""

    def __init__(self, name, args=(), kwargs=None):
        self._name, self._args, self._kwargs = name, args, kwargs or {}

    def __call__(self, *args, **kwargs):
        return Distribution(self._name, args, kwargs)

    def __getattr__(self, name):
        module = "jax.scipy.stats." + self._name
        function = None if name.startswith("_") else getattr(import_module(module), name, None)
        if function is None:
            raise AttributeError(f"scipy.stats.{self._name}.{name} is not available: {module} has no {name}")
        f = on_host(function, f"scipy.stats.{self._name}.{name}")
        return functools.partial(_frozen, f, self._args, self._kwargs) if self._args or self._kwargs else f

    def __repr__(self):
        return f"<scipy.stats.{self._name}>"


def _frozen(f, args, kwargs, x):
    return f(x, *args, **kwargs)


def mirror(module, scope):
    """`__getattr__` and `__dir__` of a module of this package: the functions of the module of `jax` of that name."""
    source = "jax." + module

    def getattr_(name):
        found = None if name.startswith("_") else getattr(import_module(source), name, None)
        if found is None:
            raise AttributeError(f"{module}.{name} is not available: this package has what {source} has")
        if isinstance(found, type(functools)):
            found = Distribution(name)
        elif callable(found) and not isinstance(found, type):
            found = on_host(found, f"{module}.{name}")
        scope[name] = found
        return found

    def dir_():
        return sorted({n for n in scope if not n.startswith("_")} | set(dir(import_module(source))))
    return getattr_, dir_
