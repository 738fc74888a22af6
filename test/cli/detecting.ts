import { type Answer, FakeApiServer } from '../verify/fake-api-server';
import { factAnswers, WORKSHOP } from '../verify/fake-cluster';
import type { CommandResult } from './command';
import { startInProcess } from './in-process';

/** What the server answers, by path: before each test, what the cluster of the workshop does. */
export const answers: Record<string, Answer> = {};

/** Answers the command `detect` in the tests of a file. */
export const server = new FakeApiServer(({ path }) => answers[path]);
beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => answer(factAnswers(WORKSHOP)));

/** Replaces all answers. */
export function answer(all: Readonly<Record<string, Answer>>): void {
  for (const path of Object.keys(answers)) {
    delete answers[path];
  }
  Object.assign(answers, all);
}

export const start = (args: readonly string[] = [], env?: Record<string, string>) =>
  startInProcess(['detect', ...args], env ?? { KUBECONFIG: server.kubeconfig });

export const detect = (...args: Parameters<typeof start>): Promise<CommandResult> => start(...args).result;
