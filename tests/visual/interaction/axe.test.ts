import axe from 'axe-core';
import { mount, type Mounted, type UpdateParts } from '../support/mount';
import type { Column } from '../support/dataViews';
import type { HostOptions } from '../support/fakeHost';
import { counts, journey, story, units } from '../support/stories';
import { withStyle } from '../support/style';

const full = story({ segments: units, benchmark: 41 });
const themes: Readonly<Record<string, HostOptions>> = {
  light: {},
  dark: { foreground: '#f3f2f1', background: '#1f2429' },
  'high contrast': { foreground: '#ffee32', background: '#000000', highContrast: true },
};

/** What axe finds, one line per fault. Rules of whole pages are the host's to keep. */
async function faults({ element }: Mounted): Promise<readonly string[]> {
  const { violations, passes } = await axe.run(element, {
    rules: { region: { enabled: false } },
    resultTypes: ['violations'],
  });
  expect(passes.length).withContext('rules that found something to check').toBeGreaterThan(0);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const shown = (columns: readonly Column[] | null, parts: UpdateParts, host: HostOptions): Mounted => {
  withStyle();
  const found = mount(host);
  found.element.style.background = host.background ?? '#ffffff';
  found.update(columns, { width: 900, height: 460, ...parts });
  return found;
};

const view = (name: string, more: UpdateParts['objects'] = {}): UpdateParts => ({
  objects: { ...more, values: { view: name, ...more['values'] } },
});

const states: Readonly<Record<string, readonly [readonly Column[] | null, UpdateParts]>> = {
  composite: [full, view('composite', { values: { showExport: true } })],
  gauge: [full, view('gauge')],
  bars: [full, view('bars', { accessibility: { patterns: true } })],
  trend: [full, view('trend')],
  distribution: [full, view('distribution')],
  'multiples of trends': [full, view('multiples')],
  'multiples of gauges': [full, view('multiples', { multiples: { content: 'gauge' } })],
  'multiples of bars': [full, view('multiples', { multiples: { content: 'bars' } })],
  journey: [journey(), view('journey')],
  'smallest size': [full, { width: 120, height: 80 }],
  'withheld score': [counts(1, 1, 1), {}],
  'no answers': [counts(0, 0, 0), {}],
  'landing page': [null, {}],
  'problem page': [[{ role: 'score', values: [1] }], {}],
};

describe('axe finds no fault', () => {
  for (const [theme, host] of Object.entries(themes)) {
    for (const [state, [columns, parts]] of Object.entries(states)) {
      it(`in ${state}, ${theme}`, async () => {
        expect(await faults(shown(columns, parts, host))).toEqual([]);
      });
    }
  }

  it('with a selection, and where interactions are off', async () => {
    const found = shown(full, {}, {});
    found.one('[data-datum="segment-1"]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(await faults(found)).toEqual([]);
    expect(await faults(shown(full, {}, { allowInteractions: false }))).toEqual([]);
  });

  it('but sees a mark that lost its name, and a role that is none', async () => {
    const found = shown(full, {}, {});
    found.one('[data-datum="segment-0"]').removeAttribute('aria-label');
    found.one('[data-datum="segment-1"]').setAttribute('role', 'knob');
    const names = (await faults(found)).map((fault) => fault.split(':')[0]);
    expect(names).toContain('aria-command-name');
    expect(names).toContain('aria-roles');
  });
});
