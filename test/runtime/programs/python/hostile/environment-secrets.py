# The environment of whoever started the sandbox is not handed on.
# expect-stdout: []
# expect-stdout: []
import os

usual = {"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "USER", "LOGNAME", "PWD", "SHELL"}
print(sorted(name for name in os.environ if name not in usual and not name.startswith(("PYTHON", "MKL_", "OMP_", "OPENBLAS_"))))
found = []
for number in [name for name in os.listdir("/proc") if name.isdigit()]:
    try:
        with open(f"/proc/{number}/environ", "rb") as file:
            if b"SECRET" in file.read():
                found.append(number)
    except OSError:
        pass
print(found)
