/*
 * Loaded into measured Node.js processes with `--require`: writes the most memory that the process ever had resident,
 * in KiB, to the end of the file that BENCH_PEAK_MEMORY names.
 *
 * Linux counts it since the program began. What getrusage reports goes back to the process that started it, which the
 * bench is, so that it serves only where there is nothing else.
 */
const fs = require('node:fs');

process.once('exit', () => {
  fs.appendFileSync(process.env['BENCH_PEAK_MEMORY'], `${peak()}\n`);
});

function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
