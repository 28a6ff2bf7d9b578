package gradwright.profiler.memory;

import gradwright.profiler.memory.MemoryHistory.Live;
import gradwright.profiler.timeline.Viewport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// What a view of memory shows: a stretch of time, a device and a moment, at first that of the peak. Used on one thread.
public final class MemoryModel {
  private static final double ZOOM_STEP = 1.4;
  private static final double PAN_SHARE = 0.15;

  private final Viewport viewport = new Viewport();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private MemoryHistory history = MemoryHistory.EMPTY;
  private int device;
  private @Nullable Double moment;

  public Viewport viewport() {
    return viewport;
  }

  public MemoryHistory history() {
    return history;
  }

  /// Shows another state of the recording.
  public void show(MemoryHistory next) {
    history = next;
    device = Math.clamp(device, 0, Math.max(0, next.curves().size() - 1));
    if (moment != null && (next.isEmpty() || moment < next.start())) {
      moment = null;
    }
    viewport.extend(next.start(), next.end());
    tell();
  }

  /// The curve that the moment is of, null where there is none.
  public @Nullable MemoryCurve curve() {
    return history.isEmpty() ? null : history.curves().get(device);
  }

  /// The number of that curve.
  public int device() {
    return device;
  }

  /// The moment that is looked at.
  public double moment() {
    MemoryCurve curve = curve();
    return moment != null ? moment : curve == null ? 0 : curve.peakTime();
  }

  /// Whether it is that of the peak because nobody chose another.
  public boolean isAtPeak() {
    return moment == null;
  }

  /// Looks at a moment of a device.
  public void lookAt(int curve, double time) {
    device = Math.clamp(curve, 0, Math.max(0, history.curves().size() - 1));
    moment = time;
    tell();
  }

  /// Looks at the moment when a device held most.
  public void lookAtPeak(int curve) {
    device = Math.clamp(curve, 0, Math.max(0, history.curves().size() - 1));
    moment = null;
    tell();
  }

  /// Goes to the change before (-1) or after (1) the moment.
  public void step(int direction) {
    MemoryCurve curve = curve();
    if (curve != null && curve.size() > 0) {
      int at = curve.stepAt(moment());
      int next = Math.clamp(at + direction, 0, curve.size() - 1);
      // Several changes may have one time.
      while (direction < 0 && next > 0 && curve.time(next) == moment()) {
        next--;
      }
      lookAt(device, curve.time(next));
    }
  }

  /// What is alive at the moment, most bytes first.
  public List<Live> live() {
    MemoryCurve curve = curve();
    return curve == null ? List.of() : history.live(curve, moment());
  }

  public void zoom(double steps, double pixel) {
    viewport.zoom(Math.pow(ZOOM_STEP, steps), pixel);
    tell();
  }

  public void pan(double steps) {
    viewport.pan(steps * PAN_SHARE * (viewport.to() - viewport.from()) / viewport.step());
    tell();
  }

  public void fit() {
    viewport.fit();
    tell();
  }

  /// Adds a listener that is told of every change; running the result removes it.
  public Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }
}
