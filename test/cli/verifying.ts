import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import type { Synthesized } from '../support';
import { type Answer, FakeApiServer } from '../verify/fake-api-server';
import { WORKSHOP } from '../verify/fake-cluster';
import { FakeModule } from '../verify/fake-module';
import type { CommandResult } from './command';
import { startInProcess } from './in-process';
import type { RunningCommand } from './run-async';

/** What `verify --format json` says, step by step. */
interface Steps {
  /** `step outcome` of each. */
  readonly outcomes: readonly string[];
  readonly details: Readonly<Record<string, string>>;
  readonly exitCode: number | null;
  readonly report: Synthesized;
}

/** A cluster that pretends, a folder of manifests, and the command that verifies the one with the other. */
export class Verifying {
  cluster = new FakeModule(WORKSHOP);
  readonly server = new FakeApiServer((asked) => this.cluster.answer(asked));
  readonly dist = join(this.server.folder, 'a dist');

  /** Takes objects for the manifests, and puts them on a cluster. */
  use(objects: readonly Synthesized[], facts = WORKSHOP): void {
    this.server.asked.length = 0;
    this.cluster = new FakeModule(facts).apply(objects);
    mkdirSync(this.dist, { recursive: true });
    writeFileSync(join(this.dist, 'module.k8s.yaml'), Yaml.stringify(...objects));
  }

  start(args: readonly string[] = [], paths: readonly string[] = [this.dist]): RunningCommand {
    return startInProcess(['verify', ...paths, ...args], { KUBECONFIG: this.server.kubeconfig });
  }

  verify(args?: readonly string[]): Promise<CommandResult> {
    return this.start(args).result;
  }

  async steps(args: readonly string[] = []): Promise<Steps> {
    const { stdout, exitCode } = await this.verify(['--format', 'json', ...args]);
    const report = JSON.parse(stdout);
    const outcomes = report.steps.map(({ step, outcome }: Synthesized) => `${step} ${outcome}`);
    const details = report.steps.map((result: Synthesized) => [result.step, result.details.join('\n')]);
    return { outcomes, details: Object.fromEntries(details), exitCode, report };
  }
}

/** Tests that a step fails once something is spoiled, and says why. */
export function itFailsInWords(
  fake: Verifying,
  cases: readonly [what: string, spoil: () => void, step: string, message: RegExp][],
): void {
  it.each(cases)('says in words what does not hold: %s', async (_, spoil, step, message) => {
    spoil();
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes.includes(`${step} failed`)]).toEqual([1, true]);
    expect(details[step]).toMatch(message);
  });
}

/** Tests that a step is unknown where the server answers a request otherwise, and says why. */
export function itCannotTell(
  fake: Verifying,
  cases: readonly [what: string, path: string, answer: Answer, step: string, message: RegExp][],
): void {
  it.each(cases)('exits with 2 where something could not be told: %s', async (_, path, answer, step, message) => {
    fake.cluster.overrides.set(path, answer);
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes.includes(`${step} unknown`)]).toEqual([2, true]);
    expect(details[step]).toMatch(message);
  });
}

/** The same for the tests of a file. */
export function verifying(): Verifying {
  const made = new Verifying();
  beforeAll(() => made.server.start());
  afterAll(() => made.server.stop());
  return made;
}
