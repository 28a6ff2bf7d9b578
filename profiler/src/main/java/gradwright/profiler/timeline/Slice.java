package gradwright.profiler.timeline;

import gradwright.profiler.focus.Focus;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one span of the timeline is.
///
/// @param name of the kernel, or of the function that was traced, compiled or called
/// @param note what else there is to say in a few words; may be empty
/// @param kind of the kernel, null where it is none
/// @param function that the program was traced from; empty where there is none
/// @param bytes moved, 0 where unknown
/// @param flops floating-point operations, 0 where unknown
/// @param equations of the program that it computes
/// @param focus what is looked at when it is chosen
public record Slice(
    LaneKind lane,
    @Nullable KernelKind kind,
    String name,
    String note,
    String function,
    int program,
    long start,
    long nanos,
    double bytes,
    double flops,
    Place place,
    List<Integer> equations,
    Focus focus) {}
