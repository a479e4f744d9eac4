/** What is proven, of what, and by which digests a reviewer knows it again; and where it is signed. */
import { markup, type Html } from "./html.js";
import type { Report } from "./model.js";
import { programName } from "./programs.js";
import { actionLabel, digest, lineId } from "./words.js";

export function proofSection(report: Report): Html {
  const { programs, sources, tables, version, compilerDigest } = report;
  return markup`<section id="proof" aria-labelledby="proof-title">
    <h2 id="proof-title">Proof</h2>
    <blockquote class="statement">
      <p>
        For every value of <code>struct seccomp_data</code> (arch, number, six
        64-bit arguments, instruction pointer) each program below passes the
        kernel’s checks, and returns the 32-bit value that the policy gives to
        that call.
      </p>
    </blockquote>
    <p class="lead">
      Decided for all values, without sampling, when this page was made; a
      program that is not proven is not made. Compiling the same sources with
      the same compiler and tables gives the same bytes, which
      <code>callgate verify</code> proves again.
    </p>
    <div
      class="scroll"
      role="region"
      aria-label="Programs and digests"
      tabindex="0"
    >
      <table class="digests">
        <caption>
          Programs
        </caption>
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col" class="number">Instructions</th>
            <th scope="col" class="number">In the kernel</th>
            <th scope="col">Proof</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          ${programs.map((one) => {
            const {
              arch,
              phase,
              instructions,
              kernelInstructions,
              proven,
              sha256,
            } = one.manifest;
            return markup`<tr>
              <th scope="row">
                <a href="#program-${arch}-${phase}">${programName(one)}</a>
              </th>
              <td class="number">${instructions}</td>
              <td class="number">${kernelInstructions}</td>
              <td>
                ${proven ? markup`<span class="label allow">proven</span>` : actionLabel("not proven")}
              </td>
              <td>${digest(sha256)}</td>
            </tr> `;
          })}
        </tbody>
      </table>
    </div>
    <div
      class="scroll"
      role="region"
      aria-label="Sources and digests"
      tabindex="0"
    >
      <table class="digests">
        <caption>
          Made from
        </caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          ${sources.map(
            ({ path, sha256 }, index) =>
              markup`<tr>
                <th scope="row">
                  <a href="#${lineId(index, 1)}"><code>${path}</code></a>
                </th>
                <td>${digest(sha256)}</td>
              </tr> `,
          )}${tables.map(
            ({ arch, source, sha256 }) =>
              markup`<tr>
                <th scope="row">
                  Tables for ${arch} <span class="dim">${source}</span>
                </th>
                <td>${digest(sha256)}</td>
              </tr> `,
          )}
          <tr>
            <th scope="row">
              Compiler and prover <span class="dim">callgate ${version}</span>
            </th>
            <td>${digest(compilerDigest)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  </section>`;
}

/** Lines to be filled in by hand, on paper or in a copy. */
export function signSection({ policy }: Report): Html {
  const lines = ["Decision", "Conditions", "Reviewer", "Date", "Signature"];
  return markup`<section id="sign-off" aria-labelledby="sign-off-title">
    <h2 id="sign-off-title">Sign-off</h2>
    <p class="lead">
      I have read the rules of <strong>${policy.name}</strong>, their reasons and the findings above, for the programs whose digests “Proof” states.
    </p>
    <table class="sign">
      <tbody>
        ${lines.map(
          (line) =>
            markup`<tr>
              <th scope="row">${line}</th>
              <td></td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

/** Every file that was read, line by line, so that what the digests are of can be read here. */
export function sourcesSection({ policy, sources }: Report): Html {
  return markup`<section id="sources" aria-labelledby="sources-title">
    <h2 id="sources-title">Sources</h2>
    <p class="lead">Every file that the policy is made from, as it was read.</p>
    ${policy.files.map(
      ({ path, text }, index) =>
        markup`<details class="source">
          <summary><code>${path}</code></summary>
          <p class="dim">SHA-256 ${digest(sources[index]?.sha256 ?? "")}</p>
          <div
            class="scroll tall"
            role="region"
            aria-label="${path}"
            tabindex="0"
          >
            <pre class="listing">${listing(text, index)}</pre>
          </div>
        </details> `,
    )}
  </section>`;
}

/** Nothing stands between the lines but their ends: a listing is copied as the file is. */
function listing(text: string, file: number): readonly Html[] {
  const lines = text.replace(/\n$/, "").split("\n");
  return lines.map((line, at) => {
    const id = lineId(file, at + 1);
    return markup`<span class="source-line" id="${id}"><span class="line-number">${at + 1}</span><code>${line}
</code></span>`;
  });
}
