package gradwright.profiler.focus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FocusModelTest {
  @Test
  void tellsListenersOnceOfEachChange() {
    FocusModel model = new FocusModel();
    List<Focus> seen = new ArrayList<>();
    Runnable stop = model.listen((focus, origin) -> seen.add(focus));
    model.set(new Focus.Line("a.py", 3), this);
    model.set(new Focus.Line("a.py", 3), this);
    model.set(new Focus.OfKernel(1, 2), this);
    stop.run();
    model.set(new Focus.None(), this);
    assertEquals(List.of(new Focus.Line("a.py", 3), new Focus.OfKernel(1, 2)), seen);
  }
}
