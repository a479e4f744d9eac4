"""Starts the code of a run as `python3 /sandbox/main.py` would, behind the run filter.

It is the script that the interpreter was started with. Its names are gone when the code
starts, and a traceback shows the code's own lines and none of these.
"""


def run(namespace):
    import _frozen_importlib
    import _imp
    import sys

    name = "callgate_guest"
    spec = _frozen_importlib.ModuleSpec(name, None, origin="/.callgate/callgate_guest.so")
    # Everything below this line, reading and compiling the code too, is behind the filter.
    _imp.create_dynamic(spec).install(3, 4, 5)

    path = "/sandbox/main.py"
    sys.modules.pop(name, None)
    # Absent where PYTHONSAFEPATH was asked for.
    if sys.path[:1] == ["/.callgate"]:
        sys.path[0] = "/sandbox"
    sys.argv[0] = path
    # What was printed before a limit ends the run is not lost in a buffer.
    sys.stdout.reconfigure(line_buffering=True)
    loader = type(namespace["__loader__"])("__main__", path)
    for name in [name for name in namespace if not name.startswith("__")]:
        del namespace[name]
    namespace.update(__doc__=None, __file__=path, __loader__=loader)

    def report(error):
        """As the interpreter does, without the frame of run()."""
        traceback = error.__traceback__.tb_next
        error.__traceback__ = traceback
        sys.last_type, sys.last_value, sys.last_traceback = type(error), error, traceback
        sys.last_exc = error
        sys.excepthook(type(error), error, traceback)

    try:
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec", dont_inherit=True)
        exec(code, namespace)
    except SystemExit:
        raise
    except BaseException as error:
        report(error)
        sys.exit(130 if isinstance(error, KeyboardInterrupt) else 1)


run(globals())
