import { printable } from '../findings';
import type { StepResult, Watcher } from '../verify/live';

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
        write(`… ${printable(text)}\n`);
      }
      last = text;
    },
    ended: (result) => write(`${stepLines(result)}\n`),
  };
}

/** For a terminal: shows a spinner for the current step, and below it what the step is waiting for. */
export async function terminalWatcher({ stepLines }: Printing): Promise<Watcher> {
  const { Listr } = await import('./listr.mjs');
  let show = (_text: string): void => {};
  let end = async (_result: StepResult): Promise<void> => {};
  return {
    started: (step) => {
      [name, line] = [step, step];
      draw();
      timer = setInterval(draw, FRAME_TIME).unref();
    },
    waiting: (text) => {
      line = `${name}: ${printable(text)}`;
    },
    ended: (result) => {
      clearInterval(timer);
      terminal.write(`${CLEAR_LINE}${stepLines(result)}\n`);
    },
  };
}
