"""Recordings of what programs do: tracing, compiling, runs, kernels, and the caller's own annotations.

A recording is written in the Chrome trace format, which Perfetto (https://ui.perfetto.dev) shows.
"""
from ._documentation import attach as _attach
from ._array import host


class ProfileOptions:
    """What to record; the engine records all it knows."""
    host_tracer_level = 2
    device_tracer_level = 1
    python_tracer_level = 1


class _Recording:
    """The recording that is being made."""
    __slots__ = ("folder", "perfetto", "annotations")

    def __init__(self, folder, perfetto):
        self.folder = folder
        self.perfetto = perfetto
        self.annotations = []


_now = None


def start_trace(log_dir, create_perfetto_link=False, create_perfetto_trace=False, profiler_options=None):
    """Begins to record; :func:`stop_trace` writes the recording below ``log_dir``."""
    global _now
    if create_perfetto_link:
        raise NotImplementedError("start_trace: this engine writes files only; open the trace in https://ui.perfetto.dev")
    if _now is not None:
        raise RuntimeError("Profile has already been started. Only one profile may be run at a time.")
    host.startRecording()
    _now = _Recording(str(log_dir), create_perfetto_trace)


def stop_trace():
    """Ends the recording and writes it, as ``plugins/profile/TIME/HOST.trace.json.gz``."""
    global _now
    recording = _now
    if recording is None:
        raise RuntimeError("No profile started")
    _now = None
    _write(recording, [list(e) for e in host.stopRecording()])


def _write(recording, entries):
    import gzip
    import json
    import os
    import platform
    import time
    folder = os.path.join(recording.folder, "plugins", "profile", time.strftime("%Y_%m_%d_%H_%M_%S"))
    os.makedirs(folder, exist_ok=True)
    text = json.dumps({"displayTimeUnit": "ns", "traceEvents": _events(recording, entries)})
    names = [f"{platform.node() or 'host'}.trace.json.gz"]
    if recording.perfetto:
        names.append("perfetto_trace.json.gz")
    for name in names:
        with gzip.open(os.path.join(folder, name), "wt", encoding="utf-8") as file:
            file.write(text)


def _events(recording, entries):
    """The entries as events of the Chrome trace format: times in microseconds."""
    rows, out = {}, []

    def row(name):
        if name not in rows:
            rows[name] = len(rows) + 1
            out.append({"ph": "M", "pid": 1, "tid": rows[name], "name": "thread_name", "args": {"name": name}})
        return rows[name]
    out.append({"ph": "M", "pid": 1, "name": "process_name", "args": {"name": "gradwright"}})
    for name, category, place, start, nanos, detail in entries:
        event = {"ph": "X" if nanos or category != "memory" else "i", "pid": 1, "tid": row(place), "name": name,
                 "cat": category, "ts": start / 1000}
        if event["ph"] == "X":
            event["dur"] = nanos / 1000
        else:
            event["s"] = "t"
        if detail:
            event["args"] = {"detail": detail}
        out.append(event)
    origin = host.recordingOrigin()
    for name, thread, start, end, args in recording.annotations:
        out.append({"ph": "X", "pid": 1, "tid": row(thread), "name": name, "cat": "annotation",
                    "ts": (start - origin) / 1000, "dur": (end - start) / 1000, "args": args})
    return out


class trace:
    """Context manager: records what happens inside."""

    def __init__(self, log_dir, create_perfetto_link=False, create_perfetto_trace=False, profiler_options=None):
        self._options = (log_dir, create_perfetto_link, create_perfetto_trace, profiler_options)

    def __enter__(self):
        start_trace(*self._options)

    def __exit__(self, *exc):
        stop_trace()


class TraceAnnotation:
    """Context manager: a named span in the recording."""
    __module__ = "jax._src.profiler"

    def __init__(self, name, **kwargs):
        self._name = name
        self._args = kwargs

    def set_metadata(self, **kwargs):
        self._args.update(kwargs)

    def __enter__(self):
        self._start = host.now()
        return self

    def __exit__(self, *exc):
        if _now is not None:
            import threading
            args = {k: v if isinstance(v, (int, float, str, bool)) else str(v) for k, v in self._args.items()}
            _now.annotations.append((self._name, threading.current_thread().name, self._start, host.now(), args))

    def __call__(self, func):
        return annotate_function(func, self._name, **self._args)


class StepTraceAnnotation(TraceAnnotation):
    """Context manager: one step of a training loop, numbered by ``step_num``."""
    __module__ = "jax._src.profiler"

    def __init__(self, name, **kwargs):
        super().__init__(name, _r=1, **kwargs)


def annotate_function(func, name=None, **decorator_kwargs):
    """The function with a span in the recording for each of its calls."""
    from functools import wraps
    from ._names import fun_name
    name = name or getattr(func, "__qualname__", None) or fun_name(func)

    @wraps(func)
    def wrapper(*args, **kwargs):
        with TraceAnnotation(name, **decorator_kwargs):
            return func(*args, **kwargs)
    return wrapper


def device_memory_profile(backend=None):
    """The bytes that arrays hold, as text: one line for each device."""
    from ._devices import devices
    return "".join([f"{d}: {d.memory_stats()['bytes_in_use']} bytes in use\n" for d in devices()]).encode()


def save_device_memory_profile(filename, backend=None):
    """Writes :func:`device_memory_profile` to a file."""
    with open(filename, "wb") as file:
        file.write(device_memory_profile(backend))


def start_server(port, requires_backend=True):
    """Not in this engine: profiles are written to files, or seen live in the workbench."""
    raise NotImplementedError("start_server: this engine writes profiles to files; see start_trace")


def stop_server():
    """There is none."""
    raise ValueError("No active profiler server.")


def register_subprocess(pid, port):
    """Not in this engine: there are no profiler servers."""
    raise NotImplementedError("register_subprocess: this engine has no profiler servers")


_attach(globals(), "tools",
        "annotate_function device_memory_profile register_subprocess save_device_memory_profile"
        " start_server start_trace stop_trace")
