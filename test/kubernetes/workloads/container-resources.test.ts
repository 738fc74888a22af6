import { Size } from 'cdk8s';
import fc from 'fast-check';
import { ContainerResources, type ContainerResourcesOptions } from '../../../src';
import { isQuantity, quantityValue } from '../../../src/kubernetes';
import { messageOf } from '../../support';

const CPU = 'must be a positive multiple of 0.001 cores [container-resources/amount]';
const MEMORY = 'must be a positive number of whole kibibytes [container-resources/amount]';

describe('ContainerResources', () => {
  it.each<[ContainerResourcesOptions, object]>([
    [{ cpuLimit: 2 }, { limits: { cpu: '2' } }],
    [
      { cpuLimit: 1.5, cpuRequest: 0.1 + 0.2 },
      { limits: { cpu: '1500m' }, requests: { cpu: '300m' } },
    ],
    [{ memoryLimit: Size.gibibytes(2) }, { limits: { memory: '2Gi' } }],
    [{ memoryRequest: Size.mebibytes(100) }, { requests: { memory: '100Mi' } }],
    [{ memoryRequest: Size.kibibytes(1_025) }, { requests: { memory: '1025Ki' } }],
    [{ memoryLimit: Size.gibibytes(1.5) }, { limits: { memory: '1536Mi' } }],
    [{ memoryLimit: Size.tebibytes(1) }, { limits: { memory: '1024Gi' } }],
    [
      { cpuLimit: 1, cpuRequest: 1, memoryLimit: Size.gibibytes(1), memoryRequest: Size.mebibytes(1_024) },
      { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } },
    ],
  ])('of %j are written', (options, expected) => {
    expect(ContainerResources.of(options)._fields).toEqual(expected);
  });

  it.each<[string, object, string]>([
    [
      'nothing',
      {},
      'options: must contain at least one of cpuRequest, cpuLimit, memoryRequest and memoryLimit [container-resources/nothing]',
    ],
    ['no CPU', { cpuLimit: 0 }, `cpuLimit = 0: ${CPU}`],
    ['negative CPU', { cpuLimit: -1 }, `cpuLimit = -1: ${CPU}`],
    ['less than a millicore', { cpuRequest: 0.0001 }, `cpuRequest = 0.0001: ${CPU}`],
    ['a fraction of a millicore', { cpuRequest: 0.1234 }, `cpuRequest = 0.1234: ${CPU}`],
    ['infinite CPU', { cpuLimit: Number.POSITIVE_INFINITY }, `cpuLimit = Infinity: ${CPU}`],
    ['CPU that is no number', { cpuLimit: Number.NaN }, `cpuLimit = NaN: ${CPU}`],
    ['no memory', { memoryLimit: Size.kibibytes(0) }, `memoryLimit = "0Ki": ${MEMORY}`],
    ['half a kibibyte', { memoryRequest: Size.kibibytes(0.5) }, `memoryRequest = "0.5Ki": ${MEMORY}`],
    [
      'more CPU than the limit',
      { cpuRequest: 2, cpuLimit: 1 },
      'cpuRequest: must not exceed cpuLimit, or Kubernetes rejects the pods [container-resources/request-above-limit]',
    ],
    [
      'more memory than the limit',
      { memoryRequest: Size.gibibytes(2), memoryLimit: Size.mebibytes(2_047) },
      'memoryRequest: must not exceed memoryLimit, or Kubernetes rejects the pods [container-resources/request-above-limit]',
    ],
    [
      'a string as memory',
      { memoryLimit: '2Gi' },
      'memoryLimit = "2Gi": must be a Size, such as Size.gibibytes(2) [argument/type]',
    ],
  ])('are rejected with %s', (_, options, problem) => {
    expect(messageOf(() => ContainerResources.of(options))).toBe(`ContainerResources: 1 problem\n  ${problem}`);
  });

  it('are always quantities of the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 2 ** 40 }), (millis, kibibytes) => {
        const options = { cpuLimit: millis / 1_000, memoryLimit: Size.kibibytes(kibibytes) };
        const { cpu, memory } = (ContainerResources.of(options)._fields as { limits: Record<string, string> }).limits;
        expect([isQuantity(cpu), isQuantity(memory)]).toEqual([true, true]);
        expect(quantityValue(cpu)).toBeCloseTo(millis / 1_000, 9);
        expect(quantityValue(memory)).toBe(kibibytes * 1_024);
      }),
    );
  });
});

describe('a quantity', () => {
  it.each(['0', '1', '500m', '.5', '5.', '+1', '1Gi', '1G', '1e3', '2E6', '1n', 0, 7, -1])('is %j', (value) => {
    expect(isQuantity(value)).toBe(true);
  });

  it.each(['', 'two', '1 Gi', '1GB', '1gi', 'Gi', '1.5.0', '.', '1e', 0.5, Number.NaN, null, true, [], {}])(
    'is not %j',
    (value) => {
      expect(isQuantity(value)).toBe(false);
    },
  );
});
