package gradwright.python.serve;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;

/// Notices a heap that is as good as full: the collector runs nearly all the time and gains nearly nothing. The JVM itself would go on so
/// for minutes before it throws an error.
final class HeapWatch implements AutoCloseable {
  private static final int POLL_MILLIS = 100;
  private static final long BUSY_MILLIS = 1500;
  private static final long PATIENCE_MILLIS = 4000;
  private static final double BUSY = 0.8;
  private static final double FULL = 0.85;
  private static final double STILL_FULL = 0.7;

  private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
  private final MemoryPoolMXBean old =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
          .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
          .orElseThrow();
  private final Runnable full;
  private final Runnable hopeless;
  private final Thread thread;
  private long since;
  private long collectedBefore;
  private boolean told;

  /// @param full is called when the heap is full
  /// @param hopeless is called when it is still full seconds later
  HeapWatch(Runnable full, Runnable hopeless) {
    this.full = full;
    this.hopeless = hopeless;
    this.thread = new Thread(this::watch, "heap-watch");
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    begin(now());
    thread.start();
  }

  /// Whether a collection leaves the heap nearly full.
  static boolean isFull() {
    System.gc();
    Runtime heap = Runtime.getRuntime();
    return heap.totalMemory() - heap.freeMemory() > STILL_FULL * heap.maxMemory();
  }

  /// What programs are told.
  static String message() {
    return "the Java heap is full (%d MiB)".formatted(Runtime.getRuntime().maxMemory() >> 20);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(POLL_MILLIS);
        try {
          poll();
        } catch (OutOfMemoryError none) {
          // That says it as well; the next poll is soon.
        }
      }
    } catch (InterruptedException closed) {
      // No more to watch.
    }
  }

  private void poll() {
    long now = now();
    MemoryUsage after = old.getCollectionUsage();
    boolean busy = collectionMillis() - collectedBefore > BUSY * (now - since);
    if (!busy || after.getUsed() < FULL * after.getMax()) {
      begin(now);
      return;
    }
    if (!told && now - since > BUSY_MILLIS) {
      told = true;
      full.run();
    } else if (now - since > BUSY_MILLIS + PATIENCE_MILLIS) {
      hopeless.run();
      begin(now);
    }
  }

  private void begin(long now) {
    since = now;
    collectedBefore = collectionMillis();
    told = false;
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  private long collectionMillis() {
    long sum = 0;
    for (GarbageCollectorMXBean c : collectors) {
      sum += c.getCollectionTime();
    }
    return sum;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
