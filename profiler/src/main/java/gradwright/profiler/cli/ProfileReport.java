package gradwright.profiler.cli;

import gradwright.profiler.memory.MemoryCurve;
import gradwright.profiler.memory.MemoryHistory;
import gradwright.profiler.quantity.Places;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.store.Profile;
import gradwright.profiler.store.Recording;
import gradwright.profiler.table.Aggregate;
import gradwright.profiler.table.Aggregation;
import gradwright.profiler.table.CompileTimes;
import gradwright.profiler.table.Grouping;
import java.util.List;

/// A profile in a screenful of text: where the time went on the devices, and what compiling took.
final class ProfileReport {
  private static final int MOST = 8;

  private final Profile profile;

  ProfileReport(Profile profile) {
    this.profile = profile;
  }

  String text() {
    Recording recording = profile.recording();
    StringBuilder text = new StringBuilder();
    List<Aggregate> kernels = rows(Grouping.KERNEL);
    if (kernels.isEmpty()) {
      text.append("No kernels ran.\n");
    } else {
      text.append(kernels(kernels)).append('\n');
      text.append(functions()).append('\n');
      text.append(lines()).append('\n');
    }
    List<CompileTimes> times = CompileTimes.of(recording);
    if (!times.isEmpty()) {
      text.append(compileTimes(times)).append('\n');
    }
    for (MemoryCurve curve : MemoryHistory.of(recording).curves()) {
      text.append("Peak memory of arrays on ").append(curve.device()).append(": ");
      text.append(Quantities.bytes(curve.peak())).append('\n');
    }
    long missing = recording.dropped() + recording.lost();
    if (missing > 0) {
      text.append(Quantities.count(missing)).append(" events are missing: there were more than are kept.\n");
    }
    return text.toString();
  }

  private List<Aggregate> rows(Grouping grouping) {
    return Aggregation.of(profile.recording(), grouping, profile.machine());
  }

  private static String kernels(List<Aggregate> rows) {
    boolean limits = rows.stream().anyMatch(r -> r.limitShare() > 0);
    TextTable table =
        new TextTable("Kernel", "Function", ">Runs", ">Time", ">Share", ">Mean", limits ? ">Of limit" : ">", "Line");
    for (Aggregate row : rows.subList(0, Math.min(MOST, rows.size()))) {
      table.add(
          row.name(),
          row.detail(),
          Quantities.count(row.count()),
          Quantities.duration(row.nanos()),
          Quantities.percent(row.share()),
          Quantities.duration(row.mean()),
          row.limitShare() > 0 ? Quantities.percent(row.limitShare()) : "",
          Places.line(row.place()));
    }
    return table.text() + more(rows.size());
  }

  private String functions() {
    List<Aggregate> rows = rows(Grouping.FUNCTION).stream().filter(r -> r.count() > 0).toList();
    TextTable table = new TextTable("Function", ">Kernel runs", ">Time", ">Share", ">Compile");
    for (Aggregate row : rows.subList(0, Math.min(MOST, rows.size()))) {
      table.add(
          row.name(),
          Quantities.count(row.count()),
          Quantities.duration(row.nanos()),
          Quantities.percent(row.share()),
          row.compileNanos() > 0 ? Quantities.duration(row.compileNanos()) : "");
    }
    return table.text() + more(rows.size());
  }

  private String lines() {
    List<Aggregate> rows = rows(Grouping.LINE).stream().filter(r -> r.count() > 0).toList();
    TextTable table = new TextTable("Line", "In", ">Kernel runs", ">Time", ">Share");
    for (Aggregate row : rows.subList(0, Math.min(MOST, rows.size()))) {
      table.add(
          row.name(),
          row.detail(),
          Quantities.count(row.count()),
          Quantities.duration(row.nanos()),
          Quantities.percent(row.share()));
    }
    return table.text() + more(rows.size());
  }

  private static String compileTimes(List<CompileTimes> rows) {
    TextTable table = new TextTable("Compiled", ">Programs", ">Tracing", ">Lowering", ">Compiling", ">From disk");
    for (CompileTimes row : rows.subList(0, Math.min(MOST, rows.size()))) {
      table.add(
          row.function(),
          Quantities.count(row.programs()),
          Quantities.duration(row.tracing()),
          Quantities.duration(row.lowering()),
          Quantities.duration(row.compiling()),
          Quantities.count(row.fromDisk()));
    }
    return table.text() + more(rows.size());
  }

  private static String more(int rows) {
    return rows > MOST ? "\u2026 and " + (rows - MOST) + " more\n" : "";
  }
}
