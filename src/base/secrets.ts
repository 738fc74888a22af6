/** A shorter string may be part of any word, so it is masked together with what precedes it only. */
const SHORTEST = 6;

const MASK = '***';

/** The user and password in a URL. */
const USER_INFO = String.raw`//[^\s/]*@`;

const SPECIAL = /[\\^$.*+?()[\]{}|/-]/g;

/** What must not appear in any output: the tokens and passwords of a connection. */
export class Secrets {
  private known: readonly string[] = [];

  /** One pattern for all of them, because everything that the server sends is searched. */
  private pattern = new RegExp(USER_INFO, 'g');

  /** Remembers secrets, in the forms in which a server or a program may repeat them. */
  add(...secrets: readonly (string | undefined)[]): void {
    const forms = secrets
      .flatMap((secret) => (secret ? [secret, secret.trim(), ...escaped(secret)] : []))
      .map((form) => (form.length >= SHORTEST ? form : `Bearer ${form}`));
    if (forms.some((form) => !this.known.includes(form))) {
      // The longest first, because a secret may contain another one.
      this.known = [...new Set([...this.known, ...forms])].sort((left, right) => right.length - left.length);
      const escapedForms = this.known.map((form) => form.replace(SPECIAL, String.raw`\$&`));
      this.pattern = new RegExp([USER_INFO, ...escapedForms].join('|'), 'g');
    }
  }

  /** Replaces all of them, and the user and password of any URL. */
  mask(text: string): string {
    return text.replace(this.pattern, (found) => (found.startsWith('//') ? `//${MASK}@` : MASK));
  }
}

/** In a URL, and in JSON. */
function escaped(secret: string): string[] {
  return [encodeURIComponent(Buffer.from(secret).toString()), JSON.stringify(secret).slice(1, -1)];
}
