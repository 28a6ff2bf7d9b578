package gradwright.protocol.rpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Keeps the stream's thread free of those who wait for an answer.
final class Answers {
  /// A new thread for each task.
  static final Executor THREADS = task -> Thread.ofVirtual().name("engine-answer").start(task);

  private Answers() {}

  /// The same answer on a thread of its own, since who waits for it may ask again; cancelling it cancels the question.
  static <R> CompletableFuture<R> apart(CompletableFuture<R> raw) {
    CompletableFuture<R> answer = raw.thenApplyAsync(Function.identity(), THREADS);
    answer.whenComplete((value, thrown) -> {
      if (answer.isCancelled()) {
        raw.cancel(true);
      }
    });
    return answer;
  }
}
