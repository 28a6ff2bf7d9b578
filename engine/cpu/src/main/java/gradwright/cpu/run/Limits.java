package gradwright.cpu.run;

import gradwright.core.device.Buffer;
import gradwright.core.device.HostMemory;
import gradwright.core.device.Memory;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.Source;
import gradwright.core.trace.Backend.MachineLimits;
import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.host.CacheDirectory;
import gradwright.cpu.host.HostCpu;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompiledModule;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.llvm.ObjectCache;
import gradwright.cpu.pool.WorkerPool;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Measures what the processor can do at most, with all threads: copying memory that no cache holds, and fused multiply-adds of
/// float32 vectors in registers. Takes a few tenths of a second, and is remembered on disk by processor; after a quarter of an
/// hour it is measured again and the better figures are kept, because another program may have disturbed it.
public final class Limits {
  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final int COPIES = 4;
  private static final int SUMS = 8;
  private static final long LEAST_COPY_BYTES = 64L << 20;
  private static final long MOST_COPY_BYTES = 256L << 20;
  private static final int LINE = 64;
  private static final long COPY_GRAIN = (1L << 20) / LINE;

  /// Turns of the loop of multiply-adds for each thread: about ten milliseconds.
  private static final long TURNS = 2_000_000;

  private static final int GRAINS = 16;

  private final WorkerPool pool;
  private final KernelCompiler compiler;
  private MachineLimits known;

  public Limits(WorkerPool pool, KernelCompiler compiler) {
    this.pool = pool;
    this.compiler = compiler;
  }

  /// The limits, measured at most once; 0 for what cannot be measured.
  public synchronized MachineLimits get() {
    if (known == null) {
      Optional<Path> file =
          CacheDirectory.measurements()
              .map(f -> f.resolve(ObjectCache.key(HostCpu.current().fingerprint(), "" + pool.threads())));
      MachineLimits stored = file.map(Limits::read).orElse(MachineLimits.UNKNOWN);
      known = stored;
      if (file.isEmpty() || !isFresh(file.get())) {
        known =
            new MachineLimits(
                Math.max(stored.bytesPerSecond(), bytesPerSecond()),
                Math.max(stored.flopsPerSecond(), flopsPerSecond()));
        file.ifPresent(f -> write(f, known));
      }
    }
    return known;
  }

  private static boolean isFresh(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(FRESH));
    } catch (IOException missing) {
      return false;
    }
  }

  private static MachineLimits read(Path file) {
    try {
      String[] figures = Files.readString(file).strip().split(" ");
      return new MachineLimits(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    } catch (IOException | RuntimeException unreadable) {
      return MachineLimits.UNKNOWN; // measured again
    }
  }

  private static void write(Path file, MachineLimits limits) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), "limits", null);
      Files.writeString(fresh, limits.bytesPerSecond() + " " + limits.flopsPerSecond());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      // measured again by the next process
    }
  }

  private double bytesPerSecond() {
    long bytes = Math.clamp(HostCpu.current().cacheBytes(), LEAST_COPY_BYTES, MOST_COPY_BYTES);
    // from the same pool as arrays, so in large pages too
    Memory memory = new HostMemory(4 * bytes);
    try (Arena arena = Arena.ofShared();
        CompiledModule module = compiler.compile(copyIr(), java.util.List.of(KernelCode.NAME))) {
      Buffer from = memory.allocate(bytes, null, new Memory.Owner(null, Source.UNKNOWN));
      Buffer to = memory.allocate(bytes, null, new Memory.Owner(null, Source.UNKNOWN));
      from.segment().asSlice(0, bytes).fill((byte) 1); // pages that were never written are all the same one
      MemorySegment arguments = arena.allocate(16, 8);
      arguments.set(ValueLayout.JAVA_LONG, 0, from.address());
      arguments.set(ValueLayout.JAVA_LONG, 8, to.address());
      MemorySegment function = MemorySegment.ofAddress(module.address(KernelCode.NAME));
      double best = 0;
      for (int i = 0; i < COPIES; i++) {
        long start = System.nanoTime();
        pool.runKernel(function, arguments, bytes / LINE, COPY_GRAIN, WorkerPool.NEVER);
        best = Math.max(best, 2e9 * bytes / (System.nanoTime() - start));
      }
      from.release();
      to.release();
      return best;
    } catch (CompileFailure | JaxError | OutOfMemoryError e) {
      return 0;
    } finally {
      memory.close();
    }
  }

  /// Copies lines of memory past the caches: a store that first reads what it overwrites would move half as much again.
  private static String copyIr() {
    return """
    define void @k(ptr %args, i64 %lo, i64 %hi) {
    entry:
      %from = load ptr, ptr %args
      %p = getelementptr i8, ptr %args, i64 8
      %to = load ptr, ptr %p
      br label %loop
    loop:
      %i = phi i64 [ %lo, %entry ], [ %n, %loop ]
      %at = shl i64 %i, 6
      %q = getelementptr i8, ptr %from, i64 %at
      %r = getelementptr i8, ptr %to, i64 %at
      %x = load <16 x float>, ptr %q, align 64
      store <16 x float> %x, ptr %r, align 64, !nontemporal !0
      %n = add i64 %i, 1
      %c = icmp ult i64 %n, %hi
      br i1 %c, label %loop, label %end
    end:
      ret void
    }
    !0 = !{i32 1}
    """;
  }

  private double flopsPerSecond() {
    int lanes = HostCpu.current().preferredVectorBits() / 32;
    int chains = lanes == 8 ? 12 : 16; // as many as hide the latency and fit the registers
    try (Arena arena = Arena.ofShared();
        CompiledModule module = compiler.compile(ir(lanes, chains), java.util.List.of(KernelCode.NAME))) {
      MemorySegment data = arena.allocate(4L * lanes * (chains + 1), 64);
      for (long i = 0; i < data.byteSize() / 4; i++) {
        data.setAtIndex(ValueLayout.JAVA_FLOAT, i, 0.5f + 0.001f * i);
      }
      MemorySegment arguments = arena.allocate(8, 8);
      arguments.set(ValueLayout.JAVA_LONG, 0, data.address());
      MemorySegment function = MemorySegment.ofAddress(module.address(KernelCode.NAME));
      long turns = TURNS * pool.threads();
      double best = 0;
      for (int i = 0; i < SUMS; i++) {
        long start = System.nanoTime();
        pool.runKernel(function, arguments, turns, TURNS / GRAINS, WorkerPool.NEVER);
        best = Math.max(best, 2e9 * turns * lanes * chains / (System.nanoTime() - start));
      }
      return best;
    } catch (CompileFailure e) {
      return 0;
    }
  }

  /// Independent chains `a = a * x + x`. The last sum is stored so that nothing can be left out.
  private static String ir(int lanes, int chains) {
    String type = "<" + lanes + " x float>";
    StringBuilder b = new StringBuilder();
    b.append("declare ").append(type).append(" @llvm.fma.v").append(lanes).append("f32(");
    b.append(type).append(", ").append(type).append(", ").append(type).append(")\n");
    b.append("define void @k(ptr %args, i64 %lo, i64 %hi) {\nentry:\n  %p = load ptr, ptr %args\n");
    b.append("  %x = load ").append(type).append(", ptr %p, align 4\n");
    for (int k = 0; k < chains; k++) {
      b.append("  %q").append(k).append(" = getelementptr i8, ptr %p, i64 ").append(4L * lanes * (k + 1)).append('\n');
      b.append("  %s").append(k).append(" = load ").append(type).append(", ptr %q").append(k).append(", align 4\n");
    }
    b.append("  br label %loop\nloop:\n  %i = phi i64 [ %lo, %entry ], [ %n, %loop ]\n");
    for (int k = 0; k < chains; k++) {
      b.append("  %a").append(k).append(" = phi ").append(type);
      b.append(" [ %s").append(k).append(", %entry ], [ %b").append(k).append(", %loop ]\n");
    }
    for (int k = 0; k < chains; k++) {
      b.append("  %b").append(k).append(" = call ").append(type).append(" @llvm.fma.v").append(lanes).append("f32(");
      b.append(type).append(" %a").append(k).append(", ").append(type).append(" %x, ").append(type).append(" %x)\n");
    }
    b.append("  %n = add i64 %i, 1\n  %c = icmp ult i64 %n, %hi\n  br i1 %c, label %loop, label %end\nend:\n");
    String sum = "%b0";
    for (int k = 1; k < chains; k++) {
      b.append("  %t").append(k).append(" = fadd ").append(type).append(' ').append(sum);
      b.append(", %b").append(k).append('\n');
      sum = "%t" + k;
    }
    return b.append("  store ")
        .append(type)
        .append(' ')
        .append(sum)
        .append(", ptr %q0, align 4\n  ret void\n}\n")
        .toString();
  }
}
