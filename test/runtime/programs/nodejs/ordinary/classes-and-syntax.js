// Private fields, generators, destructuring, tagged templates, regular expressions.
// expect-stdout: 3 undefined
// expect-stdout: [ 0, 1, 1, 2, 3, 5 ]
// expect-stdout: { year: '2024', month: '02' }
// expect-stdout: 1,2|x
class Counter {
  #count = 0;
  static of = (n) => Object.assign(new Counter(), {}).add(n);
  add(n) {
    this.#count += n;
    return this;
  }
  get count() {
    return this.#count;
  }
}
console.log(Counter.of(3).count, Counter["#count"]);
function* fibonacci() {
  for (let [a, b] = [0, 1]; ; [a, b] = [b, a + b]) yield a;
}
const { value: _, ...rest } = { value: 1 };
const first = [];
for (const n of fibonacci()) if (first.push(n) === 6) break;
console.log(first);
console.log({
  ..."2024-02".match(/(?<year>\d{4})-(?<month>\d\d)/).groups,
  ...rest,
});
const tag = (parts, ...values) => `${values.join()}${parts.at(-1)}`;
console.log(tag`${1}${2}|x`);
