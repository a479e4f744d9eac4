# A loop without end.
# limits: timeoutMs=2000
# expect-end: timeout
# expect-stdout: before
print("before", flush=True)
while True:
    pass
