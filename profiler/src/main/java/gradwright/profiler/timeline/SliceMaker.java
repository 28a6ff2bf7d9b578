package gradwright.profiler.timeline;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.quantity.Places;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.store.Dispatches;
import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Transfers;
import gradwright.protocol.EngineEvent.Compiled;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.Lowered;
import gradwright.protocol.EngineEvent.Traced;
import gradwright.protocol.Place;
import java.util.List;

/// Describes spans of a timeline.
record SliceMaker(Timeline timeline) {

  Slice slice(Lane.Position position) {
    Lane lane = timeline.lanes().get(position.lane());
    LaneRow row = lane.rows().get(position.row());
    int item = row.item(position.index());
    return switch (lane.kind()) {
      case TRACING -> traced(timeline.traced().get(item));
      case LOWERING -> lowered(timeline.lowered().get(item));
      case COMPILING -> compiled(timeline.compiled().get(item));
      case DISPATCH -> dispatch(item);
      case TRANSFER -> transfer(item);
      case KERNELS -> kernel(lane.device(), item);
    };
  }

  private Slice traced(Traced event) {
    String note = Quantities.count(event.equations()) + (event.equations() == 1 ? " equation" : " equations");
    return host(LaneKind.TRACING, event.function(), note, event.program(), event.start(), event.nanos(), event.place());
  }

  private Slice lowered(Lowered event) {
    return host(
        LaneKind.LOWERING,
        event.function(),
        "",
        event.program(),
        event.start(),
        event.nanos(),
        defined(event.program()));
  }

  private Slice compiled(Compiled event) {
    String kernels = Quantities.count(event.kernels().size()) + (event.kernels().size() == 1 ? " kernel" : " kernels");
    String note = event.fromDisk() ? kernels + ", from the disk cache" : kernels;
    return host(
        LaneKind.COMPILING,
        event.function(),
        note,
        event.program(),
        event.start(),
        event.nanos(),
        defined(event.program()));
  }

  private Place defined(int program) {
    return timeline.definitions().getOrDefault(program, Place.UNKNOWN);
  }

  private Slice dispatch(int call) {
    Recording recording = timeline.recording();
    Dispatches calls = recording.dispatches();
    int program = calls.program(call);
    return host(
        LaneKind.DISPATCH,
        recording.catalogue().function(program),
        "on " + recording.devices().get(calls.device(call)),
        program,
        calls.start(call),
        calls.nanos(call),
        recording.place(calls.place(call)));
  }

  private Slice host(LaneKind lane, String function, String note, int program, long start, long nanos, Place place) {
    return new Slice(
        lane, null, function, note, function, program, start, nanos, 0, 0, place, List.of(), Places.focus(place));
  }

  private Slice transfer(int item) {
    Recording recording = timeline.recording();
    Transfers transfers = recording.transfers();
    Place place = recording.place(transfers.place(item));
    String route =
        recording.devices().get(transfers.from(item)) + " \u2192 " + recording.devices().get(transfers.to(item));
    return new Slice(
        LaneKind.TRANSFER,
        null,
        route,
        "",
        "",
        -1,
        transfers.start(item),
        transfers.nanos(item),
        transfers.bytes(item),
        0,
        place,
        List.of(),
        Places.focus(place));
  }

  private Slice kernel(int device, int run) {
    Recording recording = timeline.recording();
    var runs = recording.runs().get(device);
    Kernel kernel = recording.catalogue().kernel(runs.kernel(run));
    return new Slice(
        LaneKind.KERNELS,
        kernel.kind(),
        kernel.name(),
        "on " + recording.devices().get(device),
        recording.catalogue().function(kernel.program()),
        kernel.program(),
        runs.start(run),
        runs.nanos(run),
        kernel.bytes(),
        kernel.flops(),
        kernel.place(),
        kernel.equations(),
        new Focus.OfKernel(kernel.program(), kernel.id()));
  }
}
