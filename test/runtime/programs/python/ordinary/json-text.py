# json both ways, sorted and with text beyond ASCII.
# expect-stdout: {"a": [1, 2.5, null, true], "ü": {"b": "c\n"}}
# expect-stdout: True
import json

value = {"ü": {"b": "c\n"}, "a": [1, 2.5, None, True]}
text = json.dumps(value, sort_keys=True, ensure_ascii=False)
print(text)
print(json.loads(text) == value)
