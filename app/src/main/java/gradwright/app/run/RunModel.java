package gradwright.app.run;

import gradwright.protocol.EngineInfo;
import gradwright.protocol.EngineSession;
import gradwright.protocol.EventBatch;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The engine as the window sees it: what it is doing, and how the last run ended. Used on the window's thread.
public final class RunModel {
  private final EngineStarter starter;
  private final Executor window;
  private final CurrentSession session = new CurrentSession();
  private final LastEvent last = new LastEvent();
  private final List<RunObserver> observers = new CopyOnWriteArrayList<>();
  private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(RunState.STARTING);
  private final ReadOnlyObjectWrapper<@Nullable EngineInfo> info = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable RunOutcome> outcome = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper inputWanted = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper running = new ReadOnlyStringWrapper("");
  private long starts;
  private boolean prompt;

  /// @param window runs tasks on the window's thread, in order
  public RunModel(EngineStarter starter, Executor window) {
    this.starter = starter;
    this.window = window;
  }

  public void observe(RunObserver observer) {
    observers.add(observer);
  }

  /// The engine, whichever it is now.
  public EngineSession session() {
    return session;
  }

  public ReadOnlyObjectProperty<RunState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<@Nullable EngineInfo> infoProperty() {
    return info.getReadOnlyProperty();
  }

  /// How the last run ended, or null.
  public ReadOnlyObjectProperty<@Nullable RunOutcome> outcomeProperty() {
    return outcome.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty inputWantedProperty() {
    return inputWanted.getReadOnlyProperty();
  }

  /// Why there is no engine, in words; empty while there is one.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// What is running: a file, or empty for a line of the prompt and while nothing runs.
  public ReadOnlyStringProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// Starts an engine; one that there was is ended.
  public void start() {
    long number = ++starts;
    state.set(RunState.STARTING);
    problem.set("");
    info.set(null);
    EngineSession old = session.get();
    session.set(null);
    Thread.ofVirtual()
        .name("engine start")
        .start(() -> {
          if (old != null) {
            old.close();
          }
          try {
            EngineSession started = starter.start(new Listener(number));
            window.execute(() -> adopt(number, started));
          } catch (Exception e) {
            window.execute(() -> failedToStart(number, e));
          }
        });
  }

  private void adopt(long number, EngineSession started) {
    if (number != starts) {
      Thread.ofVirtual().start(started::close);
      return;
    }
    session.set(started);
    awaitInfo(number, started.info());
  }

  private void awaitInfo(long number, CompletableFuture<EngineInfo> future) {
    future.whenComplete((got, failure) ->
        window.execute(() -> {
          if (number != starts) {
            return;
          }
          if (failure != null) {
            failedToStart(number, failure);
            return;
          }
          info.set(got);
          if (state.get() == RunState.STARTING) {
            state.set(RunState.READY);
          }
          observers.forEach(RunObserver::engineStarted);
        }));
  }

  private void failedToStart(long number, Throwable failure) {
    if (number == starts) {
      Throwable cause = failure instanceof CompletionException c && c.getCause() != null ? c.getCause() : failure;
      String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      problem.set("The engine could not be started: " + message);
      state.set(RunState.UNAVAILABLE);
    }
  }

  /// Whether what runs or ran last is a line of the prompt.
  public boolean lastWasPrompt() {
    return prompt;
  }

  public boolean isReady() {
    return state.get() == RunState.READY;
  }

  /// Runs a program when the engine is ready.
  public void run(RunRequest request) {
    if (!isReady()) {
      return;
    }
    begin(request.file());
    observers.forEach(o -> o.runStarted(request));
    await(session.run(request));
  }

  /// Runs a line of the prompt when the engine is ready.
  public void evaluate(String text) {
    if (isReady()) {
      begin("");
      prompt = true;
      await(session.evaluate(text));
    }
  }

  private void begin(String file) {
    last.forget();
    outcome.set(null);
    inputWanted.set(false);
    running.set(file);
    prompt = false;
    state.set(RunState.RUNNING);
  }

  private void await(CompletableFuture<RunOutcome> future) {
    long number = starts;
    future.whenComplete((ended, failure) -> window.execute(() -> ended(number, ended, failure)));
  }

  private void ended(long number, @Nullable RunOutcome ended, @Nullable Throwable failure) {
    RunOutcome result = ended;
    if (result == null) {
      String message = failure instanceof SessionException s ? String.valueOf(s.getMessage()) : String.valueOf(failure);
      result =
          new RunOutcome(RunOutcome.Ending.ENGINE_LOST, 1, 0, new RunOutcome.Failure("EngineLost", message, List.of()));
    }
    inputWanted.set(false);
    running.set("");
    outcome.set(result);
    if (number == starts) {
      if (result.ending() == RunOutcome.Ending.ENGINE_LOST) {
        lost(result);
      } else if (state.get() == RunState.RUNNING || state.get() == RunState.STOPPING) {
        state.set(RunState.READY);
      }
    }
    RunOutcome told = result;
    observers.forEach(o -> o.runEnded(told));
  }

  private void lost(@Nullable RunOutcome result) {
    String how = result == null || result.failure() == null ? "" : result.failure().message() + " ";
    // The worker's own report names the last event already where it knows it.
    problem.set(("The engine's process ended. " + how + (how.contains("last") ? "" : last.sentence())).strip());
    if (state.get() != RunState.STARTING) {
      state.set(RunState.LOST);
    }
  }

  /// Interrupts what runs.
  public void stop() {
    if (state.get() == RunState.RUNNING) {
      state.set(RunState.STOPPING);
      session.cancel();
    }
  }

  /// Ends the engine's process now and starts another, with the settings of now.
  public void restart() {
    start();
  }

  public void input(String line) {
    inputWanted.set(false);
    session.input(line);
  }

  public void endInput() {
    inputWanted.set(false);
    session.endInput();
  }

  /// Ends the engine for good; blocks until it has.
  public void close() {
    starts++;
    session.close();
  }

  private final class Listener implements SessionListener {
    private final long number;

    Listener(long number) {
      this.number = number;
    }

    @Override
    public void output(Stream stream, String text) {
      observers.forEach(o -> o.output(stream, text));
    }

    @Override
    public void events(EventBatch batch) {
      last.seen(batch);
      observers.forEach(o -> o.events(batch));
    }

    @Override
    public void inputWanted() {
      window.execute(() -> {
        if (number == starts) {
          inputWanted.set(true);
          observers.forEach(RunObserver::inputWanted);
        }
      });
    }

    @Override
    public void state(State now) {
      window.execute(() -> changed(now));
    }

    private void changed(State now) {
      if (number != starts) {
        return;
      }
      switch (now) {
        case LOST -> {
          // While a program runs its outcome tells the story.
          if (state.get() == RunState.READY) {
            lost(null);
          }
        }
        case READY -> {
          // A session that replaced its own engine, after a run that did not answer a cancel.
          if (state.get() == RunState.LOST && running.get().isEmpty()) {
            problem.set("");
            state.set(RunState.READY);
            awaitInfo(number, session.info());
          }
        }
        case STARTING, RUNNING, CLOSED -> {}
      }
    }
  }
}
