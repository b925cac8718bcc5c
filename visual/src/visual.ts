/** The Power BI shell: takes updates from the host, runs dataview → model → layout → render, and reports back. */
import type powerbi from 'powerbi-visuals-api';
import '../style/visual.less';
import type { AnswerTable, Input } from './dataview/answerTable';
import { readAnswers } from './dataview/readAnswers';
import { exportCsv } from './interaction/exportCsv';
import { Interaction } from './interaction/interaction';
import type { Basis } from './layout/context';
import { makeFormat, type Format } from './layout/format';
import { layout, zoomOf } from './layout/layout';
import { keepKeys } from './layout/keys';
import { keepTenths } from './layout/linePath';
import { pageView, type Page } from './layout/pageView';
import { type MeasureText, measureWith, tableWidth } from './layout/textWidth';
import { keepTheme, type Palette } from './layout/theme';
import { makeTranslate, type Translate } from './layout/translate';
import { makeWords } from './layout/words';
import { buildViewModel, type Clock } from './model/buildViewModel';
import type { ViewModel } from './model/viewModel';
import { fontWidths } from './render/fontWidths';
import { SceneRenderer } from './render/sceneRenderer';
import { formattingModel } from './settings/formattingModel';
import { readSettings, type Settings } from './settings/settings';

type Host = powerbi.extensibility.visual.IVisualHost;
type UpdateOptions = powerbi.extensibility.visual.VisualUpdateOptions;

/** `powerbi.VisualUpdateType`, whose module does not exist at run time. */
const dataChanged = 2 satisfies powerbi.VisualUpdateType.Data;
const resized = 4 satisfies powerbi.VisualUpdateType.Resize;

/** `powerbi.common.CustomVisualHostEnv`: the host that takes pictures for PowerPoint and PDF. */
const exporting = 32 satisfies powerbi.common.CustomVisualHostEnv.ExportReportHost;

/** `dataViewWildcard` matching instances and totals: rules of the report apply to every data point. */
const wildcard = { data: [{ dataViewWildcard: { matchingOption: 0 } }] } as unknown as powerbi.data.Selector;

interface Shown {
  readonly categorical: powerbi.DataViewCategorical | undefined;
  readonly objects: powerbi.DataViewObjects | undefined;
  readonly input: Input;
  readonly settings: Settings;
  readonly model: ViewModel | null;
}

/** A prefix of ids that no other instance on the page has: pages that host several in one document share their ids. */
function freePrefix(owner: Document): string {
  let number = 1;
  while (owner.querySelector(`[id^="nps-${number}-"]`)) number += 1;
  return `nps-${number}`;
}

const systemClock: Clock = { now: () => Date.now() };

function readPalette(host: Host): Palette {
  const palette: Partial<powerbi.extensibility.ISandboxExtendedColorPalette> | undefined = host.colorPalette;
  return {
    foreground: palette?.foreground?.value ?? '',
    background: palette?.background?.value ?? '',
    highContrast: palette?.isHighContrast ?? false,
    negative: palette?.negative?.value ?? null,
    neutral: palette?.neutral?.value ?? null,
    positive: palette?.positive?.value ?? null,
  };
}

export class Visual implements powerbi.extensibility.visual.IVisual {
  private readonly host: Host;
  private readonly root: HTMLElement;
  private readonly localization: powerbi.extensibility.ILocalizationManager;
  private readonly translate: Translate;
  private readonly renderer: SceneRenderer;
  private readonly interaction: Interaction;
  private readonly measures = new Map<string, MeasureText>();
  private readonly formats = new Map<string, Format>();
  private readonly tenths = keepTenths();
  private readonly keyOf = keepKeys();
  private readonly theme = keepTheme();
  private shown: Shown | null = null;
  private context: Basis | null = null;

  constructor(options?: powerbi.extensibility.visual.VisualConstructorOptions) {
    if (!options) throw new Error('The visual needs an element and a host; it was created without options.');
    const { element, host } = options;
    const owner = element.ownerDocument;
    this.host = host;
    this.localization = host.createLocalizationManager();
    this.translate = makeTranslate((key) => this.localization.getDisplayName(key));
    this.root = owner.createElement('div');
    this.root.className = 'nps-visual';
    element.append(this.root);
    this.renderer = new SceneRenderer(this.root, freePrefix(owner));
    this.interaction = new Interaction(this.renderer, {
      selection: host.createSelectionManager?.() ?? null,
      tooltips: host.tooltipService ?? null,
      idBuilder: host.createSelectionIdBuilder ? () => host.createSelectionIdBuilder() : null,
      allowed: () => this.interactive(),
      exportShown: () => this.exportShown(),
    });
  }

  /** Draws one update. Whatever happens, the host hears of exactly one end. */
  update(options: UpdateOptions): void {
    const events = this.host.eventService;
    events?.renderingStarted(options);
    try {
      this.show(options);
    } catch (error) {
      this.showFailure(options);
      events?.renderingFailed(options, error instanceof Error ? error.message : String(error));
      return;
    }
    events?.renderingFinished(options);
  }

  getFormattingModel(): powerbi.visuals.FormattingModel {
    return formattingModel(this.shown?.settings ?? readSettings(undefined), this.localization, wildcard);
  }

  destroy(): void {
    this.root.remove();
  }

  private show(options: UpdateOptions): void {
    const { settings: stored, input, model } = this.read(options);
    const interactive = this.interactive();
    // A button that does nothing is not shown.
    const exportable = stored.values.showExport && interactive && !!this.host.downloadService;
    const settings = { ...stored, values: { ...stored.values, showExport: exportable } };
    const { width, height, zoom } = this.size(options);
    const look = this.theme(readPalette(this.host), settings);
    const measure = this.measure(settings.labels.fontFamily);
    const still =
      settings.accessibility.reduceMotion || (options.type & resized) !== 0 || this.host.hostEnv === exporting;
    if (!model) {
      this.context = null;
      this.interaction.update(null, null);
      const page: Page = input.kind === 'problem' ? input : { kind: 'landing' };
      this.renderer.draw(pageView(page, look, this.translate, measure, width, height), look, {
        still,
        interactive,
        zoom,
      });
      return;
    }
    const format = this.format(settings.values.decimals, settings.values.showSign);
    const words = makeWords(model, settings, format, this.translate);
    const { tenths, keyOf } = this;
    this.context = { model, settings, theme: look, format, words, measure, tenths, keyOf };
    this.renderer.draw(layout(this.context, width, height), look, { still, interactive, zoom });
    this.interaction.update(input.kind === 'table' ? input : null, format);
    this.warn(this.context);
  }

  /** Reads and computes again only when the data or the settings may have changed. */
  private read(options: UpdateOptions): Shown {
    const dataView = options.dataViews?.[0];
    const last = this.shown;
    const same = last && last.categorical === dataView?.categorical && last.objects === dataView?.metadata?.objects;
    if (same && options.type !== undefined && (options.type & dataChanged) === 0) return last;
    const objects = dataView?.metadata?.objects;
    const settings = readSettings(objects);
    const read = readAnswers(dataView);
    // While the host goes on sending rows nothing is cut: only a refusal is worth a warning.
    const cut = read.kind === 'table' && read.more && !this.host.fetchMoreData?.(true);
    const input: Input = read.kind === 'table' ? ({ ...read, more: cut } satisfies AnswerTable) : read;
    const { compareText } = this.format(settings.values.decimals, settings.values.showSign);
    const model = input.kind === 'table' ? buildViewModel(input, settings, systemClock, compareText) : null;
    this.shown = { categorical: dataView?.categorical, objects, input, settings, model };
    return this.shown;
  }

  /** Asked every time: dashboards and exports allow no interactions, and hosts switch them while running. */
  private interactive(): boolean {
    return this.host.hostCapabilities?.allowInteractions !== false;
  }

  /** The scene's size in its own units, and how many pixels one of them is. */
  private size({ viewport }: UpdateOptions): { width: number; height: number; zoom: number } {
    const clean = (value: unknown): number => (typeof value === 'number' && value > 0 && value < 1e5 ? value : 0);
    const [width, height] = [clean(viewport?.width), clean(viewport?.height)];
    const zoom = zoomOf(width, height);
    return { width: width / zoom, height: height / zoom, zoom };
  }

  /** Formats are kept: making the browser's formatters costs more than drawing. */
  private format(decimals: number, showSign: boolean): Format {
    const locale = this.host.locale ?? '';
    const key = `${locale} ${decimals} ${showSign}`;
    const known = this.formats.get(key) ?? makeFormat(locale, decimals, showSign);
    this.formats.set(key, known);
    return known;
  }

  private measure(fontFamily: string): MeasureText {
    const known = this.measures.get(fontFamily) ?? measureWith(fontWidths(this.root.ownerDocument, fontFamily));
    this.measures.set(fontFamily, known);
    return known;
  }

  private warn({ model, words, settings }: Basis): void {
    if (!settings.values.showWarnings || !model.warnings.length) return;
    const texts = model.warnings.map((warning) => words.warning(warning));
    this.host.displayWarningIcon?.(texts[0] ?? '', texts.join('\n'));
  }

  private showFailure(options: UpdateOptions): void {
    const { width, height, zoom } = this.size(options);
    const look = this.theme(readPalette(this.host), readSettings(undefined));
    const scene = pageView(
      { kind: 'problem', code: 'failed' },
      look,
      this.translate,
      measureWith(tableWidth),
      width,
      height,
    );
    this.interaction.update(null, null);
    this.renderer.draw(scene, look, { still: true, interactive: this.interactive(), zoom });
  }

  private exportShown(): void {
    const { context } = this;
    if (!context) return;
    const csv = exportCsv(context.model, context.words, context.format);
    const description = this.translate('ExportDescription');
    void this.host.downloadService?.exportVisualsContent(csv, 'nps.csv', 'csv', description);
  }
}
