package gradwright.core.rules;

import static gradwright.core.rules.Sample.between;
import static gradwright.core.rules.Sample.booleans;
import static gradwright.core.rules.Sample.definite;
import static gradwright.core.rules.Sample.distinct;
import static gradwright.core.rules.Sample.integers;
import static gradwright.core.rules.Sample.matrix;
import static gradwright.core.rules.Sample.normal;
import static gradwright.core.rules.Sample.positive;

import gradwright.core.lax.AssociativeScan;
import gradwright.core.lax.Lax;
import gradwright.core.lax.LogAddExp;
import gradwright.core.lax.Matrices;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Indexing.Combine;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Reduction.Op;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.MeshAxes;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Sample applications of the primitives: one line each, more where operands differ in kind.
final class CaseTable {
  private static final MeshAxes MESH = new MeshAxes(List.of("x"), Ints.of(2), List.of(MeshAxes.Kind.EXPLICIT), "", -1);

  private CaseTable() {}

  static Stream<Case> differentiable() {
    return Stream.of(
            elementwise(),
            complex(),
            shaping(),
            reductions(),
            indexing(),
            contractions(),
            linearAlgebra(),
            ControlCases.differentiable())
        .flatMap(List::stream);
  }

  static Stream<Case> all() {
    return Stream.concat(differentiable(), constant().stream());
  }

  private static FlatFunction apply(Primitive p) {
    return in -> Session.bind(p, in);
  }

  private static FlatFunction unary(UnaryOp op) {
    return in -> List.of(Lax.unary(op, in.getFirst()));
  }

  private static FlatFunction binary(BinaryOp op) {
    return in -> List.of(Lax.binary(op, in.get(0), in.get(1)));
  }

  private static List<Case> elementwise() {
    List<Case> r = new ArrayList<>();
    for (UnaryOp op :
        List.of(
            UnaryOp.NEG,
            UnaryOp.EXP,
            UnaryOp.EXP2,
            UnaryOp.EXPM1,
            UnaryOp.SIN,
            UnaryOp.COS,
            UnaryOp.ATAN,
            UnaryOp.SINH,
            UnaryOp.COSH,
            UnaryOp.TANH,
            UnaryOp.ASINH,
            UnaryOp.LOGISTIC,
            UnaryOp.CBRT,
            UnaryOp.SQUARE,
            UnaryOp.ABS,
            UnaryOp.ERF,
            UnaryOp.ERFC,
            UnaryOp.BESSEL_I0E,
            UnaryOp.BESSEL_I1E,
            UnaryOp.COPY)) {
      r.add(Case.of(op.jaxName(), unary(op), normal(2, 3)));
    }
    for (UnaryOp op :
        List.of(UnaryOp.LOG, UnaryOp.LOG1P, UnaryOp.SQRT, UnaryOp.RSQRT, UnaryOp.LGAMMA, UnaryOp.DIGAMMA)) {
      r.add(Case.of(op.jaxName(), unary(op), positive(2, 3)));
    }
    for (UnaryOp op : List.of(UnaryOp.TAN, UnaryOp.ASIN, UnaryOp.ACOS, UnaryOp.ATANH, UnaryOp.ERF_INV)) {
      r.add(Case.of(op.jaxName(), unary(op), between(-0.8, 0.8, 2, 3)));
    }
    r.add(Case.of("acosh", unary(UnaryOp.ACOSH), between(1.5, 3, 2, 3)));
    for (BinaryOp op : List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.MAX, BinaryOp.MIN, BinaryOp.ATAN2)) {
      r.add(Case.of(op.jaxName(), binary(op), normal(2, 3), normal(2, 3)));
      r.add(Case.of(op.jaxName() + " scalar", binary(op), normal(), normal(2, 3)));
      r.add(Case.of(op.jaxName() + " by scalar", binary(op), normal(2, 3), normal()));
      r.add(Case.of(op.jaxName() + " size 1", binary(op), normal(2, 1), normal(1, 3)));
    }
    r.add(Case.of("add_any", binary(BinaryOp.ADD_ANY), normal(2, 3), normal(2, 3)));
    r.add(Case.of("div", binary(BinaryOp.DIV), normal(2, 3), positive(2, 3)));
    r.add(Case.of("div scalar", binary(BinaryOp.DIV), normal(), positive(3)));
    r.add(Case.of("div by scalar", binary(BinaryOp.DIV), normal(3), positive()));
    r.add(Case.of("rem", binary(BinaryOp.REM), between(5.1, 5.4, 3), between(1.1, 1.2, 3)));
    r.add(Case.of("rem by scalar", binary(BinaryOp.REM), between(5.1, 5.4, 3), between(1.1, 1.2)));
    r.add(Case.of("pow", binary(BinaryOp.POW), positive(2, 3), normal(2, 3)));
    r.add(Case.of("pow scalar", binary(BinaryOp.POW), positive(), normal(3)));
    r.add(Case.of("pow integer", binary(BinaryOp.POW), normal(5), integers(4, 5)));
    r.add(Case.of("pow integer scalar", binary(BinaryOp.POW), normal(5), integers(4)));
    r.add(
        Case.of(
            "igamma x",
            in -> List.of(Lax.binary(BinaryOp.IGAMMA, Lax.scalar(DType.FLOAT64, 1.7), in.get(0))),
            positive(3)));
    r.add(
        Case.of(
            "igammac x",
            in -> List.of(Lax.binary(BinaryOp.IGAMMAC, Lax.scalar(DType.FLOAT64, 1.7), in.get(0))),
            positive(3)));
    r.add(
        Case.of(
            "polygamma",
            in -> List.of(Lax.binary(BinaryOp.POLYGAMMA, Lax.scalar(DType.FLOAT64, 2.0), in.get(0))),
            positive(3)));
    r.add(
        Case.of(
            "regularized_incomplete_beta x",
            in ->
                List.of(
                    Lax.bind1(
                        new Elementwise.RegularizedIncompleteBeta(),
                        Lax.filled(in.get(0), 1.5),
                        Lax.filled(in.get(0), 2.5),
                        in.get(0))),
            between(0.2, 0.8, 3)));
    for (int y : new int[] {-2, -1, 0, 1, 2, 3, 5}) {
      r.add(Case.of("integer_pow " + y, apply(new Elementwise.IntegerPow(y)), normal(3)));
    }
    r.add(
        Case.of(
            "convert", in -> List.of(Lax.convert(Lax.convert(in.get(0), DType.COMPLEX128), DType.FLOAT64)), normal(3)));
    r.add(Case.of("reduce_precision", apply(new Elementwise.ReducePrecision(11, 52)), normal(3)));
    r.add(Case.of("select_n", apply(new Elementwise.SelectN()), booleans(2, 3), normal(2, 3), normal(2, 3)));
    r.add(Case.of("select_n scalar", apply(new Elementwise.SelectN()), booleans(), normal(3), normal(3)));
    r.add(Case.of("select_n of scalars", apply(new Elementwise.SelectN()), booleans(), normal(), normal()));
    r.add(Case.of("select_n 3", apply(new Elementwise.SelectN()), integers(3, 4), normal(4), normal(4), normal(4)));
    r.add(Case.of("clamp", apply(new Elementwise.Clamp()), between(-0.6, -0.3, 4), normal(4), between(0.3, 0.6, 4)));
    r.add(
        Case.of(
            "clamp scalar bounds", apply(new Elementwise.Clamp()), between(-0.6, -0.3), normal(4), between(0.3, 0.6)));
    r.add(Case.of("clamp scalars", apply(new Elementwise.Clamp()), between(-0.6, -0.3), normal(), between(0.3, 0.6)));
    r.add(Case.of("logaddexp", in -> List.of(LogAddExp.of(in.get(0), in.get(1))), normal(3), normal(3)));
    return r;
  }

  /// Real functions that pass through complex numbers.
  private static List<Case> complex() {
    List<Case> r = new ArrayList<>();
    for (UnaryOp op :
        List.of(
            UnaryOp.EXP,
            UnaryOp.LOG,
            UnaryOp.SIN,
            UnaryOp.COS,
            UnaryOp.TANH,
            UnaryOp.SQRT,
            UnaryOp.CONJ,
            UnaryOp.NEG,
            UnaryOp.SQUARE,
            UnaryOp.LOGISTIC)) {
      r.add(
          Case.of(
              "complex " + op.jaxName(),
              in -> parts(Lax.unary(op, Lax.complex(in.get(0), in.get(1)))),
              positive(3),
              positive(3)));
    }
    r.add(Case.of("complex abs", in -> List.of(Lax.abs(Lax.complex(in.get(0), in.get(1)))), normal(3), normal(3)));
    for (BinaryOp op : List.of(BinaryOp.MUL, BinaryOp.DIV, BinaryOp.ADD, BinaryOp.SUB, BinaryOp.POW)) {
      r.add(
          Case.of(
              "complex " + op.jaxName(),
              in -> parts(Lax.binary(op, Lax.complex(in.get(0), in.get(1)), Lax.complex(in.get(1), in.get(2)))),
              positive(3),
              positive(3),
              positive(3)));
    }
    r.add(
        Case.of(
            "complex integer_pow",
            in -> parts(Lax.integerPow(Lax.complex(in.get(0), in.get(1)), 3)),
            normal(3),
            normal(3)));
    r.add(
        Case.of(
            "complex conj of real",
            in -> parts(Lax.mul(Lax.conj(in.get(0)), Lax.complex(in.get(1), in.get(0)))),
            normal(3),
            normal(3)));
    return r;
  }

  private static List<Value> parts(Value z) {
    return List.of(Lax.real(z), Lax.imag(z));
  }

  private static List<Case> shaping() {
    return List.of(
        Case.of("reshape", apply(new Shaping.Reshape(Shape.of(3, 2))), normal(2, 3)),
        Case.of("reshape turned", apply(new Shaping.Reshape(Shape.of(3, 8), Ints.of(1, 0, 2))), normal(2, 3, 4)),
        Case.of("transpose", apply(new Shaping.Transpose(Ints.of(2, 0, 1))), normal(2, 3, 4)),
        Case.of("broadcast_in_dim", apply(new Shaping.BroadcastInDim(Shape.of(2, 3, 4), Ints.of(0, 2))), normal(2, 1)),
        Case.of("broadcast_in_dim scalar", apply(new Shaping.BroadcastInDim(Shape.of(2, 3), Ints.EMPTY)), normal()),
        Case.of("squeeze", apply(new Shaping.Squeeze(Ints.of(0, 2))), normal(1, 3, 1, 2)),
        Case.of("slice", apply(new Shaping.Slice(Ints.of(1, 0), Ints.of(3, 3), null)), normal(4, 3)),
        Case.of("slice strided", apply(new Shaping.Slice(Ints.of(1, 0), Ints.of(6, 3), Ints.of(2, 1))), normal(7, 3)),
        Case.of("pad", apply(new Shaping.Pad(Ints.of(1, 0), Ints.of(2, 1), Ints.of(0, 2))), normal(2, 3), normal()),
        Case.of(
            "pad negative",
            apply(new Shaping.Pad(Ints.of(-1, 2), Ints.of(1, -2), Ints.of(1, 0))),
            normal(3, 3),
            normal()),
        Case.of("concatenate", apply(new Shaping.Concatenate(1)), normal(2, 1), normal(2, 3), normal(2, 2)),
        Case.of("stack", apply(new Shaping.Stack(1)), normal(2, 3), normal(2, 3)),
        Case.of("unstack", apply(new Shaping.Unstack(1)), normal(2, 3, 2)),
        Case.of("split", apply(new Shaping.Split(1, Ints.of(1, 3))), normal(2, 4)),
        Case.of("reshard", apply(new Shaping.Reshard(Sharding.whole(MESH, 2))), normal(2, 3)),
        Case.of("rev", apply(new Shaping.Rev(Ints.of(0, 2))), normal(2, 3, 2)),
        Case.of("tile", apply(new Shaping.Tile(Ints.of(2, 1, 3))), normal(2, 3, 1)));
  }

  private static List<Case> reductions() {
    List<Case> r = new ArrayList<>();
    for (Op op : List.of(Op.SUM, Op.PROD, Op.MAX, Op.MIN)) {
      r.add(Case.of("reduce_" + op.jaxName(), apply(new Reduction.Reduce(op, Ints.of(1))), normal(2, 5, 3)));
      r.add(Case.of("reduce_" + op.jaxName() + " all", apply(new Reduction.Reduce(op, Ints.of(0, 1))), normal(2, 3)));
    }
    for (Op op : List.of(Op.SUM, Op.PROD, Op.MAX, Op.MIN, Op.LOGSUMEXP)) {
      r.add(Case.of("cum" + op.jaxName(), apply(new Reduction.Cumulative(op, 1, false)), normal(2, 5)));
      r.add(Case.of("cum" + op.jaxName() + " reverse", apply(new Reduction.Cumulative(op, 0, true)), normal(4, 2)));
    }
    Ints one = Ints.of(1, 1);
    for (Op op : List.of(Op.SUM, Op.MAX, Op.MIN)) {
      r.add(
          Case.of(
              "reduce_window_" + op.jaxName(),
              apply(
                  new Reduction.ReduceWindow(op, Ints.of(2, 2), Ints.of(2, 1), Ints.of(0, 1), Ints.of(1, 0), one, one)),
              normal(4, 3)));
    }
    r.add(
        Case.of(
            "reduce_window_sum dilated",
            apply(
                new Reduction.ReduceWindow(
                    Op.SUM, Ints.of(2, 2), Ints.of(1, 2), Ints.of(0, 1), Ints.of(1, 2), Ints.of(2, 1), Ints.of(1, 2))),
            normal(3, 4)));
    r.add(
        Case.of(
            "reduce_window_max base dilation",
            apply(
                new Reduction.ReduceWindow(
                    Op.MAX, Ints.of(3, 2), one, Ints.of(0, 0), Ints.of(0, 0), Ints.of(2, 1), one)),
            normal(3, 4)));
    r.add(
        Case.of(
            "select_and_gather_add",
            apply(
                new Reduction.SelectAndGatherAdd(
                    true, Ints.of(2, 2), Ints.of(1, 2), Ints.of(0, 1), Ints.of(1, 0), one, one)),
            normal(3, 3),
            normal(3, 3)));
    r.add(
        Case.of(
            "select_and_scatter_add",
            apply(new Reduction.SelectAndScatterAdd(false, Ints.of(2, 2), Ints.of(1, 2), Ints.of(0, 1), Ints.of(1, 0))),
            normal(3, 2),
            normal(3, 3)));
    r.add(
        Case.of(
            "reduce",
            in ->
                Session.bind(
                    new Reduction.ReduceGeneral(
                        Staging.stage(
                            two -> List.of(Lax.mul(two.get(0), two.get(1))),
                            List.of(Aval.of(DType.FLOAT64), Aval.of(DType.FLOAT64))),
                        Ints.of(1)),
                    List.of(in.getFirst(), Lax.scalar(DType.FLOAT64, 1.0))),
            normal(2, 5)));
    r.add(Case.of("sort", apply(new Reduction.Sort(1, true, 1)), normal(2, 4)));
    r.add(Case.of("sort two", apply(new Reduction.Sort(0, true, 1)), normal(4, 2), normal(4, 2)));
    r.add(Case.of("top_k", in -> List.of(Lax.bind(new Reduction.TopK(2, 1), in.getFirst()).getFirst()), normal(2, 4)));
    r.add(
        Case.of(
            "associative_scan", in -> List.of(AssociativeScan.scan(Lax::mul, in.getFirst(), 0, false)), normal(5, 2)));
    return r;
  }

  private static List<Case> indexing() {
    List<Case> r = new ArrayList<>();
    r.add(
        Case.of(
            "dynamic_slice", apply(new Indexing.DynamicSlice(Ints.of(2, 2))), normal(4, 3), integers(3), integers(2)));
    r.add(
        Case.of(
            "dynamic_update_slice",
            apply(new Indexing.DynamicUpdateSlice()),
            normal(4, 3),
            normal(2, 2),
            integers(3),
            integers(2)));
    Ints none = Ints.EMPTY;
    Ints zero = Ints.of(0);
    for (Mode mode : Mode.values()) {
      // rows x[i], some out of bounds where the mode allows it
      int bound = mode == Mode.PROMISE_IN_BOUNDS ? 4 : 6;
      r.add(
          Case.of(
              "gather rows " + mode,
              in ->
                  List.of(
                      Lax.gather(
                          in.get(0),
                          in.get(1),
                          new Indexing.GatherDimensions(Ints.of(1), zero, zero, none, none),
                          Ints.of(1, 3),
                          false,
                          false,
                          mode,
                          HostScalar.of(DType.FLOAT64, false, 0.5))),
              normal(4, 3),
              integers(bound, 5, 1)));
      for (Combine c : List.of(Combine.ADD, Combine.SUB)) {
        r.add(
            Case.of(
                c.jaxName() + " " + mode,
                apply(
                    new Indexing.Scatter(
                        c, new Indexing.ScatterDimensions(Ints.of(1), zero, zero, none, none), false, false, mode)),
                normal(4, 3),
                integers(bound, 5, 1),
                normal(5, 3)));
      }
    }
    r.add(
        Case.of(
            "gather batched",
            apply(
                new Indexing.Gather(
                    new Indexing.GatherDimensions(none, Ints.of(1), Ints.of(1), zero, zero),
                    Ints.of(1, 1),
                    false,
                    false,
                    Mode.CLIP,
                    null)),
            normal(3, 4),
            integers(4, 3, 2, 1)));
    for (Combine c : Combine.values()) {
      r.add(
          Case.of(
              c.jaxName() + " unique",
              apply(
                  new Indexing.Scatter(
                      c, new Indexing.ScatterDimensions(Ints.of(1), zero, zero, none, none), false, true, Mode.CLIP)),
              normal(4, 3),
              distinct(4, 3, 1),
              normal(3, 3)));
    }
    for (Combine c : List.of(Combine.SET, Combine.MIN, Combine.MAX)) {
      r.add(
          Case.of(
              c.jaxName() + " with duplicates",
              apply(
                  new Indexing.Scatter(
                      c,
                      new Indexing.ScatterDimensions(none, zero, zero, none, none),
                      false,
                      false,
                      Mode.FILL_OR_DROP)),
              normal(4),
              integers(5, 6, 1),
              normal(6)));
    }
    return r;
  }

  private static List<Case> contractions() {
    List<Case> r = new ArrayList<>();
    Ints none = Ints.EMPTY;
    r.add(Case.of("dot", dot(Ints.of(1), Ints.of(0), none, none), normal(2, 3), normal(3, 4)));
    r.add(Case.of("dot vectors", dot(Ints.of(0), Ints.of(0), none, none), normal(3), normal(3)));
    r.add(Case.of("dot outer", dot(none, none, none, none), normal(2), normal(3)));
    r.add(Case.of("dot batch", dot(Ints.of(2), Ints.of(1), Ints.of(0), Ints.of(2)), normal(2, 3, 4), normal(5, 4, 2)));
    r.add(
        Case.of(
            "dot two contractions", dot(Ints.of(2, 0), Ints.of(0, 1), none, none), normal(2, 3, 4), normal(4, 2, 3)));
    Ints one = Ints.of(1, 1);
    Ints zero = Ints.of(0, 0);
    Contraction.ConvDimensions nchw =
        new Contraction.ConvDimensions(Ints.of(0, 1, 2, 3), Ints.of(0, 1, 2, 3), Ints.of(0, 1, 2, 3));
    Contraction.ConvDimensions nhwc =
        new Contraction.ConvDimensions(Ints.of(0, 3, 1, 2), Ints.of(3, 2, 0, 1), Ints.of(0, 3, 1, 2));
    r.add(
        conv(
            "conv",
            new Contraction.Conv(one, zero, zero, one, one, nchw, 1, 1, null, null),
            normal(2, 2, 4, 3),
            normal(3, 2, 2, 2)));
    r.add(
        conv(
            "conv nhwc strided",
            new Contraction.Conv(Ints.of(2, 1), Ints.of(1, 0), Ints.of(0, 1), one, one, nhwc, 1, 1, null, null),
            normal(2, 4, 3, 2),
            normal(2, 2, 2, 3)));
    r.add(
        conv(
            "conv dilated",
            new Contraction.Conv(
                one, Ints.of(1, 1), Ints.of(1, 2), Ints.of(2, 1), Ints.of(1, 2), nchw, 1, 1, null, null),
            normal(1, 2, 3, 4),
            normal(2, 2, 2, 2)));
    r.add(
        conv(
            "conv groups",
            new Contraction.Conv(one, zero, zero, one, one, nchw, 2, 1, null, null),
            normal(2, 4, 3, 3),
            normal(4, 2, 2, 2)));
    r.add(
        conv(
            "conv batch groups",
            new Contraction.Conv(one, zero, zero, one, one, nchw, 1, 2, null, null),
            normal(4, 2, 3, 3),
            normal(4, 2, 2, 2)));
    r.add(Case.of("rfft", in -> parts(Lax.fft(in.getFirst(), FftType.RFFT, Ints.of(4))), normal(2, 4)));
    r.add(Case.of("rfft odd", in -> parts(Lax.fft(in.getFirst(), FftType.RFFT, Ints.of(5))), normal(5)));
    r.add(Case.of("rfft2", in -> parts(Lax.fft(in.getFirst(), FftType.RFFT, Ints.of(3, 4))), normal(2, 3, 4)));
    r.add(
        Case.of(
            "irfft",
            in -> List.of(Lax.fft(Lax.complex(in.get(0), in.get(1)), FftType.IRFFT, Ints.of(4))),
            normal(2, 3),
            normal(2, 3)));
    r.add(
        Case.of(
            "irfft odd",
            in -> List.of(Lax.fft(Lax.complex(in.get(0), in.get(1)), FftType.IRFFT, Ints.of(5))),
            normal(3),
            normal(3)));
    for (FftType t : List.of(FftType.FFT, FftType.IFFT)) {
      r.add(
          Case.of(
              t.toString(),
              in -> parts(Lax.fft(Lax.complex(in.get(0), in.get(1)), t, Ints.of(2, 3))),
              normal(2, 3),
              normal(2, 3)));
    }
    return r;
  }

  private static FlatFunction dot(Ints a, Ints b, Ints aBatch, Ints bBatch) {
    return apply(new Contraction.DotGeneral(a, b, aBatch, bBatch, null, null, null));
  }

  private static Case conv(String name, Contraction.Conv p, Sample lhs, Sample rhs) {
    return Case.of(name, apply(p), lhs, rhs);
  }

  private static List<Case> linearAlgebra() {
    List<Case> r = new ArrayList<>();
    // on symmetric matrices: derivatives are those along symmetric directions
    r.add(
        Case.of(
            "cholesky",
            in -> List.of(Lax.bind1(new LinearAlgebra.Cholesky(), Matrices.symmetrize(in.getFirst()))),
            definite(3)));
    r.add(Case.of("lu", in -> List.of(Matrices.lu(in.getFirst()).getFirst()), matrix(3, 3)));
    r.add(Case.of("lu tall", in -> List.of(Matrices.lu(in.getFirst()).getFirst()), matrix(4, 3)));
    r.add(Case.of("lu wide", in -> List.of(Matrices.lu(in.getFirst()).getFirst()), matrix(3, 4)));
    r.add(Case.of("qr", apply(new LinearAlgebra.Qr(false)), matrix(4, 3)));
    r.add(Case.of("qr square", apply(new LinearAlgebra.Qr(true)), matrix(3, 3)));
    r.add(Case.of("qr full", apply(new LinearAlgebra.Qr(true)), matrix(4, 2)));
    r.add(Case.of("qr wide", apply(new LinearAlgebra.Qr(false)), matrix(2, 4)));
    r.add(
        Case.of(
            "eigh",
            in -> Lax.bind(new LinearAlgebra.Eigh(true, true), Matrices.symmetrize(in.getFirst())),
            definite(3)));
    r.add(Case.of("svd", apply(new LinearAlgebra.Svd(false, true)), matrix(4, 3)));
    r.add(Case.of("svd wide", apply(new LinearAlgebra.Svd(false, true)), matrix(2, 3)));
    r.add(Case.of("svd values", apply(new LinearAlgebra.Svd(false, false)), matrix(3, 3)));
    r.add(
        Case.of(
            "eig values", in -> parts(Lax.bind1(new LinearAlgebra.Eig(false, false), in.getFirst())), matrix(3, 3)));
    r.add(
        Case.of(
            "eig",
            in -> {
              List<Value> out = Lax.bind(new LinearAlgebra.Eig(true, true, true), in.getFirst());
              List<Value> parts = new ArrayList<>();
              out.forEach(z -> parts.addAll(parts(z)));
              return parts;
            },
            matrix(3, 3)));
    for (boolean left : new boolean[] {true, false}) {
      for (boolean lower : new boolean[] {true, false}) {
        for (boolean transpose : new boolean[] {true, false}) {
          r.add(
              Case.of(
                  "triangular_solve"
                      + (left ? " left" : " right")
                      + (lower ? " lower" : " upper")
                      + (transpose ? " transposed" : ""),
                  apply(new LinearAlgebra.TriangularSolve(left, lower, transpose, false, false)),
                  matrix(3, 3),
                  left ? normal(3, 2) : normal(2, 3)));
        }
      }
    }
    r.add(
        Case.of(
            "triangular_solve unit",
            apply(new LinearAlgebra.TriangularSolve(true, true, false, false, true)),
            matrix(3, 3),
            normal(3, 4)));
    r.add(
        Case.of(
            "qr pivoted",
            in -> Lax.bind(new LinearAlgebra.Qr(false, true), in.getFirst()).subList(0, 2),
            matrix(4, 3)));
    r.add(
        Case.of(
            "tridiagonal_solve",
            in -> {
              // A dominant diagonal keeps the system regular.
              Value main = Lax.add(Lax.mul(in.get(1), in.get(1)), Lax.like(in.get(1), 4));
              LinearAlgebra p = new LinearAlgebra.TridiagonalSolve(false);
              return List.of(Lax.bind1(p, in.get(0), main, in.get(2), in.get(3)));
            },
            normal(4),
            normal(4),
            normal(4),
            normal(4, 2)));
    return r;
  }

  private static Value seed(List<Value> in) {
    return Lax.bind1(new RandomBits.Seed(DType.KEY_FRY), in.getFirst());
  }

  private static Value bits(Value keys) {
    return Lax.bind1(new RandomBits.Unwrap(), keys);
  }

  /// Primitives without derivatives, or whose derivative is zero: only batched.
  private static List<Case> constant() {
    List<Case> r = new ArrayList<>();
    for (UnaryOp op : List.of(UnaryOp.SIGN, UnaryOp.FLOOR, UnaryOp.CEIL, UnaryOp.IS_FINITE, UnaryOp.STOP_GRADIENT)) {
      r.add(Case.of(op.jaxName(), unary(op), normal(2, 3)));
    }
    for (UnaryOp op : List.of(UnaryOp.NOT, UnaryOp.POPULATION_COUNT, UnaryOp.CLZ)) {
      r.add(Case.of(op.jaxName(), unary(op), integers(9, 2, 3)));
    }
    for (BinaryOp op : List.of(BinaryOp.EQ, BinaryOp.LT, BinaryOp.GT, BinaryOp.NEXTAFTER)) {
      r.add(Case.of(op.jaxName(), binary(op), normal(2, 3), normal(2, 3)));
      r.add(Case.of(op.jaxName() + " scalar", binary(op), normal(2, 3), normal()));
    }
    for (BinaryOp op :
        List.of(BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR, BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT_LOGICAL)) {
      r.add(Case.of(op.jaxName(), binary(op), integers(9, 3), integers(3)));
    }
    r.add(Case.of("igamma", binary(BinaryOp.IGAMMA), positive(3), positive(3)));
    r.add(Case.of("zeta", binary(BinaryOp.ZETA), between(1.5, 3, 3), positive(3)));
    r.add(Case.of("round", apply(new Elementwise.Round(true)), normal(3)));
    r.add(Case.of("bitcast narrower", apply(new Elementwise.BitcastConvert(DType.UINT32)), normal(3)));
    r.add(Case.of("bitcast wider", apply(new Elementwise.BitcastConvert(DType.INT64)), integers(9, 3, 2)));
    r.add(Case.of("argmax", apply(new Reduction.ArgReduce(true, 1, DType.INT32)), normal(2, 4)));
    r.add(Case.of("argmin", apply(new Reduction.ArgReduce(false, 0, DType.INT32)), normal(2, 4)));
    r.add(Case.of("reduce_and", apply(new Reduction.Reduce(Op.AND, Ints.of(0))), booleans(2, 3)));
    r.add(Case.of("reduce_or", apply(new Reduction.Reduce(Op.OR, Ints.of(1))), booleans(2, 3)));
    r.add(Case.of("random_seed", in -> List.of(bits(seed(in))), integers(9, 2)));
    r.add(
        Case.of(
            "random_split", in -> List.of(bits(Lax.bind1(new RandomBits.Split(Shape.of(2)), seed(in)))), integers(9)));
    r.add(
        Case.of(
            "random_bits",
            in -> List.of(Lax.bind1(new RandomBits.Bits(32, Shape.of(2, 3)), seed(in))),
            integers(9, 2)));
    r.add(
        Case.of(
            "random_fold_in",
            in -> List.of(bits(Lax.bind1(new RandomBits.FoldIn(), seed(in), Lax.convert(in.get(1), DType.UINT32)))),
            integers(9, 2),
            integers(9, 2)));
    r.add(
        Case.of(
            "random_wrap",
            in -> List.of(bits(Lax.bind1(new RandomBits.Wrap(DType.KEY_FRY), bits(seed(in))))),
            integers(9, 2)));
    r.add(
        Case.of(
            "threefry2x32",
            in ->
                Session.bind(
                    new RandomBits.Threefry2x32(), in.stream().map(v -> Lax.convert(v, DType.UINT32)).toList()),
            integers(9, 2),
            integers(9, 2),
            integers(9, 2),
            integers(9, 2)));
    r.add(
        Case.of(
            "random_gamma",
            in -> List.of(Lax.bind1(new RandomBits.Gamma(false), seed(in), in.get(1))),
            integers(9, 3),
            positive(3)));
    r.add(Case.of("top_k indices", apply(new Reduction.TopK(2, 0)), normal(4, 2)));
    return r;
  }
}
