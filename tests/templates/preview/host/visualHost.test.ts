import { createColorPalette } from '../../../../templates/preview/client/host/colorPalette';
import type { FromFrame, StartMessage } from '../../../../templates/preview/client/host/protocol';
import { SelectionId } from '../../../../templates/preview/client/host/selectionId';
import { createVisualHost } from '../../../../templates/preview/client/host/visualHost';
import { paletteOf, themes } from '../../../../templates/preview/client/theme';

const start: StartMessage = {
  kind: 'start',
  guid: 'visual',
  instanceId: 'page-score',
  locale: 'da-DK',
  strings: { Role_goal: 'Mål' },
  palette: paletteOf(themes.light),
  allowInteractions: true,
  windowRows: 30_000,
};

function hosted(change: Partial<StartMessage> = {}) {
  const sent: FromFrame[] = [];
  const { host } = createVisualHost({
    start: { ...start, ...change },
    palette: () => start.palette,
    send: (message) => sent.push(message),
    fetchMore: () => false,
    refresh: () => undefined,
  });
  return { host, sent };
}

describe('the host that a visual sees', () => {
  it('gives the strings of the package by key, and the key where there is none', () => {
    const strings = hosted().host.createLocalizationManager();
    expect(strings.getDisplayName('Role_goal')).toBe('Mål');
    expect(strings.getDisplayName('Role_unknown')).toBe('Role_unknown');
  });

  it('passes on when rendering starts and how it ends', () => {
    const { host, sent } = hosted();
    const options = {} as never;
    host.eventService.renderingStarted(options);
    host.eventService.renderingFinished(options);
    host.eventService.renderingFailed(options, 'why');
    expect(sent).toEqual([
      { kind: 'rendering', event: 'started' },
      { kind: 'rendering', event: 'finished' },
      { kind: 'rendering', event: 'failed', reason: 'why' },
    ]);
  });

  it('passes on tooltips as plain text, with the points they are about', () => {
    const { host, sent } = hosted();
    host.tooltipService.show({
      coordinates: [10, 20],
      isTouchEvent: false,
      identities: [new SelectionId({ values: [{ queryName: 'DimCompany.Segment', value: 'Enterprise' }] })],
      dataItems: [{ displayName: 'NPS', value: '+36', color: '#123456' }],
    });
    host.tooltipService.hide({ isTouchEvent: false, immediately: true });
    expect(sent).toEqual([
      {
        kind: 'tooltip',
        event: 'show',
        x: 10,
        y: 20,
        items: [{ displayName: 'NPS', value: '+36', color: '#123456' }],
        points: [{ values: [{ queryName: 'DimCompany.Segment', value: 'Enterprise' }] }],
      },
      { kind: 'tooltip', event: 'hide' },
    ]);
  });

  it('allows downloads and refuses the network, tokens and storage', async () => {
    const { host, sent } = hosted();
    expect(await host.downloadService.exportStatus()).toBe(0);
    await host.downloadService.exportVisualsContent('a;b', 'nps.csv', 'csv', 'answers');
    expect(sent).toEqual([
      { kind: 'download', content: 'a;b', fileName: 'nps.csv', fileType: 'csv', description: 'answers' },
    ]);
    expect(await host.webAccessService.webAccessStatus('https://example.com')).toBe(2);
    expect(await host.acquireAADTokenService.acquireAADTokenstatus()).toBe(2);
    expect(await host.storageV2Service.status()).toBe(2);
    await expect(host.storageV2Service.get('key') as unknown as Promise<string>).rejects.toThrow('stores nothing');
  });

  it('says whether interactions are allowed', () => {
    expect(hosted().host.hostCapabilities.allowInteractions).toBe(true);
    expect(hosted({ allowInteractions: false }).host.hostCapabilities.allowInteractions).toBe(false);
  });
});

describe('the colour palette', () => {
  it('gives one colour per key, and starts over after a reset', () => {
    const palette = createColorPalette(() => start.palette);
    const first = palette.getColor('Aarhus').value;
    expect(palette.getColor('Odense').value).not.toBe(first);
    expect(palette.getColor('Aarhus').value).toBe(first);
    palette.reset();
    expect(palette.getColor('Odense').value).toBe(first);
  });

  it('follows the theme that is in force when asked', () => {
    let theme = paletteOf(themes.light);
    const palette = createColorPalette(() => theme);
    expect(palette.isHighContrast).toBe(false);
    expect(palette.background.value).toBe(themes.light.card);
    theme = paletteOf(themes.contrast);
    expect(palette.isHighContrast).toBe(true);
    expect(palette.background.value).toBe('#000000');
    expect(palette.getColor('any').value).toBe(theme.foreground);
  });
});
