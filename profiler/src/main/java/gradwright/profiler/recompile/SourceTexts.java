package gradwright.profiler.recompile;

import java.util.Optional;

/// Where the advisor reads sources, such as the editor's unsaved texts before the files on disk.
@FunctionalInterface
public interface SourceTexts {
  /// The text of an absolute file as it was run; empty where it cannot be read or has changed since.
  Optional<String> text(String file);
}
