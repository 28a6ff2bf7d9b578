package gradwright.profiler.view.canvas;

import gradwright.profiler.timeline.LaneKind;
import gradwright.protocol.EngineEvent.KernelKind;
import java.util.Locale;

/// Colours of drawings; the style sheet gives each a value of the theme.
public enum Ink {
  BACKGROUND,
  STRIPE,
  TEXT,
  MUTED,
  GRID,
  ACCENT,
  SELECTION,
  FUSED,
  LIBRARY,
  LOOP,
  COPY,
  EVALUATED,
  OTHER,
  TRACING,
  LOWERING,
  COMPILING,
  DISPATCH,
  TRANSFER;

  /// The property's name in style sheets.
  String property() {
    return "-gw-" + name().toLowerCase(Locale.ROOT);
  }

  /// The colour of a kernel.
  public static Ink of(KernelKind kind) {
    return switch (kind) {
      case FUSED -> FUSED;
      case LIBRARY -> LIBRARY;
      case LOOP -> LOOP;
      case COPY -> COPY;
      case EVALUATED -> EVALUATED;
      case OTHER -> OTHER;
    };
  }

  /// The colour of a lane of the host.
  public static Ink of(LaneKind kind) {
    return switch (kind) {
      case TRACING -> TRACING;
      case LOWERING -> LOWERING;
      case COMPILING -> COMPILING;
      case DISPATCH -> DISPATCH;
      case TRANSFER -> TRANSFER;
      case KERNELS -> OTHER;
    };
  }
}
