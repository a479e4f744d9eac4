# Logging and warnings go to stderr and leave stdout alone.
# expect-stdout: out
# expect-stderr-has: WARNING:root:careful 1
# expect-stderr-has: UserWarning: odd
import logging
import warnings

logging.warning("careful %d", 1)
warnings.warn("odd")
print("out")
