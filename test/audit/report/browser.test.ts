/** Reports in a real browser: accessible, never wider than the screen, whole without script and on paper. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { report } from "../../../src/audit/report/index.js";
import { loadPolicy } from "../../../src/policy/load.js";
import { diskSource, readPolicy } from "../../../src/policy-files.js";
import { hasCommand, requires } from "../../support/requires.js";
import { hostilePolicy } from "./hostile.js";

const canRun = requires(
  hasCommand("chromium"),
  "Debian's chromium is not installed: reports are not looked at in a browser",
);

const folder = mkdtempSync(join(tmpdir(), "callgate-report-"));

function written(name: string, content: string): string {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, content);
  return pathToFileURL(path).href;
}

function shipped(name: string): string {
  const file = readPolicy(name);
  const { policy } = loadPolicy(diskSource(file), file);
  if (policy === undefined) throw new Error(`${name} does not load`);
  return written(name, report(policy, "1.2.3"));
}

const axe = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

interface Violation {
  readonly id: string;
  readonly nodes: readonly {
    readonly target: unknown;
    readonly html: string;
  }[];
}

/**
 * Leaves two of each kind of row: axe looks at every text's contrast, and a row more of the
 * same kind says nothing new.
 */
const thin = `(() => {
  const seen = new Map();
  for (const row of document.querySelectorAll("tbody tr, .source-line, .rule")) {
    const parts = [row, ...row.querySelectorAll("*")];
    const kind = [...new Set(parts.map((one) => one.tagName + one.className))].sort().join();
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    if (count > 2) row.remove();
  }
})()`;

/** What axe-core finds wrong, by the accessibility guidelines (WCAG 2.2 AA) and best practice. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(thin);
  await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, html }) => ({ target, html })) })))`,
  )) as readonly Violation[];
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
  );
}

/** By how much the page is wider than the window. */
function overflow(page: Page): Promise<unknown> {
  return page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}

describe.skipIf(!canRun)("in Chromium", () => {
  let browser: Browser;
  let python: string;
  let hostile: string;

  beforeAll(async () => {
    python = shipped("python");
    hostile = written("hostile", report(hostilePolicy(), "1.2.3"));
    browser = await puppeteer.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(url: string, width: number): Promise<Page> {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    await page.goto(url);
    return page;
  }

  /** axe runs in the page, whose own policy forbids evaluating text. */
  async function openedForAxe(url: string, width: number): Promise<Page> {
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    await page.setViewport({ width, height: 900 });
    await page.goto(url);
    return page;
  }

  const openAll =
    'for (const one of document.querySelectorAll("details")) one.open = true';

  it.each([
    [1280, "light"],
    [1280, "dark"],
    [360, "light"],
    [360, "dark"],
  ] as const)(
    "%i pixels, %s: accessible, and no wider than the window",
    async (width, scheme) => {
      for (const url of [python, hostile]) {
        const page = await openedForAxe(url, width);
        await page.emulateMediaFeatures([
          { name: "prefers-color-scheme", value: scheme },
        ]);
        expect(await overflow(page)).toBe(0);
        await page.evaluate(openAll);
        expect(await overflow(page)).toBe(0);
        expect(await violations(page)).toEqual([]);
        await page.close();
      }
    },
    120_000,
  );

  it("the palette follows the reader's choice", async () => {
    const page = await opened(python, 1280);
    const colour = async (value: string): Promise<unknown> => {
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value },
      ]);
      return page.evaluate("getComputedStyle(document.body).backgroundColor");
    };
    expect(await colour("light")).not.toBe(await colour("dark"));
    await page.close();
  });

  it("text of a policy does nothing, and nothing is asked of the network", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    const said: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("dialog", (dialog) => said.push(dialog.message()));
    await page.goto(hostile);
    await page.evaluate(openAll);
    await page.evaluate(
      'for (const one of document.querySelectorAll("a, input, select")) one.focus()',
    );
    expect(await page.evaluate("window.hit")).toBeUndefined();
    expect(await page.evaluate("getComputedStyle(document.body).display")).toBe(
      "grid",
    );
    expect(page.url()).toBe(hostile);
    expect(asked).toEqual([hostile]);
    expect(said).toEqual([]);
    await page.close();
  });

  it("without script everything is there, and no control that does nothing", async () => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(python);
    const shown = await page.$$eval(
      "#matrix tbody tr",
      (rows) => rows.filter((row) => row.checkVisibility()).length,
    );
    expect(shown).toBeGreaterThan(300);
    expect(await page.$eval("#filter", (one) => one.checkVisibility())).toBe(
      false,
    );
    await page.close();
  });

  it("the filter finds a syscall by name and by answer", async () => {
    const page = await opened(python, 1280);
    const shown = (): Promise<readonly string[]> =>
      page.$$eval("#matrix tbody tr", (rows) =>
        rows
          .filter((row) => row.checkVisibility())
          .map((row) => row.dataset["name"] ?? ""),
      );
    await page.type("#filter-name", "exec");
    expect(await shown()).toEqual([
      "execve",
      "execveat",
      "kexec_file_load",
      "kexec_load",
    ]);
    await page.select("#filter-answer", "boot");
    expect(await shown()).toEqual(["execve"]);
    expect(await page.$eval("#filter-count", (one) => one.textContent)).toMatch(
      /^1 of \d+$/,
    );
    await page.close();
  });

  it("on paper everything that is folded is open, and navigation is gone", async () => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(python);
    await page.emulateMediaType("print");
    const heights = await page.$$eval("details .scroll", (all) =>
      all.map((one) => one.getBoundingClientRect().height),
    );
    expect(Math.min(...heights)).toBeGreaterThan(20);
    expect(await page.$eval("nav", (one) => one.checkVisibility())).toBe(false);
    const pdf = await page.pdf({ format: "a4" });
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
    await page.close();
  });
});
