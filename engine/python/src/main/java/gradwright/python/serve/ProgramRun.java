package gradwright.python.serve;

import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunOutcome.Failure;
import gradwright.protocol.RunRequest;
import gradwright.python.script.ScriptContext;
import gradwright.python.script.SourceText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/// One run or evaluation in an interpreter, on its thread: as `python FILE` would do it, and how it ended.
final class ProgramRun {
  private static final int FAILED = 1;
  private static final int UNREADABLE = 2;
  private static final int INTERRUPTED = 130;

  private final Interpreter.Open interpreter;
  private final OutputStream errors;
  private final long start = System.nanoTime();
  private @Nullable PolyglotException ended;

  /// @param errors the program's standard error
  ProgramRun(Interpreter.Open interpreter, OutputStream errors) {
    this.interpreter = interpreter;
    this.errors = errors;
  }

  /// Runs a script.
  RunOutcome run(RunRequest request) {
    Source source;
    try {
      source = ScriptSource.of(request);
    } catch (FileSystemException e) {
      return unread(UNREADABLE, "gradwright: can't open file '%s': %s".formatted(e.getFile(), ScriptSource.reason(e)));
    } catch (IOException e) {
      return unread(UNREADABLE, "gradwright: can't read the program: " + e.getMessage());
    } catch (SourceText.Undecodable e) {
      return unread(FAILED, String.valueOf(e.getMessage()));
    }
    return guarded(() -> {
      Value support = interpreter.support();
      if (!request.keepNames()) {
        support.invokeMember(
            "prepare",
            request.file(),
            argv(request),
            request.workingFolder(),
            pairs(request.environment()),
            packages(request));
      }
      String shown = ScriptSource.shown(request);
      if (shown != null) {
        support.invokeMember("show", request.file(), shown);
        interpreter.events().show(request.file(), shown);
      }
      interpreter.script().context().eval(source);
    });
  }

  /// Runs lines of the console on the names of the last program.
  RunOutcome evaluate(String text) {
    return guarded(() -> interpreter.support().invokeMember("evaluate", text));
  }

  private static Object[] argv(RunRequest request) {
    List<String> argv = new ArrayList<>();
    argv.add(request.file());
    argv.addAll(request.arguments());
    return argv.toArray();
  }

  /// The package folders of the program's virtual environment.
  private static Object[] packages(RunRequest request) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(request.environment());
    Path file = Path.of(request.file()).toAbsolutePath();
    Path folder = file.getParent();
    return ScriptContext.sitePackages(environment, folder == null ? file : folder).stream()
        .map(Path::toString)
        .toArray();
  }

  private static Object[] pairs(Map<String, String> variables) {
    return variables.entrySet().stream().map(e -> new Object[] {e.getKey(), e.getValue()}).toArray();
  }

  /// Where memory or stack run out in the report of an error, the run has ended all the same.
  private RunOutcome guarded(Runnable program) {
    try {
      return unguarded(program);
    } catch (OutOfMemoryError full) {
      return unreported("MemoryError", HeapWatch.message(), ended);
    } catch (StackOverflowError deep) {
      return unreported("RecursionError", "maximum recursion depth exceeded", ended);
    } catch (PolyglotException again) {
      PolyglotException first = ended == null ? again : ended;
      if (interpreter.interrupt().exhausted()) {
        return unreported("MemoryError", HeapWatch.message(), first);
      }
      Failure failure = outside(again, FAILED);
      return unreported(failure.type(), failure.message(), first);
    }
  }

  /// @param error ended the program, if it is known what did
  private RunOutcome unreported(String type, String message, @Nullable PolyglotException error) {
    List<Place.Frame> places = places(error);
    StringBuilder text = new StringBuilder();
    if (!places.isEmpty()) {
      Place.Frame at = places.getFirst();
      text.append("  File \"%s\", line %d, in %s\n".formatted(at.file(), at.line(), at.function()));
    }
    text.append(type).append(": ").append(message).append('\n');
    try {
      errors.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new RunOutcome(Ending.FAILED, FAILED, System.nanoTime() - start, new Failure(type, message, places));
  }

  private static List<Place.Frame> places(@Nullable PolyglotException error) {
    try {
      return error == null ? List.of() : frames(error);
    } catch (OutOfMemoryError full) {
      return List.of();
    }
  }

  private RunOutcome unguarded(Runnable program) {
    PythonInterrupt interrupt = interpreter.interrupt();
    ScriptContext script = interpreter.script();
    interpreter.events().begin();
    interrupt.begin();
    ScriptContext.Ending ending;
    try {
      ending =
          script.run(
              () -> {
                try {
                  program.run();
                } catch (PolyglotException error) {
                  ended = error;
                  throw error;
                } finally {
                  interrupt.report();
                }
              },
              interrupt::requested);
      ScriptContext.Ending exit = script.run(() -> interpreter.support().invokeMember("finish"), interrupt::requested);
      if (ending.error() == null) {
        ending = exit;
      }
    } finally {
      interrupt.end();
    }
    if (interrupt.requested() || interrupt.exhausted()) {
      settle(script);
    }
    int flushed = script.flush();
    int status = ending.status() == 0 ? flushed : ending.status();
    boolean cancelled = interrupt.requested() && status != 0;
    Ending how = cancelled ? Ending.CANCELLED : status == 0 ? Ending.FINISHED : Ending.FAILED;
    return new RunOutcome(how, status, System.nanoTime() - start, failure(ending));
  }

  /// Takes up an interrupt that came too late for the program, so that the next one does not get it.
  private static void settle(ScriptContext script) {
    script.resumeHosts();
    try {
      script.enter();
    } catch (PolyglotException late) {
      // That was it.
    }
  }

  private RunOutcome unread(int status, String message) {
    try {
      errors.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new RunOutcome(Ending.FAILED, status, System.nanoTime() - start, new Failure("OSError", message, List.of()));
  }

  private @Nullable Failure failure(ScriptContext.Ending ending) {
    PolyglotException error = ending.error();
    if (error == null || error.isExit()) {
      return null;
    }
    Value raised = error.isGuestException() ? error.getGuestObject() : null;
    if (raised != null && raised.isException()) {
      return described(interpreter.support().invokeMember("describe", raised));
    }
    return outside(error, ending.status());
  }

  private Failure outside(PolyglotException error, int status) {
    boolean stopped = error.isInterrupted() || error.isCancelled() || status == INTERRUPTED;
    if (stopped && interpreter.interrupt().exhausted()) {
      return new Failure("MemoryError", HeapWatch.message(), frames(error));
    }
    if (stopped) {
      return new Failure("KeyboardInterrupt", String.valueOf(error.getMessage()), frames(error));
    }
    String message = String.valueOf(error.getMessage());
    if (!error.isResourceExhausted()) {
      return new Failure("InternalError", message, frames(error));
    }
    return message.contains("tack")
        ? new Failure("RecursionError", "maximum recursion depth exceeded", frames(error))
        : new Failure("MemoryError", HeapWatch.message(), frames(error));
  }

  private static Failure described(Value account) {
    Value frames = account.getArrayElement(2);
    List<Place.Frame> places = new ArrayList<>();
    for (long i = 0; i < frames.getArraySize(); i++) {
      Value f = frames.getArrayElement(i);
      places.add(
          new Place.Frame(
              f.getArrayElement(0).asString(),
              f.getArrayElement(1).asInt(),
              f.getArrayElement(2).asInt(),
              f.getArrayElement(3).asInt(),
              f.getArrayElement(4).asInt(),
              f.getArrayElement(5).asString()));
    }
    String type = account.getArrayElement(0).asString();
    String message = account.getArrayElement(1).asString();
    return new Failure(type, type.equals("MemoryError") && message.isEmpty() ? HeapWatch.message() : message, places);
  }

  private static List<Place.Frame> frames(PolyglotException error) {
    List<Place.Frame> places = new ArrayList<>();
    for (PolyglotException.StackFrame frame : error.getPolyglotStackTrace()) {
      SourceSection at = frame.isGuestFrame() ? frame.getSourceLocation() : null;
      if (at != null && at.getStartLine() > 0 && !at.getSource().isInternal()) {
        places.add(
            new Place.Frame(
                at.getSource().getName(),
                at.getStartLine(),
                at.getStartColumn(),
                at.getEndLine(),
                at.getEndColumn() + 1,
                frame.getRootName()));
      }
    }
    return places;
  }
}
