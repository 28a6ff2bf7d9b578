package gradwright.python.dispatch;

import static com.oracle.graal.python.util.PythonUtils.tsLiteral;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.builtins.objects.function.Signature;
import com.oracle.graal.python.nodes.PRootNode;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.ExecutionContext.CalleeContext;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.util.PythonUtils;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jspecify.annotations.Nullable;

/// A built-in function of the interpreter whose body is Java. Where the body declines, the Python function that it stands for is
/// called with the same arguments; what the body throws is raised by a function of the bridge.
public final class BuiltinFunction extends PRootNode {
  private static final TruffleString SELF = tsLiteral("$self");
  private static final TruffleString OTHER = tsLiteral("other");

  /// What a built-in function does. Arguments are as the interpreter holds them; null declines.
  public interface Body {
    @Nullable Object call(Object[] arguments);
  }

  /// A result that a Python function makes: the root calls it in the body's place.
  public record Tail(Object function, Object[] arguments) {}

  /// How arguments arrive.
  public enum Form {
    UNARY(new Signature(1, false, -1, new TruffleString[] {SELF}, PythonUtils.EMPTY_TRUFFLESTRING_ARRAY), 1),
    BINARY(new Signature(2, false, -1, new TruffleString[] {SELF, OTHER}, PythonUtils.EMPTY_TRUFFLESTRING_ARRAY), 2),
    /// The object, the tuple of further arguments, the keywords.
    CALL(new Signature(1, true, 1, new TruffleString[] {SELF}, PythonUtils.EMPTY_TRUFFLESTRING_ARRAY), 3),
    /// All arguments in one array.
    POSITIONAL(
        new Signature(0, false, 0, PythonUtils.EMPTY_TRUFFLESTRING_ARRAY, PythonUtils.EMPTY_TRUFFLESTRING_ARRAY), 1);

    private final Signature signature;
    private final int arguments;

    Form(Signature signature, int arguments) {
      this.signature = signature;
      this.arguments = arguments;
    }
  }

  private final String name;
  private final Form form;
  private final Body body;
  private final Object instead;
  private final Raising raising;

  @Child private CalleeContext calleeContext = CalleeContext.create();

  @Child private CallNode call = CallNode.create();

  /// Makes the Python exception of what a body threw.
  public interface Raising {
    Tail of(Throwable problem);
  }

  private BuiltinFunction(PythonLanguage language, String name, Form form, Body body, Object instead, Raising raising) {
    super(language);
    this.name = name;
    this.form = form;
    this.body = body;
    this.instead = instead;
    this.raising = raising;
  }

  /// The Python object of a function; `instead` is the Python function to call where the body declines.
  public static Object create(
      PythonLanguage language, String name, Form form, Body body, Object instead, Raising raising) {
    return PFactory.createBuiltinFunction(
        language,
        TruffleString.fromJavaStringUncached(name, TruffleString.Encoding.UTF_32),
        null,
        0,
        0,
        new BuiltinFunction(language, name, form, body, instead, raising));
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object[] all = frame.getArguments();
    calleeContext.enter(frame, this);
    try {
      Object result;
      try {
        result = body.call(arguments(all));
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError problem) {
        result = raising.of(problem);
      }
      if (result == null) {
        return declined(frame, all);
      }
      return result instanceof Tail t ? call.execute(frame, t.function, t.arguments) : result;
    } finally {
      calleeContext.exit(frame, this);
    }
  }

  private Object[] arguments(Object[] all) {
    if (form == Form.POSITIONAL) {
      return (Object[]) PArguments.getArgument(all, 0);
    }
    Object[] own = new Object[form.arguments];
    System.arraycopy(all, PArguments.USER_ARGUMENTS_OFFSET, own, 0, own.length);
    return own;
  }

  private Object declined(VirtualFrame frame, Object[] all) {
    Object[] own = arguments(all);
    if (form != Form.CALL) {
      return call.execute(frame, instead, own);
    }
    Object[] more = (Object[]) own[1];
    Object[] positional = new Object[more.length + 1];
    positional[0] = own[0];
    System.arraycopy(more, 0, positional, 1, more.length);
    return call.execute(frame, instead, positional, (PKeyword[]) own[2]);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Signature getSignature() {
    return form.signature;
  }

  @Override
  public boolean isPythonInternal() {
    return true;
  }

  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public boolean isCaptureFramesForTrace(boolean compiledFrame) {
    return false;
  }

  @Override
  public boolean setsUpCalleeContext() {
    return true;
  }
}
