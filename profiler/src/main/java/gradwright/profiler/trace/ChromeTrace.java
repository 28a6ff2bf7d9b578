package gradwright.profiler.trace;

import gradwright.profiler.memory.MemoryCurve;
import gradwright.profiler.memory.MemoryHistory;
import gradwright.profiler.quantity.Achieved;
import gradwright.profiler.store.Profile;
import gradwright.profiler.timeline.Lane;
import gradwright.profiler.timeline.Lane.Position;
import gradwright.profiler.timeline.LaneKind;
import gradwright.profiler.timeline.LaneRow;
import gradwright.profiler.timeline.Slice;
import gradwright.profiler.timeline.Timeline;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.Place;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes a profile in the trace event format of Chrome, which https://ui.perfetto.dev and chrome://tracing open.
///
/// The host is process 1 with a thread for each lane; each device is a process with a thread of kernels and a counter of
/// its live bytes. Rows of a lane become threads where spans overlap without one being within the other. Times are
/// microseconds with three decimals.
///
/// Source: Trace Event Format, https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
public final class ChromeTrace {
  private static final int HOST = 1;

  private final Profile profile;
  private final Timeline timeline;
  private final JsonText json;

  private ChromeTrace(Profile profile, Writer out) {
    this.profile = profile;
    this.timeline = Timeline.of(profile.recording());
    this.json = new JsonText(out);
  }

  /// Writes the trace; `out` stays open.
  public static void write(Profile profile, Writer out) throws IOException {
    new ChromeTrace(profile, out).write();
    out.flush();
  }

  private void write() throws IOException {
    json.begin('{').key("displayTimeUnit").value("ns");
    writeAbout();
    json.key("traceEvents").begin('[');
    name("process_name", HOST, 0, "host");
    sortIndex("process_sort_index", HOST, 0, 0);
    for (int lane = 0; lane < timeline.lanes().size(); lane++) {
      writeLane(lane);
    }
    writeMemory();
    json.end(']').end('}');
    json.line();
  }

  private void writeAbout() throws IOException {
    json.key("otherData").begin('{').key("made by").value("Gradwright");
    EngineInfo machine = profile.machine();
    if (machine != null) {
      json.key("version").value(machine.version()).key("processor").value(machine.processor());
    }
    long missing = profile.recording().dropped() + profile.recording().lost();
    if (missing > 0) {
      json.key("missing events").value(missing);
    }
    json.end('}');
  }

  private void writeLane(int number) throws IOException {
    Lane lane = timeline.lanes().get(number);
    boolean isDevice = lane.kind() == LaneKind.KERNELS;
    int process = isDevice ? process(lane.device()) : HOST;
    if (isDevice) {
      name("process_name", process, 0, lane.name());
      sortIndex("process_sort_index", process, 0, 1 + lane.device());
    }
    ThreadAssignment threads = new ThreadAssignment(lane);
    for (int t = 0; t < threads.count(); t++) {
      String text = isDevice ? "kernels" : lane.name();
      int thread = thread(number, t);
      name("thread_name", process, thread, t == 0 ? text : text + " " + (t + 1));
      sortIndex("thread_sort_index", process, thread, thread);
    }
    for (int r = 0; r < lane.rows().size(); r++) {
      LaneRow row = lane.rows().get(r);
      for (int i = 0; i < row.size(); i++) {
        writeSlice(timeline.slice(new Position(number, r, i)), process, thread(number, threads.of(r, i)));
      }
    }
  }

  private static int process(int device) {
    return HOST + 1 + device;
  }

  private static int thread(int lane, int more) {
    return 100 * (lane + 1) + more;
  }

  private void name(String kind, int process, int thread, String name) throws IOException {
    meta(kind, process, thread);
    json.key("args").begin('{').key("name").value(name).end('}').end('}');
    json.line();
  }

  private void sortIndex(String kind, int process, int thread, int index) throws IOException {
    meta(kind, process, thread);
    json.key("args").begin('{').key("sort_index").value(index).end('}').end('}');
    json.line();
  }

  private void meta(String kind, int process, int thread) throws IOException {
    json.begin('{').key("ph").value("M").key("name").value(kind);
    json.key("pid").value(process).key("tid").value(thread);
  }

  private void writeSlice(Slice slice, int process, int thread) throws IOException {
    String category = slice.kind() == null ? slice.lane().text() : slice.kind().name().toLowerCase(Locale.ROOT);
    json.begin('{').key("ph").value("X").key("name").value(slice.name()).key("cat").value(category);
    json.key("pid").value(process).key("tid").value(thread);
    json.key("ts").micros(slice.start()).key("dur").micros(slice.nanos());
    json.key("args").begin('{');
    if (!slice.function().isEmpty()) {
      json.key("function").value(slice.function());
    }
    if (!slice.note().isEmpty()) {
      json.key("note").value(slice.note());
    }
    if (slice.program() >= 0) {
      json.key("program").value(slice.program());
    }
    if (slice.place().isKnown()) {
      Place.Frame frame = slice.place().frame();
      json.key("source").value(frame.file() + ":" + frame.line());
      json.key("calls").value(calls(slice.place()));
    }
    if (!slice.equations().isEmpty()) {
      json.key("equations")
          .value(slice.equations().stream().map(e -> Integer.toString(e)).collect(Collectors.joining(", ")));
    }
    writeWork(slice);
    json.end('}').end('}');
    json.line();
  }

  private static String calls(Place place) {
    return place.frames().stream()
        .map(f -> f.function() + " (" + f.file() + ":" + f.line() + ")")
        .collect(Collectors.joining(" < "));
  }

  private void writeWork(Slice slice) throws IOException {
    Achieved achieved = Achieved.of(slice.flops(), slice.bytes(), slice.nanos(), profile.machine());
    if (slice.bytes() > 0) {
      json.key("bytes").value(slice.bytes()).key("GB/s").value(achieved.bytesPerSecond() / 1e9);
    }
    if (slice.flops() > 0) {
      json.key("flops").value(slice.flops()).key("GFLOP/s").value(achieved.flopsPerSecond() / 1e9);
    }
    if (achieved.share() > 0 && slice.lane() == LaneKind.KERNELS) {
      json.key("percent of limit").value(100 * achieved.share());
    }
  }

  private void writeMemory() throws IOException {
    for (MemoryCurve curve : MemoryHistory.of(profile.recording()).curves()) {
      if (timeline.lanes().stream().noneMatch(l -> l.device() == curve.number())) {
        name("process_name", process(curve.number()), 0, curve.device());
      }
      for (int i = 0; i < curve.size(); i++) {
        json.begin('{').key("ph").value("C").key("name").value("live bytes");
        json.key("pid").value(process(curve.number())).key("ts").micros(curve.time(i));
        json.key("args").begin('{').key("bytes").value(curve.bytes(i)).end('}').end('}');
        json.line();
      }
    }
  }
}
