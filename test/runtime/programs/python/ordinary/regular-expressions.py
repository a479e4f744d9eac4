# Regular expressions with groups, look-behind and replacement by function.
# expect-stdout: [('2024', '02', '29'), ('1999', '12', '31')]
# expect-stdout: one TWO three
import re

print(re.findall(r"(\d{4})-(\d\d)-(\d\d)", "2024-02-29 and 1999-12-31"))
print(re.sub(r"(?<=one )\w+", lambda match: match[0].upper(), "one two three"))
