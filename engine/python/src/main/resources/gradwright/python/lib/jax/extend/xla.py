"""Transformations of XLA's programs, which this engine does not have."""
from enum import Enum
from .._documentation import attach as _attach


class PipelineStage(Enum):
    """Where in XLA's pipeline a transformation runs."""
    PRE_SCHEDULER = 0
    POST_SCHEDULER = 1


def register_hlo_module_transformation(callback, *, name, stage=PipelineStage.PRE_SCHEDULER, platforms=None):
    """Not in this engine, which compiles without XLA."""
    raise NotImplementedError("register_hlo_module_transformation: this engine does not compile with XLA")


def clear_hlo_module_transformation(name, stage=PipelineStage.PRE_SCHEDULER, platforms=None):
    """Whether there was such a transformation: there is none."""
    return False


_attach(globals(), "tools", "register_hlo_module_transformation clear_hlo_module_transformation")
