package gradwright.python.serve;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.SessionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Keeps what a session tells.
final class Recorder implements SessionListener {
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  private final List<EngineEvent> events = new ArrayList<>();
  private final List<EventBatch.KernelRuns> runs = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private int inputs;
  private long firstOutput;
  private long characters;

  @Override
  public synchronized void output(Stream stream, String text) {
    if (characters == 0) {
      firstOutput = System.nanoTime();
    }
    characters += text.length();
    (stream == Stream.OUT ? out : err).append(text);
    notifyAll();
  }

  @Override
  public synchronized void events(EventBatch batch) {
    events.addAll(batch.events());
    runs.addAll(batch.runs());
    notifyAll();
  }

  @Override
  public synchronized void inputWanted() {
    inputs++;
    notifyAll();
  }

  @Override
  public synchronized void state(State state) {
    states.add(state);
    notifyAll();
  }

  synchronized void clear() {
    out.setLength(0);
    err.setLength(0);
    events.clear();
    runs.clear();
    states.clear();
    inputs = 0;
    characters = 0;
  }

  synchronized String out() {
    return out.toString();
  }

  synchronized String err() {
    return err.toString();
  }

  synchronized List<EngineEvent> events() {
    return List.copyOf(events);
  }

  synchronized List<EventBatch.KernelRuns> runs() {
    return List.copyOf(runs);
  }

  synchronized List<State> states() {
    return List.copyOf(states);
  }

  synchronized int inputs() {
    return inputs;
  }

  synchronized long firstOutput() {
    return firstOutput;
  }

  /// Waits until something has been told.
  synchronized void await(BooleanSupplier told) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!told.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new TimeoutException("out: " + out + " err: " + err + " states: " + states);
      }
      wait(left);
    }
  }
}
