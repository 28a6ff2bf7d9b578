package gradwright.core.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.MeshAxes;
import gradwright.core.types.MeshAxes.Kind;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Shardings in types of results. The corpus compares many more with JAX's.
class ShardingRulesTest {
  private static final MeshAxes MESH =
      new MeshAxes(List.of("X", "Y"), Ints.of(4, 2), List.of(Kind.EXPLICIT, Kind.EXPLICIT), "", -1);
  private static final Primitive ADD = new Elementwise.Binary(BinaryOp.ADD);
  private static final List<String> WHOLE = List.of();

  @SafeVarargs
  private static Aval of(Shape shape, List<String>... parts) {
    return new Aval(DType.FLOAT32, shape, false, new Sharding(MESH, List.of(parts)));
  }

  private static String output(Primitive p, Aval... in) {
    return TypeRules.outputs(p, List.of(in)).getFirst().toString();
  }

  @Test
  void typesWithoutMeshKnowNothing() {
    Aval plain = Aval.of(DType.FLOAT32, 8, 4);
    assertNull(TypeRules.outputs(ADD, List.of(plain, plain)).getFirst().sharding());
  }

  @Test
  void operandsAgreeAxisByAxis() {
    assertEquals(
        "f32[8@X,4@Y]", output(ADD, of(Shape.of(8, 1), List.of("X"), WHOLE), of(Shape.of(1, 4), WHOLE, List.of("Y"))));
    assertEquals("f32[8@(X,Y)]", output(ADD, of(Shape.of(8), List.of("X", "Y")), Aval.of(DType.FLOAT32)));
    JaxError e =
        assertThrows(
            JaxError.class,
            () -> output(ADD, of(Shape.of(8, 8), List.of("X"), WHOLE), of(Shape.of(8, 8), WHOLE, List.of("X"))));
    assertEquals("ShardingTypeError", e.kind());
    assertEquals(
        "add operation with inputs: f32[8@X,8], f32[8,8@X] produces an illegally sharded result: f32[8@X,8@X]",
        e.getMessage());
  }

  @Test
  void axesTakeTheirPartsAlong() {
    Aval x = of(Shape.of(8, 4), List.of("X"), List.of("Y"));
    assertEquals("f32[4@Y,8@X]", output(new Shaping.Transpose(Ints.of(1, 0)), x));
    assertEquals("f32[4@Y]", output(new Reduction.Reduce(Reduction.Op.SUM, Ints.of(0)), x));
    assertEquals("f32[4@X,2,4@Y]", output(new Shaping.Reshape(Shape.of(4, 2, 4)), x));
    assertEquals("f32[32@(X,Y)]", output(new Shaping.Reshape(Shape.of(32)), x));
    assertThrows(JaxError.class, () -> output(new Shaping.Reshape(Shape.of(4, 8)), x));
  }

  @Test
  void productsThatSumOverDevicesMustSayWhereTheyAre() {
    Aval a = of(Shape.of(8, 4), WHOLE, List.of("X"));
    Aval b = of(Shape.of(4, 8), List.of("X"), WHOLE);
    assertThrows(JaxError.class, () -> output(dot(null), a, b));
    Sharding partial = Sharding.whole(MESH, 2).with(List.of("X"), List.of());
    assertEquals("f32[8,8]{U:X}", output(dot(partial), a, b));
    Aval sum = TypeRules.outputs(dot(partial), List.of(a, b)).getFirst();
    assertEquals("f32[8,8]{U:X}", output(ADD, sum, sum));
    assertThrows(JaxError.class, () -> output(new Elementwise.Binary(BinaryOp.MUL), sum, sum));
  }

  private static Primitive dot(Sharding wanted) {
    return new Contraction.DotGeneral(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY, null, null, null, wanted);
  }

  @Test
  void whatIsUnclearToTypesIsDecidedOtherwise() {
    MeshAxes auto = new MeshAxes(List.of("x"), Ints.of(4), List.of(Kind.AUTO), "", -1);
    Sharding rows = new Sharding(auto, List.of(List.of("x"), WHOLE));
    Sharding columns = new Sharding(auto, List.of(WHOLE, List.of("x")));
    Aval x = Aval.of(DType.FLOAT32, 8, 8);
    assertEquals(
        "P('x', None)", Placements.of(ADD, List.of(x, x), List.of(rows, columns), List.of(x)).getFirst().spec());
    assertEquals(
        "P(None, 'x')", Placements.of(ADD, List.of(x, x), List.of(columns, rows), List.of(x)).getFirst().spec());
    assertEquals(
        "P('x', None)", Placements.of(dot(null), List.of(x, x), List.of(rows, rows), List.of(x)).getFirst().spec());
  }
}
