"""The debugger behind jax.debug.breakpoint: frames of the traced program, and a prompt to look at them."""
import cmd as _cmd
import os as _os
import sys as _sys

from .tree_util import register_pytree_node

_PACKAGE = _os.path.dirname(_os.path.abspath(__file__))
# Lines of source shown before and after that of a frame.
_CONTEXT = 5


class _Opaque:
    """A variable that is no tree of arrays, carried through a program as it is."""
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


class Frame:
    """A frame of Python when a program was traced; its local variables become those of the run."""

    def __init__(self, name, file, line, variables, names):
        self.name = name
        self.file = file
        self.line = line
        self.variables = variables
        self.names = names

    def source(self, around):
        """(number, text) of the lines around that of the frame."""
        import linecache
        linecache.checkcache(self.file)
        lines = linecache.getlines(self.file)
        first = max(self.line - 1 - around, 0)
        return [(i + 1, lines[i].rstrip("\n")) for i in range(first, min(self.line + around, len(lines)))]


def _flatten(frame):
    return list(frame.variables.values()), (frame.name, frame.file, frame.line, tuple(frame.variables), frame.names)


def _unflatten(fixed, values):
    name, file, line, keys, names = fixed
    return Frame(name, file, line, dict(zip(keys, values)), names)


class _Names(dict):
    """Global names of a frame, the same object wherever the frame goes."""
    __hash__ = object.__hash__
    __eq__ = object.__eq__


register_pytree_node(Frame, _flatten, _unflatten)


def frames_above(filtered, most):
    """The frames that called jax.debug.breakpoint, the innermost first."""
    frame, out = _sys._getframe(2), []
    while frame is not None and (most is None or len(out) < most):
        file = frame.f_code.co_filename
        if not (filtered and _os.path.abspath(file).startswith(_PACKAGE)):
            variables = {n: _carried(v) for n, v in frame.f_locals.items() if not n.startswith("__")}
            out.append(Frame(frame.f_code.co_name, file, frame.f_lineno, variables, _Names(frame.f_globals)))
        frame = frame.f_back
    return out


def _carried(value):
    from ._flat import value as engine_value
    from .tree_util import tree_leaves
    try:
        leaves = tree_leaves(value)
    except Exception:
        return _Opaque(value)
    return value if leaves and all([engine_value(x) is not None for x in leaves]) else _Opaque(value)


class Debugger(_cmd.Cmd):
    """Reads commands and answers them until told to continue."""
    prompt = "(jdb) "
    use_rawinput = False

    def __init__(self, frames, backend, stdin=None, stdout=None):
        if backend not in (None, "cli"):
            raise ValueError(f"jax.debug.breakpoint: there is the backend 'cli' only, got {backend!r}")
        super().__init__(stdin=stdin or _sys.stdin, stdout=stdout or _sys.stdout)
        self.use_rawinput = stdin is None and _sys.stdin is _sys.__stdin__
        self._frames = frames
        self._at = 0

    def run(self):
        """Stops until told to continue."""
        self.cmdloop("Entering jdb:")

    def _write(self, text):
        self.stdout.write(text + "\n")

    def _evaluate(self, text):
        frame = self._frames[self._at]
        known = {n: v.value if isinstance(v, _Opaque) else v for n, v in frame.variables.items()}
        return eval(text, {**frame.names, **known})

    def _show(self, text, form):
        try:
            self._write(form(self._evaluate(text)))
        except Exception as e:
            self._write(f"*** {type(e).__name__}: {e}")

    def _place(self):
        frame = self._frames[self._at]
        self._write(f"> {frame.file}({frame.line})")
        for number, text in frame.source(_CONTEXT):
            self._write(("->  " if number == frame.line else "    ") + text)

    def default(self, line):
        self._show(line, repr)

    def emptyline(self):
        pass

    def do_p(self, line):
        """p EXPRESSION: the value of an expression."""
        self._show(line, repr)

    def do_pp(self, line):
        """pp EXPRESSION: the value of an expression, over several lines."""
        from pprint import pformat
        self._show(line, pformat)

    def do_up(self, line):
        """u(p): go to the frame that called this one."""
        if self._at + 1 == len(self._frames):
            self._write("At topmost frame.")
        else:
            self._at += 1
        self._place()

    def do_down(self, line):
        """d(own): go to the frame that this one called."""
        if self._at == 0:
            self._write("At bottommost frame.")
        else:
            self._at -= 1
        self._place()

    def do_list(self, line):
        """l(ist): the source around the frame."""
        self._place()

    def do_bt(self, line):
        """bt, w(here): the frames, the innermost last."""
        self._write("Traceback:")
        for frame in reversed(self._frames):
            self._write(f'  File "{frame.file}", line {frame.line}')
            for _, text in frame.source(0):
                self._write("    " + text.lstrip())

    def do_continue(self, line):
        """c(ont)(inue): go on with the program."""
        return True

    def do_quit(self, line):
        """q(uit), exit: end the program."""
        _sys.exit(0)

    def do_EOF(self, line):
        """End of input: go on with the program."""
        return True

    do_u, do_d, do_l, do_w, do_where = do_up, do_down, do_list, do_bt, do_bt
    do_c, do_cont, do_q, do_exit = do_continue, do_continue, do_quit, do_quit
