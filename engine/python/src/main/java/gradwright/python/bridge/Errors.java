package gradwright.python.bridge;

import gradwright.core.errors.JaxError;
import gradwright.core.trace.StagingTrace.StagedTracer;
import gradwright.numpy.catalogue.Function;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.graalvm.polyglot.PolyglotException;

/// Turns what the engine throws into Python exceptions, so that no Java exception reaches a script.
final class Errors {
  private final Sessions sessions;
  private final Origins origins;
  private org.graalvm.polyglot.Value raise;

  Errors(Sessions sessions, Origins origins) {
    this.sessions = sessions;
    this.origins = origins;
  }

  /// Says of a mistake in how many jitted functions it happened, besides the function of jax.numpy that is taken to be the
  /// innermost.
  private record WithinJits(int count) {}

  /// A mistake that ended a jitted function's run: JAX tells of each such function when a result is not finite.
  static JaxError withinJit(JaxError mistake) {
    if (!"FloatingPointError".equals(mistake.kind())) {
      return mistake;
    }
    int before = mistake.subject() instanceof WithinJits w ? w.count() : 0;
    return new JaxError(mistake.kind(), mistake.getMessage(), new WithinJits(before + 1));
  }

  /// Calls a function of the catalogue. The functions of jax.lax are the only ones that are no jitted functions in JAX.
  static Object call(Function f, List<Object> positional, Map<String, Object> keywords) {
    try {
      return f.call(positional, keywords);
    } catch (JaxError mistake) {
      if (!"FloatingPointError".equals(mistake.kind())
          || mistake.subject() instanceof WithinJits
          || !f.module().startsWith("jax.lax")) {
        throw mistake;
      }
      throw new JaxError(mistake.kind(), mistake.getMessage(), new WithinJits(-1));
    }
  }

  void connect(org.graalvm.polyglot.Value function) {
    raise = function;
  }

  /// Runs `body` with the thread's session; raises in Python what it throws.
  <T> T guard(Supplier<T> body) {
    sessions.current();
    try {
      return body.get();
    } catch (PolyglotException fromPython) {
      throw fromPython;
    } catch (JaxError mistake) {
      int jits = mistake.subject() instanceof WithinJits w ? w.count() : 0;
      raise.executeVoid(mistake.kind(), message(mistake), trace(mistake), jits);
      throw mistake;
    } catch (UnsupportedOperationException missing) {
      raise.executeVoid("NotImplementedError", String.valueOf(missing.getMessage()), trace(missing));
      throw missing;
    } catch (StackOverflowError deep) {
      raise.executeVoid("RecursionError", "maximum recursion depth exceeded", null);
      throw deep;
    } catch (OutOfMemoryError full) {
      raise.executeVoid("MemoryError", "the Java heap is full", null);
      throw full;
    } catch (RuntimeException bug) {
      raise.executeVoid("JaxRuntimeError", "INTERNAL: " + bug, trace(bug));
      throw bug;
    }
  }

  /// The message, and where the tracer that it is about came from.
  private String message(JaxError mistake) {
    String message = String.valueOf(mistake.getMessage());
    String origin = mistake.subject() instanceof StagedTracer t ? origins.message(t) : "";
    if (origin.isEmpty()) {
      return message;
    }
    return message + origin + ("ConcretizationTypeError".equals(mistake.kind()) ? "\n" : "");
  }

  /// The Java stack for those who ask for engine frames, else null.
  private static String trace(Throwable t) {
    if (!"off".equals(System.getenv("JAX_TRACEBACK_FILTERING")) && System.getProperty("gradwright.trace") == null) {
      return null;
    }
    java.io.StringWriter text = new java.io.StringWriter();
    t.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
