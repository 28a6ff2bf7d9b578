package gradwright.cpu.run;

import gradwright.core.device.Buffer;
import gradwright.core.device.Device;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;

/// Views of the addresses that programs work on.
final class NativeMemory {
  private NativeMemory() {}

  /// Memory that somebody else keeps alive.
  private record Borrowed(MemorySegment segment) implements Buffer {}

  static MemorySegment segment(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  /// An array over memory that is only valid while the step runs.
  static Array borrow(Aval aval, long address, Device device) {
    return Array.over(aval, device, new Borrowed(segment(address, aval.bytes() + 64)), null);
  }

  static void copy(long from, long to, long bytes) {
    if (from != to && bytes > 0) {
      MemorySegment.copy(segment(from, bytes), 0, segment(to, bytes), 0, bytes);
    }
  }
}
