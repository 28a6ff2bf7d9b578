"""Documentation of functions written in Python: the summary stands with the function, the rest in `_docs`. Nothing of it is read
before someone asks."""
import builtins as _builtins

# What modules have announced, until someone asks; None from then on.
_announced = []


def attach(scope, file, names):
    """Gives the functions of these names in `scope`, a module's globals, their documentation in the file, when `help` is first
    called: scripts that never ask should not wait for it."""
    if _announced is not None:
        _announced.append((scope, file, names))
        return
    from ._docstrings import Documentation
    for name in names.split():
        owner, _, method = name.partition(".")
        function = scope[owner]
        if method:
            function = function.__dict__[method]
        text = Documentation(function.__doc__ or "")
        text._file, text._function = file, function
        function.__doc__ = text


def complete():
    """Gives all functions their documentation, those of modules imported later too."""
    global _announced
    announced, _announced = _announced, None
    for scope, file, names in announced or ():
        attach(scope, file, names)


class _Help:
    """The builtin `help`, which first completes the documentation."""

    def __init__(self, original):
        self._original = original

    def __repr__(self):
        return repr(self._original)

    def __call__(self, *args, **kwargs):
        complete()
        return self._original(*args, **kwargs)


if hasattr(_builtins, "help"):
    _builtins.help = _Help(_builtins.help)
