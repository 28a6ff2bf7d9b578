package gradwright.python.serve;

import gradwright.protocol.Arrays;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener.Stream;
import gradwright.protocol.rpc.EngineClient;
import gradwright.protocol.rpc.EngineService;
import gradwright.python.script.CacheFolders;
import gradwright.python.script.ScriptContext;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;

/// An engine for one client. One interpreter waits, warm, for the next program; another holds the names of the last one.
final class EngineServer implements EngineService, AutoCloseable {
  private static final int READER_MILLIS = 150;

  private final CompletableFuture<EngineClient> client = new CompletableFuture<>();
  private final Engine engine = ScriptContext.newEngine();
  private final OutputBuffer output = new OutputBuffer();
  private final OutputStream errors = output.stream(Stream.ERR);
  private final ScriptInput input;
  private final ScriptContext.Streams streams;
  private final CacheFolders caches;
  private final Pump pump;
  private Interpreter spare;
  private @Nullable Interpreter current;
  private boolean busy;

  EngineServer(CacheFolders caches) {
    this.caches = caches;
    this.pump = new Pump(client, output);
    this.input =
        new ScriptInput(() -> {
          // The question comes before the wait for its answer.
          pump.flush();
          client.join().inputWanted();
        });
    this.streams = new ScriptContext.Streams(input, output.stream(Stream.OUT), errors, false);
    this.spare = Interpreter.start(engine, streams, caches);
  }

  /// Names the client, before it asks anything.
  void connect(EngineClient remote) {
    client.complete(remote);
  }

  @Override
  public CompletableFuture<EngineInfo> info() {
    return spare().ready().thenApply(EngineFacts::of);
  }

  private synchronized Interpreter spare() {
    return spare;
  }

  @Override
  public CompletableFuture<RunOutcome> run(RunRequest request) {
    return work(request.keepNames(), (open, errors) -> new ProgramRun(open, errors).run(request));
  }

  @Override
  public CompletableFuture<RunOutcome> evaluate(Text text) {
    return work(true, (open, errors) -> new ProgramRun(open, errors).evaluate(text.text()));
  }

  private CompletableFuture<RunOutcome> work(
      boolean keepNames, BiFunction<Interpreter.Open, OutputStream, RunOutcome> program) {
    Interpreter interpreter;
    synchronized (this) {
      if (busy) {
        return refused("A program is running.");
      }
      busy = true;
      interpreter = interpreter(keepNames);
    }
    output.hold();
    input.begin();
    return interpreter.ask(open -> {
      pump.setEvents(open.events()::drain);
      try {
        return program.apply(open, errors);
      } finally {
        pump.flush();
        ended();
      }
    });
  }

  /// The interpreter that holds the last program's names, or one that is fresh.
  private Interpreter interpreter(boolean keepNames) {
    Interpreter last = current;
    if (keepNames && last != null) {
      return last;
    }
    if (last != null) {
      last.close();
    }
    current = spare;
    return spare;
  }

  private synchronized void ended() {
    busy = false;
    if (spare == current) {
      spare = Interpreter.start(engine, streams, caches);
    }
  }

  @Override
  public void input(Text text) {
    input.give(text.text());
  }

  @Override
  public void endInput() {
    input.end();
  }

  @Override
  public void cancel() {
    Interpreter running;
    synchronized (this) {
      if (!busy || current == null) {
        return;
      }
      running = current;
    }
    output.release();
    running.ready().thenAccept(open -> open.interrupt().interrupt());
    // A reader gets the end of its input only after the interrupt, which then comes first in Python too.
    CompletableFuture.delayedExecutor(READER_MILLIS, TimeUnit.MILLISECONDS).execute(input::end);
  }

  /// Asks about the last program's names, while none runs.
  private synchronized <R> CompletableFuture<R> names(R none, Function<Interpreter.Open, R> question) {
    if (busy) {
      return refused("A program is running.");
    }
    Interpreter last = current;
    return last == null ? CompletableFuture.completedFuture(none) : last.ask(question);
  }

  @Override
  public CompletableFuture<Program> program(Id id) {
    return refused("There is no program " + id.id() + ".");
  }

  @Override
  public CompletableFuture<List<Arrays.Named>> arrays() {
    return names(List.of(), open -> List.of());
  }

  @Override
  public CompletableFuture<Arrays.Statistics> statistics(StatisticsOf question) {
    return refused("There is no array " + question.path() + ".");
  }

  @Override
  public CompletableFuture<Arrays.Slice> slice(SliceOf question) {
    return refused("There is no array " + question.path() + ".");
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> catalogue() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> names(Text prefix) {
    return names(List.of(), open -> List.of());
  }

  @Override
  public CompletableFuture<List<Insight.Problem>> check(SourceOf source) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<List<Insight.ValueType>> valueTypes() {
    return CompletableFuture.completedFuture(List.of());
  }

  private static <R> CompletableFuture<R> refused(String message) {
    return CompletableFuture.failedFuture(new SessionException(message));
  }

  @Override
  public synchronized void close() {
    pump.close();
    if (current != null && current != spare) {
      current.close();
    }
    spare.close();
  }
}
