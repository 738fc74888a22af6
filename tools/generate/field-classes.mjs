import { code, docComment, header, listed, sentence, shortened, withCall } from './code.mjs';

const FOLDER = 'src/query';
const PAGES = 'https://docs.tigera.io/calico-enterprise/latest/observability/elastic';
const USE = 'to be compared in a query or aggregated by in an alert rule';
const OBSERVED = 'The releases named here are observed, not documented.';

/** The data sets whose fields have a class; the others have no documented fields. */
const CLASSES = [
  {
    dataSet: 'flows',
    name: 'FlowFields',
    file: 'flow-fields',
    page: 'flow/datatypes',
    what: `The fields of flow logs, ${USE}. ${OBSERVED}`,
  },
  {
    dataSet: 'dns',
    name: 'DnsFields',
    file: 'dns-fields',
    page: 'dns/dns-logs',
    what: `The fields of DNS logs, ${USE}. ${OBSERVED}`,
  },
  {
    dataSet: 'l7',
    name: 'L7Fields',
    file: 'l7-fields',
    page: 'l7/datatypes',
    what: `The fields of L7 logs, ${USE}. The fields of a record depend on what collects the logs.`,
  },
  {
    dataSet: 'audit',
    name: 'AuditFields',
    file: 'audit-fields',
    page: 'audit-overview',
    what: `The fields of audit logs, which are audit events of Kubernetes, ${USE}.`,
  },
];

const EVENTS =
  'The fields of security events, to be compared in the query of a webhook or an exception. Which fields an event has depends on what raised it: an event of an alert with `aggregateBy`, for example, has only those fields of its records. `isOneOf` and `isNoneOf` write a comparison for each value, unless one has a wildcard.';

/** The class of each data set, by its file. */
export function fieldClasses(catalogues, mapping) {
  return Object.fromEntries(
    CLASSES.map((row) => {
      const catalogue = catalogues.find(({ dataSet }) => dataSet === row.dataSet);
      return [`${FOLDER}/${row.file}.ts`, fieldClass(row, catalogue, mapping)];
    }),
  );
}

function fieldClass({ dataSet, name, page, what }, catalogue, mapping) {
  const fields = catalogue.names
    .map((key) => ({ key, facts: catalogue.factsOf(key) }))
    .filter(({ facts }) => facts.documented !== false);
  const constants = fields.filter(({ facts }) => facts.labelMethod === undefined);
  const methods = fields.filter(({ facts }) => facts.labelMethod !== undefined);
  const members = [
    ...constants.map(({ key, facts }) => constant(key, facts, initialValue(dataSet, key, mapping))),
    ...methods.map(({ key, facts }) => labelMethod(name, key, facts)),
    '  private constructor() {}\n',
  ];
  const usesField = members.some((text) => text.includes('QueryField._of'));
  return [
    header(`${dataSet}.ts`),
    methods.length > 0 ? "import { checkArguments, TEXT } from '../arguments';\n" : '',
    `import { Query, ${usesField ? '' : 'type '}QueryField } from './query';\n\n`,
    docComment('', what, `@see ${PAGES}/${page}`),
    `export class ${name} {\n${members.join('\n')}}\n`,
  ].join('');
}

/** The class of the fields of events, by its file. */
export function eventFieldsClass(fields) {
  const members = Object.entries(fields).map(([key, facts]) => {
    const text = [textOf(facts), facts.documented === false && 'Observed, not documented.'];
    // The documentation shows comparisons only, so sets are written as comparisons.
    return constant(key, facts, ['QueryField._of', [`'${key}'`, 'true']], text.filter(Boolean).join(' '));
  });
  const text = [
    header('event-table.ts'),
    "import { QueryField } from '../query';\n\n",
    docComment('', EVENTS, '@see https://docs.tigera.io/calico-enterprise/latest/reference/resources/alertexception'),
    `export class EventFields {\n${[...members, '  private constructor() {}\n'].join('\n')}}\n`,
  ].join('');
  return { 'src/events/event-fields.ts': text };
}

/** A field of the same name in another data set may allow sets, where this one does not. */
function initialValue(dataSet, key, { allowsSets, indexTypeOf, isNeverInSets }) {
  return allowsSets(indexTypeOf(dataSet, key)) || isNeverInSets(key)
    ? ['Query.field', [`'${key}'`]]
    : ['QueryField._of', [`'${key}'`, 'true']];
}

function constant(key, facts, [callee, args], text = textOf(facts)) {
  const name = key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toUpperCase();
  return docComment('  ', text) + withCall(`  public static readonly ${name}: QueryField = `, callee, args);
}

function labelMethod(className, key, facts) {
  const { name, example } = facts.labelMethod;
  return [
    docComment('  ', textOf(facts), `@param key key of the label, such as ${code(example)}`),
    `  public static ${name}(key: string): QueryField {\n`,
    `    checkArguments('${className}', { key }, { key: TEXT });\n`,
    `    return Query.field(\`${key.replace('<key>', '${key}')}\`);\n`,
    '  }\n',
  ].join('');
}

/** What the row of a field says, in sentences. */
function textOf({ meaning, values, openedValues, range, since, perhapsSince, opened }) {
  const perhaps = perhapsSince === undefined ? '' : `, perhaps ${shortened(perhapsSince)}`;
  return [
    sentence(meaning),
    values && `One of ${listed(values.map(code), 'and')}.`,
    openedValues &&
      `${listed(openedValues.values.map(code), 'and')} is documented too, but ${rejected(openedValues.since)}.`,
    range && (range.max === undefined ? `At least ${range.min}.` : `From ${range.min} to ${range.max}.`),
    since && `Since ${shortened(since)}${perhaps}.`,
    opened && `It is documented, but ${rejected(opened)}.`,
  ]
    .filter((text) => text !== undefined)
    .join(' ');
}

const rejected = (opened) => `rejected by releases before ${shortened(opened)}. Newer ones were not observed`;
