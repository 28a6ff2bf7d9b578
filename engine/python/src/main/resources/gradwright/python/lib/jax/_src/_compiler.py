"""What is called when a program is compiled, for code that replaces it to hear of that or to refuse it."""


def backend_compile_and_load(backend, *args, **kwargs):
    """Called with the backend before a program is compiled for it; the engine compiles on its own."""


def announced():
    """Tells whoever replaced :func:`backend_compile_and_load` that a program is about to be compiled."""
    from .. import extend
    from . import compiler
    if compiler.backend_compile_and_load is not backend_compile_and_load:
        compiler.backend_compile_and_load(extend.backend.get_backend())
