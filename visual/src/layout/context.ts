/** What every view is laid out from. */
import type { ViewModel } from '../model/viewModel';
import type { Settings } from '../settings/settings';
import type { Format } from './format';
import type { Tenths } from './linePath';
import type { MeasureText } from './textWidth';
import type { Theme } from './theme';
import type { Words } from './words';

export interface Context {
  readonly model: ViewModel;
  readonly settings: Settings;
  readonly theme: Theme;
  readonly format: Format;
  readonly words: Words;
  readonly measure: MeasureText;
  readonly tenths: Tenths;
}
