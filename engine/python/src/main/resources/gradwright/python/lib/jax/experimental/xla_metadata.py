"""Notes for XLA on operations. They say nothing to this engine, and change no value."""


class set_xla_metadata:
    """Context manager or decorator: notes for the operations inside; with a value, gives the value."""

    def __new__(cls, x=None, **kwargs):
        if x is not None and not callable(x):
            return x
        out = object.__new__(cls)
        out._fun = x
        return out

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None

    def __call__(self, *args, **kwargs):
        if self._fun is not None:
            return self._fun(*args, **kwargs)
        return args[0]
