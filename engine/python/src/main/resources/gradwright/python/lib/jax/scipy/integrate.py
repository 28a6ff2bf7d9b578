"""Integration of sampled functions."""
from .._documentation import attach as _attach
from .. import numpy as _jnp


def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The integral by the trapezoidal rule of samples ``y`` at ``x``, or ``dx`` apart."""
    return _jnp.trapezoid(y, x=x, dx=dx, axis=axis)


_attach(globals(), "arrays", "trapezoid")
