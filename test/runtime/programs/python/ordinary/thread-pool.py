# concurrent.futures on threads, with a result, an error and a time limit.
# expect-stdout: [0, 1, 8, 27]
# expect-stdout: ZeroDivisionError
# expect-stdout: TimeoutError
import threading
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=8) as pool:
    print(list(pool.map(lambda n: n**3, range(4))))
    try:
        pool.submit(lambda: 1 / 0).result()
    except ZeroDivisionError as error:
        print(type(error).__name__)
    release = threading.Event()
    waiting = pool.submit(release.wait, 10)
    try:
        waiting.result(timeout=0.01)
    except TimeoutError as error:
        print("TimeoutError")
    release.set()
