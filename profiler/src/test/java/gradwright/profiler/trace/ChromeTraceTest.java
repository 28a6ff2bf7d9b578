package gradwright.profiler.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import gradwright.profiler.Seeds;
import gradwright.profiler.Synthetic;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.store.Profile;
import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Runs;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChromeTraceTest {
  private static Recording recording(long seed) {
    EventStore store = new EventStore();
    Synthetic program = new Synthetic(seed);
    store.add(program.compile(3));
    store.add(program.run(40, "cpu:0", "cpu:1"));
    store.add(
        new EventBatch(
            List.of(
                new EngineEvent.Traced(77, "a \"quoted\" \\ \u2192\n\ud83d\ude00", Place.UNKNOWN, 1, 1_234_567, 89)),
            List.of(),
            0));
    return store.recording();
  }

  private static JsonArray events(Recording recording) throws IOException {
    StringWriter out = new StringWriter();
    ChromeTrace.write(new Profile("", recording, Synthetic.MACHINE), out);
    JsonObject trace = JsonParser.parseString(out.toString()).getAsJsonObject();
    return trace.getAsJsonArray("traceEvents");
  }

  private static List<JsonObject> of(JsonArray events, String phase) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonElement event : events) {
      if (event.getAsJsonObject().get("ph").getAsString().equals(phase)) {
        found.add(event.getAsJsonObject());
      }
    }
    return found;
  }

  @Test
  void everyRunComesBackWithItsTimesAndWork() throws IOException {
    Recording recording = recording(Seeds.random("everyRunComesBackWithItsTimesAndWork").nextLong());
    JsonArray events = events(recording);
    Map<Integer, String> processes = new HashMap<>();
    for (JsonObject meta : of(events, "M")) {
      if (meta.get("name").getAsString().equals("process_name")) {
        processes.put(meta.get("pid").getAsInt(), meta.getAsJsonObject("args").get("name").getAsString());
      }
    }
    assertEquals(Set.of("host", "cpu:0", "cpu:1"), Set.copyOf(processes.values()));
    for (int d = 0; d < recording.devices().size(); d++) {
      String device = recording.devices().get(d);
      Runs runs = recording.runs().get(d);
      if (runs.size() == 0) {
        continue;
      }
      Set<String> expected = new TreeSet<>();
      for (int i = 0; i < runs.size(); i++) {
        var kernel = recording.catalogue().kernel(runs.kernel(i));
        expected.add(kernel.name() + " " + runs.start(i) + " " + runs.nanos(i) + " " + (long) kernel.bytes());
      }
      Set<String> found =
          of(events, "X").stream()
              .filter(e -> device.equals(processes.get(e.get("pid").getAsInt())))
              .map(e ->
                  e.get("name").getAsString()
                      + " "
                      + nanos(e.get("ts").getAsBigDecimal())
                      + " "
                      + nanos(e.get("dur").getAsBigDecimal())
                      + " "
                      + e.getAsJsonObject("args").get("bytes").getAsLong())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, found);
    }
  }

  private static long nanos(BigDecimal micros) {
    return micros.movePointRight(3).longValueExact();
  }

  @Test
  void spansOfAThreadLieWithinOrBesideEachOther() throws IOException {
    Map<String, List<long[]>> threads = new HashMap<>();
    for (JsonObject event : of(events(recording(8)), "X")) {
      long start = nanos(event.get("ts").getAsBigDecimal());
      threads
          .computeIfAbsent(event.get("pid") + "/" + event.get("tid"), _ -> new ArrayList<>())
          .add(new long[] {start, start + nanos(event.get("dur").getAsBigDecimal())});
    }
    for (List<long[]> spans : threads.values()) {
      for (long[] a : spans) {
        for (long[] b : spans) {
          boolean crosses = a[0] < b[0] && b[0] < a[1] && a[1] < b[1];
          assertTrue(!crosses, () -> "spans cross");
        }
      }
    }
  }

  @Test
  void tellsSourcesCountsMemoryAndNamesThreads() throws IOException {
    Recording recording = recording(9);
    JsonArray events = events(recording);
    assertEquals(recording.memory().size(), of(events, "C").size());
    assertTrue(
        of(events, "X").stream()
            .anyMatch(e -> (Synthetic.FILE + ":20").equals(text(e.getAsJsonObject("args").get("source")))));
    Set<String> names =
        of(events, "M").stream()
            .filter(m -> m.get("name").getAsString().equals("thread_name"))
            .map(m -> m.getAsJsonObject("args").get("name").getAsString())
            .collect(Collectors.toSet());
    assertTrue(
        names.containsAll(Set.of("tracing", "lowering", "compiling", "dispatch", "transfer", "kernels")),
        names.toString());
    JsonObject odd =
        of(events, "X").stream()
            .filter(e -> e.get("name").getAsString().startsWith("a \"quoted\""))
            .findFirst()
            .orElseThrow();
    assertEquals("a \"quoted\" \\ \u2192\n\ud83d\ude00", odd.get("name").getAsString());
    assertEquals(new BigDecimal("1234.567"), odd.get("ts").getAsBigDecimal());
    assertEquals(new BigDecimal("0.089"), odd.get("dur").getAsBigDecimal());
  }

  private static String text(@Nullable JsonElement element) {
    return element == null ? "" : element.getAsString();
  }

  @Test
  void nothingIsATraceToo() throws IOException {
    assertEquals(0, of(events(Recording.EMPTY), "X").size());
  }
}
