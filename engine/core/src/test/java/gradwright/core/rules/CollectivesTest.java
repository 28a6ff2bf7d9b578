package gradwright.core.rules;

import static gradwright.core.rules.Derivatives.assertClose;
import static gradwright.core.rules.Derivatives.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.core.batch.BatchTrace;
import gradwright.core.batch.Vmap;
import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Reduction.Op;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Collectives under vmap with a named axis, against values worked out by hand.
class CollectivesTest {
  private static final Array X = Sample.doubles(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);

  private static FlatFunction mapped(String name, FlatFunction f) {
    return in -> {
      int size = in.getFirst().shape().size(0);
      BatchTrace.Batched out = BatchTrace.run(f, size, name, in, in.stream().map(v -> (Integer) 0).toList());
      return List.of(Vmap.moveToFront(out.values().getFirst(), out.axes().getFirst(), size));
    };
  }

  private static FlatFunction of(Collective p) {
    return in -> List.of(Lax.bind1(p, in.getFirst()));
  }

  private static void check(String what, FlatFunction f, Shape shape, double... expected) {
    Value out = f.call(List.of(X)).getFirst();
    assertEquals(shape, out.shape(), what);
    assertClose(what, List.of(expected), numbers(List.of(out)), 1e-12);
  }

  private static Collective.AllReduce psum(int... positional) {
    return new Collective.AllReduce(Op.SUM, List.of("i"), Ints.of(positional));
  }

  @Test
  void reductions() {
    check("psum", mapped("i", of(psum())), Shape.of(3, 2), 9, 12, 9, 12, 9, 12);
    check("psum over an axis too", mapped("i", of(psum(0))), Shape.of(3), 21, 21, 21);
    check(
        "pmax",
        mapped("i", of(new Collective.AllReduce(Op.MAX, List.of("i"), Ints.EMPTY))),
        Shape.of(3, 2),
        5,
        6,
        5,
        6,
        5,
        6);
    check(
        "psum of a constant",
        mapped("i", in -> of(psum()).call(List.of(Lax.scalar(X.dtype(), 2.0)))),
        Shape.of(3),
        6,
        6,
        6);
  }

  @Test
  void severalNames() {
    Collective both = new Collective.AllReduce(Op.SUM, List.of("i", "j"), Ints.EMPTY);
    check("psum over i and j", mapped("j", mapped("i", of(both))), Shape.of(3, 2), 21, 21, 21, 21, 21, 21);
    check("psum over the inner", mapped("j", mapped("i", of(psum()))), Shape.of(3, 2), 3, 3, 7, 7, 11, 11);
    check("psum over the outer", mapped("i", mapped("j", of(psum()))), Shape.of(3, 2), 9, 12, 9, 12, 9, 12);
  }

  @Test
  void exchanges() {
    check(
        "all_gather",
        mapped("i", of(new Collective.AllGather("i", 3, 1, false))),
        Shape.of(3, 2, 3),
        1,
        3,
        5,
        2,
        4,
        6,
        1,
        3,
        5,
        2,
        4,
        6,
        1,
        3,
        5,
        2,
        4,
        6);
    check(
        "all_gather tiled",
        mapped("i", of(new Collective.AllGather("i", 3, 0, true))),
        Shape.of(3, 6),
        1,
        2,
        3,
        4,
        5,
        6,
        1,
        2,
        3,
        4,
        5,
        6,
        1,
        2,
        3,
        4,
        5,
        6);
    check(
        "ppermute",
        mapped("i", of(new Collective.Permute("i", Ints.of(0, 1, 2), Ints.of(1, 2, 0)))),
        Shape.of(3, 2),
        5,
        6,
        1,
        2,
        3,
        4);
    check(
        "ppermute to some",
        mapped("i", of(new Collective.Permute("i", Ints.of(0), Ints.of(2)))),
        Shape.of(3, 2),
        0,
        0,
        0,
        0,
        1,
        2);
    check(
        "axis_index",
        mapped("i", in -> List.of(Lax.convert(Lax.bind1(new Collective.AxisIndex("i")), X.dtype()))),
        Shape.of(3),
        0,
        1,
        2);
  }

  @Test
  void scatters() {
    FlatFunction outer = in -> List.of(Lax.mul(Lax.broadcastInDim(in.getFirst(), Shape.of(3, 2), Ints.of(1)), X));
    // example i is x_i times each row of X; the sum over i is (9, 12) times each row
    FlatFunction scattered = in -> of(new Collective.ReduceScatter("i", 0, 3, false)).call(outer.call(in));
    check("reduce_scatter", mapped("i", scattered), Shape.of(3, 2), 9, 24, 27, 48, 45, 72);
    FlatFunction exchanged = in -> of(new Collective.AllToAll("i", 0, 0, 3, false)).call(outer.call(in));
    check(
        "all_to_all",
        mapped("i", exchanged),
        Shape.of(3, 3, 2),
        1,
        4,
        3,
        8,
        5,
        12,
        3,
        8,
        9,
        16,
        15,
        24,
        5,
        12,
        15,
        24,
        25,
        36);
    FlatFunction moved = in -> of(new Collective.AllToAll("i", 0, 1, 3, false)).call(outer.call(in));
    check(
        "all_to_all to another axis",
        mapped("i", moved),
        Shape.of(3, 2, 3),
        1,
        3,
        5,
        4,
        8,
        12,
        3,
        9,
        15,
        8,
        16,
        24,
        5,
        15,
        25,
        12,
        24,
        36);
    FlatFunction tiled = in -> of(new Collective.AllToAll("i", 0, 1, 3, true)).call(outer.call(in));
    check(
        "all_to_all tiled",
        mapped("i", tiled),
        Shape.of(3, 1, 6),
        1,
        4,
        3,
        8,
        5,
        12,
        3,
        8,
        9,
        16,
        15,
        24,
        5,
        12,
        15,
        24,
        25,
        36);
  }

  @Test
  void derivatives() {
    FlatFunction f = mapped("i", in -> of(psum()).call(List.of(Lax.square(in.getFirst()))));
    Array w = Sample.doubles(Shape.of(3, 2), 1, 0, 2, 0, 0, 1);
    check("psum jvp", Derivatives.forward(f, List.of(w)), Shape.of(3, 2), 14, 12, 14, 12, 14, 12);
    check("psum vjp", Derivatives.reverse(f, List.of(w)), Shape.of(3, 2), 6, 4, 18, 8, 30, 12);
    FlatFunction gathered = mapped("i", of(new Collective.AllGather("i", 3, 0, false)));
    Array c = Sample.doubles(Shape.of(3, 3, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
    check("all_gather vjp", Derivatives.reverse(gathered, List.of(c)), Shape.of(3, 2), 21, 24, 27, 30, 33, 36);
  }

  @Test
  void insideTheAxis() {
    // the derivative is taken by each example: psum sends the cotangents of all to all
    Array w = Sample.doubles(Shape.of(2), 1, 10);
    FlatFunction f = in -> of(psum()).call(List.of(Lax.square(in.getFirst())));
    check("vjp inside vmap", mapped("i", Derivatives.reverse(f, List.of(w))), Shape.of(3, 2), 6, 120, 18, 240, 30, 360);
  }

  @Test
  void negativeAxesCountFromTheEnd() {
    BatchTrace.Batched out =
        BatchTrace.run(in -> List.of(Lax.sum(in.getFirst(), Ints.of(0))), 2, null, List.of(X), List.of(-1));
    assertClose("sum of columns", List.of(new double[] {9, 12}), numbers(out.values()), 0);
  }

  @Test
  void unboundNameIsJaxError() {
    JaxError e = assertThrows(JaxError.class, () -> of(psum()).call(List.of(X)));
    assertEquals("NameError", e.kind());
  }

  @Test
  void maximumHasNoDerivative() {
    FlatFunction inside = in -> of(new Collective.AllReduce(Op.MAX, List.of("i"), Ints.EMPTY)).call(in);
    Array w = Sample.doubles(Shape.of(2), 1, 1);
    JaxError e =
        assertThrows(JaxError.class, () -> mapped("i", Derivatives.forward(inside, List.of(w))).call(List.of(X)));
    assertEquals("Differentiation rule for 'pmax' not implemented", e.getMessage());
  }
}
