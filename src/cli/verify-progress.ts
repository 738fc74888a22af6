import { printable } from '../base';
import type { StepResult, Watcher } from '../verify/live';

/** What of the live room prints steps; it is loaded late. */
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
        write(`… ${printable(text)}\n`);
      }
      last = text;
    },
    ended: (result) => write(`${stepLines(result)}\n`),
  };
}

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_TIME = 80;

/** Moves to the start of the line and clears it. */
const CLEAR_LINE = '\r\u001b[K';

/** The part of a terminal's stream that is used. */
export interface Terminal {
  readonly columns: number;
  write(text: string): unknown;
}

/** For a terminal: below the steps that ended, one line with a spinner, the running step and what it waits for. */
export function terminalWatcher({ stepLines }: Printing, terminal: Terminal): Watcher {
  let line = '';
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    // A line that wraps could not be cleared.
    const text = [...`${FRAMES[frame % FRAMES.length]} ${line}`].slice(0, terminal.columns - 1).join('');
    terminal.write(`${CLEAR_LINE}${text}`);
    frame += 1;
  };
  let name = '';
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
