import { existsSync } from 'node:fs';
import path from 'node:path';
import { filesNamed, readText, root } from './support/repository';

const documents = filesNamed(/^(README|CHANGELOG|docs\/.+)\.md$/, 4);

it('every relative link in the documents leads somewhere', () => {
  const links = documents.flatMap(({ name, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target = '']) => ({ name, target })),
  );
  expect(links.length).toBeGreaterThan(5);
  const dead = links.filter(({ name, target }) => !existsSync(path.join(root, path.dirname(name), target)));
  expect(dead).toEqual([]);
});

it('every npm command in the documents exists', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const named = documents.flatMap(({ text }) =>
    [...text.matchAll(/npm (?:run )?([a-z][\w:-]*)/g)].map(([, name = '']) => name),
  );
  const npmItself = [
    'ci',
    'i',
    'install',
    'audit',
    'publish',
    'version',
    'package',
    'packages',
    'library',
    'libraries',
    'registry',
  ];
  expect(named).toContain('start');
  expect([...new Set(named)].filter((name) => !(name in scripts) && !npmItself.includes(name))).toEqual([]);
});
