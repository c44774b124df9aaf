/**
 * A scenario as the payload of a link (contract, section 6): one version character, then base64url of the packed text.
 *
 *     scenario --wire.ts--> text --compress.ts--> bytes --base64url.ts--> "1…"
 *
 * The same scenario gives the same payload, in every browser and in Node. Whatever is given to read, the answer is a
 * scenario or a reason; nothing in a payload is run, and it is unpacked only as far as the limits go. Payloads of old
 * versions are read for ever: `golden` holds some of each.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Scenario } from '../scenario.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { pack, unpack } from './compress.ts';
import { LARGEST_TEXT, MOST_EVENTS, MOST_TOLD } from './limits.ts';
import { type Tell, tellsNothing } from './told.ts';
import { readWire, type WireFault, writeWire } from './wire.ts';

const VERSION = '1';

/** What became of a payload. The scenario is the canonical form of the one that was written (`canonical.ts`). */
export type LinkReading = { readonly scenario: Scenario } | { readonly problem: Diagnostic };

/**
 * The payload of a scenario; null for one that is too large to be read again.
 * @param tell who can tell generated events again, so that they need not be in it
 */
export function encodeLink(scenario: Scenario, tell: Tell = tellsNothing): string | null {
  if (scenario.events.length > MOST_EVENTS) return null;
  const text = writeWire(scenario, tell);
  return text.length > LARGEST_TEXT ? null : VERSION + toBase64Url(pack(text));
}

export function decodeLink(payload: string, tell: Tell = tellsNothing): LinkReading {
  if (payload === '') return { problem: problems.empty };
  const [version = ''] = payload;
  if (version !== VERSION) return { problem: /^[2-9A-Za-z]$/.test(version) ? problems.newer : problems.damaged };
  const bytes = fromBase64Url(payload.slice(1));
  if (bytes === null) return { problem: problems.damaged };
  const unpacked = unpack(bytes, LARGEST_TEXT);
  if ('fault' in unpacked) return { problem: unpacked.fault === 'too large' ? problems.tooLarge : problems.damaged };
  const scenario = readWire(unpacked.text, tell);
  return 'fault' in scenario ? { problem: problemOf(scenario) } : { scenario };
}

function problemOf({ fault, reason = '' }: WireFault): Diagnostic {
  switch (fault) {
    case 'misshapen':
      return problems.damaged;
    case 'too large':
      return problems.tooLarge;
    case 'too many events':
      return problems.tooMany;
    case 'newer':
      return problems.newer;
    case 'refused':
      return problem('link/refused', `The scenario in the link cannot be read: ${reason}`, ASK);
  }
}

const ASK = 'Ask whoever sent it for the link again, or for the scenario file.';

function problem(code: string, message: string, hint: string): Diagnostic {
  return { code, severity: 'error', message, hint };
}

const problems = {
  empty: problem('link/empty', 'The link holds no scenario.', ASK),
  damaged: problem('link/damaged', 'The link is damaged: a part of it is missing, or was changed on the way.', ASK),
  newer: problem('link/newer', 'The link was made by a newer playground.', 'Reload the page to get the newest one.'),
  tooLarge: problem(
    'link/too-large',
    `The link unpacks to more than ${LARGEST_TEXT / 1024 ** 2} MB, and is not opened.`,
    ASK,
  ),
  tooMany: problem(
    'link/too-many-events',
    `The link holds more than ${MOST_EVENTS.toLocaleString('en-US')} events, or generates more than ${MOST_TOLD.toLocaleString('en-US')}, and is not opened.`,
    ASK,
  ),
};
