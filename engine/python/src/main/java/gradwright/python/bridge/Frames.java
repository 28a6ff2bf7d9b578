package gradwright.python.bridge;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.bytecode.BytecodeLocation;
import com.oracle.truffle.api.bytecode.BytecodeNode;
import com.oracle.truffle.api.frame.FrameInstance;
import com.oracle.truffle.api.source.SourceSection;
import gradwright.core.ir.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Where the user's Python code is, read from the interpreter's stack. Asked only while something is traced. What each position
/// in the bytecode stands for is looked up once: a stack costs a microsecond or two.
final class Frames implements Source.Provider {
  private static final int DEPTH = 6;
  private static final int LIMIT = 10_000;
  private static final Source.Frame NONE = new Source.Frame("", 0, 0, 0, 0, "");

  private final Sessions sessions;
  private final Map<BytecodeNode, Map<Integer, Source.Frame>> known = new IdentityHashMap<>();
  private Chain chains = new Chain();
  private int places;
  private String library;

  Frames(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Frames of files in this folder belong to the library, not to the user.
  void hide(String folder) {
    library = folder;
  }

  @Override
  public Source current() {
    return library == null || sessions.current().trace() == sessions.current().evalTrace() ? Source.UNKNOWN : look();
  }

  /// The user's frames now, whatever is being traced; the innermost first.
  @Override
  public synchronized Source look() {
    if (library == null) {
      return Source.UNKNOWN;
    }
    List<Source.Frame> frames = new ArrayList<>(DEPTH);
    Chain[] at = {chains};
    Truffle.getRuntime()
        .iterateFrames(instance -> {
          Source.Frame f = frame(instance);
          if (f != NONE) {
            frames.add(f);
            at[0] = at[0].next(f);
          }
          return frames.size() == DEPTH ? frames : null;
        });
    if (frames.isEmpty()) {
      return Source.UNKNOWN;
    }
    Chain found = at[0];
    if (found.source == null) {
      found.source = new Source(List.copyOf(frames));
      if (++places > LIMIT) {
        chains = new Chain();
        places = 0;
      }
    }
    return found.source;
  }

  /// A stack seen before, as a way from the innermost frame: frames are the same objects each time, so that none is compared.
  private static final class Chain {
    private final Map<Source.Frame, Chain> callers = new IdentityHashMap<>(2);
    private Source source;

    Chain next(Source.Frame f) {
      return callers.computeIfAbsent(f, k -> new Chain());
    }
  }

  private Source.Frame frame(FrameInstance instance) {
    BytecodeLocation at;
    try {
      at = BytecodeLocation.get(instance);
    } catch (RuntimeException unreadable) {
      // Some of the interpreter's frames, those of generators and of threads' first calls, do not hold their position.
      return NONE;
    }
    if (at == null) {
      return NONE;
    }
    if (known.size() > LIMIT) {
      known.clear();
    }
    return known
        .computeIfAbsent(at.getBytecodeNode(), k -> new HashMap<>())
        .computeIfAbsent(at.getBytecodeIndex(), k -> described(at, instance));
  }

  private Source.Frame described(BytecodeLocation at, FrameInstance instance) {
    SourceSection section = at.getSourceLocation();
    if (section == null || !section.isAvailable()) {
      return NONE;
    }
    String file = section.getSource().getPath();
    if (file == null) {
      file = section.getSource().getName();
    }
    if (file.startsWith(library) || file.startsWith("<frozen") || section.getSource().isInternal()) {
      return NONE;
    }
    String name = ((RootCallTarget) instance.getCallTarget()).getRootNode().getQualifiedName();
    return new Source.Frame(
        file,
        section.getStartLine(),
        section.getStartColumn(),
        section.getEndLine(),
        section.getEndColumn() + 1,
        name == null ? "<unknown>" : name);
  }
}
