# Text beyond ASCII goes in and out as UTF-8, whatever the environment says.
# expect-stdout: Grüße, 世界, 🦉
# expect-stdout: b'\xf0\x9f\xa6\x89' LATIN SMALL LETTER SHARP S
# expect-stdout: utf-8 utf-8
import sys
import unicodedata

print("Grüße, 世界, 🦉")
print("🦉".encode(), unicodedata.name("ß"))
print(sys.stdout.encoding.lower(), sys.getfilesystemencoding().lower())
