import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Manifest, valueAt } from '../../src/base';
import type { Converted } from '../../src/convert';
import { KINDS } from '../../src/kinds';
import { describeWithShared, sharedFolder } from '../shared-folder';
import { checkPrograms } from './compiling';
import { converted } from './converting';
import { groupsOf, snapshotObjects } from './snapshot-objects';

jest.setTimeout(120_000);

const upstream = join(sharedFolder ?? '', 'upstream');
const results: Converted[] = [];

function yamlFiles(): string[] {
  const files = sharedFolder === undefined ? [] : readdirSync(upstream, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.ya?ml$/.test(file)).sort();
}

function roundTrip(...[text, options]: Parameters<typeof converted>): Converted {
  const result = converted(text, options);
  results.push(result);
  expect(result.problems).toEqual([]);
  return result;
}

function yamlOf(objects: readonly Manifest[]): string {
  return objects.map((object) => stringify(object, { version: '1.1' })).join('---\n');
}

describeWithShared('the YAML of the workshop', () => {
  it.each(yamlFiles())('is created by a program: %s', (file) => {
    const text = readFileSync(join(upstream, file), 'utf8');
    const { counts } = roundTrip(text, { release: '3.14', file });
    expect(counts.objects).toBe(text.match(/^kind:/gm)?.length);
  });
});

describe('the objects of our snapshots', () => {
  const groups = groupsOf(snapshotObjects());

  it.each(groups.map((group, index) => [index, group] as const))('are created by a program: group %i', (_, group) => {
    expect(roundTrip(yamlOf(group), { release: '3.24' }).counts.objects).toBe(group.length);
  });

  it('are many', () => {
    expect(groups.flat().length).toBeGreaterThan(50);
  });

  it('are created by constructs for their own release', () => {
    const isFor = (object: Manifest) =>
      String(valueAt(object, 'metadata', 'annotations', 'calico-threat-defense/release')).startsWith('3.24') &&
      valueAt(object, 'metadata', 'annotations', 'calico-threat-defense/cluster') === 'acme.aks-prod';
    const [own = []] = groupsOf(snapshotObjects().filter(isFor));
    const { counts } = roundTrip(yamlOf(own));
    expect([counts.constructs > 5, counts.differences]).toEqual([true, 0]);
  });
});

describe('the examples of kinds', () => {
  it.each(KINDS.map(({ title, example }) => [title, example] as const))(
    'are created by a program: %s',
    (_, example) => {
      roundTrip(example.text, { release: example.release });
    },
  );
});

describe('the programs', () => {
  it('compile under strict, and are formatted as Biome formats them', () => {
    expect(results.length).toBeGreaterThan(20);
    expect(checkPrograms(results.map(({ text }) => text))).toEqual({ types: '', format: '' });
  });

  it('would be noticed otherwise', () => {
    const { types, format } = checkPrograms(['const text: string = 5;\nexport { text  };\n']);
    expect([types, format]).toEqual([expect.stringMatching(/TS2322/), expect.stringMatching(/export·/)]);
  });
});
