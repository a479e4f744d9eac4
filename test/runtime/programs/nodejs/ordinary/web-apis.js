// What browsers have: blobs, streams, forms, headers, compression, text.
// expect-stdout: 5 hello
// expect-stdout: hello a=1
// expect-stdout: text/plain
// expect-stdout: aGk= hi
(async () => {
  const blob = new Blob(["hel", "lo"]);
  console.log(blob.size, await blob.text());
  const packed = blob.stream().pipeThrough(new CompressionStream("gzip"));
  const text = await new Response(
    packed.pipeThrough(new DecompressionStream("gzip")),
  ).text();
  console.log(text, String(new URLSearchParams({ a: "1" })));
  console.log(
    new Headers({ "Content-Type": "text/plain" }).get("content-type"),
  );
  console.log(btoa("hi"), atob("aGk="));
})();
