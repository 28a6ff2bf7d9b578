package gradwright.python.cli;

import gradwright.python.ScriptHost;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.ServiceLoader;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;

/// A Python interpreter that is ready to run one program, with the engine's objects in it.
final class ScriptContext implements AutoCloseable {
  private static final String PREPARATION = "import _gradwright; _gradwright.install()";

  private final Context context;
  private final List<ScriptHost> hosts;

  private ScriptContext(Context context, List<ScriptHost> hosts) {
    this.context = context;
    this.hosts = hosts;
  }

  /// The three streams of a program.
  record Streams(InputStream in, OutputStream out, OutputStream err, boolean terminal) {}

  /// Opens an interpreter on the current thread, which becomes Python's main thread.
  static ScriptContext open(Program program, Streams streams, CacheFolders caches) {
    // Read by GraalPy when it first looks for its standard library; there is no option for it.
    if (System.getProperty("polyglot.engine.userResourceCache") == null) {
      System.setProperty("polyglot.engine.userResourceCache", caches.pythonHome().toString());
    }
    Engine engine = Engine.newBuilder("python")
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false")
        .build();
    Context.Builder builder = Context.newBuilder("python")
        .engine(engine)
        .allowAllAccess(true)
        .allowExperimentalOptions(true)
        .in(streams.in())
        .out(streams.out())
        .err(streams.err())
        .arguments("python", program.argv().toArray(String[]::new))
        .option("python.PythonPath", PythonLibrary.folder(caches).toString())
        .option("python.DontWriteBytecodeFlag", "false")
        .option("python.PyCachePrefix", caches.bytecode().toString())
        .option("python.ForceImportSite", "true")
        .option("python.NoUserSiteFlag", "true")
        .option("python.AlwaysRunExcepthook", "true")
        .option("python.AllowSignalHandlers", "true")
        .option("python.InstallSignalHandlers", "true")
        .option("python.WarnExperimentalFeatures", "false")
        .option("python.TerminalIsInteractive", Boolean.toString(streams.terminal()));
    Context context = builder.build();
    List<ScriptHost> hosts =
        ServiceLoader.load(ScriptHost.class).stream().map(ServiceLoader.Provider::get).toList();
    ScriptContext opened = new ScriptContext(context, hosts);
    try {
      context.initialize("python");
      hosts.forEach(host -> host.install(context));
      context.eval(Source.newBuilder("python", PREPARATION, "<gradwright>").internal(true).buildLiteral());
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  Context context() {
    return context;
  }

  /// Asks the engine's Java code to stop; safe on any thread.
  void cancelHosts() {
    hosts.forEach(ScriptHost::cancel);
  }

  /// Runs the exit handlers, flushes Python's streams and releases everything.
  @Override
  public void close() {
    try {
      context.close();
    } finally {
      hosts.forEach(ScriptHost::close);
    }
  }
}
