import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { backtestFigure } from '../../docs/generator/backtest-figure';

const DOCS = resolve(__dirname, '..', '..', 'docs');

describe('the picture of a backtest', () => {
  it('is what the report draws, and refers to no other file', async () => {
    const picture = await backtestFigure(DOCS);
    expect(readFileSync(join(DOCS, 'images', 'backtest.svg'), 'utf8')).toBe(picture);
    new DOMParser({ onError: (_, message) => expect(message).toBe('') }).parseFromString(picture, 'text/xml');
    expect(picture.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|url\(/);
    // Each line has its name below the picture.
    const lines = picture.match(/<path class="series g\d"/g) ?? [];
    expect(lines.length).toBeGreaterThan(2);
    expect(picture.match(/<rect class="series g\d"/g)).toHaveLength(lines.length);
    expect(picture).toContain('81 to 90 events, typically 90');
  }, 30_000);
});
