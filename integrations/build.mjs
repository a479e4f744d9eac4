/** Builds the command line from a checkout, without the native part and without types: for CI jobs. */
import { buildBundles } from "../tools/build/bundles.mjs";
import { buildCore } from "../tools/build/core.mjs";
import { buildValidator } from "../tools/build/validator.mjs";

await buildCore();
await buildValidator();
await buildBundles();
