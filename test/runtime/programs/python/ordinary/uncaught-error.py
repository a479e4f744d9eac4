# An uncaught error ends the program with code 1 and shows the user's own line.
# expect-exit: 1
# expect-stderr-has: ZeroDivisionError: division by zero
# expect-stderr-has: return 1 / number
def divide(number):
    return 1 / number


divide(0)
