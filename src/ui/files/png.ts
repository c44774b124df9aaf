/** Pixels of a picture for each of its own: sharp on a slide. */
const SCALE = 2;

/** A picture as an address, which the page's policy lets it show. */
export function svgAddress(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** An SVG picture as the bytes of a PNG file; null where the browser cannot draw it. */
export async function pngOf(svg: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const image = new Image();
    image.src = svgAddress(svg);
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
  } catch {
    return null;
  }
}
