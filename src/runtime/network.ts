/** The network that runs may be given: whose it is, and what their environment says of it. */
import { isAbsolute } from "node:path";
import { Fault } from "../document/fault.js";
import type { Network } from "./model.js";

/** What `network` of a sandbox or a plan means; undefined: none. */
export interface GrantedNetwork {
  /** A namespace's file; undefined: the host's own. */
  readonly namespace: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/** Throws a `Fault` for a namespace without an absolute path. */
export function grantedNetwork(
  network: boolean | Network | undefined,
): GrantedNetwork | undefined {
  if (network === undefined || network === false) return undefined;
  const { namespace, proxy = {} } = network === true ? {} : network;
  if (
    namespace !== undefined &&
    (!isAbsolute(namespace) || namespace.includes("\0"))
  )
    throw new Fault(
      "bad-network",
      `the network namespace ${JSON.stringify(namespace)} is no absolute path`,
      { hint: "name its file: /run/netns/NAME, or /proc/PID/ns/net" },
    );
  return {
    namespace,
    env: {
      ...variable("HTTP_PROXY", proxy.http),
      ...variable("HTTPS_PROXY", proxy.https),
      ...variable("NO_PROXY", proxy.no),
    },
  };
}

/** As results tell it. */
export function networkName(network: GrantedNetwork | undefined): string {
  return network === undefined ? "none" : (network.namespace ?? "host");
}

/** In small letters too: programs read the one or the other. */
function variable(
  name: string,
  value: string | undefined,
): Record<string, string> {
  return value === undefined
    ? {}
    : { [name]: value, [name.toLowerCase()]: value };
}
