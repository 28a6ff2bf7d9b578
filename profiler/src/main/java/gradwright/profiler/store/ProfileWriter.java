package gradwright.profiler.store;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.CacheMiss;
import gradwright.protocol.EngineEvent.Compiled;
import gradwright.protocol.EngineEvent.Diagnosed;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.Lowered;
import gradwright.protocol.EngineEvent.Traced;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.Place;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes profiles as [ProfileReader] reads them. Texts and places are written once, where they first occur, and by number
/// after that.
final class ProfileWriter {
  private final DataOutputStream out;
  private final Map<String, Integer> texts = new HashMap<>();
  private final Map<Place, Integer> places = new HashMap<>();

  ProfileWriter(DataOutputStream out) {
    this.out = out;
  }

  void write(Profile profile) throws IOException {
    writeMachine(profile.machine());
    Recording recording = profile.recording();
    writeAll(recording.devices(), this::text);
    writeAll(recording.places(), this::place);
    out.writeInt(recording.catalogue().functions().size());
    for (var function : recording.catalogue().functions().entrySet()) {
      out.writeInt(function.getKey());
      text(function.getValue());
    }
    writeAll(List.copyOf(recording.catalogue().kernels()), this::kernel);
    writeAll(recording.events(), this::event);
    writeRuns(recording);
    writeDispatches(recording.dispatches());
    writeTransfers(recording.transfers());
    writeHits(recording.hits());
    writeMemory(recording.memory());
    out.writeLong(recording.dropped());
    out.writeLong(recording.lost());
  }

  @FunctionalInterface
  private interface Part<T> {
    void write(T value) throws IOException;
  }

  private <T> void writeAll(List<T> values, Part<? super T> part) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      part.write(value);
    }
  }

  private void writeMachine(@Nullable EngineInfo machine) throws IOException {
    out.writeBoolean(machine != null);
    if (machine != null) {
      text(machine.version());
      text(machine.python());
      text(machine.java());
      text(machine.processor());
      writeAll(machine.devices(), this::text);
      out.writeLong(machine.processId());
      out.writeDouble(machine.bytesPerSecond());
      out.writeDouble(machine.flopsPerSecond());
    }
  }

  private void text(String text) throws IOException {
    Integer known = texts.get(text);
    if (known != null) {
      out.writeInt(known);
      return;
    }
    out.writeInt(texts.size());
    texts.put(text, texts.size());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private void place(Place place) throws IOException {
    Integer known = places.get(place);
    if (known != null) {
      out.writeInt(known);
      return;
    }
    out.writeInt(places.size());
    places.put(place, places.size());
    writeAll(place.frames(), this::frame);
  }

  private void frame(Place.Frame frame) throws IOException {
    text(frame.file());
    out.writeInt(frame.line());
    out.writeInt(frame.column());
    out.writeInt(frame.endLine());
    out.writeInt(frame.endColumn());
    text(frame.function());
  }

  private void kernel(Kernel kernel) throws IOException {
    out.writeInt(kernel.id());
    out.writeInt(kernel.program());
    text(kernel.name());
    text(kernel.kind().name());
    out.writeDouble(kernel.flops());
    out.writeDouble(kernel.bytes());
    writeAll(kernel.equations(), e -> out.writeInt(e));
    place(kernel.place());
  }

  private void event(EngineEvent event) throws IOException {
    switch (event) {
      case Traced e -> {
        out.writeByte('T');
        out.writeInt(e.program());
        text(e.function());
        place(e.place());
        out.writeInt(e.equations());
        out.writeLong(e.start());
        out.writeLong(e.nanos());
      }
      case CacheMiss e -> {
        out.writeByte('M');
        text(e.function());
        place(e.place());
        place(e.definition());
        text(e.kind().name());
        writeAll(e.differences(), this::difference);
        out.writeLong(e.start());
      }
      case Lowered e -> {
        out.writeByte('L');
        out.writeInt(e.program());
        text(e.function());
        out.writeLong(e.start());
        out.writeLong(e.nanos());
      }
      case Compiled e -> {
        out.writeByte('C');
        out.writeInt(e.program());
        text(e.function());
        writeAll(e.passes(), this::pass);
        writeAll(e.kernels(), this::kernel);
        out.writeBoolean(e.fromDisk());
        out.writeLong(e.start());
        out.writeLong(e.nanos());
      }
      case Diagnosed e -> {
        out.writeByte('D');
        text(e.code());
        text(e.message());
        place(e.place());
        out.writeLong(e.start());
      }
      case EngineEvent.CacheHit _,
          EngineEvent.Executed _,
          EngineEvent.Transferred _,
          EngineEvent.Allocated _,
          EngineEvent.Freed _ ->
          throw new IllegalStateException("kept in columns: " + event);
    }
  }

  private void difference(EngineEvent.Difference difference) throws IOException {
    text(difference.aspect().name());
    text(difference.path());
    text(difference.now());
    text(difference.before());
  }

  private void pass(EngineEvent.Pass pass) throws IOException {
    text(pass.name());
    out.writeLong(pass.nanos());
  }

  private void writeRuns(Recording recording) throws IOException {
    out.writeInt(recording.runs().size());
    for (Runs runs : recording.runs()) {
      out.writeInt(runs.size());
      long last = 0;
      for (int i = 0; i < runs.size(); i++) {
        // Differences of times compress far better than times.
        out.writeLong(runs.start(i) - last);
        last = runs.start(i);
        out.writeLong(runs.nanos(i));
        out.writeInt(runs.kernel(i));
      }
    }
  }

  private void writeDispatches(Dispatches calls) throws IOException {
    out.writeInt(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      out.writeLong(calls.start(i));
      out.writeLong(calls.nanos(i));
      out.writeInt(calls.program(i));
      out.writeInt(calls.place(i));
      out.writeInt(calls.device(i));
    }
  }

  private void writeTransfers(Transfers transfers) throws IOException {
    out.writeInt(transfers.size());
    for (int i = 0; i < transfers.size(); i++) {
      out.writeLong(transfers.start(i));
      out.writeLong(transfers.nanos(i));
      out.writeLong(transfers.bytes(i));
      out.writeInt(transfers.place(i));
      out.writeInt(transfers.from(i));
      out.writeInt(transfers.to(i));
    }
  }

  private void writeHits(CacheHits hits) throws IOException {
    out.writeInt(hits.size());
    for (int i = 0; i < hits.size(); i++) {
      out.writeLong(hits.start(i));
      out.writeInt(hits.program(i));
      out.writeInt(hits.place(i));
    }
  }

  private void writeMemory(MemoryChanges memory) throws IOException {
    out.writeInt(memory.before().size());
    for (MemoryChanges.Held held : memory.before()) {
      out.writeInt(held.device());
      out.writeInt(held.place());
      out.writeLong(held.buffers());
      out.writeLong(held.bytes());
    }
    out.writeInt(memory.size());
    for (int i = 0; i < memory.size(); i++) {
      out.writeLong(memory.time(i));
      out.writeLong(memory.bytes(i));
      out.writeInt(memory.device(i));
      out.writeInt(memory.place(i));
      out.writeInt(memory.buffers(i));
    }
  }
}
