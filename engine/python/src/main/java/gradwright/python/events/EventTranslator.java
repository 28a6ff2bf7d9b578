package gradwright.python.events;

import gradwright.core.device.LiveBuffer;
import gradwright.core.events.Event;
import gradwright.core.events.EventBus;
import gradwright.core.events.KernelRuns;
import gradwright.core.events.LineTypes;
import gradwright.core.events.Recorder;
import gradwright.core.trace.Engine;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import java.util.ArrayList;
import java.util.List;

/// Listens to an engine, from its making until it is closed, and hands out what happened in batches. Fetch one every 50 ms or
/// so: what does not fit the bounded buffers meanwhile is counted as lost, kernel runs and repeated calls first.
///
/// All times are nanoseconds since the session's start: that of its first translator, whose [#origin] later ones are given.
public final class EventTranslator implements AutoCloseable {
  private static final int MOST_EVENTS = 20_000;
  private static final int MOST_RUNS = 1 << 17;

  private final Engine engine;
  private final long origin;
  private final EventQueue queue = new EventQueue(MOST_EVENTS);
  private final SeenPrograms programs = new SeenPrograms();
  private final Translation translation;
  private final EventBus.Subscription subscription;
  private final Recorder recorder;

  /// Begins to listen; the session starts now.
  ///
  /// @throws IllegalStateException when another translator listens to this engine
  public EventTranslator(Engine engine) {
    this(engine, System.nanoTime());
  }

  /// Begins to listen in a session that started at `origin`, of `System.nanoTime`.
  ///
  /// @throws IllegalStateException when another translator listens to this engine
  public EventTranslator(Engine engine, long origin) {
    this.engine = engine;
    this.origin = origin;
    this.translation = new Translation(origin);
    this.recorder = engine.events().record(engine.numbers(), MOST_RUNS);
    this.subscription = engine.events().subscribe(this::accept);
    for (LiveBuffer b : engine.defaultDevice().memory().live()) {
      queue.add(new Event.Allocated(b.number(), b.bytes(), b.device(), b.creator(), b.since()));
    }
  }

  private void accept(Event event) {
    programs.note(event);
    queue.add(event);
  }

  /// What happened since the last call. Safe on any thread, one at a time.
  public synchronized EventBatch drain() {
    var _ = engine.defaultDevice().memory().liveBytes(); // notices what the garbage collector gave back
    EventQueue.Fetched fetched = queue.fetch();
    List<EngineEvent> events = translation.events(fetched.events());
    long lost = fetched.lost();
    List<EventBatch.KernelRuns> runs = new ArrayList<>();
    for (KernelRuns.Taken t : recorder.take()) {
      lost += t.lost();
      long[] starts = new long[t.size()];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = t.starts()[i] - origin;
      }
      runs.add(new EventBatch.KernelRuns(t.device(), t.kernels(), starts, t.nanos()));
    }
    return new EventBatch(events, runs, lost);
  }

  /// When the session started, of `System.nanoTime`.
  public long origin() {
    return origin;
  }

  /// Stops listening.
  @Override
  public void close() {
    subscription.close();
    recorder.close();
  }

  Engine engine() {
    return engine;
  }

  /// Types of traced values by line, in order of tracing.
  List<LineTypes.Noted> lines() {
    return recorder.lines().all();
  }

  SeenPrograms programs() {
    return programs;
  }
}
