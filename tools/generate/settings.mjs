import { code, docComment, header, listed, sentence } from './code.mjs';

const FOLDER = 'src/kinds/ad-jobs/settings';

/** The interfaces, each with the variables that belong there: by the jobs, or by the images, that read them. */
const GROUPS = [
  {
    name: 'AdJobGeneralSettings',
    file: 'general-settings',
    what: 'Settings of all AD jobs.',
    has: ({ jobs }) => jobs.length === 0,
  },
  {
    name: 'AdJobThresholdSettings',
    file: 'threshold-settings',
    what: 'Settings of single AD jobs that the images of all releases read.',
    has: readBy('old', 'new'),
  },
  {
    name: 'AdJobForestSettings',
    file: 'forest-settings',
    what: 'Settings of single AD jobs that only the images up to 3.10 read: isolation forests and seasonal models.',
    has: readBy('old'),
  },
  {
    name: 'AdJobAlertsPerDaySettings',
    file: 'alerts-per-day-settings',
    what: 'Settings that the documentation named for a few weeks between 3.10 and 3.11. Perhaps no image ever read them.',
    has: readBy('interim'),
  },
  {
    name: 'AdJobSensitivitySettings',
    file: 'sensitivity-settings',
    what: 'Settings of single AD jobs that only the images from 3.11 on read.',
    has: ({ generations }) => generations.at(-1) === 'new',
  },
];

const TYPES = {
  int: 'number',
  float: 'number',
  bool: 'boolean',
  minutes: 'Duration',
  seconds: 'Duration',
  list: 'string[]',
  text: 'string',
};

function readBy(...generations) {
  return (variable) => variable.generations.join() === generations.join();
}

/** The interfaces of the settings, by their files. */
export function settingInterfaces(variables) {
  const settings = variables.filter(({ setting }) => setting !== undefined);
  const homeless = settings.find((variable) => variable.meaning === undefined || groupOf(variable) === undefined);
  if (homeless !== undefined) {
    throw new Error(`The row of ${homeless.name} has no meaning, or generations that no interface of settings is for`);
  }
  return Object.fromEntries(
    GROUPS.map((group) => {
      const members = settings.filter((variable) => groupOf(variable) === group);
      return [`${FOLDER}/${group.file}.ts`, interfaceOf(group, members)];
    }),
  );
}

/** The first group that has a variable; a later one may have a wider condition. */
function groupOf(variable) {
  return GROUPS.find(({ has }) => has(variable));
}

function interfaceOf({ name, what }, variables) {
  const members = variables.map(
    (variable) =>
      docComment('  ', textOf(variable), `@default - ${defaultOf(variable)}`) +
      `  readonly ${variable.setting}?: ${TYPES[variable.type]};\n`,
  );
  const usesDuration = variables.some(({ type }) => TYPES[type] === 'Duration');
  return [
    header('../ad-job-variables.ts'),
    usesDuration ? "import type { Duration } from 'cdk8s';\n\n" : '',
    docComment('', what),
    `export interface ${name} {\n${members.join('\n')}}\n`,
  ].join('');
}

/** What the row of a variable says, in sentences. */
function textOf(variable) {
  const { name, jobs, note, meaning } = variable;
  const job = `job${jobs.length > 1 ? 's' : ''} ${listed(jobs.map(code), 'and')}`;
  return [
    sentence(`${meaning.replace('<job>', job)}${rangeOf(variable)}`),
    directionOf(variable),
    note && `${note}.`,
    `Variable ${code(name)}${imagesOf(variable)}.`,
  ]
    .filter((text) => text !== undefined)
    .join(' ');
}

function rangeOf({ type, score, min, max }) {
  const unit = { minutes: ', a whole number of minutes', seconds: ', a whole number of seconds' }[type] ?? '';
  if (score) {
    return ', from -1 to below 0';
  }
  return min === undefined ? unit : `${unit}, ${max === undefined ? `at least ${min}` : `from ${min} to ${max}`}`;
}

function directionOf({ direction, score, type }) {
  if (direction === undefined) {
    return undefined;
  }
  if (type === 'list') {
    return 'Fields that are not listed raise no alerts.';
  }
  return `A ${score ? 'value nearer to 0' : 'higher value'} means ${direction} alerts.`;
}

function imagesOf({ generations }) {
  const which = { old: 'up to 3.10', new: 'from 3.11 on', 'interim,new': 'from 3.11 on' }[generations.join()];
  const unknown = generations.join() === 'interim' ? ', read by no known image' : '';
  return which === undefined ? unknown : `, read by images ${which}`;
}

function defaultOf({ default: value, type }) {
  if (value === undefined) {
    return 'unset';
  }
  const text = type === 'list' ? listed(value.split(',').map(code), 'and') : value;
  return `${text}${type === 'minutes' ? ' minutes' : ''}, set by the image`;
}
