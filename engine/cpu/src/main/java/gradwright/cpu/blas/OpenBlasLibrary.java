package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import gradwright.cpu.host.BundledLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The OpenBLAS shared library, loaded on first use and told to use one thread: parallelism is the worker pool's.
final class OpenBlasLibrary {
  private static final BundledLibrary LIBRARY =
      new BundledLibrary("org/bytedeco/openblas/{platform}", "openblas-0.3.31");
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = load();

  private OpenBlasLibrary() {}

  private static SymbolLookup load() {
    String platform = BundledLibrary.platform();
    // what the main library needs comes first, since it is not on the system's search path
    String[] files =
        platform.startsWith("linux")
            ? new String[] {"libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0"}
            : platform.startsWith("macosx") ? new String[] {"libopenblas.0.dylib"} : new String[] {"libopenblas.dll"};
    SymbolLookup symbols = null;
    for (String file : files) {
      try {
        symbols = SymbolLookup.libraryLookup(LIBRARY.extract(file), Arena.global());
      } catch (IOException e) {
        boolean main = file.equals(files[files.length - 1]);
        boolean absentElsewhere = file.contains("quadmath") || file.contains("gcc_s");
        if (main || !absentElsewhere) {
          throw new UncheckedIOException(e);
        }
      }
    }
    try {
      find(symbols, "openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(1);
      // checking for NaN would turn it into an error code; callers check where LAPACK needs it
      find(symbols, "LAPACKE_set_nancheck", FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return symbols;
  }

  private static MethodHandle find(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
    MemorySegment address = symbols.find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    return LINKER.downcallHandle(address, descriptor);
  }

  static MethodHandle bind(String name, FunctionDescriptor descriptor) {
    return find(SYMBOLS, name, descriptor);
  }
}
