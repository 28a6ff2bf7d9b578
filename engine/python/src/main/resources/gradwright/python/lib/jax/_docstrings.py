"""The texts of `_docs`: what functions written in Python take, give and raise."""
_FOLDER = __file__[:-len("_docstrings.py")] + "_docs/"
_read = {}


def _blocks(name):
    """{function: {key: text}} of a file: lines of function names, indented `key: text` lines below."""
    blocks = _read.get(name)
    if blocks is None:
        blocks = _read[name] = {}
        current = {}
        with open(_FOLDER + name + ".txt", encoding="utf-8") as f:
            for line in f:
                if not line.strip() or line.startswith("#"):
                    continue
                if line.startswith(" "):
                    key, _, text = line.strip().partition(":")
                    current[key] = text.strip()
                else:
                    current = {}
                    for function in line.split():
                        blocks[function] = current
    return blocks


def _catalogue(function):
    """What the catalogue says of the function of jax.numpy that a method stands for."""
    from ._array import host
    entry = host.lookup("jax.numpy." + function.__name__)
    own = {"self": "the array"}
    for line in host.documentation(entry).split("\n") if entry is not None else ():
        key, _, text = line.strip().partition(": ")
        if line.startswith("  "):
            own[key] = text
        elif key in ("Returns", "Raises"):
            own[key.lower()] = text
    return own


def described(summary, file, function):
    """The whole text: summary, parameters with shapes and dtypes, result, errors, example."""
    import inspect
    blocks = _blocks(file)
    own = blocks.get(function.__name__) or (_catalogue(function) if file == "methods" else {})
    shared = blocks.get("*", {})
    parts = [inspect.cleandoc(summary)]
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        names = []
    lines = [f"  {n}: {own.get(n) or shared[n]}" for n in names if n in own or n in shared]
    if names:
        parts.append("\n".join(["Parameters:", *lines]))
    parts += [f"{title}: {own[key]}" for title, key in (("Returns", "returns"), ("Raises", "raises"), ("Example", "example"))
              if key in own]
    return "\n\n".join(parts)


class Documentation(str):
    """A docstring that is its summary until someone reads it."""

    def _whole(self):
        found = self.__dict__.get("_text")
        if found is None:
            found = self._text = described(str.__str__(self), self._file, self._function)
        return found


def _reading(name):
    def method(self, *args, **kwargs):
        return getattr(self._whole(), name)(*args, **kwargs)
    method.__name__ = name
    return method


for _name in ("__str__", "__repr__", "__len__", "__iter__", "__contains__", "__getitem__", "__add__", "__mod__", "__format__",
              "__eq__", "__ne__", "__hash__", "expandtabs", "split", "splitlines", "strip", "lstrip", "rstrip", "partition",
              "rpartition", "startswith", "endswith", "find", "index", "count", "replace", "lower", "upper", "encode", "format",
              "join"):
    setattr(Documentation, _name, _reading(_name))
