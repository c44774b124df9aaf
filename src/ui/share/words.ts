/** What the share dialog says of lengths, places and reasons. */
import { CHAT_LENGTH, type LinkReach, NEVER_LENGTH } from '../../app/sharing.ts';
import type { LikelySecret, PrivateValue } from '../../worker/protocol.ts';
import { number } from '../words.ts';

/** How far a link gets, in one sentence. */
export const reachWords: Readonly<Record<LinkReach, string>> = {
  chat: 'Short enough for chats and mail.',
  safe: `Every browser opens it; some chats and mail programs cut links over ${number(CHAT_LENGTH)} characters.`,
  long: 'Most browsers open it; chats, mail and forms cut it. The file is the safer way.',
  never: `Over ${number(NEVER_LENGTH)} characters, which no browser opens: there is no link. Download the file, or share fewer events.`,
};

/** `process.args of event web-token-read`, `the note of event e3`. */
export function placeWords({ part, event, path }: LikelySecret): string {
  const field = path === undefined ? '' : path;
  switch (part) {
    case 'event':
      return field === '' ? `event ${event}` : `${field} of event ${event}`;
    case 'note':
      return `the note of event ${event}`;
    case 'rule':
      return `the rule’s ${field}`;
    case 'baseline':
      return `the baseline’s ${field}`;
    case 'exceptions':
    case 'value lists':
      return `the ${part}`;
    case 'title':
    case 'description':
      return `the ${part}`;
  }
}

/** Why a private value stays although it is chosen; null where it does not. */
export function keptWords({ kept, clause }: PrivateValue): string | null {
  if (kept === 'named') return 'stays: the rule or an exception names it';
  if (kept === 'shapeless') return 'stays: nothing else has its shape';
  return kept === null ? null : `stays: it would change the verdict of ${clause}`;
}

/** `intruder-in-the-shop.eql-scenario.json`. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name === '' ? 'scenario' : name}.eql-scenario.json`;
}
