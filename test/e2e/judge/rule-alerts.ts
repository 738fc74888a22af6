import fc from 'fast-check';
import { CalicoRelease } from '../../../src/calico';
import { AlertComparison, AlertMetric } from '../../../src/kinds/global-alert';
import { availability, catalogueOf, DataSet, type ValueType } from '../../../src/logs';
import { type Data, durations, SEVERITIES, texts } from './field-values';

/** A value that a query may compare a field of the type with; enums have values of their own. */
const VALUES: Readonly<Record<Exclude<ValueType, 'enum'>, string>> = {
  int: '200',
  bool: 'true',
  port: '443',
  ip: '"10.0.0.0/8"',
  date: '"2026-01-31"',
  name: '"kube-system"',
  url: '"/api/v1"',
  label: '"app=nginx"',
  text: '"some text"',
  score: '7.5',
  proto: 'tcp',
  dnstype: 'AAAA',
};

/** A field of a data set, and a value of it. */
type Pair = readonly [field: string, value: string];

/** The oldest release that is judged, whose fields every judged release has. */
const OLDEST = CalicoRelease.enterprise('3.20');

/** Right specs of rules over a data set. */
function specsOver(dataSet: string): fc.Arbitrary<Data> {
  const catalogue = catalogueOf(dataSet);
  const names = (catalogue?.names ?? []).filter((name) => {
    const facts = catalogue?.factsOf(name);
    return facts !== undefined && !name.endsWith('<key>') && availability(facts, OLDEST).problem === undefined;
  });
  const pairs = names.map((name): Pair => [name, exampleOf(dataSet, name)]);
  const numbers = pairs.filter(([name]) => catalogue?.factsOf(name)?.numeric || dataSet === DataSet.WAF);
  return fc
    .record({
      basis: fc.record(
        {
          description: texts,
          severity: SEVERITIES,
          type: fc.constant('RuleBased'),
          summary: texts,
          period: durations,
          lookback: durations,
        },
        { requiredKeys: ['description', 'severity'] },
      ),
      metric: metrics(numbers.map(([name]) => name)),
      query: fc.option(queries(pairs, dataSet), { nil: {} }),
      aggregateBy: fc.option(
        fc.subarray(
          pairs.map(([name]) => name),
          { maxLength: 2 },
        ),
        { nil: undefined },
      ),
      variable: fc.option(fc.constantFrom('description', 'summary'), { nil: undefined }),
    })
    .map(({ basis, metric, query, aggregateBy, variable }) => {
      const spec: Data = { ...basis, dataSet, ...query, ...metric };
      if (aggregateBy !== undefined && dataSet !== DataSet.VULNERABILITY) {
        spec.aggregateBy = aggregateBy;
      }
      const known = [metric.metric, ...((spec.aggregateBy as string[] | undefined) ?? [])].find(
        (name) => name !== undefined,
      );
      if (variable !== undefined && known !== undefined) {
        spec[variable] = `about \${${known}}`;
      }
      return spec;
    });
}

function exampleOf(dataSet: string, name: string): string {
  const facts = catalogueOf(dataSet)?.factsOf(name);
  return facts === undefined ? '' : facts.type === 'enum' ? `"${facts.values?.[0]}"` : VALUES[facts.type];
}

function metrics(fields: readonly string[]): fc.Arbitrary<Data> {
  const condition = fc.constantFrom(...Object.values(AlertComparison));
  const threshold = fc.oneof(fc.nat(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const ofFields = Object.values(AlertMetric).filter((metric) => metric !== AlertMetric.COUNT);
  return fc.oneof(
    fc.constant({}),
    fc.record({ metric: fc.constant('count'), condition, threshold }, { requiredKeys: ['metric', 'condition'] }),
    fc.record(
      { metric: fc.constantFrom(...ofFields), field: fc.constantFrom(...fields), condition, threshold },
      { requiredKeys: ['metric', 'field', 'condition'] },
    ),
  );
}

/** A query, and the substitutions that it speaks of. */
function queries(pairs: readonly Pair[], dataSet: string): fc.Arbitrary<Data> {
  // A name with dots or an @ is in quotes.
  const pair = fc.constantFrom(...pairs.map(([name, value]): Pair => [/[.@]/.test(name) ? `"${name}"` : name, value]));
  const term = fc.oneof(
    pair.map(([field, value]) => `${field} = ${value}`),
    pair.map(([field, value]) => `NOT (${field} ${dataSet === DataSet.VULNERABILITY ? '=' : '!='} ${value})`),
    fc
      .tuple(pair, fc.constantFrom('IN', 'NOTIN'))
      .map(([[field, value], word]) => `${field} ${word} {"${value.replaceAll('"', '')}"}`),
  );
  const plain = fc
    .tuple(term, fc.constantFrom('AND', 'OR'), fc.option(term, { nil: undefined }))
    .map(([left, word, right]) => ({ query: right === undefined ? left : `(${left}) ${word} (${right})` }));
  const substituted = fc
    .tuple(pair, fc.array(fc.constantFrom('a', 'kube-*', 'x y'), { minLength: 1, maxLength: 3 }))
    .map(([[field], values]) => ({ query: `${field} IN \${some}`, substitutions: [{ name: 'some', values }] }));
  return fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: substituted });
}

/** Right specs of rules, over every data set. */
export const ruleSpecs: fc.Arbitrary<Data> = fc.oneof(...Object.values(DataSet).map(specsOver));
