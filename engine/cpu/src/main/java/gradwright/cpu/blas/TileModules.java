package gradwright.cpu.blas;

import gradwright.cpu.ir.Scalar;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompiledModule;
import gradwright.cpu.llvm.KernelCompiler;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The kernels of matrix products of one type, each compiled when first asked for.
final class TileModules {
  private final KernelCompiler compiler;
  private final TileCode code;
  private final int lanes;
  private final Map<Tile, CompiledModule> tiles = new HashMap<>();
  private CompiledModule drivers;

  TileModules(Scalar type, int lanes, KernelCompiler compiler) {
    this.compiler = compiler;
    this.lanes = lanes;
    this.code = new TileCode(type, lanes);
  }

  /// What a kernel for tiles is made for.
  private record Tile(boolean inRows, int height, int vectors) {}

  private synchronized MemorySegment other(String name) throws CompileFailure {
    if (drivers == null) {
      drivers =
          compiler.compile(
              code.drivers(), List.of(TileCode.DRIVE, TileCode.COPY, TileCode.PACK_ROWS, TileCode.PACK_TURNED));
    }
    return MemorySegment.ofAddress(drivers.address(name));
  }

  /// The loops around the tiles.
  MemorySegment driver() throws CompileFailure {
    return other(TileCode.DRIVE);
  }

  /// The kernel that packs rows, or columns.
  MemorySegment packing(boolean columns) throws CompileFailure {
    return other(columns ? TileCode.PACK_TURNED : TileCode.PACK_ROWS);
  }

  /// The kernel that copies lines.
  MemorySegment copying() throws CompileFailure {
    return other(TileCode.COPY);
  }

  /// The addresses of the kernels for the tiles of whole panels and of a narrow last one, each 0 if `n` columns have none such.
  long[] tiles(boolean inRows, int height, int n) throws CompileFailure {
    int last = n % (2 * lanes);
    boolean narrow = last > 0 && last <= lanes;
    return new long[] {n > lanes ? tile(inRows, height, 2) : 0, narrow ? tile(inRows, height, 1) : 0};
  }

  private synchronized long tile(boolean inRows, int height, int vectors) throws CompileFailure {
    Tile key = new Tile(inRows, height, vectors);
    CompiledModule known = tiles.get(key);
    if (known == null) {
      known = compiler.compile(code.tiles(inRows, height, vectors), List.of(TileCode.TILE));
      tiles.put(key, known);
    }
    return known.address(TileCode.TILE);
  }

  /// Whether all kernels for such rows and columns can be had.
  boolean ready(boolean inRows, RowGroups g, int n) {
    try {
      driver();
      tiles(inRows, g.height(), n);
      if (g.second() > 0) {
        tiles(inRows, g.height() - 1, n);
      }
      return true;
    } catch (CompileFailure e) {
      return false;
    }
  }
}
