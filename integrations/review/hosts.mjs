/** Posts one comment on a pull or merge request, or updates the one that is there. */
/* global fetch, AbortSignal */
import { readFileSync } from "node:fs";
import { MARK } from "./markdown.mjs";

/**
 * What a host needs: where its comments lie and how its API is asked. Undefined where the job
 * is not about a pull or merge request, or has no token.
 */
export function hostFrom(name, env) {
  switch (name) {
    case "github": {
      const event = env.GITHUB_EVENT_PATH
        ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8"))
        : {};
      const number = event.pull_request?.number;
      if (number === undefined || !env.GITHUB_TOKEN) return undefined;
      const repository = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}`;
      return {
        list: `${repository}/issues/${number}/comments`,
        one: (id) => `${repository}/issues/comments/${id}`,
        update: "PATCH",
        headers: {
          accept: "application/vnd.github+json",
          authorization: `Bearer ${env.GITHUB_TOKEN}`,
          "x-github-api-version": "2022-11-28",
        },
      };
    }
    case "gitlab": {
      const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID } = env;
      if (!CI_MERGE_REQUEST_IID || !env.CALLGATE_TOKEN) return undefined;
      const notes = `${CI_API_V4_URL}/projects/${encodeURIComponent(CI_PROJECT_ID)}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
      return {
        list: notes,
        one: (id) => `${notes}/${id}`,
        update: "PUT",
        headers: { "private-token": env.CALLGATE_TOKEN },
      };
    }
    default:
      return undefined;
  }
}

/** "updated", "posted", or why not. A host that does not answer is an error. */
export async function post(host, body) {
  for (const { id } of await ours(host)) {
    // Somebody else's comment may begin with our mark too: that one we may not change.
    const { ok } = await ask(host, host.update, host.one(id), { body });
    if (ok) return "updated";
  }
  const { ok, status } = await ask(host, "POST", host.list, { body });
  if (ok) return "posted";
  if (status === 401 || status === 403 || status === 404)
    return `not posted: the token may not write comments (HTTP ${status}), as for a pull request from a fork`;
  throw new Error(`the host answered HTTP ${status} to the comment`);
}

const PAGE = 100;

async function ours(host) {
  const found = [];
  for (let page = 1; ; page++) {
    const { ok, status, data } = await ask(
      host,
      "GET",
      `${host.list}?per_page=${PAGE}&page=${page}`,
    );
    if (
      !ok &&
      page === 1 &&
      (status === 401 || status === 403 || status === 404)
    )
      return [];
    if (!ok)
      throw new Error(
        `the host answered HTTP ${status} to the list of comments`,
      );
    found.push(...data.filter(({ body }) => body?.startsWith(MARK)));
    if (data.length < PAGE) return found;
  }
}

async function ask(host, method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { ...host.headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const data =
    method === "GET" && response.ok ? await response.json() : undefined;
  return { ok: response.ok, status: response.status, data };
}
