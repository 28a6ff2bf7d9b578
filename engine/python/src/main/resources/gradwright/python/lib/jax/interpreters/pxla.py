"""Options of the XLA compiler, which this engine does not have."""


def create_compile_options(computation, tuple_args, allow_prop_to_inputs, allow_prop_to_outputs, backend, np_dev,
                           compiler_options):
    """Not in this engine, which compiles without XLA."""
    raise NotImplementedError("create_compile_options: this engine does not compile with XLA")
