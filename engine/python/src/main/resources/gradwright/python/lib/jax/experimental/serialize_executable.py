"""Compiled programs as bytes. Compiled code is in the engine's disk cache, which any later process finds; a function is carried
elsewhere by :mod:`jax.export`."""


def serialize(compiled):
    """Not in this engine, whose compiled programs are not carried between processes."""
    raise NotImplementedError("serialize_executable.serialize: compiled programs stay in the engine's disk cache; use"
                              " jax.export to carry a function elsewhere")


def deserialize_and_load(serialized, in_tree, out_tree, backend=None, execution_devices=None):
    """Not in this engine."""
    raise NotImplementedError("serialize_executable.deserialize_and_load: use jax.export to carry functions")
