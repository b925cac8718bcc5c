/** A host that has only what the visual may touch, and writes down everything it is asked. */
import type powerbi from 'powerbi-visuals-api';

export interface HostOptions {
  readonly locale?: string;
  readonly strings?: Readonly<Record<string, string>>;
  readonly foreground?: string;
  readonly background?: string;
  readonly highContrast?: boolean;
  readonly allowInteractions?: boolean;
  /** Whether an identity stands for the row in all its groupings, or for the value of one grouping. */
  readonly identities?: 'row' | 'value';
  /** `powerbi.common.CustomVisualHostEnv`. */
  readonly environment?: number;
  /** Answer of `fetchMoreData`. */
  readonly fetchMore?: boolean;
}

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface FakeHost {
  readonly host: powerbi.extensibility.visual.IVisualHost;
  readonly calls: Call[];
  /** Calls of one name, in order. */
  named(name: string): readonly Call[];
  /** Makes the host tell the visual of a selection, as a bookmark does. */
  pushSelection(rows: readonly number[]): void;
  setInteractions(allowed: boolean): void;
  selected(): readonly number[];
}

interface FakeId {
  readonly row: number;
  getKey(): string;
}

const makeId = (row: number, key = `row ${row}`): FakeId => ({ row, getKey: () => key });

export function fakeHost(options: HostOptions = {}): FakeHost {
  const calls: Call[] = [];
  const note =
    (name: string, answer?: unknown) =>
    (...args: unknown[]) => {
      calls.push({ name, args });
      return answer;
    };
  let callback: ((ids: FakeId[]) => void) | null = null;
  let selection: readonly FakeId[] = [];
  const capabilities = { allowInteractions: options.allowInteractions ?? true };
  const color = (value: string) => ({ value });
  const host = {
    locale: options.locale ?? 'en-US',
    instanceId: 'instance',
    hostEnv: options.environment ?? 1,
    hostCapabilities: capabilities,
    colorPalette: {
      isHighContrast: options.highContrast ?? false,
      foreground: color(options.foreground ?? '#252423'),
      background: color(options.background ?? '#ffffff'),
      getColor: () => color('#01b8aa'),
    },
    createLocalizationManager: () => ({ getDisplayName: (key: string) => options.strings?.[key] ?? key }),
    createSelectionIdBuilder: () => {
      let row = -1;
      const values: unknown[] = [];
      const builder = {
        withCategory: (column: powerbi.DataViewCategoryColumn, index: number) => {
          row = index;
          values.push(column.source.queryName, column.values[index]);
          return builder;
        },
        createSelectionId: () => (options.identities === 'value' ? makeId(row, JSON.stringify(values)) : makeId(row)),
      };
      return builder;
    },
    createSelectionManager: () => ({
      select: (ids: FakeId | FakeId[], multiple?: boolean) => {
        calls.push({ name: 'select', args: [ids, multiple] });
        const list = Array.isArray(ids) ? ids : [ids];
        selection = multiple ? [...selection, ...list] : list;
        return Promise.resolve(selection);
      },
      clear: () => {
        calls.push({ name: 'clear', args: [] });
        selection = [];
        return Promise.resolve({});
      },
      hasSelection: () => selection.length > 0,
      getSelectionIds: () => [...selection],
      showContextMenu: note('showContextMenu', Promise.resolve({})),
      registerOnSelectCallback: (given: (ids: FakeId[]) => void) => (callback = given),
    }),
    tooltipService: {
      enabled: () => true,
      show: note('tooltip'),
      move: note('moveTooltip'),
      hide: note('hideTooltip'),
    },
    eventService: {
      renderingStarted: note('started'),
      renderingFinished: note('finished'),
      renderingFailed: note('failed'),
    },
    downloadService: { exportVisualsContent: note('export', Promise.resolve(true)) },
    displayWarningIcon: note('warn'),
    fetchMoreData: note('fetchMore', options.fetchMore ?? false),
  };
  return {
    host: host as unknown as powerbi.extensibility.visual.IVisualHost,
    calls,
    named: (name) => calls.filter((call) => call.name === name),
    pushSelection: (rows) => callback?.(rows.map((row) => makeId(row))),
    setInteractions: (allowed) => {
      capabilities.allowInteractions = allowed;
    },
    selected: () => selection.map(({ row }) => row),
  };
}
