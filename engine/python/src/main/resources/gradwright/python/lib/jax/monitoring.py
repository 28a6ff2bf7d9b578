"""Events that programs and libraries record, and those who listen to them."""
_event_listeners = []
_duration_listeners = []
_span_listeners = []
_scalar_listeners = []


def record_event(event, **kwargs):
    """Tells listeners that something happened."""
    for listener in list(_event_listeners):
        listener(event, **kwargs)


def record_event_duration_secs(event, duration, **kwargs):
    """Tells listeners how long something took."""
    for listener in list(_duration_listeners):
        listener(event, duration, **kwargs)


def record_event_time_span(event, start_time, end_time, **kwargs):
    """Tells listeners when something began and ended."""
    for listener in list(_span_listeners):
        listener(event, start_time, end_time, **kwargs)


def record_scalar(event, value, **kwargs):
    """Tells listeners a number."""
    for listener in list(_scalar_listeners):
        listener(event, value, **kwargs)


def register_event_listener(callback):
    """Calls a function for every event."""
    _event_listeners.append(callback)


def register_event_duration_secs_listener(callback):
    """Calls a function for every duration."""
    _duration_listeners.append(callback)


def register_event_time_span_listener(callback):
    """Calls a function for every span of time."""
    _span_listeners.append(callback)


def register_scalar_listener(callback):
    """Calls a function for every number."""
    _scalar_listeners.append(callback)


def _remove(listeners, callback):
    if callback not in listeners:
        raise AssertionError(f"{callback} is not registered")
    listeners.remove(callback)


def unregister_event_listener(callback):
    """Undoes :func:`register_event_listener`."""
    _remove(_event_listeners, callback)


def unregister_event_duration_listener(callback):
    """Undoes :func:`register_event_duration_secs_listener`."""
    _remove(_duration_listeners, callback)


def unregister_event_time_span_listener(callback):
    """Undoes :func:`register_event_time_span_listener`."""
    _remove(_span_listeners, callback)


def unregister_scalar_listener(callback):
    """Undoes :func:`register_scalar_listener`."""
    _remove(_scalar_listeners, callback)


def clear_event_listeners():
    """Forgets all listeners."""
    for listeners in (_event_listeners, _duration_listeners, _span_listeners, _scalar_listeners):
        listeners.clear()
