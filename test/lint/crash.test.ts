import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { lint } from '../../src/lint';
import { FileLinter } from '../../src/lint/file-linter';
import { alertText } from './lint-text';

const CLUSTER = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };
const source = (file: string) => ({ file, bytes: Buffer.from(alertText('severity: 0')) });

describe('an exception that nobody expected', () => {
  afterEach(() => jest.restoreAllMocks());

  it('in one file keeps the findings of the others', () => {
    const error = new Error('bug');
    const check = FileLinter.prototype.lint;
    let count = 0;
    jest.spyOn(FileLinter.prototype, 'lint').mockImplementation(function (this: FileLinter) {
      count += 1;
      if (count === 2) {
        throw error;
      }
      check.call(this);
    });
    const { findings, checked, crashes } = lint([source('a.yaml'), source('b.yaml'), source('c.yaml')], CLUSTER);
    expect(findings.map(({ file }) => file)).toEqual(['a.yaml', 'c.yaml']);
    expect(checked.files).toBe(2);
    expect(crashes).toEqual([{ file: 'b.yaml', error }]);
  });

  it('in the search for files keeps the findings of those that were found', () => {
    const error = new Error('bug');
    const sources = (function* () {
      yield source('a.yaml');
      throw error;
    })();
    const { findings, crashes } = lint(sources, CLUSTER);
    expect(findings.map(({ file }) => file)).toEqual(['a.yaml']);
    expect(crashes).toEqual([{ error }]);
  });
});
