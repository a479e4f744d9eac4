/**
 * A report as one HTML page that needs nothing else: no request is made, nothing but our own
 * style sheet and script is in force, and those by their digests.
 */
import { sha256 } from "../../compiler/sha256.js";
import { findingsSection } from "./findings.js";
import { markup, raw, textOf, type Html } from "./html.js";
import type { Report } from "./model.js";
import { programsSection } from "./programs.js";
import { proofSection, signSection, sourcesSection } from "./proof.js";
import { rulesSection } from "./rules.js";
import { script } from "./script.js";
import { style } from "./style.js";
import { summarySection } from "./summary.js";
import { syscallsSection } from "./syscalls.js";

const SECTIONS: readonly (readonly [string, string])[] = [
  ["summary", "Summary"],
  ["findings", "Findings"],
  ["proof", "Proof"],
  ["rules", "Rules"],
  ["syscalls", "Syscalls"],
  ["sign-off", "Sign-off"],
  ["programs", "Programs"],
  ["sources", "Sources"],
];

/** The same bytes for the same report. */
export function reportPage(report: Report): string {
  const { policy, version } = report;
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${contentPolicy()}"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="callgate ${version}" />
        <title>${policy.name} · policy report</title>
        ${element("style", style)}
      </head>
      <body>
        <a class="skip" href="#summary">Skip to the summary</a>
        <header>
          <p class="product">callgate · policy report</p>
          <h1>${policy.name}</h1>
          ${policy.description === undefined ? "" : markup`<p class="description">${policy.description.replace(/\s+/g, " ").trim()}</p>`}
        </header>
        <nav aria-label="Sections">
          <ul>
            ${SECTIONS.map(
              ([id, title]) => markup`<li><a href="#${id}">${title}</a></li> `,
            )}
          </ul>
        </nav>
        <main>${sectionsOf(report)}</main>
        <footer>
          <p>
            Made by callgate ${version} from
            ${policy.files[0]?.path ?? policy.name}. This page is one file: it
            loads nothing and sends nothing.
          </p>
        </footer>
        ${element("script", script)}
      </body>
    </html> `;
  return textOf(page);
}

function sectionsOf(report: Report): readonly Html[] {
  return [
    summarySection(report),
    findingsSection(report),
    proofSection(report),
    rulesSection(report),
    syscallsSection(report),
    signSection(report),
    // What follows is evidence, to be looked into.
    programsSection(report),
    sourcesSection(report),
  ];
}

/** With nothing around its text: the digest is of all that stands between the tags. */
function element(name: "style" | "script", text: string): Html {
  return raw(`<${name}>${text}</${name}>`);
}

/** https://www.w3.org/TR/CSP3/#meta-element: what the browser may do with this page. */
function contentPolicy(): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  const digest = sha256(new TextEncoder().encode(text));
  const bytes = (digest.match(/../g) ?? []).map((hex) => parseInt(hex, 16));
  return `sha256-${base64(bytes)}`;
}

const DIGITS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** By hand, as for the compiler's core: `btoa` and `Buffer` are not everywhere. */
function base64(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const three = bytes.slice(at, at + 3);
    const [a = 0, b = 0, c = 0] = three;
    const word = (a << 16) | (b << 8) | c;
    for (let digit = 0; digit < 4; digit++)
      text +=
        digit <= three.length
          ? (DIGITS[(word >> (18 - 6 * digit)) & 63] ?? "")
          : "=";
  }
  return text;
}
