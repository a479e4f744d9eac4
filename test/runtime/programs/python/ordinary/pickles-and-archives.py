# pickle, shelve, zip and tar in the working folder.
# expect-stdout: {'a': {1, 2}}
# expect-stdout: [1, 2, 3]
# expect-stdout: ['a.txt'] b'text'
# expect-stdout: ['a.txt'] text
import pickle
import shelve
import tarfile
import zipfile

print(pickle.loads(pickle.dumps({"a": {1, 2}})))
with shelve.open("shelf") as shelf:
    shelf["k"] = [1, 2, 3]
with shelve.open("shelf") as shelf:
    print(shelf["k"])
with open("a.txt", "w") as file:
    file.write("text")
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.write("a.txt")
with zipfile.ZipFile("a.zip") as archive:
    print(archive.namelist(), archive.read("a.txt"))
with tarfile.open("a.tgz", "w:gz") as archive:
    archive.add("a.txt")
with tarfile.open("a.tgz") as archive:
    archive.extractall("out")
    print(archive.getnames(), open("out/a.txt").read())
