/** The page's style sheet: light and dark, screen and paper. Meaning is in words; colour only helps the eye. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #fbfbfa; --panel: #ffffff; --ink: #1c2127; --dim: #59616b;
  --line: #dcdfe3; --strong: #b9bec5; --accent: #0a5683;
  --allow: #17643a; --allow-on: #e4f2e9; --allow-bar: #3f9a68;
  --partly: #744600; --partly-on: #fbeed6; --partly-bar: #d69a33;
  --refuse: #4c535c; --refuse-on: #eceef1; --refuse-bar: #c3c8cf;
  --kill: #8c1f31; --kill-on: #fae7ea;
  --mark: #fff6d9;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121518; --panel: #191d21; --ink: #e3e6ea; --dim: #a1a9b3;
    --line: #2d333a; --strong: #4a525b; --accent: #82c3ee;
    --allow: #86d7a6; --allow-on: #14301f; --allow-bar: #3b8f61;
    --partly: #f0c176; --partly-on: #38290d; --partly-bar: #b07d26;
    --refuse: #b9c0c8; --refuse-on: #262c32; --refuse-bar: #4a525b;
    --kill: #f4a7b1; --kill-on: #3d1a21;
    --mark: #35301a;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 78rem;
  background: var(--page); color: var(--ink);
  font: 400 0.9375rem/1.55 var(--sans);
  display: grid; grid-template-columns: minmax(0, 1fr);
}
code, pre { font-family: var(--mono); font-size: 0.8125rem; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 0.06em; }
a:hover { text-decoration-thickness: 0.12em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
:target { background: var(--mark); }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; justify-self: start; }
.dim { color: var(--dim); }

header { padding-bottom: 1.75rem; border-bottom: 1px solid var(--line); }
.product { margin: 0 0 0.5rem; color: var(--dim); font-size: 0.8125rem; letter-spacing: 0.02em; }
h1 { margin: 0; font-size: 2.125rem; line-height: 1.15; font-weight: 650; letter-spacing: -0.02em; overflow-wrap: anywhere; }
.description { margin: 0.75rem 0 0; max-width: 46rem; font-size: 1.0625rem; line-height: 1.5; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0.9rem 0; list-style: none; border-bottom: 1px solid var(--line); }
nav a { color: var(--ink); text-decoration: none; font-size: 0.875rem; }
nav a:hover { color: var(--accent); text-decoration: underline; }
main { min-width: 0; }
section { margin: 2.75rem 0 0; }
h2 { margin: 0 0 0.6rem; font-size: 1.3125rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
h3 { margin: 2rem 0 0.75rem; font-size: 1rem; font-weight: 650; }
h3 .dim { font-weight: 400; font-size: 0.875rem; margin-left: 0.35rem; }
h3.phase { font-size: 1.125rem; margin-top: 2.5rem; margin-bottom: 0.25rem; }
.lead { margin: 0 0 1.1rem; max-width: 46rem; color: var(--dim); }
footer { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--dim); font-size: 0.8125rem; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; margin: 1rem 0 1.5rem; padding: 0; list-style: none; background: var(--line); border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.figures li { padding: 0.9rem 1.1rem 1rem; background: var(--panel); }
.figures .value { display: block; font-size: 1.75rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.02em; }
.figures .what { color: var(--dim); font-size: 0.8125rem; }
.figures .warn .value { color: var(--kill); }
.figures .good .value { color: var(--allow); }
.facts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0; margin: 0 0 1.75rem; }
.facts div { display: grid; grid-template-columns: minmax(8rem, 17.5rem) minmax(0, 1fr); gap: 1rem; padding: 0.4rem 0; border-bottom: 1px solid var(--line); }
.facts dt { color: var(--dim); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.bar { margin: 0 0 0.9rem; }
.bar figcaption { display: flex; flex-wrap: wrap; gap: 0 0.75rem; font-size: 0.8125rem; margin-bottom: 0.3rem; }
.bar figcaption span { color: var(--dim); }
.bar svg { display: block; width: 100%; height: 0.5rem; border-radius: 2px; }
.bar .allow { fill: var(--allow-bar); } .bar .partly { fill: var(--partly-bar); } .bar .refuse { fill: var(--refuse-bar); }

.label { display: inline-block; padding: 0.05rem 0.4rem; border-radius: 3px; font-family: var(--mono); font-size: 0.75rem; line-height: 1.45; white-space: nowrap; background: var(--refuse-on); color: var(--refuse); }
.label.allow, .label.accepted { background: var(--allow-on); color: var(--allow); }
.label.partly, .label.note, .label.boot { background: var(--partly-on); color: var(--partly); }
.label.kill, .label.warning { background: var(--kill-on); color: var(--kill); }

.scroll { overflow-x: auto; margin: 0 0 1.5rem; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
.tall { max-height: 44rem; overflow-y: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.8125rem; }
caption { padding: 0.6rem 0.9rem; text-align: left; font-weight: 600; }
th, td { padding: 0.38rem 0.9rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; border-bottom: 1px solid var(--strong); color: var(--dim); font-weight: 500; white-space: nowrap; background: var(--panel); }
caption + thead th { border-top: 1px solid var(--line); }
.tall thead th { position: sticky; top: 0; z-index: 1; box-shadow: 0 1px 0 var(--strong); border-bottom: 0; }
tbody tr:first-child th, tbody tr:first-child td { border-top: 0; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.digest { color: var(--dim); font-size: 0.75rem; overflow-wrap: anywhere; }
.digests th[scope="row"] { min-width: 13rem; }
.digests td:last-child { min-width: 17rem; }
.matrix th[scope="row"] { min-width: 8.5rem; }
.matrix th code { white-space: nowrap; }
.matrix .risks { display: flex; flex-wrap: wrap; gap: 0.2rem; margin: 0.2rem 0 0.1rem; max-width: 17rem; }
.matrix td { min-width: 8.5rem; }
.matrix .answers { font-family: var(--mono); font-size: 0.75rem; display: block; }
.matrix .refs { min-width: 6rem; }
.matrix tr:hover, .code tr:hover { background: color-mix(in srgb, var(--accent) 5%, transparent); }

.filter { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem 1.25rem; margin: 0 0 0.9rem; }
.filter[hidden] { display: none; }
.filter label { display: grid; gap: 0.25rem; color: var(--dim); font-size: 0.8125rem; }
.filter input, .filter select { font: inherit; font-size: 0.875rem; color: var(--ink); background: var(--panel); border: 1px solid var(--strong); border-radius: 4px; padding: 0 0.55rem; height: 2.25rem; min-width: 11rem; }
.filter output { color: var(--dim); font-size: 0.8125rem; line-height: 2.25rem; font-variant-numeric: tabular-nums; }

.findings { margin: 0; padding: 0; list-style: none; }
.finding { padding: 0.9rem 0 0.9rem 1rem; border-left: 3px solid var(--partly-bar); margin-bottom: 0.75rem; }
.finding.warning { border-color: var(--kill); }
.finding.accepted { border-color: var(--allow-bar); }
.finding p { margin: 0.25rem 0 0; max-width: 52rem; overflow-wrap: anywhere; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.7rem; margin: 0; }
.finding .head { margin: 0; }
.source { font-size: 0.8125rem; }
.place { overflow-wrap: anywhere; }

.rule { padding: 1rem 0 1.1rem; border-top: 1px solid var(--line); display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.4rem; }
.rule p { margin: 0; max-width: 54rem; overflow-wrap: anywhere; }
.rule .id { min-width: 1.6rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.rule .why.missing { color: var(--dim); font-style: italic; }
.rule .covers { font-size: 0.75rem; font-family: var(--mono); line-height: 1.6; }
.rule .risk { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.6rem; align-items: baseline; font-size: 0.875rem; }

.statement { margin: 0 0 1rem; padding: 0.2rem 0 0.2rem 1.1rem; border-left: 3px solid var(--accent); max-width: 50rem; font-size: 1.0625rem; line-height: 1.5; }
.statement p { margin: 0; }

details { border: 1px solid var(--line); border-radius: 6px; background: var(--panel); margin: 0 0 0.6rem; }
summary { padding: 0.65rem 1rem; cursor: pointer; overflow-wrap: anywhere; }
summary .dim { margin-left: 0.4rem; }
details > p { margin: 0 1rem 0.75rem; }
details > .scroll { margin: 0; border: 0; border-top: 1px solid var(--line); border-radius: 0 0 6px 6px; }
.code td { font-size: 0.8125rem; white-space: nowrap; padding-top: 0.18rem; padding-bottom: 0.18rem; }
.code .for { white-space: normal; min-width: 20rem; }
.code .for .line { display: block; }
.code td:first-child { color: var(--dim); }
.listing { margin: 0; padding: 0.6rem 0; }
.source-line { display: block; padding: 0 1rem; white-space: pre; min-width: max-content; }
.line-number { display: inline-block; width: 3rem; padding-right: 1rem; text-align: right; color: var(--dim); user-select: none; font-variant-numeric: tabular-nums; }
.sign { border-top: 1px solid var(--line); }
.sign th { width: 9rem; color: var(--dim); padding: 1.3rem 0.9rem 0.35rem 0; vertical-align: bottom; border: 0; }
.sign td { border: 0; border-bottom: 1px solid var(--strong); }

@media (min-width: 62rem) {
  body { grid-template-columns: 11rem minmax(0, 1fr); column-gap: 3.5rem; padding-left: 2.5rem; padding-right: 2.5rem; }
  header, footer, .skip { grid-column: 1 / -1; }
  nav { padding-top: 2.9rem; }
  nav ul { position: sticky; top: 2rem; flex-direction: column; gap: 0.45rem; padding: 0; border: 0; }
}
@media (max-width: 40rem) {
  body { padding-top: 1.5rem; }
  h1 { font-size: 1.75rem; }
  .facts div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .filter label, .filter input, .filter select { width: 100%; }
  .matrix .risks { max-width: 9rem; }
  .matrix .label { white-space: normal; }
  th, td { padding-left: 0.65rem; padding-right: 0.65rem; }
}
@media print {
  :root {
    color-scheme: light;
    --page: #ffffff; --panel: #ffffff; --ink: #000000; --dim: #444444; --line: #cccccc; --strong: #777777; --accent: #000000;
    --allow: #17643a; --allow-on: #ffffff; --partly: #744600; --partly-on: #ffffff; --refuse: #333333; --refuse-on: #ffffff; --kill: #8c1f31; --kill-on: #ffffff; --mark: #ffffff;
  }
  @page { margin: 18mm 14mm; }
  body { display: block; padding: 0; max-width: none; font-size: 9.5pt; }
  code, pre, table, .code td { font-size: 8pt; }
  nav, .filter, .skip { display: none; }
  a { text-decoration: none; }
  .scroll, .tall { overflow: visible; max-height: none; border: 0; }
  .matrix td, .code .for, .digests td:last-child, .digests th[scope="row"] { min-width: 0; }
  .tall thead th { position: static; box-shadow: none; }
  thead { display: table-header-group; }
  .label { border: 0.5pt solid currentColor; }
  section { break-before: auto; margin-top: 1.5rem; }
  tr, .finding, .rule, .figures, .statement, .sign { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  details { border: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .source-line { white-space: pre-wrap; min-width: 0; }
  .bar svg, .label { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
