/** The list that reviewers and the host's API set, each row with the tests that prove it: none may lose its test. */

/** Row of the list -> what the full name (suite and test) of at least one test must match. */
const hostApi: Readonly<Record<string, RegExp>> = {
  'rendering events, one end per update': /^rendering events come in one pair per update/,
  'rendering events, a failure': /^rendering events end in a failure/,
  'format pane': /^the format pane reaches every declared property exactly once/,
  tooltips: /^tooltips tell score, interval, groups and goal/,
  'selection, cross-filter': /^selection sends the rows of the clicked period/,
  'selection of several with Ctrl': /^selection adds to the selection with ctrlKey/,
  'selection of several with Shift': /^selection adds to the selection with shiftKey/,
  'empty space clears': /^selection clears when empty space is clicked/,
  'highlight from other visuals': /^highlights from other visuals show the part/,
  'context menu on a mark and on empty space': /^the context menu opens on a mark with its identity and on empty space/,
  bookmarks: /^selection follows a bookmark/,
  'interactions off': /^selection does nothing where the host allows no interactions/,
  'keyboard, focus order': /^the keyboard has one tab stop and reaches every mark/,
  'keyboard, Enter and Space': /^the keyboard selects with Enter and Space/,
  'keyboard, visible focus': /^the keyboard shows where the focus is/,
  'aria roles and labels': /^the keyboard has a name for every mark/,
  'accessibility of every view': /^axe finds no fault in composite, high contrast/,
  'high contrast': /^high contrast uses only the two colours of the theme/,
  'meaning never by colour alone': /^high contrast tells the groups apart by pattern/,
  "the host's palette": /^themes use the report's sentiment colours/,
  'conditional formatting': /^conditional formatting takes promoter from a constant, from a rule/,
  'landing page': /^rendering events show a landing page without fields/,
  'empty data': /^rendering events show what is missing where fields are set but no rows come/,
  localisation: /^strings say in da-DK everything/,
  drill: /^a drilled hierarchy names its members/,
  'more data': /^more data is asked for, and a cut is told/,
  export: /^export writes what is shown and withholds/,
  'what capabilities.json must switch on': /^capabilities.json switches on/,
};

const reviewers: Readonly<Record<string, RegExp>> = {
  '150 × 80 and below': /^whatever the size composite of full clips nothing/,
  'the number stays at small sizes': /^whatever the size always shows the score/,
  'fields removed in any order': /^the reviewers' list removes fields in any order/,
  'every bucket alone': /^the reviewers' list takes the bucket score alone/,
  'two measures in one role': /^the reviewers' list refuses two measures in one role kindly/,
  'null, NaN, infinities, negative numbers, text': /random DataViews cause no error/,
  'dates as text, one row': /^the reviewers' list takes one row, text where numbers belong, and dates as text/,
  '30,000 rows': /of 30,000 rows each are drawn/,
  'converted from another visual and back': /^converted from another visual and back draws again/,
  "another visual's settings": /^converted from another visual and back ignores the settings/,
  'several instances': /^several instances on a page share no id/,
  'format strings': /^formats write 1234.5 by "#,0.00"/,
  locales: /^the reviewers' list writes numbers and dates as the reader does/,
  'report-page tooltips': /^tooltips tell .* with identities for report pages/,
  'focus mode': /^focus mode grows composite to 1600 × 900 and back/,
  'pinned to a dashboard': /^pinned to a dashboard keeps no state/,
  'exported to PowerPoint or PDF': /^exported to PowerPoint or PDF is drawn whole/,
  'printed without motion': /^exported to PowerPoint or PDF has motion in its style only for screens/,
  'phone layout width': /^on a phone every view fits 320 × 200/,
  'no message in the console': /random DataViews cause no error, no console output/,
  'several instances, each its own score': /^several instances on a page draw without mixing/,
  'capabilities only grow': /^capabilities only grow so that reports/,
};

function names(suite: jasmine.Suite | jasmine.Spec): readonly string[] {
  return 'children' in suite ? suite.children.flatMap((child) => names(child as typeof suite)) : [suite.getFullName()];
}

describe('the checklist', () => {
  for (const [list, rows] of Object.entries({ hostApi, reviewers })) {
    it(`has a test for every row of ${list}`, () => {
      const known = names(jasmine.getEnv().topSuite());
      expect(known.length).toBeGreaterThan(300);
      const unproven = Object.entries(rows).filter(([, pattern]) => !known.some((name) => pattern.test(name)));
      expect(unproven.map(([row, pattern]) => `${row}: ${String(pattern)}`)).toEqual([]);
    });
  }
});
