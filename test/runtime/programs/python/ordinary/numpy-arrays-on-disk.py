# numpy saves, loads and maps arrays in the working folder; seeded numbers repeat.
# needs: numpy
# expect-stdout: True
# expect-stdout: 0 999
# expect-stdout: [51, 92, 14, 71, 60]
# expect-stdout: True
import numpy as np

values = np.random.RandomState(42).randint(0, 100, 1000)
np.save("values.npy", values)
print(bool((np.load("values.npy") == values).all()))
mapped = np.memmap("mapped.bin", dtype="int64", mode="w+", shape=(1000,))
mapped[:] = np.arange(1000)
mapped.flush()
print(int(mapped[0]), int(np.memmap("mapped.bin", dtype="int64", mode="r")[999]))
print(values[:5].tolist())
print(bool(np.allclose(np.fft.ifft(np.fft.fft(values)).real, values)))
