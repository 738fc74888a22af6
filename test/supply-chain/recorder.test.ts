import { Repository } from '../cli/repository';
import { recorded } from './recorded';

/** Does in a thread and in a program what it does itself. */
const PROGRAM = `
const { readFileSync, writeFileSync } = require('node:fs');
const { Worker, isMainThread } = require('node:worker_threads');
const act = (name) => {
  readFileSync('given.txt');
  writeFileSync(name + '.txt', '');
  require('node:dns').lookup('localhost', () => {});
  require('node:net').connect(1, '127.0.0.1').on('error', () => {});
  require('node:http').get('http://127.0.0.1:2').on('error', () => {});
  require('node:tls').connect(3, '127.0.0.1').on('error', () => {});
  fetch('http://127.0.0.1:4').catch(() => {});
  require('node:net').createServer().listen(0, function () { this.close(); });
};
if (process.argv[2] !== undefined) {
  act(process.argv[2]);
} else if (isMainThread) {
  new Worker(__filename);
  require('node:child_process').spawn(process.execPath, [__filename, 'program'], { env: {} });
} else {
  act('thread');
}
`;

describe('the recorder of accesses', () => {
  it('sees what threads and programs do', async () => {
    const repository = new Repository();
    repository.write({ 'program.js': PROGRAM, 'given.txt': '' });
    const { status, stderr, ...access } = await recorded(['program.js'], { cwd: repository.folder, code: [] });
    repository.remove();
    expect([status, stderr]).toEqual([0, '']);
    expect(access).toMatchObject({
      reads: expect.arrayContaining(['given.txt']),
      writes: ['program.txt', 'thread.txt'],
      network: [1, 2, 3, 4].map((port) => `connect 127.0.0.1:${port}`).concat('listen ', 'look up localhost'),
      programs: ['node'],
      threads: 1,
    });
  });
});
