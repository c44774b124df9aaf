/**
 * The sign of a verdict: a shape of its own beside its colour, so that it survives greyscale. It is always beside a
 * word, or inside something that is named with the word, and so hidden from screen readers.
 */
export type SignKind = 'true' | 'false' | 'missing' | 'partial' | 'error' | 'none';

const shapes = {
  true: 'M2.5 7.5 5.5 10.5 11.5 3.5',
  false: 'M3.2 3.2 10.8 10.8M10.8 3.2 3.2 10.8',
  missing: 'M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M2.6 11.4 11.4 2.6',
  partial: 'M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M7 2.8V11.2',
  error: 'M7 2.4V8.2M7 10.9V11.6',
  none: 'M4 7H10',
} satisfies Record<SignKind, string>;

export function Sign({ kind, size = 14 }: { readonly kind: SignKind; readonly size?: number }) {
  return (
    <svg className={`sign sign-${kind}`} width={size} height={size} viewBox="0 0 14 14" aria-hidden>
      <path d={shapes[kind]} />
    </svg>
  );
}
