package gradwright.app.fake;

import gradwright.protocol.Arrays;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.EngineSession;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An engine that does what a test says: its scripts end when the test ends them, and it serves the programs, arrays and names
/// that the test gave it, at once or when the test says so.
public final class FakeSession implements EngineSession {
  public static final EngineInfo INFO =
      new EngineInfo("0.1", "3.12", "25", "test processor", List.of("cpu:0"), 1, 10e9, 100e9);

  public final SessionListener listener;
  public final CompletableFuture<EngineInfo> info = new CompletableFuture<>();
  public final List<RunRequest> requests = new ArrayList<>();
  public final List<String> evaluated = new ArrayList<>();
  public final List<String> inputs = new ArrayList<>();
  public @Nullable CompletableFuture<RunOutcome> running;
  public int cancels;
  public boolean closed;
  public final List<Insight.Entry> catalogue = new ArrayList<>();
  public Map<String, List<Insight.Entry>> names = Map.of();
  public List<Insight.ValueType> types = List.of();
  public Function<String, List<Insight.Problem>> checker = text -> List.of();
  private final Map<Integer, Program> programs = new LinkedHashMap<>();
  private final Map<String, FakeArray> arrays = new LinkedHashMap<>();
  private final List<String> questions = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private long largestSlice;

  /// One that is ready and tells nobody.
  public FakeSession() {
    this(new Silent());
    info.complete(INFO);
  }

  /// One whose start the test ends.
  public FakeSession(SessionListener listener) {
    this.listener = listener;
  }

  /// With a few functions of the catalogue.
  public FakeSession knowingFunctions() {
    function(
        "jax.numpy.sum", "(a, axis=None, dtype=None, *, keepdims=False)", "Sum of array elements over a given axis.");
    function("jax.numpy.sin", "(x, /)", "Compute a trigonometric sine of each element of input.");
    function("jax.numpy.tanh", "(x, /)", "Calculate element-wise hyperbolic tangent of input.");
    function("jax.numpy.linalg.norm", "(x, ord=None)", "Compute the norm of a matrix or vector.");
    function("jax.grad", "(fun, argnums=0, has_aux=False)", "Creates a function that evaluates the gradient of fun.");
    function("jax.jit", "(fun, *, static_argnums=None)", "Sets up fun for just-in-time compilation with XLA.");
    function("jax.nn.relu", "(x)", "Rectified linear unit activation function.");
    function("jax.random.normal", "(key, shape=(), dtype=float)", "Sample standard normal random values.");
    return this;
  }

  private void function(String qualified, String signature, String summary) {
    String name = qualified.substring(qualified.lastIndexOf('.') + 1);
    catalogue.add(
        new Insight.Entry(name, qualified, "function", signature, summary, summary + "\n\nMore about " + name + "."));
  }

  /// Ends what runs.
  public void end(Ending ending, int status, RunOutcome.@Nullable Failure failure) {
    CompletableFuture<RunOutcome> now = running;
    running = null;
    if (now == null) {
      throw new IllegalStateException("nothing is running");
    }
    now.complete(new RunOutcome(ending, status, 12_000_000, failure));
  }

  /// The engine refuses what runs.
  public void refuse(String why) {
    CompletableFuture<RunOutcome> now = running;
    running = null;
    if (now != null) {
      now.completeExceptionally(new SessionException(why));
    }
  }

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
  public CompletableFuture<Arrays.Comparison> compare(String path, String other) {
    FakeArray a = arrays.get(path);
    FakeArray b = arrays.get(other);
    return answer(
        "compare " + path + " " + other,
        a == null || b == null ? refused("gone") : CompletableFuture.completedFuture(a.compare(b)));
  }

  @Override
  public CompletableFuture<EngineInfo> info() {
    return info;
  }

  @Override
  public synchronized CompletableFuture<RunOutcome> run(RunRequest request) {
    requests.add(request);
    running = new CompletableFuture<>();
    return running;
  }

  @Override
  public CompletableFuture<RunOutcome> evaluate(String text) {
    evaluated.add(text);
    running = new CompletableFuture<>();
    return running;
  }

  @Override
  public void input(String text) {
    inputs.add(text);
  }

  @Override
  public void endInput() {
    inputs.add("<end>");
  }

  @Override
  public void cancel() {
    cancels++;
    if (running != null) {
      end(Ending.CANCELLED, 130, null);
    }
  }

  @Override
  public CompletableFuture<EngineInfo> restart() {
    return info;
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
    return closed
        ? SessionListener.State.CLOSED
        : running != null ? SessionListener.State.RUNNING : SessionListener.State.READY;
  }

  @Override
  public void close() {
    closed = true;
  }

  private static final class Silent implements SessionListener {
    @Override
    public void output(Stream stream, String text) {}

    @Override
    public void events(EventBatch batch) {}

    @Override
    public void state(State state) {}
  }
}
