package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.Gather;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.types.DType;
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

  /// What reads out of bounds give when the mode fills: the given scalar, else NaN, the smallest integer, the largest unsigned,
  /// or true. Null for the other modes.
  public static HostScalar filler(Value operand, Mode mode, HostScalar given) {
    if (mode != Mode.FILL_OR_DROP) {
      return null;
    }
    DType t = operand.dtype();
    if (given != null) {
      return given.to(t, false);
    }
    return switch (t.kind()) {
      case FLOAT, COMPLEX -> HostScalar.of(t, false, Double.NaN);
      case SIGNED -> HostScalar.of(t, false, t.bits() == 64 ? Long.MIN_VALUE : -(1L << (t.bits() - 1)));
      case UNSIGNED -> HostScalar.of(t, false, -1L);
      case BOOL -> HostScalar.of(t, false, 1L);
      case KEY, FLOAT0, CUSTOM -> null;
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
