package gradwright.python.cli;

import gradwright.python.script.CacheFolders;
import gradwright.python.script.Program;
import gradwright.python.script.ScriptContext;
import gradwright.python.script.SourceText;
import gradwright.python.script.Surroundings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;

/// Runs one program as `python` would, and gives its exit status.
final class ScriptRunner {
  private static final int FAILED = 1;
  private static final int UNREADABLE = 2;

  /// Deep enough for Python's recursion limit; the memory is only touched as it is used.
  private static final long STACK = 512L << 20;

  private final Terminal terminal;
  private final CacheFolders caches;
  private final Surroundings surroundings;
  private final Supplier<Engine> engine;

  ScriptRunner(Terminal terminal, CacheFolders caches, Surroundings surroundings, Supplier<Engine> engine) {
    this.terminal = terminal;
    this.caches = caches;
    this.surroundings = surroundings;
    this.engine = engine;
  }

  int run(Program program) {
    warmBeans();
    Source source;
    try {
      source = read(program);
    } catch (FileSystemException e) {
      terminal.error("gradwright: can't open file '%s': %s", e.getFile(), reason(e));
      return UNREADABLE;
    } catch (IOException e) {
      terminal.error("gradwright: can't read the program: %s", e.getMessage());
      return UNREADABLE;
    } catch (SourceText.Undecodable e) {
      terminal.error("%s", e.getMessage());
      return FAILED;
    }
    int[] status = {FAILED};
    onScriptThread(() -> status[0] = evaluate(program, source));
    return status[0];
  }

  /// The interpreter asks for Java's management beans while it starts; making them takes a twentieth of the start, and
  /// nothing else waits for them.
  private static void warmBeans() {
    Thread.ofPlatform().daemon().name("beans").start(ManagementFactory::getPlatformMBeanServer);
  }

  static void onScriptThread(Runnable task) {
    Thread thread = new Thread(null, task, "script", STACK);
    thread.start();
    while (true) {
      try {
        thread.join();
        return;
      } catch (InterruptedException ignored) {
        // The script decides when it ends.
      }
    }
  }

  private int evaluate(Program program, Source source) {
    Interrupts.endTheProcess();
    ScriptContext script = ScriptContext.open(engine.get(), program, surroundings, terminal.streams(), caches);
    Interrupts interrupts = Interrupts.watch(script, terminal, Interrupts::halt);
    if (program instanceof Program.Script file) {
      script.context().getBindings("python").putMember("__file__", surroundings.absolute(file.file()).toString());
    }
    int status = interrupts.run(source).status();
    int flushed = script.flush();
    script.close();
    return flushed == 0 ? status : flushed;
  }

  private Source read(Program program) throws IOException, SourceText.Undecodable {
    return switch (program) {
      case Program.Script script -> {
        Path file = script.file();
        if (Files.isDirectory(file)) {
          throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        Path absolute = surroundings.absolute(file);
        String name = absolute.toString();
        String text = SourceText.decode(Files.readAllBytes(file), name);
        // The file gives debuggers a path; the name is what tracebacks and inspect look for.
        yield Source.newBuilder("python", absolute.toFile()).content(text).name(name).build();
      }
      case Program.Command command -> Source.newBuilder("python", command.text(), "<string>").build();
      case Program.StandardInput ignored -> {
        byte[] bytes = terminal.streams().in().readAllBytes();
        yield Source.newBuilder("python", SourceText.decode(bytes, "<stdin>"), "<stdin>").build();
      }
      case Program.Interactive ignored -> throw new IllegalArgumentException("an interactive session has no text");
    };
  }

  private static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException ignored -> "[Errno 2] No such file or directory";
      case java.nio.file.AccessDeniedException ignored -> "[Errno 13] Permission denied";
      default -> e.getReason();
    };
  }
}
