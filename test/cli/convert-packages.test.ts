import { alertText } from '../lint/lint-text';
import { bundled, runCommand } from './command';

describe('the command convert without the packages of constructs', () => {
  const command = bundled();

  it('says what to install, since it runs the program that it makes', () => {
    const { stdout, stderr, exitCode } = runCommand(command(), ['convert', '-', '--calico-release', '3.22'], {
      input: alertText('severity: 1'),
    });
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toBe(
      'calico-threat-defense convert: 1 problem\n  cdk8s: is not installed next to this command, which needs it to run the program that it generates; run npm install cdk8s-calico-threat-defense cdk8s constructs, or npm run build in a clone [convert/packages-missing]\n',
    );
  });
});
