package gradwright.python.golden;

import gradwright.python.ScriptHost;
import gradwright.python.bridge.EngineHost;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/// Runs functions of the golden harness in a Python context over an engine of its own.
final class GoldenScripts {
  private static final long STACK = 512L << 20;

  static {
    // The interpreter's own assertions fail on some tracebacks that it handles well without them.
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    loader.setPackageAssertionStatus("com.oracle", false);
    loader.setPackageAssertionStatus("org.graalvm", false);
  }

  private GoldenScripts() {}

  /// What a comparison found: how many snippets agree, and the texts of those that do not.
  record Outcome(int passed, List<String> failures) {
    int total() {
      return passed + failures.size();
    }

    /// The first lines of the failures: the snippets' names.
    List<String> names() {
      return failures.stream().map(f -> f.lines().findFirst().orElse("")).toList();
    }
  }

  /// Calls a harness function that gives (passed, failures).
  static Outcome outcome(String function) {
    return run(function, r -> new Outcome(r.getArrayElement(0).asInt(), texts(r.getArrayElement(1))));
  }

  static List<String> texts(Value list) {
    List<String> out = new ArrayList<>();
    for (long i = 0; i < list.getArraySize(); i++) {
      out.add(list.getArrayElement(i).asString());
    }
    return out;
  }

  /// Names listed in a resource file; lines that begin with `#` are comments.
  static List<String> listed(String resource) throws IOException {
    return Files.readAllLines(folder().resolve(resource)).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static Path folder() {
    try {
      return Path.of(GoldenScripts.class.getClassLoader().getResource("golden/harness.py").toURI()).getParent();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Evaluates `function()` of the harness and reads its result before the context closes.
  static <T> T run(String function, java.util.function.Function<Value, T> read) {
    return onScriptThread(() -> {
      try (Context context = open()) {
        ScriptHost host = new EngineHost();
        host.install(context);
        File file = folder().resolve("harness.py").toFile();
        context.eval(Source.newBuilder("python", file).name(file.getPath()).build());
        return read.apply(context.eval("python", function + "()"));
      }
    });
  }

  private static Context open() throws Exception {
    Path library =
        Path.of(EngineHost.class.getClassLoader().getResource("gradwright/python/lib/_gradwright.py").toURI())
            .getParent();
    Engine engine =
        Engine.newBuilder("python")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    return Context.newBuilder("python")
        .engine(engine)
        .allowAllAccess(true)
        .allowExperimentalOptions(true)
        .out(new ByteArrayOutputStream())
        .option("python.PythonPath", library.toString())
        .option("python.WarnExperimentalFeatures", "false")
        .build();
  }

  private static <T> T onScriptThread(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(null, task, "golden", STACK);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
