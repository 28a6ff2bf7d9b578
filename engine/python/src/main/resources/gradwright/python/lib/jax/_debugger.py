"""The debugger of `jax.debug.breakpoint`: looks at the values that a program has where it stops."""
import cmd
import sys

from ._array import Array, host, wrap
from ._tree import build, flatten_spec


class Frame:
    """A frame of the user's program, as it was when the program was traced."""
    __slots__ = ("file", "line", "source", "offset", "locals", "globals")

    def __init__(self, frame):
        import inspect
        self.file = frame.f_code.co_filename
        self.line = frame.f_lineno
        self.locals = dict(frame.f_locals)
        self.globals = frame.f_globals
        try:
            lines, start = inspect.getsourcelines(frame)
        except (OSError, TypeError):
            lines, start = [], 0
        self.source = [*[line.rstrip("\n") for line in lines], ""] if lines else []
        self.offset = self.line - max(start, 1) if self.source else None
        if self.offset is not None and self.offset >= len(self.source):
            self.source, self.offset = [], None


def frames(filter_frames, number):
    """The frames of the caller's program, the innermost first."""
    from ._warnings import _LIBRARY
    out, frame = [], sys._getframe(2)
    while frame is not None and len(out) != number:
        if not filter_frames or not frame.f_code.co_filename.startswith(_LIBRARY):
            out.append(Frame(frame))
        frame = frame.f_back
    return out


class Values:
    """The traced values among frames' variables, to be replaced by what they are when the program runs."""
    __slots__ = ("_frames", "_places", "handles")

    def __init__(self, frames):
        self._frames, self._places, self.handles = frames, [], []
        for frame in frames:
            for name, value in frame.locals.items():
                try:
                    leaves, spec = flatten_spec(value)
                except Exception:
                    continue  # what is no tree has no traced values that can be told
                for i, x in enumerate(leaves):
                    if isinstance(x, Array) and host.concrete(x._h) is None:
                        self._places.append((frame, name, leaves, spec, i))
                        self.handles.append(x._h)

    def put(self, handles):
        """Writes values into the frames."""
        for (frame, name, leaves, spec, i), h in zip(self._places, handles):
            leaves[i] = wrap(h)
            frame.locals[name] = leaves[0] if spec == "*" else build(spec, iter(leaves))


class Debugger(cmd.Cmd):
    """Reads commands until the program is to go on."""
    prompt = "(jdb) "
    intro = "Entering jdb:"

    def __init__(self, frames, stdin=None, stdout=None):
        super().__init__(stdin=stdin, stdout=stdout)
        self.use_rawinput = stdin is None
        self.frames = frames
        self.at = 0

    def _say(self, text):
        self.stdout.write(text + "\n")

    def _value(self, text):
        frame = self.frames[self.at]
        return eval(text, {}, {**frame.globals, **frame.locals})

    def _answer(self, text, form):
        try:
            self._say(form(self._value(text)))
        except Exception as problem:
            from traceback import format_exception_only
            self._say("*** " + format_exception_only(type(problem), problem)[-1].strip())

    def _context(self, around):
        frame = self.frames[self.at]
        self._say(f"> {frame.file}({frame.line})")
        for i, line in enumerate(frame.source):
            if frame.offset - 1 - around <= i <= frame.offset + around:
                self._say(("->  " if i == frame.offset else "    ") + line)

    def default(self, line):
        """Prints the value of an expression."""
        if line == "EOF":
            return self.do_quit("")
        self._answer(line, repr)

    def do_p(self, arg):
        """p EXPRESSION: prints its value."""
        self._answer(arg, repr)

    def do_pp(self, arg):
        """pp EXPRESSION: prints its value over several lines."""
        from pprint import pformat
        self._answer(arg, pformat)

    def do_up(self, arg):
        """u(p): the frame of the caller."""
        if self.at == len(self.frames) - 1:
            self._say("At topmost frame.")
        else:
            self.at += 1
        self._context(2)

    def do_down(self, arg):
        """d(own): the frame that was called."""
        if self.at == 0:
            self._say("At bottommost frame.")
        else:
            self.at -= 1
        self._context(2)

    def do_list(self, arg):
        """l(ist): the lines around this one."""
        self._context(5)

    def do_where(self, arg):
        """w(here), bt: the frames, the innermost last."""
        self._say("Traceback:")
        for frame in self.frames[::-1]:
            self._say(f'  File "{frame.file}", line {frame.line}')
            self._say("    " + ("<no source>" if frame.offset is None else frame.source[frame.offset].strip()))

    def do_continue(self, arg):
        """c(ont(inue)): goes on with the program."""
        return True

    def do_quit(self, arg):
        """q(uit), exit: ends the program."""
        raise SystemExit(0)

    do_u, do_d, do_l, do_w, do_bt = do_up, do_down, do_list, do_where, do_where
    do_c = do_cont = do_continue
    do_q = do_exit = do_EOF = do_quit
