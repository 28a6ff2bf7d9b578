"""The exceptions that JAX programs raise and catch."""

_PAGE = "https://docs.jax.dev/en/latest/errors.html#jax.errors."


class _JAXErrorMixin:
    """Adds the address of the error's explanation to its message."""

    def __init__(self, message):
        super().__init__(f"{message}\nSee {_PAGE}{type(self).__name__}")


class JAXTypeError(_JAXErrorMixin, TypeError):
    """A TypeError with an explanation."""


class JAXIndexError(_JAXErrorMixin, IndexError):
    """An IndexError with an explanation."""


class ConcretizationTypeError(JAXTypeError):
    """A traced value was needed as a concrete one."""

    def __init__(self, tracer, context=""):
        if not isinstance(tracer, str):
            tracer = ("Abstract tracer value encountered where concrete value is expected: "
                      f"{tracer._error_repr()}\n{context}{tracer._origin_msg()}\n")
        super().__init__(tracer)


class NonConcreteBooleanIndexError(JAXIndexError):
    """A traced array was used as a boolean mask: the shape of the result would depend on its values."""

    def __init__(self, tracer):
        if not isinstance(tracer, str):
            tracer = f"Array boolean indices must be concrete; got {tracer}"
        super().__init__(tracer.rstrip("\n") + "\n")


class TracerArrayConversionError(JAXTypeError):
    """A traced value was handed to NumPy."""

    def __init__(self, tracer):
        if not isinstance(tracer, str):
            tracer = ("The numpy.ndarray conversion method __array__() was called on "
                      f"{tracer._error_repr()}{tracer._origin_msg()}")
        super().__init__(tracer)


class TracerIntegerConversionError(JAXTypeError):
    """A traced value was used where Python needs an integer."""

    def __init__(self, tracer):
        if not isinstance(tracer, str):
            tracer = f"The __index__() method was called on {tracer._error_repr()}{tracer._origin_msg()}"
        super().__init__(tracer)


class TracerBoolConversionError(ConcretizationTypeError):
    """A traced value was used as a condition."""

    def __init__(self, tracer):
        if not isinstance(tracer, str):
            tracer = f"Attempted boolean conversion of {tracer._error_repr()}.{tracer._origin_msg()}"
        JAXTypeError.__init__(self, tracer)


class UnexpectedTracerError(JAXTypeError):
    """A traced value outlived the function whose tracing made it."""


class KeyReuseError(JAXTypeError):
    """A random key was consumed twice."""


class JaxRuntimeError(RuntimeError):
    """A computation failed while it ran."""


class JaxprTypeError(TypeError):
    """A jaxpr is ill-typed."""


class InconclusiveDimensionOperation(Exception):
    """A comparison of symbolic dimensions has no single answer."""


for _cls in list(globals().values()):
    if isinstance(_cls, type):
        _cls.__module__ = "jax.errors"
del _cls
