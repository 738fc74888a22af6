import { type Size, SizeRoundingBehavior } from 'cdk8s';
import { checkProps, instance, NUMBER, optional, SIZE, struct, type ValueType } from '../../arguments';
import { errorRule, type Finding, report } from '../../base';

const AMOUNT = errorRule({
  id: 'container-resources/amount',
  form: 'program',
  what: 'CPU must be a positive multiple of 0.001 cores, and memory a positive number of whole kibibytes.',
  why: 'Kubernetes has no smaller unit of CPU, and no container can run with nothing.',
  bad: 'ContainerResources.of({ cpuLimit: 0 });',
  good: 'ContainerResources.of({ cpuLimit: 0.5 });',
});
const REQUEST_ABOVE_LIMIT = errorRule({
  id: 'container-resources/request-above-limit',
  form: 'program',
  what: 'A request must not exceed the limit.',
  why: 'Otherwise, Kubernetes rejects the pods.',
  bad: 'ContainerResources.of({ cpuRequest: 2, cpuLimit: 1 });',
  good: 'ContainerResources.of({ cpuRequest: 1, cpuLimit: 2 });',
});
const NOTHING = errorRule({
  id: 'container-resources/nothing',
  form: 'program',
  what: 'ContainerResources must have at least one request or limit.',
  why: 'Without any, there is nothing to write.',
  bad: 'ContainerResources.of({});',
  good: 'ContainerResources.of({ cpuLimit: 2 });',
});

/** What a container reserves, and what it may use at most. */
export interface ContainerResourcesOptions {
  /**
   * CPU that is reserved, in cores: a positive multiple of 0.001.
   *
   * @default - not set
   */
  readonly cpuRequest?: number;

  /**
   * CPU that may be used at most, in cores: a positive multiple of 0.001.
   *
   * @default - not set
   */
  readonly cpuLimit?: number;

  /**
   * Memory that is reserved: whole kibibytes.
   *
   * @default - not set
   */
  readonly memoryRequest?: Size;

  /**
   * Memory that may be used at most: whole kibibytes.
   *
   * @default - not set
   */
  readonly memoryLimit?: Size;
}

/**
 * CPU and memory of a container.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export class ContainerResources {
  /**
   * Requests and limits.
   *
   * @param options at least one of them
   * @throws when there is none, an amount is not positive or too fine, or a request exceeds its limit
   */
  public static of(options: ContainerResourcesOptions): ContainerResources {
    checkProps('ContainerResources', options, OPTIONS);
    report('ContainerResources', checkAmounts(options));
    return new ContainerResources(options);
  }

  private constructor(private readonly options: ContainerResourcesOptions) {}

  /**
   * As in the API.
   *
   * @internal
   */
  public get _fields(): object {
    const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = this.options;
    return {
      limits: listOf({ cpu: cpuText(cpuLimit), memory: memoryText(memoryLimit) }),
      requests: listOf({ cpu: cpuText(cpuRequest), memory: memoryText(memoryRequest) }),
    };
  }
}

export const CONTAINER_RESOURCES: ValueType<ContainerResources> = instance(
  'ContainerResources',
  () => ContainerResources,
  ', such as ContainerResources.of({ cpuLimit: 2 })',
);

const OPTIONS: ValueType<ContainerResourcesOptions> = struct<ContainerResourcesOptions>(
  { name: 'ContainerResourcesOptions' },
  {
    cpuRequest: optional(NUMBER),
    cpuLimit: optional(NUMBER),
    memoryRequest: optional(SIZE),
    memoryLimit: optional(SIZE),
  },
);

const MILLIS = 1_000;
const KIB = 1_024;

function checkAmounts({ cpuRequest, cpuLimit, memoryRequest, memoryLimit }: ContainerResourcesOptions): Finding[] {
  const given = [cpuRequest, cpuLimit, memoryRequest, memoryLimit].filter((amount) => amount !== undefined);
  const message = 'must contain at least one of cpuRequest, cpuLimit, memoryRequest and memoryLimit';
  return [
    ...(given.length === 0 ? [{ ...NOTHING, keys: ['options'], message }] : []),
    ...checkCpu(cpuRequest, 'cpuRequest'),
    ...checkCpu(cpuLimit, 'cpuLimit'),
    ...checkMemory(memoryRequest, 'memoryRequest'),
    ...checkMemory(memoryLimit, 'memoryLimit'),
    ...checkOrder(cpuRequest, cpuLimit, 'cpuRequest', 'cpuLimit'),
    ...checkOrder(kibibytes(memoryRequest), kibibytes(memoryLimit), 'memoryRequest', 'memoryLimit'),
  ];
}

function checkCpu(cores: number | undefined, key: string): Finding[] {
  // A sum such as 0.1 + 0.2 is still a number of thousandths.
  const isRight = cores === undefined || (cores > 0 && Math.abs(millicores(cores) - cores * MILLIS) < 1e-6);
  const message = 'must be a positive multiple of 0.001 cores';
  return isRight && (cores === undefined || millicores(cores) > 0) && Number.isFinite(cores ?? 0)
    ? []
    : [{ ...AMOUNT, keys: [key], value: cores, message }];
}

function checkMemory(size: Size | undefined, key: string): Finding[] {
  const amount = kibibytes(size);
  const message = 'must be a positive number of whole kibibytes';
  return amount === undefined || (amount > 0 && Number.isSafeInteger(amount))
    ? []
    : [{ ...AMOUNT, keys: [key], value: `${amount}Ki`, message }];
}

function checkOrder(request: number | undefined, limit: number | undefined, key: string, other: string): Finding[] {
  const message = `must not exceed ${other}, or Kubernetes rejects the pods`;
  return request !== undefined && limit !== undefined && request > limit
    ? [{ ...REQUEST_ABOVE_LIMIT, keys: [key], message }]
    : [];
}

function millicores(cores: number): number {
  return Math.round(cores * MILLIS);
}

function kibibytes(size: Size | undefined): number | undefined {
  return size?.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
}

function cpuText(cores: number | undefined): string | undefined {
  if (cores === undefined) {
    return undefined;
  }
  const amount = millicores(cores);
  return amount % MILLIS === 0 ? `${amount / MILLIS}` : `${amount}m`;
}

/** In the largest unit in which it is a whole number. */
function memoryText(size: Size | undefined): string | undefined {
  let amount = kibibytes(size);
  if (amount === undefined) {
    return undefined;
  }
  const units = ['Ki', 'Mi', 'Gi'];
  while (units.length > 1 && amount % KIB === 0) {
    amount /= KIB;
    units.shift();
  }
  return `${amount}${units[0]}`;
}

function listOf(amounts: { readonly cpu?: string | undefined; readonly memory?: string | undefined }) {
  return amounts.cpu === undefined && amounts.memory === undefined ? undefined : amounts;
}

/** The rules that this file checks. */
export const CONTAINER_RESOURCES_RULES = [AMOUNT, REQUEST_ABOVE_LIMIT, NOTHING] as const;
