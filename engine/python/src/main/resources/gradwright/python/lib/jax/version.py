"""The version of JAX that this package follows."""
__version__ = "0.10.2"
__version_info__ = (0, 10, 2)
