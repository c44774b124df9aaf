/**
 * The security headers of every file that the playground serves. This is their one home: the preview server sends
 * them, and a test holds `public/_headers` (read by static hosts) to them.
 *
 * The policy must come with worker files too. A page's policy does not reach a worker that was served without its
 * own, and such a worker could fetch.
 */

const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  // Monaco writes style elements and style attributes while it runs.
  'style-src': "'self' 'unsafe-inline'",
  'font-src': "'self'",
  'img-src': "'self' data:",
  // An embedded page may have no origin of its own; its worker then comes out of the page itself.
  'worker-src': "'self' blob:",
  'manifest-src': "'self'",
  // Nothing leaves the browser: no fetch, no beacon, no socket.
  'connect-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** @type {Readonly<Record<string, string>>} */
export const headers = {
  'Content-Security-Policy': Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // A sandboxed frame has no origin, and may still load the scripts; there is nothing secret in them.
  'Access-Control-Allow-Origin': '*',
};

/** The text of `public/_headers`. */
export function headersFile() {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  return `/*\n${lines.join('')}`;
}
