package gradwright.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.value.Pending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A device does its work in order, whoever does it.
class CpuDeviceTest {
  private static final long LONG = Long.MAX_VALUE;

  private final HostMemory memory = new HostMemory(1 << 20);
  private final CpuDevice device = new CpuDevice(0, memory);

  @AfterEach
  void close() {
    device.close();
    memory.close();
  }

  private Pending submit(Runnable work) {
    Pending pending = new Pending(device);
    device.submit(
        () -> {
          try {
            work.run();
            pending.complete();
          } catch (RuntimeException e) {
            pending.fail(e);
          }
        },
        LONG);
    return pending;
  }

  @Test
  void keepsTheOrderWhetherOrNotTheWaitingThreadHelps() {
    for (int round = 0; round < 300; round++) {
      List<Integer> done = Collections.synchronizedList(new ArrayList<>());
      List<Pending> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        all.add(submit(() -> done.add(number)));
      }
      all.get(3).await();
      assertTrue(done.size() >= 4, () -> done.toString());
      all.getLast().await();
      assertEquals(IntStream.range(0, 8).boxed().toList(), done);
    }
  }

  @Test
  void aWaitingThreadDoesNoMoreThanItNeeds() {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    Pending first = submit(() -> threads.add(Thread.currentThread()));
    first.await();
    device.assist(first::isDone);
    assertEquals(1, threads.size());
  }

  @Test
  void workMayWaitForWorkThatItSubmits() {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    submit(
            () -> {
              threads.add(Thread.currentThread());
              submit(() -> threads.add(Thread.currentThread())).await();
            })
        .await();
    assertEquals(2, threads.size());
    assertSame(threads.get(0), threads.get(1));
  }

  @Test
  void failuresReachEveryoneWhoWaits() {
    Pending failed =
        submit(() -> {
          throw new IllegalStateException("no");
        });
    for (int i = 0; i < 2; i++) {
      assertEquals("no", assertThrows(IllegalStateException.class, failed::await).getMessage());
    }
    assertTrue(failed.isDone() && !failed.hasSucceeded());
    submit(() -> {}).await();
  }

  @Test
  void synchronizeWaitsForAll() {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 20; i++) {
      submit(() -> done.add(done.size()));
    }
    device.synchronize();
    assertEquals(20, done.size());
  }
}
