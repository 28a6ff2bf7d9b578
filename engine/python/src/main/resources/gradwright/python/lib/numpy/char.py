"""Functions of arrays of texts under their older name."""
from .strings import *  # noqa: F401, F403
