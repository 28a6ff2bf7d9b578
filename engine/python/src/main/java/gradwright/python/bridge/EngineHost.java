package gradwright.python.bridge;

import gradwright.core.trace.Engine;
import gradwright.core.trace.Session;
import gradwright.numpy.Libraries;
import gradwright.python.ScriptHost;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;

/// Connects a Python context to an engine of its own: the object that the `jax` package finds as `gradwright`.
public final class EngineHost implements ScriptHost {
  private final Engine engine = new Engine(devices());
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private static final Pattern FORCED = Pattern.compile("--xla_force_host_platform_device_count=([1-9]\\d{0,2})\\b");

  /// The number of virtual CPU devices asked for, by either of JAX's environment variables.
  private static int devices() {
    String asked = System.getenv("JAX_NUM_CPU_DEVICES");
    if (asked != null && asked.matches("[1-9]\\d{0,2}")) {
      return Integer.parseInt(asked);
    }
    String flags = System.getenv("XLA_FLAGS");
    Matcher forced = FORCED.matcher(flags == null ? "" : flags);
    return forced.find() ? Integer.parseInt(forced.group(1)) : 1;
  }

  @Override
  public void install(Context context) {
    Session session = new Session(engine);
    session.setCancelled(() -> cancelled.getAndSet(false));
    session.attach();
    context.getPolyglotBindings().putMember("gradwright", new Bridge(session, Libraries.catalogue()));
  }

  /// The engine of the context.
  public Engine engine() {
    return engine;
  }

  @Override
  public void cancel() {
    cancelled.set(true);
  }

  @Override
  public void resume() {
    cancelled.set(false);
  }

  @Override
  public void close() {
    engine.close();
  }
}
