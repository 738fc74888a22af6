import { readUrl } from '../../src/kubernetes/url';

const PORT = 'the port is not a number up to 65535';
const USER = 'the user or the password contains a character that must be escaped';
const ESCAPE = 'a % must be followed by two hexadecimal digits';
const HOST = 'the host contains a character that hosts cannot have';
const IPV6 = 'the host in brackets is not an IPv6 address';
const SCHEME = 'it does not begin with a scheme and two slashes';
const CONTROL = 'it contains a line break or another control character';

describe('the reader of URLs', () => {
  it.each<[string, [scheme: string, hasUser: boolean, host: string, path: string]]>([
    ['https://a', ['https', false, 'a', '']],
    ['HTTPS://Feeds.Example.COM:8443/List?x=1#top', ['HTTPS', false, 'feeds.example.com', '/List']],
    ['a1+.-://h/', ['a1+.-', false, 'h', '/']],
    ['https://jane:s3%2Fcret@a/b', ['https', true, 'a', '/b']],
    ['https://@a/', ['https', true, 'a', '/']],
    ['https://jane@doe@a/', ['https', true, 'a', '/']],
    ['https://a:/', ['https', false, 'a', '/']],
    ['https://a:65535/', ['https', false, 'a', '/']],
    ['https://[2001:DB8::1]:443/x', ['https', false, '2001:db8::1', '/x']],
    ['https://[fe80::1%25eth0]/', ['https', false, 'fe80::1', '/']],
    ['https://a?x=%zz', ['https', false, 'a', '']],
    ['https://bücher.example/%C3%BC#%41', ['https', false, 'bücher.example', '/%C3%BC']],
    ['https://b%c3%bccher/', ['https', false, 'b%c3%bccher', '/']],
    ['https://a!$&\'()*+,;=<>"~_/', ['https', false, 'a!$&\'()*+,;=<>"~_', '/']],
  ])('is read: %s', (text, [scheme, hasUser, host, path]) => {
    expect(readUrl(text)).toEqual({ scheme, hasUser, host, path });
  });

  it.each([
    ['', SCHEME],
    ['feeds.example.com/list', SCHEME],
    ['https:/a', SCHEME],
    ['1https://a', SCHEME],
    [' https://a', SCHEME],
    ['https://a/\n', CONTROL],
    ['https://a/\u007f', CONTROL],
    ['https://a/\u0000', CONTROL],
    ['https://', 'the host is missing'],
    ['https:///list', 'the host is missing'],
    ['https://:443/', 'the host is missing'],
    ['https://jane@/', 'the host is missing'],
    ['https://a:x/', PORT],
    ['https://a:65536/', PORT],
    ['https://a:1:2/', PORT],
    ['https://a:-1/', PORT],
    ['https://[::1]x/', PORT],
    ['https://[::1]x:80/', PORT],
    ['https://[a]/', IPV6],
    ['https://[127.0.0.1]/', IPV6],
    ['https://[::1/', IPV6],
    ['https://[]/', IPV6],
    ['https://a b/', HOST],
    ['https://a^b/', HOST],
    ['https://a%20b/', HOST],
    ['https://a%c/', HOST],
    ['https://a%zz/', HOST],
    ['https://ja ne@a/', USER],
    ['https://ja%2@a/', USER],
    ['https://ja[ne@a/', USER],
    ['https://a/%', ESCAPE],
    ['https://a/%4', ESCAPE],
    ['https://a/%4g', ESCAPE],
    ['https://a/%g4', ESCAPE],
    ['https://a/#%', ESCAPE],
    ['https://a/#b\u0085%4', ESCAPE],
    ['https://a/?x#y%zz', ESCAPE],
  ])('is not one that can be used: %j', (text, problem) => {
    expect(readUrl(text)).toBe(problem);
  });
});
