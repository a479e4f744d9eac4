# dataclasses, enums, generics, pattern matching.
# expect-stdout: Point(x=1, y=2) True
# expect-stdout: <Colour.RED: 1>
# expect-stdout: on an axis at 5
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, order=True)
class Point:
    x: int
    y: int = 2


Colour = Enum("Colour", "RED GREEN")
print(Point(1), Point(1) < Point(1, 3))
print(repr(Colour.RED))
match Point(5, 0):
    case Point(x=x, y=0):
        print("on an axis at", x)
    case _:
        print("elsewhere")
