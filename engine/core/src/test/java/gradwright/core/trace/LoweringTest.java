package gradwright.core.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Call;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.types.Aval;
import gradwright.core.types.CustomType;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.CustomValue;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Programs over a type that is a pair of scalars become programs over scalars.
class LoweringTest {
  private static final Aval FLOAT = Aval.of(DType.FLOAT32);
  private static final Aval PAIR = Aval.of(DType.custom(new PairType()));

  private record Pair(Value first, Value second) {}

  private static final class PairType implements CustomType {
    @Override
    public String name() {
      return "pair";
    }

    @Override
    public List<Aval> low() {
      return List.of(FLOAT, FLOAT);
    }

    @Override
    public List<Value> lower(Object value) {
      Pair p = (Pair) value;
      return List.of(p.first, p.second);
    }

    @Override
    public Object raise(List<Value> arrays) {
      return new Pair(arrays.get(0), arrays.get(1));
    }

    @Override
    public Aval tangent() {
      return PAIR;
    }

    @Override
    public Value zero() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Value add(Value a, Value b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Aval stacked(int size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Aval unstacked() {
      throw new UnsupportedOperationException();
    }
  }

  /// The pair of a number and its double.
  private record Make() implements ExtensionPrimitive {
    @Override
    public String primitiveName() {
      return "make";
    }

    @Override
    public boolean isHigh() {
      return true;
    }

    @Override
    public List<Aval> outputs(List<Aval> inputs) {
      return List.of(PAIR);
    }

    @Override
    public List<Value> lower(List<Value> inputs) {
      Value x = inputs.getFirst();
      return List.of(new CustomValue(PAIR, new Pair(x, Lax.binary(BinaryOp.ADD, x, x))));
    }

    @Override
    public List<Array> evaluate(List<Array> inputs) {
      throw new UnsupportedOperationException();
    }
  }

  /// The sum of a pair.
  private record Sum() implements ExtensionPrimitive {
    @Override
    public String primitiveName() {
      return "sum";
    }

    @Override
    public boolean isHigh() {
      return true;
    }

    @Override
    public List<Aval> outputs(List<Aval> inputs) {
      return List.of(FLOAT);
    }

    @Override
    public List<Value> lower(List<Value> inputs) {
      Pair p = (Pair) ((CustomValue) inputs.getFirst()).object();
      return List.of(Lax.binary(BinaryOp.ADD, p.first, p.second));
    }

    @Override
    public List<Array> evaluate(List<Array> inputs) {
      throw new UnsupportedOperationException();
    }
  }

  private static Value make(Value x) {
    return Lax.bind1(new Make(), x);
  }

  private static Value sum(Value p) {
    return Lax.bind1(new Sum(), p);
  }

  private static double number(Value v) {
    return ((Array) v).getDouble(0);
  }

  private static HostScalar scalar(double v) {
    return HostScalar.of(DType.FLOAT32, false, v);
  }

  @Test
  void valuesAreOneThingInJaxprsAndArraysInLoweredOnes() {
    ClosedJaxpr high = Staging.stage(in -> List.of(sum(make(in.getFirst()))), List.of(FLOAT));
    assertTrue(high.jaxpr().hasCustomTypes());
    assertTrue(high.toString().contains("b:pair = make a"), high::toString);
    ClosedJaxpr low = Lowering.lowered(high);
    assertFalse(low.jaxpr().hasCustomTypes());
    assertEquals(2, low.jaxpr().equations().size());
    assertEquals(12, number(Interpreter.run(low, List.of(scalar(4))).getFirst()));
    assertEquals(low, Lowering.lowered(high), "made once");
  }

  @Test
  void argumentsAndResultsOfCallsBecomeArrays() {
    ClosedJaxpr swap = Staging.stage(in -> List.of(make(sum(in.getFirst())), in.getFirst()), List.of(PAIR));
    Value two = make(scalar(2)); // 2, 4
    List<Value> out = Session.bind(Call.Jit.of("f", swap), List.of(two));
    assertEquals(18, number(sum(out.get(0))));
    assertEquals(6, number(sum(out.get(1))));
  }

  @Test
  void loopsCarryAndStackThem() {
    ClosedJaxpr body = Staging.stage(in -> List.of(make(sum(in.get(0))), in.get(1)), List.of(PAIR, FLOAT));
    Value xs = Lax.full(Shape.of(3), scalar(1));
    List<Value> out = Session.bind(new ControlFlow.Scan(body, 0, 1, 3, false, 1), List.of(make(scalar(1)), xs));
    assertEquals(81, number(sum(out.getFirst())));
    ClosedJaxpr same = Staging.stage(in -> List.of(in.getFirst()), List.of(PAIR));
    ClosedJaxpr next = Staging.stage(in -> List.of(make(sum(in.getFirst()))), List.of(PAIR));
    Value index = HostScalar.of(DType.INT32, false, 1L);
    List<Value> chosen = Session.bind(new ControlFlow.Cond(List.of(same, next)), List.of(index, make(scalar(1))));
    assertEquals(9, number(sum(chosen.getFirst())));
  }
}
