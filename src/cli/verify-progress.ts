import type { StepName, StepResult, Watcher } from '../verify/live';

/** What of the live room is needed to print steps; it is loaded late. */
interface Printing {
  readonly stepLines: (result: StepResult) => string;
}

/** For logs: a line when a step ends, and one when a longer wait begins. */
export function plainWatcher({ stepLines }: Printing, write: (text: string) => void): Watcher {
  let last = '';
  return {
    started: () => {
      last = '';
    },
    waiting: (text) => {
      if (text !== last) {
        write(`… ${text}\n`);
      }
      last = text;
    },
    ended: async (result) => write(`${stepLines(result)}\n`),
  };
}

/** For a terminal: a step that is under way turns, with what it waits for below it. */
export async function terminalWatcher({ stepLines }: Printing): Promise<Watcher> {
  const { Listr } = await import('./listr.mjs');
  let show = (_text: string): void => {};
  let end = async (_result: StepResult): Promise<void> => {};
  return {
    started: (step: StepName) => {
      const ended = deferred<StepResult>();
      const run = new Listr(
        [
          {
            title: step,
            task: async (_, running) => {
              show = (text) => {
                running.output = text;
              };
              const result = await ended.promise;
              running.title = stepLines(result);
              if (result.outcome === 'skipped') {
                running.skip(stepLines(result));
              } else if (result.outcome !== 'ok') {
                throw new Error(running.title);
              }
            },
          },
        ],
        {
          exitOnError: false,
          registerSignalListeners: false,
          rendererOptions: { showErrorMessage: false, collapseErrors: false },
        },
      ).run();
      end = async (result) => {
        ended.resolve(result);
        await run;
      };
    },
    waiting: (text) => show(text),
    ended: (result) => end(result),
  };
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve = (_: T): void => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
