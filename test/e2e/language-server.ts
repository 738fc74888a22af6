import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

/** A problem that an editor underlines. */
export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The YAML language server in a process of its own, with an editor that has no settings. */
export class LanguageServer {
  private readonly server: ChildProcessWithoutNullStreams;
  private readonly connection: MessageConnection;
  private readonly waiting = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();

  private constructor() {
    const program = require.resolve('yaml-language-server/bin/yaml-language-server');
    this.server = spawn(process.execPath, [program, '--stdio']);
    this.connection = createMessageConnection(
      new StreamMessageReader(this.server.stdout),
      new StreamMessageWriter(this.server.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: Published) => {
      this.waiting.get(uri)?.(diagnostics);
    });
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => ({})));
    this.connection.onRequest(() => null);
    this.connection.listen();
  }

  static async start(): Promise<LanguageServer> {
    const started = new LanguageServer();
    await started.connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await started.connection.sendNotification('initialized', {});
    return started;
  }

  /** What the server finds in a file of this text, which need not exist. */
  async open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    const published = new Promise<readonly Diagnostic[]>((done) => this.waiting.set(uri, done));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    return await published;
  }

  /** What is shown for a place in an open file. */
  async hover(uri: string, line: number, character: number): Promise<string> {
    const place = { textDocument: { uri }, position: { line, character } };
    const hover = await this.connection.sendRequest<{ contents: { value: string } } | null>(
      'textDocument/hover',
      place,
    );
    return hover?.contents.value ?? '';
  }

  /** The words that are offered at a place in an open file. */
  async complete(uri: string, line: number, character: number): Promise<string[]> {
    const place = { textDocument: { uri }, position: { line, character } };
    const list = await this.connection.sendRequest<{ items: { label: string }[] }>('textDocument/completion', place);
    return list.items.map(({ label }) => label);
  }

  stop(): void {
    this.connection.dispose();
    this.server.kill();
  }
}
