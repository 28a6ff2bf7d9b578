package gradwright.profiler.store;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.Place;
import java.util.List;

/// What a store held at one moment. Never changes, so any thread may read it for as long as it likes.
///
/// @param devices names by number; the host is among them where something was copied from or to it
/// @param runs runs of kernels by number of the device
/// @param events what comes seldom: [EngineEvent.Traced], [EngineEvent.CacheMiss], [EngineEvent.Lowered],
///     [EngineEvent.Compiled] and [EngineEvent.Diagnosed], in order of publication
/// @param catalogue every program and kernel that the engine made, those of its earlier runs too
/// @param places by number
/// @param dropped how many events and runs were dropped here, to keep within the [Capacity]
/// @param lost how many the engine could not send
public record Recording(
    List<String> devices,
    List<Runs> runs,
    Dispatches dispatches,
    Transfers transfers,
    CacheHits hits,
    MemoryChanges memory,
    List<EngineEvent> events,
    Catalogue catalogue,
    List<Place> places,
    long dropped,
    long lost) {

  public static final Recording EMPTY =
      new Recording(
          List.of(),
          List.of(),
          new Dispatches(Rows.NONE),
          new Transfers(Rows.NONE),
          new CacheHits(Rows.NONE),
          new MemoryChanges(Rows.NONE, List.of()),
          List.of(),
          Catalogue.EMPTY,
          List.of(),
          0,
          0);

  /// Whether nothing happened yet.
  public boolean isEmpty() {
    return events.isEmpty()
        && dispatches.size() == 0
        && transfers.size() == 0
        && memory.size() == 0
        && hits.size() == 0
        && kernelRuns() == 0;
  }

  /// Runs of kernels on all devices.
  public long kernelRuns() {
    return runs.stream().mapToLong(Runs::size).sum();
  }

  public Place place(int number) {
    return places.get(number);
  }
}
