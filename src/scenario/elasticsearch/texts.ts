/** Requests as people run them: in Kibana's Dev Tools console, with curl, or as one shell script. */
import type { Request } from './requests.ts';

/** For the Dev Tools console. A query of several lines stands between three quotes there, and reads as it was written. */
export function asConsole(requests: readonly Request[]): string {
  return requests
    .map(({ method, path, body, title }) => `# ${title}\n${method} ${path}${consoleBody(body)}\n`)
    .join('\n');
}

function consoleBody(body: string | null): string {
  if (body === null) return '';
  return `\n${withReadableQuery(body).trimEnd()}`;
}

/** `"query": "a\nb"` as `"query": """a⏎b"""`; one that holds three quotes itself stays as it is. */
function withReadableQuery(body: string): string {
  return body.replace(/"query": ("(?:[^"\\]|\\.)*")/, (whole, literal: string) => {
    const query = JSON.parse(literal) as string;
    return query.includes('"""') || query.endsWith('"') || !query.includes('\n') ? whole : `"query": """${query}"""`;
  });
}

/** One command for each request. The address and the key come from the environment, so that neither is in the text. */
export function asCurl(requests: readonly Request[]): string {
  return requests.map((request) => `# ${request.title}\n${curl(request)}\n`).join('\n');
}

/** A script that stops at the first request that fails. */
export function asScript(requests: readonly Request[]): string {
  const lines = [
    '#!/bin/sh',
    '# Set ES_URL, such as https://localhost:9200, and ES_API_KEY to an encoded API key.',
    'set -eu',
    ': "${ES_URL:?}" "${ES_API_KEY:?}"',
    '',
    asCurl(requests),
  ];
  return lines.join('\n');
}

function curl({ method, path, body, isLines }: Request): string {
  const type = isLines ? 'application/x-ndjson' : 'application/json';
  const parts = [
    `curl -sS --fail-with-body -X ${method} "$ES_URL"${quoted(path)}`,
    '-H "Authorization: ApiKey $ES_API_KEY"',
  ];
  if (body !== null) parts.push(`-H 'Content-Type: ${type}'`, `--data-binary ${quoted(body)}`);
  return parts.join(' \\\n  ');
}

/** As one word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
