/**
 * JSON for a terminal, a clipboard and other programs: two spaces, integers of any size, and documents that are passed through
 * as the text they came in (`{ raw }`), so that no number changes its spelling.
 */
export function jsonText(value: unknown): string {
  return write(value, '');
}

function write(value: unknown, indent: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (isRaw(value)) return value.raw.trim();
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every((item) => item === null || typeof item !== 'object'))
      return `[${value.map((item) => write(item, deeper)).join(', ')}]`;
    return `[\n${value.map((item) => deeper + write(item, deeper)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${write(item, deeper)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function isRaw(value: object): value is { readonly raw: string } {
  return 'raw' in value && typeof value.raw === 'string' && Object.keys(value).length === 1;
}
