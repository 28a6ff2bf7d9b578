package gradwright.cpu.run;

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
/// float32 vectors in registers. Takes about a tenth of a second, and is remembered on disk by processor; after a quarter of an
/// hour it is measured again and the better figures are kept, because another program may have disturbed it.
public final class Limits {
  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final int ROUNDS = 3;
  private static final long COPY_BYTES = 64L << 20;
  private static final long COPY_GRAIN = 1L << 20;

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
    try (Arena arena = Arena.ofShared()) {
      MemorySegment from = arena.allocate(COPY_BYTES, 64);
      MemorySegment to = arena.allocate(COPY_BYTES, 64);
      double best = 0;
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        pool.run(COPY_BYTES, COPY_GRAIN, WorkerPool.NEVER, (lo, hi) -> MemorySegment.copy(from, lo, to, lo, hi - lo));
        best = Math.max(best, 2e9 * COPY_BYTES / (System.nanoTime() - start));
      }
      return best;
    } catch (OutOfMemoryError e) {
      return 0;
    }
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
      for (int i = 0; i < ROUNDS; i++) {
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
