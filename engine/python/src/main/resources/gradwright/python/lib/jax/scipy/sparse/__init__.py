"""Linear systems given by functions."""
from . import linalg
