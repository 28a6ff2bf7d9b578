package gradwright.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.compiler.Target;
import gradwright.compiler.graph.Graph;
import gradwright.compiler.graph.GraphBuilder;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Engine;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes one kernel, what is copied, and what shares memory.
class PlannerTest {
  private static final Engine ENGINE = new Engine(1, null);

  /// A target that can do everything.
  private static final Target EVERYTHING =
      new Target() {
        @Override
        public boolean supports(Elementwise function, DType operand, DType result) {
          return true;
        }

        @Override
        public boolean multiplies(DType type) {
          return type.isFloat();
        }

        @Override
        public boolean scattersRows(Indexing.Combine combine, DType type) {
          return false;
        }
      };

  private static Plan plan(FlatFunction f, Aval... avals) {
    return new Session(ENGINE)
        .run(() -> {
          ClosedJaxpr jaxpr = Staging.stage(f, List.of(avals));
          Graph graph = new GraphBuilder(ENGINE.defaultDevice(), EVERYTHING).build(jaxpr);
          return Planner.plan(graph, EVERYTHING, ENGINE.defaultDevice());
        });
  }

  private static Aval f32(int... sizes) {
    return Aval.of(DType.FLOAT32, sizes);
  }

  private static Value exp(Value x) {
    return Lax.unary(UnaryOp.EXP, x);
  }

  private static Value number(double x) {
    return Lax.scalar(DType.FLOAT32, x);
  }

  private static Step.Compute onlyKernel(Plan p) {
    assertEquals(1, p.program().steps().size(), p.program().toString());
    return assertInstanceOf(Step.Compute.class, p.program().steps().getFirst());
  }

  @Test
  void softmaxIsOneKernelWithoutTemporaries() {
    Plan p =
        plan(
            a -> {
              Value x = a.getFirst();
              Shape s = x.shape();
              Ints rows = Ints.of(0);
              Value max = Lax.reduce(Reduction.Op.MAX, x, Ints.of(1));
              Value e = exp(Lax.sub(x, Lax.broadcastInDim(max, s, rows)));
              return List.of(Lax.div(e, Lax.broadcastInDim(Lax.sum(e, Ints.of(1)), s, rows)));
            },
            f32(64, 100));
    onlyKernel(p);
    assertEquals(0, p.program().bytes());
  }

  @Test
  void valuesOfOneShapeShareAKernel() {
    Plan p =
        plan(
            a -> {
              Value m = Lax.add(Lax.mul(a.get(1), number(0.9)), a.get(3));
              Value v = Lax.add(Lax.mul(a.get(2), number(0.99)), Lax.mul(a.get(3), a.get(3)));
              return List.of(Lax.sub(a.get(0), Lax.div(m, Lax.unary(UnaryOp.SQRT, v))), m, v);
            },
            f32(10_000),
            f32(10_000),
            f32(10_000),
            f32(10_000));
    assertEquals(3, onlyKernel(p).kernel().stores().size());
  }

  @Test
  void loopsOverContiguousAxesAreJoined() {
    Plan p = plan(a -> List.of(Lax.add(a.get(0), a.get(1))), f32(4, 5, 6), f32(4, 5, 6));
    assertEquals(1, onlyKernel(p).kernel().domain().size());
  }

  @Test
  void equalSubexpressionsAndReshapesCostNothing() {
    Plan p =
        plan(
            a ->
                List.of(
                    Lax.add(
                        exp(a.getFirst()), exp(Lax.reshape(Lax.reshape(a.getFirst(), Shape.of(5, 4)), Shape.of(20))))),
            f32(20));
    assertEquals(1, onlyKernel(p).kernel().expressions().stream().filter(e -> e.arguments().size() == 1).count());
  }

  @Test
  void reconvergingChainsDoNotGrowExponentially() {
    Plan p =
        plan(
            a -> {
              Value x = a.getFirst();
              for (int i = 0; i < 60; i++) {
                x = Lax.sin(Lax.add(Lax.rev(x, Ints.of(0)), x));
              }
              return List.of(x);
            },
            f32(100));
    int size = 0;
    for (Step s : p.program().steps()) {
      size += ((Step.Compute) s).kernel().expressions().size();
    }
    assertTrue(size < 2000, "expressions: " + size);
  }

  @Test
  void productsTakeTransposedOperandsWhereTheyLie() {
    Plan p =
        plan(
            a ->
                List.of(
                    Lax.bind1(
                        new Contraction.DotGeneral(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY, null, null, null),
                        Lax.transpose(a.get(0), Ints.of(1, 0)),
                        Lax.slice(a.get(1), Ints.of(0, 8), Ints.of(64, 40), null))),
            f32(64, 48),
            f32(64, 64));
    Step.MatrixProduct product = null;
    for (Step s : p.program().steps()) {
      if (s instanceof Step.MatrixProduct m) {
        product = m;
      }
    }
    assertEquals(Slot.Kind.ARGUMENT, product.a().kind());
    assertEquals(Slot.Kind.ARGUMENT, product.b().kind());
    assertEquals(1, product.shape().rowA());
    assertEquals(64, product.shape().rowB());
    assertEquals(8, product.shape().offsetB());
  }

  @Test
  void operandsOfMoreAxesBecomeMatrices() {
    // the numbers of the axes are those of a batch of matrix products, but the left operand has one more axis
    Plan p =
        plan(
            a ->
                List.of(
                    Lax.bind1(
                        new Contraction.DotGeneral(Ints.of(2), Ints.of(1), Ints.of(0), Ints.of(0), null, null, null),
                        a.get(0),
                        a.get(1))),
            f32(3, 7, 5, 8),
            f32(3, 5, 8));
    Step.MatrixProduct product = (Step.MatrixProduct) p.program().steps().getLast();
    assertEquals(3, product.shape().batch());
    assertEquals(56, product.shape().m());
    assertEquals(5, product.shape().k());
  }

  @Test
  void productsThatAreOnlyWantedTransposedComeOutSo() {
    Plan p =
        plan(
            a -> {
              Value product =
                  Lax.bind1(
                      new Contraction.DotGeneral(Ints.of(0), Ints.of(0), Ints.EMPTY, Ints.EMPTY, null, null, null),
                      a.get(0),
                      a.get(1));
              return List.of(Lax.sub(a.get(2), Lax.transpose(product, Ints.of(1, 0))));
            },
            f32(32, 48),
            f32(32, 64),
            f32(64, 48));
    assertEquals(2, p.program().steps().size());
    Step.MatrixProduct product = (Step.MatrixProduct) p.program().steps().getFirst();
    assertEquals(1, product.a().position());
    assertEquals(64, product.shape().m());
    Step.Compute difference = (Step.Compute) p.program().steps().get(1);
    assertEquals(1, difference.kernel().domain().size(), "read as it lies, in one loop");
  }

  @Test
  void loopsWriteTheirCarryInPlace() {
    Aval row = f32(1000);
    Aval counter = Aval.of(DType.INT32);
    Plan p =
        plan(
            a -> {
              ClosedJaxpr condition =
                  Staging.stage(c -> List.of(Lax.lt(c.get(0), Lax.scalar(DType.INT32, 9L))), List.of(counter, row));
              ClosedJaxpr body =
                  Staging.stage(
                      c ->
                          List.of(
                              Lax.add(c.get(0), Lax.scalar(DType.INT32, 1L)),
                              Lax.dynamicUpdateSlice(
                                  c.get(1), Lax.full(Shape.of(1), Lax.scalar(DType.FLOAT32, 2.0)), List.of(c.get(0)))),
                      List.of(counter, row));
              return Session.bind(
                  new ControlFlow.While(condition, 0, body, 0), List.of(Lax.scalar(DType.INT32, 0L), a.getFirst()));
            },
            row);
    Step.While loop = assertInstanceOf(Step.While.class, p.program().steps().getLast());
    assertSame(loop.body().inputs().get(1), loop.body().outputs().get(1));
    assertTrue(loop.body().steps().stream().noneMatch(s -> s instanceof Step.Copy), loop.body().toString());
  }

  @Test
  void temporariesThatLiveAtDifferentTimesShareMemory() {
    Plan p =
        plan(
            a -> {
              Value x = a.getFirst();
              for (int i = 0; i < 8; i++) {
                x = Lax.bind1(new Reduction.Cumulative(Reduction.Op.SUM, 0, false), exp(x));
              }
              return List.of(x);
            },
            f32(10_000));
    assertTrue(p.program().bytes() <= 3 * 40_128, "bytes: " + p.program().bytes());
  }
}
