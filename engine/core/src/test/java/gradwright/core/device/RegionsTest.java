package gradwright.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegionsTest {
  private final Regions regions = new Regions();

  @Test
  void chunksNeverOverlapAndGrowTogetherAgain() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Regions.Chunk> used = new ArrayList<>();
    TreeMap<Long, Long> places = new TreeMap<>(); // of the chunks in use: begin and end
    long taken = 0;
    for (int i = 0; i < 20_000; i++) {
      String which = "seed " + seed + ", turn " + i;
      if (used.size() < 5 || (used.size() < 300 && random.nextBoolean())) {
        long bytes = 1 + (long) (Math.pow(random.nextDouble(), 6) * (8 << 20));
        Regions.Chunk chunk = regions.take(bytes);
        chunk = chunk == null ? regions.grow(bytes) : chunk;
        MemorySegment memory = chunk.memory();
        assertTrue(memory.byteSize() >= bytes && memory.byteSize() < bytes + (16 << 10) + 64, which);
        assertEquals(0, memory.address() % 64, which);
        memory.set(ValueLayout.JAVA_BYTE, bytes - 1, (byte) 1);
        Map.Entry<Long, Long> before = places.lowerEntry(memory.address() + memory.byteSize());
        assertTrue(before == null || before.getValue() <= memory.address(), which);
        places.put(memory.address(), memory.address() + memory.byteSize());
        used.add(chunk);
        taken += chunk.size();
      } else {
        Regions.Chunk chunk = used.remove(random.nextInt(used.size()));
        places.remove(chunk.memory().address());
        taken -= chunk.size();
        regions.give(chunk);
      }
    }
    long all = taken + regions.freeBytes(); // what is in use was touched
    used.forEach(regions::give);
    assertEquals(all, regions.freeBytes(), "seed " + seed);
    while (regions.release()) {}
    assertEquals(0, regions.freeBytes(), "every region is whole again, seed " + seed);
  }

  @Test
  void otherSizesFindTheirMemoryWhereTheOldOnesWere() {
    Regions.Chunk large = regions.grow(40 << 20);
    assertNull(regions.take(1 << 20), "all of it is in use");
    long from = large.memory().address();
    long to = from + large.size();
    regions.give(large);
    for (int i = 0; i < 40; i++) {
      long place = regions.take(1 << 20).memory().address();
      assertTrue(from <= place && place < to);
    }
    assertNull(regions.take(1 << 20));
  }

  @Test
  void regionsInUseStay() {
    Regions.Chunk small = regions.grow(100);
    assertFalse(regions.release());
    regions.give(small);
    assertTrue(regions.release());
    assertFalse(regions.release());
    assertNull(regions.take(100));
  }

  @Test
  void onlyWhatWasUsedCountsAsFree() {
    Regions.Chunk small = regions.grow(1 << 20);
    assertEquals(0, regions.freeBytes());
    regions.give(small);
    assertEquals(1 << 20, regions.freeBytes());
    Regions.Chunk larger = regions.take(3 << 20);
    assertEquals(0, regions.freeBytes());
    regions.give(larger);
    assertEquals(3 << 20, regions.freeBytes());
    assertTrue(regions.release());
    assertEquals(0, regions.freeBytes());
  }

  @Test
  void arraysOfAPowerOfTwoAndALineFillRegions() {
    for (long bytes = 1 << 20; bytes <= 16 << 20; bytes *= 2) {
      Regions fresh = new Regions();
      fresh.grow(bytes + 64);
      for (long used = bytes; used < 32 << 20; used += bytes) {
        assertNotNull(fresh.take(bytes + 64), bytes + " after " + used);
      }
    }
  }

  @Test
  void theRegionUnusedForLongestIsGivenBackFirst() {
    Regions.Chunk old = regions.grow(50 << 20);
    Regions.Chunk larger = regions.grow(60 << 20);
    regions.give(larger);
    regions.give(old);
    regions.give(regions.take(60 << 20)); // used again
    assertTrue(regions.release());
    assertEquals(60 << 20, regions.freeBytes());
  }
}
