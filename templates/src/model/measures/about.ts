/** What the numbers stand on: the snapshot, its age, and the settings that a company may change. */
import {
  coalesce,
  compare,
  define,
  defineGiven,
  isBlank,
  join,
  measure,
  not,
  number,
  numberText,
  orZero,
  subtract,
  when,
  words,
} from '../build';
import type { MeasureDefinition, SnapshotField } from '../expression';
import { sampleKind } from '../snapshotTable';
import { inFolder } from './measure';

const about = inFolder('about');
const settings = inFolder('settings');

const snapshotText = (
  id: string,
  field: SnapshotField,
  caption: readonly [string, string],
  description: readonly [string, string],
): MeasureDefinition => about(id, caption, description, null, { kind: 'snapshot', field }, { kind: 'text' });

export const aboutMeasures: readonly MeasureDefinition[] = [
  {
    ...about(
      'dataAsOf',
      ['Data as of', 'Data pr.'],
      ['Newest change in the source, UTC.', 'Nyeste ændring i kilden, UTC.'],
      null,
      { kind: 'snapshot', field: 'dataAsOf' },
      { kind: 'dateTime' },
    ),
    format: 'yyyy-mm-dd hh:nn',
  },
  about(
    'hoursOld',
    ['Data age (hours)', 'Dataenes alder (timer)'],
    ['Hours since the newest change in the source.', 'Timer siden nyeste ændring i kilden.'],
    'decimal',
    { kind: 'hoursOld' },
  ),
  about(
    'freshness',
    ['Freshness', 'Friskhed'],
    [
      'Whether the data is older than "Stale after hours"; of invented data, that it is a sample, whose age means nothing.',
      'Om dataene er ældre end "Forældet efter timer"; om opdigtede data, at de er et eksempel, hvis alder intet betyder.',
    ],
    null,
    defineGiven({ age: measure('hoursOld') }, ({ age }) =>
      when(
        compare(coalesce({ kind: 'snapshot', field: 'sourceKind' }, words('', '')), '=', words(sampleKind, sampleKind)),
        words('Sample data, invented', 'Eksempeldata, opdigtede'),
        when(
          compare(age, '<=', measure('staleAfterHours')),
          words('Up to date', 'Opdateret'),
          words('Out of date: check the refresh', 'Forældet: se efter opdateringen'),
        ),
      ),
    ),
    { kind: 'text' },
  ),
  snapshotText(
    'version',
    'version',
    ['Version', 'Version'],
    ['Version that built the data.', 'Versionen der byggede dataene.'],
  ),
  snapshotText(
    'snapshotId',
    'snapshot',
    ['Snapshot', 'Datasæt-nr.'],
    ['Number of the snapshot.', 'Datasættets nummer.'],
  ),
  snapshotText(
    'sourceName',
    'source',
    ['Data source', 'Datakilde'],
    ['Where the answers come from.', 'Hvor svarene kommer fra.'],
  ),
  about(
    'ratedAtConnector',
    ['Rated at the connector', 'Bedømt i connectoren'],
    [
      'Rated answers in the snapshot as the connector counted them, whatever is chosen here; equal to "Rated" where nothing is chosen.',
      'Bedømte svar i datasættet, som connectoren talte dem, uanset hvad der er valgt her; lig med "Bedømte" hvor intet er valgt.',
    ],
    'count',
    { kind: 'snapshot', field: 'rated' },
  ),
  about(
    'connectorDifference',
    ['Difference from the connector', 'Forskel fra connectoren'],
    [
      'How many rated answers fewer or more are counted here than the connector counted; blank where it does not tell.',
      'Hvor mange bedømte svar færre eller flere der tælles her, end connectoren talte; tom hvor den ikke siger det.',
    ],
    null,
    defineGiven({ there: measure('ratedAtConnector') }, ({ there }) =>
      define({ difference: subtract(orZero(measure('rated')), there) }, ({ difference }) =>
        when(
          compare(difference, '=', number(0)),
          words('The same number is counted here', 'Det samme antal tælles her'),
          when(
            compare(difference, '<', number(0)),
            join(
              numberText(subtract(number(0), difference), 'whole'),
              words(' fewer here: a choice above, or older data', ' færre her: et valg ovenfor eller ældre data'),
            ),
            join(numberText(difference, 'whole'), words(' more here: newer data', ' flere her: nyere data')),
          ),
        ),
      ),
    ),
    { kind: 'text' },
  ),
  about(
    'mixedClasses',
    ['Survey classes note', 'Note om undersøgelsestyper'],
    [
      'Says so where relational and transactional answers are in the same number; blank otherwise.',
      'Siger til hvor relationelle og transaktionelle svar er i samme tal; ellers tom.',
    ],
    null,
    defineGiven(
      { relational: measure('npsRelational'), transactional: measure('npsTransactional') },
      ({ relational, transactional }) =>
        when(
          { kind: 'logic', operator: 'and', operands: [not(isBlank(relational)), not(isBlank(transactional))] },
          words(
            'Relational and transactional answers are both counted: choose one survey class to compare with a goal.',
            'Relationelle og transaktionelle svar tælles begge: vælg én undersøgelsestype for at sammenligne med et mål.',
          ),
        ),
    ),
    { kind: 'text' },
  ),
  settings(
    'minimumAnswers',
    ['Minimum answers', 'Mindste antal svar'],
    ['Below this many rated answers a score is withheld.', 'Under så mange bedømte svar vises ingen score.'],
    'count',
    number(5),
  ),
  settings(
    'riskThreshold',
    ['Risk threshold', 'Risikogrænse'],
    ['A company whose NPS is below this is at risk.', 'En virksomhed med NPS under dette er i risiko.'],
    'nps',
    number(0),
  ),
  settings(
    'passivesToWin',
    ['Passives to win', 'Passive at vinde'],
    ['How many passives the headroom assumes.', 'Hvor mange passive potentialet regner med.'],
    'count',
    number(50),
  ),
  settings(
    'yearlyQuota',
    ['Yearly quota', 'Årlig kvote'],
    ['Surveys that may be sent in a calendar year.', 'Undersøgelser der må sendes i et kalenderår.'],
    'count',
    number(25000),
  ),
  settings(
    'staleAfterHours',
    ['Stale after hours', 'Forældet efter timer'],
    ['Older data is called out of date.', 'Ældre data kaldes forældet.'],
    'count',
    number(48),
  ),
];
