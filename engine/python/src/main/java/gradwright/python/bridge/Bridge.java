package gradwright.python.bridge;

import gradwright.core.trace.Session;
import gradwright.numpy.catalogue.Catalogue;

/// What the `jax` package sees of the engine: one port for each kind of work. The ports' methods take and give the engine's
/// values, numbers, strings and lists; the Python side wraps them.
public final class Bridge {
  private final Sessions sessions;
  private final Errors errors;
  private final Frames frames;
  private final ArrayPort arrays;
  private final FunctionPort functions;
  private final IndexPort indexing;
  private final TransformPort transforms;
  private final ControlPort control;
  private final JaxprPort jaxprs;
  private final JitPort jit;
  private final SettingsPort settings;
  private final CallbackPort callbacks;
  private final ExtensionPort extensions;
  private final ProfilePort profile;
  private final NumpyPorts numpy;
  private final DispatchPort dispatch;
  private final ShardingPort shardings;

  /// A bridge for a context whose main thread works with the given session.
  public Bridge(Session session, Catalogue catalogue) {
    sessions = new Sessions(session);
    Origins origins = new Origins();
    errors = new Errors(sessions, origins);
    frames = new Frames(sessions);
    arrays = new ArrayPort(sessions, errors, origins);
    functions = new FunctionPort(catalogue, errors, arrays);
    indexing = new IndexPort(sessions, errors, arrays);
    transforms = new TransformPort(sessions, errors, arrays, origins);
    control = new ControlPort(errors);
    jaxprs = new JaxprPort(errors, arrays);
    jit = new JitPort(sessions, errors, origins, frames);
    settings = new SettingsPort(sessions);
    shardings = new ShardingPort(sessions, errors);
    callbacks = new CallbackPort(sessions, errors, origins);
    extensions = new ExtensionPort(errors, arrays);
    profile = new ProfilePort(sessions);
    numpy = new NumpyPorts(sessions);
    dispatch = new DispatchPort(sessions, errors, arrays, functions, jit, settings);
    sessions.setSources(frames);
  }

  /// Stores the Python functions that the engine calls, to raise an exception and to warn, and the folder of the Python
  /// packages, whose frames are not the user's.
  public void connect(org.graalvm.polyglot.Value raise, String library, org.graalvm.polyglot.Value warn) {
    errors.connect(raise);
    frames.hide(library);
    sessions.setWarnings((category, message) -> warn.executeVoid(category, message));
  }

  public ShardingPort shardings() {
    return shardings;
  }

  public ArrayPort arrays() {
    return arrays;
  }

  public FunctionPort functions() {
    return functions;
  }

  public IndexPort indexing() {
    return indexing;
  }

  public TransformPort transforms() {
    return transforms;
  }

  public ControlPort control() {
    return control;
  }

  public JaxprPort jaxprs() {
    return jaxprs;
  }

  public JitPort jit() {
    return jit;
  }

  public SettingsPort settings() {
    return settings;
  }

  public CallbackPort callbacks() {
    return callbacks;
  }

  public ExtensionPort extensions() {
    return extensions;
  }

  /// What the `numpy` package sees.
  public NumpyPorts numpy() {
    return numpy;
  }

  public DispatchPort dispatch() {
    return dispatch;
  }

  public ProfilePort profile() {
    return profile;
  }
}
