/** The measures as a page to read: every visible one by folder, with what it says and its DAX. */
import type { Language } from '../star';
import { findMeasure, measures } from './measures';
import { toDax } from './toDax';

const texts = {
  en: {
    title: 'Measures',
    intro:
      'Generated from the measure definitions; the same expressions run as SQL in the preview and the tests. Blank means that there is nothing to say.',
    format: 'Format',
  },
  da: {
    title: 'Måltal',
    intro:
      'Skrevet ud fra definitionerne; de samme udtryk kører som SQL i forhåndsvisningen og i testene. Tom betyder, at der intet er at sige.',
    format: 'Format',
  },
} as const;

/** Markdown in one language. */
export const measureBook = (language: Language): string => {
  const say = texts[language];
  const visible = measures.filter(({ hidden }) => hidden !== true);
  const folders = [...new Set(visible.map(({ folder }) => folder[language]))];
  return [
    `# ${say.title}`,
    '',
    say.intro,
    ...folders.flatMap((folder) => [
      '',
      `## ${folder}`,
      ...visible
        .filter((one) => one.folder[language] === folder)
        .flatMap((one) => [
          '',
          `### ${one.caption[language]}`,
          '',
          `${one.description[language]}${one.format === undefined ? '' : ` ${say.format}: \`${one.format}\`.`}`,
          '',
          '```dax',
          `${one.caption[language]} =`,
          toDax(one, language, findMeasure),
          '```',
        ]),
    ]),
    '',
  ].join('\n');
};
