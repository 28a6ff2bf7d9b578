package gradwright.core.device;

import gradwright.core.errors.JaxError;
import gradwright.core.types.Aval;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Pooled off-heap host memory, handed back by the garbage collector through phantom references, or by who knows that it is not
/// needed any more: small buffers of size classes,
/// larger ones cut from [Regions]. Small Java handles hold large native memory, so the collector is kept informed of it: see [CollectorPressure]. When live
/// bytes grow far beyond what survived the last full collection, another one is asked for.
public final class HostMemory implements Memory {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final int LINE_BITS = 6;
  private static final int ALIGN = 1 << LINE_BITS;
  private static final int SLAB_BYTES = 1 << 20;
  private static final long SMALL = 1 << 14;

  /// Free bytes that are kept for reuse even when less is live.
  private static final long KEPT = 512L << 20;

  /// Bytes that may be live before a full collection is asked for: a part of what there may be at most.
  private static final long LEAST_LIVELY = 512L << 20;

  private static final long MOST_LIVELY = 4L << 30;
  private static final int LIVELY_PART = 8;

  private static final long RELEASE_MILLIS = 200;

  private final ReferenceQueue<Handle> freed = new ReferenceQueue<>();
  // Linked through the leases themselves: one is made for each array, the smallest too.
  private Lease newest;
  private final List<ArrayDeque<Place>> classes = new ArrayList<>(); // free buffers of slabs
  private final Regions regions = new Regions();
  private final long limitBytes;
  private final long lively;
  private final CollectorPressure pressure = new CollectorPressure();
  private final Arena slabs = Arena.ofShared();
  private MemorySegment slab;
  private long slabUsed;
  private long live;
  private long pooled; // free bytes of slabs
  private long collectAt;
  private boolean closed;
  private Observer observer;

  /// A pool that refuses to hold more than `limitBytes`.
  public HostMemory(long limitBytes) {
    this.limitBytes = limitBytes;
    this.lively = Math.clamp(limitBytes / LIVELY_PART, LEAST_LIVELY, MOST_LIVELY);
    this.collectAt = Math.min(limitBytes, lively);
  }

  /// A buffer handle; the lease frees its memory when the handle is unreachable.
  private static final class Handle implements Buffer {
    private final MemorySegment segment;
    private final long number;
    private Lease lease;
    private volatile boolean shared;

    Handle(MemorySegment segment, long number) {
      this.segment = segment;
      this.number = number;
    }

    @Override
    public void share() {
      shared = true;
    }

    @Override
    public boolean isShared() {
      return shared;
    }

    @Override
    public void release() {
      lease.end();
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public MemorySegment segment() {
      return segment;
    }
  }

  /// Where a buffer lies: in a slab, or in a chunk of a region.
  private record Place(MemorySegment memory, int sizeClass, Regions.Chunk chunk) {
    long size() {
      return memory.byteSize();
    }
  }

  private final class Lease extends PhantomReference<Handle> {
    private final Place place;
    private final long number;
    private final long bytes;
    private final Owner owner;
    private final long since = System.nanoTime();
    private Lease older;
    private Lease younger;
    private boolean ended;

    Lease(Handle h, Place place, long bytes, Owner owner) {
      super(h, freed);
      this.place = place;
      this.number = h.number;
      this.bytes = bytes;
      this.owner = owner;
    }

    void end() {
      synchronized (HostMemory.this) {
        if (!ended) {
          clear();
          free(this);
        }
      }
    }

    LiveBuffer described() {
      Device d = owner.device();
      return new LiveBuffer(number, bytes, d == null ? "" : d.platform() + ":" + d.id(), owner.creator(), since);
    }
  }

  /// Sixteen classes an octave: waste is at most a sixteenth, and at most a cache line for small ones.
  static int sizeClass(long bytes) {
    long b = (Math.max(bytes, ALIGN) + ALIGN - 1) & -ALIGN;
    int log = 63 - Long.numberOfLeadingZeros(b);
    int shift = Math.max(log - 4, LINE_BITS);
    long base = 1L << log;
    long step = (b - base + (1L << shift) - 1) >> shift;
    return step << shift == base ? (log + 1) * 16 : log * 16 + (int) step;
  }

  static long classBytes(int c) {
    int log = c >> 4;
    return (1L << log) + ((long) (c & 15) << Math.max(log - 4, LINE_BITS));
  }

  @Override
  public synchronized Buffer allocate(long bytes, Aval what, Owner owner) {
    long size = bytes + ALIGN;
    pressure.allocated(size);
    drain();
    if (live + size > collectAt) {
      collect();
      if (live + size > limitBytes) {
        throw new JaxError(
            "MemoryError",
            "Out of memory allocating "
                + bytes
                + " bytes"
                + (what == null ? "" : " for an array of shape " + what.longName())
                + "; "
                + live
                + " bytes are live and the limit is "
                + limitBytes
                + " bytes.");
      }
    }
    Place place = size <= SMALL ? small(sizeClass(size)) : large(size, what);
    live += place.size();
    Handle h = new Handle(place.memory, NUMBERS.incrementAndGet());
    Lease lease = new Lease(h, place, bytes, owner);
    h.lease = lease;
    link(lease);
    if (observer != null) {
      observer.allocated(lease::described);
    }
    return h;
  }

  private void link(Lease lease) {
    lease.older = newest;
    if (newest != null) {
      newest.younger = lease;
    }
    newest = lease;
  }

  private void unlink(Lease lease) {
    if (lease.younger == null) {
      newest = lease.older;
    } else {
      lease.younger.older = lease.older;
    }
    if (lease.older != null) {
      lease.older.younger = lease.younger;
    }
  }

  private Place small(int c) {
    while (classes.size() <= c) {
      classes.add(new ArrayDeque<>());
    }
    Place free = classes.get(c).pollLast();
    if (free != null) {
      pooled -= free.size();
      return free;
    }
    long size = classBytes(c);
    if (slab == null || slabUsed + size > SLAB_BYTES) {
      slab = slabs.allocate(SLAB_BYTES, ALIGN);
      slabUsed = 0;
    }
    MemorySegment m = slab.asSlice(slabUsed, size);
    slabUsed += size;
    return new Place(m, c, null);
  }

  private Place large(long size, Aval what) {
    Regions.Chunk chunk = regions.take(size);
    try {
      chunk = chunk == null ? regions.grow(size) : chunk;
    } catch (OutOfMemoryError e) {
      throw new JaxError(
          "MemoryError",
          "Out of memory allocating "
              + size
              + " bytes"
              + (what == null ? "." : " for an array of shape " + what.longName() + "."));
    }
    return new Place(chunk.memory(), -1, chunk);
  }

  private void drain() {
    boolean larger = false;
    for (Object r = freed.poll(); r != null; r = freed.poll()) {
      Lease lease = (Lease) r;
      if (!lease.ended) {
        free(lease);
        larger |= lease.place.chunk != null;
      }
    }
    if (larger) {
      trim();
    }
  }

  private void free(Lease lease) {
    lease.ended = true;
    unlink(lease);
    if (observer != null) {
      observer.freed(lease.number);
    }
    Place place = lease.place;
    live -= place.size();
    if (place.chunk != null) {
      regions.give(place.chunk);
    } else {
      classes.get(place.sizeClass).addLast(place);
      pooled += place.size();
    }
  }

  /// Gives regions back to the system that are more than is worth keeping.
  private void trim() {
    while (regions.freeBytes() > (closed ? 0 : Math.max(KEPT, live)) && regions.release()) {}
  }

  /// Asks for a collection and waits a little for the references it frees.
  private void collect() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      long before = live;
      for (int k = 0; k < 20 && live == before; k++) {
        drain();
        if (live == before) {
          try {
            Thread.sleep(1);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
          }
        }
      }
      if (live < collectAt / 2) {
        break;
      }
    }
    collectAt = Math.min(limitBytes, Math.max(lively, live * 2));
  }

  @Override
  public synchronized List<LiveBuffer> live() {
    drain();
    List<LiveBuffer> all = new ArrayList<>();
    for (Lease l = newest; l != null; l = l.older) {
      all.add(l.described());
    }
    all.sort(Comparator.comparingLong(LiveBuffer::number));
    return all;
  }

  @Override
  public synchronized void observe(Observer o) {
    observer = o;
  }

  @Override
  public synchronized void close() {
    closed = true;
    drain();
    trim();
    if (newest != null) {
      Thread.ofVirtual().name("memory-release").start(this::awaitTheLast);
    }
  }

  /// Keeps this pool alive until its last buffer is unreachable: references to a pool that is gone are never told of.
  private void awaitTheLast() {
    while (isLeased()) {
      try {
        Thread.sleep(RELEASE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      liveBytes();
    }
  }

  private synchronized boolean isLeased() {
    return newest != null;
  }

  @Override
  public synchronized long liveBytes() {
    drain();
    return live;
  }

  @Override
  public synchronized long pooledBytes() {
    return pooled + regions.freeBytes();
  }
}
