"""How the elements of arrays lie in memory. Arrays of this engine are dense and row-major."""


class Layout:
    """An order of axes, the slowest first."""
    __module__ = "jax._src.layout"

    def __init__(self, major_to_minor, tiling=None, sub_byte_element_size_in_bits=0):
        self.major_to_minor = tuple(major_to_minor)
        self.tiling = tiling
        self.sub_byte_element_size_in_bits = sub_byte_element_size_in_bits

    AUTO = "AUTO"

    def __eq__(self, other):
        return isinstance(other, Layout) and self.major_to_minor == other.major_to_minor

    def __hash__(self):
        return hash(self.major_to_minor)

    def __repr__(self):
        return (f"Layout(major_to_minor={self.major_to_minor}, tiling={self.tiling},"
                f" sub_byte_element_size_in_bits={self.sub_byte_element_size_in_bits})")


class Format:
    """A layout and a sharding."""
    __module__ = "jax._src.layout"

    def __init__(self, layout=None, sharding=None):
        self.layout = layout
        self.sharding = sharding

    def __eq__(self, other):
        return isinstance(other, Format) and (self.layout, self.sharding) == (other.layout, other.sharding)

    def __hash__(self):
        return hash((self.layout, self.sharding))

    def __repr__(self):
        return f"Format(layout={self.layout}, sharding={self.sharding})"


def row_major(ndim, sharding):
    """The format that all arrays have: row-major, with their sharding."""
    return Format(Layout(tuple(range(ndim)), ()), sharding)


def with_layout_constraint(x, layouts):
    """``x``, where the layout asked for is the engine's own; other layouts are an error."""
    from .._tree import tree_map

    def check(leaf, layout):
        if layout.major_to_minor != tuple(range(leaf.ndim)):
            raise NotImplementedError(f"with_layout_constraint: arrays of this engine are row-major, got {layout}")
        return leaf
    return tree_map(lambda leaf: check(leaf, layouts), x) if isinstance(layouts, Layout) else tree_map(check, x, layouts)
