package gradwright.profiler.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.profiler.Synthetic;
import org.junit.jupiter.api.Test;

class QuantitiesTest {
  @Test
  void durationsHaveTheUnitThatSuitsThem() {
    assertEquals("0 ns", Quantities.duration(0));
    assertEquals("999 ns", Quantities.duration(999));
    assertEquals("1.00 µs", Quantities.duration(999.6));
    assertEquals("12.3 ms", Quantities.duration(12_345_678));
    assertEquals("1.00 s", Quantities.duration(999_999_999));
    assertEquals("2 min 05 s", Quantities.duration(125e9));
    assertEquals("-1.50 ms", Quantities.duration(-1_500_000));
  }

  @Test
  void sizesAndRates() {
    assertEquals("512 B", Quantities.bytes(512));
    assertEquals("1.00 KiB", Quantities.bytes(1024));
    assertEquals("0.98 MiB", Quantities.bytes(1024 * 1000));
    assertEquals("12.3 GFLOP/s", Quantities.decimal(12.3e9, "FLOP/s"));
    assertEquals("5 B/s", Quantities.decimal(5, "B/s"));
    assertEquals("<0.1 %", Quantities.percent(0.0001));
    assertEquals("100 %", Quantities.percent(1));
    assertEquals("1\u202f234\u202f567", Quantities.count(1234567));
  }

  @Test
  void sharesAreOfTheMeasuredLimits() {
    Achieved achieved = Achieved.of(1e6, 1e6, 100_000, Synthetic.MACHINE);
    assertEquals(0.05, achieved.flopsShare(), 1e-12);
    assertEquals(0.5, achieved.bytesShare(), 1e-12);
    assertEquals(0, Achieved.of(1, 1, 0, Synthetic.MACHINE).share());
    assertEquals(0, Achieved.of(1, 1, 1, null).share());
  }
}
