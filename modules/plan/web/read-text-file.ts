/** A file's text: UTF-8, else GB 18030, which Chinese offices still save; null when it is neither (a PDF, a picture). */
export async function readTextFile(file: Blob): Promise<string | null> {
  const bytes = await file.arrayBuffer();
  if (new Uint8Array(bytes).includes(0)) return null;
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding; try the next.
    }
  }
  return null;
}
