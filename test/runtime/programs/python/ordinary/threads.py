# Threads share a lock, a queue and a barrier, and end.
# expect-stdout: 4000
# expect-stdout: [0, 1, 4, 9, 16]
# expect-stdout: 1
import queue
import threading

count = 0
lock = threading.Lock()


def add():
    global count
    for _ in range(1000):
        with lock:
            count += 1


threads = [threading.Thread(target=add) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(count)

work, done = queue.Queue(), queue.Queue()


def square():
    while (number := work.get()) is not None:
        done.put(number * number)


worker = threading.Thread(target=square)
worker.start()
for number in [*range(5), None]:
    work.put(number)
worker.join(timeout=10)
print(sorted(done.get() for _ in range(5)))
print(threading.active_count())
