package gradwright.app.run;

import gradwright.protocol.Arrays;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.EngineSession;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener;
import gradwright.protocol.SessionListener.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An engine whose scripts do what a test says.
public final class FakeSession implements EngineSession {
  public static final EngineInfo INFO = new EngineInfo("0", "3.12", "25", "test processor", List.of("cpu:0"), 1, 0, 0);

  public final SessionListener listener;
  public final CompletableFuture<EngineInfo> info = new CompletableFuture<>();
  public final List<RunRequest> requests = new ArrayList<>();
  public final List<String> evaluated = new ArrayList<>();
  public final List<String> inputs = new ArrayList<>();
  public @Nullable CompletableFuture<RunOutcome> running;
  public int cancels;
  public boolean closed;

  public FakeSession(SessionListener listener) {
    this.listener = listener;
  }

  /// Ends what runs.
  public void end(Ending ending, int status, RunOutcome.@Nullable Failure failure) {
    CompletableFuture<RunOutcome> now = running;
    running = null;
    if (now == null) {
      throw new IllegalStateException("nothing is running");
    }
    now.complete(new RunOutcome(ending, status, 12_000_000, failure));
  }

  /// The engine refuses what runs.
  public void refuse(String why) {
    CompletableFuture<RunOutcome> now = running;
    running = null;
    if (now != null) {
      now.completeExceptionally(new SessionException(why));
    }
  }

  @Override
  public CompletableFuture<EngineInfo> info() {
    return info;
  }

  @Override
  public synchronized CompletableFuture<RunOutcome> run(RunRequest request) {
    requests.add(request);
    running = new CompletableFuture<>();
    return running;
  }

  @Override
  public CompletableFuture<RunOutcome> evaluate(String text) {
    evaluated.add(text);
    running = new CompletableFuture<>();
    return running;
  }

  @Override
  public void input(String text) {
    inputs.add(text);
  }

  @Override
  public void endInput() {
    inputs.add("<end>");
  }

  @Override
  public void cancel() {
    cancels++;
    if (running != null) {
      end(Ending.CANCELLED, 130, null);
    }
  }

  @Override
  public CompletableFuture<EngineInfo> restart() {
    return info;
  }

  private static <T> CompletableFuture<T> refuse() {
    return CompletableFuture.failedFuture(new SessionException("not in this test"));
  }

  @Override
  public CompletableFuture<Program> program(int id) {
    return refuse();
  }

  @Override
  public CompletableFuture<List<Arrays.Named>> arrays() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<Arrays.Statistics> statistics(String path, int bins) {
    return refuse();
  }

  @Override
  public CompletableFuture<Arrays.Slice> slice(String path, Arrays.Window window) {
    return refuse();
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> catalogue() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> names(String prefix) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<List<Insight.Problem>> check(String file, String text) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<List<Insight.ValueType>> valueTypes() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public State state() {
    return closed ? State.CLOSED : running != null ? State.RUNNING : State.READY;
  }

  @Override
  public void close() {
    closed = true;
  }
}
