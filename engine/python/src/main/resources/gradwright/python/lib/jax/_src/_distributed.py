"""The state of a program of one process."""


class GlobalState:
    """What a process knows of the others: that there are none."""
    process_id = 0
    num_processes = 1
    client = None
    service = None
    coordinator_address = None


global_state = GlobalState()
