/** Text in base64, as sensors write ids of processes and people hide commands. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The bytes as latin-1 text; null for what `btoa` would not write in this way. */
export function decodeBase64(text: string): string | null {
  if (text.length % 4 !== 0 || !BASE64.test(text)) return null;
  const decoded = atob(text);
  return btoa(decoded) === text ? decoded : null;
}
