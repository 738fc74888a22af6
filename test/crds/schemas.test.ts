import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { kindsOf } from './crd';

const folder = mkdtempSync(join(tmpdir(), 'schemas '));
const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

beforeAll(() => execFileSync(process.execPath, [resolve(__dirname, '../../tools/schemas.mjs'), folder]));
afterAll(() => rmSync(folder, { recursive: true }));

const ALERT = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalAlert',
  metadata: { name: 'lookups' },
  spec: {
    summary: 's',
    description: 'd',
    severity: 50,
    dataSet: 'dns',
    metric: 'count',
    condition: 'gt',
    threshold: 1,
  },
};

/** Compiles a schema with the files that it refers to, by their paths. */
function validatorOf(path: string) {
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  for (const release of readdirSync(folder)) {
    for (const file of readdirSync(join(folder, release))) {
      ajv.addSchema({ ...read(join(release, file)), $id: `http://schemas.test/${release}/${file}` });
    }
  }
  const validate = ajv.getSchema(`http://schemas.test/${path}`);
  return (value: unknown) => (validate?.(value) ? [] : (validate?.errors ?? [{ message: 'no schema' }]));
}

describe('node tools/schemas.mjs', () => {
  test('writes a folder for each release, with its kinds', () => {
    for (const release of readdirSync(folder)) {
      const files = kindsOf(release).map((kind) => `${kind.toLowerCase()}_v3.json`);
      expect([release, ...readdirSync(join(folder, release)).sort()]).toEqual([release, ...files, 'all.json'].sort());
    }
  });

  test('refers to the file of an earlier release that is the same, which is not a reference itself', () => {
    const { $ref } = read('3.22/globalalert_v3.json');
    expect($ref).toBe('../3.13/globalalert_v3.json');
    expect(existsSync(join(folder, '3.22', $ref))).toBe(true);
    expect(read('3.13/globalalert_v3.json').title).toBe('GlobalAlert');
  });

  test('keeps descriptions, and the values of the release', () => {
    const { dataSet } = read('3.24/globalalert_v3.json').properties.spec.properties;
    expect([dataSet.description.length > 0, dataSet.enum.includes('dns')]).toEqual([true, true]);
    expect(read('3.13/globalalert_v3.json').properties.spec.properties.dataSet.enum).toBeUndefined();
  });

  test('has no keyword that only Kubernetes knows', () => {
    const files = readdirSync(folder).flatMap((release) =>
      readdirSync(join(folder, release)).map((file) => join(release, file)),
    );
    expect(files.filter((file) => /"(?:x-|nullable)/.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
  });

  test('accepts an integer and a string where Kubernetes accepts both', () => {
    const check = validatorOf('3.24/globalnetworkpolicy_v3.json');
    const policy = (port: unknown) => ({
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'a' },
      spec: { ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [port] } }] },
    });
    expect([check(policy(80)), check(policy('80:90'))]).toEqual([[], []]);
    expect(check(policy({})).length).toBeGreaterThan(0);
  });

  test('all.json checks each kind with its schema, and accepts kinds of others', () => {
    const check = validatorOf('3.24/all.json');
    expect(check(ALERT)).toEqual([]);
    expect(check({ ...ALERT, apiVersion: 'v1', kind: 'ConfigMap', data: {} })).toEqual([]);
    expect(check({ ...ALERT, spec: { ...ALERT.spec, treshold: 1 } })).toEqual(
      expect.arrayContaining([expect.objectContaining({ params: { additionalProperty: 'treshold' } })]),
    );
  });
});
