package gradwright.python.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends an engine that waits in vain, or where its memory is needed.
final class WaitingLimits {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final int LOOKS_UNTIL_FORGOTTEN = 36;
  private static final int SCARCE_PERCENT = 8;

  private final Path slot;
  private final Path ready;
  private final AtomicBoolean serving;

  WaitingLimits(Path slot, Path ready, AtomicBoolean serving) {
    this.slot = slot;
    this.ready = ready;
    this.serving = serving;
  }

  /// Looks now and then from another thread, until the engine serves a client.
  void watch() {
    Thread.ofPlatform().daemon().name("limits").start(this::look);
  }

  private void look() {
    long start = System.nanoTime();
    int unnamed = 0;
    while (true) {
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        return;
      }
      if (serving.get()) {
        return;
      }
      // Not named while it gets warm or a client asks, which is short; otherwise another engine has taken its place.
      unnamed = isNamed() ? 0 : unnamed + 1;
      if (System.nanoTime() - start > LONGEST_WAIT.toNanos()
          || unnamed > LOOKS_UNTIL_FORGOTTEN
          || !Files.isDirectory(slot)
          || isMemoryScarce()) {
        Runtime.getRuntime().halt(0);
      }
    }
  }

  private boolean isNamed() {
    try {
      return Files.readString(ready).startsWith(slot + "\n");
    } catch (IOException none) {
      return false;
    }
  }

  private static boolean isMemoryScarce() {
    try {
      long total = 0;
      long available = Long.MAX_VALUE;
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemTotal:")) {
          total = kilobytes(line);
        } else if (line.startsWith("MemAvailable:")) {
          available = kilobytes(line);
        }
      }
      return available < total / 100 * SCARCE_PERCENT;
    } catch (IOException | NumberFormatException unknown) {
      return false;
    }
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
