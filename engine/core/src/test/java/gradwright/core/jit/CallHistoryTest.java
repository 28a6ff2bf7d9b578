package gradwright.core.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.core.events.Difference;
import gradwright.core.events.Difference.Aspect;
import gradwright.core.events.MissKind;
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
        (now, before) -> List.of(new Difference(Aspect.STRUCTURE, "", now.toString(), before.toString())));
  }

  private Miss call(Aval... avals) {
    return call("tree", Config.DEFAULT, avals);
  }

  private static Aval f32(int... sizes) {
    return Aval.of(DType.FLOAT32, sizes);
  }

  private static Miss miss(MissKind kind, Aspect aspect, String path, String now, String before) {
    return new Miss(kind, List.of(new Difference(aspect, path, now, before)));
  }

  @Test
  void explains() {
    assertEquals(new Miss(MissKind.NEVER_SEEN, List.of()), call(f32(3), f32()));
    assertEquals(miss(MissKind.TYPES, Aspect.SHAPE, "x", "f32[4]", "f32[3]"), call(f32(4), f32()));
    assertEquals(miss(MissKind.TYPES, Aspect.DTYPE, "y", "i32[]", "f32[]"), call(f32(4), Aval.of(DType.INT32)));
    assertEquals(
        miss(MissKind.TYPES, Aspect.WEAK_TYPE, "y", "f32[]{weak_type=True}", "f32[]{weak_type=False}"),
        call(f32(3), new Aval(DType.FLOAT32, Shape.SCALAR, true)));
    assertEquals(
        miss(MissKind.STRUCTURE, Aspect.STRUCTURE, "", "list", "tree"), call("list", Config.DEFAULT, f32(3), f32()));
    assertEquals(
        miss(MissKind.CONTEXT, Aspect.CONFIGURATION, "jax_enable_x64", "True", "False"),
        call("tree", Config.DEFAULT.withX64(true), f32(3), f32()));
  }

  @Test
  void nearestIsNotTheLatest() {
    call(f32(3), f32(5));
    call(f32(7, 7), f32(7, 7));
    assertEquals(miss(MissKind.TYPES, Aspect.SHAPE, "y", "f32[6]", "f32[5]"), call(f32(3), f32(6)));
    assertEquals(miss(MissKind.TYPES, Aspect.RANK, "y", "f32[6,1]", "f32[6]"), call(f32(3), f32(6, 1)));
  }

  @Test
  void namedAxesBelongToTheContext() {
    call(f32(3));
    Miss m =
        history.miss(
            new Signature("tree", List.of(f32(3)), Config.DEFAULT, List.of(new Session.Axis("i", 4))),
            List.of("x"),
            (a, b) -> List.of());
    assertEquals(miss(MissKind.CONTEXT, Aspect.CONFIGURATION, "the named axes in scope", "'i' of size 4", "none"), m);
  }
}
