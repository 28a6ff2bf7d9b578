package gradwright.protocol;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// An engine that runs scripts, wherever it stands: in a worker process, on another machine, or (in tests) in this JVM.
///
/// All methods return at once. A future fails with [SessionException] when the engine is lost or refuses the question;
/// at most one program runs at a time.
public interface EngineSession extends AutoCloseable {
  /// Completes when the engine has started.
  CompletableFuture<EngineInfo> info();

  /// Runs a program; completes, never exceptionally, when it has ended and all its output and events were delivered.
  CompletableFuture<RunOutcome> run(RunRequest request);

  /// Evaluates text on the names of the last run as a line of the REPL does: the value of an expression is printed.
  CompletableFuture<RunOutcome> evaluate(String text);

  /// Gives the running program text to read from standard input.
  void input(String text);

  /// Ends the running program's standard input.
  void endInput();

  /// Interrupts the running program as Ctrl-C does, and from outside if it does not answer; it ends within a second or the
  /// engine is replaced.
  void cancel();

  /// Ends the engine's process now and starts another.
  CompletableFuture<EngineInfo> restart();

  /// The stages of a program of this engine process.
  CompletableFuture<Program> program(int id);

  /// The names of the finished run that hold arrays, in order of appearance.
  CompletableFuture<List<Arrays.Named>> arrays();

  CompletableFuture<Arrays.Statistics> statistics(String path, int bins);

  /// Compares two arrays of the same shape.
  CompletableFuture<Arrays.Comparison> compare(String path, String other);

  CompletableFuture<Arrays.Slice> slice(String path, Arrays.Window window);

  /// Every public function, from the one catalogue.
  CompletableFuture<List<Insight.Entry>> catalogue();

  /// The names of the last run, and the members of `prefix` where it names one of them (`params.`).
  CompletableFuture<List<Insight.Entry>> names(String prefix);

  /// Errors that Python's compiler finds in a text; an empty list when there are none.
  CompletableFuture<List<Insight.Problem>> check(String file, String text);

  /// Types of the values that the last run traced.
  CompletableFuture<List<Insight.ValueType>> valueTypes();

  SessionListener.State state();

  /// Ends the engine.
  @Override
  void close();
}
