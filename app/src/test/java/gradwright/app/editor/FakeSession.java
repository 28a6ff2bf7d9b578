package gradwright.app.editor;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// An engine that knows a few functions and answers at once.
public final class FakeSession implements EngineSession {
  public final List<Insight.Entry> catalogue = new ArrayList<>();
  public Map<String, List<Insight.Entry>> names = Map.of();
  List<Insight.ValueType> types = List.of();
  Function<String, List<Insight.Problem>> checker = text -> List.of();

  public FakeSession() {
    function(
        "jax.numpy.sum", "(a, axis=None, dtype=None, *, keepdims=False)", "Sum of array elements over a given axis.");
    function("jax.numpy.sin", "(x, /)", "Compute a trigonometric sine of each element of input.");
    function("jax.numpy.tanh", "(x, /)", "Calculate element-wise hyperbolic tangent of input.");
    function("jax.numpy.linalg.norm", "(x, ord=None)", "Compute the norm of a matrix or vector.");
    function("jax.grad", "(fun, argnums=0, has_aux=False)", "Creates a function that evaluates the gradient of fun.");
    function("jax.jit", "(fun, *, static_argnums=None)", "Sets up fun for just-in-time compilation with XLA.");
    function("jax.nn.relu", "(x)", "Rectified linear unit activation function.");
    function("jax.random.normal", "(key, shape=(), dtype=float)", "Sample standard normal random values.");
  }

  private void function(String qualified, String signature, String summary) {
    String name = qualified.substring(qualified.lastIndexOf('.') + 1);
    catalogue.add(
        new Insight.Entry(name, qualified, "function", signature, summary, summary + "\n\nMore about " + name + "."));
  }

  private static <T> CompletableFuture<T> refused() {
    return CompletableFuture.failedFuture(new SessionException("not in this test"));
  }

  @Override
  public CompletableFuture<EngineInfo> info() {
    return refused();
  }

  @Override
  public CompletableFuture<RunOutcome> run(RunRequest request) {
    return refused();
  }

  @Override
  public CompletableFuture<RunOutcome> evaluate(String text) {
    return refused();
  }

  @Override
  public void input(String text) {}

  @Override
  public void endInput() {}

  @Override
  public void cancel() {}

  @Override
  public CompletableFuture<EngineInfo> restart() {
    return refused();
  }

  @Override
  public CompletableFuture<Program> program(int id) {
    return refused();
  }

  @Override
  public CompletableFuture<List<Arrays.Named>> arrays() {
    return refused();
  }

  @Override
  public CompletableFuture<Arrays.Statistics> statistics(String path, int bins) {
    return refused();
  }

  @Override
  public CompletableFuture<Arrays.Slice> slice(String path, Arrays.Window window) {
    return refused();
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> catalogue() {
    return CompletableFuture.completedFuture(catalogue);
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> names(String prefix) {
    return CompletableFuture.completedFuture(names.getOrDefault(prefix, List.of()));
  }

  @Override
  public CompletableFuture<List<Insight.Problem>> check(String file, String text) {
    return CompletableFuture.completedFuture(checker.apply(text));
  }

  @Override
  public CompletableFuture<List<Insight.ValueType>> valueTypes() {
    return CompletableFuture.completedFuture(types);
  }

  @Override
  public SessionListener.State state() {
    return SessionListener.State.READY;
  }

  @Override
  public void close() {}
}
