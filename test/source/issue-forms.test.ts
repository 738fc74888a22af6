import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(__dirname, '..', '..');
const folder = join(root, '.github', 'ISSUE_TEMPLATE');
const forms = readdirSync(folder).filter((file) => file !== 'config.yml');
const { bugs, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

interface Question {
  readonly type: string;
  readonly id?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What GitHub requires of a form: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
describe('the forms for issues', () => {
  it.each(forms)('is one that GitHub accepts: %s', (file) => {
    const { name, description, body } = parse(readFileSync(join(folder, file), 'utf8'));
    expect([typeof name, typeof description]).toEqual(['string', 'string']);
    const questions: readonly Question[] = body.filter(({ type }: Question) => type !== 'markdown');
    expect(questions.length).toBeGreaterThan(0);
    for (const { type, id, attributes } of questions) {
      expect(['input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
      expect([id, attributes['label']]).toEqual([expect.stringMatching(/^[\w-]+$/), expect.any(String)]);
    }
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });

  it('lead to a private report of vulnerabilities, in this repository', () => {
    const { contact_links } = parse(readFileSync(join(folder, 'config.yml'), 'utf8'));
    const page = repository.url.replace(/\.git$/, '');
    expect(contact_links).toEqual([
      {
        name: expect.any(String),
        url: `${page}/security/advisories/new`,
        about: expect.stringContaining('SECURITY.md'),
      },
    ]);
    expect(bugs.url).toBe(`${page}/issues`);
  });
});
