package gradwright.profiler.store;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Aspect;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.EngineEvent.MissKind;
import gradwright.protocol.EngineEvent.Pass;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.Place;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what [ProfileWriter] has written. Lists grow as they are read, so that a wrong length ends in an early end of the
/// file rather than in exhausted memory; numbers of devices and places are checked.
final class ProfileReader {
  private final DataInputStream in;
  private final List<String> texts = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private int devices;
  private int placeCount;

  ProfileReader(DataInputStream in) {
    this.in = in;
  }

  Profile read(String name) throws IOException {
    EngineInfo machine = machine();
    List<String> deviceNames = all(this::text);
    devices = deviceNames.size();
    List<Place> numbered = all(this::place);
    placeCount = numbered.size();
    Map<Integer, String> functions = new HashMap<>();
    for (int n = count(); n > 0; n--) {
      functions.put(in.readInt(), text());
    }
    Catalogue catalogue = new Catalogue(functions, all(this::kernel));
    List<EngineEvent> events = all(this::event);
    List<Runs> runs = all(this::runs);
    if (runs.size() != devices) {
      throw new IllegalArgumentException("runs of " + runs.size() + " devices, not " + devices);
    }
    Dispatches dispatches = new Dispatches(dispatches());
    Transfers transfers = new Transfers(transfers());
    CacheHits hits = new CacheHits(hits());
    MemoryChanges memory = memory();
    Recording recording =
        new Recording(
            deviceNames,
            runs,
            dispatches,
            transfers,
            hits,
            memory,
            events,
            catalogue,
            numbered,
            in.readLong(),
            in.readLong());
    return new Profile(name, recording, machine);
  }

  @FunctionalInterface
  private interface Part<T> {
    T read() throws IOException;
  }

  private int count() throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new IllegalArgumentException("a count of " + count);
    }
    return count;
  }

  private <T> List<T> all(Part<T> part) throws IOException {
    List<T> values = new ArrayList<>();
    for (int n = count(); n > 0; n--) {
      values.add(part.read());
    }
    return List.copyOf(values);
  }

  private @Nullable EngineInfo machine() throws IOException {
    return in.readBoolean()
        ? new EngineInfo(
            text(), text(), text(), text(), all(this::text), in.readLong(), in.readDouble(), in.readDouble())
        : null;
  }

  private String text() throws IOException {
    int number = Objects.checkIndex(in.readInt(), texts.size() + 1);
    if (number == texts.size()) {
      int length = count();
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("a text ends early");
      }
      texts.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return texts.get(number);
  }

  private Place place() throws IOException {
    int number = Objects.checkIndex(in.readInt(), places.size() + 1);
    if (number == places.size()) {
      places.add(new Place(all(this::frame)));
    }
    return places.get(number);
  }

  private Place.Frame frame() throws IOException {
    return new Place.Frame(text(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), text());
  }

  private Kernel kernel() throws IOException {
    return new Kernel(
        in.readInt(),
        in.readInt(),
        text(),
        KernelKind.valueOf(text()),
        in.readDouble(),
        in.readDouble(),
        all(in::readInt),
        place());
  }

  private EngineEvent event() throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'T' -> new EngineEvent.Traced(in.readInt(), text(), place(), in.readInt(), in.readLong(), in.readLong());
      case 'M' ->
          new EngineEvent.CacheMiss(
              text(), place(), place(), MissKind.valueOf(text()), all(this::difference), in.readLong());
      case 'L' -> new EngineEvent.Lowered(in.readInt(), text(), in.readLong(), in.readLong());
      case 'C' ->
          new EngineEvent.Compiled(
              in.readInt(), text(), all(this::pass), all(this::kernel), in.readBoolean(), in.readLong(), in.readLong());
      case 'D' -> new EngineEvent.Diagnosed(text(), text(), place(), in.readLong());
      default -> throw new IllegalArgumentException("an event of kind " + kind);
    };
  }

  private Difference difference() throws IOException {
    return new Difference(Aspect.valueOf(text()), text(), text(), text());
  }

  private Pass pass() throws IOException {
    return new Pass(text(), in.readLong());
  }

  private int device() throws IOException {
    return Objects.checkIndex(in.readInt(), devices);
  }

  private int placeNumber() throws IOException {
    return Objects.checkIndex(in.readInt(), placeCount);
  }

  private Runs runs() throws IOException {
    Columns columns = new Columns(2, 1);
    long start = 0;
    for (int n = count(); n > 0; n--) {
      start += in.readLong();
      columns.add(start, in.readLong(), 0, in.readInt(), 0, 0);
    }
    return new Runs(columns.rows());
  }

  private Rows dispatches() throws IOException {
    Columns columns = new Columns(2, 3);
    for (int n = count(); n > 0; n--) {
      columns.add(in.readLong(), in.readLong(), 0, in.readInt(), placeNumber(), device());
    }
    return columns.rows();
  }

  private Rows transfers() throws IOException {
    Columns columns = new Columns(3, 3);
    for (int n = count(); n > 0; n--) {
      columns.add(in.readLong(), in.readLong(), in.readLong(), placeNumber(), device(), device());
    }
    return columns.rows();
  }

  private Rows hits() throws IOException {
    Columns columns = new Columns(1, 2);
    for (int n = count(); n > 0; n--) {
      columns.add(in.readLong(), 0, 0, in.readInt(), placeNumber(), 0);
    }
    return columns.rows();
  }

  private MemoryChanges memory() throws IOException {
    List<MemoryChanges.Held> before =
        all(() -> new MemoryChanges.Held(device(), placeNumber(), in.readLong(), in.readLong()));
    Columns columns = new Columns(2, 3);
    for (int n = count(); n > 0; n--) {
      columns.add(in.readLong(), in.readLong(), 0, device(), placeNumber(), in.readInt());
    }
    return new MemoryChanges(columns.rows(), before);
  }
}
