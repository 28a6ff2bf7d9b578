"""Where an equation comes from."""
from ._array import host


class NameStack:
    """Names of the scopes around an operation."""
    __slots__ = ("stack",)
    __module__ = "jax._src.source_info_util"

    def __init__(self, stack=()):
        self.stack = tuple(stack)

    def extend(self, name):
        return NameStack((*self.stack, name))

    def wrap_name(self, name):
        return f"{self}/{name}" if self.stack else name

    def transform(self, transform_name):
        return self.extend(transform_name + "()")

    def __add__(self, other):
        return NameStack(self.stack + other.stack)

    def __getitem__(self, idx):
        return NameStack(self.stack[idx])

    def __len__(self):
        return len(self.stack)

    def __eq__(self, other):
        return isinstance(other, NameStack) and self.stack == other.stack

    def __hash__(self):
        return hash(self.stack)

    def __str__(self):
        return "/".join(self.stack)

    def __repr__(self):
        return f"NameStack(stack={self.stack!r})"


class SourceInfo:
    """The place of an operation: the engine's record of the user's frames, and names of scopes."""
    __slots__ = ("_h", "name_stack")
    __module__ = "jax._src.source_info_util"

    def __init__(self, traceback, name_stack=None):
        self._h = traceback
        self.name_stack = NameStack() if name_stack is None else name_stack

    traceback = property(lambda self: self._h)

    def replace(self, traceback=None, name_stack=None):
        return SourceInfo(self._h if traceback is None else traceback,
                          self.name_stack if name_stack is None else name_stack)


class Frame:
    """One of the user's frames."""
    __slots__ = ("file_name", "start_line", "start_column", "end_line", "end_column", "function_name")
    __module__ = "jax._src.source_info_util"

    def __init__(self, file_name, start_line, start_column, end_line, end_column, function_name):
        self.file_name = file_name
        self.start_line = start_line
        self.start_column = start_column
        self.end_line = end_line
        self.end_column = end_column
        self.function_name = function_name

    line_num = property(lambda self: self.start_line)


def frames(info):
    """The user's frames of a place, the innermost first."""
    return [] if info is None or info._h is None else [Frame(*f) for f in host.sourceFrames(info._h)]


def engine_source(info):
    """The engine's record of a place."""
    return host.currentSource() if info is None or info._h is None else info._h
