# A module written to the working folder can be imported from there.
# expect-stdout: 42
# expect-stdout: local
import importlib

with open("local_module.py", "w") as file:
    file.write("answer = 42\nname = 'local'\n")
importlib.invalidate_caches()
import local_module

print(local_module.answer)
print(local_module.name)
