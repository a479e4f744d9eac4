# The scratch is empty but for the program itself, and what is left in it is gone next time.
# expect-stdout: True
# expect-stdout: []
import os
import tempfile

print(len(os.listdir(".")) <= 1)
print([name for name in os.listdir(tempfile.gettempdir()) if os.path.abspath(os.path.join(tempfile.gettempdir(), name)) != os.getcwd()])
for folder in (".", tempfile.gettempdir()):
    with open(os.path.join(folder, "left-behind"), "w") as file:
        file.write("secret of this run")
