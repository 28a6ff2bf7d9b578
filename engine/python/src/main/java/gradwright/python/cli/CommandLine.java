package gradwright.python.cli;

import gradwright.python.script.CacheFolders;
import gradwright.python.script.Program;
import gradwright.python.script.ScriptContext;
import gradwright.python.script.Surroundings;
import gradwright.python.serve.Serve;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.graalvm.polyglot.Engine;

/// The program's commands: `run`, `repl`, `doctor`, `serve`, `help`.
public final class CommandLine {
  private static final Runtime.Version NEEDED = Runtime.Version.parse("25.0.3");
  private static final int MISUSED = 2;

  /// The exit status of a JVM whose memory is exhausted.
  private static final int EXHAUSTED = 3;

  private static final String HELP =
      """
      usage: gradwright COMMAND

        run FILE [ARGUMENTS...]      run a script
        run -c CODE [ARGUMENTS...]   run the given text
        run - [ARGUMENTS...]         run what standard input holds
        repl                         type and see
        doctor                       versions, processor, devices, caches
        waiting [on|off|auto]        whether runs leave an engine waiting, which makes the next run start at once
        stop                         ends the engine that waits
        serve                        run scripts for another program, which speaks JSON-RPC on the standard streams
        help                         this text\
      """;

  private final Terminal terminal;
  private final CacheFolders caches;
  private final Surroundings surroundings;
  private final Supplier<Engine> engine;

  CommandLine(Terminal terminal, CacheFolders caches) {
    this(terminal, caches, Surroundings.ofProcess(), ScriptContext::newEngine);
  }

  /// @param engine what the program's interpreter shares with earlier ones
  CommandLine(Terminal terminal, CacheFolders caches, Surroundings surroundings, Supplier<Engine> engine) {
    this.terminal = terminal;
    this.caches = caches;
    this.surroundings = surroundings;
    this.engine = engine;
  }

  /// Carries out one command and gives the exit status.
  public static int run(String... arguments) {
    if (Runtime.version().compareToIgnoreOptional(NEEDED) < 0) {
      // Earlier ones may move an array while native code reads it.
      Terminal.ofProcess().error("gradwright: needs Java %s or later; this is %s", NEEDED, Runtime.version());
      return 1;
    }
    CacheFolders caches = CacheFolders.ofUser();
    caches.announce();
    if (arguments.length == 2 && arguments[0].equals("wait")) {
      return new WaitingEngine(Path.of(arguments[1]), caches).serve();
    }
    int status = new CommandLine(Terminal.ofProcess(), caches).carryOut(List.of(arguments));
    Successor.prepare();
    return status;
  }

  /// Carries out one command on the given streams.
  int carryOut(List<String> words) {
    if (words.isEmpty()) {
      terminal.error("%s", HELP);
      return MISUSED;
    }
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "run" -> runProgram(rest);
      case "repl" -> new Repl(terminal, caches, surroundings, engine).run();
      case "doctor" -> new Doctor(terminal, caches).run();
      case "serve" -> {
        if (rest.equals(List.of("--train"))) {
          Serve.train(terminal.streams().out());
        } else {
          Serve.run(terminal.streams().in(), terminal.streams().out(), caches, this::endExhausted);
        }
        yield 0;
      }
      case "help", "-h", "--help" -> {
        terminal.print("%s", HELP);
        yield 0;
      }
      default -> misused("there is no command '" + words.getFirst() + "'");
    };
  }

  /// Ends the process, whose heap a program has filled that does not give way. The client knows the error by its name.
  private void endExhausted() {
    try {
      terminal.error("java.lang.OutOfMemoryError: the Java heap is full");
    } finally {
      Runtime.getRuntime().halt(EXHAUSTED);
    }
  }

  private int runProgram(List<String> words) {
    if (words.isEmpty()) {
      return misused("run needs a file, -c CODE or -");
    }
    List<String> rest = words.subList(1, words.size());
    String first = words.getFirst();
    if (first.equals("-c")) {
      return rest.isEmpty()
          ? misused("run -c needs the text to run")
          : execute(new Program.Command(rest.getFirst(), rest.subList(1, rest.size())));
    }
    if (first.equals("-")) {
      return execute(new Program.StandardInput(rest));
    }
    if (first.startsWith("-")) {
      return misused("run has no option " + first);
    }
    try {
      return execute(new Program.Script(Path.of(first), rest));
    } catch (InvalidPathException e) {
      return misused("not a file name: " + first);
    }
  }

  private int execute(Program program) {
    return new ScriptRunner(terminal, caches, surroundings, engine).run(program);
  }

  private int misused(String message) {
    terminal.error("gradwright: %s (see 'gradwright help')", message);
    return MISUSED;
  }
}
