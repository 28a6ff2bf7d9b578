package gradwright.python.script;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;

/// An error that ended a program from outside Python, so that Python cannot report it: an interrupt that Python did
/// not answer, memory or stack that ran out, or a fault in Gradwright itself.
final class OutsideError {
  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130;

  private OutsideError() {}

  /// Writes the report that Python would have written, as far as it is known, and gives the exit status.
  ///
  /// @param interrupted whether it is the user's interrupt that ended the program
  static int report(PolyglotException error, boolean interrupted, OutputStream stream) {
    StringBuilder text = new StringBuilder(traceback(error));
    if (interrupted) {
      text.append("KeyboardInterrupt\n");
    } else if (error.isResourceExhausted()) {
      text.append(exhausted(error));
    } else if (error.isHostException()) {
      text.append("java: ").append(javaTrace(error.asHostException()));
    } else {
      text.append("gradwright: internal error, please report it: ").append(javaTrace(error));
    }
    try {
      stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException unheard) {
      // Nobody reads standard error any more; the status still tells.
    }
    return interrupted ? INTERRUPTED : FAILED;
  }

  private static String exhausted(PolyglotException error) {
    String message = String.valueOf(error.getMessage());
    return message.contains("Stack") || message.contains("stack")
        ? "RecursionError: maximum recursion depth exceeded\n"
        : "MemoryError: the Java heap is full (" + (Runtime.getRuntime().maxMemory() >> 20) + " MiB)\n";
  }

  private static String traceback(PolyglotException error) {
    List<String> frames = new ArrayList<>();
    for (PolyglotException.StackFrame frame : error.getPolyglotStackTrace()) {
      SourceSection section = frame.isGuestFrame() ? frame.getSourceLocation() : null;
      if (section != null && section.getStartLine() > 0 && !section.getSource().isInternal()) {
        frames.add(
            "  File \"%s\", line %d, in %s\n"
                .formatted(section.getSource().getName(), section.getStartLine(), frame.getRootName()));
      }
    }
    return frames.isEmpty() ? "" : "Traceback (most recent call last):\n" + String.join("", frames.reversed());
  }

  private static String javaTrace(Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
