/** The dial of the gauge: its ring with bands, the value as a fill or a needle, the zero and the interval. */
import type { Context } from './context';
import { across, pointAt, ring, through, type Ring } from './gaugeRing';
import type { GroupBuilder } from './groupBuilder';
import { scoreColor } from './scoreColor';

export function addDial(
  { model, settings, theme }: Context,
  builder: GroupBuilder,
  { at, radius, thickness }: Ring,
): void {
  const { score } = model.headline;
  const inner = radius - thickness;
  builder.add({
    kind: 'path',
    key: 'track',
    d: ring(-100, 100, inner, radius, true),
    at,
    fill: theme.track,
    ...(theme.highContrast ? { stroke: theme.foreground, strokeWidth: 1 } : {}),
  });
  if (settings.gauge.showBands) {
    const low = Math.min(settings.gauge.bandLow, settings.gauge.bandHigh);
    const high = Math.max(settings.gauge.bandLow, settings.gauge.bandHigh);
    const bands = [
      ['band-low', -100, low, theme.groups.detractor],
      ['band-middle', low, high, theme.groups.passive],
      ['band-high', high, 100, theme.groups.promoter],
    ] as const;
    for (const [band, from, to, fill] of bands) {
      if (to > from)
        builder.add({
          kind: 'path',
          key: band,
          d: ring(from, to, inner - 5, inner - 2),
          at,
          fill,
        });
    }
  }
  const shown = score.nps;
  if (shown !== null) {
    const fill = scoreColor(theme, shown);
    if (settings.gauge.style === 'fill') {
      builder.add({ kind: 'path', key: 'value', d: ring(0, shown, inner, radius), at, fill });
      builder.add({
        kind: 'path',
        key: 'value-end',
        d: across(shown, inner - 2, radius + 1),
        at,
        stroke: theme.foreground,
        strokeWidth: 2.5,
        round: true,
      });
    } else {
      const tip = pointAt(shown, radius - thickness * 0.25);
      const left = pointAt(shown - 5, radius - thickness * 2.1);
      const right = pointAt(shown + 5, radius - thickness * 2.1);
      const d = `${through([tip, left, right])}Z`;
      builder.add({ kind: 'path', key: 'needle', d, at, fill: theme.score ?? theme.foreground });
    }
  }
  builder.add({
    kind: 'path',
    key: 'zero',
    d: across(0, inner - 3, radius + 3),
    at,
    stroke: theme.muted,
    strokeWidth: 1.5,
  });
  if (score.interval && settings.gauge.showInterval) {
    const { lower, upper } = score.interval;
    const d = ring(lower, Math.max(upper, lower + 0.6), radius + 4, radius + 6.5);
    builder.add({
      kind: 'path',
      key: 'interval',
      d,
      at,
      fill: theme.foreground,
      opacity: theme.highContrast ? 1 : 0.62,
    });
  }
}
