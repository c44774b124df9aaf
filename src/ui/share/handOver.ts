/** Handing something on: to the clipboard, or as a file. */

/** False where the browser does not let the page use the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Gives a file to the browser's downloads. */
export function downloadFile(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download has taken the bytes by then; an address that is never given back holds them as long as the page.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
