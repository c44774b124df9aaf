/**
 * Secrets by their shape: keys, tokens, passwords, addresses. Each row of the table is one shape; what is found is the
 * part of the text that is secret. A shape is a guess: it is shown with its place, and the author decides.
 */
import { isPublicAddress } from './addresses.ts';
import { decodeText } from './matcher.ts';

/** What a secret is, in words for the author. */
export type SecretKind =
  | 'private key'
  | 'AWS access key'
  | 'AWS secret key'
  | 'Google key'
  | 'GitHub token'
  | 'GitLab token'
  | 'Slack token'
  | 'API token'
  | 'JSON Web Token'
  | 'password'
  | 'credentials'
  | 'e-mail address'
  | 'public address'
  | 'random text';

export interface FoundSecret {
  readonly kind: SecretKind;
  readonly value: string;
}

interface Shape {
  readonly kind: SecretKind;
  /** The secret is the group named `it`, else everything. */
  readonly pattern: RegExp;
  readonly isOne?: (value: string) => boolean;
}

/** Names of options, variables and headers whose value is a secret. */
const NAMES = '(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|auth[-_]?key|client[-_]?secret)';

const shapes: readonly Shape[] = [
  {
    kind: 'private key',
    pattern:
      /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----(?:[\s\S]{1,20000}?-----END (?:[A-Z]+ ){0,3}PRIVATE KEY-----|[A-Za-z0-9+/=\s\\]*)/g,
  },
  { kind: 'JSON Web Token', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
  { kind: 'AWS access key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  {
    kind: 'AWS secret key',
    pattern: /aws_?secret(?:_access)?_?key["']?\s{0,4}[=:]\s{0,4}["']?(?<it>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/gi,
  },
  { kind: 'Google key', pattern: /\bAIza[\w-]{35}(?![\w-])|\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{20,}/g },
  { kind: 'GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{22,}/g },
  { kind: 'GitLab token', pattern: /\bgl(?:pat|rt|ptt|dt)-[\w-]{20,}/g },
  { kind: 'Slack token', pattern: /\bxox[a-z]-[\w-]{10,}|hooks\.slack\.com\/services\/(?<it>[\w/]{20,})/g },
  {
    kind: 'API token',
    pattern:
      /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|\bnpm_[A-Za-z0-9]{36}|\bpypi-[\w-]{50,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bhf_[A-Za-z0-9]{30,}|\bdckr_pat_[\w-]{20,}|\bsk-[\w-]{20,}|\bAccountKey=(?<it>[A-Za-z0-9+/]{40,}={0,2})/g,
  },
  { kind: 'credentials', pattern: /\b(?:Bearer|Basic|ApiKey)\s+(?<it>[A-Za-z0-9._~+/-]{12,}={0,2})/g },
  { kind: 'password', pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,64}:(?<it>[^\s/@]{1,128})@/gi },
  {
    kind: 'password',
    pattern: new RegExp(`(?:^|[\\s?&;"'_-])${NAMES}["']?\\s?[=:]\\s?["']?(?<it>[^\\s"'&;,$]{4,256})`, 'gi'),
    isOne: (value) => !/^(?:true|false|null|none|yes|no)$/i.test(value) && !/^[/.~*<]/.test(value),
  },
  {
    kind: 'e-mail address',
    pattern: /(?<![\w.+%-])[\w.+%-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])/gi,
    isOne: isSomebodysMail,
  },
  { kind: 'public address', pattern: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)/g, isOne: isPublicAddress },
  {
    kind: 'public address',
    pattern: /(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi,
    isOne: isPublicAddress,
  },
  { kind: 'random text', pattern: /(?<![\w+/=-])[\w+/-]{24,512}={0,2}(?![\w+/=-])/g, isOne: looksRandom },
];

/** The options behind which a secret stands as an argument of its own. */
const OPTION = new RegExp(`^--?${NAMES}$`, 'i');

/**
 * The secrets of a text, each once.
 * @param before the argument before it, where the text is one of a list
 */
export function secretsIn(text: string, before: string | null): readonly FoundSecret[] {
  const found = new Map<string, SecretKind>();
  if (before !== null && OPTION.test(before) && text.length >= 4 && !text.startsWith('-')) found.set(text, 'password');
  for (const { kind, pattern, isOne } of shapes) {
    for (const match of text.matchAll(pattern)) {
      const value = match.groups?.['it'] ?? match[0];
      const isKnown = [...found.keys()].some((known) => known.includes(value));
      if (!isKnown && (isOne === undefined || isOne(value))) found.set(value, kind);
    }
  }
  return Array.from(found, ([value, kind]) => ({ value, kind }));
}

/** `git@github.com` and the addresses of examples are nobody's. */
function isSomebodysMail(value: string): boolean {
  return !/^(?:git|noreply|no-reply)@/i.test(value) && !/[@.]example(?:\.(?:com|org|net))?$/i.test(value);
}

/** Bits for each character from which a text looks drawn by lot; English has about 4. */
const RANDOM_BITS = 4.1;

function looksRandom(value: string): boolean {
  // Ids in hex, paths and names joined with dashes are no secrets by themselves.
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value) || !/\d/.test(value)) return false;
  if (/\/[\w-]+\//.test(value) && value.split('/').every((part) => part.length < 20)) return false;
  return entropy(value) >= RANDOM_BITS && decodeText(value) === null;
}

/** Shannon's entropy, in bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
