package gradwright.python.serve;

import gradwright.core.trace.Backend;
import gradwright.protocol.EngineInfo;
import gradwright.python.Main;
import gradwright.python.bridge.EngineHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the engine runs on.
final class EngineFacts {
  private EngineFacts() {}

  /// What the machine can do at most; takes up to a second where it has never been measured.
  static Backend.MachineLimits limits(Interpreter.Open open) {
    Backend backend = open.script().host(EngineHost.class).engine().executor().backend();
    return backend == null ? Backend.MachineLimits.UNKNOWN : backend.limits();
  }

  static EngineInfo of(Interpreter.Open open, Backend.MachineLimits limits) {
    String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("development");
    List<String> devices = List.of(open.support().invokeMember("devices").as(String[].class));
    return new EngineInfo(
        version,
        open.script().pythonVersion(),
        Runtime.version().toString(),
        processor(),
        devices,
        ProcessHandle.current().pid(),
        limits.bytesPerSecond(),
        limits.flopsPerSecond());
  }

  private static String processor() {
    int threads = Runtime.getRuntime().availableProcessors();
    Path description = Path.of("/proc/cpuinfo");
    if (Files.isReadable(description)) {
      try (Stream<String> lines = Files.lines(description)) {
        Optional<String> name = lines.filter(line -> line.startsWith("model name")).findFirst();
        if (name.isPresent()) {
          return name.get().substring(name.get().indexOf(':') + 1).strip() + ", " + threads + " threads";
        }
      } catch (IOException unreadable) {
        // The architecture says less, but something.
      }
    }
    return System.getProperty("os.arch") + ", " + threads + " threads";
  }
}
