import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { OBJECT_TYPES } from '../src/kinds';

const root = resolve(__dirname, '..');
const source = join(root, 'src');

/** Each folder of a kind is a room. They may import from one another, but not in a circle. */
const kinds = readdirSync(join(source, 'kinds'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `kinds/${name}`);

/** A room may import from the rooms before it only. */
const ROOMS = [
  'base',
  'arguments',
  'kubernetes',
  'calico',
  'logs',
  'query',
  'evaluation',
  'log-store',
  'events',
  'kind',
  ...kinds,
  'kinds',
  'drill',
  'output',
  'plus',
  'reading',
  'lint',
  'configuration',
  'explain',
  'convert',
  'backtest',
  'test-files',
  'upgrade',
  'verify',
  'testing',
  'cli',
];

/** Rooms within rooms that are not part of the public API, and are entered by an index of their own. */
const NESTED = [join('verify', 'live')];

/** Only types, of a package that users do not have: no index may export them. */
const TYPES = join('kubernetes', 'api-types');

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  const relatives = [...text.matchAll(/(?:from |import\()'(\.[^']*)'/g)].map(([, path]) => path ?? '');
  return relatives.map((path) => relative(source, resolve(source, file, '..', path.replace(/\/index\.js$/, ''))));
}

/** Each kind is a room of its own, and their list is another. */
function roomOf(path: string): string {
  const [first = '', second] = path.split(sep);
  return first === 'kinds' && second !== undefined && second !== 'index.ts' ? `${first}/${second}` : first;
}

/** The files outside of `kinds/` and `drill/` that name types of kinds, and why they do. */
const NAME_KINDS: Readonly<Record<string, string>> = {
  'base/example-manifests.ts': 'the examples of rules of all rooms are alerts',
  'calico/calico-kinds.ts': 'has the names of all types that Calico has',
  'calico/feed-network-set.ts': 'has the name that Calico gives an object',
  'calico/log-settings.ts': 'reads log settings, on which checks of several kinds depend',
  'kind/known-producers.ts': 'several kinds ask which objects raise events',
  'lint/log-settings-of-files.ts': 'finds log settings before anything else is checked',
  'lint/whole-file.ts': 'the example of a rule is the patch of an alert',
  'verify/live/applied-kinds.ts': 'states what may be applied without being allowed, so a new kind adds nothing to it',
  'verify/object-permissions.ts': 'policies need permissions for their tiers',
  'verify/permissions.ts': 'states what a role grants, so a new kind adds nothing to it',
  'verify/shared-objects.ts': 'objects that exist on every cluster may be changed although they are not ours',
};

/** Types and resources of kinds, apart from those that Kubernetes has too. */
const TYPE_NAMES = new Set(OBJECT_TYPES.flatMap(({ kind, plural }) => [kind, plural]));
for (const name of ['NetworkPolicy', 'networkpolicies']) {
  TYPE_NAMES.delete(name);
}

/** A drill makes objects of several kinds, and the public index exports all constructs. */
const outsideKinds = files.filter((file) => file !== 'index.ts' && roomOf(file) !== 'drill' && !/^kinds\b/.test(file));

/** What is in circles: whatever uses nothing that is left, or is not used by it, can be taken away. */
function inCircles(uses: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const left = new Set(uses.keys());
  const isFree = (one: string) =>
    [...(uses.get(one) ?? [])].every((other) => !left.has(other)) ||
    ![...left].some((other) => uses.get(other)?.has(one));
  for (let free = [...left].filter(isFree); free.length > 0; free = [...left].filter(isFree)) {
    for (const one of free) {
      left.delete(one);
    }
  }
  return [...left];
}

describe('the rooms of src', () => {
  it('are the listed ones', () => {
    const rooms = new Set(files.filter((file) => file.includes(sep)).map(roomOf));
    expect([...rooms].sort()).toEqual([...ROOMS].sort());
  });

  it('are described in docs/architecture.md', () => {
    const table = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8')
      .split('## Rooms')[1]
      ?.split('`main.ts`')[0];
    const described = [...(table ?? '').matchAll(/^\| `([a-z-]+(?:\/[a-z-]+)?)\/` \|/gm)].map(([, room]) => room);
    expect(described.sort()).toEqual([...ROOMS, ...NESTED.map((room) => room.split(sep).join('/'))].sort());
  });

  it.each(files.filter((file) => file !== 'index.ts'))('are entered in order: %s', (file) => {
    const room = roomOf(file);
    const allowed = [...ROOMS.slice(0, ROOMS.indexOf(room)), ...(kinds.includes(room) ? kinds : [])];
    for (const path of importsOf(file).filter((imported) => !imported.startsWith('..') && roomOf(imported) !== room)) {
      expect(`${room} imports ${allowed.includes(roomOf(path)) ? 'rightly' : 'wrongly'} ${path}`).toBe(
        `${room} imports rightly ${path}`,
      );
    }
  });

  it('are not entered in a circle: kinds', () => {
    const uses = new Map<string, Set<string>>(kinds.map((kind) => [kind, new Set()]));
    for (const file of files) {
      const others = importsOf(file)
        .map(roomOf)
        .filter((room) => room !== roomOf(file) && kinds.includes(room));
      for (const room of others) {
        uses.get(roomOf(file))?.add(room);
      }
    }
    expect(inCircles(uses)).toEqual([]);
  });

  it('have no files that import one another in a circle, not even for their types', () => {
    const modules = new Map(files.map((file) => [file.replace(/(\/index)?\.ts$/, ''), file]));
    const uses = new Map(
      files.map((file) => [file, new Set(importsOf(file).flatMap((path) => modules.get(path) ?? []))]),
    );
    expect([...uses.values()].some(({ size }) => size > 0)).toBe(true);
    expect(inCircles(uses)).toEqual([]);
  });

  it('are entered by their index only', () => {
    for (const file of files.filter((name) => name !== 'index.ts')) {
      const foreign = importsOf(file).filter((path) => !path.startsWith('..') && roomOf(path) !== roomOf(file));
      expect([
        file,
        foreign.filter((path) => path !== roomOf(path).replace('/', sep) && path !== TYPES && !NESTED.includes(path)),
      ]).toEqual([file, []]);
    }
  });

  it('learn of kinds from their list', () => {
    for (const file of outsideKinds) {
      expect([file, importsOf(file).filter((path) => roomOf(path).startsWith('kinds/'))]).toEqual([file, []]);
    }
  });

  it('name no types of kinds, except where the reason is given', () => {
    const naming = outsideKinds.filter((file) => {
      const strings = [...readFileSync(join(source, file), 'utf8').matchAll(/'([A-Za-z]+)'/g)];
      return strings.some(([, text = '']) => TYPE_NAMES.has(text));
    });
    expect(naming.map((file) => file.split(sep).join('/')).sort()).toEqual(Object.keys(NAME_KINDS));
  });

  it('keep what is nested and not public to the command', () => {
    for (const file of files.filter(
      (name) => roomOf(name) !== 'cli' && !NESTED.some((room) => name.startsWith(room)),
    )) {
      expect([file, importsOf(file).filter((path) => NESTED.includes(path))]).toEqual([file, []]);
    }
  });

  it('hold files of one concept, but for what is generated', () => {
    for (const file of files.filter((name) => !name.includes('generated'))) {
      const lines = readFileSync(join(source, file), 'utf8').split('\n').length;
      expect([file, lines > 250]).toEqual([file, false]);
    }
  });

  it('leave the generated classes out of the public API', () => {
    for (const file of files.filter((name) => name.endsWith('index.ts'))) {
      expect(readFileSync(join(source, file), 'utf8')).not.toContain('imports/');
    }
  });
});
