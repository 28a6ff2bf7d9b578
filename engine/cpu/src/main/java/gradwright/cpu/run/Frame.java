package gradwright.cpu.run;

import gradwright.core.device.Buffer;
import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.events.KernelRuns;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/// What one run of an executable works on: the address of every slot, the block of temporaries, and room for kernels'
/// arguments. Frames are used again by later runs, one run at a time.
final class Frame {
  /// Address of each slot's memory, by slot number.
  final long[] address;

  /// Pointers handed to each kernel, by kernel number.
  final MemorySegment[] arguments;

  final Device device;

  /// Where runs of kernels are noted; null when nobody wants to know.
  KernelRuns runs;

  private final Buffer block;
  private BooleanSupplier cancelled = () -> false;

  Frame(int slots, int[] pointers, Buffer block, Device device) {
    this.address = new long[slots];
    this.block = block;
    this.device = device;
    this.arguments = new MemorySegment[pointers.length];
    long total = 8;
    for (int p : pointers) {
      total += 8L * Math.max(1, p);
    }
    MemorySegment room = Arena.ofAuto().allocate(total, 64);
    long at = 0;
    for (int i = 0; i < pointers.length; i++) {
      arguments[i] = room.asSlice(at, 8L * Math.max(1, pointers[i]));
      at += 8L * Math.max(1, pointers[i]);
    }
  }

  long blockAddress() {
    return block == null ? 0 : block.address();
  }

  void setCancelled(BooleanSupplier c) {
    cancelled = c;
  }

  boolean isCancelled() {
    return cancelled.getAsBoolean();
  }

  /// Throws when the user asked to stop.
  void poll() {
    if (cancelled.getAsBoolean()) {
      throw new JaxError("KeyboardInterrupt", "");
    }
  }
}
