import { type DataKeys, type Finding, isMap, plural, type RuleMark, suggestion } from '../../base';
import { parseGoDuration } from '../../kubernetes';
import type { Expectation, TestCase, TestFile } from '../test-file';
import { EXPECTATION, FIELD, FILE, VALUE } from './rules';

const FILE_FIELDS: readonly string[] = ['alert', 'manifest', 'release', 'cases'];
const CASE_FIELDS: readonly string[] = ['name', 'rows', 'file', 'raises', 'raisesNothing', 'inEveryPhase', 'delay'];
const RAISES_FIELDS: readonly string[] = ['atLeast', 'atMost', 'record'];
const ONE_SECOND = 1_000;

const NOTHING: Expectation = { atLeast: 0, atMost: 0, inEveryPhase: true };

/** Reads the content of a test file; what is wrong with it is collected. */
export class TestFileReader {
  readonly findings: Finding[] = [];

  read(data: unknown): TestFile | undefined {
    if (!isMap(data)) {
      this.report(FILE, [], 'must be a map with cases, such as cases: [{ name: …, rows: […], raises: 1 }]');
      return undefined;
    }
    this.checkNames(data, [], FILE_FIELDS);
    const { alert, manifest, release, cases } = data;
    const file: TestFile = {
      alert: this.string(alert, ['alert']),
      manifest: this.string(manifest, ['manifest']),
      release: this.string(release, ['release']),
      cases: this.cases(cases),
    };
    return this.findings.length === 0 ? file : undefined;
  }

  private cases(cases: unknown): TestCase[] {
    if (!Array.isArray(cases) || cases.length === 0) {
      this.report(FILE, ['cases'], 'must be a list of at least one case: a file without cases tests nothing');
      return [];
    }
    return cases.flatMap((each, index) => this.testCase(each, ['cases', index]) ?? []);
  }

  private testCase(data: unknown, keys: DataKeys): TestCase | undefined {
    if (!isMap(data)) {
      this.report(VALUE, keys, 'must be a map, such as { name: …, rows: […], raises: 1 }');
      return undefined;
    }
    this.checkNames(data, keys, CASE_FIELDS);
    const name = this.string(data['name'], [...keys, 'name']);
    if (data['name'] === undefined || name === '') {
      this.report(VALUE, [...keys, 'name'], 'is required: a name says what the case is about');
    }
    return {
      name: name ?? '',
      keys,
      rows: this.rows(data, keys),
      file: this.string(data['file'], [...keys, 'file']),
      expectation: this.expectation(data, keys),
      delay: this.delay(data['delay'], [...keys, 'delay']),
    };
  }

  private rows({ rows, file }: Record<string, unknown>, keys: DataKeys): unknown[] {
    if (rows === undefined) {
      if (file === undefined) {
        this.report(EXPECTATION, keys, 'must have rows or a file of rows; for no rows at all, write rows: []');
      }
      return [];
    }
    if (!Array.isArray(rows)) {
      this.report(VALUE, [...keys, 'rows'], 'must be a list of records');
      return [];
    }
    return rows;
  }

  private expectation(data: Record<string, unknown>, keys: DataKeys): Expectation {
    const { raises, raisesNothing, inEveryPhase } = data;
    if ((raises === undefined) === (raisesNothing === undefined)) {
      const message =
        raises === undefined
          ? 'must have either raises or raisesNothing: otherwise, it expects nothing'
          : 'must not have both raises and raisesNothing; remove one of them';
      this.report(EXPECTATION, raises === undefined ? keys : [...keys, 'raisesNothing'], message);
      return NOTHING;
    }
    this.checkPhases(data, keys);
    if (raisesNothing !== undefined) {
      if (raisesNothing !== true) {
        this.report(VALUE, [...keys, 'raisesNothing'], 'must be true; to expect events, write raises instead');
      }
      return NOTHING;
    }
    return { ...this.raises(raises, [...keys, 'raises']), inEveryPhase: inEveryPhase !== false };
  }

  private checkPhases({ raises, inEveryPhase }: Record<string, unknown>, keys: DataKeys): void {
    if (inEveryPhase !== undefined && (typeof inEveryPhase !== 'boolean' || raises === undefined)) {
      const message =
        raises === undefined ? 'only applies to raises; remove it' : 'must be true or false (default: true)';
      this.report(VALUE, [...keys, 'inEveryPhase'], message);
    }
  }

  private raises(raises: unknown, keys: DataKeys): Omit<Expectation, 'inEveryPhase'> {
    if (typeof raises === 'number') {
      const count = this.count(raises, keys);
      if (raises === 0) {
        this.report(VALUE, keys, 'must be 1 or more; to expect no event, write raisesNothing: true');
      }
      return { atLeast: count, atMost: count };
    }
    if (!isMap(raises) || Object.keys(raises).length === 0) {
      this.report(VALUE, keys, 'must be a number of events, or a map with atLeast, atMost or record');
      return NOTHING;
    }
    this.checkNames(raises, keys, RAISES_FIELDS);
    const { atLeast = 1, atMost, record } = raises;
    const least = this.count(atLeast, [...keys, 'atLeast']);
    const most = atMost === undefined ? Number.POSITIVE_INFINITY : this.count(atMost, [...keys, 'atMost']);
    if (least > most) {
      this.report(VALUE, keys, `has an atLeast of ${least}, which is more than its atMost of ${most}`);
    }
    if (atLeast === 0 && atMost === undefined) {
      this.report(
        VALUE,
        [...keys, 'atLeast'],
        'must be 1 or more, or needs an atMost: without it, a case always passes',
      );
    }
    if (most === 0) {
      this.report(VALUE, [...keys, 'atMost'], 'must be 1 or more; to expect no event, write raisesNothing: true');
    }
    return { atLeast: least, atMost: most, ...this.record(record, [...keys, 'record']) };
  }

  private record(record: unknown, keys: DataKeys): Pick<Expectation, 'record'> {
    if (record === undefined) {
      return {};
    }
    const values = isMap(record) ? Object.values(record) : [];
    if (isMap(record) && values.length > 0 && values.every((value) => typeof value !== 'object')) {
      return { record };
    }
    this.report(VALUE, keys, 'must be a map of fields and their values, such as { source_namespace: dev, count: 3 }');
    return {};
  }

  private count(value: unknown, keys: DataKeys): number {
    if (Number.isSafeInteger(value) && Number(value) >= 0) {
      return Number(value);
    }
    this.report(VALUE, keys, 'must be a whole number of events, 0 or more');
    return 0;
  }

  private delay(delay: unknown, keys: DataKeys): number | undefined {
    if (delay === undefined) {
      return undefined;
    }
    const millis = typeof delay === 'string' ? parseGoDuration(delay) : undefined;
    if (millis === undefined || millis < 0 || millis % ONE_SECOND !== 0) {
      this.report(VALUE, keys, 'must be a duration of whole seconds, such as 30s or 1m30s');
      return undefined;
    }
    return millis;
  }

  private string(value: unknown, keys: DataKeys): string | undefined {
    if (value === undefined || typeof value === 'string') {
      return value;
    }
    const isNumber = typeof value === 'number';
    this.report(VALUE, keys, `must be a string${isNumber ? '; quote it, because YAML reads 3.20 as 3.2' : ''}`);
    return undefined;
  }

  private checkNames(map: Record<string, unknown>, keys: DataKeys, known: readonly string[]): void {
    for (const name of Object.keys(map).filter((each) => !known.includes(each))) {
      const message = `is not a field of a test file here; the ${plural(known.length, 'field')} are ${known.join(', ')}${suggestion(name, known)}`;
      this.report(FIELD, [...keys, name], message);
    }
  }

  private report(rule: RuleMark, keys: DataKeys, message: string): void {
    this.findings.push({ ...rule, keys, message });
  }
}
