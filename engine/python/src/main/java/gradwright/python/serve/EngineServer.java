package gradwright.python.serve;

import gradwright.core.trace.Backend;
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
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;

/// An engine for one client. One interpreter waits, warm, for the next program; another holds the names of the last one.
final class EngineServer implements EngineService, AutoCloseable {
  private static final int READER_MILLIS = 150;
  private static final int CLOSING_SECONDS = 2;

  private final CompletableFuture<EngineClient> client = new CompletableFuture<>();
  private final long origin = System.nanoTime();
  private final Engine engine = ScriptContext.newEngine();
  private final OutputBuffer output = new OutputBuffer();
  private final OutputStream errors = output.stream(Stream.ERR);
  private final ScriptInput input;
  private final ScriptContext.Streams streams;
  private final CacheFolders caches;
  private final Pump pump;
  private final HeapWatch heap;
  private final ArrayQuestions arrays = new ArrayQuestions();
  private final NameQuestions names = new NameQuestions();
  private final ExecutorService answers =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("answers").factory());
  private final CompletableFuture<Backend.MachineLimits> limits;
  private Interpreter spare;
  private @Nullable Interpreter current;
  private @Nullable Interpreter clerk;
  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
  private boolean busy;

  /// @param hopeless ends the process, whose heap is full
  EngineServer(CacheFolders caches, Runnable hopeless) {
    this.caches = caches;
    this.pump = new Pump(client, output);
    this.input =
        new ScriptInput(() -> {
          // The question comes before the wait for its answer.
          pump.flush();
          client.join().inputWanted();
        });
    this.streams = new ScriptContext.Streams(input, output.stream(Stream.OUT), errors, false);
    this.spare = Interpreter.start(engine, streams, caches, origin);
    // Nobody waits for the measurement: whoever asks before it is done is told that the limits are not known.
    this.limits = spare.ready().thenApplyAsync(EngineFacts::limits, answers);
    this.heap = new HeapWatch(this::exhausted, hopeless);
  }

  /// Names the client, before it asks anything.
  void connect(EngineClient remote) {
    client.complete(remote);
  }

  @Override
  public CompletableFuture<EngineInfo> info() {
    return spare().ready().thenApply(open -> EngineFacts.of(open, limits.getNow(Backend.MachineLimits.UNKNOWN)));
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
    CompletableFuture<Void> roomMade;
    synchronized (this) {
      if (busy) {
        return refused("A program is running.");
      }
      busy = true;
      Interpreter last = current;
      if (last != null && !keepNames) {
        room = last.close();
      }
      if (last == null || !keepNames) {
        current = spare;
      }
      roomMade = room.copy().completeOnTimeout(null, CLOSING_SECONDS, TimeUnit.SECONDS);
      interpreter = current == null ? spare : current;
    }
    output.hold();
    input.begin();
    return roomMade
        .handle((done, failed) -> null)
        .thenCompose(ready ->
            interpreter.ask(open -> {
              pump.setEvents(open.events()::drain);
              try {
                return account(program.apply(open, errors));
              } finally {
                pump.flush();
                ended();
              }
            }))
        .whenComplete((outcome, failed) -> {
          if (failed != null) {
            // The interpreter could not be opened; the next one may.
            ended();
          }
        });
  }

  private void exhausted() {
    Interpreter running = running();
    if (running != null) {
      running.ready().thenAccept(open -> open.interrupt().exhaust());
    }
  }

  private synchronized @Nullable Interpreter running() {
    return busy ? current : null;
  }

  /// Says so where what a program left fills the heap. Closing its interpreter would not do: what fills the heap may be on its
  /// way out for long, and the next program would meet it.
  private RunOutcome account(RunOutcome outcome) {
    if (outcome.failure() == null || !outcome.failure().type().equals("MemoryError") || !HeapWatch.isFull()) {
      return outcome;
    }
    try {
      errors.write(
          "(The program's names fill the memory, so they are given up with the engine that holds them.)\n"
              .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return outcome.leavingNoRoom();
  }

  private synchronized void ended() {
    busy = false;
    if (spare == current) {
      spare = Interpreter.start(engine, streams, caches, origin);
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
    Interpreter running = running();
    if (running == null) {
      return;
    }
    output.release();
    running.ready().thenAccept(open -> open.interrupt().interrupt());
    // A reader gets the end of its input only after the interrupt, which then comes first in Python too.
    int reader = input.program();
    CompletableFuture.delayedExecutor(READER_MILLIS, TimeUnit.MILLISECONDS).execute(() -> input.endOf(reader));
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
    return last(last -> last.ready().thenApplyAsync(open -> open.events().program(id.id()), answers));
  }

  @Override
  public CompletableFuture<List<Arrays.Named>> arrays() {
    return names(List.of(), ArrayQuestions::list);
  }

  @Override
  public CompletableFuture<Arrays.Statistics> statistics(StatisticsOf question) {
    return arrays(last -> arrays.statistics(last, question));
  }

  @Override
  public CompletableFuture<Arrays.Comparison> compare(Pair question) {
    return arrays(last -> arrays.compare(last, question));
  }

  @Override
  public CompletableFuture<Arrays.Slice> slice(SliceOf question) {
    return arrays(last -> arrays.slice(last, question));
  }

  private synchronized <R> CompletableFuture<R> arrays(Function<Interpreter, CompletableFuture<R>> question) {
    return busy ? refused("A program is running.") : last(question);
  }

  /// Asks the interpreter of the last program, which may be running.
  private synchronized <R> CompletableFuture<R> last(Function<Interpreter, CompletableFuture<R>> question) {
    Interpreter last = current;
    return last == null ? refused("No program has been run.") : question.apply(last);
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> catalogue() {
    return clerk().ask(names::catalogue);
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> names(Text prefix) {
    return names(List.of(), open -> names.names(open, prefix.text()));
  }

  @Override
  public CompletableFuture<List<Insight.Problem>> check(SourceOf source) {
    return clerk().ask(open -> NameQuestions.check(open, source.file(), source.text()));
  }

  /// An interpreter for questions that have nothing to do with a program, and may be asked while one runs.
  private synchronized Interpreter clerk() {
    Interpreter found = clerk;
    if (found == null) {
      found = Interpreter.start(engine, streams, caches, origin);
      clerk = found;
    }
    return found;
  }

  @Override
  public CompletableFuture<List<Insight.ValueType>> valueTypes() {
    Interpreter last;
    synchronized (this) {
      last = current;
    }
    return last == null
        ? CompletableFuture.completedFuture(List.of())
        : last.ready().thenApplyAsync(open -> open.events().valueTypes(), answers);
  }

  private static <R> CompletableFuture<R> refused(String message) {
    return CompletableFuture.failedFuture(new SessionException(message));
  }

  @Override
  public synchronized void close() {
    heap.close();
    pump.close();
    arrays.close();
    answers.shutdownNow();
    if (clerk != null) {
      clerk.close();
    }
    if (current != null && current != spare) {
      current.close();
    }
    spare.close();
  }
}
