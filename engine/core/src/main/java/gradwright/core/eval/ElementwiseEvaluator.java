package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;

/// Reference evaluation of elementwise primitives.
final class ElementwiseEvaluator {
  private ElementwiseEvaluator() {}

  static Array evaluate(Elementwise p, List<Array> in, Device device) {
    List<Aval> types = new ArrayList<>(in.size());
    for (Array a : in) {
      types.add(a.aval());
    }
    Aval out = TypeRules.outputs(p, types).getFirst();
    Array x = in.getFirst();
    DType t = x.dtype();
    if (WideKeys.concern(in)) {
      return WideKeys.evaluate(p, in, out, device);
    }
    return switch (p) {
      case Elementwise.Unary u ->
          t == DType.FLOAT0 || u.op() == UnaryOp.STOP_GRADIENT
              ? x.view(out)
              : Blocks.map(out, device, in, unary(u.op(), t));
      case Elementwise.Binary b when t == DType.FLOAT0 -> x.view(out);
      case Elementwise.Binary b when b.op() == BinaryOp.POW && in.get(1).dtype() != t ->
          Blocks.map(out, device, List.of(x, convert(in.get(1), t, device)), binary(BinaryOp.POW, t));
      case Elementwise.Binary b when b.op() == BinaryOp.DIV && byReciprocal(in.get(1), out) ->
          product(out, device, x, in.get(1));
      case Elementwise.Binary b -> Blocks.map(out, device, in, binary(b.op(), t));
      case Elementwise.IntegerPow i -> Blocks.map(out, device, in, integerPow(t, i.y()));
      case Elementwise.Round r -> Blocks.map(out, device, in, round(r.toEven(), t));
      case Elementwise.Convert c -> {
        if (c.newDType() == t) {
          yield x.view(out);
        }
        if (c.newDType() == DType.FLOAT0 || t == DType.FLOAT0) {
          Array zeros = Array.allocate(out, device);
          zeros.buffer().segment().asSlice(0, out.bytes()).fill((byte) 0);
          yield zeros;
        }
        yield Blocks.map(out, device, in, Conversions.kernel(t, c.newDType()));
      }
      case Elementwise.BitcastConvert _ -> x.view(out);
      case Elementwise.ReducePrecision r ->
          Blocks.map(out, device, in, PrecisionKernels.reduce(t, r.exponentBits(), r.mantissaBits()));
      case Elementwise.SelectN _ -> select(out, device, in);
      case Elementwise.Clamp _ -> {
        Array low = Blocks.map(out, device, List.of(in.get(0), in.get(1)), binary(BinaryOp.MAX, t));
        yield Blocks.map(out, device, List.of(low, in.get(2)), binary(BinaryOp.MIN, t));
      }
      case Elementwise.RegularizedIncompleteBeta _ -> Blocks.map(out, device, in, betainc(t));
    };
  }

  /// Whether many numbers are divided by each: XLA then takes its reciprocal, but for bfloat16, which it divides in float32.
  private static boolean byReciprocal(Array divisor, Aval out) {
    DType t = out.dtype();
    return t.isFloat() && t != DType.BFLOAT16 && divisor.elements() < out.shape().elements();
  }

  private static Array product(Aval out, Device device, Array x, Array divisor) {
    DType t = out.dtype();
    Object ones = Blocks.rep(t) == Blocks.Rep.FLOAT ? new float[] {1} : new double[] {1};
    Array one = Blocks.store(Aval.of(t), device, ones);
    Array reciprocal = Blocks.map(divisor.aval(), device, List.of(one, divisor), binary(BinaryOp.DIV, t));
    return Blocks.map(out, device, List.of(x, reciprocal), binary(BinaryOp.MUL, t));
  }

  /// The array in another dtype.
  static Array convert(Array a, DType to, Device device) {
    return a.dtype() == to
        ? a
        : Blocks.map(a.aval().withDType(to), device, List.of(a), Conversions.kernel(a.dtype(), to));
  }

  static Kernel unary(UnaryOp op, DType t) {
    Kernel kernel = plainUnary(op, t);
    return switch (op) {
      case EXP, EXP2, LOGISTIC, SQUARE -> t.isFloat() ? Kernels.flushed(kernel) : kernel;
      default -> kernel;
    };
  }

  private static Kernel plainUnary(UnaryOp op, DType t) {
    return switch (Blocks.rep(t)) {
      case FLOAT -> FloatKernels.unary(op);
      case DOUBLE -> DoubleKernels.unary(op);
      case INT, LONG -> IntegerKernels.unary(op, t);
      case COMPLEX -> ComplexFunctions.unary(op);
    };
  }

  static Kernel binary(BinaryOp op, DType t) {
    Kernel kernel = plainBinary(op, t);
    return switch (op) {
      case ADD, ADD_ANY, SUB, MUL, DIV, POW -> t.isFloat() ? Kernels.flushed(kernel) : kernel;
      default -> kernel;
    };
  }

  private static Kernel plainBinary(BinaryOp op, DType t) {
    return switch (Blocks.rep(t)) {
      case FLOAT -> FloatKernels.binary(op, t);
      case DOUBLE -> DoubleKernels.binary(op);
      case INT, LONG -> IntegerKernels.binary(op, t);
      case COMPLEX -> ComplexFunctions.binary(op);
    };
  }

  private static Kernel integerPow(DType t, int y) {
    Kernel kernel = PowerKernels.integerPow(t, y);
    return t.isFloat() ? Kernels.flushed(kernel) : kernel;
  }

  private static Kernel round(boolean toEven, DType t) {
    java.util.function.DoubleUnaryOperator f = toEven ? x -> Math.rint(x) : ElementwiseEvaluator::awayFromZero;
    return Blocks.rep(t) == Blocks.Rep.FLOAT ? Kernels.eachFloat(f) : Kernels.eachDouble(f);
  }

  private static double awayFromZero(double x) {
    double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
    return Math.abs(x - whole) >= 0.5 ? whole + Math.copySign(1, x) : whole;
  }

  private static Kernel betainc(DType t) {
    return (in, out, n) -> {
      for (int i = 0; i < n; i++) {
        if (out instanceof float[] o) {
          o[i] = (float) IncompleteGamma.betainc(((float[]) in[0])[i], ((float[]) in[1])[i], ((float[]) in[2])[i]);
        } else {
          ((double[]) out)[i] =
              IncompleteGamma.betainc(((double[]) in[0])[i], ((double[]) in[1])[i], ((double[]) in[2])[i]);
        }
      }
    };
  }

  /// Which is clamped to the cases there are. A scalar chooses one whole array.
  private static Array select(Aval aval, Device device, List<Array> in) {
    Array which = in.getFirst();
    int cases = in.size() - 1;
    if (which.rank() == 0) {
      return in.get(1 + choice(which.dtype(), which.getLong(0), cases)).view(aval);
    }
    if (aval.dtype() == DType.FLOAT0) {
      return in.get(1).view(aval);
    }
    Array choices =
        which.dtype().isBool() || which.dtype() == DType.INT32 ? which : convert(which, DType.INT32, device);
    boolean unsigned = which.dtype().isUnsigned();
    int last = cases - 1;
    List<Array> operands = new ArrayList<>(in);
    operands.set(0, choices);
    Kernel kernel =
        (x, out, n) -> {
          int[] w = (int[]) x[0];
          if (unsigned) {
            for (int i = 0; i < n; i++) {
              w[i] = w[i] < 0 ? last : w[i];
            }
          }
          switch (out) {
            case float[] o when last == 1 -> {
              float[] no = (float[]) x[1];
              float[] yes = (float[]) x[2];
              for (int i = 0; i < n; i++) {
                o[i] = w[i] > 0 ? yes[i] : no[i];
              }
            }
            case float[] o -> {
              for (int i = 0; i < n; i++) {
                o[i] = ((float[]) x[1 + Math.clamp(w[i], 0, last)])[i];
              }
            }
            case int[] o -> {
              for (int i = 0; i < n; i++) {
                o[i] = ((int[]) x[1 + Math.clamp(w[i], 0, last)])[i];
              }
            }
            case long[] o -> {
              for (int i = 0; i < n; i++) {
                o[i] = ((long[]) x[1 + Math.clamp(w[i], 0, last)])[i];
              }
            }
            case double[] o -> {
              int k = aval.dtype().isComplex() ? 2 : 1;
              for (int i = 0; i < n; i++) {
                double[] c = (double[]) x[1 + Math.clamp(w[i], 0, last)];
                for (int j = k * i; j < k * i + k; j++) {
                  o[j] = c[j];
                }
              }
            }
            default -> throw new IllegalStateException();
          }
        };
    return Blocks.map(aval, device, operands, kernel);
  }

  private static int choice(DType t, long w, int cases) {
    return t == DType.UINT64 && w < 0 ? cases - 1 : (int) Math.clamp(w, 0L, cases - 1L);
  }
}
