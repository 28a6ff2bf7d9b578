package gradwright.python.serve;

import gradwright.core.errors.JaxError;
import gradwright.core.value.Array;
import gradwright.protocol.Arrays;
import gradwright.protocol.SessionException;
import gradwright.protocol.rpc.EngineService.Pair;
import gradwright.protocol.rpc.EngineService.SliceOf;
import gradwright.protocol.rpc.EngineService.StatisticsOf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.graalvm.polyglot.Value;

/// Answers about the arrays of a finished program. They are found on the interpreter's thread and read on others, so that a large one
/// holds nobody up.
final class ArrayQuestions implements AutoCloseable {
  private static final int THREADS = 2;

  private final ExecutorService readers =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().name("array-reader-", 1).factory());

  /// All arrays, in order of appearance.
  static List<Arrays.Named> list(Interpreter.Open open) {
    Value found = open.script().module("_serve_arrays").invokeMember("arrays");
    List<Arrays.Named> named = new ArrayList<>();
    for (long i = 0; i < found.getArraySize(); i++) {
      Value a = found.getArrayElement(i);
      named.add(
          new Arrays.Named(
              a.getArrayElement(0).asString(),
              a.getArrayElement(1).asString(),
              a.getArrayElement(2).asString(),
              a.getArrayElement(3).as(long[].class),
              a.getArrayElement(4).asBoolean(),
              a.getArrayElement(5).asString(),
              a.getArrayElement(6).asLong(),
              a.getArrayElement(7).asBoolean()));
    }
    return named;
  }

  CompletableFuture<Arrays.Statistics> statistics(Interpreter interpreter, StatisticsOf question) {
    return read(
        interpreter,
        List.of(question.path()),
        (found, cancelled) -> ElementStatistics.of(new Elements(found.getFirst()), question.bins(), cancelled));
  }

  CompletableFuture<Arrays.Comparison> compare(Interpreter interpreter, Pair question) {
    return read(
        interpreter,
        List.of(question.path(), question.other()),
        (found, cancelled) -> ElementComparison.of(found.getFirst(), found.getLast(), cancelled));
  }

  CompletableFuture<Arrays.Slice> slice(Interpreter interpreter, SliceOf question) {
    return read(
        interpreter,
        List.of(question.path()),
        (found, cancelled) ->
            ElementWindow.of(new Elements(found.getFirst()), found.getFirst().shape(), question.window(), cancelled));
  }

  private <R> CompletableFuture<R> read(
      Interpreter interpreter, List<String> paths, BiFunction<List<Array>, BooleanSupplier, R> reading) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    interpreter
        .ask(open -> paths.stream().map(path -> find(open, path)).toList())
        .thenAcceptAsync(
            found -> {
              try {
                answer.complete(reading.apply(found, answer::isCancelled));
              } catch (JaxError unreadable) {
                throw new SessionException(String.valueOf(unreadable.getMessage()));
              } finally {
                // Their memory goes back to the pool when nobody refers to them any more.
                java.lang.ref.Reference.reachabilityFence(found);
              }
            },
            readers)
        .exceptionally(thrown -> {
          answer.completeExceptionally(thrown instanceof CompletionException c ? c.getCause() : thrown);
          return null;
        });
    return answer;
  }

  private static Array find(Interpreter.Open open, String path) {
    Value found = open.script().module("_serve_arrays").invokeMember("find", path);
    if (found.isNull() || !(found.asHostObject() instanceof Array array)) {
      throw new SessionException("There is no array " + path + " any more.");
    }
    return array;
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
