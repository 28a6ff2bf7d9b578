package gradwright.profiler.recompile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Aspect;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecompilationsTest {
  private final Recompilations recompilations = new Recompilations();

  @Test
  void attributesWorkToTheMissThatCausedIt() {
    recompilations.add(Misses.first("step", 10, 3));
    recompilations.add(new EngineEvent.Traced(1, "step", Misses.at(3), 8, 100, 40));
    recompilations.add(new EngineEvent.Lowered(1, "step", 140, 5));
    recompilations.add(new EngineEvent.Compiled(1, "step", List.of(), List.of(), false, 145, 50));
    recompilations.add(new EngineEvent.CacheHit(1, "step", Misses.at(10), 300));
    recompilations.add(Misses.differs("step", 12, 3, Aspect.SHAPE, "x", "f32[9]", "f32[8]"));
    recompilations.add(new EngineEvent.Traced(2, "step", Misses.at(3), 8, 400, 30));
    recompilations.add(new EngineEvent.Compiled(2, "step", List.of(), List.of(), true, 445, 7));

    FunctionHistory step = recompilations.functions().getFirst();
    assertEquals(1, step.hits());
    assertEquals(1, step.repeats());
    assertEquals(95 + 37, step.nanos());
    assertEquals(37, step.lostNanos());
    assertEquals(List.of(40L, 30L), step.misses().stream().map(Miss::traceNanos).toList());
    assertEquals(List.of(false, true), step.misses().stream().map(Miss::fromDisk).toList());
  }

  @Test
  void doesNotCountTheTracingOfInnerFunctionsTwice() {
    recompilations.add(Misses.first("outer", 10, 3));
    recompilations.add(Misses.first("inner", 4, 1));
    recompilations.add(new EngineEvent.Traced(1, "inner", Misses.at(1), 2, 110, 30));
    recompilations.add(new EngineEvent.Traced(2, "outer", Misses.at(3), 8, 100, 100));
    assertEquals(100, recompilations.functions().stream().mapToLong(FunctionHistory::nanos).sum());
  }

  @Test
  void aFailedTraceTakesNothingFromTheNext() {
    recompilations.add(Misses.first("outer", 10, 3));
    recompilations.add(Misses.first("bad", 4, 1));
    recompilations.add(new EngineEvent.Traced(7, "outer", Misses.at(3), 8, 100, 100));
    recompilations.add(Misses.first("bad", 11, 20));
    recompilations.add(new EngineEvent.Traced(8, "bad", Misses.at(20), 8, 300, 10));
    List<Integer> programs =
        recompilations.functions().stream()
            .filter(f -> f.function().equals("bad"))
            .flatMap(f -> f.misses().stream())
            .map(Miss::program)
            .sorted()
            .toList();
    assertEquals(List.of(-1, 8), programs);
  }
}
