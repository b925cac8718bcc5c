/** The report theme as a Power BI theme file. */
import type { ReportTheme } from '../../report/theme';

const solid = (color: string) => ({ solid: { color } });

/** Theme files have no licence of ours to Microsoft's base theme, so this is a plain base of our own under its name. */
export const baseThemeName = 'CY24SU10';

export const baseTheme = (theme: ReportTheme): Readonly<Record<string, unknown>> => ({
  name: baseThemeName,
  dataColors: theme.dataColors,
  foreground: theme.foreground,
  background: theme.background,
  tableAccent: theme.accent,
});

/** Styles of every container, of each kind of visual, and the text classes. */
export const powerBiTheme = (theme: ReportTheme): Readonly<Record<string, unknown>> => ({
  name: theme.name,
  dataColors: theme.dataColors,
  good: theme.good,
  neutral: theme.neutral,
  bad: theme.bad,
  foreground: theme.foreground,
  foregroundNeutralSecondary: theme.muted,
  background: theme.background,
  backgroundLight: theme.page,
  backgroundNeutral: theme.border,
  tableAccent: theme.accent,
  hyperlink: theme.accent,
  textClasses: {
    title: { fontFace: theme.fontFamily, fontSize: 12, color: theme.foreground },
    callout: { fontFace: theme.fontFamily, fontSize: 28, color: theme.foreground },
    header: { fontFace: theme.fontFamily, fontSize: 11, color: theme.foreground },
    label: { fontFace: theme.fontFamily, fontSize: 10, color: theme.foreground },
  },
  visualStyles: {
    '*': {
      '*': {
        background: [{ show: true, color: solid(theme.background), transparency: 0 }],
        border: [{ show: true, color: solid(theme.border), radius: 8 }],
        title: [{ titleWrap: true, fontColor: solid(theme.foreground), fontSize: 12, bold: true }],
        subTitle: [{ titleWrap: true, fontColor: solid(theme.muted), fontSize: 10 }],
        visualHeader: [{ show: true, foreground: solid(theme.muted) }],
        padding: [{ top: 8, bottom: 8, left: 10, right: 10 }],
      },
    },
    page: {
      '*': { background: [{ color: solid(theme.page), transparency: 0 }], outspace: [{ color: solid(theme.page) }] },
    },
    cardVisual: {
      '*': {
        value: [{ fontSize: 24, fontColor: solid(theme.foreground) }],
        title: [{ titleWrap: true, fontColor: solid(theme.muted), fontSize: 10, bold: false }],
      },
    },
    textbox: { '*': { background: [{ show: false }], border: [{ show: false }] } },
    image: { '*': { background: [{ show: false }], border: [{ show: false }] } },
    pageNavigator: { '*': { background: [{ show: false }], border: [{ show: false }] } },
    actionButton: { '*': { background: [{ show: false }], border: [{ show: false }] } },
  },
});
