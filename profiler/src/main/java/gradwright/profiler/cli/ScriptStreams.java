package gradwright.profiler.cli;

import gradwright.profiler.store.EventStore;
import gradwright.protocol.EngineSession;
import gradwright.protocol.EventBatch;
import gradwright.protocol.SessionListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.CompletableFuture;

/// Passes a script's streams through and keeps what the engine did.
final class ScriptStreams implements SessionListener {
  private final EventStore store;
  private final PrintStream out;
  private final PrintStream err;
  private final BufferedReader in;
  private final CompletableFuture<EngineSession> session = new CompletableFuture<>();

  ScriptStreams(EventStore store) {
    this.store = store;
    out = System.out;
    err = System.err;
    in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  }

  /// Tells which session wants the input.
  void attach(EngineSession started) {
    session.complete(started);
  }

  @Override
  public void output(Stream stream, String text) {
    PrintStream to = stream == Stream.OUT ? out : err;
    to.print(text);
    to.flush();
  }

  @Override
  public void events(EventBatch batch) {
    store.add(batch);
  }

  @Override
  public void inputWanted() {
    session.thenAccept(s -> Thread.ofVirtual().name("input").start(() -> pass(s)));
  }

  private void pass(EngineSession to) {
    try {
      String line = in.readLine();
      if (line == null) {
        to.endInput();
      } else {
        to.input(line + "\n");
      }
    } catch (IOException e) {
      to.endInput();
    }
  }

  @Override
  public void state(State state) {}
}
