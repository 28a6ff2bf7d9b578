"""The stages of compilation: traced, lowered, compiled."""
from ._jit import PjitFunction as Wrapped
from ._stages import ArgInfo, Compiled, Lowered, Traced
