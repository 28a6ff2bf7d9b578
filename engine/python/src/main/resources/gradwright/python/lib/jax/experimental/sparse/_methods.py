"""Operators and methods of sparse arrays, from the functions of dense ones."""
from ... import numpy as jnp
from ._bcoo import BCOO
from ._bcsr import BCSR
from ._transform import sparsify


def _binary(f):
    op = sparsify(f)
    return (lambda self, other: op(self, other)), (lambda self, other: op(other, self))


def _install():
    for name, f in (("matmul", jnp.matmul), ("mul", jnp.multiply), ("truediv", jnp.divide), ("add", jnp.add),
                    ("sub", jnp.subtract)):
        forward, backward = _binary(f)
        for cls in (BCOO, BCSR) if name == "matmul" else (BCOO,):
            setattr(cls, f"__{name}__", forward)
            setattr(cls, f"__r{name}__", backward)
    for name, f in (("gt", jnp.greater), ("ge", jnp.greater_equal), ("lt", jnp.less), ("le", jnp.less_equal),
                    ("eq", jnp.equal), ("ne", jnp.not_equal)):
        setattr(BCOO, f"__{name}__", _binary(f)[0])
    for name, f in (("abs", jnp.abs), ("neg", jnp.negative), ("pos", jnp.positive)):
        setattr(BCOO, f"__{name}__", lambda self, op=sparsify(f): op(self))
    BCOO.__pow__ = lambda self, n: sparsify(lambda x: jnp.power(x, n))(self)
    BCOO.__getitem__ = BCSR.__getitem__ = lambda self, index: sparsify(lambda x: x[index])(self)
    BCOO.__iter__ = lambda self: iter([self[i] for i in range(self.shape[0])])
    BCOO.sum = lambda self, *args, **kwargs: sparsify(lambda x: x.sum(*args, **kwargs))(self)
    BCOO.reshape = lambda self, *args, **kwargs: sparsify(lambda x: x.reshape(*args, **kwargs))(self)
    BCOO.astype = lambda self, *args, **kwargs: sparsify(lambda x: x.astype(*args, **kwargs))(self)


_install()
