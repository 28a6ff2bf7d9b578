package gradwright.protocol.rpc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// The last lines that a process wrote to its standard error.
final class LastWords {
  private static final int LINES = 50;
  private static final int WIDTH = 1000;
  private static final int PATIENCE_MILLIS = 500;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  LastWords(InputStream stream) {
    reader = Thread.ofVirtual().name("engine-stderr").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          keep(line.toString());
          line.setLength(0);
        } else if (line.length() < WIDTH) {
          line.append((char) c);
        }
      }
      keep(line.toString());
    } catch (IOException gone) {
      // What came before is kept.
    }
  }

  private synchronized void keep(String line) {
    if (line.isBlank()) {
      return;
    }
    lines.add(line);
    if (lines.size() > LINES) {
      lines.removeFirst();
    }
  }

  /// All that is kept, once the stream has ended or does not end in time.
  java.util.List<String> text() {
    try {
      reader.join(java.time.Duration.ofMillis(PATIENCE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return java.util.List.copyOf(lines);
    }
  }
}
