import { readText } from './support/repository';

interface Locked {
  readonly version?: string;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readText('package.json')) as Readonly<Record<string, Readonly<Record<string, string>>>>;
const lockText = readText('package-lock.json');
const locked = (JSON.parse(lockText) as { readonly packages: Readonly<Record<string, Locked>> }).packages;
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
const direct = kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {}));

describe('the packages', () => {
  it('are pinned to exact versions', () => {
    expect(direct.length).toBeGreaterThan(30);
    expect(direct.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('each have their reason in the list of the README, and nothing else has', () => {
    const listed = [...readText('README.md').matchAll(/^\| `([^`]+)`\s*\| (\S.*?)\s*\|$/gm)];
    expect(listed.map(([, name]) => name).sort()).toEqual(direct.map(([name]) => name).sort());
    for (const [, name, reason] of listed) expect(`${name ?? ''}: ${reason ?? ''}`).toMatch(/: .{12,}/);
  });
});

describe('the lock file', () => {
  it('names no registry', () => {
    expect(lockText).not.toContain('"resolved"');
  });

  it('holds the versions that package.json asks for', () => {
    const different = direct.filter(([name, version]) => locked[`node_modules/${name}`]?.version !== version);
    expect(different).toEqual([]);
  });

  it('holds the packages of every platform, without which npm ci refuses it', () => {
    const missing = Object.entries(locked).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !Object.keys(locked).some((other) => other.endsWith(`node_modules/${name}`)))
        .map((name) => `${place === '' ? 'package.json' : place} wants ${name}`),
    );
    expect(Object.keys(locked).filter((place) => place.includes('@esbuild/')).length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });
});
