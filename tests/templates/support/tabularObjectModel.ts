/** Speaks to Microsoft's tabular object model (a program in an npm package, over standard streams): does it take our model? */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(
  __dirname,
  `../../../node_modules/@microsoft/powerbi-modeling-mcp-${process.platform}-${process.arch}/dist`,
);
const program = join(folder, process.platform === 'win32' ? 'powerbi-modeling-mcp.exe' : 'powerbi-modeling-mcp');

/** Null where the program does not exist for this machine; the tests then say so. */
export const tabularProgram = (): string | null => (existsSync(program) ? program : null);

interface Answer {
  readonly id?: number;
  readonly result?: { readonly isError?: boolean; readonly content?: readonly { readonly text?: string }[] };
  readonly error?: { readonly message: string };
}

export interface TabularObjectModel {
  /** Loads a `.bim` file or a TMDL folder and writes it out again as `.bim`. @throws Error with what it says is wrong. */
  reExport(source: { readonly bim: string } | { readonly tmdl: string }, to: string): Promise<string>;
  close(): void;
}

export const openTabularObjectModel = async (): Promise<TabularObjectModel> => {
  const child = spawn(program, ['--start', '--readwrite', '--skipconfirmation'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  let buffer = '';
  let last = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    buffer += chunk.toString('utf8');
    for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
      const line = buffer.slice(0, end).trim();
      buffer = buffer.slice(end + 1);
      if (!line.startsWith('{')) continue;
      const answer = JSON.parse(line) as Answer;
      if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    }
  });
  const send = (method: string, params: object): Promise<Answer> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: last, method, params })}\n`);
    });
  const call = async (name: string, request: object): Promise<string> => {
    const { result, error } = await send('tools/call', { name, arguments: { request } });
    const text = (result?.content ?? []).map((part) => part.text ?? '').join('\n');
    if (error || result?.isError === true || !text.includes('Successfully')) throw new Error(error?.message ?? text);
    return text;
  };
  await send('initialize', {
    protocolVersion: '2024-11-05',
    capabilities: {},
    clientInfo: { name: 'nps-template-tests', version: '1' },
  });
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  return {
    reExport: async (source, to) => {
      const loaded = await call(
        'connection_operations',
        'bim' in source
          ? { operation: 'ConnectBimFile', bimFilePath: source.bim }
          : { operation: 'ConnectFolder', folderPath: source.tmdl },
      );
      const { connectionName } = (JSON.parse(loaded) as { readonly data: { readonly connectionName: string } }).data;
      await call('database_operations', { operation: 'ExportToBimFile', connectionName, bimFilePath: to });
      return loaded;
    },
    close: () => {
      child.stdin.end();
      child.kill();
    },
  };
};
