package gradwright.cpu.programs;

import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Programs that become kernels, each against the reference evaluator.
class KernelProgramsTest {
  private record Case(String name, FlatFunction f, List<Aval> avals, double tolerance) {}

  private static Case of(String name, FlatFunction f, Aval... avals) {
    return new Case(name, f, List.of(avals), 2e-6);
  }

  private static Aval f32(int... sizes) {
    return Aval.of(DType.FLOAT32, sizes);
  }

  private static Aval of(DType t, int... sizes) {
    return Aval.of(t, sizes);
  }

  private static Value number(double x) {
    return Lax.scalar(DType.FLOAT32, x);
  }

  private static Value exp(Value x) {
    return Lax.unary(UnaryOp.EXP, x);
  }

  private static Value softmax(Value x) {
    Shape s = x.shape();
    Ints last = Ints.of(s.rank() - 1);
    Value max = Lax.reduce(Reduction.Op.MAX, x, last);
    Value e = exp(Lax.sub(x, Lax.broadcastInDim(max, s, Ints.range(0, s.rank() - 1))));
    return Lax.div(e, Lax.broadcastInDim(Lax.sum(e, last), s, Ints.range(0, s.rank() - 1)));
  }

  private static Value scatterRows(Value x, Value indices, Value updates) {
    Indexing.ScatterDimensions rows =
        new Indexing.ScatterDimensions(Ints.of(1), Ints.of(0), Ints.of(0), Ints.EMPTY, Ints.EMPTY);
    Indexing.Scatter add = new Indexing.Scatter(Indexing.Combine.ADD, rows, false, false, Indexing.Mode.FILL_OR_DROP);
    return Lax.bind1(add, x, indices, updates);
  }

  private static List<Case> cases() {
    return List.of(
        of(
            "chain",
            a -> List.of(Lax.add(Lax.mul(Lax.unary(UnaryOp.TANH, a.get(0)), a.get(1)), number(2))),
            f32(100),
            f32(100)),
        of("scalars", a -> List.of(Lax.mul(Lax.sin(a.get(0)), number(1.5)), Lax.neg(a.get(0))), f32()),
        of("three", a -> List.of(Lax.add(a.get(0), a.get(1))), f32(3), f32(3)),
        of("five", a -> List.of(Lax.add(a.get(0), a.get(1)), exp(a.get(0))), f32(5), f32(5)),
        of("doubles", a -> List.of(exp(a.get(0))), of(DType.FLOAT64, 37)),
        of(
            "integers",
            a -> List.of(Lax.mul(a.get(0), Lax.add(a.get(1), a.get(0)))),
            of(DType.INT32, 37),
            of(DType.INT32, 37)),
        of("bytes", a -> List.of(Lax.add(a.get(0), a.get(1))), of(DType.INT8, 131), of(DType.INT8, 131)),
        of("longs", a -> List.of(Lax.mul(a.get(0), a.get(1))), of(DType.INT64, 21), of(DType.INT64, 21)),
        of("truth", a -> List.of(Lax.and(Lax.lt(a.get(0), a.get(1)), a.get(2))), f32(37), f32(37), of(DType.BOOL, 37)),
        of("select", a -> List.of(Lax.select(a.get(0), a.get(1), a.get(2))), of(DType.BOOL, 37), f32(37), f32(37)),
        of(
            "converts",
            a -> List.of(Lax.convert(a.get(0), DType.INT32), Lax.convert(a.get(1), DType.FLOAT64)),
            f32(19),
            of(DType.INT32, 19)),
        of(
            "halves",
            a -> List.of(Lax.mul(a.get(0), a.get(0)), Lax.convert(a.get(1), DType.FLOAT32)),
            of(DType.FLOAT16, 33),
            of(DType.BFLOAT16, 33)),
        of(
            "broadcast",
            a -> List.of(Lax.add(a.get(0), Lax.broadcastInDim(a.get(1), Shape.of(7, 21), Ints.of(1)))),
            f32(7, 21),
            f32(21)),
        of(
            "rows",
            a -> List.of(Lax.mul(a.get(0), Lax.broadcastInDim(a.get(1), Shape.of(7, 21), Ints.of(0)))),
            f32(7, 21),
            f32(7)),
        of("transpose", a -> List.of(Lax.add(Lax.transpose(a.get(0), Ints.of(1, 0)), number(1))), f32(17, 35)),
        of("transpose3", a -> List.of(Lax.transpose(a.get(0), Ints.of(2, 0, 1))), f32(3, 5, 7)),
        of(
            "transposeTiles",
            a ->
                List.of(
                    Lax.mul(Lax.transpose(a.get(0), Ints.of(1, 0)), a.get(1)),
                    Lax.transpose(Lax.add(a.get(1), number(1)), Ints.of(1, 0))),
            f32(50, 35),
            f32(35, 50)),
        of(
            "transposeWhole",
            a -> List.of(Lax.transpose(a.get(0), Ints.of(1, 0)), Lax.transpose(a.get(1), Ints.of(1, 0))),
            f32(64, 32),
            of(DType.FLOAT64, 32, 64)),
        of("transposeInner", a -> List.of(Lax.transpose(a.get(0), Ints.of(0, 2, 1))), of(DType.INT16, 3, 70, 65)),
        of("reshape", a -> List.of(Lax.reshape(exp(a.get(0)), Shape.of(6, 10))), f32(4, 15)),
        of(
            "reshapeBroadcast",
            a -> List.of(Lax.reshape(Lax.broadcastInDim(a.get(0), Shape.of(6, 10), Ints.of(1)), Shape.of(60))),
            f32(10)),
        of("slice", a -> List.of(Lax.slice(a.get(0), Ints.of(1, 2), Ints.of(6, 19), Ints.of(2, 3))), f32(7, 21)),
        of("reverse", a -> List.of(Lax.rev(a.get(0), Ints.of(0, 1)), Lax.rev(a.get(0), Ints.of(1))), f32(7, 40)),
        of("pad", a -> List.of(Lax.pad(a.get(0), number(9), Ints.of(1, -1), Ints.of(2, 3), Ints.of(0, 2))), f32(5, 11)),
        of(
            "padPlain",
            a -> List.of(Lax.pad(exp(a.get(0)), number(9), Ints.of(1, 2), Ints.of(1, 2), Ints.of(0, 0))),
            f32(5, 50)),
        of(
            "concatenate",
            a -> List.of(Lax.concatenate(List.of(a.get(0), exp(a.get(1)), a.get(0)), 1)),
            f32(5, 11),
            f32(5, 30)),
        of("concatenate0", a -> List.of(Lax.concatenate(List.of(a.get(0), a.get(1)), 0)), f32(5, 11), f32(3, 11)),
        of("stack", a -> List.of(Lax.bind1(new Shaping.Stack(1), a.get(0), a.get(1))), f32(7), f32(7)),
        of(
            "iota",
            a ->
                List.of(
                    Lax.add(Lax.iota(DType.INT32, Shape.of(5, 9), 1), a.get(0)),
                    Lax.iota(DType.FLOAT32, Shape.of(4, 20), 0)),
            of(DType.INT32, 5, 9)),
        of("sum", a -> List.of(Lax.sum(a.get(0), Ints.of(0))), f32(1000)),
        of(
            "sumLarge",
            a ->
                List.of(
                    Lax.div(Lax.sum(a.get(0), Ints.of(0)), number(100)),
                    Lax.reduce(Reduction.Op.MAX, a.get(0), Ints.of(0))),
            f32(200_003)),
        of("sumLargeColumns", a -> List.of(Lax.sum(a.get(0), Ints.of(0))), f32(1000, 150)),
        of("sumLargeHalf", a -> List.of(Lax.sum(a.get(0), Ints.of(0, 1))), of(DType.BFLOAT16, 400, 400)),
        of("sumRows", a -> List.of(Lax.sum(a.get(0), Ints.of(1))), f32(20, 333)),
        of("sumColumns", a -> List.of(Lax.sum(a.get(0), Ints.of(0))), f32(133, 37)),
        of("sumAll", a -> List.of(Lax.sum(a.get(0), Ints.of(0, 1, 2))), f32(13, 7, 9)),
        of("sumMiddle", a -> List.of(Lax.sum(a.get(0), Ints.of(1))), f32(5, 30, 7)),
        of("sumOuterInner", a -> List.of(Lax.sum(a.get(0), Ints.of(0, 2))), f32(5, 30, 17)),
        of(
            "maxRows",
            a ->
                List.of(
                    Lax.reduce(Reduction.Op.MAX, a.get(0), Ints.of(1)),
                    Lax.reduce(Reduction.Op.MIN, a.get(0), Ints.of(0))),
            f32(20, 50)),
        of(
            "anyAll",
            a ->
                List.of(
                    Lax.reduce(Reduction.Op.OR, a.get(0), Ints.of(1)),
                    Lax.reduce(Reduction.Op.AND, a.get(0), Ints.of(0))),
            of(DType.BOOL, 20, 3)),
        of(
            "sumIntegers",
            a -> List.of(Lax.sum(a.get(0), Ints.of(1)), Lax.reduce(Reduction.Op.PROD, a.get(0), Ints.of(0))),
            of(DType.INT32, 20, 50)),
        of("softmax", a -> List.of(softmax(a.get(0))), f32(9, 70)),
        of("softmaxShort", a -> List.of(softmax(a.get(0))), f32(40, 5)),
        of("softmaxRow", a -> List.of(softmax(a.get(0))), f32(300)),
        of("softmaxWide", a -> List.of(softmax(a.get(0))), f32(2, 9000)),
        of(
            "softmaxTwice",
            a -> List.of(softmax(Lax.add(softmax(a.get(0)), a.get(0))), softmax(a.get(0))),
            of(DType.FLOAT64, 6, 40)),
        of(
            "softmaxTimesColumns",
            a ->
                List.of(
                    Lax.bind1(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), softmax(a.get(0)), a.get(1)),
                    Lax.sum(Lax.mul(exp(a.get(0)), a.get(0)), Ints.of(1))),
            f32(9, 40),
            f32(40, 5)),
        of(
            "varianceOfFunction",
            a -> {
              Value t = Lax.unary(UnaryOp.TANH, a.get(0));
              Value mean = Lax.div(Lax.sum(t, Ints.of(1)), number(100));
              Value off = Lax.sub(t, Lax.broadcastInDim(mean, Shape.of(7, 100), Ints.of(0)));
              return List.of(Lax.sum(Lax.mul(off, off), Ints.of(1)), off);
            },
            f32(7, 100)),
        of(
            "scatterRows",
            a -> List.of(Lax.mul(scatterRows(a.get(0), a.get(1), a.get(2)), number(2)), Lax.neg(a.get(0))),
            f32(3, 48),
            of(DType.INT32, 1500, 1),
            f32(1500, 48)),
        of("streamed", a -> List.of(Lax.add(a.get(0), number(1))), f32(9_000_003)),
        of(
            "streamedRows",
            a -> List.of(Lax.mul(a.get(0), Lax.broadcastInDim(a.get(1), Shape.of(9000, 1008), Ints.of(1)))),
            f32(9000, 1008),
            f32(1008)),
        of("softmax3", a -> List.of(softmax(a.get(0))), f32(2, 3, 33)),
        of(
            "argmax",
            a ->
                List.of(
                    Lax.bind1(new Reduction.ArgReduce(true, 1, DType.INT32), a.get(0)),
                    Lax.bind1(new Reduction.ArgReduce(false, 0, DType.INT32), a.get(0))),
            f32(11, 45)),
        of(
            "argmaxIntegers",
            a -> List.of(Lax.bind1(new Reduction.ArgReduce(true, 1, DType.INT32), a.get(0))),
            of(DType.INT32, 11, 45)),
        of(
            "shared",
            a -> {
              Value t = Lax.unary(UnaryOp.TANH, a.get(0));
              return List.of(Lax.mul(t, a.get(1)), Lax.add(t, a.get(1)), Lax.sum(t, Ints.of(0)));
            },
            f32(200),
            f32(200)),
        of(
            "diamonds",
            a -> {
              Value x = a.get(0);
              for (int i = 0; i < 30; i++) {
                x = Lax.mul(Lax.add(x, Lax.rev(x, Ints.of(0))), number(0.5));
              }
              return List.of(x);
            },
            f32(50)),
        of(
            "long",
            a -> {
              Value x = a.get(0);
              for (int i = 0; i < 100; i++) {
                x = Lax.add(Lax.mul(Lax.sin(x), number(1.01)), number(i * 0.01));
              }
              return List.of(x);
            },
            f32(20)),
        of(
            "complex",
            a -> List.of(Lax.mul(a.get(0), a.get(1)), Lax.abs(a.get(0)), Lax.conj(a.get(1)), Lax.real(a.get(0))),
            of(DType.COMPLEX64, 37),
            of(DType.COMPLEX64, 37)),
        of(
            "complexSum",
            a -> List.of(Lax.sum(a.get(0), Ints.of(0)), Lax.transpose(a.get(0), Ints.of(1, 0))),
            of(DType.COMPLEX64, 37, 5)),
        of(
            "dotSmall",
            a -> List.of(Lax.bind1(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), a.get(0), a.get(1))),
            f32(5, 7),
            f32(7, 6)),
        of(
            "dotBatch",
            a -> List.of(Lax.bind1(dot(Ints.of(1), Ints.of(2), Ints.of(0), Ints.of(1)), a.get(0), a.get(1))),
            f32(3, 7, 4),
            f32(2, 3, 7)),
        of(
            "outer",
            a -> List.of(Lax.bind1(dot(Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY), a.get(0), a.get(1))),
            f32(30),
            f32(40)),
        of(
            "dotLarge",
            a -> List.of(Lax.bind1(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), a.get(0), a.get(1))),
            f32(50, 70),
            f32(70, 60)),
        of(
            "dotTransposed",
            a ->
                List.of(
                    Lax.bind1(
                        dot(Ints.of(1), Ints.of(1), Ints.EMPTY, Ints.EMPTY),
                        Lax.transpose(a.get(0), Ints.of(1, 0)),
                        a.get(1))),
            f32(70, 50),
            f32(60, 70)),
        of(
            "dotMixed",
            a -> List.of(Lax.bind1(dot(Ints.of(1, 3), Ints.of(0, 2), Ints.of(2), Ints.of(1)), a.get(0), a.get(1))),
            f32(6, 7, 3, 8),
            f32(7, 3, 8, 9)),
        of(
            "dotFused",
            a ->
                List.of(
                    Lax.max(
                        Lax.add(
                            Lax.bind1(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), exp(a.get(0)), a.get(1)),
                            Lax.broadcastInDim(a.get(2), Shape.of(50, 60), Ints.of(1))),
                        number(0))),
            f32(50, 70),
            f32(70, 60),
            f32(60)),
        of(
            "dotHalf",
            a -> List.of(Lax.bind1(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), a.get(0), a.get(1))),
            of(DType.BFLOAT16, 50, 70),
            of(DType.BFLOAT16, 70, 60)),
        of(
            "dotComplex",
            a -> List.of(Lax.bind1(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), a.get(0), a.get(1))),
            of(DType.COMPLEX64, 50, 70),
            of(DType.COMPLEX64, 70, 60)),
        of(
            "dotSlice",
            a ->
                List.of(
                    Lax.bind1(
                        dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY),
                        Lax.slice(a.get(0), Ints.of(3, 5), Ints.of(40, 65), null),
                        Lax.slice(a.get(1), Ints.of(1, 0), Ints.of(61, 60), null))),
            f32(50, 70),
            f32(70, 60)),
        of(
            "matrixVector",
            a ->
                List.of(
                    Lax.bind1(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), a.get(0), a.get(1)),
                    Lax.bind1(dot(Ints.of(0), Ints.of(0), Ints.EMPTY, Ints.EMPTY), a.get(1), a.get(0))),
            f32(70, 70),
            f32(70)),
        of(
            "dotIntegers",
            a -> List.of(Lax.bind1(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), a.get(0), a.get(1))),
            of(DType.INT32, 30, 40),
            of(DType.INT32, 40, 20)),
        of(
            "updatesInTurn",
            a -> {
              Value x = Lax.add(a.get(0), number(1));
              x = Lax.dynamicUpdateSlice(x, a.get(1), List.of(a.get(2), a.get(3)));
              Value y = Lax.dynamicUpdateSlice(x, exp(a.get(1)), List.of(a.get(3), a.get(2)));
              return List.of(y, Lax.sum(x, Ints.of(0, 1)));
            },
            f32(9, 40),
            f32(3, 20),
            of(DType.INT32),
            of(DType.INT32)),
        of(
            "dynamicSlice",
            a -> List.of(Lax.dynamicSlice(a.get(0), List.of(a.get(1), a.get(2)), Ints.of(3, 20))),
            f32(9, 40),
            of(DType.INT32),
            of(DType.INT32)),
        of(
            "dynamicUpdate",
            a -> List.of(Lax.dynamicUpdateSlice(a.get(0), a.get(1), List.of(a.get(2), a.get(3)))),
            f32(9, 40),
            f32(3, 20),
            of(DType.INT32),
            of(DType.INT32)),
        of(
            "powers",
            a ->
                List.of(
                    Lax.binary(BinaryOp.POW, Lax.abs(a.get(0)), a.get(0)),
                    Lax.integerPow(a.get(0), 3),
                    Lax.unary(UnaryOp.RSQRT, Lax.abs(a.get(0)))),
            f32(50)),
        of("empty", a -> List.of(exp(a.get(0)), Lax.sum(a.get(0), Ints.of(0))), f32(0, 3)));
  }

  private static Contraction.DotGeneral dot(Ints lc, Ints rc, Ints lb, Ints rb) {
    return new Contraction.DotGeneral(lc, rc, lb, rb, null, null, null);
  }

  @TestFactory
  Stream<DynamicTest> programs() {
    return cases().stream()
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(), () -> Oracle.check(c.f(), c.avals(), c.name().hashCode(), c.tolerance())));
  }
}
