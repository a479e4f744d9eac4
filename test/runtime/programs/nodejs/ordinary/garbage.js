// A heap that grows to tens of mebibytes and is collected again and again.
// limits: timeoutMs=20000
// expect-stdout: 1999999000000
// expect-stdout: true
let kept = [];
let sum = 0;
for (let round = 0; round < 10; round++) {
  kept = [];
  for (let i = 0; i < 200000; i++) kept.push({ i: round * 200000 + i });
  for (const { i } of kept) sum += i;
}
console.log(sum);
console.log(process.memoryUsage().heapUsed < 200e6);
