/* The folder that everything of a bench is made in, and the processes that it starts: both end with it. */
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const CHECKOUT = path.dirname(__dirname);

/** Blanks in its name find out who does not quote; real, since some tools compare paths as text. */
const FOLDER = path.join(fs.realpathSync(os.tmpdir()), 'threat defense bench ');

/** What would change what is measured. */
const OWN_VARIABLES =
  /^(CDK8S_|CALICO_|CLUSTERNAME$|TS_NODE_|NODE_OPTIONS$|NODE_COMPILE_CACHE$|INIT_CWD$|npm_(package|lifecycle)_|npm_config_local_prefix$)/;

const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name))),
  // Without the search for newer versions, which would go to the network in each run.
  CDK8S_CHECK_UPGRADE: 'false',
  npm_config_update_notifier: 'false',
};

/** Enough to say what went wrong, whatever a process prints. */
const KEPT_OUTPUT = 20_000;

class Workplace {
  constructor() {
    this.folder = fs.mkdtempSync(FOLDER);
    this.child = undefined;
    process.once('exit', () => this.dispose());
    process.once('SIGINT', () => process.exit(130));
    process.once('SIGTERM', () => process.exit(143));
    process.once('SIGHUP', () => process.exit(129));
  }

  /** A path below the folder. */
  path(...names) {
    return path.join(this.folder, ...names);
  }

  /**
   * Runs a program to its end.
   *
   * @param {{ command: string, args: string[], cwd?: string, env?: object, stdout?: string }} program `stdout` names a file
   * @returns {Promise<{ code: number, output: string, seconds: number }>}
   */
  attempt({ command, args, cwd = this.folder, env = {}, stdout }) {
    const target = stdout === undefined ? 'pipe' : fs.openSync(stdout, 'w');
    const start = process.hrtime.bigint();
    const child = spawn(command, args, {
      cwd,
      env: { ...ENVIRONMENT, ...env },
      detached: true,
      stdio: ['ignore', target, 'pipe'],
    });
    this.child = child;
    let output = '';
    const keep = (chunk) => {
      output = `${output}${chunk}`.slice(-KEPT_OUTPUT);
    };
    child.stdout?.on('data', keep);
    child.stderr.on('data', keep);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ code, output, seconds: Number(process.hrtime.bigint() - start) / 1e9 });
      });
    }).finally(() => {
      this.child = undefined;
      if (stdout !== undefined) {
        fs.closeSync(target);
      }
    });
  }

  /** The seconds that a program takes, which must end well. */
  async run(program) {
    const { code, output, seconds } = await this.attempt(program);
    if (code !== 0) {
      throw new Error(`${program.command} ${program.args.join(' ')} ended with ${code}:\n${output}`);
    }
    return seconds;
  }

  /** Copies the checkout as it is, without what Git ignores; its packages are linked. */
  copyCheckout(folder) {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: CHECKOUT,
      maxBuffer: 1 << 28,
    });
    for (const file of list.toString().split('\0').filter(Boolean)) {
      if (fs.existsSync(path.join(CHECKOUT, file))) {
        fs.cpSync(path.join(CHECKOUT, file), path.join(folder, file), { preserveTimestamps: true });
      }
    }
    this.linkPackages(folder);
  }

  linkPackages(folder) {
    fs.symlinkSync(path.join(CHECKOUT, 'node_modules'), path.join(folder, 'node_modules'));
  }

  dispose() {
    try {
      if (this.child !== undefined) {
        process.kill(-this.child.pid, 'SIGKILL');
      }
    } catch {
      // It has ended by itself.
    } finally {
      fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

module.exports = { CHECKOUT, Workplace };
