/**
 * Monaco's themes take colours as `#rrggbb` or `#rrggbbaa` alone. Computed styles give `rgb(…)`, or `color(srgb …)`
 * where colours were mixed.
 */
export function hexOf(css: string): string | null {
  const match = /^(?<form>rgba?|color)\((?:srgb )?(?<numbers>[^)]*)\)$/.exec(css.trim());
  const numbers = match?.groups?.['numbers']?.split(/[\s,/]+/).map(parse);
  if (!numbers || numbers.length < 3 || numbers.some(Number.isNaN)) return null;
  const scale = match?.groups?.['form'] === 'color' ? 255 : 1;
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
  const parts = [red * scale, green * scale, blue * scale, ...(alpha < 1 ? [alpha * 255] : [])];
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function parse(text: string): number {
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
}
