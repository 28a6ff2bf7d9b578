"""What the command line needs inside Python: reports of uncaught errors without the engine's own frames."""

import os
import sys

_LIBRARY = os.path.dirname(__file__) + os.sep


def _strip(traceback):
    """The traceback without the frames of files under the library's folder."""
    if traceback is None:
        return None
    rest = _strip(traceback.tb_next)
    if traceback.tb_frame.f_code.co_filename.startswith(_LIBRARY):
        return rest
    if rest is traceback.tb_next:
        return traceback
    return type(traceback)(rest, traceback.tb_frame, traceback.tb_lasti, traceback.tb_lineno)


def strip_engine_frames(error):
    """Removes the engine's frames from the tracebacks of `error` and of every error that it is chained to."""
    if os.environ.get("JAX_TRACEBACK_FILTERING") == "off":
        return
    seen = set()
    pending = [error]
    while pending:
        current = pending.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        stripped = _strip(current.__traceback__)
        # An error raised by the library itself, with no frame of the user's, keeps its frames: they are all there is.
        if stripped is not None:
            current.__traceback__ = stripped
        pending += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            pending += current.exceptions


def _report(kind, error, traceback):
    strip_engine_frames(error)
    sys.__excepthook__(kind, error, error.__traceback__)


def install():
    sys.excepthook = _report
