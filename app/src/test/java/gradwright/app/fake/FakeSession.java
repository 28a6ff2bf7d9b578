package gradwright.app.fake;

import gradwright.protocol.Arrays;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.EngineSession;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Serves programs and arrays that a test gives it, at once or when the test says so; everything else is refused.
public final class FakeSession implements EngineSession {
  private final Map<Integer, Program> programs = new LinkedHashMap<>();
  private final Map<String, FakeArray> arrays = new LinkedHashMap<>();
  private final List<String> questions = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private long largestSlice;

  public FakeSession with(Program program) {
    programs.put(program.id(), program);
    return this;
  }

  public FakeSession with(FakeArray array) {
    arrays.put(array.named().path(), array);
    return this;
  }

  /// Keeps answers back until [#release].
  public void hold() {
    holding = true;
  }

  public synchronized void release() {
    holding = false;
    List<Runnable> all = List.copyOf(held);
    held.clear();
    all.forEach(Runnable::run);
  }

  /// What was asked, in order.
  public synchronized List<String> questions() {
    return List.copyOf(questions);
  }

  /// The most elements that any slice had.
  public synchronized long largestSlice() {
    return largestSlice;
  }

  private synchronized <T> CompletableFuture<T> answer(String question, CompletableFuture<T> answer) {
    questions.add(question);
    if (!holding) {
      return answer;
    }
    CompletableFuture<T> later = new CompletableFuture<>();
    held.add(() ->
        answer.whenComplete((value, error) -> {
          if (error != null) {
            later.completeExceptionally(error);
          } else {
            later.complete(value);
          }
        }));
    return later;
  }

  private static <T> CompletableFuture<T> refused(String why) {
    return CompletableFuture.failedFuture(new SessionException(why));
  }

  @Override
  public CompletableFuture<Program> program(int id) {
    Program p = programs.get(id);
    return answer(
        "program " + id,
        p == null ? refused("The engine no longer has program " + id + ".") : CompletableFuture.completedFuture(p));
  }

  @Override
  public CompletableFuture<List<Arrays.Named>> arrays() {
    return answer("arrays", CompletableFuture.completedFuture(arrays.values().stream().map(FakeArray::named).toList()));
  }

  @Override
  public CompletableFuture<Arrays.Statistics> statistics(String path, int bins) {
    FakeArray a = arrays.get(path);
    return answer(
        "statistics " + path,
        a == null ? refused(path + " is gone.") : CompletableFuture.completedFuture(a.statistics(bins)));
  }

  @Override
  public CompletableFuture<Arrays.Slice> slice(String path, Arrays.Window window) {
    FakeArray a = arrays.get(path);
    if (a == null) {
      return answer("slice " + path, refused(path + " is gone."));
    }
    Arrays.Slice slice = a.slice(window);
    synchronized (this) {
      largestSlice = Math.max(largestSlice, slice.values().length);
    }
    return answer("slice " + path, CompletableFuture.completedFuture(slice));
  }

  @Override
  public CompletableFuture<EngineInfo> info() {
    return CompletableFuture.completedFuture(
        new EngineInfo("0.1", "3.12", "25", "test", List.of("cpu:0"), 1, 10e9, 100e9));
  }

  @Override
  public CompletableFuture<RunOutcome> run(RunRequest request) {
    return refused("nothing runs here");
  }

  @Override
  public CompletableFuture<RunOutcome> evaluate(String text) {
    return refused("nothing runs here");
  }

  @Override
  public void input(String text) {}

  @Override
  public void endInput() {}

  @Override
  public void cancel() {}

  @Override
  public CompletableFuture<EngineInfo> restart() {
    return info();
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
  public SessionListener.State state() {
    return SessionListener.State.READY;
  }

  @Override
  public void close() {}
}
