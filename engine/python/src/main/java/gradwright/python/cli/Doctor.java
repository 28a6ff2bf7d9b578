package gradwright.python.cli;

import gradwright.core.device.Device;
import gradwright.core.trace.Backend;
import gradwright.core.trace.Engine;
import gradwright.python.Main;
import gradwright.python.script.CacheFolders;
import gradwright.python.script.ScriptContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reports what the program runs on: versions, processor, devices, caches.
final class Doctor {
  private final Terminal terminal;
  private final CacheFolders caches;

  Doctor(Terminal terminal, CacheFolders caches) {
    this.terminal = terminal;
    this.caches = caches;
  }

  int run() {
    versions();
    machine();
    boolean compiles = devices();
    caches();
    return compiles ? 0 : 1;
  }

  private void versions() {
    String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("development");
    say("gradwright", version);
    say(
        "java",
        "%s (%s), %s".formatted(Runtime.version(), System.getProperty("java.vendor"), System.getProperty("java.home")));
    try (org.graalvm.polyglot.Engine python =
        org.graalvm.polyglot.Engine.newBuilder("python").option("engine.WarnInterpreterOnly", "false").build()) {
      say("python", "%s (GraalPy %s)".formatted(ScriptContext.version(python), python.getVersion()));
    }
  }

  private void machine() {
    say(
        "system",
        "%s %s, %s"
            .formatted(System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("os.arch")));
    say("processor", "%d threads%s".formatted(Runtime.getRuntime().availableProcessors(), processorName()));
    long heap = Runtime.getRuntime().maxMemory();
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
            ? bean.getTotalMemorySize()
            : 0;
    say("memory", "%s, of which Java's heap may take %s".formatted(size(memory), size(heap)));
  }

  /// Whether a backend was found; without one everything runs in the slow reference evaluator.
  private boolean devices() {
    try (Engine engine = new Engine(1)) {
      for (Device device : engine.devices()) {
        say("device", "%s:%d".formatted(device.platform(), device.id()));
      }
      Backend backend = engine.executor().backend();
      say("compiler", backend == null ? "none: programs are interpreted" : backend.describe());
      if (backend != null) {
        Backend.MachineLimits limits = backend.limits();
        say(
            "limits",
            "%.1f GB/s read and written in a copy, %.0f GFLOP/s of float32 (the best measured so far)"
                .formatted(limits.bytesPerSecond() / 1e9, limits.flopsPerSecond() / 1e9));
      }
      return backend != null;
    }
  }

  private void caches() {
    say("caches", caches.root().toString());
    Map<String, Path> folders =
        new TreeMap<>(
            Map.of(
                "python home", caches.pythonHome(),
                "bytecode", caches.bytecode(),
                "packages", caches.packages(),
                "libraries", caches.libraries(),
                "kernels", caches.kernels()));
    folders.forEach((name, folder) -> say("  " + name, Files.isDirectory(folder) ? size(bytesUnder(folder)) : "empty"));
    String startup =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("-XX:AOTCache="))
            .findFirst()
            .map(option -> option.substring("-XX:AOTCache=".length()))
            .orElse("not in use");
    say("  start-up", startup);
    say("waiting engine", WaitingEngine.describe(caches.root().resolve("waiting")));
  }

  private void say(String name, String value) {
    terminal.print("%-15s %s", name, value);
  }

  private static String processorName() {
    Path description = Path.of("/proc/cpuinfo");
    if (Files.isReadable(description)) {
      try (Stream<String> lines = Files.lines(description)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
            .orElse("");
      } catch (IOException unreadable) {
        return "";
      }
    }
    return "";
  }

  private static long bytesUnder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException changing) {
      return 0;
    }
  }

  private static String size(long bytes) {
    return bytes >= 1L << 30 ? "%.1f GiB".formatted(bytes / 0x1p30) : "%.1f MiB".formatted(bytes / 0x1p20);
  }
}
