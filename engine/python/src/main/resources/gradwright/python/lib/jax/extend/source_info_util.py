"""Where operations come from."""
from .._array import host
from .._source_info import NameStack, SourceInfo, frames


def current():
    """The place of the operation that is performed now."""
    return SourceInfo(host.currentSource())


def new_source_info():
    """A place that is not known."""
    return SourceInfo(None)


def new_name_stack(name=""):
    """Names of scopes, with one name or none."""
    return NameStack((name,) if name else ())


def current_name_stack():
    """The names of the scopes around: the engine does not record them."""
    return NameStack()


def register_exclusion(path):
    """Takes a path whose frames are not the user's; frames of the engine's own are excluded already."""


def summarize(source_info, num_frames=1):
    """The place as text: file, line and function of the innermost frames."""
    found = frames(source_info)[:num_frames]
    if not found:
        return "unknown"
    return "\n".join([f"{f.file_name}:{f.start_line}{f':{f.start_column - 1}' if f.start_column else ''}"
                      f" ({f.function_name})" for f in found])


class _Scope:
    """Context manager around operations that keeps their place as it is."""
    __slots__ = ("_given",)

    def __init__(self, given=None):
        self._given = given

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


class extend_name_stack(_Scope):
    """Context manager: a name for the operations inside."""


class set_name_stack(_Scope):
    """Context manager: the names for the operations inside."""


class transform_name_stack(_Scope):
    """Context manager: a transformation's name for the operations inside."""


class reset_name_stack(_Scope):
    """Context manager: no names for the operations inside."""


class user_context(_Scope):
    """Context manager: the operations inside belong to a place."""

    def __init__(self, c, *, name_stack=None):
        super().__init__(c)
