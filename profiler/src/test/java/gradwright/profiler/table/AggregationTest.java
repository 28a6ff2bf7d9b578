package gradwright.profiler.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.profiler.Seeds;
import gradwright.profiler.Synthetic;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Runs;
import gradwright.profiler.timeline.OwnTimes;
import gradwright.profiler.timeline.Range;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.EventBatch;
import gradwright.protocol.EventBatch.KernelRuns;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AggregationTest {
  private static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static Recording recording(long seed) {
    EventStore store = new EventStore();
    Synthetic program = new Synthetic(seed);
    store.add(program.compile(3));
    store.add(program.run(70, "cpu:0", "cpu:1"));
    return store.recording();
  }

  private static double deviceTime(Recording recording) {
    double[] sum = new double[1];
    for (Runs runs : recording.runs()) {
      OwnTimes.visit(runs, ALL, (_, own) -> sum[0] += own);
    }
    return sum[0];
  }

  @Test
  void everyGroupingAddsUpToTheSame() {
    Recording recording = recording(Seeds.random("everyGroupingAddsUpToTheSame").nextLong());
    for (Grouping grouping : Grouping.values()) {
      List<Aggregate> rows = Aggregation.of(recording, grouping, Synthetic.MACHINE);
      assertEquals(recording.kernelRuns(), rows.stream().mapToLong(Aggregate::count).sum());
      assertEquals(deviceTime(recording), rows.stream().mapToDouble(Aggregate::nanos).sum(), 1e-3);
      assertEquals(1, rows.stream().mapToDouble(Aggregate::share).sum(), 1e-9);
      for (int i = 1; i < rows.size(); i++) {
        assertTrue(rows.get(i - 1).nanos() >= rows.get(i).nanos());
      }
    }
  }

  @Test
  void aKernelsRowHoldsItsWorkAndHowNearItCameToTheLimit() {
    Kernel kernel = new Kernel(4, 0, "k", KernelKind.FUSED, 2000, 1000, List.of(1), Synthetic.place(9, "f"));
    EventStore store = new EventStore();
    store.add(
        new EventBatch(
            List.of(new EngineEvent.Compiled(0, "f", List.of(), List.of(kernel), false, 0, 50)),
            List.of(new KernelRuns("cpu:0", new int[] {4, 4}, new long[] {100, 1000}, new long[] {100, 300})),
            0));
    Aggregate row = Aggregation.of(store.recording(), Grouping.KERNEL, Synthetic.MACHINE).getFirst();
    assertEquals(2, row.count());
    assertEquals(400, row.nanos());
    assertEquals(200, row.mean());
    assertEquals(2000, row.bytes());
    // 2000 bytes in 400 ns are 5 GB/s of 20, 4000 operations are 10 GFLOP/s of 200.
    assertEquals(0.25, row.limitShare(), 1e-12);
    assertTrue(row.memoryBound());
    assertEquals(new Focus.OfKernel(0, 4), row.focus());
    Aggregate part = Aggregation.of(store.recording(), Grouping.KERNEL, null, new Range(900, 1100)).getFirst();
    assertEquals(1, part.count());
    assertEquals(100, part.nanos());
    assertEquals(0, part.limitShare());
    Aggregate line = Aggregation.of(store.recording(), Grouping.LINE, null).getFirst();
    assertEquals("train.py:9", line.name());
    assertEquals("f", line.detail());
  }

  @Test
  void compilationBelongsToFunctionsAndLines() {
    Recording recording = recording(2);
    double total =
        recording.events().stream()
            .mapToDouble(e ->
                switch (e) {
                  case EngineEvent.Traced t -> t.nanos();
                  case EngineEvent.Lowered l -> l.nanos();
                  case EngineEvent.Compiled c -> c.nanos();
                  default -> 0;
                })
            .sum();
    for (Grouping grouping : List.of(Grouping.FUNCTION, Grouping.LINE)) {
      assertEquals(
          total, Aggregation.of(recording, grouping, null).stream().mapToDouble(Aggregate::compileNanos).sum(), 1e-6);
    }
    List<CompileTimes> times = CompileTimes.of(recording);
    assertEquals(total, times.stream().mapToDouble(CompileTimes::total).sum(), 1e-6);
    CompileTimes accuracy = times.stream().filter(t -> t.function().equals("accuracy")).findFirst().orElseThrow();
    assertEquals(1, accuracy.programs());
    assertEquals(1, accuracy.fromDisk());
  }

  @Test
  void theFlameGraphHoldsAllTimeUnderItsCalls() {
    Recording recording = recording(3);
    FlameNode root = FlameTree.of(recording);
    checkSums(root);
    double kernels = sum(root, FlameNode.Type.KERNEL);
    assertEquals(deviceTime(recording), kernels, 1e-3);
    FlameNode module = root.children().getFirst();
    assertTrue(module.name().startsWith("<module>"), module.name());
    FlameNode main = module.children().getFirst();
    assertTrue(main.name().startsWith("main"), main.name());
    FlameNode calls = main.children().stream().filter(n -> n.name().endsWith("train.py:44")).findFirst().orElseThrow();
    FlameNode step = calls.children().stream().filter(n -> n.name().equals("step")).findFirst().orElseThrow();
    assertEquals(FlameNode.Type.PROGRAM, step.type());
    assertTrue(step.children().stream().anyMatch(n -> n.name().equals("dot_general") && n.count() > 0));
  }

  @Test
  void operationsOutsideJitStandUnderTheirOwnCalls() {
    Kernel kernel = new Kernel(4, 0, "sort", KernelKind.LIBRARY, 0, 0, List.of(), Synthetic.place(9, "load"));
    EventStore store = new EventStore();
    store.add(
        new EventBatch(
            List.of(new EngineEvent.Compiled(0, "operations outside jit", List.of(), List.of(kernel), false, 0, 0)),
            List.of(new KernelRuns("cpu:0", new int[] {4, 4}, new long[] {100, 1000}, new long[] {100, 300})),
            0));
    FlameNode node = FlameTree.of(store.recording());
    for (String name : List.of("<module>  train.py:60", "main  train.py:48", "load  train.py:9", "sort")) {
      node = node.children().getFirst();
      assertEquals(name, node.name());
      assertEquals(400, node.nanos());
    }
    assertEquals(2, node.count());
    assertTrue(CompileTimes.of(store.recording()).isEmpty(), "nothing was compiled");
  }

  private static void checkSums(FlameNode node) {
    if (!node.children().isEmpty()) {
      double below = node.children().stream().mapToDouble(FlameNode::nanos).sum();
      assertEquals(node.nanos(), below, 1e-3 + node.nanos() * 1e-9, node.name().toLowerCase(Locale.ROOT));
    }
    node.children().forEach(AggregationTest::checkSums);
  }

  private static double sum(FlameNode node, FlameNode.Type type) {
    double own = node.type() == type ? node.nanos() : 0;
    return own + node.children().stream().mapToDouble(c -> sum(c, type)).sum();
  }

  @Test
  void aFlameModelZoomsInAndOut() {
    FlameModel model = new FlameModel();
    model.show(FlameTree.of(recording(4)));
    FlameNode deep = model.root().children().getFirst().children().getFirst().children().getFirst();
    model.zoomTo(deep);
    assertEquals(deep, model.top());
    assertTrue(model.boxes().stream().anyMatch(b -> b.node() == deep && b.left() == 0 && b.right() == 1));
    for (FlameModel.Box box : model.boxes()) {
      assertEquals(box, model.at(box.level(), (box.left() + box.right()) / 2));
    }
    model.zoomOut();
    assertEquals(model.root().children().getFirst().children().getFirst(), model.top());
    model.show(FlameTree.of(recording(4)));
    assertEquals(2, model.boxes().stream().filter(b -> b.level() <= 1).count());
    model.reset();
    assertEquals(model.root(), model.top());
    model.chooseNext(0, 1);
    model.chooseNext(0, 1);
    assertEquals(1, Objects.requireNonNull(model.chosen()).level());
  }
}
