import { Construct } from 'constructs';
import * as api from '../../src';

/** What can be called, and takes nothing. */
export const WITHOUT_ARGUMENTS: readonly string[] = [
  'CalicoCluster.fromEnvironment',
  'CaptureFilter.icmp',
  'CaptureFilter.icmpV6',
  'DecoyProgram.nginx',
  'EventSelection#toString',
  'EventSelection.ofAddressFeeds',
  'EventSelection.ofDomainFeeds',
  'FeedFormat.lines',
  'Metric.count',
  'PodUser.platform',
  'PolicySelector.pods',
  'ProbeRun.onDemand',
  'ProbeRun.once',
  'ProbeRun.pod',
  'Query#not',
  'Query#toString',
  'Query.all',
  'QueryField#isEmpty',
  'ScanRun.onDemand',
  'ScanRun.once',
  'ThreatFeedContent.domains',
  'ThreatFeedSource.push',
];

/** Constructs that only factories make. */
const ONLY_BY_FACTORIES: readonly unknown[] = [api.Decoy];

/** Classes whose instances users go on calling. */
const BUILDERS: readonly string[] = ['EventSelection', 'Metric', 'Query', 'QueryField'];

/** All constructors, static methods and methods that users have, by name, but for what every construct has. */
export function callables(): string[] {
  return Object.entries(api).flatMap(([name, type]) => {
    if (typeof type !== 'function') {
      return [];
    }
    const isConstruct = type.prototype instanceof Construct && !ONLY_BY_FACTORIES.includes(type);
    const made = type === api.Fleet || isConstruct ? [name] : [];
    const statics = methodsOf(type).map((method) => `${name}.${method}`);
    const methods = BUILDERS.includes(name) ? methodsOf(type.prototype).map((method) => `${name}#${method}`) : [];
    return [...made, ...statics, ...methods];
  });
}

/** What begins with an underscore is internal; three methods are private, which only TypeScript knows. */
function methodsOf(type: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(type))
    .filter(([name, { value }]) => typeof value === 'function' && !name.startsWith('_') && name !== 'constructor')
    .map(([name]) => name)
    .filter((name) => !['prototype', 'compare', 'known', 'ofField'].includes(name));
}
