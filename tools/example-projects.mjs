/*
 * How an example of `examples/` is set up and run, by language: commands as its README has them.
 */
import { mavenCache } from './package.mjs';

const MAVEN = ['--quiet', '--batch-mode', `-Dmaven.repo.local=${mavenCache}`];

/** The steps before the programs, module 7, and the other programs: commands in the example's own folder. */
export const EXAMPLES = {
  typescript: {
    toolChain: 'js',
    setUp: [
      ['npm', 'install', '--no-audit', '--no-fund'],
      ['npx', 'tsc'],
    ],
    program: ['node', '.build/main.js'],
    others: [['node', '.build/on-call.js']],
  },
  python: {
    toolChain: 'python',
    setUp: [
      ['python3', '-m', 'venv', '.venv'],
      ['.venv/bin/python', '-m', 'pip', 'install', '--quiet', '--requirement', 'requirements.txt'],
    ],
    program: ['.venv/bin/python', 'main.py'],
    others: [['.venv/bin/python', 'on_call.py']],
  },
  java: {
    toolChain: 'java',
    setUp: [['mvn', ...MAVEN, 'compile']],
    program: ['mvn', ...MAVEN, 'exec:java'],
    others: [['mvn', ...MAVEN, 'exec:java', '-Dexec.mainClass=example.OnCall']],
  },
  go: {
    toolChain: 'go',
    setUp: [
      ['go', 'mod', 'tidy'],
      ['go', 'build', '-o', 'threat-defense', '.'],
      ['go', 'build', '-o', 'page', './on-call'],
    ],
    program: ['./threat-defense'],
    others: [['./page']],
  },
};
