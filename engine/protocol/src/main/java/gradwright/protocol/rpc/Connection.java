package gradwright.protocol.rpc;

import gradwright.protocol.EngineInfo;
import gradwright.protocol.SessionException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One engine, from its start to its end. Requests are sent on a thread of their own, so that nobody waits for an engine that does not
/// read; those that are unanswered when the engine ends fail.
final class Connection {
  private static final int LAST_WORDS_SECONDS = 2;

  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("engine-sender").factory());
  private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<EngineInfo> info;
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final Map<String, String> environment;
  private @Nullable EngineLink link;
  private @Nullable EngineService engine;
  private boolean killed;

  /// Starts an engine.
  Connection(EngineLink.Opener opener, Map<String, String> environment, EngineClient client) {
    this.environment = Map.copyOf(environment);
    ended.thenAccept(how -> unanswered.forEach(answer -> answer.completeExceptionally(gone(how))));
    sender.execute(() -> open(opener, client));
    this.info = ask(EngineService::info);
  }

  private void open(EngineLink.Opener opener, EngineClient client) {
    try {
      EngineLink opened = opener.open(environment);
      synchronized (this) {
        link = opened;
        if (killed) {
          opened.kill();
        }
      }
      Wire<EngineService> wire = Wire.of(opened.input(), opened.output(), client, EngineService.class);
      engine = wire.remote();
      wire.listen();
      // All that it sent before its end is delivered before the end is told.
      opened
          .ended()
          .thenAcceptAsync(how -> {
            wire.ended().copy().orTimeout(LAST_WORDS_SECONDS, TimeUnit.SECONDS).handle((v, t) -> ended.complete(how));
          });
      // An engine that has ended by itself gets the time to say how.
      wire.ended()
          .whenCompleteAsync(
              (v, broken) -> opened.kill(), CompletableFuture.delayedExecutor(LAST_WORDS_SECONDS, TimeUnit.SECONDS));
    } catch (IOException e) {
      ended.complete("could not be started: " + e.getMessage());
    }
  }

  /// Completes when the engine has started.
  CompletableFuture<EngineInfo> info() {
    return info;
  }

  /// Completes when the engine is gone, with how it ended.
  CompletableFuture<String> ended() {
    return ended;
  }

  /// The variables that this engine was given.
  Map<String, String> environment() {
    return environment;
  }

  /// Sends a request. Cancelling the result tells the engine that nobody waits for the answer.
  <R> CompletableFuture<R> ask(Function<EngineService, CompletableFuture<R>> question) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    send(
        answer,
        service -> {
          CompletableFuture<R> remote = question.apply(service);
          remote.whenComplete((value, thrown) -> {
            if (thrown == null) {
              answer.complete(value);
            } else {
              answer.completeExceptionally(new SessionException(Wire.message(thrown)));
            }
          });
          answer.whenComplete((value, thrown) -> {
            if (answer.isCancelled()) {
              remote.cancel(true);
            }
          });
        });
    unanswered.add(answer);
    answer.whenComplete((value, thrown) -> unanswered.remove(answer));
    if (ended.isDone()) {
      answer.completeExceptionally(gone(ended.join()));
    }
    return answer;
  }

  private static SessionException gone(String how) {
    return new SessionException("The engine " + how + ".");
  }

  /// Sends a notification.
  void tell(Consumer<EngineService> message) {
    send(new CompletableFuture<>(), message);
  }

  private void send(CompletableFuture<?> answer, Consumer<EngineService> message) {
    sender.execute(() -> {
      EngineService service = engine;
      if (service == null) {
        answer.completeExceptionally(new SessionException("The engine is not running."));
        return;
      }
      try {
        message.accept(service);
      } catch (RuntimeException unsent) {
        answer.completeExceptionally(new SessionException(Wire.message(unsent)));
      }
    });
  }

  /// Ends the engine now.
  synchronized void kill() {
    killed = true;
    if (link != null) {
      link.kill();
    }
  }
}
