/** The Power BI host that a packaged visual sees, built from what the report hands over and what it wants to hear. */
import type powerbi from 'powerbi-visuals-api';
import { createColorPalette } from './colorPalette';
import { SelectionId, SelectionIdBuilder } from './selectionId';
import { SelectionManager } from './selectionManager';
import type { FromFrame, Palette, StartMessage, TooltipItem } from './protocol';

type IVisualHost = powerbi.extensibility.visual.IVisualHost;
type Promised<T> = powerbi.IPromise<T>;

const promised = <T>(value: T): Promised<T> => Promise.resolve(value) as unknown as Promised<T>;

// Values of the API's const enums, which a bundler cannot inline.
const allowed = 0;
const notSupported = 2;
const webHost = 1;

export interface VisualHostOptions {
  readonly start: StartMessage;
  readonly palette: () => Palette;
  readonly send: (message: FromFrame) => void;
  /** Hands over the next window of rows; false when there is none. */
  readonly fetchMore: () => boolean;
  /** Asks for another update with the same data. */
  readonly refresh: () => void;
}

export interface VisualHost {
  readonly host: IVisualHost;
  readonly selection: SelectionManager;
}

/** Every service a visual may reach. What Power BI would refuse without a licence, a sign-in or a privilege is refused here too. */
export function createVisualHost({ start, palette, send, fetchMore, refresh }: VisualHostOptions): VisualHost {
  const interactive = (): boolean => start.allowInteractions;
  const selection = new SelectionManager({
    allowed: interactive,
    selected: (points) => send({ kind: 'select', points }),
    contextMenu: (point, { x, y }) => send({ kind: 'contextMenu', x, y, point }),
  });
  const items = (given: readonly powerbi.extensibility.VisualTooltipDataItem[] = []): readonly TooltipItem[] =>
    given.map(({ displayName, value, color, header }) => ({
      displayName: String(displayName),
      value: String(value),
      ...(color === undefined ? {} : { color }),
      ...(header === undefined ? {} : { header }),
    }));
  const tooltip =
    (event: 'show' | 'move') =>
    ({ coordinates, dataItems, identities = [] }: powerbi.extensibility.TooltipMoveOptions): void =>
      send({
        kind: 'tooltip',
        event,
        x: coordinates[0] ?? 0,
        y: coordinates[1] ?? 0,
        items: items(dataItems),
        points: identities.flatMap((id) => (id instanceof SelectionId && id.hasIdentity() ? [id.point] : [])),
      });
  const download = (content: string, fileName: string, fileType: string, description: string): void =>
    send({ kind: 'download', content, fileName, fileType, description });

  const host: IVisualHost = {
    createSelectionIdBuilder: () => new SelectionIdBuilder(),
    createSelectionManager: () => selection,
    colorPalette: createColorPalette(palette),
    persistProperties: () => undefined,
    applyJsonFilter: () => undefined,
    tooltipService: {
      enabled: () => true,
      show: tooltip('show'),
      move: tooltip('move'),
      hide: () => send({ kind: 'tooltip', event: 'hide' }),
    },
    telemetry: { instanceId: start.instanceId, trace: () => undefined },
    authenticationService: {
      getAADToken: () => promised(''),
      getResourceUrl: () => promised(''),
      getAADAuthenticationToken: () => promised({ payload: '', resourceUrl: '' }),
    },
    locale: start.locale,
    hostCapabilities: { allowInteractions: start.allowInteractions, allowModalDialog: false },
    launchUrl: () => undefined,
    fetchMoreData: fetchMore,
    openModalDialog: () => Promise.reject(new Error('The preview opens no dialogs.')) as never,
    instanceId: start.instanceId,
    refreshHostData: refresh,
    createLocalizationManager: () => ({ getDisplayName: (key: string) => start.strings[key] ?? key }),
    downloadService: {
      exportStatus: () => promised<powerbi.PrivilegeStatus>(allowed),
      exportVisualsContent: (...file) => {
        download(...file);
        return promised(true);
      },
      exportVisualsContentExtended: (...file) => {
        download(...file);
        return promised({ downloadCompleted: true, fileName: file[1] });
      },
    },
    eventService: {
      renderingStarted: () => send({ kind: 'rendering', event: 'started' }),
      renderingFinished: () => send({ kind: 'rendering', event: 'finished' }),
      renderingFailed: (_options, reason = '') => send({ kind: 'rendering', event: 'failed', reason }),
    },
    switchFocusModeState: () => undefined,
    hostEnv: webHost,
    displayWarningIcon: (title, detail) => send({ kind: 'warning', title, detail }),
    licenseManager: {
      getAvailableServicePlans: () =>
        promised({ plans: [], isLicenseUnsupportedEnv: true, isLicenseInfoAvailable: false }),
      notifyLicenseRequired: () => promised(false),
      notifyFeatureBlocked: () => promised(false),
      clearLicenseNotification: () => promised(true),
    },
    webAccessService: { webAccessStatus: () => promised<powerbi.PrivilegeStatus>(notSupported) },
    drill: () => undefined,
    applyCustomSort: () => undefined,
    acquireAADTokenService: {
      acquireAADToken: () => promised({}),
      acquireAADTokenstatus: () => promised<powerbi.PrivilegeStatus>(notSupported),
    },
    setCanDrill: () => undefined,
    storageV2Service: {
      status: () => promised<powerbi.PrivilegeStatus>(notSupported),
      get: () => Promise.reject(new Error('The preview stores nothing.')) as never,
      set: () => promised({ success: false }),
      remove: () => undefined,
    },
    subSelectionService: { subSelect: () => undefined, updateRegionOutlines: () => undefined },
    createOpaqueUtils: () => ({
      compareCustomVisualOpaqueIdentities: (one, other) => JSON.stringify(one) === JSON.stringify(other),
    }),
  };
  return { host, selection };
}
