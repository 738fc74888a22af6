import { isScalar, parseDocument, type Scalar } from 'yaml';
import { kubectlKey } from '../../src/reading/kubectl-key';

function keyOf(text: string, isJson = false): string | undefined {
  const { contents } = parseDocument(text, { version: '1.1', keepSourceTokens: true });
  if (!isScalar(contents)) {
    throw new Error(`${text} is not a scalar`);
  }
  return kubectlKey(contents as Scalar, isJson);
}

describe('the string that kubectl makes of a key', () => {
  it.each([
    ['a', 'a'],
    ['"1.50"', '1.50'],
    ['true', 'true'],
    ['7', '7'],
    ['-7', '-7'],
    ['0x1F', '31'],
    ['9223372036854775807', '9223372036854775807'],
    ['1.5', '1.5'],
    ['-0.5', '-0.5'],
    ['1.50', '1.5'],
    ['2.0', '2'],
    ['0.1', '0.1'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['0.000012', '1.2e-05'],
    ['123456.0', '123456'],
    ['123456.5', '123456.5'],
    ['1234567.0', '1.234567e+06'],
    ['1000000.0', '1e+06'],
    ['999999.0', '999999'],
    ['-1000000.0', '-1e+06'],
    ['16777217.0', '1.6777216e+07'],
    ['0.123456789', '0.12345679'],
    ['1.0e+21', '1e+21'],
    ['1.0e-30', '1e-30'],
    ['1.0e+38', '1e+38'],
    ['1.0e+39', '.inf'],
    ['-1.0e+39', '-.inf'],
    ['.inf', '.inf'],
    ['-.inf', '-.inf'],
    ['.nan', '.nan'],
  ])('%s is %s', (text, key) => {
    expect(keyOf(text)).toBe(key);
  });

  it.each(['null', '~', '9223372036854775808', '18446744073709551615'])('%s is rejected', (text) => {
    expect(keyOf(text)).toBeUndefined();
  });
});
