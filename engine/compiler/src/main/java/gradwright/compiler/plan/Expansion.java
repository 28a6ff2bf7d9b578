package gradwright.compiler.plan;

import gradwright.compiler.Target;
import gradwright.compiler.graph.Contractions;
import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.compiler.graph.Ref;
import gradwright.compiler.kernel.Parts;
import gradwright.compiler.kernel.Reducer;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import java.util.function.Predicate;

/// Which nodes generated loops can compute, and what an element of them costs.
final class Expansion {
  /// Scatters of at least so many elements in rows of at least so many go to a library, which shares them among threads.
  private static final long LARGE_SCATTER = 1 << 16;

  private static final long LONG_ROW = 16;

  private final Target target;
  private final Predicate<Ref> overwritten;

  /// @param overwritten whether memory of a value may be overwritten by its last reader
  Expansion(Target target, Predicate<Ref> overwritten) {
    this.target = target;
    this.overwritten = overwritten;
  }

  /// Whether loops can compute the node.
  boolean possible(Node n) {
    if (!(n.operation() instanceof Operation.Apply(Primitive p))) {
      return n.operation() instanceof Operation.Literal;
    }
    for (Ref r : n.inputs()) {
      if (r.dtype() == DType.FLOAT0) {
        return false;
      }
    }
    for (var a : n.outputs()) {
      if (a.dtype() == DType.FLOAT0 || a.rank() > 12) {
        return false;
      }
    }
    return switch (p) {
      case Elementwise e -> elementwise(e, n);
      case Shaping s -> !(s instanceof Shaping.Concatenate || s instanceof Shaping.Stack) || n.inputs().size() <= 64;
      case Reduction.Reduce(Reduction.Op op, var axes) -> {
        DType t = n.inputs().getFirst().dtype();
        Reducer r = Reducer.of(op);
        boolean sums = r == Reducer.SUM;
        yield r != null && axes.size() <= 8 && !t.isKey() && (t.isComplex() ? sums : !(t.isBool() && sums));
      }
      case Reduction.ArgReduce _ -> !n.inputs().getFirst().dtype().isComplex();
      case Indexing.DynamicSlice _, Indexing.Gather _ -> true;
      case Contraction.DotGeneral d -> product(d, n);
      case RandomBits.Gamma _ -> false;
      case RandomBits.Bits _ when n.inputs().getFirst().dtype() != DType.KEY_FRY -> false;
      case RandomBits.Split _, RandomBits.FoldIn _ when n.inputs().getFirst().dtype() == DType.KEY_URBG -> false;
      case RandomBits.Split _, RandomBits.Bits _ -> Session.current().config().threefryPartitionable();
      case RandomBits _ -> true;
      default -> false;
    };
  }

  private boolean elementwise(Elementwise e, Node n) {
    Ref last = n.inputs().getLast();
    DType from = last.dtype();
    DType to = n.outputs().getFirst().dtype();
    if (e instanceof Elementwise.BitcastConvert) {
      return from.byteSize() == to.byteSize() && Parts.count(from) == 1 && Parts.count(to) == 1;
    }
    if (e instanceof Elementwise.SelectN) {
      return true;
    }
    if (from.isKey() || to.isKey()) {
      return false;
    }
    if (from.isComplex() || to.isComplex()) {
      DType t = from.isComplex() ? from.realType() : to.realType();
      return switch (e) {
        case Elementwise.Unary(UnaryOp op) -> complex(op, t);
        case Elementwise.Binary(BinaryOp op) ->
            switch (op) {
              case ADD, ADD_ANY, SUB, MUL, EQ, NE, COMPLEX -> true;
              default -> false;
            };
        case Elementwise.Convert _ -> true;
        case Elementwise.IntegerPow(int y) -> y > 0 && y <= 64;
        default -> false;
      };
    }
    return target.supports(e, from, to);
  }

  private boolean complex(UnaryOp op, DType part) {
    return switch (op) {
      case NEG, CONJ, REAL, IMAG, ABS, SQUARE, IS_FINITE, COPY, STOP_GRADIENT -> true;
      case EXP ->
          target.supports(new Elementwise.Unary(UnaryOp.EXP), part, part)
              && target.supports(new Elementwise.Unary(UnaryOp.SIN), part, part)
              && target.supports(new Elementwise.Unary(UnaryOp.COS), part, part);
      default -> false;
    };
  }

  private boolean product(Contraction.DotGeneral d, Node n) {
    Ref x = n.inputs().get(0);
    DType t = n.outputs().getFirst().dtype();
    if (x.dtype() != n.inputs().get(1).dtype()
        || x.dtype().isComplex() != t.isComplex()
        || x.dtype().isInexact() != t.isInexact()
        || d.lhsContracting().size() > 8) {
      return false;
    }
    return !Contractions.byLibrary(d, x.shape(), n.inputs().get(1).shape(), t, target);
  }

  /// Whether the node writes into a copy of its first operand, by a kernel over the updates.
  boolean updates(Node n) {
    if (!(n.operation() instanceof Operation.Apply(Indexing p)) || n.outputs().getFirst().shape().elements() == 0) {
      return false;
    }
    DType t = n.outputs().getFirst().dtype();
    return switch (p) {
      case Indexing.DynamicUpdateSlice _ -> t != DType.FLOAT0 && n.inputs().get(1).shape().elements() > 0;
      case Indexing.Scatter s ->
          t != DType.FLOAT0
              && !rowsByLibrary(s, n)
              && n.inputs().get(2).shape().elements() > 0
              && (Parts.count(t) == 1
                  || s.combine() == Indexing.Combine.SET
                  || t.isComplex() && (s.combine() == Indexing.Combine.ADD || s.combine() == Indexing.Combine.SUB));
      default -> false;
    };
  }

  /// Whether a scatter writes whole rows of a copy that has to be made anyway, so many that threads should share them. (One
  /// that may write in place, as in a loop, is a kernel.)
  private boolean rowsByLibrary(Indexing.Scatter s, Node n) {
    Ref x = n.inputs().getFirst();
    Indexing.ScatterDimensions d = s.dimensions();
    long updates = n.inputs().get(2).shape().elements();
    boolean rows =
        x.shape().rank() > 1
            && d.insertedWindowDims().equals(Ints.of(0))
            && d.scatterDimsToOperandDims().equals(Ints.of(0))
            && d.operandBatchingDims().isEmpty()
            && n.inputs().get(2).shape().rank() > x.shape().rank() - 1;
    return rows
        && updates >= LARGE_SCATTER
        && x.shape().elements() >= LONG_ROW * x.shape().size(0)
        && !overwritten.test(x)
        && target.scattersRows(s.combine(), x.dtype());
  }

  /// What computing one element costs, in additions.
  static double cost(Node n) {
    if (!(n.operation() instanceof Operation.Apply(Primitive p))) {
      return 0;
    }
    return switch (p) {
      case Elementwise.Unary(UnaryOp op) ->
          switch (op) {
            case EXP, EXP2, LOG, TANH, LOGISTIC -> 12;
            case SIN, COS, LOG1P, EXPM1, ERF, ATAN -> 20;
            case TAN, ASIN, ACOS, SINH, COSH, ASINH, ACOSH, ATANH, CBRT, ERFC, ERF_INV -> 40;
            case LGAMMA, DIGAMMA, BESSEL_I0E, BESSEL_I1E -> 100;
            case SQRT, RSQRT -> 4;
            case REAL, IMAG, COPY, STOP_GRADIENT -> 0;
            default -> 1;
          };
      case Elementwise.Binary(BinaryOp op) ->
          switch (op) {
            case POW, ATAN2 -> 40;
            case REM -> 20;
            case DIV -> n.inputs().getFirst().dtype().isFloat() ? 3 : 20;
            default -> 1;
          };
      case Elementwise.IntegerPow(int y) -> y < 0 ? 6 : 2;
      case Elementwise _ -> 1;
      case Shaping.Concatenate _, Shaping.Stack _ -> n.inputs().size();
      case Shaping.Pad _ -> 2;
      case Shaping.Iota _ -> 1;
      case Shaping _ -> 0;
      case Reduction.Reduce _, Reduction.ArgReduce _ -> {
        long in = n.inputs().getFirst().shape().elements();
        long out = n.outputs().getFirst().shape().elements();
        yield 2 + (double) in / Math.max(1, out);
      }
      case Contraction.DotGeneral d -> {
        double depth = 1;
        for (int a : d.lhsContracting().toArray()) {
          depth *= n.inputs().getFirst().shape().size(a);
        }
        yield 2 + depth;
      }
      case RandomBits.Wrap _, RandomBits.Unwrap _, RandomBits.Seed _ -> 1;
      case RandomBits _ -> 60;
      case Indexing.Gather _ -> 6;
      case Indexing _ -> 3;
      default -> 1;
    };
  }

  /// How much code an element needs, in instructions.
  static int size(Node n) {
    if (n.operation() instanceof Operation.Apply(Primitive p)) {
      return switch (p) {
        case Reduction _, Contraction _ -> 6;
        case RandomBits _ -> 90;
        // most functions are called, a few are written out
        case Elementwise.Unary(UnaryOp op) ->
            switch (op) {
              case EXP, EXP2, EXPM1, LOG, LOG1P, TANH, LOGISTIC, ERF -> 16;
              default -> 2;
            };
        case Elementwise.Binary _ -> 2;
        default -> (int) Math.max(1, cost(n));
      };
    }
    return 0;
  }
}
