package gradwright.profiler.store;

import gradwright.protocol.EngineInfo;
import org.jspecify.annotations.Nullable;

/// A recording and the machine that it was made on.
///
/// @param name of the file that it comes from; empty where it comes from none
/// @param machine null where it is not known
public record Profile(String name, Recording recording, @Nullable EngineInfo machine) {}
