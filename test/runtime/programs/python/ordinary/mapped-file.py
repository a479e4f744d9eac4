# A file mapped into memory, shared and private, and memory of no file.
# expect-stdout: b'Hello'
# expect-stdout: b'Hello' b'jello'
# expect-stdout: b'x' 8192
import mmap

with open("mapped.bin", "w+b") as file:
    file.write(b"hello" + b"." * 4091)
    file.flush()
    with mmap.mmap(file.fileno(), 0) as shared:
        shared[:5] = b"Hello"
        shared.flush()
    file.seek(0)
    print(file.read(5))
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as private:
        private[:1] = b"j"
        file.seek(0)
        print(file.read(5), private[:5])
with mmap.mmap(-1, 8192) as memory:
    memory[0:1] = b"x"
    print(memory[0:1], len(memory))
