package gradwright.python.bridge;

import gradwright.numpy.ndarray.Accumulations;
import gradwright.numpy.ndarray.ElementType;
import gradwright.numpy.ndarray.Flags;
import gradwright.numpy.ndarray.NdArray;
import gradwright.numpy.ndarray.Reductions;
import gradwright.numpy.ndarray.Tallies;
import gradwright.numpy.ndarray.Ufunc;
import gradwright.numpy.ndarray.UfuncCall;
import gradwright.numpy.ndarray.Ufuncs;
import org.graalvm.polyglot.Value;

/// NumPy's elementwise functions for Python.
public final class UfuncPort {
  private final Errors errors;
  private Value report;

  UfuncPort(Errors errors) {
    this.errors = errors;
  }

  /// The Python function that hears of floating-point conditions: flags and the name of the operation.
  public void connect(Value reporter) {
    report = reporter;
  }

  /// The function of this name.
  public Ufunc find(String name) {
    return Ufuncs.named(name);
  }

  public Object identity(Object f) {
    return ((Ufunc) f).identity();
  }

  private NdArray told(NdArray out, Flags flags, String name) {
    if (flags.bits() != 0) {
      report.executeVoid(flags.bits(), name);
    }
    return out;
  }

  private static Object operand(Object o) {
    return o instanceof NdArray ? o : Neutral.of(o);
  }

  /// One operand, a new result.
  public NdArray unary(Object f, Object x) {
    return errors.guard(() -> {
      Flags flags = new Flags();
      Ufunc u = (Ufunc) f;
      return told(UfuncCall.of(u, operand(x), null, null, null, null, "same_kind", flags), flags, u.name());
    });
  }

  /// Two operands, a new result.
  public NdArray binary(Object f, Object x, Object y) {
    return errors.guard(() -> {
      Flags flags = new Flags();
      Ufunc u = (Ufunc) f;
      return told(UfuncCall.of(u, operand(x), operand(y), null, null, null, "same_kind", flags), flags, u.name());
    });
  }

  /// Two operands without axes, a new result; conditions are told as those of scalars.
  public NdArray scalars(Object f, Object x, Object y) {
    return errors.guard(() -> {
      Flags flags = new Flags();
      Ufunc u = (Ufunc) f;
      return told(
          UfuncCall.of(u, operand(x), operand(y), null, null, null, "same_kind", flags), flags, "scalar " + u.name());
    });
  }

  /// All that a call may ask for; null where it does not.
  public NdArray call(Object f, Object x, Object y, Object out, Object where, String dtype, String casting) {
    return errors.guard(() -> {
      Flags flags = new Flags();
      Ufunc u = (Ufunc) f;
      return told(
          UfuncCall.of(
              u,
              operand(x),
              y == null ? null : operand(y),
              (NdArray) out,
              (NdArray) where,
              named(dtype),
              casting,
              flags),
          flags,
          u.name());
    });
  }

  private static ElementType named(String dtype) {
    return dtype == null ? null : ElementType.named(dtype);
  }

  /// A fold over axes; null axes are all of them.
  public NdArray reduce(Object f, Object a, Value axes, String dtype, boolean keep, Object initial, Object where) {
    return errors.guard(() -> {
      NdArray x = (NdArray) a;
      Flags flags = new Flags();
      boolean[] reduced = new boolean[x.rank()];
      if (axes.isNull()) {
        java.util.Arrays.fill(reduced, true);
      } else {
        for (int i : Neutral.ints(axes)) {
          reduced[i] = true;
        }
      }
      Ufunc u = (Ufunc) f;
      return told(
          Reductions.reduce(u, x, reduced, named(dtype), keep, Neutral.of(initial), (NdArray) where, flags),
          flags,
          "reduce");
    });
  }

  public NdArray accumulate(Object f, Object a, int axis, String dtype) {
    return errors.guard(() -> {
      Flags flags = new Flags();
      return told(Accumulations.accumulate((Ufunc) f, (NdArray) a, axis, named(dtype), flags), flags, "accumulate");
    });
  }

  /// Updates at flat places of a contiguous array, each as often as it is named.
  public void at(Object f, Object a, Object places, Object values) {
    errors.guard(() -> {
      Flags flags = new Flags();
      Tallies.at((Ufunc) f, (NdArray) a, (NdArray) places, (NdArray) values, flags);
      return told(null, flags, ((Ufunc) f).name());
    });
  }
}
