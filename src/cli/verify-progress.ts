import type { StepName, StepResult, Watcher } from '../verify/live';

/** The part of the live room that prints steps. It is loaded late. */
interface Printing {
  readonly stepLines: (result: StepResult) => string;
}

/** For logs: prints a line when a step ends, and one when a longer wait begins. */
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

/** For a terminal: shows a spinner for the current step, and below it what the step is waiting for. */
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
