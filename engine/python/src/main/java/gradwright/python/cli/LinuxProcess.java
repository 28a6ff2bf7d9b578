package gradwright.python.cli;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the waiting engine asks of Linux that Java has no name for. The numbers are the same on all processors.
final class LinuxProcess {
  private static final long PIDFD_OPEN = 434;
  private static final long PIDFD_GETFD = 438;
  private static final int THREAD = 0;
  private static final int IDLEST = 19;
  private static final int STREAMS = 3;
  private static final int NO_TERMINAL_OF_ITS_OWN = 0x100;
  private static final int FLAGS_TO_KEEP = 3 | 0x400; // how it may be accessed, and O_APPEND

  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle syscall =
      function(
          "syscall",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private final MethodHandle dup2 =
      function("dup2", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private final MethodHandle open =
      function("open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private final MethodHandle chdir =
      function("chdir", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  private final MethodHandle setpriority =
      function(
          "setpriority",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private MethodHandle function(String name, FunctionDescriptor shape, Linker.Option... options) {
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape, options);
  }

  /// Makes three streams of another process the standard streams of this one: the same open files, not copies of what they
  /// say.
  ///
  /// @param first the number of what becomes standard input; the next two become standard output and error
  /// @return whether that was possible; if not, nothing has changed
  boolean takeStreams(long process, int first) {
    int[] taken = new int[STREAMS];
    long handle = call(() -> (long) syscall.invokeExact(PIDFD_OPEN, process, 0L, 0L));
    for (int stream = 0; stream < STREAMS; stream++) {
      long number = first + stream;
      long same = handle < 0 ? -1 : call(() -> (long) syscall.invokeExact(PIDFD_GETFD, handle, number, 0L));
      taken[stream] = same >= 0 ? (int) same : opened(process, first + stream);
      if (taken[stream] < 0) {
        return false;
      }
    }
    for (int stream = 0; stream < STREAMS; stream++) {
      int from = taken[stream];
      int to = stream;
      if (call(() -> (int) dup2.invokeExact(from, to)) < 0) {
        throw new IllegalStateException("dup2 failed");
      }
    }
    return true;
  }

  /// Opens a stream of another process once more, which is the same as sharing it for terminals and pipes but not for
  /// files, where each opening has a position of its own. For systems that let only debuggers share open files.
  int opened(long process, int stream) {
    Path link = Path.of("/proc/" + process + "/fd/" + stream);
    try {
      String target = Files.readSymbolicLink(link).toString();
      if (!target.startsWith("pipe:") && !target.startsWith("/dev/")) {
        return -1;
      }
      int flags = flags(Files.readString(Path.of("/proc/" + process + "/fdinfo/" + stream)));
      try (Arena arena = Arena.ofConfined()) {
        var name = arena.allocateFrom(link.toString());
        return (int) call(() -> (int) open.invokeExact(name, flags & FLAGS_TO_KEEP | NO_TERMINAL_OF_ITS_OWN));
      }
    } catch (IOException gone) {
      return -1;
    }
  }

  private static int flags(String description) throws IOException {
    return description
        .lines()
        .filter(line -> line.startsWith("flags:"))
        .findFirst()
        .map(line -> Integer.parseInt(line.substring("flags:".length()).strip(), 8))
        .orElseThrow(() -> new IOException("no flags"));
  }

  /// Goes to another folder. Java's absolute paths still start from the first one.
  boolean enter(Path folder) {
    try (Arena arena = Arena.ofConfined()) {
      var name = arena.allocateFrom(folder.toString());
      return call(() -> (int) chdir.invokeExact(name)) == 0;
    }
  }

  /// Lets the current thread, and threads that it starts, run only when nothing else wants to.
  void yieldToOthers() {
    call(() -> (int) setpriority.invokeExact(THREAD, 0, IDLEST));
  }

  private interface Call {
    long make() throws Throwable;
  }

  private static long call(Call call) {
    try {
      return call.make();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
