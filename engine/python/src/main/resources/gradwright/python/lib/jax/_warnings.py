"""Warnings that point at the user's line."""
import sys
import warnings

from ._bridge import _LIBRARY


def warn_user(message, category):
    """Issues a warning for the innermost frame outside this package."""
    level, frame = 1, sys._getframe(0)
    while frame is not None and frame.f_code.co_filename.startswith(_LIBRARY):
        frame = frame.f_back
        level += 1
    warnings.warn(message, category, stacklevel=level)
