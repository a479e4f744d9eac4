# base64, urls, e-mail, struct and binary text.
# expect-stdout: aGk= b'hi'
# expect-stdout: a=1&b=%C3%BC /p?q
# expect-stdout: b'\x01\x00\x00\x00' (1,)
# expect-stdout: text/plain a@b.example
import base64
import struct
from email.message import EmailMessage
from urllib.parse import urlencode, urlsplit

print(base64.b64encode(b"hi").decode(), base64.b64decode("aGk="))
parts = urlsplit("https://h.example/p?q#f")
print(urlencode({"a": 1, "b": "ü"}), parts.path + "?" + parts.query)
print(struct.pack("<I", 1), struct.unpack("<I", b"\1\0\0\0"))
message = EmailMessage()
message["To"] = "a@b.example"
message.set_content("hi")
print(message.get_content_type(), message["To"])
