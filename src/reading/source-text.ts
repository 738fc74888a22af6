/** A file as text, or the place of the first invalid byte. */
export interface SourceText {
  readonly text: string;
  readonly problem?: { readonly offset: number; readonly message: string };
}

/** Decodes UTF-8. A byte order mark at the beginning is not part of the text. */
export function decode(bytes: Uint8Array): SourceText {
  if (!isUtf8(bytes, false)) {
    const length = validLength(bytes);
    const text = new TextDecoder('utf-8').decode(bytes.subarray(0, length));
    const byte = (bytes[length] ?? 0).toString(16).padStart(2, '0');
    const message = `is not valid UTF-8: invalid byte 0x${byte}; save the file as UTF-8`;
    return { text, problem: { offset: text.length, message } };
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  return { text };
}

/** @param unfinished whether the last character may lack bytes */
function isUtf8(bytes: Uint8Array, unfinished: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: unfinished });
    return true;
  } catch {
    return false;
  }
}

/** How many bytes are text, found by halving: a decoder says that bytes are wrong, but not which. */
function validLength(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isUtf8(bytes.subarray(0, middle), true)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  // An incomplete last character is not valid either.
  while (!isUtf8(bytes.subarray(0, low), false)) {
    low -= 1;
  }
  return low;
}
