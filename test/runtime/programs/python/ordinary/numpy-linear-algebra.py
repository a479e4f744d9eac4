# numpy with its threads: a product, an inverse, eigenvalues.
# needs: numpy
# expect-stdout: True
# expect-stdout: [1.0, 3.0]
# expect-stdout: 4950
import numpy as np

a = np.arange(300 * 300, dtype=float).reshape(300, 300) % 17 + np.eye(300) * 50
print(bool(np.allclose(a @ np.linalg.inv(a), np.eye(300))))
print([round(float(x), 6) for x in sorted(np.linalg.eigvalsh([[2.0, 1.0], [1.0, 2.0]]))])
print(int(np.arange(100).sum()))
