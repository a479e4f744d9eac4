/** `callgate serve`: the HTTP service. */
import type { Command } from "commander";
import { createSandbox } from "../../runtime/index.js";
import { serve } from "../../server/serve.js";
import { noteDiagnostics, print } from "../output.js";

interface Options {
  readonly config?: string;
  readonly host?: string;
  readonly port?: string;
  readonly checkConfig?: boolean;
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Serves sandboxes over HTTP, on 127.0.0.1:8194 unless the configuration says otherwise.",
    )
    .option("--config <file>", "the configuration (default: conf/config.yaml)")
    .option("--host <address>", "the address to listen on")
    .option("--port <port>", "the port to listen on")
    .option("--check-config", "only say whether the configuration is right")
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate serve --port 8194\n\nOff loopback it needs a key of at least 16 characters (API_KEY).",
    )
    .action(async ({ config, host, port, checkConfig }: Options) => {
      exit(
        await serve({
          ...(config === undefined ? {} : { config }),
          ...(host === undefined ? {} : { host }),
          ...(port === undefined ? {} : { port }),
          checkOnly: checkConfig === true,
          environment: process.env,
          createSandbox,
          print,
          noteDiagnostics,
        }),
      );
    });
}
