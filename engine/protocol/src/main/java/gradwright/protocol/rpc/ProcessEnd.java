package gradwright.protocol.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How a worker process ended, found from what it left: its exit status, the JVM's crash report, its last words.
///
/// @param errors the last lines of its standard error
record ProcessEnd(long processId, int status, List<String> errors) {
  private static final int SIGNALLED = 128;
  private static final int OUT_OF_MEMORY = 3;
  private static final int KILL = 9;
  private static final int SHOWN = 3;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 10, "SIGBUS", 11, "SIGSEGV", 15,
          "SIGTERM");

  /// What follows "The engine's process": `was killed by SIGKILL (signal 9)`.
  String account() {
    List<String> report = report();
    if (!report.isEmpty()) {
      return "crashed: %s (report: %s)".formatted(String.join("; ", report), WorkerCommand.crashReport(processId));
    }
    String words = errors.isEmpty() ? "" : ": " + String.join(" / ", last());
    if (status == SIGNALLED + KILL) {
      return "was killed by SIGKILL (signal 9), which systems do when memory runs out" + words;
    }
    if (status > SIGNALLED && SIGNALS.containsKey(status - SIGNALLED)) {
      return "was ended by %s (signal %d)%s".formatted(SIGNALS.get(status - SIGNALLED), status - SIGNALLED, words);
    }
    if (status == OUT_OF_MEMORY && errors.stream().anyMatch(line -> line.contains("OutOfMemoryError"))) {
      return "ran out of memory" + words;
    }
    return "ended with exit status " + status + words;
  }

  private List<String> last() {
    return errors.subList(Math.max(0, errors.size() - SHOWN), errors.size());
  }

  /// The telling lines of the JVM's crash report: the signal and the frame, or the memory that could not be had.
  private List<String> report() {
    Path file = WorkerCommand.crashReport(processId);
    if (!Files.isReadable(file)) {
      return List.of();
    }
    List<String> telling = new ArrayList<>();
    try (Stream<String> lines = Files.lines(file)) {
      boolean frame = false;
      for (String line : (Iterable<String>) lines.takeWhile(line -> line.startsWith("#"))::iterator) {
        String text = line.substring(1).strip();
        if (frame
            || text.contains(" at pc=")
            || text.startsWith("Native memory allocation")
            || text.startsWith("fatal error")
            || text.startsWith("Internal Error")) {
          telling.add(text.replaceAll(", pid=\\d+, tid=\\d+", ""));
        }
        frame = text.startsWith("Problematic frame");
      }
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      return List.of();
    }
    return telling;
  }
}
