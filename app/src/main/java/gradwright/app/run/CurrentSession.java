package gradwright.app.run;

import gradwright.protocol.Arrays;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.EngineSession;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener.State;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The engine that there is now, so that panels need not know when another takes its place.
final class CurrentSession implements EngineSession {
  private volatile @Nullable EngineSession session;

  void set(@Nullable EngineSession next) {
    session = next;
  }

  @Nullable EngineSession get() {
    return session;
  }

  private <T> CompletableFuture<T> ask(Function<EngineSession, CompletableFuture<T>> question) {
    EngineSession current = session;
    return current == null
        ? CompletableFuture.failedFuture(new SessionException("The engine is not running."))
        : question.apply(current);
  }

  @Override
  public CompletableFuture<EngineInfo> info() {
    return ask(EngineSession::info);
  }

  @Override
  public CompletableFuture<RunOutcome> run(RunRequest request) {
    return ask(s -> s.run(request));
  }

  @Override
  public CompletableFuture<RunOutcome> evaluate(String text) {
    return ask(s -> s.evaluate(text));
  }

  @Override
  public void input(String text) {
    EngineSession current = session;
    if (current != null) {
      current.input(text);
    }
  }

  @Override
  public void endInput() {
    EngineSession current = session;
    if (current != null) {
      current.endInput();
    }
  }

  @Override
  public void cancel() {
    EngineSession current = session;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public CompletableFuture<EngineInfo> restart() {
    return ask(EngineSession::restart);
  }

  @Override
  public CompletableFuture<Program> program(int id) {
    return ask(s -> s.program(id));
  }

  @Override
  public CompletableFuture<List<Arrays.Named>> arrays() {
    return ask(EngineSession::arrays);
  }

  @Override
  public CompletableFuture<Arrays.Statistics> statistics(String path, int bins) {
    return ask(s -> s.statistics(path, bins));
  }

  @Override
  public CompletableFuture<Arrays.Comparison> compare(String path, String other) {
    return ask(s -> s.compare(path, other));
  }

  @Override
  public CompletableFuture<Arrays.Slice> slice(String path, Arrays.Window window) {
    return ask(s -> s.slice(path, window));
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> catalogue() {
    return ask(EngineSession::catalogue);
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> names(String prefix) {
    return ask(s -> s.names(prefix));
  }

  @Override
  public CompletableFuture<List<Insight.Problem>> check(String file, String text) {
    return ask(s -> s.check(file, text));
  }

  @Override
  public CompletableFuture<List<Insight.ValueType>> valueTypes() {
    return ask(EngineSession::valueTypes);
  }

  @Override
  public State state() {
    EngineSession current = session;
    return current == null ? State.CLOSED : current.state();
  }

  @Override
  public void close() {
    EngineSession current = session;
    session = null;
    if (current != null) {
      current.close();
    }
  }
}
