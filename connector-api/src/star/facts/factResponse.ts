/** FactResponse: every answer to a rating question, rated or not. */
import { contactRoleDanish, exclusionReasonDanish, exclusionReasons } from '../../survey/vocabulary';
import { attribute, dateReference, inDanish, key, businessKey, measure, reference, text } from '../column';
import { occasionReferences } from '../occasion';
import { defineTable } from '../table';

export { exclusionReasons };

export const factResponse = defineTable({
  name: 'FactResponse',
  kind: 'fact',
  grain: text(['One row per answer to one rating question.', 'Én række pr. svar på ét vurderingsspørgsmål.']),
  caption: text(['Response', 'Svar']),
  description: text([
    'Answers. Score is filled for NPS questions only; a blank, non-integer or out-of-range score is not rated: kept and counted as excluded.',
    'Svar. Score er kun udfyldt for NPS-spørgsmål; en tom, ikke-hel eller ugyldig score er ikke bedømt: den beholdes og tælles som udeladt.',
  ]),
  key: ['ResponseKey'],
  unique: [['ResponseId']],
  partitionBy: 'RespondedAt',
  columns: {
    ResponseKey: key('int64', ['Response', 'Svar']),
    ResponseId: businessKey(['Response', 'Svar']),
    ...occasionReferences,
    ScoreKey: reference('DimScore', ['Score key', 'Scorenøgle']),
    ResponseDateKey: dateReference(['Response', 'Svar'], { active: true, nullable: false }),
    InvitationId: attribute(
      'string',
      ['Invitation ID', 'Invitations-id'],
      [
        'Invitation that was answered; null for QR and embedded surveys.',
        'Den besvarede invitation; tom ved QR og indlejrede undersøgelser.',
      ],
      { nullable: true, hidden: true },
    ),
    RespondedAt: attribute(
      'dateTime',
      ['Responded at', 'Besvaret'],
      ['When the answer came in, UTC.', 'Hvornår svaret kom, UTC.'],
    ),
    Score: measure(
      'int32',
      ['Score', 'Score'],
      [
        '0 to 10; null where not rated or not an NPS question.',
        '0 til 10; tom hvor ikke bedømt eller ikke et NPS-spørgsmål.',
      ],
      { nullable: true, range: [0, 10] },
    ),
    Rating: measure(
      'double',
      ['Rating', 'Vurdering'],
      ['Answer to a CSAT, CES or experience question.', 'Svar på et CSAT-, CES- eller oplevelsesspørgsmål.'],
      { nullable: true },
    ),
    RatingMax: measure(
      'double',
      ['Rating scale', 'Vurderingsskala'],
      ['Largest possible rating of the question.', 'Spørgsmålets højeste mulige vurdering.'],
      { nullable: true },
    ),
    IsRated: attribute(
      'boolean',
      ['Rated', 'Bedømt'],
      ['True where Score or Rating holds a valid answer.', 'Sand hvor Score eller Vurdering har et gyldigt svar.'],
    ),
    ExclusionReason: attribute(
      'string',
      ['Exclusion reason', 'Årsag til udeladelse (engelsk)'],
      ['Why the answer is not rated; null where it is.', 'Hvorfor svaret ikke er bedømt; tom hvor det er.'],
      { nullable: true, acceptedValues: exclusionReasons },
    ),
    ExclusionReasonDa: inDanish(
      'ExclusionReason',
      ['Exclusion reason', 'Årsag til udeladelse'],
      exclusionReasonDanish,
      { nullable: true },
    ),
    ScoreAsGiven: attribute(
      'string',
      ['Score as given', 'Score som angivet'],
      ['What the source holds, when it could not be rated.', 'Kildens værdi, når den ikke kunne bedømmes.'],
      { nullable: true, hidden: true, person: 'freeText' },
    ),
    Weight: measure(
      'double',
      ['Weight', 'Vægt'],
      ['Weight of the answer; 1 unless the source gives one.', 'Svarets vægt; 1 med mindre kilden angiver en.'],
    ),
    Comment: attribute(
      'string',
      ['Comment', 'Kommentar'],
      ['What the customer wrote (verbatim).', 'Det kunden skrev (ordret).'],
      { nullable: true, person: 'freeText' },
    ),
    ResponseLanguage: attribute(
      'string',
      ['Response language', 'Svarsprog'],
      ['Language of the answer, BCP 47.', 'Svarets sprog, BCP 47.'],
      { nullable: true },
    ),
    ResponseMinutes: measure(
      'double',
      ['Response minutes', 'Svartid i minutter'],
      [
        'Minutes from sending to answer; null without an invitation.',
        'Minutter fra udsendelse til svar; tom uden invitation.',
      ],
      { nullable: true, unit: 'minutes' },
    ),
    IsLatestOfContact: attribute(
      'boolean',
      ['Latest of contact', 'Kontaktens seneste'],
      [
        'The newest rated answer of the contact in its survey class; true where the contact is unknown.',
        'Kontaktens nyeste bedømte svar i undersøgelsestypen; sand hvor kontakten er ukendt.',
      ],
    ),
    PreviousScore: measure(
      'int32',
      ['Previous score', 'Forrige score'],
      ['Score of the contact’s rated answer before this one.', 'Scoren i kontaktens foregående bedømte svar.'],
      { nullable: true, range: [0, 10] },
    ),
    IsRecovered: attribute(
      'boolean',
      ['Recovered', 'Genvundet'],
      [
        'A detractor or passive who, after a follow-up, later rated in a higher group.',
        'En kritiker eller passiv, som efter en opfølgning senere bedømte i en højere gruppe.',
      ],
    ),
    CompanySegmentThen: attribute(
      'string',
      ['Segment as answered', 'Segment ved svaret'],
      ['Company segment when the answer came in.', 'Virksomhedens segment da svaret kom.'],
      { nullable: true },
    ),
    ContactRoleThen: attribute(
      'string',
      ['Contact role as answered', 'Kontaktrolle ved svaret (engelsk)'],
      ['Contact role when the answer came in.', 'Kontaktens rolle da svaret kom.'],
      { nullable: true },
    ),
    ContactRoleThenDa: inDanish(
      'ContactRoleThen',
      ['Contact role as answered', 'Kontaktrolle ved svaret'],
      contactRoleDanish,
      { nullable: true },
    ),
    ModifiedAt: attribute(
      'dateTime',
      ['Modified at', 'Ændret'],
      ['When the source last changed the answer, UTC.', 'Hvornår kilden sidst ændrede svaret, UTC.'],
      { hidden: true },
    ),
  },
});
