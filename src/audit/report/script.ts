/**
 * The page's own script: it filters the table of syscalls, and opens what is folded before
 * printing. The page is whole without it. It reads the page's own attributes, and never
 * writes markup.
 */
export const script = `"use strict";
(() => {
  const form = document.getElementById("filter");
  const name = document.getElementById("filter-name");
  const answer = document.getElementById("filter-answer");
  const count = document.getElementById("filter-count");
  const rows = Array.from(document.querySelectorAll("#matrix tbody tr"));
  const apply = () => {
    const part = name.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const marks = row.dataset.is.split(" ");
      const fits =
        row.dataset.name.includes(part) &&
        (answer.value === "" || marks.includes(answer.value));
      row.hidden = !fits;
      if (fits) shown++;
    }
    count.value = shown + " of " + rows.length;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
  const folded = document.getElementsByTagName("details");
  window.addEventListener("beforeprint", () => {
    for (const one of folded) {
      one.dataset.was = String(one.open);
      one.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded) one.open = one.dataset.was === "true";
  });
})();
`;
