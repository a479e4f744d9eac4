# The working folder is shut, full of pipes and links, and deep, for whoever looks into it afterwards.
# expect-stdout: shut
import os

for number in range(300):
    os.symlink(f"/proc/self/fd/{number}", f"link-{number}")
    try:
        os.mkfifo(f"pipe-{number}")
    except OSError:
        pass
at = "."
for _ in range(60):
    at += "/deep"
    os.mkdir(at)
    os.symlink("../..", at + "/up")
os.mkdir("closed")
os.chmod("closed", 0)
open("secret", "w").close()
os.chmod("secret", 0)
os.chmod(".", 0)
print("shut")
