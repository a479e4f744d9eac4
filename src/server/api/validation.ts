/** Says which fields of a request are wrong, in words that fit a problem document. */
import type { FastifySchemaValidationError } from "fastify/types/schema.js";

export interface FieldError {
  /** A JSON Pointer into the body. */
  readonly path: string;
  readonly message: string;
}

export function fieldErrors(
  faults: readonly FastifySchemaValidationError[],
): readonly FieldError[] {
  return faults.map(({ instancePath, keyword, params, message }) => {
    const path = instancePath;
    switch (keyword) {
      case "required":
        return {
          path: `${path}/${String(params["missingProperty"])}`,
          message: "is missing",
        };
      case "additionalProperties":
        return {
          path: `${path}/${pointer(String(params["additionalProperty"]))}`,
          message: "is not a field of this request",
        };
      case "enum":
        return {
          path,
          message: `must be one of ${list(params["allowedValues"])}`,
        };
      case "type":
        return { path, message: `must be ${list(params["type"], " or ")}` };
      default:
        return { path, message: message ?? "is wrong" };
    }
  });
}

function list(values: unknown, between = ", "): string {
  return Array.isArray(values) ? values.join(between) : String(values);
}

/** A name as RFC 6901 writes it. */
export function pointer(name: string): string {
  return name.slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");
}
