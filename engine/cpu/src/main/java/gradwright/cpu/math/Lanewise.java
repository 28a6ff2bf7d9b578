package gradwright.cpu.math;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.cpu.host.HostCpu;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.List;

/// Elementwise primitives as kernel code, one lane an element. Real types only: complex numbers and keys come to kernels
/// as separate parts.
public final class Lanewise {
  private Lanewise() {}

  /// The register type of an array's elements.
  ///
  /// @throws UnsupportedOperationException for complex numbers, keys and float0
  public static Scalar scalar(DType type) {
    return switch (type.code()) {
      case BOOL -> Scalar.BOOL;
      case INT8 -> Scalar.S8;
      case INT16 -> Scalar.S16;
      case INT32 -> Scalar.S32;
      case INT64 -> Scalar.S64;
      case UINT8 -> Scalar.U8;
      case UINT16 -> Scalar.U16;
      case UINT32 -> Scalar.U32;
      case UINT64 -> Scalar.U64;
      case FLOAT16 -> Scalar.F16;
      case BFLOAT16 -> Scalar.BF16;
      case FLOAT32 -> Scalar.F32;
      case FLOAT64 -> Scalar.F64;
      default -> throw new UnsupportedOperationException("kernels of " + type.jaxName());
    };
  }

  /// Whether [#apply] can emit the primitive for operands of these types.
  public static boolean supports(Elementwise primitive) {
    return switch (primitive) {
      case Elementwise.Unary(UnaryOp op) ->
          switch (op) {
            case REAL, IMAG, CONJ -> false;
            default -> true;
          };
      case Elementwise.Binary(BinaryOp op) ->
          switch (op) {
            case COMPLEX, IGAMMA, IGAMMAC, IGAMMA_GRAD_A, RANDOM_GAMMA_GRAD, POLYGAMMA, ZETA -> false;
            default -> true;
          };
      case Elementwise.RegularizedIncompleteBeta _ -> false;
      default -> true;
    };
  }

  /// Emits the primitive. Operands have equal lanes, or one lane where others have more.
  ///
  /// @throws UnsupportedOperationException if [#supports] says no
  public static Value apply(IrFunction f, Elementwise primitive, List<Value> inputs) {
    int lanes = inputs.stream().mapToInt(Value::lanes).max().orElse(1);
    if (primitive instanceof Elementwise.Binary(BinaryOp op)
        && op == BinaryOp.DIV
        && Quotients.suits(inputs.get(0), inputs.get(1), HostCpu.current())) {
      return Quotients.byOne(f, inputs.get(0), inputs.get(1));
    }
    List<Value> x = inputs.stream().map(value -> f.broadcast(value, lanes)).toList();
    return switch (primitive) {
      case Elementwise.Unary(UnaryOp op) -> unary(f, op, x.getFirst());
      case Elementwise.Binary(BinaryOp op) -> binary(f, op, x.get(0), x.get(1));
      case Elementwise.IntegerPow(int n) -> Functions.integerPower(f, x.getFirst(), n);
      case Elementwise.Round(boolean toEven) ->
          toEven ? Rounding.halfEven(f, x.getFirst()) : Rounding.halfAway(f, x.getFirst());
      case Elementwise.Convert convert -> Casts.cast(f, x.getFirst(), scalar(convert.newDType()));
      case Elementwise.BitcastConvert convert -> bitcast(f, x.getFirst(), scalar(convert.newDType()));
      case Elementwise.ReducePrecision(int exponent, int mantissa) ->
          Precisions.reduce(f, x.getFirst(), exponent, mantissa);
      case Elementwise.SelectN _ -> selectN(f, x);
      case Elementwise.Clamp _ -> clamp(f, x.get(0), x.get(1), x.get(2));
      case Elementwise.RegularizedIncompleteBeta _ -> throw unsupported(primitive.primitiveName());
    };
  }

  private static UnsupportedOperationException unsupported(String name) {
    return new UnsupportedOperationException(name + " in a kernel");
  }

  private static boolean isShort(Value x) {
    return x.scalar() == Scalar.F16 || x.scalar() == Scalar.BF16;
  }

  private static Value wide(IrFunction f, Value x) {
    return isShort(x) ? Casts.cast(f, x, Scalar.F32) : x;
  }

  private static Value unary(IrFunction f, UnaryOp op, Value x) {
    boolean real = x.scalar().isFloat();
    return switch (op) {
      case COPY, STOP_GRADIENT, REAL, CONJ -> x;
      case NEG -> isShort(x) ? flipSign(f, x) : f.neg(x);
      case ABS -> real ? clearSign(f, x) : Integers.absolute(f, x);
      case SIGN -> Rounding.sign(f, x);
      case SQUARE -> binary(f, BinaryOp.MUL, x, x);
      case NOT -> f.not(x);
      case POPULATION_COUNT -> Integers.populationCount(f, x);
      case CLZ -> Integers.countLeadingZeros(f, x);
      case FLOOR -> Casts.cast(f, f.floor(wide(f, x)), x.scalar());
      case CEIL -> Casts.cast(f, f.ceil(wide(f, x)), x.scalar());
      case IS_FINITE -> {
        Value w = wide(f, x);
        yield f.compare(Comparison.LT, f.fabs(w), f.constant(w.type(), Double.POSITIVE_INFINITY));
      }
      case IMAG -> throw unsupported("imag");
      default -> Functions.unary(f, UnaryFunction.valueOf(op.name()), x);
    };
  }

  private static Value flipSign(IrFunction f, Value x) {
    Value bits = f.bitcast(x, x.scalar().unsigned());
    return f.bitcast(f.xor(bits, f.constant(bits.type(), 1L << (x.scalar().bits() - 1))), x.scalar());
  }

  private static Value clearSign(IrFunction f, Value x) {
    if (!isShort(x)) {
      return f.fabs(x);
    }
    Value bits = f.bitcast(x, x.scalar().unsigned());
    return f.bitcast(f.and(bits, f.constant(bits.type(), (1L << (x.scalar().bits() - 1)) - 1)), x.scalar());
  }

  private static Value binary(IrFunction f, BinaryOp op, Value x, Value y) {
    boolean real = x.scalar().isFloat();
    return switch (op) {
      case ADD, ADD_ANY, SUB, MUL, DIV, MAX, MIN -> {
        if (x.scalar() == Scalar.BOOL) {
          yield truth(f, op, x, y);
        }
        yield Casts.cast(f, arithmetic(f, op, wide(f, x), wide(f, y)), x.scalar());
      }
      case REM -> real ? Functions.binary(f, BinaryFunction.REM, x, y) : Integers.remainder(f, x, y);
      case POW, ATAN2, NEXTAFTER -> Functions.binary(f, BinaryFunction.valueOf(op.name()), x, y);
      case AND -> f.and(x, y);
      case OR -> f.or(x, y);
      case XOR -> f.xor(x, y);
      case SHIFT_LEFT -> Integers.shiftLeft(f, x, y);
      case SHIFT_RIGHT_LOGICAL -> Integers.shiftRightLogical(f, x, y);
      case SHIFT_RIGHT_ARITHMETIC -> Integers.shiftRightArithmetic(f, x, y);
      case EQ, NE, LT, LE, GT, GE -> f.compare(Comparison.valueOf(op.name()), wide(f, x), wide(f, y));
      case EQ_TO -> f.compare(Comparison.EQ, ordered(f, x), ordered(f, y));
      case LE_TO -> f.compare(Comparison.LE, ordered(f, x), ordered(f, y));
      case LT_TO -> f.compare(Comparison.LT, ordered(f, x), ordered(f, y));
      case COMPLEX, IGAMMA, IGAMMAC, IGAMMA_GRAD_A, RANDOM_GAMMA_GRAD, POLYGAMMA, ZETA ->
          throw unsupported(op.jaxName());
    };
  }

  private static Value arithmetic(IrFunction f, BinaryOp op, Value x, Value y) {
    boolean real = x.scalar().isFloat();
    return switch (op) {
      case ADD, ADD_ANY -> f.add(x, y);
      case SUB -> f.sub(x, y);
      case MUL -> f.mul(x, y);
      case DIV -> real ? f.div(x, y) : Integers.divide(f, x, y);
      case MAX -> extreme(f, Comparison.GT, x, y);
      case MIN -> extreme(f, Comparison.LT, x, y);
      default -> throw new IllegalArgumentException(op.jaxName());
    };
  }

  /// The larger or smaller of two numbers; NaN if either is. Where `y` is NaN the comparison fails and gives it.
  private static Value extreme(IrFunction f, Comparison comparison, Value x, Value y) {
    Value chosen = f.select(f.compare(comparison, x, y), x, y);
    if (!x.scalar().isFloat()) {
      return chosen;
    }
    // Otherwise LLVM makes one choice of the two, and no longer sees that the first is an instruction of the processor.
    return f.select(f.isNan(x), x, f.fence(chosen));
  }

  private static Value truth(IrFunction f, BinaryOp op, Value x, Value y) {
    return switch (op) {
      case ADD, ADD_ANY, MAX -> f.or(x, y);
      case MUL, MIN -> f.and(x, y);
      case SUB -> f.xor(x, y);
      default -> throw unsupported(op.jaxName() + " of bool");
    };
  }

  /// An integer that orders floats totally: -NaN, -inf, ..., -0, 0, ..., inf, NaN.
  private static Value ordered(IrFunction f, Value x) {
    if (!x.scalar().isFloat()) {
      return x;
    }
    Value bits = f.bitcast(x, x.scalar().signed());
    Value flipped = f.xor(bits, f.constant(bits.type(), (1L << (x.scalar().bits() - 1)) - 1));
    return f.select(f.compare(Comparison.LT, bits, f.constant(bits.type(), 0L)), flipped, bits);
  }

  private static Value bitcast(IrFunction f, Value x, Scalar target) {
    if (x.scalar() == Scalar.BOOL && target.bits() == 8) {
      return f.convert("zext", x, target);
    }
    return f.bitcast(x, target);
  }

  /// Lane by lane the case that `which` numbers, held to the cases there are.
  private static Value selectN(IrFunction f, List<Value> x) {
    Value which = x.getFirst();
    if (which.scalar() == Scalar.BOOL) {
      return x.size() == 2 ? x.get(1) : f.select(which, x.get(2), x.get(1));
    }
    Value result = x.get(1);
    for (int k = 2; k < x.size(); k++) {
      Value reached = f.compare(Comparison.GE, which, f.constant(which.type(), k - 1L));
      result = f.select(reached, x.get(k), result);
    }
    return result;
  }

  /// `min(max(x, low), high)`.
  private static Value clamp(IrFunction f, Value low, Value x, Value high) {
    return binary(f, BinaryOp.MIN, binary(f, BinaryOp.MAX, x, low), high);
  }

  /// The vector type of an array's elements.
  public static IrType type(DType type, int lanes) {
    return IrType.of(scalar(type), lanes);
  }
}
