import type powerbi from 'powerbi-visuals-api';
import english from '../../../stringResources/en-US/resources.resjson';
import danish from '../../../stringResources/da-DK/resources.resjson';
import german from '../../../stringResources/de-DE/resources.resjson';
import norwegian from '../../../stringResources/nb-NO/resources.resjson';
import swedish from '../../../stringResources/sv-SE/resources.resjson';
import written from '../../../capabilities.json';
import { capabilities } from '../../../visual/src/dataview/capabilities';
import { roleNames } from '../../../visual/src/dataview/roles';
import { cards } from '../../../visual/src/settings/cards';
import { formattingModel } from '../../../visual/src/settings/formattingModel';
import type { Card, Property } from '../../../visual/src/settings/property';
import { readSettings } from '../../../visual/src/settings/settings';
import { mount } from '../support/mount';
import { counts } from '../support/stories';

const localization = { getDisplayName: (key: string) => english[key] ?? '' };
const properties = cards.flatMap((card: Card) => card.properties.map((property) => ({ card, property })));

/** A value other than the initial one. */
function other(property: Property): unknown {
  switch (property.kind) {
    case 'toggle':
      return !property.initial;
    case 'choice':
      return property.options.find((option) => option !== property.initial);
    case 'number':
      return property.initial === property.max ? property.min : property.max;
    case 'color':
      return '#123456';
    case 'text':
      return '42';
    case 'font':
      return 'Georgia';
  }
}

const stored = (property: Property): unknown =>
  property.kind === 'color' ? { solid: { color: other(property) } } : other(property);

describe('capabilities.json', () => {
  it('is what the roles and the cards say', () => {
    expect(JSON.parse(JSON.stringify(capabilities(english)))).toEqual(written);
  });

  it('switches on what the host must know of', () => {
    expect(written).toEqual(
      jasmine.objectContaining({
        supportsKeyboardFocus: true,
        supportsHighlight: true,
        supportsMultiVisualSelection: true,
        supportsLandingPage: true,
        supportsEmptyDataView: true,
        drilldown: { roles: ['period', 'segment'] },
        privileges: [{ name: 'ExportContent', essential: false }],
        tooltips: {
          supportedTypes: { default: true, canvas: true },
          roles: ['tooltips'],
          supportEnhancedTooltips: true,
        },
      }),
    );
    const [mapping] = written.dataViewMappings;
    expect(mapping?.categorical.categories.dataReductionAlgorithm).toEqual({ window: { count: 30000 } });
  });

  it('names every role once', () => {
    expect(written.dataRoles.map(({ name }) => name)).toEqual([...roleNames]);
  });
});

describe('settings', () => {
  for (const { card, property } of properties) {
    it(`read ${card.name}.${property.name}`, () => {
      const objects = { [card.name]: { [property.name]: stored(property) } } as unknown as powerbi.DataViewObjects;
      const read = readSettings(objects) as unknown as Record<string, Record<string, unknown>>;
      expect(read[card.name]?.[property.name]).toEqual(other(property));
    });

    it(`take the initial ${card.name}.${property.name} for a value of a wrong type`, () => {
      for (const wrong of [null, undefined, [], NaN, () => 1, { solid: 3 }]) {
        const objects = { [card.name]: { [property.name]: wrong } } as unknown as powerbi.DataViewObjects;
        const read = readSettings(objects) as unknown as Record<string, Record<string, unknown>>;
        expect(read[card.name]?.[property.name]).toEqual(property.initial);
      }
    });
  }
});

describe('the format pane', () => {
  const wildcard = { data: [] } as powerbi.data.Selector;
  const pane = formattingModel(readSettings(undefined), localization, wildcard);
  const slices = pane.cards
    .flatMap((card) => ('groups' in card ? card.groups : []))
    .flatMap((group) => ('slices' in group ? (group.slices ?? []) : []))
    .flatMap((slice) => ('control' in slice ? [slice] : []));
  const descriptors = slices.map((slice) => {
    const { descriptor } = slice.control.properties as { descriptor: powerbi.visuals.FormattingDescriptor };
    return { name: `${descriptor.objectName}.${descriptor.propertyName}`, slice, descriptor };
  });

  it('reaches every declared property exactly once', () => {
    const declared = Object.entries(written.objects).flatMap(([object, { properties: names }]) =>
      Object.keys(names).map((name) => `${object}.${name}`),
    );
    expect(declared.length).toBeGreaterThan(40);
    expect(descriptors.map(({ name }) => name).sort()).toEqual([...declared].sort());
  });

  it('has a name for every card and property', () => {
    expect(pane.cards.every((card) => 'displayName' in card && card.displayName !== '')).toBeTrue();
    expect(descriptors.filter(({ slice }) => !slice.displayName).map(({ name }) => name)).toEqual([]);
  });

  it('lets a rule choose every colour, and no other property', () => {
    const ruled = descriptors.filter(({ descriptor }) => (descriptor.instanceKind as number) === 3);
    const colors = properties.filter(({ property }) => property.kind === 'color');
    expect(ruled.map(({ name }) => name)).toEqual(colors.map(({ card, property }) => `${card.name}.${property.name}`));
    expect(ruled.map(({ descriptor }) => descriptor.selector)).toEqual(ruled.map(() => wildcard));
  });

  it('shows the values that are stored', () => {
    const mounted = mount();
    mounted.update(counts(15, 40, 45), { objects: { statistics: { minimumAnswers: 17 } } });
    expect(JSON.stringify(mounted.visual.getFormattingModel())).toContain('17');
  });
});

describe('strings', () => {
  for (const [name, strings] of [
    ['da-DK', danish],
    ['de-DE', german],
    ['sv-SE', swedish],
    ['nb-NO', norwegian],
  ] as const) {
    it(`say in ${name} everything that English says, with the same places for numbers`, () => {
      expect(Object.keys(strings)).toEqual(Object.keys(english));
      const places = (text: string | undefined) => [...(text ?? '').matchAll(/\{\d\}/g)].map(([place]) => place).sort();
      for (const key of Object.keys(english))
        expect(places(strings[key])).withContext(key).toEqual(places(english[key]));
    });
  }
});
