package gradwright.protocol.rpc;

import gradwright.protocol.EngineInfo;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunOutcome.Failure;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener;
import gradwright.protocol.SessionListener.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A session with an engine at the other end of a stream. Where the engine is lost, a new one takes its place on [#restart] or with the
/// next run.
public final class RemoteSession extends Questions {
  /// How long a cancelled program may take to end, so that the whole is done within a second.
  private static final int PATIENCE_MILLIS = 900;

  private static final int INTERRUPTED = 130;
  private static final int KILLED = 137;

  private final EngineLink.Opener opener;
  private final SessionListener listener;
  private final Deliveries deliveries = new Deliveries();
  private final LastAct lastAct = new LastAct();
  private Receiver receiver;
  private Connection connection;
  private State state = State.STARTING;
  private @Nullable Work work;

  /// A run or an evaluation that has not ended.
  private record Work(CompletableFuture<RunOutcome> outcome, long start) {}

  private RemoteSession(EngineLink.Opener opener, SessionListener listener) {
    this.opener = opener;
    this.listener = listener;
    deliveries.later(() -> listener.state(State.STARTING));
    this.receiver = new Receiver(listener, deliveries, lastAct);
    this.connection = new Connection(opener, Map.of(), receiver);
  }

  /// Starts an engine and gives the session with it at once.
  public static RemoteSession start(EngineLink.Opener opener, SessionListener listener) {
    RemoteSession session = new RemoteSession(opener, listener);
    session.watch(session.connection);
    return session;
  }

  private void watch(Connection c) {
    c.info().thenAccept(info -> started(c));
    c.ended().thenAccept(how -> lost(c, how));
  }

  private synchronized void started(Connection c) {
    if (c == connection && state == State.STARTING) {
      enter(work == null ? State.READY : State.RUNNING);
    }
  }

  private synchronized void lost(Connection c, String how) {
    if (c != connection || state == State.CLOSED) {
      return;
    }
    Work unfinished = work;
    if (unfinished != null) {
      String message = "The engine's process " + how + "." + lastAct.sentence();
      finish(unfinished, Ending.ENGINE_LOST, KILLED, new Failure("EngineLost", message, lastAct.frames()));
    }
    enter(State.LOST);
  }

  private void enter(State next) {
    if (state != next && state != State.CLOSED) {
      state = next;
      deliveries.later(() -> listener.state(next));
    }
  }

  @Override
  public synchronized CompletableFuture<RunOutcome> run(RunRequest request) {
    if (!request.environment().equals(connection.environment()) && work == null && state != State.CLOSED) {
      // Variables are read when a process starts, many before the script's first line.
      replace(request.environment());
    }
    return begin(service -> service.run(request));
  }

  @Override
  public CompletableFuture<RunOutcome> evaluate(String text) {
    return begin(service -> service.evaluate(new EngineService.Text(text)));
  }

  private synchronized CompletableFuture<RunOutcome> begin(
      Function<EngineService, CompletableFuture<RunOutcome>> request) {
    CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
    String refusal = state == State.CLOSED ? "The session is closed." : work != null ? "A program is running." : null;
    if (refusal != null) {
      outcome.complete(new RunOutcome(Ending.FAILED, 1, 0, new Failure("SessionException", refusal, List.of())));
      return outcome;
    }
    if (state == State.LOST) {
      replace(connection.environment());
    }
    Work begun = new Work(outcome, System.nanoTime());
    work = begun;
    lastAct.clear();
    if (state == State.READY) {
      enter(State.RUNNING);
    }
    connection.ask(request).whenComplete((ended, thrown) -> ended(begun, ended, thrown));
    return outcome;
  }

  private synchronized void ended(Work begun, @Nullable RunOutcome ended, @Nullable Throwable thrown) {
    if (work != begun || connection.ended().isDone()) {
      return;
    }
    if (ended != null && ended.spent()) {
      finish(begun, ended);
      replace(connection.environment());
      return;
    }
    if (ended != null) {
      finish(begun, ended);
    } else {
      String message = thrown == null ? "no answer" : Wire.message(thrown);
      finish(begun, Ending.FAILED, 1, new Failure("SessionException", message, List.of()));
    }
    enter(State.READY);
  }

  private void finish(Work finished, Ending ending, int status, Failure failure) {
    finish(finished, new RunOutcome(ending, status, System.nanoTime() - finished.start, failure));
  }

  private void finish(Work finished, RunOutcome outcome) {
    work = null;
    deliveries.hurry(false);
    // Behind all of its output; what depends on it may ask and wait, so it gets a thread of its own.
    deliveries.later(() -> finished.outcome.completeAsync(() -> outcome, Answers.THREADS));
  }

  @Override
  public void input(String text) {
    tell(service -> service.input(new EngineService.Text(text)));
  }

  @Override
  public void endInput() {
    tell(EngineService::endInput);
  }

  @Override
  public synchronized void cancel() {
    Work running = work;
    if (running == null) {
      return;
    }
    deliveries.hurry(true);
    tell(EngineService::cancel);
    CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, Answers.THREADS)
        .execute(() -> giveUp(running));
  }

  private synchronized void giveUp(Work cancelled) {
    if (work == cancelled) {
      abandon("The program did not answer the interrupt, so the engine was replaced." + lastAct.sentence());
      replace(connection.environment());
    }
  }

  private void abandon(String message) {
    Work running = work;
    if (running != null) {
      finish(running, Ending.CANCELLED, INTERRUPTED, new Failure("KeyboardInterrupt", message, lastAct.frames()));
    }
  }

  @Override
  public synchronized CompletableFuture<EngineInfo> restart() {
    if (state == State.CLOSED) {
      return CompletableFuture.failedFuture(new SessionException("The session is closed."));
    }
    abandon("The engine was restarted.");
    return replace(connection.environment());
  }

  private CompletableFuture<EngineInfo> replace(Map<String, String> environment) {
    receiver.retire();
    connection.kill();
    receiver = new Receiver(listener, deliveries, lastAct);
    connection = new Connection(opener, environment, receiver);
    enter(State.STARTING);
    watch(connection);
    return Answers.apart(connection.info());
  }

  @Override
  synchronized <R> CompletableFuture<R> ask(Function<EngineService, CompletableFuture<R>> question) {
    return Answers.apart(connection.ask(question));
  }

  private synchronized void tell(java.util.function.Consumer<EngineService> message) {
    connection.tell(message);
  }

  @Override
  public synchronized State state() {
    return state;
  }

  @Override
  public synchronized void close() {
    if (state == State.CLOSED) {
      return;
    }
    abandon("The engine was closed.");
    enter(State.CLOSED);
    connection.kill();
    deliveries.close();
  }
}
