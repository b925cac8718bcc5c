import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { runProgram } from '../../../connector-api/src/cli/program';
import { visualPackageBytes } from '../support/templateInputs';

/** The rows of a table as they stand inside a template. */
const sampleRows = (pbit: string, table: string): readonly (readonly unknown[])[] => {
  const model = Buffer.from(unzipSync(readFileSync(pbit))['DataModelSchema'] ?? []).toString('utf16le');
  const { expressions } = (JSON.parse(model) as { model: { expressions: { name: string; expression: string[] }[] } })
    .model;
  const text = expressions.find(({ name }) => name === `Sample ${table}`)?.expression.join('') ?? '';
  const packed = /Binary\.FromText\("([^"]+)"/.exec(text)?.[1] ?? '';
  return JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8')) as unknown[][];
};

describe('nps-dashboards templates', () => {
  const root = mkdtempSync(join(tmpdir(), 'nps-command-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const visual = join(root, 'visual.pbiviz');
  writeFileSync(visual, visualPackageBytes());

  const run = async (...words: readonly string[]) => {
    const said: string[] = [];
    const results: string[] = [];
    const exit = await runProgram(['templates', ...words], {
      environment: { NPS_DATA: join(root, 'data') },
      terminal: {
        say: (line) => said.push(line),
        progress: () => undefined,
        result: (text) => results.push(text),
      },
    });
    return { exit, said, results };
  };

  it('writes what is asked for and says which files; the check then finds them sound', async () => {
    const out = join(root, 'out');
    const words = [
      '--out',
      out,
      '--visual',
      visual,
      '--lang',
      'da',
      '--templates',
      'executive',
      '--sample-answers',
      '300',
    ];
    const written = await run(...words);
    expect(written).toMatchObject({ exit: 0, results: [join(out, 'da', 'NPS Executive.pbit')] });
    expect(existsSync(join(out, 'da', 'NPS Executive.pbip'))).toBe(true);
    const names = sampleRows(join(out, 'da', 'NPS Executive.pbit'), 'DimTouchpoint').flat();
    expect(names).toEqual(expect.arrayContaining(['Ukendt', 'Levering']));
    expect(names).not.toContain('Unknown');
    const checked = await run('--check', out);
    expect(checked).toMatchObject({ exit: 0, results: ['1 templates are sound'] });
    expect(checked.said.join('\n')).toMatch(/^ok\s+da\/NPS Executive\.pbit \(\d{3,} checks\)$/m);
  });

  it('calls a damaged file broken, with exit code 3', async () => {
    const folder = mkdtempSync(join(root, 'broken-'));
    writeFileSync(join(folder, 'x.pbit'), 'not a zip');
    const { exit, said } = await run('--check', folder);
    expect(exit).toBe(3);
    expect(said.join('\n')).toMatch(
      /FAIL x\.pbit[\s\S]*It is not a zip \(9 bytes\)\.[\s\S]*1 of 1 templates are broken/,
    );
  });

  it('says which folder cannot be written, with exit code 5 and no stack', async () => {
    const file = join(root, 'a file');
    writeFileSync(file, 'x');
    const { exit, said, results } = await run('--out', join(file, 'below'), '--visual', visual, '--no-sample');
    expect(exit).toBe(5);
    expect(said).toEqual([
      `error: The templates could not be written. ${file} is a file; expected a folder, for --out ${join(file, 'below')}.`,
    ]);
    expect(results).toEqual([]);
  });

  it('takes an address where a connector answers, and any with --offline', async () => {
    const server = createServer((asked, answer) => answer.writeHead(asked.url === '/healthz' ? 200 : 404).end());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const words = ['--visual', visual, '--lang', 'en', '--templates', 'executive', '--no-sample', '--url'];
    expect(await run('--out', join(root, 'reached'), ...words, url)).toMatchObject({ exit: 0 });
    expect(await run('--out', join(root, 'other'), ...words, `${url}/other`)).toMatchObject({ exit: 2 });
    await new Promise((closed) => server.close(closed));
    const silent = await run('--out', join(root, 'silent'), ...words, url);
    expect(silent).toMatchObject({ exit: 2, results: [] });
    expect(silent.said.join()).toMatch(/No connector answers at http:\/\/127\.0\.0\.1:\d+: ECONNREFUSED/);
    expect(await run('--out', join(root, 'offline'), ...words, url, '--offline')).toMatchObject({ exit: 0 });
  });

  it.each([
    [['--lang', 'sv'], /--lang: found "sv", expected en, da or all/],
    [['--sample-answers', 'many'], /--sample-answers/],
    [['--visual', '/nowhere/x.pbiviz', '--no-sample'], /x\.pbiviz cannot be read/],
    [['--url', 'ftp://nps', '--no-sample'], /address is "ftp:\/\/nps"/],
  ])('refuses %j in one line', async (words, reason) => {
    const out = join(root, 'refused');
    const { exit, said, results } = await run('--out', out, '--visual', visual, ...words);
    expect(exit).toBe(2);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(reason);
    expect(results).toEqual([]);
    expect(existsSync(out)).toBe(false);
  });
});
