package gradwright.core.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.RandomBits;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Keys may be consumed once.
class KeyUseTest {
  private static final Aval KEY = Aval.of(DType.KEY_FRY);

  private static Value bits(Value key) {
    return Lax.bind1(new RandomBits.Bits(32, Shape.of(2)), key);
  }

  @Test
  void usingAKeyTwiceIsAnError() {
    ClosedJaxpr twice = Staging.stage(in -> List.of(bits(in.get(0)), bits(in.get(0))), List.of(KEY));
    JaxError e = assertThrows(JaxError.class, () -> KeySignature.of(twice));
    assertEquals("KeyReuseError", e.kind());
    assertEquals("In random_bits, argument 0 is already consumed.", e.getMessage());
  }

  @Test
  void partsOfASplitAreSeparate() {
    ClosedJaxpr split =
        Staging.stage(
            in -> {
              Value keys = Lax.bind1(new RandomBits.Split(Shape.of(2)), in.get(0));
              return List.of(bits(Lax.indexInDim(keys, 0, 0)), bits(Lax.indexInDim(keys, 1, 0)));
            },
            List.of(KEY));
    assertEquals(true, KeySignature.of(split).sinks().containsKey(0));
    ClosedJaxpr same =
        Staging.stage(
            in -> {
              Value keys = Lax.bind1(new RandomBits.Split(Shape.of(2)), in.get(0));
              Value first = Lax.squeeze(Lax.slice(keys, Ints.of(0), Ints.of(1), null), Ints.of(0));
              return List.of(bits(first), bits(first));
            },
            List.of(KEY));
    assertThrows(JaxError.class, () -> KeySignature.of(same));
  }
}
