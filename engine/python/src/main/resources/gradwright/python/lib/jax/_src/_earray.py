"""Arrays of extended types: keys are arrays of the engine here."""
from .._array import ArrayImpl as EArray
