# A database in memory, with a join, a window and a user's function.
# expect-stdout: [('ada', 3), ('bob', 1)]
# expect-stdout: [(1, 1), (2, 3), (3, 6)]
# expect-stdout: [('ABC',)]
import sqlite3

db = sqlite3.connect(":memory:")
db.executescript(
    """
    create table person(id integer primary key, name text);
    create table pet(owner integer, name text);
    insert into person values (1, 'ada'), (2, 'bob');
    insert into pet values (1, 'x'), (1, 'y'), (1, 'z'), (2, 'w');
    """
)
print(db.execute("select p.name, count(*) from person p join pet on owner = p.id group by 1 order by 1").fetchall())
print(db.execute("with n(x) as (values (1), (2), (3)) select x, sum(x) over (order by x) from n").fetchall())
db.create_function("shout", 1, str.upper)
print(db.execute("select shout('abc')").fetchall())
