# Everyday work on files: write, copy with times, link, rename, find, remove.
# expect-stdout: ['tree/a.txt', 'tree/sub/b.txt']
# expect-stdout: True 0o640
# expect-stdout: alpha alpha
# expect-stdout: ['b.txt', 'c.txt', 'hard', 'link']
# expect-stdout: FileNotFoundError
# expect-stdout: []
import os
import shutil
from pathlib import Path

tree = Path("tree")
(tree / "sub").mkdir(parents=True)
(tree / "a.txt").write_text("alpha")
(tree / "sub" / "b.txt").write_text("beta")
print(sorted(str(path) for path in tree.rglob("*.txt")))

os.chmod(tree / "a.txt", 0o640)
os.utime(tree / "a.txt", (1, 2))
shutil.copy2(tree / "a.txt", tree / "sub" / "c.txt")
copied = (tree / "sub" / "c.txt").stat()
print(copied.st_mtime == 2, oct(copied.st_mode & 0o777))

os.symlink("c.txt", tree / "sub" / "link")
os.link(tree / "sub" / "c.txt", tree / "sub" / "hard")
print((tree / "sub" / "link").read_text(), (tree / "sub" / "hard").read_text())
shutil.copytree(tree, "copy", symlinks=True)
shutil.rmtree(tree)
os.rename("copy", "moved")
print(sorted(os.listdir("moved/sub")))
try:
    open("tree/a.txt")
except FileNotFoundError as error:
    print(type(error).__name__)
shutil.rmtree("moved")
print([name for name in os.listdir() if name in ("tree", "copy", "moved")])
