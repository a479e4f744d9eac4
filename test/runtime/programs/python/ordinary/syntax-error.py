# A syntax error ends the program with code 1 and points at the place.
# expect-exit: 1
# expect-stderr-has: SyntaxError
# expect-stderr-has: print("open"
print("open"
