package gradwright.python.script;

import gradwright.python.ScriptHost;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.Language;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/// A Python interpreter that is ready to run one program, with the engine's objects in it.
public final class ScriptContext implements AutoCloseable {
  private static final Source NOTHING =
      Source.newBuilder("python", "None", "<gradwright>").internal(true).buildLiteral();

  private static final Path RANDOM = Path.of("/dev/urandom");

  private final Context context;
  private final List<ScriptHost> hosts;
  private final Streams streams;
  private final Value reports;

  private ScriptContext(Context context, List<ScriptHost> hosts, Streams streams) {
    this.context = context;
    this.hosts = hosts;
    this.streams = streams;
    context.initialize("python");
    hosts.forEach(host -> host.install(context));
    reports = module(context, "_gradwright");
    reports.invokeMember("install");
  }

  /// The three streams of a program.
  public record Streams(InputStream in, OutputStream out, OutputStream err, boolean terminal) {}

  /// What contexts share that follow each other in one process: parsed code, and the time it takes to load.
  public static Engine newEngine() {
    return Engine.newBuilder("python")
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false")
        .build();
  }

  /// Opens an interpreter on the current thread, which becomes Python's main thread.
  public static ScriptContext open(Program program, Streams streams, CacheFolders caches) {
    return open(newEngine(), program, streams, caches);
  }

  /// Opens an interpreter that shares `engine` with others.
  public static ScriptContext open(Engine engine, Program program, Streams streams, CacheFolders caches) {
    return open(engine, program, Surroundings.ofProcess(), streams, caches);
  }

  /// Opens an interpreter whose program is started from elsewhere.
  public static ScriptContext open(
      Engine engine, Program program, Surroundings surroundings, Streams streams, CacheFolders caches) {
    Context.Builder builder =
        Context.newBuilder("python")
            .engine(engine)
            .allowAllAccess(true)
            .allowExperimentalOptions(true)
            .in(streams.in())
            .out(streams.out())
            .err(streams.err())
            .arguments("python", program.argv().toArray(String[]::new))
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .environment(surroundings.environment())
            .option(
                "python.PythonPath",
                SearchPath.of(
                    PythonLibrary.folder(caches),
                    surroundings.environment(),
                    surroundings.folder().resolve(program.folder())))
            .option("python.DontWriteBytecodeFlag", "false")
            .option("python.PyCachePrefix", caches.bytecode().toString())
            .option("python.AllowSignalHandlers", "true")
            .option("python.WarnExperimentalFeatures", "false")
            .option("python.TerminalIsInteractive", Boolean.toString(streams.terminal()));
    if (Files.isReadable(RANDOM)) {
      // Java's own source would load the security providers first.
      builder.option("python.InitializationEntropySource", "device:" + RANDOM);
    }
    if (surroundings.folder().isAbsolute()) {
      builder.currentWorkingDirectory(surroundings.folder());
    }
    variable(surroundings, "PYTHONHASHSEED").ifPresent(seed -> builder.option("python.HashSeed", seed));
    variable(surroundings, "PYTHONWARNINGS").ifPresent(filters -> builder.option("python.WarnOptions", filters));
    variable(surroundings, "PYTHONIOENCODING")
        .ifPresent(encoding -> builder.option("python.StandardStreamEncoding", encoding));
    variable(surroundings, "PYTHONUNBUFFERED").ifPresent(set -> builder.option("python.UnbufferedIO", "true"));
    Context context = builder.build();
    List<ScriptHost> hosts = ServiceLoader.load(ScriptHost.class).stream().map(ServiceLoader.Provider::get).toList();
    try {
      return new ScriptContext(context, hosts, streams);
    } catch (RuntimeException | Error e) {
      context.close(true);
      hosts.forEach(ScriptHost::close);
      throw e;
    }
  }

  private static Optional<String> variable(Surroundings surroundings, String name) {
    return Optional.ofNullable(surroundings.environment().get(name)).filter(value -> !value.isEmpty());
  }

  public Context context() {
    return context;
  }

  /// The package folders of the virtual environment of a program in `start`, started with `environment`.
  public static List<Path> sitePackages(Map<String, String> environment, Path start) {
    return SearchPath.sitePackages(environment, start);
  }

  /// The host object of a class that this context was given.
  public <T extends ScriptHost> T host(Class<T> kind) {
    return hosts.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  /// A module of Gradwright's own Python packages.
  public Value module(String name) {
    return module(context, name);
  }

  private static Value module(Context context, String name) {
    // An expression, so that it leaves no name behind in the program's module.
    String text = "__import__('" + name + "')";
    return context.eval(Source.newBuilder("python", text, "<gradwright>").internal(true).buildLiteral());
  }

  /// How a program ended.
  ///
  /// @param status the exit status
  /// @param exits whether the program asked to leave, rather than came to its end or failed
  /// @param error what ended it, or null
  public record Ending(int status, boolean exits, @Nullable PolyglotException error) {}

  /// Runs `source` in the `__main__` module, and reports the error that ended it.
  ///
  /// @param interrupted tells whether the user has interrupted this run
  public Ending run(Source source, BooleanSupplier interrupted) {
    return run(() -> context.eval(source), interrupted);
  }

  /// Runs Python code that `program` calls, and reports the error that ended it.
  public Ending run(Runnable program, BooleanSupplier interrupted) {
    try {
      program.run();
      return new Ending(0, false, null);
    } catch (PolyglotException e) {
      return new Ending(report(e, interrupted.getAsBoolean()), e.isExit(), e);
    }
  }

  private int report(PolyglotException error, boolean interrupted) {
    boolean outside =
        error.isInterrupted() || error.isCancelled() || error.isInternalError() || error.isHostException();
    Value raised = outside ? null : error.getGuestObject();
    // A whole number given to sys.exit arrives as an exit without an exception object.
    if (raised != null && raised.isException() && (!error.isExit() || raised.hasMember("code"))) {
      return reports.invokeMember("report", raised).asInt();
    }
    if (error.isExit()) {
      return error.getExitStatus() & 0xff;
    }
    // The interpreter sometimes fails to find the frame for Python's signal handler; that is an interrupt all the same.
    boolean stopped = error.isInterrupted() || error.isCancelled() || interrupted && error.isInternalError();
    return OutsideError.report(error, stopped, streams.err());
  }

  /// Installs Python's own handler for the interrupt signal.
  public void takeInterrupts() {
    reports.invokeMember("take_interrupts");
  }

  /// Enters Python and leaves it again; waits while another thread holds it.
  public void enter() {
    context.eval(NOTHING);
  }

  /// The version of the language, as `platform.python_version()` gives it.
  public String pythonVersion() {
    return version(context.getEngine());
  }

  /// The version of the language that `engine` runs.
  public static String version(Engine engine) {
    Language python = engine.getLanguages().get("python");
    return python == null ? "missing" : python.getVersion();
  }

  /// Asks the engine's Java code to stop; safe on any thread.
  public void cancelHosts() {
    hosts.forEach(ScriptHost::cancel);
  }

  /// Forgets requests to stop that nothing has noticed, before another program uses the same names.
  public void resumeHosts() {
    hosts.forEach(ScriptHost::resume);
  }

  /// Writes out what Python's output streams still hold.
  ///
  /// @return 0, or the status that Python exits with when nobody reads its output any more
  public int flush() {
    return reports.invokeMember("flush").asInt();
  }

  /// Gives up an interpreter whose program has ended: stops its threads and releases everything.
  public void abandon() {
    try {
      context.close(true);
    } catch (PolyglotException | IllegalStateException e) {
      // Code that cannot be stopped goes with the process.
    } finally {
      hosts.forEach(ScriptHost::close);
    }
  }

  /// Runs the exit handlers and releases everything.
  @Override
  public void close() {
    try {
      context.close();
    } catch (PolyglotException | IllegalStateException e) {
      // The program has ended and its status is known. What remains are streams that nobody reads, already reported by
      // Python, and threads that do not end, which the end of the process takes along.
    } finally {
      hosts.forEach(ScriptHost::close);
    }
  }
}
