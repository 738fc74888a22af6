import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gunzip } from '../../src/backtest/reading/gunzip';

const RUNS = { numRuns: 12, seed: 4 };

async function* blocksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    yield Buffer.from(bytes.subarray(start, start + size));
  }
}

/** What comes of compressed bytes before an error, and the error. */
async function unzipped(bytes: Buffer, size: number, isPipe: boolean) {
  const parts: Buffer[] = [];
  let failure: unknown;
  try {
    for await (const part of gunzip(blocksOf(bytes, size), isPipe ? undefined : () => blocksOf(bytes, size))) {
      parts.push(Buffer.from(part));
    }
  } catch (error) {
    failure = (error as NodeJS.ErrnoException).code;
  }
  return { text: Buffer.concat(parts), failure };
}

/** Text that is hard to compress, of more than one slice of what is decompressed at once. */
function noise(length: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return 32 + ((state >> 16) % 90);
    }),
  );
}

describe('compressed data with something else after it', () => {
  const TEXT = noise(150_000, 1);

  it.each([true, false])('is used as a whole (from a pipe: %s)', async (isPipe) => {
    const bytes = Buffer.concat([gzipSync(TEXT), Buffer.from('garbage')]);
    const { text, failure } = await unzipped(bytes, 30_000, isPipe);
    expect(failure).toBe('Z_DATA_ERROR');
    expect(text.equals(TEXT)).toBe(true);
  });
});

describe('compressed data', () => {
  it('gives the same from a pipe, which can be read once only, as from a file, however it is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          lengths: fc.array(fc.nat(120_000), { minLength: 1, maxLength: 3 }),
          size: fc.constantFrom(1_000, 65_536, 70_000, 1_000_000),
          damage: fc.constantFrom('none', 'byte', 'cut', 'after'),
          place: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        }),
        async ({ lengths, size, damage, place }) => {
          const texts = lengths.map((length, seed) => noise(length, seed + 1));
          const whole = Buffer.concat(texts.map((text) => gzipSync(text)));
          const at = Math.floor(whole.length * place);
          const bytes = {
            none: whole,
            byte: Buffer.from(whole.map((byte, index) => (index === at ? byte ^ 0x5a : byte))),
            cut: whole.subarray(0, at),
            after: Buffer.concat([whole, Buffer.from([1, 2, 3])]),
          }[damage];
          const [file, pipe] = [await unzipped(bytes, size, false), await unzipped(bytes, size, true)];
          expect(pipe.failure).toBe(file.failure);
          expect(pipe.text.equals(file.text)).toBe(true);
          if (damage === 'none' || damage === 'after') {
            expect(pipe.text.equals(Buffer.concat(texts))).toBe(true);
          }
        },
      ),
      RUNS,
    );
  }, 300_000);
});
