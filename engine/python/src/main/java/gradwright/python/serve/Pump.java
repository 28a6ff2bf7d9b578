package gradwright.python.serve;

import gradwright.protocol.EventBatch;
import gradwright.protocol.rpc.EngineClient;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/// Sends output and events to the client, in batches, from one thread; the only one that does, so their order is that of their making.
final class Pump implements AutoCloseable {
  /// How long output and events gather before they are sent.
  private static final int GATHER_MILLIS = 10;

  private static final int EVENTS_MILLIS = 50;

  private final CompletableFuture<EngineClient> client;
  private final OutputBuffer output;
  private final BlockingQueue<CompletableFuture<Void>> barriers = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile Supplier<EventBatch> events = Pump::none;
  private volatile boolean stopped;

  Pump(CompletableFuture<EngineClient> client, OutputBuffer output) {
    this.client = client;
    this.output = output;
    this.thread = Thread.ofPlatform().daemon().name("pump").start(this::work);
  }

  static EventBatch none() {
    return new EventBatch(java.util.List.of(), java.util.List.of(), 0);
  }

  /// Where events come from now.
  void setEvents(Supplier<EventBatch> source) {
    events = source;
  }

  /// Waits until everything that was written or published before is sent.
  void flush() {
    CompletableFuture<Void> barrier = new CompletableFuture<>();
    barriers.add(barrier);
    output.wake();
    barrier.join();
  }

  private void work() {
    long lastEvents = System.nanoTime();
    while (!stopped) {
      try {
        output.await(EVENTS_MILLIS);
        CompletableFuture<Void> barrier = barriers.poll();
        if (barrier == null) {
          Thread.sleep(GATHER_MILLIS);
        }
        sendOutput();
        if (barrier != null || System.nanoTime() - lastEvents > EVENTS_MILLIS * 1_000_000L) {
          sendEvents();
          lastEvents = System.nanoTime();
        }
        if (barrier != null) {
          barrier.complete(null);
        }
      } catch (InterruptedException e) {
        stopped = true;
      } catch (RuntimeException | OutOfMemoryError unsent) {
        // A client that is gone ends the process; a full heap is the script's, and what could not be sent now is sent
        // later.
        lastEvents = System.nanoTime();
      }
    }
    barriers.forEach(left -> left.complete(null));
  }

  private void sendOutput() {
    for (EngineClient.Output next = output.take(); next != null; next = output.take()) {
      client.join().output(next);
    }
  }

  private void sendEvents() {
    EventBatch batch = events.get();
    if (!batch.events().isEmpty() || !batch.runs().isEmpty() || batch.lost() > 0) {
      client.join().events(batch);
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
