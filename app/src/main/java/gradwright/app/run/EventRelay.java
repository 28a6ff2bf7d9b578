package gradwright.app.run;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Brings the events of tracing and compiling to the window's thread, a few milliseconds' worth at a time. Events of single calls and
/// buffers, of which there may be millions, stay with the profiler's store.
public final class EventRelay implements RunObserver {
  private static final long BUDGET_NANOS = 8_000_000;
  private static final int PIECE = 256;

  private final Queue<EventBatch> waiting = new ArrayDeque<>();
  private final Coalesced drain;
  private final Consumer<EventBatch> take;
  private final Runnable begin;
  private final Runnable end;
  private boolean ended;

  /// @param window runs tasks on the window's thread, later
  /// @param begin forgets the last run, on the window's thread
  /// @param take is given the events, on the window's thread
  /// @param end hears, on the window's thread, that a run has ended and all its events were given
  public EventRelay(Executor window, Runnable begin, Consumer<EventBatch> take, Runnable end) {
    this.begin = begin;
    this.take = take;
    this.end = end;
    this.drain = new Coalesced(window, this::drain);
  }

  @Override
  public void runStarted(RunRequest request) {
    synchronized (waiting) {
      waiting.clear();
      ended = false;
    }
    begin.run();
  }

  @Override
  public void runEnded(RunOutcome outcome) {
    synchronized (waiting) {
      ended = true;
    }
    drain.request();
  }

  @Override
  public void events(EventBatch batch) {
    List<EngineEvent> kept = batch.events().stream().filter(EventRelay::isRare).toList();
    if (kept.isEmpty()) {
      return;
    }
    synchronized (waiting) {
      for (int i = 0; i < kept.size(); i += PIECE) {
        waiting.add(new EventBatch(kept.subList(i, Math.min(kept.size(), i + PIECE)), List.of(), batch.lost()));
      }
    }
    drain.request();
  }

  private static boolean isRare(EngineEvent event) {
    return switch (event) {
      case EngineEvent.Traced _,
          EngineEvent.CacheHit _,
          EngineEvent.CacheMiss _,
          EngineEvent.Lowered _,
          EngineEvent.Compiled _,
          EngineEvent.Diagnosed _ ->
          true;
      case EngineEvent.Executed _, EngineEvent.Transferred _, EngineEvent.Allocated _, EngineEvent.Freed _ -> false;
    };
  }

  private void drain() {
    long deadline = System.nanoTime() + BUDGET_NANOS;
    while (true) {
      EventBatch next;
      boolean last;
      synchronized (waiting) {
        next = waiting.poll();
        last = next == null && ended;
        ended &= !last;
      }
      if (next == null) {
        if (last) {
          end.run();
        }
        return;
      }
      take.accept(next);
      if (System.nanoTime() > deadline) {
        drain.request();
        return;
      }
    }
  }
}
