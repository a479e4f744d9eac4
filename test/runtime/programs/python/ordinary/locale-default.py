# The default locale can be set, and numbers can be grouped by hand.
# expect-stdout: True
# expect-stdout: 1,234,567.89
import locale

print(isinstance(locale.setlocale(locale.LC_ALL, ""), str))
print(f"{1234567.891:,.2f}")
