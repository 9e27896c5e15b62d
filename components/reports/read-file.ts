/** Reads a file of the person's, telling how far it has come. */
import { MAX_IMPORT_CHARS } from '../../lib/report/portable-formats.ts';

/** Of UTF-8, for what is written in any script. */
const MAX_BYTES_A_CHAR = 3;

/**
 * @param onProgress from 0 to 1
 * @throws Error with a sentence for a file that is far too large to be ours, or cannot be read
 */
export async function readFile(file: File, onProgress: (part: number) => void): Promise<string> {
  if (file.size > MAX_IMPORT_CHARS * MAX_BYTES_A_CHAR)
    throw new Error('It is far larger than any export of reports. Choose a file that was exported as JSON.');
  try {
    const reader = file.stream().getReader();
    const decoder = new TextDecoder();
    let text = '';
    let read = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
      read += value.length;
      onProgress(file.size === 0 ? 1 : read / file.size);
    }
  } catch {
    throw new Error('The file could not be read. Look whether it is still there, then choose it again.');
  }
}
