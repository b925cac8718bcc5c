/** Measures that count answers. A blank, non-whole or out-of-range score is excluded, never a detractor. */
import {
  add,
  type Conditions,
  average,
  count,
  define,
  divide,
  given,
  is,
  isBlank,
  largest,
  latestText,
  measure,
  missing,
  not,
  only,
  or,
  orZero,
  when,
  whenGiven,
} from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const answers = inFolder('answers');

const rated = measure('rated');

/** The count of rated answers with a score from `low` to `high`; 0, not blank, where others were given. */
const scored = (low: number, high: number): Expression =>
  whenGiven([rated], orZero(count('FactResponse', is('Score', '>=', low), is('Score', '<=', high))));

/** Answers to NPS questions that meet the conditions: of campaigns that say so, and of those that say nothing. */
const answersToNps = (...where: Conditions<'FactResponse'>) => ({
  asked: only('DimCampaign', [is('Metric', '=', 'NPS')], count('FactResponse', ...where)),
  unsaid: only('DimCampaign', [missing('Metric')], count('FactResponse', missing('Rating'), ...where)),
});

const share = (part: string): Expression => divide(measure(part), rated);

export const answerMeasures: readonly MeasureDefinition[] = [
  answers(
    'responses',
    ['Responses', 'Svar på NPS'],
    [
      'Answers to NPS questions, rated or not. Where a campaign does not say its metric: answers without another rating.',
      'Svar på NPS-spørgsmål, bedømte eller ej. Hvor en kampagne ikke angiver sit måltal: svar uden anden vurdering.',
    ],
    'count',
    define(answersToNps(), ({ asked, unsaid }) =>
      when(or(not(isBlank(asked)), not(isBlank(unsaid))), add(orZero(asked), orZero(unsaid))),
    ),
  ),
  answers(
    'rated',
    ['Rated', 'Bedømte'],
    [
      'Answers with a whole score from 0 to 10: what NPS counts.',
      'Svar med en hel score fra 0 til 10: det NPS tæller.',
    ],
    'count',
    count('FactResponse', is('Score', '>=', 0), is('Score', '<=', 10)),
  ),
  answers(
    'excluded',
    ['Excluded', 'Udeladte'],
    [
      'Answers to NPS questions without a valid score: those that have a reason to be excluded.',
      'Svar på NPS-spørgsmål uden en gyldig score: dem der har en årsag til udeladelse.',
    ],
    'count',
    whenGiven(
      [measure('responses')],
      define(answersToNps(given('ExclusionReason')), ({ asked, unsaid }) => add(orZero(asked), orZero(unsaid))),
    ),
  ),
  answers(
    'promoters',
    ['Promoters', 'Ambassadører'],
    ['Rated answers of 9 or 10.', 'Bedømte svar på 9 eller 10.'],
    'count',
    scored(9, 10),
  ),
  answers(
    'passives',
    ['Passives', 'Passive'],
    ['Rated answers of 7 or 8; they stay in the denominator.', 'Bedømte svar på 7 eller 8; de bliver i nævneren.'],
    'count',
    scored(7, 8),
  ),
  answers(
    'detractors',
    ['Detractors', 'Kritikere'],
    ['Rated answers of 0 to 6.', 'Bedømte svar på 0 til 6.'],
    'count',
    scored(0, 6),
  ),
  answers(
    'promoterShare',
    ['Promoters %', 'Ambassadører %'],
    ['Promoters of the rated answers.', 'Ambassadører af de bedømte svar.'],
    'share',
    share('promoters'),
  ),
  answers(
    'passiveShare',
    ['Passives %', 'Passive %'],
    ['Passives of the rated answers.', 'Passive af de bedømte svar.'],
    'share',
    share('passives'),
  ),
  answers(
    'detractorShare',
    ['Detractors %', 'Kritikere %'],
    ['Detractors of the rated answers.', 'Kritikere af de bedømte svar.'],
    'share',
    share('detractors'),
  ),
  answers(
    'averageScore',
    ['Average score', 'Gennemsnitlig score'],
    ['Mean of the scores, 0 to 10; not the NPS.', 'Gennemsnit af scorerne, 0 til 10; ikke NPS.'],
    'decimal',
    average('FactResponse', 'Score', is('Score', '>=', 0), is('Score', '<=', 10)),
  ),
  answers(
    'scoreGiven',
    ['Score given', 'Angivet score'],
    [
      'The score, 0 to 10, where one answer is in view; the highest where several are.',
      'Scoren, 0 til 10, hvor ét svar er med; den højeste hvor flere er med.',
    ],
    'index',
    largest('FactResponse', 'Score', is('Score', '>=', 0), is('Score', '<=', 10)),
  ),
  answers(
    'comments',
    ['Comments', 'Kommentarer'],
    ['Answers where the customer wrote something.', 'Svar hvor kunden skrev noget.'],
    'count',
    count('FactResponse', given('Comment')),
  ),
  answers(
    'newestComment',
    ['Newest comment', 'Nyeste kommentar'],
    ['What was last written, in the customer’s words.', 'Hvad der sidst blev skrevet, med kundens ord.'],
    null,
    latestText('FactResponse', 'Comment', 'RespondedAt', is('Score', '>=', 0), is('Score', '<=', 10)),
    { kind: 'text' },
  ),
  answers(
    'mentions',
    ['Mentions', 'Omtaler'],
    ['Times a theme occurs in an answer.', 'Gange et tema optræder i et svar.'],
    'count',
    count('BridgeResponseCategory'),
  ),
  answers(
    'negativeMentions',
    ['Negative mentions', 'Negative omtaler'],
    ['Times a theme occurs in a negative way.', 'Gange et tema optræder negativt.'],
    'count',
    whenGiven([measure('mentions')], orZero(count('BridgeResponseCategory', is('Sentiment', '=', 'negative')))),
  ),
];
