package gradwright.cpu.library;

import gradwright.core.prim.Indexing;
import gradwright.core.types.DType;
import gradwright.cpu.codegen.CpuTarget;
import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompiledModule;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.math.Lanewise;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/// Kernels for rows at computed places (see [RowCode]), compiled when first needed.
final class RowKernels {
  private final KernelCompiler compiler;
  private final Map<Key, CompiledModule> modules = new HashMap<>();
  private boolean failed;

  RowKernels(KernelCompiler compiler) {
    this.compiler = compiler;
  }

  /// @param op null for reading
  private record Key(Indexing.Combine op, Scalar type) {}

  /// The kernel that reads rows of elements of so many bytes; null when there is none.
  MemorySegment gather(int bytes) {
    return switch (bytes) {
      case 1 -> kernel(new Key(null, Scalar.U8));
      case 2 -> kernel(new Key(null, Scalar.U16));
      case 4 -> kernel(new Key(null, Scalar.U32));
      case 8 -> kernel(new Key(null, Scalar.U64));
      default -> null;
    };
  }

  /// The kernel that combines rows; null when there is none.
  MemorySegment scatter(Indexing.Combine op, DType type) {
    if (!CpuTarget.combinesRows(op, type)) {
      return null;
    }
    Scalar scalar = Lanewise.scalar(type);
    return kernel(new Key(op, scalar.isFloat() ? scalar : scalar.unsigned()));
  }

  /// Arguments common to all.
  static MemorySegment arguments(
      ScratchMemory.Room room, long from, long to, long indices, IndexedPlaces.Rows rows, int bytes, IndexedPlaces w) {
    MemorySegment a = room.segment();
    set(a, RowCode.FROM, from);
    set(a, RowCode.TO, to);
    set(a, RowCode.INDICES, indices);
    set(a, RowCode.LENGTH, rows.length());
    set(a, RowCode.INDEXED_STRIDE, rows.indexedStride() * bytes);
    set(a, RowCode.OTHER_STRIDE, rows.otherStride() * bytes);
    set(a, RowCode.CLIP, w.clips() ? 1 : 0);
    set(a, RowCode.LAST, rows.last());
    set(a, RowCode.COUNT, w.count);
    return a;
  }

  static void set(MemorySegment arguments, int k, long value) {
    arguments.setAtIndex(ValueLayout.JAVA_LONG, k, value);
  }

  private synchronized MemorySegment kernel(Key key) {
    CompiledModule known = modules.get(key);
    if (known == null && !failed) {
      try {
        String text = key.op == null ? RowCode.gather(key.type) : RowCode.scatter(key.op, key.type);
        known = compiler.compile(text, java.util.List.of(KernelCode.NAME));
        modules.put(key, known);
      } catch (CompileFailure e) {
        failed = true;
      }
    }
    return known == null ? null : MemorySegment.ofAddress(known.address(KernelCode.NAME));
  }
}
