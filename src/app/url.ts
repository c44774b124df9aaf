/**
 * What the address asks for. Everything is in the hash, so it never reaches a server (contract, section 6).
 */
export type Address = { readonly kind: 'new' } | { readonly kind: 'example'; readonly id: string };

/** Null for an address that asks for nothing, or for something that is not known here. */
export function readHash(hash: string): Address | null {
  const [name, value = ''] = hash.replace(/^#/, '').split('&')[0]!.split(/=(.*)/s);
  if (name === 'new') return { kind: 'new' };
  if (name === 'example' && value !== '') return { kind: 'example', id: decode(value) };
  return null;
}

/** Percent-encoding may be broken: then the text stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
