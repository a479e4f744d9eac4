# pandas imports and groups.
# needs: numpy pandas
# limits: timeoutMs=20000
# expect-stdout: {'a': 4, 'b': 6}
# expect-stdout: 2024-01-31 00:00:00
# expect-stdout: a,4
# expect-stdout: b,6
import pandas as pd

frame = pd.DataFrame({"key": ["a", "b", "a", "b"], "value": [1, 2, 3, 4]})
totals = frame.groupby("key")["value"].sum()
print({key: int(value) for key, value in totals.items()})
print(pd.Timestamp("2024-01-01") + pd.offsets.MonthEnd())
print(totals.to_csv(header=False), end="")
