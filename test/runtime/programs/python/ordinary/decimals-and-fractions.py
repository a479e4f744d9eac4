# Decimals with fifty digits and exact fractions.
# expect-stdout: 1.4142135623730950488016887242096980785696718753769
# expect-stdout: 5/6
# expect-stdout: 0.30
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50
print(Decimal(2).sqrt())
print(Fraction(1, 2) + Fraction(1, 3))
print(Decimal("0.10") + Decimal("0.20"))
