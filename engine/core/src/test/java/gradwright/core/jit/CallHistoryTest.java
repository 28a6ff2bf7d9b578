package gradwright.core.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.core.jit.CallHistory.Miss;
import gradwright.core.jit.CallHistory.Signature;
import gradwright.core.trace.Config;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each kind of miss, against the call that is really nearest.
class CallHistoryTest {
  private final CallHistory history = new CallHistory();

  private Miss call(Object structure, Config config, Aval... avals) {
    return history.miss(
        new Signature(structure, List.of(avals), config, List.of()),
        List.of("x", "y"),
        (now, before) -> List.of("now " + now + " and before " + before));
  }

  private Miss call(Aval... avals) {
    return call("tree", Config.DEFAULT, avals);
  }

  private static Aval f32(int... sizes) {
    return Aval.of(DType.FLOAT32, sizes);
  }

  @Test
  void explains() {
    assertEquals(new Miss(CallHistory.NEVER_SEEN, List.of()), call(f32(3), f32()));
    assertEquals(new Miss(CallHistory.TYPES, List.of("at x, now f32[4] and before f32[3]")), call(f32(4), f32()));
    assertEquals(
        new Miss(CallHistory.TYPES, List.of("at y, now i32[] and before f32[]")), call(f32(4), Aval.of(DType.INT32)));
    assertEquals(
        new Miss(CallHistory.TYPES, List.of("at y, now f32[]{weak_type=True} and before f32[]{weak_type=False}")),
        call(f32(3), new Aval(DType.FLOAT32, Shape.SCALAR, true)));
    assertEquals(
        new Miss(CallHistory.STRUCTURE, List.of("now list and before tree")),
        call("list", Config.DEFAULT, f32(3), f32()));
    assertEquals(
        new Miss(CallHistory.CONTEXT, List.of("jax_enable_x64 differs: now True and before False")),
        call("tree", Config.DEFAULT.withX64(true), f32(3), f32()));
  }

  @Test
  void nearestIsNotTheLatest() {
    call(f32(3), f32(5));
    call(f32(7, 7), f32(7, 7));
    assertEquals(new Miss(CallHistory.TYPES, List.of("at y, now f32[6] and before f32[5]")), call(f32(3), f32(6)));
  }

  @Test
  void namedAxesBelongToTheContext() {
    call(f32(3));
    Miss m =
        history.miss(
            new Signature("tree", List.of(f32(3)), Config.DEFAULT, List.of(new Session.Axis("i", 4))),
            List.of("x"),
            (a, b) -> List.of());
    assertEquals(
        new Miss(CallHistory.CONTEXT, List.of("the named axes in scope differ: now 'i' of size 4 and before none")), m);
  }
}
