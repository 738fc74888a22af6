/** A number as it is written, such as `1e400` or `50.0`, which JavaScript would write otherwise. */
export class NumberText {
  constructor(private readonly text: string) {}

  toJSON(): string {
    return `number ${this.text}`;
  }
}

/** An object as JSON, which is what both sides are given. */
export function manifestText(data: unknown): string {
  return JSON.stringify(data).replace(/"number ([-+.\deE]+)"/g, '$1');
}

/** Numbers that are whole, or too large, in odd ways. */
export const NUMBER_TEXTS: readonly NumberText[] = [
  '50.0',
  '1e2',
  '1.5',
  '-0',
  '0.0',
  '1e30',
  '1e400',
  '9223372036854775808',
  '-9223372036854775809',
].map((text) => new NumberText(text));
