# asyncio: tasks, a queue, a lock, a time limit, and work handed to a thread.
# expect-stdout: ['b', 'a']
# expect-stdout: [0, 2, 4]
# expect-stdout: timeout
# expect-stdout: MainThread False
import asyncio
import threading


async def main():
    order = []

    async def late(name, delay):
        await asyncio.sleep(delay)
        order.append(name)

    await asyncio.gather(late("a", 0.03), late("b", 0.001))
    print(order)

    queue = asyncio.Queue()

    async def produce():
        for number in range(3):
            await queue.put(number * 2)

    async with asyncio.Lock():
        task = asyncio.create_task(produce())
        print([await queue.get() for _ in range(3)])
        await task
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 0.01)
    except asyncio.TimeoutError:
        print("timeout")
    here = threading.current_thread().name
    there = await asyncio.to_thread(lambda: threading.current_thread().name)
    print(here, here == there)


asyncio.run(main())
