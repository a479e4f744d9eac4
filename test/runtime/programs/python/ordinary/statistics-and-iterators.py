# statistics, itertools, functools, heapq, bisect, collections.
# expect-stdout: 2.5 1.118
# expect-stdout: [('a', 'b'), ('a', 'c'), ('b', 'c')]
# expect-stdout: 832040
# expect-stdout: [1, 2] 2 [('l', 3), ('o', 2)]
import bisect
import collections
import functools
import heapq
import itertools
import statistics

print(statistics.mean([1, 2, 3, 4]), round(statistics.pstdev([1, 2, 3, 4]), 3))
print(list(itertools.combinations("abc", 2)))


@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(30))
print(heapq.nsmallest(2, [3, 1, 2]), bisect.bisect([1, 2, 4], 3), collections.Counter("hello world").most_common(2))
