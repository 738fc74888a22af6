import { credentialsOfEnvironment, credentialsOfFile } from '../../src/log-store';

describe('the credentials of a log store', () => {
  it('are in the environment', () => {
    expect(
      credentialsOfEnvironment({
        ELASTICSEARCH_API_KEY: 'k',
        ELASTICSEARCH_USERNAME: 'u',
        ELASTICSEARCH_PASSWORD: 'p',
      }),
    ).toEqual({ apiKey: 'k' });
    expect(credentialsOfEnvironment({ ELASTICSEARCH_USERNAME: 'u', ELASTICSEARCH_PASSWORD: 'p' })).toEqual({
      username: 'u',
      password: 'p',
    });
    expect(credentialsOfEnvironment({ ELASTICSEARCH_API_KEY: '' })).toEqual({});
    expect(() => credentialsOfEnvironment({ ELASTICSEARCH_USERNAME: 'u' })).toThrow(
      'ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD must be set together',
    );
  });

  it('are on one line of a file', () => {
    expect(credentialsOfFile('me:pass:word\n')).toEqual({ username: 'me', password: 'pass:word' });
    expect(credentialsOfFile(' a2V5\r\n')).toEqual({ apiKey: 'a2V5' });
    for (const content of ['', 'a\nb']) {
      expect(() => credentialsOfFile(content)).toThrow('it must contain one line: user:password, or an API key');
    }
  });
});
