/** Starts npm on every system: Windows has a script for it, which only a shell can start, so npm's own file is run instead. */
const { npm_execpath: file } = process.env;

/** The command, and the arguments before those of npm. */
export const NPM = file?.endsWith('.js') ? { command: process.execPath, args: [file] } : { command: 'npm', args: [] };
