/** What `/diff` answers: what became allowed, refused or otherwise answered, proven for every call. */
import {
  diffPolicies,
  type Behind,
  type DiffSide,
} from "../../audit/diff/index.js";
import type { Policy } from "../../policy/model.js";
import { shown, shownPath } from "./faults.js";
import { bytesOf, load, valuesOf } from "./given.js";
import type {
  AuditAnswer,
  DiffRequest,
  GivenSide,
  ShownDiagnostic,
} from "./model.js";

export function diffed(request: DiffRequest): AuditAnswer {
  const { arches, phases, params = {} } = request;
  const sides = [sideOf(request.a, "a"), sideOf(request.b, "b")] as const;
  const diagnostics = sides.flatMap((side) => side.diagnostics);
  const [{ side: a }, { side: b }] = sides;
  if (a === undefined || b === undefined) {
    const message = `the policy ${a === undefined ? "a" : "b"} has errors`;
    return { kind: "wrong", message, diagnostics };
  }
  const { changes, ...rest } = diffPolicies(a, b, {
    ...(arches === undefined ? {} : { arches }),
    ...(phases === undefined ? {} : { phases }),
    values: valuesOf([a, b].flatMap(policiesOf), params),
  });
  const body = {
    ...rest,
    changes: changes.map(({ behind, ...change }) => ({
      ...change,
      behind: {
        before: behind.before.map(shownBehind),
        after: behind.after.map(shownBehind),
      },
    })),
    diagnostics,
  };
  return { kind: "done", json: JSON.stringify(body) };
}

interface Read {
  /** Undefined: a policy with errors. */
  readonly side: DiffSide | undefined;
  readonly diagnostics: readonly ShownDiagnostic[];
}

function sideOf(given: GivenSide, name: "a" | "b"): Read {
  if (given.program !== undefined) {
    const { program, arch } = given;
    const bytes = bytesOf(program, `/${name}/program`);
    return {
      side: { kind: "program", name, arch, bytes },
      diagnostics: [],
    };
  }
  const { policy, diagnostics } = load(given, `${name}.yaml`);
  return {
    side: policy && { kind: "policy", policy },
    diagnostics: diagnostics.map(shown),
  };
}

function policiesOf(side: DiffSide): readonly Policy[] {
  return side.kind === "policy" ? [side.policy] : [];
}

function shownBehind(behind: Behind): Behind {
  const { file } = behind;
  return { ...behind, file: file === null ? null : shownPath(file) };
}
