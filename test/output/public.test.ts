import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CalicoRelease, DemoTarget } from '../../src';
import * as synth from '../../src/output/public';
import { testChart } from '../support';

const root = resolve(__dirname, '..', '..');

describe('the entry cdk8s-calico-threat-defense/synth', () => {
  it('has what programs of others need to write manifests, and to read findings', () => {
    expect(Object.keys(synth).sort()).toEqual(['FindingSeverity', 'FindingsError', 'runSynth']);
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(exports['./synth'].default).toBe('./lib/src/output/public.js');
  });

  it.each<[string, () => unknown]>([
    ['a construct', () => new DemoTarget(testChart(), 'target', { namespace: 'kube-system' })],
    ['a value', () => CalicoRelease.parse('3.1')],
  ])('has the error that %s throws', (_, create) => {
    let thrown: unknown;
    try {
      create();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(synth.FindingsError);
    expect((thrown as synth.FindingsError).findings).toEqual([
      expect.objectContaining({ severity: synth.FindingSeverity.ERROR, rule: expect.any(String) }),
    ]);
  });
});
