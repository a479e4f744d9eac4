# Temporary files and folders come, hold what was written, and go.
# expect-stdout: hello
# expect-stdout: False
# expect-stdout: 3 ['a.txt']
# expect-stdout: False
# expect-stdout: 1048576
import os
import tempfile

with tempfile.NamedTemporaryFile("w+") as file:
    file.write("hello")
    file.flush()
    print(open(file.name).read())
print(os.path.exists(file.name))
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "a.txt"), "w") as file:
        print(file.write("abc"), os.listdir(folder))
print(os.path.exists(folder))
with tempfile.TemporaryFile() as file:
    file.truncate(1 << 20)
    print(file.seek(0, os.SEEK_END))
