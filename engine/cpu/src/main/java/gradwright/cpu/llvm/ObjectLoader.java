package gradwright.cpu.llvm;

import java.util.Map;

/// Puts an object file into executable memory.
interface ObjectLoader {
  /// Code in memory: addresses of the global functions, and how to unload it.
  record Loaded(Map<String, Long> symbols, Runnable unload) {}

  /// Loads `object` and finds `symbols` in it.
  Loaded load(byte[] object, java.util.List<String> symbols) throws CompileFailure;
}
