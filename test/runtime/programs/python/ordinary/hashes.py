# Hashes, HMAC and key derivation, with the values that their standards give.
# expect-stdout: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
# expect-stdout: 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
# expect-stdout: 120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b
# expect-stdout: 77d6576238657b203b19ca42c18a0497
# expect-stdout: ba80a53f981c4d0d
import hashlib
import hmac

print(hashlib.sha256(b"abc").hexdigest())
print(hmac.new(b"Jefe", b"what do ya want for nothing?", "sha256").hexdigest())
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1).hex())
print(hashlib.scrypt(b"", salt=b"", n=16, r=1, p=1, dklen=16).hex())
print(hashlib.blake2b(b"abc").hexdigest()[:16])
