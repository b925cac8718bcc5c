/** DimBusinessUnit: the organisation; row security filters on it. */
import { attribute, businessKey, key, text } from '../column';
import { defineTable } from '../table';

export const dimBusinessUnit = defineTable({
  name: 'DimBusinessUnit',
  kind: 'dimension',
  grain: text(['One row per business unit.', 'Én række pr. forretningsenhed.']),
  caption: text(['Business unit', 'Forretningsenhed']),
  description: text([
    'Units, their departments, regions and parents.',
    'Enheder, deres afdelinger, regioner og overordnede.',
  ]),
  key: ['BusinessUnitKey'],
  unique: [['BusinessUnitId']],
  columns: {
    BusinessUnitKey: key('int32', ['Business unit', 'Forretningsenheds']),
    BusinessUnitId: businessKey(['Business unit', 'Forretningsenheds']),
    BusinessUnitName: attribute(
      'string',
      ['Business unit', 'Forretningsenhed'],
      ['Name of the unit.', 'Enhedens navn.'],
      { namesMember: true },
    ),
    Department: attribute(
      'string',
      ['Department', 'Afdeling'],
      ['Department that the unit belongs to.', 'Afdelingen enheden hører til.'],
      { nullable: true },
    ),
    Region: attribute('string', ['Region', 'Region'], ['Sales or service region.', 'Salgs- eller serviceregion.'], {
      nullable: true,
    }),
    Country: attribute('string', ['Country', 'Land'], ['Country of the unit.', 'Enhedens land.'], { nullable: true }),
    ParentBusinessUnitName: attribute(
      'string',
      ['Parent unit', 'Overordnet enhed'],
      ['The unit above; null at the top.', 'Enheden ovenover; tom øverst.'],
      { nullable: true },
    ),
    BusinessUnitPath: attribute(
      'string',
      ['Unit path', 'Enhedssti'],
      ['Names from the top unit down, separated by " / ".', 'Navne fra øverste enhed og ned, adskilt af " / ".'],
      { nullable: true, namesMember: true },
    ),
  },
});
