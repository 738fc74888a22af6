/** What cannot be the name of a prop, because each object or each class of props has it, or one of the languages reserves it. */
const RESERVED: ReadonlySet<string> = new Set(
  [
    'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf toLocaleString prototype arguments',
    'break case catch class const continue debugger default delete do else enum export extends false finally for function',
    'if implements import in instanceof interface let new null package private protected public return static super switch',
    'this throw true try typeof var void while with yield await async',
    'and as assert def del elif except from global is lambda nonlocal not or pass raise None True False match type',
    'self scope id props app chart namespace labels name node',
    // What constructors of programs in Python contain besides.
    'release datetime',
  ].flatMap((line) => line.split(' ')),
);

/** Words that are found in names without separators, such as `CLUSTERNAME`; longer ones first. */
const WORDS = [
  'namespace',
  'calico',
  'cluster',
  'region',
  'registry',
  'domain',
  'project',
  'name',
  'host',
  'port',
  'user',
  'url',
  'ip',
];

/** `clusterName` for `CLUSTERNAME`, `CLUSTER_NAME` or `clusterName`. */
export function propName(placeholder: string): string {
  const words = placeholder
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .flatMap((word) => splitWord(word.toLowerCase()));
  const [first = 'value', ...others] = words;
  const name = first + others.map(capitalized).join('');
  return /^[0-9]/.test(name) ? `value${name}` : name;
}

/** `ClusterAlerts` for `cluster-alerts`. */
export function className(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map(capitalized).join('');
  return /^[A-Za-z]/.test(name) ? name : `Converted${name}`;
}

/** A name that is not taken and not reserved. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  const base = RESERVED.has(wanted) ? `${wanted}Value` : wanted;
  let name = base;
  for (let count = 2; isTaken(name) || RESERVED.has(name); count += 1) {
    name = `${base}${count}`;
  }
  return name;
}

/** Whether a word consists of known words, each of which is then one. */
function splitWord(word: string): string[] {
  const parts: string[] = [];
  for (let rest = word; rest !== ''; ) {
    const part = WORDS.find((known) => rest.startsWith(known));
    if (part === undefined) {
      return [word];
    }
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
