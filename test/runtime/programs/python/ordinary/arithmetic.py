# Whole numbers of any size, fractions of floats, and a plain print.
# expect-stdout: 42
# expect-stdout: 1267650600228229401496703205376
# expect-stdout: 0.30000000000000004
# expect-stdout: (3, 1)
print(6 * 7)
print(2**100)
print(0.1 + 0.2)
print(divmod(10, 3))
