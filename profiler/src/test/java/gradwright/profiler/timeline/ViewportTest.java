package gradwright.profiler.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.profiler.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewportTest {
  private static Viewport of(double first, double last) {
    Viewport viewport = new Viewport();
    viewport.resize(1000);
    viewport.extend(first, last);
    return viewport;
  }

  @Test
  void showsEverythingAtFirstAndWhileMoreComes() {
    Viewport viewport = of(1000, 2000);
    assertTrue(viewport.from() <= 1000 && viewport.to() >= 2000);
    viewport.extend(1000, 50_000);
    assertTrue(viewport.to() >= 50_000);
    viewport.zoom(4, 300);
    double step = viewport.step();
    viewport.extend(1000, 90_000);
    assertEquals(step, viewport.step(), "who has zoomed in stays where they are");
    viewport.fit();
    assertTrue(viewport.to() >= 90_000);
  }

  @Test
  void zoomKeepsTheTimeUnderThePointer() {
    Random random = Seeds.random("zoomKeepsTheTimeUnderThePointer");
    Viewport viewport = of(0, 1e9);
    viewport.show(new Range(4e8, 6e8));
    for (int i = 0; i < 50; i++) {
      double pixel = random.nextDouble() * 1000;
      double time = viewport.timeAt(pixel);
      viewport.zoom(0.7 + random.nextDouble() * 1.2, pixel);
      if (viewport.from() > 1 && viewport.to() < 1e9 - 1) {
        assertEquals(pixel, viewport.pixelOf(time), 1e-3);
      }
    }
  }

  @Test
  void staysWithinWhatThereIs() {
    Random random = Seeds.random("staysWithinWhatThereIs");
    Viewport viewport = of(5e6, 7e6);
    for (int i = 0; i < 500; i++) {
      if (random.nextBoolean()) {
        viewport.zoom(Math.exp(random.nextGaussian()), random.nextDouble() * 1000);
      } else {
        viewport.pan(random.nextGaussian() * 2000);
      }
      assertTrue(viewport.from() >= 5e6 - 0.021 * 2e6);
      assertTrue(viewport.to() <= 7e6 + 0.021 * 2e6);
      assertTrue(viewport.step() > 0);
    }
    viewport.zoom(1e-9, 500);
    assertTrue(viewport.isFitted());
    viewport.zoom(1e12, 500);
    assertFalse(viewport.isFitted());
  }

  @Test
  void ticksStandAtRoundTimes() {
    Viewport viewport = of(1_000_000, 3_000_000);
    List<Ruler.Tick> ticks = Ruler.ticks(viewport, 1_000_000, 90);
    assertEquals("0.0 ms", ticks.getFirst().text());
    assertEquals("0.2 ms", ticks.get(1).text());
    assertEquals(1_200_000, ticks.get(1).time(), 1e-6);
  }
}
