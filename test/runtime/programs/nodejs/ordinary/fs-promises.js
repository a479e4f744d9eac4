// Everyday work on files, with promises: write, copy, link, rename, list, remove.
// expect-stdout: [ 'a.txt', 'sub', 'sub/b.txt' ]
// expect-stdout: alpha 5 true
// expect-stdout: 640 2
// expect-stdout: alpha alpha
// expect-stdout: ENOENT
// expect-stdout: []
const fs = require("node:fs/promises");

(async () => {
  await fs.mkdir("tree/sub", { recursive: true });
  await fs.writeFile("tree/a.txt", "alpha");
  await fs.appendFile("tree/sub/b.txt", "beta");
  console.log((await fs.readdir("tree", { recursive: true })).sort());
  const { size } = await fs.stat("tree/a.txt");
  console.log(
    await fs.readFile("tree/a.txt", "utf8"),
    size,
    (await fs.lstat("tree")).isDirectory(),
  );
  await fs.chmod("tree/a.txt", 0o640);
  await fs.utimes("tree/a.txt", 1, 2);
  await fs.copyFile("tree/a.txt", "tree/c.txt");
  const { mode, mtimeMs } = await fs.stat("tree/a.txt");
  console.log((mode & 0o777).toString(8), mtimeMs / 1000);
  await fs.symlink("c.txt", "tree/soft");
  await fs.link("tree/c.txt", "tree/hard");
  console.log(
    await fs.readFile("tree/soft", "utf8"),
    await fs.readFile("tree/hard", "utf8"),
  );
  await fs.cp("tree", "copy", { recursive: true });
  await fs.rm("tree", { recursive: true });
  await fs.readFile("tree/a.txt").catch((error) => console.log(error.code));
  await fs.rename("copy", "moved");
  await fs.rm("moved", { recursive: true });
  console.log(
    (await fs.readdir(".")).filter((name) =>
      ["tree", "copy", "moved"].includes(name),
    ),
  );
})();
