package gradwright.profiler.table;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.quantity.Places;
import gradwright.profiler.store.Recording;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a tree of where the time went: the program's chains of calls, outermost first, below them what was traced,
/// compiled and called there, and below the calls their kernels.
public final class FlameTree {
  private record Key(String name, FlameNode.Type type, Focus focus) {}

  private static final class Node {
    private final Key key;
    private final @Nullable KernelKind kind;
    private final Place place;
    private final Map<Key, Node> children = new HashMap<>();
    private double own;
    private long count;

    Node(Key key, @Nullable KernelKind kind, Place place) {
      this.key = key;
      this.kind = kind;
      this.place = place;
    }

    Node child(String name, FlameNode.Type type, @Nullable KernelKind kind, Place place, Focus focus) {
      return children.computeIfAbsent(new Key(name, type, focus), k -> new Node(k, kind, place));
    }

    FlameNode done() {
      List<FlameNode> below = new ArrayList<>();
      double nanos = own;
      for (Node child : children.values()) {
        FlameNode node = child.done();
        nanos += node.nanos();
        below.add(node);
      }
      below.sort(Comparator.comparingDouble(FlameNode::nanos).reversed().thenComparing(FlameNode::name));
      return new FlameNode(key.name, key.type, kind, nanos, count, place, key.focus, List.copyOf(below));
    }
  }

  private final Recording recording;
  private final Node root = new Node(new Key("all", FlameNode.Type.ROOT, new Focus.None()), null, Place.UNKNOWN);

  private FlameTree(Recording recording) {
    this.recording = recording;
  }

  /// The root of the tree; tens of milliseconds for a million runs.
  public static FlameNode of(Recording recording) {
    FlameTree tree = new FlameTree(recording);
    tree.addCompilation();
    tree.addCalls();
    return tree.root.done();
  }

  private void addCompilation() {
    Map<Integer, Place> definitions = new HashMap<>();
    for (EngineEvent event : recording.events()) {
      if (event instanceof EngineEvent.Traced e) {
        definitions.put(e.program(), e.place());
      }
    }
    for (EngineEvent event : recording.events()) {
      switch (event) {
        case EngineEvent.Traced e -> leaf(e.place(), "trace " + e.function(), FlameNode.Type.TRACING, e.nanos());
        case EngineEvent.Lowered e ->
            leaf(place(definitions, e.program()), "lower " + e.function(), FlameNode.Type.LOWERING, e.nanos());
        case EngineEvent.Compiled e ->
            leaf(place(definitions, e.program()), "compile " + e.function(), FlameNode.Type.COMPILING, e.nanos());
        default -> {}
      }
    }
  }

  private static Place place(Map<Integer, Place> definitions, int program) {
    return definitions.getOrDefault(program, Place.UNKNOWN);
  }

  private void leaf(Place place, String name, FlameNode.Type type, double nanos) {
    if (nanos <= 0) {
      return;
    }
    Node node = chain(place).child(name, type, null, place, Places.focus(place));
    node.own += nanos;
    node.count++;
  }

  private void addCalls() {
    for (CallTimes.Call call : CallTimes.of(recording)) {
      if (call.place() < 0) {
        addUncalled(call);
        continue;
      }
      Place place = recording.place(call.place());
      String function = recording.catalogue().function(call.program());
      Node program = chain(place).child(function, FlameNode.Type.PROGRAM, null, place, Places.focus(place));
      program.count += call.calls();
      double device = 0;
      for (CallTimes.KernelTime time : call.kernels()) {
        Kernel kernel = recording.catalogue().kernel(time.kernel());
        Node node =
            program.child(
                kernel.name(),
                FlameNode.Type.KERNEL,
                kernel.kind(),
                kernel.place(),
                new Focus.OfKernel(kernel.program(), kernel.id()));
        node.own += time.nanos();
        node.count += time.runs();
        device += time.nanos();
      }
      if (call.hostNanos() > device) {
        Node host = program.child("dispatch", FlameNode.Type.DISPATCH, null, place, Places.focus(place));
        host.own += call.hostNanos() - device;
        host.count += call.calls();
      }
    }
  }

  /// Operations that run one by one, outside a compiled program, know where they were called themselves.
  private void addUncalled(CallTimes.Call call) {
    for (CallTimes.KernelTime time : call.kernels()) {
      Kernel kernel = recording.catalogue().kernel(time.kernel());
      Node node =
          chain(kernel.place())
              .child(
                  kernel.name(),
                  FlameNode.Type.KERNEL,
                  kernel.kind(),
                  kernel.place(),
                  new Focus.OfKernel(kernel.program(), kernel.id()));
      node.own += time.nanos();
      node.count += time.runs();
    }
  }

  private Node chain(Place place) {
    Node node = root;
    for (Place.Frame frame : place.frames().reversed()) {
      String where = Places.fileName(frame.file()) + ":" + frame.line();
      String name = frame.function().isEmpty() ? where : frame.function() + "  " + where;
      Place here = new Place(List.of(frame));
      node = node.child(name, FlameNode.Type.FRAME, null, here, new Focus.Line(frame.file(), frame.line()));
      node.count++;
    }
    return node;
  }
}
