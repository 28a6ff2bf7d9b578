package gradwright.cpu.programs;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlFlowProgramsTest {
  private static final Aval F = Aval.of(DType.FLOAT32);
  private static final Aval F3 = Aval.of(DType.FLOAT32, 3);
  private static final Aval I = Aval.of(DType.INT32);

  static List<Value> whileLoop(FlatFunction condition, FlatFunction body, List<Value> carry) {
    List<Aval> avals = carry.stream().map(v -> v.aval().strong()).toList();
    ClosedJaxpr c = Staging.stage(condition, avals);
    ClosedJaxpr b = Staging.stage(body, avals);
    return Session.bind(new ControlFlow.While(c, 0, b, 0), carry);
  }

  static List<Value> scan(
      FlatFunction body, List<Value> constants, List<Value> carry, List<Value> xs, int length, boolean reverse) {
    List<Aval> avals = new ArrayList<>();
    constants.forEach(v -> avals.add(v.aval().strong()));
    carry.forEach(v -> avals.add(v.aval().strong()));
    xs.forEach(v -> avals.add(v.aval().withShape(v.shape().remove(0)).strong()));
    ClosedJaxpr b = Staging.stage(body, avals);
    List<Value> in = new ArrayList<>(constants);
    in.addAll(carry);
    in.addAll(xs);
    return Session.bind(new ControlFlow.Scan(b, constants.size(), carry.size(), length, reverse, 1), in);
  }

  @Test
  void whileLoopsSwapTheirCarry() {
    // (i, x, y) -> (i + 1, y, x + y), with one carry that stays
    for (int n : new int[] {0, 1, 6, 7}) {
      Oracle.check(
          a ->
              whileLoop(
                  c -> List.of(Lax.lt(c.get(0), Lax.scalar(DType.INT32, n))),
                  c ->
                      List.of(
                          Lax.add(c.get(0), Lax.scalar(DType.INT32, 1)),
                          c.get(2),
                          Lax.add(c.get(1), c.get(3)),
                          c.get(3)),
                  List.of(Lax.scalar(DType.INT32, 0), a.get(0), a.get(1), a.get(2))),
          List.of(F3, F3, F3),
          1,
          1e-6);
    }
  }

  @Test
  void scansStackSlices() {
    for (int n : new int[] {0, 1, 4, 5}) {
      for (boolean reverse : new boolean[] {false, true}) {
        Oracle.check(
            a ->
                scan(
                    b -> {
                      Value c = Lax.add(Lax.mul(b.get(0), b.get(1)), b.get(2));
                      return List.of(c, Lax.neg(c), b.get(2), b.get(1));
                    },
                    List.of(a.get(0)),
                    List.of(a.get(1)),
                    List.of(a.get(2)),
                    n,
                    reverse),
            List.of(F3, F3, Aval.of(DType.FLOAT32, n, 3)),
            2,
            1e-5);
      }
    }
  }

  @Test
  void branchesAreChosenByTheClampedIndex() {
    for (int index : new int[] {-3, 0, 1, 2, 9}) {
      Oracle.check(
          a -> {
            List<Aval> avals = List.of(F3, F3);
            ClosedJaxpr first = Staging.stage(b -> List.of(Lax.add(b.get(0), b.get(1)), b.get(0)), avals);
            ClosedJaxpr second = Staging.stage(b -> List.of(Lax.mul(b.get(0), b.get(1)), b.get(1)), avals);
            ClosedJaxpr third = Staging.stage(b -> List.of(b.get(0), b.get(0)), avals);
            Value i = Lax.add(a.get(2), Lax.scalar(DType.INT32, index));
            return Session.bind(new ControlFlow.Cond(List.of(first, second, third)), List.of(i, a.get(0), a.get(1)));
          },
          List.of(F3, F3, I),
          3,
          1e-6);
    }
  }

  @Test
  void loopsNest() {
    Oracle.check(
        a ->
            scan(
                b ->
                    List.of(
                        whileLoop(
                                c -> List.of(Lax.lt(c.get(0), Lax.scalar(DType.FLOAT32, 5))),
                                c -> List.of(Lax.add(c.get(0), Lax.square(c.get(1))), Lax.sin(c.get(1))),
                                List.of(b.get(0), b.get(1)))
                            .getFirst()),
                List.of(),
                List.of(a.get(0)),
                List.of(a.get(1)),
                4,
                false),
        List.of(F, Aval.of(DType.FLOAT32, 4)),
        4,
        1e-5);
  }

  @Test
  void resultsMayRepeatOrBeArgumentsOrConstants() {
    Oracle.check(
        a -> {
          Value s = Lax.add(a.get(0), a.get(1));
          return List.of(s, s, a.get(0), Lax.scalar(DType.FLOAT32, 2), Lax.reshape(s, Shape.of(3, 1)));
        },
        List.of(F3, F3),
        5,
        0);
    Oracle.check(a -> List.of(Lax.transpose(a.get(0), Ints.of(1, 0))), List.of(Aval.of(DType.FLOAT32, 2, 3)), 6, 0);
  }

  @Test
  void loopsUpdateTheirCarryInPlace() {
    Aval row = Aval.of(DType.FLOAT32, 20);
    for (int n : new int[] {0, 1, 2, 20}) {
      // x[i] = 2 x[i - 1] + y[i], where x is an argument that must stay as it is
      Oracle.check(
          a ->
              whileLoop(
                  c -> List.of(Lax.lt(c.get(0), Lax.scalar(DType.INT32, n))),
                  c -> {
                    Value before =
                        Lax.dynamicSlice(c.get(1), List.of(Lax.sub(c.get(0), Lax.scalar(DType.INT32, 1))), Ints.of(1));
                    Value here = Lax.dynamicSlice(c.get(2), List.of(c.get(0)), Ints.of(1));
                    Value next = Lax.add(Lax.mul(before, Lax.full(Shape.of(1), Lax.scalar(DType.FLOAT32, 2))), here);
                    Value x = Lax.dynamicUpdateSlice(c.get(1), next, List.of(c.get(0)));
                    return List.of(Lax.add(c.get(0), Lax.scalar(DType.INT32, 1)), x, c.get(2));
                  },
                  List.of(Lax.scalar(DType.INT32, 0), a.get(0), a.get(1))),
          List.of(row, row),
          7,
          1e-5);
      // the update reads all of what it updates
      Oracle.check(
          a ->
              scan(
                  b ->
                      List.of(
                          Lax.dynamicUpdateSlice(
                              b.get(0),
                              Lax.slice(Lax.rev(b.get(0), Ints.of(0)), Ints.of(3), Ints.of(13), null),
                              List.of(b.get(1)))),
                  List.of(),
                  List.of(a.get(0)),
                  List.of(a.get(1)),
                  n,
                  false),
          List.of(row, Aval.of(DType.INT32, n)),
          8,
          1e-5);
    }
  }
}
