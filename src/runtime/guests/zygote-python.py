"""A Python zygote: imports what its profile preloads, then forks a child for each run.

serve() returns in children only, each with the run filter on and its code at its place. What
follows starts that code as `python3 /sandbox/main.py` would: a traceback shows the code's own
lines and none of these.
"""


def run(namespace):
    import atexit
    import gc
    import importlib
    import os
    import sys

    import callgate_zygote

    for name in sys.argv[1:]:
        try:
            importlib.import_module(name)
        except ImportError:
            # Not installed here: code that wants it is told so when it imports it.
            pass

    def seed():
        """What was seeded at boot and does not seed itself after a fork."""
        numpy_random = sys.modules.get("numpy.random")
        if numpy_random is not None:
            numpy_random.seed()

    os.register_at_fork(after_in_child=seed)
    # Imported at boot, so that no run pays for it: what nearly every program needs at once.
    for name in ("traceback", "linecache", "tokenize", "random"):
        importlib.import_module(name)
    # The first compile() of a process makes some hundred types of the syntax tree.
    compile("", "", "exec")
    del importlib

    path = "/sandbox/main.py"
    del sys.modules["callgate_zygote"]
    sys.path_importer_cache.pop(sys.path[0], None)
    sys.path[0] = "/sandbox"
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

    def status_of(end):
        """What the interpreter makes of sys.exit's argument."""
        if end is None:
            return 0
        if isinstance(end, int):
            return end & 0xFF if -(1 << 63) <= end < 1 << 63 else 0xFF
        print(end, file=sys.stderr)
        return 1

    def flush():
        """Whether what was printed could be written."""
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name, None)
            try:
                if stream is not None and not stream.closed:
                    stream.flush()
            except BaseException as error:
                report_lost(stream, error)
                return False
        return True

    def report_lost(stream, error):
        print(f"Exception ignored in: {stream!r}\n{type(error).__name__}: {error}", file=sys.__stderr__)

    def finish(status):
        """
        The end as the interpreter makes it: threads, atexit, the code's own objects, buffers.
        It stops there: taking all modules apart would copy most of the zygote's memory.
        """
        shut_down = getattr(sys.modules.get("threading"), "_shutdown", None)
        try:
            if shut_down is not None:
                shut_down()
        except BaseException as error:
            sys.excepthook(type(error), error, error.__traceback__)
        atexit._run_exitfuncs()
        flushed = flush()
        namespace.clear()
        gc.collect()
        exit_now(status if flush() and flushed else 120)

    exit_now = os._exit
    # What is there now stays in pages that children share with the zygote. What can be done
    # once stands above: whatever a child touches first is copied for it, page by page.
    gc.collect()
    gc.freeze()
    arguments = [path, *callgate_zygote.serve()]

    sys.argv[:] = arguments
    sys.orig_argv[1:] = arguments
    try:
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec", dont_inherit=True)
        exec(code, namespace)
        status = 0
    except SystemExit as end:
        status = status_of(end.code)
    except BaseException as error:
        report(error)
        status = 130 if isinstance(error, KeyboardInterrupt) else 1
    finish(status)


run(globals())
