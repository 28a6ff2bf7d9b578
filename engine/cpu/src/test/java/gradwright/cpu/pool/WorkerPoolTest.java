package gradwright.cpu.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
  @Test
  void everyItemIsDoneOnce() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (WorkerPool pool = new WorkerPool(4)) {
      for (int round = 0; round < 3000; round++) {
        int total = random.nextInt(200);
        AtomicIntegerArray done = new AtomicIntegerArray(Math.max(1, total));
        pool.run(
            total,
            1 + random.nextInt(20),
            WorkerPool.NEVER,
            (lo, hi) -> {
              for (long i = lo; i < hi; i++) {
                done.incrementAndGet((int) i);
              }
            });
        for (int i = 0; i < total; i++) {
          assertEquals(1, done.get(i), "seed " + seed + " round " + round);
        }
      }
    }
  }

  @Test
  void severalCallersAndNestedRanges() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(3)) {
      AtomicLong sum = new AtomicLong();
      Thread[] callers = new Thread[3];
      for (int t = 0; t < callers.length; t++) {
        callers[t] =
            new Thread(() -> {
              for (int round = 0; round < 200; round++) {
                pool.run(
                    50,
                    3,
                    WorkerPool.NEVER,
                    (lo, hi) -> pool.run(hi - lo, 1, WorkerPool.NEVER, (a, b) -> sum.addAndGet(b - a)));
              }
            });
        callers[t].start();
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertEquals(3 * 200 * 50, sum.get());
    }
  }

  @Test
  void exceptionsReachTheCallerAndThePoolGoesOn() {
    try (WorkerPool pool = new WorkerPool(3)) {
      for (int round = 0; round < 50; round++) {
        IllegalStateException e =
            assertThrows(
                IllegalStateException.class,
                () ->
                    pool.run(
                        100,
                        1,
                        WorkerPool.NEVER,
                        (lo, hi) -> {
                          if (lo == 37) {
                            throw new IllegalStateException("at 37");
                          }
                        }));
        assertEquals("at 37", e.getMessage());
      }
      AtomicInteger count = new AtomicInteger();
      pool.run(100, 1, WorkerPool.NEVER, (lo, hi) -> count.incrementAndGet());
      assertEquals(100, count.get());
    }
  }

  @Test
  void cancellationStopsBetweenChunks() {
    for (int threads : new int[] {1, 3}) {
      try (WorkerPool pool = new WorkerPool(threads)) {
        AtomicInteger count = new AtomicInteger();
        assertThrows(
            CancellationException.class,
            () -> pool.run(10_000, 1, () -> count.get() >= 10, (lo, hi) -> count.incrementAndGet()));
        assertTrue(count.get() < 100, "did " + count.get());
      }
    }
  }

  @Test
  void workersHelp() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(2)) {
      CountDownLatch both = new CountDownLatch(2);
      pool.run(
          2,
          1,
          WorkerPool.NEVER,
          (lo, hi) -> {
            both.countDown();
            try {
              assertTrue(both.await(30, TimeUnit.SECONDS), "the second thread never came");
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }
}
