/** Changes of a printed DAX that change nothing it says, each with its reason; a pattern is held against `id: before → after`. */

interface SameMeaning {
  readonly why: string;
  readonly pattern: RegExp;
}

const aggregate = String.raw`(?:\[[^\]]+\]|_\w+|CALCULATE .*|MAX .*|SUM .*|SUMX .*|VAR .*)`;

export const sameMeaning: readonly SameMeaning[] = [
  {
    why: 'DAX adds, subtracts and compares a blank as zero, and joins it as no text: the zero is for the SQL, and for a person to see',
    pattern: new RegExp(String.raw`^\w+: COALESCE \( (?:${aggregate}|IF .*|COALESCE .*), (?:0)? ?\) → COALESCE \( `),
  },
  {
    why: 'the value is known to be there, or the text to be joined to nothing: what stands for its blank is never said',
    pattern:
      /^(?:sourceDifference|npsAtSource|npsInStar|responsesPoint|servicePoint|reconcilePoint|followUpPoint|salesPoint|journeyPoint|unitsPoint|sourceCompared): 0 → 1$|^(?:freshness|trendPoint|unitsPoint): {2}→ \?$/,
  },
  { why: 'the snapshot is one row', pattern: /: MAX \( 'Snapshot'\[[^\]]+\] \) → MIN/ },
  { why: 'a company leaves on one day', pattern: /^churnedAfterDetractor: MAX \( 'Company'\[Churned on\] \) → MIN/ },
  {
    why: 'the difference is squared',
    pattern:
      /^standardError: _promoters - _detractors → _detractors - _promoters$|^changeSignificant: _now - _before → _before - _now$/,
  },
  { why: 'the other end of the clamp is never met', pattern: /^nps(?:Lower|Upper): 100 → 200$/ },
  {
    why: 'a change that equals the critical one to the last bit does not occur, nor a certain change from 0 to 1 point',
    pattern: /^(?:changeSignificant|unitsPoint): .* > .* → .* >= |^changeWords: (?:_change > 0 → _change >= 0|0 → 1)$/,
  },
  {
    why: 'whole numbers, zero told apart before',
    pattern: /^connectorDifference: (?:_difference < 0 → _difference <= 0|0 → 1)$/,
  },
  {
    why: 'the campaigns of a class share its goal, and their weights add up',
    pattern: /^goal: 'Campaign'\[Survey class\] → 'Campaign'\[Campaign\]$/,
  },
  {
    why: 'a text or a middle value passes blanks over; a benchmark has a value',
    pattern: /^(?:newestComment|benchmark): CALCULATE \( (?:MAX|MEDIAN) .* → CALCULATE/,
  },
  {
    why: 'both steps keep the choice: one alone that did not finds nothing that the other leaves',
    pattern: /^(?:newestComment|benchmark): KEEPFILTERS .* → '/,
  },
  {
    why: 'only asked whether it is there, and there together with the other',
    pattern:
      /^(?:realEffect|realEffect12): \[NPS change|^(?:opened|answered|bounced|optedOut|noInvitations): \[Sent\] → \[Delivered\]$|^(?:followUpsOverdue|shareInTime|recovered|recoveryRate|noCases): \[Follow-ups\] → \[Follow-ups open\]$|^noThemes: \[Mentions\] → \[Negative mentions\]$|^no(?:Csat|Ces|Experience|Service): \[(?:CSAT %|CES|Experience index)\] → \[\w+ answers\]$|^noScored\w+: 1 → 2$|^accountsPoint: \[NPS rolling 12 months\] → \[NPS rolling 90 days\]$/,
  },
  {
    why: 'the denominator keeps the choice, and is blank where it contradicts',
    pattern: /^(?:csat|experienceIndex|recoveryRate): KEEPFILTERS .* → /,
  },
  {
    why: 'the measure inside leaves out the unknown company itself',
    pattern: /^noScoredCustomers: CALCULATE .* → CALCULATE/,
  },
  {
    why: 'one member, or all with the same score: either end is as good',
    pattern: /^unitsPoint: (?:_best → _worst|_high → _low)$/,
  },
  {
    why: 'what stands at an end has the score of that end',
    pattern:
      /^unitsPoint: MAXX \( FILTER \( .* = _end \), \[NPS \(enough answers\)\] \) → MINX|^unitsPoint: not ISBLANK .* = _end → not ISBLANK \( \[NPS \(enough answers\)\] \)$/,
  },
  {
    why: 'the score itself keeps the choice, and is blank where it contradicts',
    pattern: /^nps(?:Relational|Transactional)Shown: KEEPFILTERS .* → /,
  },
  {
    why: 'both flags end with the day of the data',
    pattern: /^dataDay: 'Date'\[Month to date\] → 'Date'\[Last 12 months\]$/,
  },
  { why: 'one or none are not several', pattern: /^several(?:Companies|Persons): 0 → 1$/ },
];
