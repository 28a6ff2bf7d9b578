package gradwright.core.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Types of outputs, and JAX's words for operands that do not fit. Types are written `f32[2,3]`, weak ones with a `~`.
class TypeRulesTest {
  private static final Primitive ADD = new Elementwise.Binary(BinaryOp.ADD);

  private static Aval aval(String text) {
    boolean weak = text.startsWith("~");
    int open = text.indexOf('[');
    String sizes = text.substring(open + 1, text.length() - 1);
    int[] shape = sizes.isEmpty() ? new int[0] : Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray();
    return new Aval(DType.byName(text.substring(weak ? 1 : 0, open)), Shape.of(shape), weak);
  }

  private static List<Aval> avals(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(TypeRulesTest::aval).toList();
  }

  private static Primitive unary(UnaryOp op) {
    return new Elementwise.Unary(op);
  }

  private static Primitive binary(BinaryOp op) {
    return new Elementwise.Binary(op);
  }

  private static Primitive dot(Ints l, Ints r, Ints lb, Ints rb) {
    return new Contraction.DotGeneral(l, r, lb, rb, null, null, null);
  }

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of(ADD, "f32[3] f32[3]", "f32[3]"),
        Arguments.of(ADD, "f32[3] ~f32[]", "f32[3]"),
        Arguments.of(ADD, "~f32[] ~f32[]", "~f32[]"),
        Arguments.of(ADD, "f32[1,3] f32[2,3]", "f32[2,3]"),
        Arguments.of(ADD, "f32[1,3] f32[2,1]", "f32[2,3]"),
        Arguments.of(ADD, "f32[0] f32[1]", "f32[0]"),
        Arguments.of(binary(BinaryOp.LT), "~i32[] i32[4]", "bool[4]"),
        Arguments.of(binary(BinaryOp.LT), "~i32[] ~i32[]", "~bool[]"),
        Arguments.of(binary(BinaryOp.POW), "f32[2] i32[]", "f32[2]"),
        Arguments.of(binary(BinaryOp.COMPLEX), "f64[2] f64[2]", "c128[2]"),
        Arguments.of(unary(UnaryOp.ABS), "c64[2]", "f32[2]"),
        Arguments.of(unary(UnaryOp.IS_FINITE), "~f32[]", "~bool[]"),
        Arguments.of(unary(UnaryOp.EXP), "~f32[]", "~f32[]"),
        Arguments.of(new Elementwise.Convert(DType.INT32, true), "f32[2]", "~i32[2]"),
        Arguments.of(new Elementwise.BitcastConvert(DType.UINT8), "~f32[2]", "u8[2,4]"),
        Arguments.of(new Elementwise.SelectN(), "bool[] f32[3] ~f32[3]", "f32[3]"),
        Arguments.of(new Elementwise.SelectN(), "bool[3] ~f32[3] ~f32[3]", "~f32[3]"),
        Arguments.of(new Elementwise.Clamp(), "~f32[] f32[3] ~f32[]", "f32[3]"),
        Arguments.of(new Shaping.Reshape(Shape.of(6)), "~f32[2,3]", "~f32[6]"),
        Arguments.of(new Shaping.Pad(Ints.of(1), Ints.of(-1), Ints.of(2)), "f32[4] f32[]", "f32[10]"),
        Arguments.of(new Shaping.Slice(Ints.of(1), Ints.of(8), Ints.of(3)), "i32[9]", "i32[3]"),
        Arguments.of(new Shaping.Split(0, Ints.of(1, 2)), "i32[3,2]", "i32[1,2] i32[2,2]"),
        Arguments.of(new Shaping.Unstack(1), "i32[3,2]", "i32[3] i32[3]"),
        Arguments.of(new Reduction.Reduce(Reduction.Op.SUM, Ints.of(0)), "~f32[3,2]", "~f32[2]"),
        Arguments.of(new Reduction.ArgReduce(true, 0, DType.INT32), "~f32[3,2]", "i32[2]"),
        Arguments.of(new Reduction.TopK(2, 0), "f32[3]", "f32[2] i32[2]"),
        Arguments.of(dot(Ints.of(2), Ints.of(1), Ints.of(0), Ints.of(0)), "f32[5,2,3] f32[5,3,4]", "f32[5,2,4]"),
        Arguments.of(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), "bf16[2,3] f32[3,4]", "f32[2,4]"),
        Arguments.of(dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY), "i32[2,3] f32[3,4]", "f32[2,4]"),
        Arguments.of(new Indexing.DynamicSlice(Ints.of(2, 2)), "~f32[5,5] i32[] i32[]", "~f32[2,2]"),
        Arguments.of(new LinearAlgebra.Lu(), "f32[7,3,2]", "f32[7,3,2] i32[7,2] i32[7,3]"),
        Arguments.of(new LinearAlgebra.Svd(false, true), "c64[3,2]", "f32[2] c64[3,2] c64[2,2]"),
        Arguments.of(new LinearAlgebra.Eig(false, true), "f32[2,2]", "c64[2] c64[2,2]"),
        Arguments.of(new RandomBits.Split(Shape.of(2)), "key<fry>[3]", "key<fry>[3,2]"),
        Arguments.of(new RandomBits.Bits(16, Shape.of(2)), "key<fry>[]", "u16[2]"),
        Arguments.of(new RandomBits.Unwrap(), "key<fry>[3]", "u32[3,2]"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void typesOfOutputs(Primitive p, String inputs, String outputs) {
    assertEquals(avals(outputs), TypeRules.outputs(p, avals(inputs)));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(ADD, "f32[3] f32[4]", "TypeError", "add got incompatible shapes for broadcasting: (3,), (4,)."),
        Arguments.of(
            ADD, "f32[3] f32[2,3]", "TypeError", "add: arrays must have the same number of dimensions, got {1, 2}"),
        Arguments.of(
            ADD,
            "f32[3] i32[3]",
            "TypeError",
            "lax.add requires arguments to have the same dtypes, got float32, int32. (Tip: jnp.add is a similar"
                + " function that does automatic type promotion on inputs)."),
        Arguments.of(
            unary(UnaryOp.SIN),
            "~i32[]",
            "TypeError",
            "sin does not accept dtype int32. Accepted dtypes are subtypes of floating, complexfloating."),
        Arguments.of(
            unary(UnaryOp.NEG),
            "bool[]",
            "TypeError",
            "neg does not accept dtype bool. Accepted dtypes are subtypes of integer, floating, complexfloating."),
        Arguments.of(
            new Shaping.Reshape(Shape.of(4, 2)),
            "f32[2,3]",
            "TypeError",
            "cannot reshape array of shape (2, 3) (size 6) into shape (4, 2) (size 8)"),
        Arguments.of(
            new Shaping.Transpose(Ints.of(0, 0)),
            "f32[2,3]",
            "TypeError",
            "transpose permutation isn't a permutation of operand dimensions, got permutation (0, 0) for operand shape"
                + " (2, 3)."),
        Arguments.of(
            new Shaping.Concatenate(0),
            "f32[2,3] f32[2,4]",
            "TypeError",
            "Cannot concatenate arrays with shapes that differ in dimensions other than the one being concatenated:"
                + " concatenating along dimension 0 for shapes (2, 3), (2, 4)."),
        Arguments.of(
            new Shaping.Squeeze(Ints.of(0)),
            "f32[2,3]",
            "ValueError",
            "cannot select an axis to squeeze out which has size not equal to one, got shape=(2, 3) and"
                + " dimensions=(0,)"),
        Arguments.of(
            dot(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY),
            "f32[2,3] f32[2,3]",
            "TypeError",
            "dot_general requires contracting dimensions to have the same shape, got (3,) and (2,)."),
        Arguments.of(
            new Elementwise.SelectN(),
            "bool[2] f32[3] f32[3]",
            "TypeError",
            "select `which` must be scalar or have the same shape as cases, got `which` shape (2,) but case shape"
                + " (3,)."),
        Arguments.of(
            new Reduction.ArgReduce(true, 0, DType.INT32),
            "f32[0]",
            "ValueError",
            "argmin and argmax require non-empty reduced dimension. operand.shape=(0,) axis=0"),
        Arguments.of(
            new Reduction.TopK(5, 0),
            "f32[3]",
            "ValueError",
            "k argument to top_k must be no larger than size along axis; got k=5 with shape=[3] and axis=0"),
        Arguments.of(
            new LinearAlgebra.Cholesky(),
            "f32[2,3]",
            "ValueError",
            "The input to cholesky must be a square matrix. Got shape (2, 3)."),
        Arguments.of(
            new RandomBits.Wrap(DType.KEY_FRY),
            "u32[3]",
            "TypeError",
            "JAX encountered invalid PRNG key data: expected key_data.shape to end with (2,); got shape=(3,)"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void wordsOfErrors(Primitive p, String inputs, String kind, String message) {
    JaxError e = assertThrows(JaxError.class, () -> TypeRules.outputs(p, avals(inputs)));
    assertEquals(kind, e.kind());
    assertEquals(message, e.getMessage());
  }

  @Test
  void integersHaveNoNegativePowers() {
    JaxError e = assertThrows(JaxError.class, () -> TypeRules.outputs(new Elementwise.IntegerPow(-1), avals("i32[2]")));
    assertEquals("TypeError", e.kind());
  }
}
