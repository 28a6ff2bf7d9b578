package gradwright.cpu.run;

import gradwright.core.events.Event;
import gradwright.core.trace.Backend.Compilation;
import java.util.ArrayList;
import java.util.List;

/// Times the passes of one compile, from its making on.
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

  /// The same for the last pass before code is made.
  public void endLowering(String pass) {
    end(pass);
    lowering = last - start;
  }

  /// How it went, once all passes have ended.
  Compilation compilation(boolean fromDisk) {
    return new Compilation(List.copyOf(passes), fromDisk, start, lowering, last - start);
  }
}
