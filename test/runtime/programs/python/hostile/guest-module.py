# The module that put the filter on, loaded again to put on another.
# expect-stdout: True
import importlib.util
import os

# One instruction: everything is allowed.
with open("program", "wb") as file:
    file.write(b"\x06\0\0\0\0\0\xff\x7f")
outcome = "installed"
try:
    spec = importlib.util.spec_from_file_location("callgate_guest", "/.callgate/callgate_guest.so")
    guest = importlib.util.module_from_spec(spec)
    guest.install(os.open("program", os.O_RDONLY), os.open("report", os.O_CREAT | os.O_WRONLY), 0)
except (ImportError, OSError) as error:
    outcome = type(error).__name__
print(outcome in ("PermissionError", "FileNotFoundError", "ImportError"))
