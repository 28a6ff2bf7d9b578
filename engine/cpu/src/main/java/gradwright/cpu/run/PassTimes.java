package gradwright.cpu.run;

import gradwright.core.events.Event;
import gradwright.core.trace.Backend.Compilation;
import java.util.ArrayList;
import java.util.List;

/// Times one compile, from its making on: lowering, then the passes of making code.
public final class PassTimes {
  private final List<Event.Pass> passes = new ArrayList<>();
  private final long start = System.nanoTime();
  private long last = start;
  private long lowering;

  /// A pass ends now and the next one begins.
  public void end(String pass) {
    long now = System.nanoTime();
    passes.add(new Event.Pass(pass, now - last));
    last = now;
  }

  /// What comes before code is made ends now.
  public void endLowering() {
    last = System.nanoTime();
    lowering = last - start;
  }

  /// How it went, once all passes of making code have ended.
  Compilation compilation(boolean fromDisk) {
    return new Compilation(List.copyOf(passes), fromDisk, start, lowering, last - start);
  }
}
