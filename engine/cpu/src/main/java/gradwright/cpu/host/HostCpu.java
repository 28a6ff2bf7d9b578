package gradwright.cpu.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What kernels must know about the processor before LLVM is loaded.
///
/// @param architecture `x86_64` or `aarch64` (or whatever `os.arch` says elsewhere)
/// @param vendor       the vendor string, empty if unknown
/// @param family       the CPUID family, 0 if unknown
/// @param model        the CPUID model, 0 if unknown
/// @param cacheBytes   the size of the last level of cache, 0 if unknown
/// @param flags        feature flags in the operating system's spelling (`avx2`, `avx512f`, ...), empty if unknown
public record HostCpu(String architecture, String vendor, int family, int model, long cacheBytes, Set<String> flags) {
  private static final class Holder {
    static final HostCpu CURRENT = detect();
  }

  /// The processor this virtual machine runs on.
  public static HostCpu current() {
    return Holder.CURRENT;
  }

  /// Width in bits of the vectors that run fastest: 512 on AMD Zen 4 and Intel Ice Lake or later, 256 on the first Intel
  /// generations with AVX-512 (whose clock suffers from 512-bit code) and on AVX2 machines, 128 elsewhere.
  public int preferredVectorBits() {
    if (flags.contains("avx512f") && flags.contains("avx512vl")) {
      return flags.contains("avx512_vbmi2") ? 512 : 256;
    }
    if (flags.contains("avx2")) {
      return 256;
    }
    return 128;
  }

  /// Lanes a kernel should use for elements of the given size: 64 bytes' worth, which is several registers where they
  /// are narrow, so that instruction latency hides.
  public int lanes(int elementBytes) {
    return Math.max(1, 64 / elementBytes);
  }

  /// A text that differs whenever code compiled for one machine might not run, or not run best, on another.
  public String fingerprint() {
    return architecture + "|" + vendor + "|" + family + "|" + model + "|" + String.join(",", flags);
  }

  private static HostCpu detect() {
    String arch =
        switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "aarch64";
          case String other -> other;
        };
    String vendor = "";
    int family = 0;
    int model = 0;
    long cache = 0;
    Set<String> flags = new LinkedHashSet<>();
    Path cpuinfo = Path.of("/proc/cpuinfo");
    if (Files.isReadable(cpuinfo)) {
      try {
        for (String line : Files.readAllLines(cpuinfo)) {
          int colon = line.indexOf(':');
          if (colon < 0) {
            if (line.isBlank() && !flags.isEmpty()) {
              break; // the first processor is enough
            }
            continue;
          }
          String value = line.substring(colon + 1).trim();
          switch (line.substring(0, colon).trim()) {
            case "vendor_id" -> vendor = value;
            case "cpu family" -> family = Integer.parseInt(value);
            case "model" -> model = Integer.parseInt(value);
            case "cache size" -> cache = Long.parseLong(value.split(" ")[0]) << 10;
            case "flags", "Features" -> flags.addAll(Arrays.asList(value.split(" ")));
            default -> {}
          }
        }
      } catch (IOException | NumberFormatException e) {
        flags.clear(); // unknown is always safe: narrower vectors, and LLVM still detects the features itself
      }
    }
    return new HostCpu(arch, vendor, family, model, cache, Collections.unmodifiableSet(new TreeSet<>(flags)));
  }
}
