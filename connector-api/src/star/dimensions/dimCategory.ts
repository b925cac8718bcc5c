/** DimCategory: themes that comments are sorted into. */
import { attribute, businessKey, key, text } from '../column';
import { defineTable } from '../table';

export const dimCategory = defineTable({
  name: 'DimCategory',
  kind: 'dimension',
  grain: text(['One row per theme.', 'Én række pr. tema.']),
  caption: text(['Category', 'Kategori']),
  description: text(['Themes found in what customers write.', 'Temaer i det kunderne skriver.']),
  key: ['CategoryKey'],
  unique: [['CategoryId']],
  columns: {
    CategoryKey: key('int32', ['Category', 'Kategori']),
    CategoryId: businessKey(['Category', 'Kategori']),
    CategoryName: attribute('string', ['Category', 'Kategori'], ['Name of the theme.', 'Temaets navn.'], {
      namesMember: true,
    }),
  },
});
