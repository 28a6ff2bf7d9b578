package gradwright.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CpuDeviceTest {
  private static final long LONG = 2_000_000;

  private final CpuDevice device = new CpuDevice(0, new HostMemory(1 << 20));

  @AfterEach
  void close() {
    device.close();
  }

  private Thread threadOf(long nanos) {
    Thread[] seen = new Thread[1];
    device.submit(() -> seen[0] = Thread.currentThread(), nanos);
    device.synchronize();
    return seen[0];
  }

  @Test
  void shortWorkRunsOnTheCallersThread() {
    assertEquals(Thread.currentThread(), threadOf(1000));
  }

  @Test
  void longWorkOfACallerThatWaitsComesToItsThread() {
    assertNotEquals(Thread.currentThread(), threadOf(LONG));
    List<Thread> later = IntStream.range(0, 40).mapToObj(_ -> threadOf(LONG)).toList();
    long here = later.stream().filter(Thread.currentThread()::equals).count();
    assertTrue(here > 20 && here < 40, here + " of 40"); // some are queued, to see whether the caller waits
    assertNotEquals(Thread.currentThread(), threadOf(10_000_000_000L));
  }

  @Test
  void workSubmittedBeforeTheEndOfTheLastIsQueuedInOrder() {
    IntStream.range(0, 10).forEach(_ -> threadOf(LONG));
    CountDownLatch gate = new CountDownLatch(1);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    Thread other =
        new Thread(() ->
            device.submit(
                () -> {
                  try {
                    gate.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  order.add(0);
                },
                10_000_000_000L));
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int i = 1; i <= 5; i++) {
      int number = i;
      device.submit(() -> order.add(number), i % 2 == 0 ? 1 : LONG);
    }
    assertFalse(order.contains(1));
    gate.countDown();
    device.synchronize();
    assertEquals(List.of(0, 1, 2, 3, 4, 5), order);
    assertNotEquals(Thread.currentThread(), threadOf(LONG)); // it does not seem to wait any more
  }
}
