package gradwright.profiler.store;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Allocated;
import gradwright.protocol.EngineEvent.CacheHit;
import gradwright.protocol.EngineEvent.CacheMiss;
import gradwright.protocol.EngineEvent.Compiled;
import gradwright.protocol.EngineEvent.Diagnosed;
import gradwright.protocol.EngineEvent.Executed;
import gradwright.protocol.EngineEvent.Freed;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.Lowered;
import gradwright.protocol.EngineEvent.Traced;
import gradwright.protocol.EngineEvent.Transferred;
import gradwright.protocol.EventBatch;
import gradwright.protocol.EventBatch.KernelRuns;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps the events of an engine within bounded memory. Fed from any thread, read through [#recording()] from any thread.
///
/// A client calls [#beginEngine()] when another engine process starts, since numbers and clock begin anew, and
/// [#beginRun()] before each run.
public final class EventStore {
  private final Capacity capacity;
  private final Announcer announcer = new Announcer();

  private final Numbering<String> devices = new Numbering<>();
  private final Numbering<Place> places = new Numbering<>();
  private final List<Columns> runs = new ArrayList<>();
  private final Columns dispatches = new Columns(2, 3);
  private final Columns transfers = new Columns(3, 3);
  private final Columns hits = new Columns(1, 2);
  private final MemoryLog memory = new MemoryLog();
  private final List<EngineEvent> events = new ArrayList<>();
  private final Map<Integer, String> functions = new HashMap<>();
  private final Map<Integer, Kernel> kernels = new HashMap<>();
  private Catalogue catalogue = Catalogue.EMPTY;
  private boolean catalogueChanged;
  private long dropped;
  private long lost;
  private Recording last = Recording.EMPTY;
  private boolean changed;

  public EventStore() {
    this(Capacity.DEFAULT);
  }

  public EventStore(Capacity capacity) {
    this.capacity = capacity;
  }

  /// Forgets everything: another engine process starts.
  public void beginEngine() {
    synchronized (this) {
      forgetRun();
      memory.clear();
      devices.clear();
      runs.clear();
      places.clear();
      functions.clear();
      kernels.clear();
      catalogue = Catalogue.EMPTY;
      catalogueChanged = false;
    }
    announcer.announce();
  }

  /// Forgets what happened, but not the programs and kernels that the engine has made, nor the buffers that are alive.
  public void beginRun() {
    synchronized (this) {
      forgetRun();
      memory.forgetChanges();
    }
    announcer.announce();
  }

  private void forgetRun() {
    runs.forEach(Columns::clear);
    dispatches.clear();
    transfers.clear();
    hits.clear();
    events.clear();
    dropped = 0;
    lost = 0;
    changed = true;
  }

  /// Adds what an engine did.
  public void add(EventBatch batch) {
    synchronized (this) {
      batch.events().forEach(this::add);
      batch.runs().forEach(this::add);
      lost += batch.lost();
      dropSurplus();
      changed = true;
    }
    announcer.announce();
  }

  private void add(EngineEvent event) {
    switch (event) {
      case Traced e -> {
        events.add(e);
        define(e.program(), e.function());
      }
      case CacheHit e -> {
        hits.add(e.start(), 0, 0, e.program(), places.of(e.place()), 0);
        define(e.program(), e.function());
      }
      case CacheMiss e -> events.add(e);
      case Lowered e -> events.add(e);
      case Compiled e -> {
        events.add(e);
        define(e.program(), e.function());
        e.kernels().forEach(k -> kernels.put(k.id(), k));
        catalogueChanged |= !e.kernels().isEmpty();
      }
      case Diagnosed e -> events.add(e);
      case Executed e -> {
        define(e.program(), e.function());
        dispatches.add(e.start(), e.nanos(), 0, e.program(), places.of(e.place()), device(e.device()));
      }
      case Transferred e ->
          transfers.add(e.start(), e.nanos(), e.bytes(), places.of(e.place()), device(e.from()), device(e.to()));
      case Allocated e -> memory.allocated(e.buffer(), e.bytes(), device(e.device()), places.of(e.place()), e.start());
      case Freed e -> memory.freed(e.buffer(), e.start());
    }
  }

  private void define(int program, String function) {
    if (!function.equals(functions.put(program, function))) {
      catalogueChanged = true;
    }
  }

  private void add(KernelRuns batch) {
    Columns columns = runs.get(device(batch.device()));
    for (int i = 0; i < batch.size(); i++) {
      columns.add(batch.starts()[i], batch.nanos()[i], 0, batch.kernels()[i], 0, 0);
    }
  }

  private int device(String name) {
    int number = devices.of(name);
    if (number == runs.size()) {
      runs.add(new Columns(2, 1));
    }
    return number;
  }

  private void dropSurplus() {
    long kept = runs.stream().mapToLong(Columns::size).sum();
    while (kept > capacity.kernelRuns()) {
      int gone = oldest().dropChunk();
      kept -= gone;
      dropped += gone;
    }
    for (Columns columns : List.of(dispatches, transfers, hits)) {
      while (columns.size() > capacity.hostEvents()) {
        dropped += columns.dropChunk();
      }
    }
    dropped += memory.dropTo(capacity.hostEvents());
  }

  /// The runs whose first is the oldest of all devices' first runs.
  private Columns oldest() {
    Columns oldest = runs.getFirst();
    for (Columns columns : runs) {
      if (columns.size() > 0 && (oldest.size() == 0 || columns.first() < oldest.first())) {
        oldest = columns;
      }
    }
    return oldest;
  }

  /// What is held now; cheap, and the same object until something arrives.
  public synchronized Recording recording() {
    if (changed) {
      if (catalogueChanged) {
        catalogue = new Catalogue(functions, kernels.values());
        catalogueChanged = false;
      }
      last =
          new Recording(
              devices.values(),
              runs.stream().map(c -> new Runs(c.rows())).toList(),
              new Dispatches(dispatches.rows()),
              new Transfers(transfers.rows()),
              new CacheHits(hits.rows()),
              memory.changes(),
              List.copyOf(events),
              catalogue,
              places.values(),
              dropped,
              lost);
      changed = false;
    }
    return last;
  }

  /// Adds a listener that is told, on a thread of its own and at most every few hundredths of a second, that the recording
  /// has changed; running the result removes it.
  public Runnable listen(Runnable listener) {
    return announcer.listen(listener);
  }
}
