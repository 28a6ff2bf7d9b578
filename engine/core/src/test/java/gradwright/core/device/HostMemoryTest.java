package gradwright.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.Source;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostMemoryTest {
  private static final Memory.Owner NOBODY = new Memory.Owner(null, Source.UNKNOWN);

  @Test
  void classesHoldWhatIsAskedForAndWasteLittle() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long bytes = 1 + (random.nextLong() & Long.MAX_VALUE) % (1L << (1 + random.nextInt(45)));
      int c = HostMemory.sizeClass(bytes);
      long size = HostMemory.classBytes(c);
      String which = "seed " + seed + ": " + bytes + " bytes in class " + c + " of " + size;
      assertTrue(size >= bytes, which);
      assertEquals(0, size % 64, which);
      assertTrue(size - bytes < Math.max(64, bytes / 8), which);
      assertEquals(c, HostMemory.sizeClass(size), which);
    }
  }

  @Test
  void droppedBuffersComeBack() {
    HostMemory memory = new HostMemory(64L << 30);
    Set<Long> places = new HashSet<>();
    long most = 0;
    for (int i = 0; i < 4000; i++) {
      places.add(memory.allocate(4 << 20, null, NOBODY).segment().address());
      most = Math.max(most, memory.liveBytes());
    }
    assertTrue(places.size() < 4000, "16 GB were asked for in turn, and " + places.size() + " blocks taken");
    assertTrue(most < 8L << 30, most + " bytes were live at once");
  }

  @Test
  void thePoolStaysWithinItsBounds() throws InterruptedException {
    HostMemory memory = new HostMemory(64L << 30);
    fillAndDrop(memory, 16 << 20, 40);
    long old = memory.pooledBytes();
    assertTrue(old >= 400L << 20, "the pool is full: " + old);
    fillAndDrop(memory, 24 << 20, 20);
    long pooled = memory.pooledBytes();
    assertTrue(pooled <= 600L << 20, "and stays within its bounds: " + pooled);
    memory.allocate(24 << 20, null, NOBODY);
    assertTrue(memory.pooledBytes() <= pooled - (24 << 20), "and serves the next buffer");
  }

  @Test
  void buffersOfOtherSizesShareWhatWasDropped() throws InterruptedException {
    HostMemory memory = new HostMemory(64L << 30);
    fillAndDrop(memory, 40 << 20, 4);
    long pooled = memory.pooledBytes();
    memory.allocate(5 << 20, null, NOBODY);
    memory.allocate(100 << 10, null, NOBODY);
    assertEquals(pooled - memory.pooledBytes(), memory.liveBytes(), "nothing is mapped afresh");
    assertTrue(memory.liveBytes() < 6 << 20, "and little is wasted: " + memory.liveBytes());
  }

  private static void fillAndDrop(HostMemory memory, long bytes, int count) throws InterruptedException {
    Buffer[] held = new Buffer[count];
    for (int i = 0; i < count; i++) {
      held[i] = memory.allocate(bytes, null, NOBODY);
    }
    java.util.Arrays.fill(held, null);
    for (int i = 0; i < 200 && memory.liveBytes() > 0; i++) {
      System.gc();
      Thread.sleep(5);
    }
    assertEquals(0, memory.liveBytes());
  }

  @Test
  void moreThanTheLimitIsRefusedWithTheFigures() {
    HostMemory memory = new HostMemory(1 << 20);
    JaxError e = assertThrows(JaxError.class, () -> memory.allocate(2 << 20, null, NOBODY));
    assertTrue(e.getMessage().contains("the limit is 1048576 bytes"), e.getMessage());
  }
}
