package gradwright.python.bridge;

import gradwright.core.trace.Session;
import gradwright.numpy.catalogue.Catalogue;

/// What the `jax` package sees of the engine: one port for each kind of work. The ports' methods take and give the engine's
/// values, numbers, strings and lists; the Python side wraps them.
public final class Bridge {
  private final Session session;
  private final Errors errors = new Errors();
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

  /// A bridge for one thread's session.
  public Bridge(Session session, Catalogue catalogue) {
    this.session = session;
    frames = new Frames(session);
    Origins origins = new Origins();
    arrays = new ArrayPort(session, errors, origins);
    functions = new FunctionPort(catalogue, errors, arrays);
    indexing = new IndexPort(session, errors, arrays);
    transforms = new TransformPort(session, errors, arrays, origins);
    control = new ControlPort(errors);
    jaxprs = new JaxprPort(errors, arrays);
    jit = new JitPort(session, errors, origins, frames);
    settings = new SettingsPort(session);
    callbacks = new CallbackPort(session, errors);
    session.setSources(frames);
  }

  /// Stores the Python functions that the engine calls, to raise an exception and to warn, and the folder of the Python
  /// packages, whose frames are not the user's.
  public void connect(
      org.graalvm.polyglot.Value raise, String library, org.graalvm.polyglot.Value warn) {
    errors.connect(raise);
    frames.hide(library);
    session.setWarnings((category, message) -> warn.executeVoid(category, message));
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
}
