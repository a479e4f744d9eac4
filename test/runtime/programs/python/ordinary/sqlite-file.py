# Databases in the working folder, with a rollback journal and with a shared-memory log.
# expect-stdout: delete [(500,)] ok
# expect-stdout: wal [(500,)] ok
# expect-stdout: ['delete.db', 'wal.db']
import os
import sqlite3

for mode in ("delete", "wal"):
    name = f"{mode}.db"
    with sqlite3.connect(name) as db:
        got = db.execute(f"pragma journal_mode={mode}").fetchone()[0]
        db.execute("create table t(x)")
        db.executemany("insert into t values (?)", ((n,) for n in range(500)))
    again = sqlite3.connect(name)
    print(got, again.execute("select count(*) from t").fetchall(), again.execute("pragma integrity_check").fetchone()[0])
    db.close()
    again.close()
print(sorted(entry for entry in os.listdir() if entry.endswith(".db")))
