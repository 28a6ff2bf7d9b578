package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.Gather;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;

/// `lax.gather` with JAX's modes by name.
public final class Gathering {
  private Gathering() {}

  /// The mode of a name (`fill`, `drop`, `clip`, `promise_in_bounds`); null takes the default of reads. ValueError for others.
  public static Mode mode(String name, boolean gather) {
    return switch (name) {
      case null -> gather ? Mode.PROMISE_IN_BOUNDS : Mode.FILL_OR_DROP;
      case "fill", "drop" -> Mode.FILL_OR_DROP;
      case "clip" -> Mode.CLIP;
      case "promise_in_bounds" -> Mode.PROMISE_IN_BOUNDS;
      default -> throw JaxError.value("Unknown " + "gather" + " mode \"" + name + "\"");
    };
  }

  /// Slices of `operand` at places given by the last axis of `indices`.
  public static Value gather(
      Value operand,
      Value indices,
      GatherDimensions dimensions,
      Ints sliceSizes,
      boolean sorted,
      boolean unique,
      Mode mode,
      HostScalar fill) {
    return Lax.bind1(new Gather(dimensions, sliceSizes, sorted, unique, mode, fill), operand, indices);
  }
}
