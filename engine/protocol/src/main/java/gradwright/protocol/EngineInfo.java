package gradwright.protocol;

import java.util.List;

/// What runs behind a session. Limits are measured on the machine, 0 where unknown: bytes a second for copies and
/// floating-point operations a second (float32) for all cores together.
public record EngineInfo(
    String version,
    String python,
    String java,
    String processor,
    List<String> devices,
    long processId,
    double bytesPerSecond,
    double flopsPerSecond) {}
