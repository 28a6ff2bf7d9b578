package gradwright.profiler.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.profiler.Seeds;
import gradwright.profiler.Synthetic;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.EventBatch;
import gradwright.protocol.EventBatch.KernelRuns;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStoreTest {
  private record Run(int kernel, long start, long nanos) {}

  private static KernelRuns columns(String device, List<Run> runs) {
    return new KernelRuns(
        device,
        runs.stream().mapToInt(Run::kernel).toArray(),
        runs.stream().mapToLong(Run::start).toArray(),
        runs.stream().mapToLong(Run::nanos).toArray());
  }

  @Test
  void keepsTheNewestRunsAndCountsTheRest() {
    Random random = Seeds.random("keepsTheNewestRunsAndCountsTheRest");
    int limit = 3 * Columns.CHUNK + random.nextInt(Columns.CHUNK);
    EventStore store = new EventStore(new Capacity(limit, Columns.CHUNK));
    Map<String, List<Run>> all = new HashMap<>();
    long clock = 0;
    long compiled = 0;
    for (int b = 0; b < 60; b++) {
      List<KernelRuns> batch = new ArrayList<>();
      for (String device : List.of("cpu:0", "cpu:1")) {
        List<Run> runs = new ArrayList<>();
        for (int i = random.nextInt(2500); i > 0; i--) {
          runs.add(new Run(random.nextInt(50), clock, random.nextInt(1000)));
          clock += 1 + random.nextInt(2000);
        }
        all.computeIfAbsent(device, _ -> new ArrayList<>()).addAll(runs);
        batch.add(columns(device, runs));
      }
      compiled++;
      store.add(new EventBatch(List.of(new EngineEvent.Lowered(b, "f", clock, 1)), batch, 2));
      Recording recording = store.recording();
      assertTrue(recording.kernelRuns() <= limit);
      assertEquals(compiled, recording.events().size(), "events of compilation are never dropped");
      assertEquals(2 * compiled, recording.lost());
      long total = all.values().stream().mapToLong(List::size).sum();
      assertEquals(total - recording.kernelRuns(), recording.dropped());
      assertTrue(total <= limit || recording.kernelRuns() > limit - Columns.CHUNK, "drops no more than it must");
      for (int d = 0; d < recording.devices().size(); d++) {
        List<Run> told = all.getOrDefault(recording.devices().get(d), List.of());
        Runs kept = recording.runs().get(d);
        List<Run> newest = told.subList(told.size() - kept.size(), told.size());
        for (int i = 0; i < kept.size(); i++) {
          assertEquals(newest.get(i), new Run(kept.kernel(i), kept.start(i), kept.nanos(i)));
        }
      }
    }
  }

  @Test
  void findsKernelsByLineEquationAndProgram() {
    Random random = Seeds.random("findsKernelsByLineEquationAndProgram");
    EventStore store = new EventStore();
    List<Kernel> all = new ArrayList<>();
    for (int p = 0; p < 20; p++) {
      List<Kernel> kernels = new ArrayList<>();
      for (int k = random.nextInt(6); k >= 0; k--) {
        List<Integer> equations = random.ints(random.nextInt(4), 0, 10).distinct().boxed().toList();
        Place place = random.nextInt(5) == 0 ? Place.UNKNOWN : Synthetic.place(random.nextInt(10), "f");
        kernels.add(new Kernel(all.size() + kernels.size(), p, "k", KernelKind.FUSED, 1, 1, equations, place));
      }
      all.addAll(kernels);
      store.add(
          new EventBatch(List.of(new EngineEvent.Compiled(p, "f" + p, List.of(), kernels, false, p, 1)), List.of(), 0));
    }
    Catalogue catalogue = store.recording().catalogue();
    for (int line = 0; line < 10; line++) {
      int wanted = line;
      assertEquals(
          all.stream().filter(k -> k.place().isKnown() && k.place().frame().line() == wanted).map(Kernel::id).toList(),
          catalogue.kernelsAt(Synthetic.FILE, line).stream().boxed().toList());
    }
    for (int p = 0; p < 20; p++) {
      int program = p;
      assertEquals("f" + p, catalogue.function(p));
      assertEquals(all.stream().filter(k -> k.program() == program).toList(), catalogue.kernelsOf(p));
      for (int e = 0; e < 10; e++) {
        int equation = e;
        assertEquals(
            all.stream()
                .filter(k -> k.program() == program && k.equations().contains(equation))
                .map(Kernel::id)
                .toList(),
            catalogue.kernelsOf(p, e).stream().boxed().toList());
      }
    }
    assertEquals("kernel 4711", catalogue.kernel(4711).name());
  }

  @Test
  void knowsWhatIsAliveThoughChangesAreDropped() {
    Random random = Seeds.random("knowsWhatIsAliveThoughChangesAreDropped");
    EventStore store = new EventStore(new Capacity(Columns.CHUNK, Columns.CHUNK));
    Map<Long, Long> live = new HashMap<>();
    List<Long> order = new ArrayList<>();
    for (long b = 0; b < 30_000; b++) {
      List<EngineEvent> events = new ArrayList<>();
      long bytes = random.nextInt(1000);
      events.add(new EngineEvent.Allocated(b, bytes, "cpu:0", Synthetic.place(random.nextInt(5), "f"), b));
      live.put(b, bytes);
      order.add(b);
      if (order.size() > 20) {
        long gone = order.remove(random.nextInt(order.size()));
        live.remove(gone);
        events.add(new EngineEvent.Freed(gone, b));
      }
      events.add(new EngineEvent.Freed(-5, b));
      store.add(new EventBatch(events, List.of(), 0));
      if (b == 20_000) {
        store.beginRun();
      }
      if (b % 1000 == 0) {
        assertEquals(live.values().stream().mapToLong(x -> x).sum(), liveBytes(store.recording()));
      }
    }
    assertTrue(store.recording().memory().size() <= Columns.CHUNK);
    assertTrue(store.recording().dropped() > 0);
  }

  private static long liveBytes(Recording recording) {
    MemoryChanges memory = recording.memory();
    long bytes = memory.before().stream().mapToLong(MemoryChanges.Held::bytes).sum();
    for (int i = 0; i < memory.size(); i++) {
      bytes += memory.bytes(i);
    }
    return bytes;
  }

  @Test
  void aRunForgetsWhatHappenedAndAnEngineForgetsAll() {
    EventStore store = new EventStore();
    Synthetic program = new Synthetic(3);
    store.add(program.compile(2));
    store.add(program.run(5, "cpu:0"));
    Recording before = store.recording();
    assertSame(before, store.recording());
    store.beginRun();
    assertTrue(store.recording().isEmpty());
    assertEquals("step", store.recording().catalogue().function(0), "programs live as long as their engine");
    assertTrue(before.kernelRuns() > 0, "a reader keeps what it has");
    store.add(program.run(5, "cpu:0"));
    assertEquals("dot_general", store.recording().catalogue().kernel(0).name());
    store.beginEngine();
    assertTrue(store.recording().isEmpty());
    assertTrue(store.recording().catalogue().kernels().isEmpty());
    assertNotSame(before, store.recording());
  }

  @Test
  void tellsOfManyBatchesAtOnce() throws InterruptedException {
    EventStore store = new EventStore();
    AtomicInteger told = new AtomicInteger();
    CountDownLatch complete = new CountDownLatch(1);
    store.listen(() -> {
      told.incrementAndGet();
      if (store.recording().events().size() == 500) {
        complete.countDown();
      }
    });
    for (int i = 0; i < 500; i++) {
      store.add(new EventBatch(List.of(new EngineEvent.Lowered(i, "f", i, 1)), List.of(), 0));
    }
    assertTrue(complete.await(60, TimeUnit.SECONDS), "the last batch is told of");
    assertTrue(told.get() < 500, "told " + told + " times");
  }

  @Test
  void readersSeeWholeRowsWhileBatchesCome() throws InterruptedException {
    EventStore store = new EventStore(new Capacity(4 * Columns.CHUNK, Columns.CHUNK));
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 400; i++) {
                List<Run> runs = new ArrayList<>();
                for (int k = 0; k < 500; k++) {
                  int number = i * 500 + k;
                  runs.add(new Run(number, number * 3L, number * 7L));
                }
                store.add(new EventBatch(List.of(), List.of(columns("cpu:0", runs)), 0));
              }
            });
    while (writer.isAlive()) {
      for (Runs runs : store.recording().runs()) {
        for (int i = 0; i < runs.size(); i++) {
          assertEquals(runs.kernel(i) * 3L, runs.start(i));
          assertEquals(runs.kernel(i) * 7L, runs.nanos(i));
        }
      }
    }
    writer.join();
    Recording last = store.recording();
    assertEquals(200_000, last.kernelRuns() + last.dropped());
  }
}
