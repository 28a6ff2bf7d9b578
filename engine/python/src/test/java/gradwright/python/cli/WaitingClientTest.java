package gradwright.python.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What a client asks is read as it was written, and a client that would find something else is refused.
class WaitingClientTest {
  private static @Nullable WaitingClient read(String request) {
    return WaitingClient.read(new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)));
  }

  private static WaitingClient ofThisProcess(Map<String, String> environment) {
    return new WaitingClient(ProcessHandle.current().pid(), false, List.of("run", "-"), environment);
  }

  @Test
  void readsWordsAndVariables() {
    WaitingClient client = Objects.requireNonNull(read("17 4 again\nrun\0-c\0a\nb\0\0FOO=x=y\nz\0EMPTY=\0\0"));
    assertEquals(17, client.process());
    assertTrue(client.again());
    assertEquals(List.of("run", "-c", "a\nb", ""), client.words());
    assertEquals(Map.of("FOO", "x=y\nz", "EMPTY", ""), client.environment());
  }

  @Test
  void doesNotTakeHalfARequest() {
    assertNull(read(""));
    assertNull(read("17 2 once\nrun\0x.py"));
    assertNull(read("17 2 once\nrun\0x.py\0FOO=1\0"));
    assertNull(read("nonsense\n"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAnotherEnvironmentWhereItHasBeenRead() {
    long self = ProcessHandle.current().pid();
    Map<String, String> own = Map.of("PATH", "/bin", "JAX_ENABLE_X64", "1", "FOO", "1", "GRADWRIGHT_WAITING", "on");
    assertTrue(
        ofThisProcess(Map.of("PATH", "/bin", "JAX_ENABLE_X64", "1", "BAR", "2", "GRADWRIGHT_WAITING", "off"))
            .suits(self, own));
    assertFalse(ofThisProcess(Map.of("PATH", "/bin")).suits(self, own));
    assertFalse(ofThisProcess(Map.of("PATH", "/sbin", "JAX_ENABLE_X64", "1")).suits(self, own));
    assertFalse(ofThisProcess(Map.of("PATH", "/bin", "JAX_ENABLE_X64", "1", "PYTHONPATH", "/x")).suits(self, own));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAProcessWithOtherLimits() throws Exception {
    Process other = new ProcessBuilder("sh", "-c", "umask 0123; echo; read line").start();
    try {
      other.getInputStream().read();
      assertFalse(ofThisProcess(Map.of()).suits(other.pid(), Map.of()));
    } finally {
      other.destroy();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void opensPipesAgainButNotFiles() throws Exception {
    LinuxProcess linux = new LinuxProcess();
    Path file = Files.createTempFile("stream", "");
    Process other = new ProcessBuilder("sh", "-c", "echo; read line").redirectError(file.toFile()).start();
    try {
      other.getInputStream().read();
      assertTrue(linux.opened(other.pid(), 1) > 2);
      assertEquals(-1, linux.opened(other.pid(), 2));
    } finally {
      other.destroy();
      Files.delete(file);
    }
  }
}
