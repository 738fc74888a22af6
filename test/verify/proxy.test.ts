import { BadUrl, proxyOf } from '../../src/verify/live/proxy';

const through = (server: string, noProxy: string) =>
  proxyOf(new URL(server), undefined, { HTTPS_PROXY: 'http://p:1', NO_PROXY: noProxy }) !== undefined;

describe('NO_PROXY', () => {
  it.each<[string, string, boolean]>([
    ['', 'https://api.example.com', true],
    ['*', 'https://api.example.com', false],
    ['example.com', 'https://api.example.com', false],
    ['example.com', 'https://example.com', false],
    ['example.com', 'https://notexample.com', true],
    ['.example.com', 'https://api.example.com', false],
    ['.example.com', 'https://example.com', true],
    ['*.example.com', 'https://api.example.com', false],
    ['a, EXAMPLE.com ,b', 'https://Example.COM', false],
    ['example.com:6443', 'https://example.com:6443', false],
    ['example.com:6443', 'https://example.com', true],
    ['example.com:443', 'https://example.com', false],
    ['10.0.0.0/8', 'https://10.1.2.3', false],
    ['10.0.0.0/8', 'https://11.1.2.3', true],
    ['10.1.2.3', 'https://10.1.2.3:6443', false],
    ['10.1.2.3:6443', 'https://10.1.2.3:6443', false],
    ['10.1.2.3:6443', 'https://10.1.2.3', true],
    ['fd00::/8', 'https://[fd00::1]:6443', false],
    ['fd00::1', 'https://[fd00::1]', false],
    ['[fd00::1]:6443', 'https://[fd00::1]:6443', false],
    ['10.0.0.0/99', 'https://10.1.2.3', true],
    ['2.3', 'https://10.1.2.3', false],
    ['', 'https://localhost:6443', false],
    ['', 'https://127.1.2.3', false],
    ['', 'https://[::1]', false],
  ])('%j decides whether %s is reached through the proxy: %s', (noProxy, server, expected) => {
    expect(through(server, noProxy)).toBe(expected);
  });

  it('does not apply to the proxy of the kubeconfig', () => {
    const environment = { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' };
    expect(proxyOf(new URL('https://a'), 'socks5://q:2', environment)).toBe('socks5h://q:2');
    expect(() => proxyOf(new URL('https://a'), 'file:///q', environment)).toThrow(BadUrl);
  });
});
