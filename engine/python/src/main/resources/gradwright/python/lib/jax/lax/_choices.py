"""Enumerations of jax.lax."""
import enum


class Precision(enum.Enum):
    """How exactly products are computed."""
    DEFAULT = 0
    HIGH = 1
    HIGHEST = 2

    @classmethod
    def _missing_(cls, value):
        name = _PRECISIONS.get(value) if value is None or isinstance(value, str) else None
        return None if name is None else cls[name]

    @property
    def _engine_name(self):
        return self.name.lower()

    def __repr__(self):
        return f"{self.__class__.__name__}.{self.name}"

    def __str__(self):
        return self.name


_PRECISIONS = {None: "DEFAULT", "default": "DEFAULT", "fastest": "DEFAULT", "bfloat16": "DEFAULT", "high": "HIGH",
               "bfloat16_3x": "HIGH", "tensorfloat32": "HIGH", "highest": "HIGHEST", "float32": "HIGHEST"}


class GatherScatterMode(enum.Enum):
    """What indices out of bounds mean: taken to the nearest place, read as a fill value and not written, or promised not to be."""
    CLIP = enum.auto()
    FILL_OR_DROP = enum.auto()
    PROMISE_IN_BOUNDS = enum.auto()
    ONE_HOT = enum.auto()

    @staticmethod
    def from_any(s):
        """The mode of a name (`clip`, `fill`, `drop`, `promise_in_bounds`), or of a mode itself; None fills or drops."""
        if isinstance(s, GatherScatterMode):
            return s
        if s is None or s in ("fill", "drop"):
            return GatherScatterMode.FILL_OR_DROP
        if s in ("clip", "promise_in_bounds"):
            return GatherScatterMode[s.upper()]
        raise ValueError(f'Unknown gather mode "{s}"')

    @property
    def _engine_name(self):
        return self.name.lower()


class RoundingMethod(enum.IntEnum):
    """How ties are rounded."""
    AWAY_FROM_ZERO = 0
    TO_NEAREST_EVEN = 1

    @property
    def _engine_name(self):
        return self.name.lower()
