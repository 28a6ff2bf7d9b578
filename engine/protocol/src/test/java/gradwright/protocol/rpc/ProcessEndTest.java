package gradwright.protocol.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How an end is told.
class ProcessEndTest {
  private static final long NOBODY = Long.MAX_VALUE;

  @Test
  void namesSignalsAndLastWords() {
    assertEquals(
        "was killed by SIGKILL (signal 9), which systems do when memory runs out",
        new ProcessEnd(NOBODY, 137, List.of()).account());
    assertEquals(
        "was ended by SIGABRT (signal 6): LLVM ERROR: out of registers",
        new ProcessEnd(NOBODY, 134, List.of("LLVM ERROR: out of registers")).account());
    assertEquals(
        "ended with exit status 1: b / c / d", new ProcessEnd(NOBODY, 1, List.of("a", "b", "c", "d")).account());
  }

  @Test
  void readsTheCrashReport() throws IOException {
    Path report = WorkerCommand.crashReport(NOBODY);
    Files.writeString(
        report,
        """
        #
        # A fatal error has been detected by the Java Runtime Environment:
        #
        #  SIGSEGV (0xb) at pc=0x00007f1, pid=12, tid=13
        #
        # Problematic frame:
        # C  [libkernels.so+0x10]  dot+0x4
        #
        ---------------  S U M M A R Y ------------
        # not this
        """);
    try {
      assertEquals(
          "crashed: SIGSEGV (0xb) at pc=0x00007f1; C  [libkernels.so+0x10]  dot+0x4 (report: " + report + ")",
          new ProcessEnd(NOBODY, 134, List.of()).account());
    } finally {
      Files.delete(report);
    }
  }
}
