"""Frames that reports of errors leave out. The engine leaves out its own; libraries may name theirs."""
_exclude_paths = []


def register_exclusion(path):
    """Takes a path whose frames are not the user's."""
    _exclude_paths.append(path)


def api_boundary(fun, **_):
    """The function as it is: the engine's frames are left out where an error is reported."""
    return fun


def include_frame(frame):
    """Whether a frame belongs to no path that was named."""
    return not any([frame.f_code.co_filename.startswith(path) for path in _exclude_paths])
