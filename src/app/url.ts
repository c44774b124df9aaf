/**
 * What the address asks for. Everything is in the hash, so it never reaches a server (contract, section 6):
 *
 *     #new   #example=ID   #s=PAYLOAD   #embed&s=PAYLOAD   #embed&live&s=PAYLOAD   #rule=TEXT&event=JSON&event=JSON
 *
 * Behind each of the last three may stand `&view=EVENT,panel,…`: what the sender had in front.
 */
export type Address =
  | { readonly kind: 'new' }
  | { readonly kind: 'example'; readonly id: string }
  /** A scenario (`scenario/link`). */
  | { readonly kind: 'scenario'; readonly payload: string; readonly view: View }
  /** A rule and the texts of events, in the open. */
  | { readonly kind: 'rule'; readonly query: string; readonly events: readonly string[]; readonly view: View };

export interface View {
  /** Id of the selected event. */
  readonly event: string | null;
  /** Names of panes and tabs that are in front; unknown ones are of no harm. */
  readonly panels: readonly string[];
}

/** Null for an address that asks for nothing, or for something that is not known here. */
export function readHash(hash: string): Address | null {
  const parameters = hash
    .replace(/^#/, '')
    .split('&')
    .map((parameter) => parameter.split(/=(.*)/s) as [string, string?]);
  const [name, value = ''] = parameters[0]!;
  const valuesOf = (wanted: string) => parameters.flatMap(([key, text = '']) => (key === wanted ? [text] : []));
  const view = viewOf(valuesOf('view')[0] ?? '');
  switch (name) {
    case 'new':
      return { kind: 'new' };
    case 'example':
      return value === '' ? null : { kind: 'example', id: decode(value) };
    case 's':
      return { kind: 'scenario', payload: payloadOf(value), view };
    case 'embed': {
      const [payload] = valuesOf('s');
      return payload === undefined ? null : { kind: 'scenario', payload: payloadOf(payload), view };
    }
    case 'rule':
      return { kind: 'rule', query: decode(value), events: valuesOf('event').map(decode), view };
    default:
      return null;
  }
}

/** How the page is framed, if it is to be: `live` can be edited. Null for the whole page. */
export function embeddingOf(hash: string): 'read-only' | 'live' | null {
  const [name, ...rest] = hash.replace(/^#/, '').split('&');
  if (name !== 'embed') return null;
  return rest.includes('live') ? 'live' : 'read-only';
}

/** The hash of a link. */
export function writeHash(payload: string, { event, panels }: View): string {
  const view = [event === null ? '' : encodeURIComponent(event), ...panels].join(',');
  return `#s=${payload}${view === '' ? '' : `&view=${view}`}`;
}

/** Mail and chat programs take a full stop or a bracket behind an address for a part of it. */
function payloadOf(text: string): string {
  return decode(text).replace(/[^\w-]+$/, '');
}

function viewOf(text: string): View {
  const [event = '', ...panels] = text.split(',');
  return { event: event === '' ? null : decode(event), panels: panels.filter((panel) => /^[a-z-]+$/.test(panel)) };
}

/** Percent-encoding may be broken: then the text stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
