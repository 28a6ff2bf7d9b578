package gradwright.profiler.store;

import gradwright.profiler.store.MemoryChanges.Held;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Changes of memory. Changes that are forgotten go into a sum, so that what is alive stays known. Guarded by its owner's
/// lock.
final class MemoryLog {
  private record Buffer(long bytes, int device, int place) {}

  private record Origin(int device, int place) {}

  private final Columns changes = new Columns(2, 3);
  private final Map<Long, Buffer> live = new HashMap<>();
  private final Map<Origin, Held> before = new HashMap<>();

  void allocated(long buffer, long bytes, int device, int place, long time) {
    live.put(buffer, new Buffer(bytes, device, place));
    changes.add(time, bytes, 0, device, place, 1);
  }

  /// Notes the end of a buffer; one that is not known was allocated before anybody listened.
  void freed(long buffer, long time) {
    Buffer known = live.remove(buffer);
    if (known != null) {
      changes.add(time, -known.bytes, 0, known.device, known.place, -1);
    }
  }

  /// Keeps at most `rows` changes and returns how many were forgotten.
  long dropTo(int rows) {
    long gone = 0;
    while (changes.size() > rows) {
      sumUp(Math.min(changes.size(), Columns.CHUNK));
      gone += changes.dropChunk();
    }
    return gone;
  }

  void forgetChanges() {
    sumUp(changes.size());
    changes.clear();
  }

  private void sumUp(int count) {
    Rows rows = changes.rows();
    for (int i = 0; i < count; i++) {
      int device = rows.intAt(0, i);
      int place = rows.intAt(1, i);
      Held change = new Held(device, place, rows.intAt(2, i), rows.longAt(1, i));
      before.merge(new Origin(device, place), change, MemoryLog::sum);
    }
    before.values().removeIf(h -> h.buffers() == 0);
  }

  private static Held sum(Held a, Held b) {
    return new Held(a.device(), a.place(), a.buffers() + b.buffers(), a.bytes() + b.bytes());
  }

  MemoryChanges changes() {
    return new MemoryChanges(changes.rows(), List.copyOf(before.values()));
  }

  void clear() {
    changes.clear();
    live.clear();
    before.clear();
  }
}
