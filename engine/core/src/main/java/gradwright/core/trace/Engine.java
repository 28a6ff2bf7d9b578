package gradwright.core.trace;

import gradwright.core.device.CpuDevice;
import gradwright.core.device.Device;
import gradwright.core.device.HostMemory;
import gradwright.core.device.Memory;
import gradwright.core.events.EventBus;
import gradwright.core.events.Numbers;
import gradwright.core.keys.KeyUse;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// An engine: devices, the backend that compiles for them, caches and events. Two may run side by side in one JVM.
public final class Engine implements AutoCloseable {
  private static final class Shared {
    static final Engine ENGINE = new Engine(Integer.getInteger("gradwright.cpu.devices", 1));
  }

  /// The backend that is on the class path, if any. Its compilers and threads serve all engines of this JVM: each engine's own
  /// would stay behind when the engine is closed.
  private static final class Installed {
    static final Backend BACKEND =
        ServiceLoader.load(Backend.class, Engine.class.getClassLoader()).findFirst().orElse(null);
  }

  private final Memory memory = new HostMemory(memoryLimit());
  private volatile List<Device> devices;
  private final EventBus events = new EventBus();
  private final Numbers numbers = new Numbers();
  private final JaxprCache jaxprs = new JaxprCache();
  private final KeyUse keys = new KeyUse();
  private final ReplacedRules rules = new ReplacedRules();
  private final Executor executor;

  /// An engine with that many virtual CPU devices over one memory pool, and the backend on the class path, if any.
  public Engine(int cpuDevices) {
    this(cpuDevices, Installed.BACKEND);
  }

  /// An engine with a given backend; null evaluates everything with the reference evaluator.
  public Engine(int cpuDevices, Backend backend) {
    devices = List.of();
    setCpuDevices(cpuDevices);
    memory.observe(new MemoryEvents(events));
    executor = new Executor(this, backend);
  }

  private static long memoryLimit() {
    Long set = Long.getLong("gradwright.memory.limit");
    if (set != null) {
      return set;
    }
    var os = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return os instanceof com.sun.management.OperatingSystemMXBean m ? (long) (m.getTotalMemorySize() * 0.8) : 8L << 30;
  }

  /// The engine of threads that were given none.
  public static Engine shared() {
    return Shared.ENGINE;
  }

  /// Rules of users for the engine's primitives.
  public ReplacedRules rules() {
    return rules;
  }

  public List<Device> devices() {
    return devices;
  }

  /// Has that many virtual CPU devices from now on. Those there are stay; arrays of one that goes stay readable.
  public final synchronized void setCpuDevices(int count) {
    List<Device> all = new ArrayList<>(devices.subList(0, Math.min(count, devices.size())));
    List<Device> gone = devices.subList(all.size(), devices.size());
    for (int i = all.size(); i < count; i++) {
      all.add(new CpuDevice(i, memory));
    }
    devices = List.copyOf(all);
    gone.forEach(Device::synchronize);
    gone.forEach(Device::close);
  }

  public Device defaultDevice() {
    return devices.getFirst();
  }

  public EventBus events() {
    return events;
  }

  /// The numbers of programs and kernels in events.
  public Numbers numbers() {
    return numbers;
  }

  /// Jaxprs of the library's own jitted functions.
  public JaxprCache jaxprs() {
    return jaxprs;
  }

  /// Which PRNG keys were used up, while that is being debugged.
  KeyUse keys() {
    return keys;
  }

  /// Compiles and runs jaxprs.
  public Executor executor() {
    return executor;
  }

  /// Waits for what the devices do, and gives back their threads, and their memory as soon as no array refers to it.
  @Override
  public void close() {
    devices.forEach(Device::synchronize);
    devices.forEach(Device::close);
    devices.getFirst().memory().close();
  }
}
