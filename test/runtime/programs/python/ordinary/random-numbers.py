# Seeded numbers repeat; unseeded ones, secrets and uuids don't.
# expect-stdout: [81, 14, 3]
# expect-stdout: True True
# expect-stdout: 4 36
import random
import secrets
import uuid

random.seed(42)
print([random.randrange(100) for _ in range(3)])
print(random.SystemRandom().random() != random.SystemRandom().random(), secrets.token_hex() != secrets.token_hex())
identity = uuid.uuid4()
print(identity.version, len(str(identity)))
