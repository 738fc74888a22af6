import { Chart } from 'cdk8s';
import { type IConstruct, Node } from 'constructs';
import { errorRule, type Finding, type Keys } from '../base';
import { dnsLabelProblem } from '../kubernetes';

const CONTAINER = "containers: [{ image: 'registry.example.com/web:1.0' }]";

const NAMESPACE = errorRule({
  id: 'cdk8s-plus/namespace',
  form: 'program',
  what: 'The namespace of pods and Services must be known and valid, and a target must be in one namespace.',
  why: 'Calico and DNS find them by their namespace. kubectl would add the namespace of its context, which a program does not know.',
  bad: `scanTargetOf(new kplus.Deployment(chart, 'web', { ${CONTAINER} }));`,
  good: `const metadata = { namespace: 'shop' };\nscanTargetOf(new kplus.Deployment(chart, 'web', { metadata, ${CONTAINER} }));`,
});

/** Where pods or Services are, as far as the program says it. */
export interface Whereabouts {
  /** The place in the manifest, or in the options of a selection, that messages name. */
  readonly keys: Keys;
  /** Names of namespaces; `all` for every namespace of the cluster, and undefined if there are none. */
  readonly stated: readonly string[] | 'all' | undefined;
  /** What to do to state one. */
  readonly how: string;
}

/** The namespaces that were found, and what is wrong with them. */
export interface FoundNamespaces {
  /** Names of namespaces, or every namespace of the cluster. */
  readonly namespaces: readonly string[] | 'all';
  readonly findings: readonly Finding[];
}

/** The namespaces of pods or Services: what the program states, narrowed by the option. */
export function namespacesOf({ keys, stated, how }: Whereabouts, option: string | undefined): FoundNamespaces {
  if (option === undefined) {
    const missing = `is not set, so it would be the namespace of the context of kubectl; set ${how}, or pass { namespace }`;
    return stated === undefined
      ? { namespaces: [], findings: [{ ...NAMESPACE, keys, message: missing }] }
      : { namespaces: stated, findings: stated === 'all' ? [] : stated.flatMap((name) => checkName(keys, name)) };
  }
  const isElsewhere = stated !== undefined && stated !== 'all' && !stated.includes(option);
  const message = `differs from ${listed(stated)}, which the program states; remove the option, or correct it`;
  return {
    namespaces: [option],
    findings: isElsewhere
      ? [{ ...NAMESPACE, keys: ['namespace'], value: option, message }]
      : checkName(['namespace'], option),
  };
}

/** The only namespace; the targets of scans, captures and inspections are in one. */
export function onlyNamespace(found: FoundNamespaces, keys: Keys): { name: string; findings: readonly Finding[] } {
  const { namespaces, findings } = found;
  if (findings.length > 0 || (namespaces !== 'all' && namespaces.length === 1)) {
    return { name: namespaces[0] ?? '', findings };
  }
  const message = `must be one namespace, and not ${namespaces === 'all' ? 'all of them' : listed(namespaces)}; pass { namespace }`;
  return { name: '', findings: [{ ...NAMESPACE, keys, message }] };
}

/** The namespace of the chart that a construct is in. */
export function chartNamespace(construct: IConstruct): string | undefined {
  const charts = Node.of(construct).scopes.filter((scope): scope is Chart => Chart.isChart(scope));
  return charts.at(-1)?.namespace;
}

function checkName(keys: Keys, value: string): Finding[] {
  const message = dnsLabelProblem(value);
  return message === undefined ? [] : [{ ...NAMESPACE, keys, value, message }];
}

function listed(names: Whereabouts['stated']): string {
  return names === 'all' || names === undefined ? '' : names.join(', ');
}

/** The rules that this file checks. */
export const NAMESPACE_OF_RULES = [NAMESPACE] as const;
