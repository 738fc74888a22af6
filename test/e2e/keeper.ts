import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a process ended; status is null where a signal ended it or it could not be started. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What is run, and how. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether what it says on standard error is shown as it comes. */
  readonly showErrors?: boolean;
}

/** A process that goes on until it is ended. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Ends it and what it has started, and comes back when it has ended. */
  end(): Promise<void>;
}

interface Answer extends Ended {
  readonly id: number;
  readonly folder: string;
}

/** Runs processes and makes ephemeral folders that are gone when this process is, however it ends. */
export class Keeper {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private lastId = 0;

  constructor() {
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    this.process = fork(join(__dirname, 'keeper-process.mjs'), [], { detached: true, execArgv: [], stdio: [...stdio] });
    this.process.on('message', (answer: Answer) => {
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  /** Makes an ephemeral folder, below the system's own one unless told otherwise. */
  async folder(prefix: string, parent = tmpdir()): Promise<string> {
    return (await this.ask({ request: 'folder', prefix, parent })).folder;
  }

  /** Runs a command, and tells how it ended; what is not waited for goes on until the keeper stops. */
  run(command: Command): Promise<Ended> {
    return this.ask({ request: 'run', ...command });
  }

  /** Starts what is to be ended before the keeper stops. */
  start(command: Command): Running {
    const ended = this.run(command);
    const run = this.lastId;
    return {
      ended,
      end: async () => {
        await this.ask({ request: 'end', run });
        await ended;
      },
    };
  }

  /** Ends every process, removes every folder, and then the keeper itself. */
  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exit = once(this.process, 'exit');
      this.process.disconnect();
      await exit;
    }
  }

  private ask(request: object): Promise<Answer> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, resolve);
      this.process.send({ id, ...request }, (error) => error && reject(error));
    });
  }
}
