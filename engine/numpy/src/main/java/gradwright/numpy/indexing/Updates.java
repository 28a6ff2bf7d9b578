package gradwright.numpy.indexing;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.Combine;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.prim.Indexing.Scatter;
import gradwright.core.prim.Indexing.ScatterDimensions;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Creation;
import gradwright.numpy.Gathering;
import gradwright.numpy.Layout;
import gradwright.numpy.Promote;
import gradwright.numpy.Warnings;
import java.util.List;
import java.util.function.UnaryOperator;

/// Writing by index: `x.at[index].set(y)` and its kin give a new array. Writes out of bounds are dropped unless the mode says
/// otherwise; repeated places combine in no given order.
public final class Updates {
  private Updates() {}

  /// `x.at[index].OP(y)` for `set`, `add`, `subtract`, `multiply` (`mul`), `divide`, `power`, `min`, `max`. `y` broadcasts to
  /// what `x[index]` has; a y that does not fit x's dtype is converted with a FutureWarning.
  public static Value update(String op, Value x, Object index, Value y, Indexing.Options options) {
    return switch (op) {
      case "set" -> scatter(Combine.SET, x, index, y, options);
      case "add" -> scatter(Combine.ADD, x, index, y, options);
      case "subtract", "sub" -> scatter(Combine.SUB, x, index, y, options);
      case "multiply", "mul" -> scatter(Combine.MUL, x, index, y, options);
      case "min" -> scatter(Combine.MIN, x, index, y, options);
      case "max" -> scatter(Combine.MAX, x, index, y, options);
      case "divide" -> Arithmetic.trueDivide(x, scatter(Combine.MUL, Creation.onesLike(x), index, y, options));
      case "power" -> Arithmetic.power(x, scatter(Combine.MUL, Creation.onesLike(x), index, y, options));
      default -> throw new IllegalArgumentException("no update " + op);
    };
  }

  public static Value set(Value x, Object index, Value y) {
    return update("set", x, index, y, Indexing.Options.DEFAULT);
  }

  public static Value add(Value x, Object index, Value y) {
    return update("add", x, index, y, Indexing.Options.DEFAULT);
  }

  /// `x.at[index].apply(f)`: the function of the elements at the index. Repeated places take it once.
  public static Value apply(Value x, Object index, UnaryOperator<Value> f, Indexing.Options options) {
    Indexing.Options read =
        new Indexing.Options("clip", options.indicesAreSorted(), options.uniqueIndices(), null, options.wrapNegative());
    Value y = f.apply(Indexing.get(x, index, read));
    return update("set", x, index, Promote.convert(y, x.dtype()), options);
  }

  private static Value scatter(Combine combine, Value x, Object index, Value given, Indexing.Options options) {
    Value y = fitting(given, x);
    List<IndexItem> parsed = IndexParser.parse(IndexParser.items(index), x.shape());
    warnUnsafe(y, x);
    Mode mode = Gathering.mode(options.mode(), false);
    GatherPlan plan = GatherPlan.of(parsed, x.shape(), options.wrapNegative());
    if (plan.sliceShape().elements() == 0) {
      return x;
    }
    if (Promote.type(List.of(x, y)).dtype().isBool()
        && combine != Combine.SET
        && combine != Combine.MIN
        && combine != Combine.MAX) {
      throw JaxError.type(
          combine.name().toLowerCase(java.util.Locale.ROOT)
              + " does not accept dtype bool at position 0. Accepted dtypes at position 0 are subtypes of integer,"
              + " floating, complexfloating.");
    }
    DType dtype = x.dtype();
    boolean weak = x.aval().weakType();
    List<Value> p = Promote.dtypes(List.of(x, y));
    Value operand = p.get(0);
    Value updates = Promote.broadcastTo(p.get(1), plan.sliceShape());
    updates = Layout.squeeze(updates, plan.newAxes());
    updates = Lax.rev(updates, plan.reversed());
    operand = Lax.expandDims(operand, plan.scalarMaskAxes());
    ScatterDimensions dims =
        new ScatterDimensions(
            plan.dimensions().offsetDims(),
            plan.dimensions().collapsedSliceDims(),
            plan.dimensions().startIndexMap(),
            Ints.EMPTY,
            Ints.EMPTY);
    Value out =
        Session.bind(
                new Scatter(
                    combine,
                    dims,
                    plan.basic() || options.indicesAreSorted(),
                    plan.basic() || options.uniqueIndices(),
                    mode),
                List.of(operand, plan.indices(), updates))
            .getFirst();
    out = Lax.squeeze(out, plan.scalarMaskAxes());
    return Promote.convert(out, dtype, weak);
  }

  /// A Python integer takes an integer array's dtype when it fits.
  private static Value fitting(Value y, Value x) {
    if (y instanceof HostScalar s && s.aval().weakType() && s.dtype().isInteger() && x.dtype().isInteger()) {
      HostScalar c = s.to(x.dtype(), false);
      if (c.integer() == s.integer()) {
        return c;
      }
    }
    return y;
  }

  private static void warnUnsafe(Value y, Value x) {
    Promote.Type t = Promote.typeOf(List.of(y.aval(), x.aval().strong()));
    if (t.dtype() != x.dtype()) {
      Warnings.warn(
          "FutureWarning",
          "scatter inputs have incompatible types: cannot safely cast value from dtype="
              + y.dtype().jaxName()
              + " to dtype="
              + x.dtype().jaxName()
              + " with jax_numpy_dtype_promotion="
              + Session.current().config().dtypePromotion()
              + ". In future JAX releases this will result in an error.");
    }
  }
}
