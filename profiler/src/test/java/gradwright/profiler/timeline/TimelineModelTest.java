package gradwright.profiler.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.profiler.Synthetic;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.timeline.Lane.Position;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelineModelTest {
  private final EventStore store = new EventStore();
  private final Synthetic program = new Synthetic(5);
  private final TimelineModel model = new TimelineModel();

  @BeforeEach
  void record() {
    store.add(program.compile(3));
    store.add(program.run(30, "cpu:0"));
    model.resize(900);
    model.show(Timeline.of(store.recording()));
  }

  private int lane(LaneKind kind) {
    for (int i = 0; i < model.timeline().lanes().size(); i++) {
      if (model.timeline().lanes().get(i).kind() == kind) {
        return i;
      }
    }
    throw new AssertionError("no lane of " + kind);
  }

  private int bar(int lane) {
    for (int i = 0; i < model.stack().bars().size(); i++) {
      if (model.stack().bars().get(i).lane() == lane) {
        return i;
      }
    }
    throw new AssertionError("no bar");
  }

  private Position chosen() {
    return Objects.requireNonNull(model.chosen());
  }

  @Test
  void hitFindsSpansThinnerThanAPixel() {
    int lane = lane(LaneKind.KERNELS);
    LaneRow row = model.timeline().lanes().get(lane).rows().getFirst();
    double pixel = model.viewport().pixelOf(row.start(7));
    assertTrue(row.nanos(7) < model.viewport().step(), "the span is thinner than a pixel");
    assertNotNull(model.hit(pixel, bar(lane)));
    assertNull(model.hit(pixel, -1));
    assertNull(model.hit(3, bar(lane)));
  }

  @Test
  void sliceOfAKernelTellsWhatItIs() {
    Slice slice = model.timeline().slice(new Position(lane(LaneKind.KERNELS), 0, 0));
    assertEquals("dot_general", slice.name());
    assertEquals(
        new Focus.OfKernel(slice.program(), store.recording().catalogue().kernelsOf(slice.program()).getFirst().id()),
        slice.focus());
    var facts = SliceFacts.of(slice, 0, Synthetic.MACHINE, (_, e) -> "eqn " + e);
    assertTrue(
        facts.stream().anyMatch(f -> f.name().equals("bytes") && f.value().endsWith("of limit")), facts.toString());
    assertTrue(facts.stream().anyMatch(f -> f.value().equals("train.py:20 in loss")), facts.toString());
    assertTrue(facts.stream().anyMatch(f -> f.value().equals("eqn 0\neqn 1")), facts.toString());
  }

  @Test
  void focusLetsItsSpansStandOut() {
    model.focus(new Focus.OfKernel(0, 0));
    Highlight some = model.highlight();
    assertNotNull(some);
    int lane = lane(LaneKind.KERNELS);
    var runs = store.recording().runs().get(model.timeline().lanes().get(lane).device());
    long expected = 0;
    for (int i = 0; i < runs.size(); i++) {
      expected += runs.kernel(i) == 0 ? 1 : 0;
    }
    assertEquals(expected, some.rows().get(lane).stream().mapToLong(LaneRow::size).sum());
    model.focus(new Focus.Line(Synthetic.FILE, 44));
    Highlight line = model.highlight();
    assertNotNull(line);
    assertEquals(30, line.rows().get(lane(LaneKind.DISPATCH)).getFirst().size());
    model.focus(new Focus.OfEquation(0, 2));
    assertNotNull(model.highlight());
    model.focus(new Focus.Line("elsewhere.py", 1));
    assertNull(model.highlight());
  }

  @Test
  void keysGoFromSpanToSpanAndBringItIntoView() {
    model.chooseNext(1);
    Position first = chosen();
    assertNotNull(first);
    model.chooseNext(1);
    assertEquals(first.index() + 1, chosen().index());
    for (int i = 0; i < 20; i++) {
      model.chooseRow(1);
    }
    assertEquals(model.stack().bars().getLast().row(), chosen().row());
    model.zoom(20, 0);
    model.chooseNext(-1);
    Range range =
        new Range(
            model.timeline().row(chosen()).start(chosen().index()),
            model.timeline().row(chosen()).end(chosen().index()));
    assertTrue(range.from() >= model.viewport().from() && range.to() <= model.viewport().to());
  }

  @Test
  void choiceStaysWhenMoreComes() {
    int lane = lane(LaneKind.KERNELS);
    model.choose(new Position(lane, 0, 12));
    Slice before = model.timeline().slice(chosen());
    store.add(program.run(10, "cpu:0"));
    model.show(Timeline.of(store.recording()));
    assertEquals(before, model.timeline().slice(chosen()));
    store.beginEngine();
    model.show(Timeline.of(store.recording()));
    assertNull(model.chosen());
    assertTrue(model.timeline().isEmpty());
  }
}
