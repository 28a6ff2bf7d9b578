package gradwright.python;

import gradwright.python.bridge.EngineHost;
import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;

/// Runs Python files of the tests in a context over an engine of its own.
public final class EmbeddedPython {
  private static final long STACK = 512L << 20;

  static {
    // The interpreter's own assertions fail on some tracebacks that it handles well without them.
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    loader.setPackageAssertionStatus("com.oracle", false);
    loader.setPackageAssertionStatus("org.graalvm", false);
  }

  private EmbeddedPython() {}

  /// Where a file of the test resources is.
  public static Path resource(String name) {
    try {
      return Path.of(EmbeddedPython.class.getClassLoader().getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Imports a script of the test resources, evaluates an expression over its names and reads the result before the context
  /// closes.
  public static <T> T run(String script, String expression, Function<Value, T> read) {
    Path file = resource(script);
    String module = file.toFile().getName().replace(".py", "");
    String load =
        "import sys\nsys.path.insert(0, r'%s')\nimport %s\nglobals().update(vars(%s))"
            .formatted(file.resolve("..").normalize(), module, module);
    return onScriptThread(() -> {
      try (Context context = open()) {
        ScriptHost host = new EngineHost();
        host.install(context);
        context.eval("python", load);
        return read.apply(context.eval("python", expression));
      }
    });
  }

  /// A Python list of texts.
  public static List<String> texts(Value list) {
    List<String> out = new ArrayList<>();
    for (long i = 0; i < list.getArraySize(); i++) {
      out.add(list.getArrayElement(i).asString());
    }
    return out;
  }

  /// An interpreter's engine; contexts over one share the code that they load.
  public static Engine engine() {
    return Engine.newBuilder("python")
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false")
        .build();
  }

  private static Context open() {
    return open(engine());
  }

  /// A context that finds the product's own library and prints nothing.
  public static Context open(Engine engine) {
    String library = resource("gradwright/python/lib/_gradwright.py").resolve("..").normalize().toString();
    return Context.newBuilder("python")
        .engine(engine)
        .allowAllAccess(true)
        .allowExperimentalOptions(true)
        .out(new ByteArrayOutputStream())
        .option("python.PythonPath", library)
        .option("python.WarnExperimentalFeatures", "false")
        .build();
  }

  /// Does something on a thread with as much stack as scripts have.
  public static <T> T onScriptThread(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(null, task, "script of a test", STACK);
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
