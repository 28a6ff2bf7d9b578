package gradwright.python.bridge;

import gradwright.core.trace.Config;
import gradwright.numpy.random.KeyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The options that change what programs mean, as the Python package sets them.
public final class SettingsPort {
  private final Sessions sessions;
  private volatile boolean jitDisabled;

  SettingsPort(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Sets an option by JAX's name; options that the engine does not know change nothing.
  public void configure(String name, Object value) {
    jitDisabled = flag(name, "jax_disable_jit", value, jitDisabled);
    Config c = sessions.current().config();
    sessions
        .current()
        .setConfig(
            new Config(
                flag(name, "jax_enable_x64", value, c.x64()),
                flag(name, "jax_disable_jit", value, c.disableJit()),
                flag(name, "jax_debug_nans", value, c.debugNans()),
                flag(name, "jax_debug_infs", value, c.debugInfs()),
                flag(name, "jax_debug_key_reuse", value, c.debugKeyReuse()),
                flag(name, "jax_threefry_partitionable", value, c.threefryPartitionable()),
                name.equals("jax_default_prng_impl") ? KeyGenerator.named((String) value).keys() : c.keys(),
                flag(name, "jax_high_dynamic_range_gumbel", value, c.fineGumbel()),
                text(name, "jax_numpy_rank_promotion", value, c.rankPromotion()),
                text(name, "jax_numpy_dtype_promotion", value, c.dtypePromotion()),
                flag(name, "jax_log_compiles", value, c.logCompiles()),
                flag(name, "jax_explain_cache_misses", value, c.explainCacheMisses()),
                flag(name, "jax_no_tracing", value, c.noTracing()),
                flag(name, "jax_check_tracer_leaks", value, c.checkTracerLeaks()),
                text(name, "jax_default_matmul_precision", value, c.matmulPrecision()),
                c.mesh(),
                c.wanted()));
  }

  /// The options that environment variables set: a name and its variable's text, again and again. The variable of
  /// `jax_enable_x64` is `JAX_ENABLE_X64`.
  public String[] environment(org.graalvm.polyglot.Value options) {
    List<String> found = new ArrayList<>();
    for (Object option : Neutral.list(options)) {
      String text = System.getenv(option.toString().toUpperCase(Locale.ROOT));
      if (text != null) {
        found.add(option.toString());
        found.add(text);
      }
    }
    return found.toArray(String[]::new);
  }

  /// Whether jitted functions are to be called as they are, on any thread.
  boolean isJitDisabled() {
    return jitDisabled;
  }

  private static boolean flag(String name, String wanted, Object value, boolean now) {
    return name.equals(wanted) ? Boolean.TRUE.equals(value) : now;
  }

  private static String text(String name, String wanted, Object value, String now) {
    return name.equals(wanted) ? (String) value : now;
  }

  /// What was current before host arithmetic began.
  public record Before(Config config, gradwright.core.trace.Trace trace, boolean host) {}

  /// Makes operations compute at once, with 64-bit types, until left.
  public Before enterHost() {
    Before before =
        new Before(
            sessions.current().config(),
            sessions.current().swapTrace(sessions.current().evalTrace()),
            sessions.current().isHost());
    sessions.current().setHost(true);
    sessions.current().setConfig(before.config.withX64(true).withDisableJit(false).withMesh(null));
    return before;
  }

  /// Restores what was current.
  public void leaveHost(Before before) {
    sessions.current().setConfig(before.config);
    sessions.current().swapTrace(before.trace);
    sessions.current().setHost(before.host);
  }

  /// The device platforms and numbers, as `cpu:0`.
  public Object[] devices() {
    return sessions.current().engine().devices().stream().map(d -> d.platform() + ":" + d.id()).toArray();
  }

  /// Has that many virtual CPU devices.
  public void setDevices(int count) {
    sessions.current().engine().setCpuDevices(count);
  }

  /// Bytes of live arrays.
  public long liveBytes() {
    return sessions.current().engine().defaultDevice().memory().liveBytes();
  }

  /// Waits until all queued work of all devices is done.
  public void synchronize() {
    sessions.current().engine().devices().forEach(gradwright.core.device.Device::synchronize);
  }

  /// Forgets the jaxprs of the library's own functions.
  public void clearCaches() {
    sessions.current().engine().jaxprs().clear();
  }
}
