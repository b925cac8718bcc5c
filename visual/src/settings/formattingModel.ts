/** The format pane, built from the settings cards. */
import type powerbi from 'powerbi-visuals-api';
import { formattingSettings, FormattingSettingsService } from 'powerbi-visuals-utils-formattingmodel';
import { cards } from './cards';
import type { Card, Property } from './property';
import type { Settings } from './settings';

// The host's enumerations, whose module does not exist at run time.
const constantOrRule = 3 satisfies powerbi.VisualEnumerationInstanceKinds.ConstantOrRule;
const atLeast = 0 satisfies powerbi.visuals.ValidatorType.Min;
const atMost = 1 satisfies powerbi.visuals.ValidatorType.Max;

function slice(card: Card, property: Property, value: boolean | number | string, selector: powerbi.data.Selector) {
  const base = { name: property.name, displayNameKey: `Prop_${card.name}_${property.name}` };
  switch (property.kind) {
    case 'toggle':
      return new formattingSettings.ToggleSwitch({ ...base, value: value === true });
    case 'choice': {
      const items = property.options.map((option) => ({
        value: option,
        displayNameKey: `Choice_${card.name}_${property.name}_${option}`,
      }));
      const chosen = items.find((item) => item.value === value) ?? items[0];
      return new formattingSettings.ItemDropdown({
        ...base,
        items,
        value: chosen as formattingSettings.ItemDropdown['value'],
      });
    }
    case 'number':
      return new formattingSettings.NumUpDown({
        ...base,
        value: Number(value),
        options: {
          minValue: { type: atLeast, value: property.min },
          maxValue: { type: atMost, value: property.max },
        },
      });
    case 'color':
      return new formattingSettings.ColorPicker({
        ...base,
        value: { value: String(value) },
        isNoFillItemSupported: true,
        instanceKind: constantOrRule,
        selector,
        altConstantSelector: null as never,
      });
    case 'font':
      return new formattingSettings.FontPicker({ ...base, value: String(value) });
    case 'text':
      return new formattingSettings.TextInput({ ...base, value: String(value), placeholder: '' });
  }
}

/**
 * The model for `getFormattingModel`: every declared property once.
 * @param selector wildcard selector of the colours, which a rule may choose per data point.
 */
export function formattingModel(
  settings: Settings,
  localization: powerbi.extensibility.ILocalizationManager,
  selector: powerbi.data.Selector,
): powerbi.visuals.FormattingModel {
  const model = new formattingSettings.Model();
  model.cards = cards.map((card: Card) => {
    const values = settings[card.name as keyof Settings] as Readonly<Record<string, boolean | number | string>>;
    const simple = new formattingSettings.SimpleCard();
    simple.name = card.name;
    simple.displayNameKey = `Card_${card.name}`;
    simple.slices = card.properties.map((property) =>
      slice(card, property, values[property.name] ?? property.initial, selector),
    );
    return simple;
  });
  return new FormattingSettingsService(localization).buildFormattingModel(model);
}
