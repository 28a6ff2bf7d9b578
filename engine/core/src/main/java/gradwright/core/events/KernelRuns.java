package gradwright.core.events;

/// Runs of kernels on one device, in columns of fixed size: when they are full, runs are counted as lost until somebody takes
/// what is there.
public final class KernelRuns {
  private final String device;
  private final int capacity;
  private int[] kernels;
  private long[] starts;
  private long[] nanos;
  private int size;
  private long lost;

  KernelRuns(String device, int capacity) {
    this.device = device;
    this.capacity = capacity;
    this.kernels = new int[capacity];
    this.starts = new long[capacity];
    this.nanos = new long[capacity];
  }

  /// Columns of equal length `size()`: the kernel's number, start (of `System.nanoTime`) and duration in nanoseconds.
  public record Taken(String device, int[] kernels, long[] starts, long[] nanos, long lost) {
    public int size() {
      return kernels.length;
    }
  }

  /// Notes a run that ends now.
  public void add(int kernel, long start, long end) {
    synchronized (this) {
      if (size == capacity) {
        lost++;
        return;
      }
      kernels[size] = kernel;
      starts[size] = start;
      nanos[size] = end - start;
      size++;
    }
  }

  /// Takes all runs noted since the last time.
  public synchronized Taken take() {
    Taken taken =
        new Taken(
            device,
            java.util.Arrays.copyOf(kernels, size),
            java.util.Arrays.copyOf(starts, size),
            java.util.Arrays.copyOf(nanos, size),
            lost);
    size = 0;
    lost = 0;
    return taken;
  }
}
