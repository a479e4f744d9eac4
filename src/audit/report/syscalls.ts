/** The matrix: every syscall on every arch. The controls above it appear with the script. */
import { markup, type Html } from "./html.js";
import type { Cell, MatrixRow, Report } from "./model.js";
import { actionLabel, answerWords, commaed, ruleLink } from "./words.js";

export function syscallsSection(report: Report): Html {
  const { arches, matrix } = report;
  return markup`<section id="syscalls" aria-labelledby="syscalls-title">
    <h2 id="syscalls-title">Syscalls</h2>
    <p class="lead">
      Every syscall that some arch of the policy has, and what its calls get in
      the run phase. “${answerWords.partly}” means that arguments decide; which
      answers there are is proven.
    </p>
    <form id="filter" class="filter" hidden>
      <label
        >Name
        <input
          id="filter-name"
          type="search"
          autocomplete="off"
          spellcheck="false"
      /></label>
      <label
        >Answer
        <select id="filter-answer">
          <option value="">any</option>
          <option value="allow">${answerWords.allow}</option>
          <option value="partly">${answerWords.partly}</option>
          <option value="refuse">${answerWords.refuse}</option>
          <option value="boot">more while booting</option>
          <option value="differs">differs between arches</option>
          <option value="risk">with a finding</option>
        </select></label
      >
      <output id="filter-count" for="filter-name filter-answer"></output>
    </form>
    <div
      class="scroll tall"
      role="region"
      aria-label="Syscalls by arch"
      tabindex="0"
    >
      <table id="matrix" class="matrix">
        <thead>
          <tr>
            <th scope="col">Syscall</th>
            ${arches.map((arch) => markup`<th scope="col">${arch}</th>`)}
            <th scope="col">Rules</th>
          </tr>
        </thead>
        <tbody>
          ${matrix.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function row(one: MatrixRow): Html {
  const { name, cells, rules, risks } = one;
  return markup`<tr data-name="${name}" data-is="${marksOf(one).join(" ")}">
    <th scope="row">
      <code>${name}</code
      >${risks.length === 0 ? "" : markup`<span class="risks">${risks.map((id) => markup`<span class="label note">${id}</span> `)}</span>`}
    </th>
    ${cells.map(cellOf)}
    <td class="refs">
      ${rules.length === 0 ? markup`<span class="dim">default</span>` : commaed(rules.map(ruleLink))}
    </td>
  </tr> `;
}

/** What the filter asks for. */
function marksOf({ cells, risks }: MatrixRow): readonly string[] {
  const there = cells.filter((cell) => cell !== undefined);
  const answers = new Set(there.map((cell) => cell.answer));
  const all = new Set(there.map((cell) => cell.actions.join(" ")));
  return [
    ...answers,
    ...(there.some(({ boot }) => boot !== undefined) ? ["boot"] : []),
    ...(all.size > 1 || there.length < cells.length ? ["differs"] : []),
    ...(risks.length > 0 ? ["risk"] : []),
  ];
}

function cellOf(cell: Cell | undefined): Html {
  if (cell === undefined)
    return markup`<td class="absent"><span class="dim">not there</span></td>`;
  const { answer, actions, boot } = cell;
  return markup`<td>
    ${
      answer === "partly"
        ? markup`<span class="label partly">${answerWords.partly}</span>
            <span class="dim answers">${actions.join(", ")}</span>`
        : commaed(actions.map(actionLabel))
    }${boot === undefined ? "" : markup` <span class="label boot">boot: ${answerWords[boot]}</span>`}
  </td>`;
}
