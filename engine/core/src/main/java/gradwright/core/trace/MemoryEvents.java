package gradwright.core.trace;

import gradwright.core.device.LiveBuffer;
import gradwright.core.device.Memory;
import gradwright.core.events.Event;
import gradwright.core.events.EventBus;
import java.util.function.Supplier;

/// Publishes what becomes of memory.
record MemoryEvents(EventBus events) implements Memory.Observer {
  @Override
  public void allocated(Supplier<LiveBuffer> buffer) {
    events.publish(() -> {
      LiveBuffer b = buffer.get();
      return new Event.Allocated(b.number(), b.bytes(), b.device(), b.creator(), b.since());
    });
  }

  @Override
  public void freed(long number) {
    events.publish(() -> new Event.Freed(number, System.nanoTime()));
  }
}
