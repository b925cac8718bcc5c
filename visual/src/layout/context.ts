/** What scenes and their views are laid out from. */
import type { ViewModel } from '../model/viewModel';
import type { ChosenColors } from '../settings/colorsCard';
import type { Settings } from '../settings/settings';
import type { Format } from './format';
import type { KeyOf } from './keys';
import type { Tenths } from './linePath';
import type { MeasureText } from './textWidth';
import { ruledTheme, type Theme } from './theme';
import type { Words } from './words';

/** What a scene is laid out from. */
export interface Basis {
  readonly model: ViewModel;
  readonly settings: Settings;
  readonly theme: Theme;
  readonly format: Format;
  readonly words: Words;
  readonly measure: MeasureText;
  readonly tenths: Tenths;
  readonly keyOf: KeyOf;
}

/** What a view is laid out from. */
export interface Context extends Basis {
  /** "Dec 2025 · 3 excluded", for a view to say where it has room; '' when there is nothing or a gauge beside it says so. */
  readonly footnote: string;
}

/** The context of a mark whose colours a rule chose. */
export const ruledContext = (context: Context, chosen: ChosenColors | null | undefined): Context =>
  chosen ? { ...context, theme: ruledTheme(context.theme, chosen) } : context;
